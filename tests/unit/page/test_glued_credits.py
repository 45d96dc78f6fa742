"""Photo credits in front of headlines."""

import pytest

from worker.page.glued_credits import find_glued_credit
from worker.page.layout import BUILT_IN

(LAYOUT_C,) = (layout for layout in BUILT_IN if layout.name == "C")


@pytest.mark.parametrize(
    ("printed", "agency", "photographer", "headline"),
    [
        ("ANP Kabinet wil fietsbellen", "ANP", None, "Kabinet wil fietsbellen"),
        ("ANP / Hollandse Hoogte Kabinet wil iets", "ANP / Hollandse Hoogte", None, "Kabinet wil iets"),
        (
            "ANP / Robin Utrecht Koe Klara 36 wordt 20 jaar",
            "ANP",
            "Robin Utrecht",
            "Koe Klara 36 wordt 20 jaar",
        ),
        ("EPA / Piet van der Berg Storm trekt weg", "EPA", "Piet van der Berg", "Storm trekt weg"),
        ("AFP 'Leeuw' blijkt hond", "AFP", None, "'Leeuw' blijkt hond"),
    ],
)
def test_a_credit_is_parted_from_the_headline(
    printed: str, agency: str, photographer: str | None, headline: str
) -> None:
    found = LAYOUT_C.credit_of(printed)
    assert found is not None
    assert (found.agency, found.photographer, printed[found.end :].strip()) == (
        agency,
        photographer,
        headline,
    )


@pytest.mark.parametrize(
    "headline",
    ["ANP", "ANP ", "ANP-journalist wint prijs", "Belgische kust vol kwallen", "ANP / Robin", "Kop ANP"],
)
def test_a_headline_without_a_credit_keeps_its_first_word(headline: str) -> None:
    assert find_glued_credit(headline, LAYOUT_C.headline_credits) is None
