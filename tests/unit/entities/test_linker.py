"""What the names of an item stand for, and that nothing is linked that is not sure."""

import pytest

from tests.harness.entities import links
from tests.harness.marked import LINKER, linked, unmarked
from worker.entities.knowledge import packaged_knowledge, read_knowledge, write_knowledge
from worker.entities.linking import Linker, Mention
from worker.entities.linking.things import THRESHOLD
from worker.entities.tables import Form, Row


def names(marked: str, **options: str) -> list[tuple[str, str | None]]:
    return [(link.canonical, link.iso) for link in linked(marked, **options)]


# From the issue: places of one name, told apart by what else the item says.
@pytest.mark.parametrize(
    ("text", "filed_from", "expected"),
    [
        ("De [MISC Noorse] stad [LOC Bergen] is dicht.", None, ("Bergen", "NO", 3161732)),
        ("In [LOC Bergen] staakt het personeel.", "BE", ("Bergen", "BE", 2790869)),
        ("In [LOC Bergen] is brand.", None, ("Bergen", None, None)),
        ("In [LOC Paris] ([LOC Texas]) is het heet.", None, ("Paris", "US", 4717560)),
        ("In [LOC Parijs] is het heet.", "US", ("Parijs", "FR", 2988507)),
        ("Harvard ligt in [LOC Cambridge], [LOC Massachusetts].", None, ("Cambridge", "US", 4931972)),
        ("In [LOC Cambridge] wordt gestaakt.", None, ("Cambridge", "GB", 2653941)),
        ("In [LOC NIJMEGEN] regent het.", None, ("Nijmegen", "NL", 2750053)),
        ("[LOC Nijmegens] burgemeester lacht.", None, ("Nijmegen", "NL", 2750053)),
        ("[LOC Londen], de hoofdstad.", "GB", ("Londen", "GB", 2643743)),
    ],
)
def test_a_place_is_the_one_that_the_item_speaks_of(
    text: str, filed_from: str | None, expected: tuple[str, str | None, int | None]
) -> None:
    found = linked(text, filed_from=filed_from)
    number = 1 if text.startswith("De [MISC") else 0
    assert (found[number].canonical, found[number].iso, found[number].geonames) == expected


@pytest.mark.parametrize(
    ("text", "filed_from", "iso"),
    [
        ("Een ongeluk op de [LOC A28].", "NL", "NL"),
        ("Een ongeluk op de [LOC A28].", None, "NL"),
        ("Een ongeluk op de [LOC A28].", "DE", "DE"),
        ("Brand in de [LOC Voorstraat].", "NL", "NL"),
        ("Brand in de [LOC Voorstraat].", None, None),
        ("Brand in de [LOC Voorstraat], vertelt een [MISC Duitse] toerist.", "NL", "NL"),
        ("Brand in de [LOC Voorstraat], en niet in [LOC Gent].", "NL", "NL"),
        ("Brand in het [LOC Kleine Theatre], zegt een [MISC Duitse] toerist.", "US", "US"),
        ("Brand in het [LOC Kleine Theatre], zegt een [MISC Duitse] toerist.", "NL", None),
        ("Brand in het dorp [LOC Malokatarynivka]. [MISC Russen] zwijgen.", "UA", "UA"),
        ("Brand in [LOC Malokatarynivka]. [MISC Russen] zwijgen.", "UA", None),
        ("Naar [LOC Klein Groningen] in het district [LOC Saramacca].", "NL", "SR"),
        ("De [MISC Nigeriaanse] deelstaat [LOC Benue] staat blank.", "IT", "NG"),
        ("De deelstaat [LOC Benue] staat blank. Dat meldt [LOC Nigeria].", "IT", None),
        ("Gevechten in [LOC Oost-Congo].", "RW", "CD"),
        ("Onrust in [LOC San José].", "NL", None),
        ("Onrust in [LOC Gaza].", "IL", "PS"),
        ("Ruzie in [LOC Kleinhausen], [LOC Duitsland].", "NL", "DE"),
        ("Ruzie in [LOC Kleinhausen], [LOC Duitsland] en [LOC Spanje].", "NL", None),
        ("Vrede in het [LOC Midden-Oosten].", "NL", None),
        ("In het [LOC Kleine Stadion] speelt [ORG Ajax].", "NL", "NL"),
        ("In het [LOC Kleine Stadion] speelt [ORG Werder Bremen].", "NL", None),
        ("In het [LOC Kleine Stadion] speelt [ORG Ajax], meldt [ORG Der Spiegel].", "NL", "NL"),
    ],
)
def test_a_place_without_identifier_has_a_country_only_where_the_text_says_it(
    text: str, filed_from: str | None, iso: str | None
) -> None:
    found = [link for link in linked(text, filed_from=filed_from) if link.rule != "demonym"]
    assert (found[0].iso, found[0].geonames) == (iso, None)


