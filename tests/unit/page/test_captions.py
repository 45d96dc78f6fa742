"""Captions and credits by their words. tests/cases/asides.json has them in their items."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import Caption
from worker.page.captions import caption_of, is_pointer, part_credit, read_caption, read_credit
from worker.page.standing import Stands


@pytest.mark.parametrize(
    ("printed", "credit", "photographer", "remark"),
    [
        ("ANP / Robin Utrecht", "ANP", "Robin Utrecht", None),
        ("Robin Utrecht/ANP", "ANP", "Robin Utrecht", None),
        ("ANP / Hollandse Hoogte / Jan Jansen", "ANP / Hollandse Hoogte", "Jan Jansen", None),
        ("ANP JAN VAN DER BERG", "ANP", "Jan van der Berg", None),
        ("AFP via Getty Images", "AFP / Getty Images", None, None),
        ("Jan Jansen en Piet Puk", None, "Jan Jansen en Piet Puk", None),
        ("Politie Zeeland", "Politie Zeeland", None, None),
        ("RTZ ZuidWest", "RTZ ZuidWest", None, None),
        ("112 Zeeland / Jan Jansen", "112 Zeeland", "Jan Jansen", None),
        ("Stichting het Zeeuwse Landschap", "Stichting het Zeeuwse Landschap", None, None),
        ("Twitter @politie", "Twitter @politie", None, None),
        ("ANP (archief)", "ANP", None, "archief"),
    ],
)
def test_a_credit_says_whose_picture_it_is(
    printed: str, credit: str | None, photographer: str | None, remark: str | None
) -> None:
    assert read_credit(printed) == Caption(text=remark, credit=credit, photographer=photographer)


@pytest.mark.parametrize("words", ["De nieuwe brug bij Goes", "De brug. En de weg", "de brug", "", "x" * 100])
def test_other_words_are_no_credit(words: str) -> None:
    assert read_credit(words) is None


@pytest.mark.parametrize(
    ("line", "caption", "stands"),
    [
        ("Foto: ANP / Robin Utrecht", Caption(text=None, credit="ANP", photographer="Robin Utrecht"), Stands.ANYWHERE),
        ("Foto: De nieuwe brug.", Caption(text="De nieuwe brug."), Stands.ANYWHERE),
        ("Foto: De brug. (ANP / Jan Jansen)", Caption(text="De brug.", credit="ANP", photographer="Jan Jansen"), Stands.ANYWHERE),
        ("Foto: Burgemeester Mulder. ANP / Jan Jansen",
         Caption(text="Burgemeester Mulder.", credit="ANP", photographer="Jan Jansen"), Stands.ANYWHERE),
        ("ZANDVOORT - Het circuit. ANP JAN VERHOEFF",
         Caption(text="Het circuit.", place="Zandvoort", credit="ANP", photographer="Jan Verhoeff"), Stands.ANYWHERE),
        ("De zeehond op het strand (foto: RTZ)", Caption(text="De zeehond op het strand", credit="RTZ"), Stands.INSIDE),
        ("De zeehond is gered. Foto: ANP", Caption(text="De zeehond is gered.", credit="ANP"), Stands.BEFORE_THE_END),
        ("Foto:", Caption(text=None), Stands.ANYWHERE),
    ],
)  # fmt: skip
def test_a_line_is_a_caption(line: str, caption: Caption, stands: Stands) -> None:
    read = read_caption(line)
    assert read is not None
    assert (read.caption, read.stands) == (caption, stands)


@pytest.mark.parametrize(
    ("line", "caption"),
    [
        ("De nieuwe brug bij Goes", Caption(text="De nieuwe brug bij Goes")),
        ("GOES - De nieuwe brug. © ANP", Caption(text="De nieuwe brug.", place="Goes", credit="ANP")),
    ],
)
def test_a_caption_by_its_markup_needs_no_words_of_one(line: str, caption: Caption) -> None:
    assert caption_of(line) == caption


@pytest.mark.parametrize(
    "line",
    [
        "Foto's van de brand gaan rond op X.",
        "Foto Koning in Goes",
        "Beeld van de dag",
        "Beelden: ook op video",
        "ANP",
        "ANP/RTR",
        "ANP Kabinet Valt",
        "Jan Jansen / Ajax",
        "De minister zegt dat. Dat meldt het ANP.",
        "De zeehond is gered. AFP meldt dat.",
        "Kasteel (foto)",
        "Foto: " + "De brug is open. " * 40,
        "",
    ],
)
def test_other_lines_are_no_caption(line: str) -> None:
    assert read_caption(line) is None


@pytest.mark.parametrize(
    ("text", "left", "caption"),
    [
        (
            "UTRECHT (ANP) - Hij is vrij. Foto: ANP",
            "UTRECHT (ANP) - Hij is vrij.",
            Caption(text=None, credit="ANP"),
        ),
        ("Hij is vrij (foto: Jan Jansen)", "Hij is vrij", Caption(text=None, photographer="Jan Jansen")),
        (
            "Hij is vrij. EPA/JAN JANSEN",
            "Hij is vrij.",
            Caption(text=None, credit="EPA", photographer="Jan Jansen"),
        ),
    ],
)
def test_a_credit_is_taken_off_a_text(text: str, left: str, caption: Caption) -> None:
    credited = part_credit(text)
    assert credited is not None
    assert (credited.text, credited.caption) == (left, caption)


def test_a_text_that_is_only_a_credit_is_none() -> None:
    assert part_credit("(foto: Jan Jansen)") is None
    assert part_credit("Hij is vrij. Dat meldt het ANP.") is None


@pytest.mark.parametrize(
    ("line", "points"), [("Bekijk ook de foto's:", True), ("Bekijk ook de foto's van Jan", False)]
)
def test_pointers_to_pictures(line: str, points: bool) -> None:
    assert is_pointer(line) is points


@given(
    st.text(max_size=60)
    | st.lists(
        st.sampled_from(["Foto: ", "ANP", " / ", "JAN JANSEN", ". ", "(", ")", "©", "foto", "GOES - "])
    ).map("".join)
)
def test_any_line_is_read_or_not(line: str) -> None:
    read_caption(line)
    credited = part_credit(line)
    assert credited is None or line.startswith(credited.text)


@pytest.mark.parametrize("piece", ["A", "ANP ", "/ ", "(foto: ", "© ", ". ", "foto ", "GOES - "])
def test_a_long_text_costs_no_more_than_its_end(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    start = time.process_time()
    part_credit(text)
    read_caption(text)
    assert time.process_time() - start < 0.2
