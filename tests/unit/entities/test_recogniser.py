"""Names in a text as the conventions want them, each with its label."""

import itertools

import pytest

from training.corpus import from_marks
from worker.entities.recogniser.packaged import packaged_lists
from worker.entities.recogniser.recogniser import Recogniser, packaged_recogniser
from worker.entities.recogniser.spans import Span
from worker.entities.recogniser.weights import Weights

RECOGNISER = packaged_recogniser()
LISTS_ALONE = Recogniser(packaged_lists(), Weights({}))


def marked(text: str, spans: list[Span]) -> str:
    """The text with its names marked."""
    for span in reversed(spans):
        text = f"{text[: span.start]}[{span.label} {text[span.start : span.end]}]{text[span.end :]}"
    return text


def found(expected: str, recogniser: Recogniser = RECOGNISER) -> str:
    """What is found in the text of `expected`, marked like it."""
    text = from_marks(expected, "").text
    return marked(text, recogniser.recognise(text))


@pytest.mark.parametrize(
    "expected",
    [
        "[LOC WASHINGTON] ([ORG ANP]/[ORG RTR]) - De [MISC Amerikaanse] president [PER Donald Trump] belde.",
        "[LOC DEN HAAG]/[LOC BRUSSEL] ([ORG ANP]) – De ministers praten.",
        "[LOC MOSKOU] ([ORG XYZ]) - Niemand weet het.",  # an agency that no list has
        "[LOC Parijs] ([ORG AFP]) - De beurs daalde.",
        "[LOC DOMBURG] - Een fietser is gewond geraakt.",
        "[LOC DEN HAAG], 31 dec. ([ORG ANP]) - Het kabinet praat.",
    ],
)
def test_a_dateline_holds_places_and_agencies(expected: str) -> None:
    assert found(expected) == expected


@pytest.mark.parametrize(
    "expected",
    [
        "Het [ORG ministerie van Buitenlandse Zaken] zwijgt.",
        "Het [ORG ministerie van Volksgezondheid, Welzijn en Sport] en [LOC Rotterdam] zwijgen.",
        "De minister van Buitenlandse Zaken zwijgt.",
        "De staatssecretaris van Justitie en Veiligheid zwijgt.",
        "De [MISC Russische] minister van Buitenlandse Zaken [PER Sergej Lavrov] zwijgt.",
    ],
)
def test_a_ministry_is_a_name_and_a_portfolio_is_none(expected: str) -> None:
    assert found(expected) == expected


@pytest.mark.parametrize(
    "expected",
    [
        "Dat zegt [ORG NAVO]-chef [PER Mark Rutte].",
        "[ORG D66]-leider [PER Rob Jetten] lacht.",
        "Het [ORG VVD]-Kamerlid vroeg een debat aan.",
        "De pro-[MISC Russische] partij won.",
        "Hij woont aan de [LOC Roestaveli-laan].",
        "De Hollywoodster vertrekt.",
        "Een Kamermeerderheid is voor.",
    ],
)
def test_of_a_compound_the_name_alone_counts(expected: str) -> None:
    assert found(expected) == expected


@pytest.mark.parametrize(
    "expected",
    [
        "Duizenden [MISC Noord-Koreanen] vechten in [LOC Rusland].",
        "[MISC Belgische] bedrijven klagen.",
        "De [MISC Oost-Oekraïense] stad ligt in puin.",
        "De [ORG Nederlandse Spoorwegen] rijden niet.",
        "Let op: het regent.",
        "[LOC Polen] wil dat niet.",
    ],
)
def test_an_adjective_or_inhabitant_of_a_place_is_misc(expected: str) -> None:
    assert found(expected) == expected


@pytest.mark.parametrize(
    "expected",
    [
        "[PER Trumps] plan kwam na dat van [PER Joe Biden].",
        "De inwoners van [LOC Oekraïne] en [LOC Amerika's] bondgenoten zijn bang.",
    ],
)
def test_a_possessive_s_is_inside(expected: str) -> None:
    assert found(expected) == expected


@pytest.mark.parametrize(
    "expected",
    [
        # by surname, once in full
        "Trainer [PER Albert Kwakman] is boos. [PER Kwakman] stapt op.",
        "Voorzitter [PER Ursula von der Leyen] sprak. [PER Von der Leyen] is blij.",
        # by an abbreviation, once introduced
        "De [ORG Vereniging Zonder Grens] ([ORG VZG]) wil geld. De [ORG VZG] kreeg het niet.",
        # a name of the first sentence, at the beginning of another, where any word has a capital
        "In [LOC Vlokhoven] is brand. [LOC Vlokhoven] ligt bij [LOC Eindhoven].",
    ],
)
def test_a_name_is_found_again(expected: str) -> None:
    assert found(expected) == expected


@pytest.mark.parametrize(
    "expected",
    [
        "[LOC RUSLAND] VALT [LOC OEKRAÏNE] AAN, ZEGT [PER DONALD TRUMP]",
        "[LOC RUSLAND] VALT AAN VOLGENS [ORG NAVO]\nDe aanval begon in [LOC Charkov].",
    ],
)
def test_a_headline_in_capitals_is_read_as_if_in_ordinary_case(expected: str) -> None:
    assert found(expected) == expected


def test_without_weights_lists_and_rules_find_what_they_can() -> None:
    expected = (
        "[LOC KYIV] ([ORG ANP]) - De [MISC Oekraïense] president [PER Volodymyr Zelensky] sprak met de [ORG NAVO]. "
        "[PER Zelensky] is nu in [LOC Londen]."
    )
    assert found(expected, LISTS_ALONE) == expected


def test_offsets_are_code_points_and_spans_stand_apart_in_order() -> None:
    text = "😀 De Franse president Emmanuel Macron sprak met NAVO-chef Mark Rutte in Parijs (ANP)."
    spans = RECOGNISER.recognise(text)
    assert [text[span.start : span.end] for span in spans][:3] == ["Franse", "Emmanuel Macron", "NAVO"]
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))
    assert all(0 < span.score <= 1 for span in spans)


def test_the_text_of_a_span_does_not_depend_on_what_was_read_before() -> None:
    text = "Volgens Jansen klopt het niet."
    before = RECOGNISER.recognise(text)
    RECOGNISER.recognise("Trainer Piet Jansen is boos.")
    assert RECOGNISER.recognise(text) == before