@pytest.mark.parametrize(("agency", "iso"), [("BELGA", "BE"), ("RTR", None)])
def test_a_national_agency_says_where_a_dateline_lies(agency: str, iso: str | None) -> None:
    text, mentions = unmarked(f"[LOC MECHELEN] ([ORG {agency}]) - De [MISC Nederlander] lacht.")
    datelined = {mention.start for mention in mentions if mention.label != "MISC"}
    assert LINKER.link(mentions, {"text": text}, None, datelined)[0].iso == iso


def test_a_street_named_after_a_place_abroad_may_lie_there() -> None:
    assert [
        link.iso for link in linked("Brand in [LOC Gent] en in de [LOC Voorstraat].", filed_from="NL")
    ] == [
        "BE",
        None,
    ]


@pytest.mark.parametrize(
    ("word", "canonical", "iso", "geonames"),
    [
        ("Russische", "Rusland", "RU", 2017370),
        ("Noord-Koreanen", "Noord-Korea", "KP", 1873107),
        ("Schotten", "Schotland", "GB", None),
        ("Rotterdammers", "Rotterdam", "NL", 2747891),
        ("Europese", "Europa", None, 6255148),
        ("Oost-Oekraïense", "Oost-Oekraïne", "UA", None),
    ],
)
def test_a_demonym_is_its_place(word: str, canonical: str, iso: str | None, geonames: int | None) -> None:
    (link,) = linked(f"Een [MISC {word}] plan.")
    assert (link.canonical, link.iso, link.geonames, link.kind) == (canonical, iso, geonames, "demonym")


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("[PER Donald Trump] belde. [PER Trump] was blij.", "Donald Trump"),
        ("[PER Donald Trump] belde. [PER Trumps] zoon was blij.", "Donald Trump"),
        ("[PER Ursula von der Leyen] sprak. [PER Von der Leyen] zweeg.", "Ursula von der Leyen"),
        ("[PER Kim Jong-un] dreigt. [PER Kim] lachte.", "Kim Jong-un"),
        ("[PER Ahmed al-Sharaa] kwam. [PER Al-Sharaa] ging.", "Ahmed al-Sharaa"),
        ("[PER Trump] was blij.", "Trump"),
        ("[PER Trump] belde. [PER Melania Trump] zweeg.", "Melania Trump"),
        ("[PER Joost Bakker] en [PER Marieke Bakker] zijn terecht. [PER Bakker] is gewond.", "Bakker"),
        ("[ORG FC Twente] won. [ORG Twente] juichte.", "FC Twente"),
    ],
)
def test_a_bare_surname_is_the_one_fuller_name_before_it(text: str, last: str) -> None:
    assert names(text)[-1][0] == last


def test_a_surname_before_the_full_name_stays_as_it_is() -> None:
    assert [canonical for canonical, _ in names("[PER Trump] belde. [PER Donald Trump] is blij.")] == [
        "Trump",
        "Donald Trump",
    ]


