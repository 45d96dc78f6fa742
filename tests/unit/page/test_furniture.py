"""Lines that are no text on any site."""

import pytest

from worker.page.furniture import PATTERNS, mark_furniture, part_inline
from worker.page.lines import Line, LineRole


def roles(*texts: str) -> list[LineRole | None]:
    lines = [Line(number, 0, text) for number, text in enumerate(texts)]
    mark_furniture(lines)
    return [line.role for line in lines]


@pytest.mark.parametrize("row", PATTERNS, ids=lambda row: row["example"])
def test_each_pattern_takes_its_example(row: dict[str, str]) -> None:
    assert roles(row["example"], "Een zin van het bericht.", "Nog een zin.")[0] is LineRole.FURNITURE


@pytest.mark.parametrize(
    "text",
    [
        "Advertentie", "DEEL DIT ARTIKEL", "Reacties zijn gesloten.", "(Tekst gaat verder onder de foto.)",
        "Tekst gaat verder onder de video", "* * *", "—", "[", "12 reacties", "Leestijd: 2 minuten",
    ],
)  # fmt: skip
def test_furniture_is_known_anywhere(text: str) -> None:
    assert roles("Kop", "Een zin.", text, "Nog een zin.")[2] is LineRole.FURNITURE


@pytest.mark.parametrize(
    "text",
    [
        "Advertentiemarkt krimpt", "De tekst gaat verder waar het boek ophoudt, schrijft zij.", "Reacties op de uitspraak",
        "Privacy", "Deel dit gevoel met elkaar, zegt de burgemeester.", "Foto's van de brand gaan rond op X.",
        "Ontvangst in Den Haag",
    ],
)  # fmt: skip
def test_text_that_begins_like_furniture_is_none(text: str) -> None:
    assert roles("Kop", "Een zin.", text, "Nog een zin.")[2] is None


@pytest.mark.parametrize(
    ("printed", "parts"),
    [
        ("Dat zei hij. (Tekst gaat verder onder de foto.)", ["Dat zei hij.", "(Tekst gaat verder onder de foto.)"]),
        ("(Artikel gaat verder onder de video) Dat zei hij.", ["(Artikel gaat verder onder de video)", "Dat zei hij."]),
        ("Ja. (Tekst loopt door onder de tweet) Nee.", ["Ja.", "(Tekst loopt door onder de tweet)", "Nee."]),
        ("De tekst (46 pagina's) gaat verder dan gedacht.", ["De tekst (46 pagina's) gaat verder dan gedacht."]),
    ],
)  # fmt: skip
def test_a_pointer_in_brackets_is_parted_from_its_paragraph(printed: str, parts: list[str]) -> None:
    found = part_inline([Line(0, 100, printed)])
    assert [line.text for line in found] == parts
    assert [printed[line.start - 100 :][: len(line.text)] for line in found] == parts


def test_a_sites_menu_is_known_only_at_the_edges_of_a_page() -> None:
    printed = (
        "Home",
        "Menu",
        "Privacy wint het van gemak",
        "Een zin.",
        "Privacy",
        "Nog een zin.",
        "Privacy",
        "Contact",
    )
    taken = LineRole.FURNITURE
    assert roles(*printed) == [taken, taken, None, None, None, None, taken, taken]


@pytest.mark.parametrize(
    ("printed", "taken"),
    [
        (("Lees ook:", "Kabinet wil fietsbellen", "De zin gaat door."), 2),
        (("Lees ook: Kabinet wil fietsbellen", "Een tussenkop"), 1),
        (("Lees ook", "De zin gaat door.", "Een tussenkop"), 1),
        (("Gerelateerd", "Kop een", "Kop twee", "De zin gaat door."), 3),
    ],
)
def test_a_reference_takes_the_headlines_that_it_lists(printed: tuple[str, ...], taken: int) -> None:
    found = roles("Kop", *printed)[1:]
    assert found == [LineRole.REFERENCE] * taken + [None] * (len(printed) - taken)


def test_a_glued_time_belongs_to_the_headline_above_it() -> None:
    assert roles("Presentator onthult salaris", "20:21Comedy: serie krijgt vervolg") == [LineRole.TICKER] * 2
