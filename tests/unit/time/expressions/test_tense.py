"""Which side of now a weekday is on: told by the verb of its clause."""

import pytest

from tests.harness.times import marked

# A Thursday.
READ_AT = "2025-11-20T11:00"


@pytest.mark.parametrize(
    "example",
    [
        "De Kamer stemde [dinsdag] over de wet.",  # simple past, regular
        "De club nam [maandag] afscheid van de trainer.",  # irregular
        "Het Kremlin weersprak [dinsdag] de berichten.",  # with a prefix
        "De brand die [vrijdagavond] uitbrak, is geblust.",  # with a particle
        "Bayern vernederde [dinsdag] Leverkusen.",  # a verb in no list
        "Het verdrag werd [dinsdag] getekend.",  # passive
        "De rechter heeft [dinsdag] bepaald dat hij vrijkomt.",  # perfect
        "Voor de kust is [maandag] een schip vergaan, meldt de kustwacht.",
        "De verdachte zou [zondag] over de grens zijn gevlucht.",  # hearsay
        "Brand [zondag] in Almere geblust",  # a headline's participle
        "Dat meldt persbureau Reuters [woensdag].",  # told in the present, of the past
        "Het [vrijdag] gesloten bestand houdt stand.",  # the participle before a noun, not the finite verb
        "De [dinsdag] overleden zanger wordt begraven.",
        "Sinds [maandag] ligt het treinverkeer stil.",
        "Volgens de minister, die [woensdag] in Brussel was, komt er een besluit.",
        "De minister zei [dinsdag] dat het plan naar de Kamer gaat.",
        "Er zijn [zondag] zes doden gevallen.",  # a noun elsewhere, a participle here
        "De bestuurder is [zondag] tegen een boom gereden.",
    ],
)
def test_past_tense_points_back(example: str) -> None:
    assert marked(example, READ_AT).direction == "before"


@pytest.mark.parametrize(
    "example",
    [
        "Hij verlaat [zaterdag] de kliniek waar hij werd geopereerd.",
        "De bonden bespreken [dinsdag] het voorstel.",
        "Het akkoord wordt [zaterdag] ondertekend.",
        "Het museum zal [dinsdag] heropenen.",
        "Hij moet zich [maandag] melden.",
        "De rechtszaak zou [maandag] beginnen.",
        "De start staat [zaterdag] gepland.",
        "De weg is [zaterdag] afgesloten.",
        "De [vrijdag] te houden top gaat niet door.",
        "Hij zei dat hij [maandag] naar Washington reist.",
        "Woensdag werd bekend dat de topvrouw [maandag] opstapt.",
        '"Ik stop er [vrijdag] mee", zei de wethouder.',
        "Het debat is verplaatst naar [dinsdag].",
        "De man die gisteren viel, komt [maandag] vrij.",
        "De trainer maakt [zaterdag] zijn opstelling bekend.",  # `zijn` is no auxiliary
        "De gemeenteraad van Emmen kiest [zaterdag] een wethouder.",  # nor `gemeenteraad` a participle
        "De stal van de boer gaat [zaterdag] plat.",  # nor `stal` a past tense
        "Als de Kamer [dinsdag] heeft ingestemd, geldt de wet.",
        "De partij verloor gisteren en de lijsttrekker overpeinst er [zondag] zijn toekomst.",  # in no list
    ],
)
def test_present_and_future_point_ahead(example: str) -> None:
    assert marked(example, READ_AT).direction == "after"


@pytest.mark.parametrize(
    "example",
    [
        "Hij verlaat [donderdag] de kliniek.",
        "Het verdrag werd [donderdag] getekend.",
        "De rechter heeft [donderdag] bepaald dat hij vrijkomt.",
    ],
)
def test_the_day_of_reading_is_meant_in_every_tense(example: str) -> None:
    assert marked(example, READ_AT).value == "2025-11-20"


@pytest.mark.parametrize(
    ("example", "at", "value"),
    [
        ("In [oktober] stijgt de inflatie tot 3 procent.", "2025-11-20T11:00", "2025-10"),
        ("In [oktober] zal de inflatie stijgen.", "2025-11-20T11:00", "2026-10"),
        ("In [mei] stijgt de huur.", "2025-11-20T11:00", "2026-05"),
        ("In [oktober] begint de bouw.", "2025-11-20T11:00", "2026-10"),
    ],
)
def test_what_the_present_would_put_most_of_a_year_ahead_is_just_past(
    example: str, at: str, value: str
) -> None:
    assert marked(example, at).value == value


def test_the_evidence_lowers_and_raises_the_confidence() -> None:
    told = marked("De Kamer stemde [dinsdag] over de wet.", READ_AT)
    untold = marked("Staking [dinsdag] op het spoor", READ_AT)
    assert untold.confidence < told.confidence