def test_a_full_name_in_the_headline_stands_before_the_text() -> None:
    assert names("[PER Trump] belde.", headline="[PER Donald Trump] wil vrede")[-1] == ("Donald Trump", "US")


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("De [ORG Nederlandse Bond van Kaasmakers] ([ORG NBK]) klaagt. De [ORG NBK] wil meer.", "Nederlandse Bond van Kaasmakers"),
        ("De [ORG NBK] klaagt. De [ORG Nederlandse Bond van Kaasmakers] ([ORG NBK]) wil meer.", "Nederlandse Bond van Kaasmakers"),
        ("Het [ORG Openbaar Ministerie] ([ORG OM]) eist tien jaar. Het [ORG OM] wacht.", "Openbaar Ministerie"),
        ("De [ORG Autoriteit Persoonsgegevens] ([ORG AP]) straft. De [ORG AP] zwijgt.", "Autoriteit Persoonsgegevens"),
        # The letters are those of another thing, which is not meant.
        ("De [ORG Nationale Schaakbond] ([ORG NS]) speelt. De [ORG NS] wint.", "Nationale Schaakbond"),
    ],
)  # fmt: skip
def test_an_abbreviation_stands_for_what_it_is_introduced_beside(text: str, canonical: str) -> None:
    found = linked(text)
    assert {link.canonical for link in found} == {canonical}


def test_what_stands_in_brackets_is_an_abbreviation_only_where_the_letters_fit() -> None:
    assert [canonical for canonical, _ in names("[ORG Alpecin-Deceuninck] ([ORG UCI]) won.")] == [
        "Alpecin-Deceuninck",
        "UCI",
    ]


@pytest.mark.parametrize(
    ("text", "filed_from", "expected"),
    [
        ("Het [ORG ministerie van Financiën] zwijgt.", "NL", ("ministerie van Financiën", "NL")),
        ("Het [ORG ministerie van Financiën] zwijgt.", "US", ("ministerie van Financiën (Verenigde Staten)", "US")),
        ("Het [MISC Russische] [ORG ministerie van Defensie] zwijgt.", "US", ("ministerie van Defensie (Rusland)", "RU")),
        ("Het [MISC Peruaanse] [ORG ministerie van Defensie] zwijgt.", "US", ("ministerie van Defensie (Peru)", "PE")),
        ("De [ORG Kamer] stemt.", "NL", ("Tweede Kamer", "NL")),
        ("De [ORG Kamer] stemt.", "BE", ("Kamer van Volksvertegenwoordigers (België)", "BE")),
        ("De [ORG Nationale Garde] komt.", "US", ("Nationale Garde (Verenigde Staten)", "US")),
        ("De [ORG Nationale Garde] komt.", "IT", ("Nationale Garde", None)),
        ("De [ORG Kamer] stemt.", "FR", ("Kamer", None)),
        ("De [MISC Italiaanse] [ORG Nationale Garde] komt.", "US", ("Nationale Garde", "IT")),
        ("Het [ORG ministerie van Financiën] zwijgt.", None, ("ministerie van Financiën", "NL")),
        ("De [ORG Tweede Kamer] vergadert. De [ORG Kamer] stemt.", "BE", ("Tweede Kamer", "NL")),
    ],
)  # fmt: skip
def test_a_name_of_every_country_is_that_of_the_country_at_hand(
    text: str, filed_from: str | None, expected: tuple[str, str | None]
) -> None:
    assert names(text, filed_from=filed_from)[-1] == expected


def test_a_ministry_told_apart_once_stays_told_apart() -> None:
    text = (
        "Het [MISC Peruaanse] [ORG ministerie van Defensie] beslist. Het [ORG ministerie van Defensie] wacht."
    )
    assert names(text, filed_from="PE")[-1] == ("ministerie van Defensie (Peru)", "PE")


