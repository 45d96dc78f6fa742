"""What stands around the article of a page whose site nobody knows."""

import pytest

from worker.page.datelines import find_dateline
from worker.page.lines import Line, LineRole
from worker.page.surroundings import mark_surroundings

PROSE = "De brug over de gracht blijft zeker drie dagen dicht, meldt de gemeente."
LAST = "Fietsers kunnen wel omrijden."


def roles(*texts: str) -> dict[str, LineRole | None]:
    lines = [Line(number, 0, text, dateline=find_dateline(text)) for number, text in enumerate(texts)]
    mark_surroundings(lines)
    return {line.text: line.role for line in lines}


@pytest.mark.parametrize(
    "above",
    [
        ["Direct naar de inhoud", "Bestuur en organisatie"],
        ["Home > Nieuws > Regio"],
        ["U bevindt zich hier: Home / Actueel / Nieuws"],
        ["De Stad | Nieuws uit de binnenstad", "Interview"],
        ["AEX 931,22 +0,41% | AMX 902,10 -0,12%"],
    ],
)
def test_the_headline_is_the_last_line_above_the_text_that_reads_as_one(above: list[str]) -> None:
    found = roles(*above, "Brug blijft drie dagen dicht", PROSE, LAST)
    assert [found[text] for text in above] == [LineRole.CHROME] * len(above)
    assert found["Brug blijft drie dagen dicht"] is None
    assert found[PROSE] is None


def test_a_sections_name_above_the_headline_is_its_section() -> None:
    assert roles("BUITENLAND", "Brug blijft drie dagen dicht", PROSE)["BUITENLAND"] is LineRole.SECTION


@pytest.mark.parametrize("author", ["Maarten Glas", "Jesper van Gaal en Noor Tielens", "Sportredactie"])
def test_a_name_between_headline_and_text_is_a_byline(author: str) -> None:
    found = roles("Column", "De laatste brievenbus", author, PROSE)
    assert found == {
        "Column": LineRole.CHROME,
        "De laatste brievenbus": None,
        author: LineRole.BYLINE,
        PROSE: None,
    }


def test_a_headline_in_capitals_is_no_pair_of_names() -> None:
    found = roles("112", "GROTE BRAND VERWOEST LOODS, ASBEST VRIJGEKOMEN", PROSE)
    assert found["GROTE BRAND VERWOEST LOODS, ASBEST VRIJGEKOMEN"] is None


@pytest.mark.parametrize(
    "below",
    ["Toon meer berichten", "Was deze informatie nuttig?", "Ja", "Openingstijden: ma t/m vr", "Reageren? Mail naar redactie@destad.example."],
)  # fmt: skip
def test_below_the_last_sentence_nothing_is_text(below: str) -> None:
    found = roles("Brug blijft drie dagen dicht", PROSE, "Een tussenkop", LAST, below)
    assert found[below] is LineRole.CHROME
    assert found["Een tussenkop"] is None
    assert found[LAST] is None


def test_a_page_without_prose_is_left_as_it_is() -> None:
    assert set(roles("Kop", "Nog een kop").values()) == {None}


def test_a_short_first_paragraph_with_a_dateline_is_prose() -> None:
    assert (
        roles("Menu van vandaag", "Brug blijft drie dagen dicht", "ASSEN (ANP) - Kort.")["Menu van vandaag"]
        is LineRole.CHROME
    )