@pytest.mark.parametrize(
    ("text", "filed_from"),
    [
        ("[PER Max] en [PER Harry] kwamen.", "NL"),
        ("[PER Mike Johnson] verloor zijn hond.", None),
        ("[PER Sergey Lavrow] kreeg een prijs.", None),
        ("De [ORG Nationale Garde] komt.", None),
        ("[ORG Bergen] won.", None),
    ],
)
def test_below_the_threshold_there_is_no_identifier(text: str, filed_from: str | None) -> None:
    for link in linked(text, filed_from=filed_from):
        assert (link.rule, link.iso, link.geonames, link.wikidata) == ("unlisted", None, None, None)
        assert link.score < THRESHOLD


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("De [MISC Franse] minister [PER Anne Petit] komt.", "FR"),
        ("De [MISC Franse] minister van Binnenlandse Zaken [PER Anne Petit] komt.", "FR"),
        ("Het [MISC Duitse] bedrijf [ORG Schmidt & Co] sluit.", "DE"),
        ("De [MISC Duitse] coach van [ORG Achilles] vertrekt.", None),
        ("De [MISC Duitse] regering heeft [PER Anne Petit] ontvangen.", None),
        ("Een [MISC Duitser] sloeg [PER Anne Petit].", None),
        ("[PER Anne Petit] komt uit [LOC Duitsland].", None),
    ],
)
def test_an_unlisted_name_has_the_country_of_the_adjective_that_belongs_to_it(
    text: str, iso: str | None
) -> None:
    (link,) = [link for link in linked(text) if link.rule == "unlisted"]
    assert link.iso == iso


def test_the_threshold_decides_between_a_link_and_none() -> None:
    """Four rows of one name, one of them of the country at hand: taken. As many of that country: none is."""

    def senate(place: str, iso: str) -> Row:
        return Row("ORG", f"Senaat ({place})", "parliament", iso, "Q1", (Form("Senaat", True),))

    one = Linker(read_knowledge(write_knowledge([senate("Peru", "PE"), senate("Chili", "CL")])))
    assert linked("De [ORG Senaat] stemt.", filed_from="PE", linker=one)[0].wikidata == "Q1"
    two = Linker(read_knowledge(write_knowledge([senate("Lima", "PE"), senate("Cusco", "PE")])))
    (link,) = linked("De [ORG Senaat] stemt.", filed_from="PE", linker=two)
    assert (link.rule, link.wikidata) == ("unlisted", None)


def test_another_spelling_of_a_person_needs_the_country_beside_it() -> None:
    alone = linked("[PER Sergey Lavrow] kreeg een prijs.")[0]
    told = linked("[PER Sergey Lavrow] kreeg een prijs in [LOC Moskou].")[0]
    assert alone.rule == "unlisted"
    assert (told.canonical, told.rule) == ("Sergej Lavrov", "sounds_like")


def test_rows_of_ones_own_win() -> None:
    row = Row("ORG", "Ajax Schoonmaakdiensten", "company", "NL", None, (Form("Ajax", False),))
    linker = Linker(read_knowledge(write_knowledge([row])), packaged_knowledge())
    assert linked("[ORG Ajax] groeit.", linker=linker)[0].canonical == "Ajax Schoonmaakdiensten"


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("De [MISC Duitser] [PER Anne Petit] komt.", "DE"),
        ("[PER Anne Petit] ([ORG VVD]) komt.", "NL"),
        ("[PER Anne Petit] van de [ORG VVD] komt.", "NL"),
        ("[ORG VVD]-Kamerlid [PER Anne Petit] komt.", "NL"),
        ("[ORG FNV]-bestuurder [PER Anne Petit] komt.", None),
        ("[PER Anne Petit] ([ORG Europese Volkspartij]) komt.", None),
        ("Premier [PER Anne Petit] van [LOC Portugal] komt.", "PT"),
        ("Oud-premier [PER Anne Petit] van [LOC Portugal] komt.", "PT"),
        ("Bondscoach [PER Anne Petit] van [LOC Portugal] komt.", None),
        ("[PER Anne Petit], de nieuwe burgemeester van [LOC Lissabon], komt.", "PT"),
        ("[PER Anne Petit], trainer van [LOC Portugal], komt.", None),
        ("De president van [LOC Portugal], [PER Anne Petit], komt.", "PT"),
        ("In [LOC Portugal], [PER Anne Petit] en andere zaken.", None),
        ("[PER Anne Petit] uit [LOC Lissabon] komt.", None),
        ("Bouwer [ORG De Nijs] uit [LOC Gent] komt.", "BE"),
        ("Bouwer [ORG De Nijs] in [LOC Gent] komt.", None),
        ("De [ORG Nederlandse Bond van Kaasmakers] komt.", "NL"),
        ("De [ORG Duits-Nederlandse Handelskamer] komt.", None),
        ("De [ORG University of Nottingham] komt.", "GB"),
        ("De [ORG Vrienden van Nottingham] komt.", None),
    ],
)  # fmt: skip
def test_an_unlisted_name_has_the_country_that_is_said_beside_it(text: str, iso: str | None) -> None:
    (link,) = [link for link in linked(text) if link.rule == "unlisted"]
    assert (link.iso, link.wikidata) == (iso, None)


def test_the_country_that_is_said_of_a_name_holds_for_the_whole_item() -> None:
    text = "Winst voor [PER Anne Petit]. De [MISC Duitse] [PER Petit] lacht. [PER Petit] zwaait."
    assert [iso for canonical, iso in names(text) if canonical == "Anne Petit"] == ["DE", "DE", "DE"]


def test_a_name_of_which_two_countries_are_said_has_none() -> None:
    text = "De [MISC Duitse] [PER Anne Petit] lacht. De [MISC Franse] [PER Anne Petit] zwaait."
    assert [iso for canonical, iso in names(text) if canonical == "Anne Petit"] == [None, None]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Koningin [PER Máxima] komt.", ("Máxima", "NL")),
        ("Koningin [PER Máxima] komt. [PER Máxima] lacht.", ("Máxima", "NL")),
        ("[PER Máxima] komt.", ("Máxima", None)),
        ("Prins [PER Harry] komt.", ("Harry", "GB")),
        ("Zanger [PER Harry] komt.", ("Harry", None)),
    ],
)
def test_a_title_tells_a_royal_from_all_others_of_that_first_name(
    text: str, last: tuple[str, str | None]
) -> None:
    assert names(text)[-1] == last


@pytest.mark.parametrize("work", ["Eredivisie", "Oscars", "Grondwet", "F-35", "Tour de France"])
def test_works_events_products_and_laws_have_no_country(work: str) -> None:
    (link,) = linked(f"De [MISC {work}] dus.", filed_from="NL")
    assert (link.rule, link.iso) == ("listed", None)


@pytest.mark.parametrize("case", links(), ids=lambda case: case.id)
def test_the_invented_items_are_linked_rightly_or_not_at_all(case) -> None:
    mentions = [Mention("text", n.start, n.end, case.text[n.start : n.end], n.label) for n in case.names]
    end = max(case.text.find(") -"), 0)
    datelined = {mention.start for mention in mentions if mention.end <= end}
    found = LINKER.link(mentions, {"text": case.text}, None, datelined)
    for name, link in zip(case.names, found, strict=True):
        assert link.canonical == name.facts["canonical"]
        assert link.iso in {name.facts["iso"], None}


@pytest.mark.parametrize("name", ["\0", "\ud800", "’", "A" * 100_000, "s", "'s", "-", " ", "😀"])
@pytest.mark.parametrize("label", ["PER", "ORG", "LOC", "MISC"])
def test_odd_names_are_linked_to_nothing(name: str, label) -> None:
    (link,) = LINKER.link([Mention("text", 0, len(name), name, label)], {"text": name})
    assert (link.rule, link.geonames, link.wikidata) == ("unlisted", None, None)
