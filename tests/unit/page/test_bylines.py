"""Bylines by their words. tests/cases/asides.json has them in their items."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import Byline
from worker.page.bylines import part_signature, read_byline
from worker.page.standing import Stands


@pytest.mark.parametrize(
    ("line", "bylines", "stands"),
    [
        ("Van onze correspondent", [Byline(name=None, role="onze correspondent")], Stands.ANYWHERE),
        ("Van onze redactie kunst en cultuur", [Byline(name=None, role="onze redactie kunst en cultuur")], Stands.ANYWHERE),
        ("VAN ONZE VERSLAGGEVER", [Byline(name=None, role="onze verslaggever")], Stands.ANYWHERE),
        ("Van onze correspondent in Den Haag, Jan Jansen",
         [Byline(name="Jan Jansen", role="onze correspondent in Den Haag")], Stands.ANYWHERE),
        ("Door: Jan Jansen", [Byline(name="Jan Jansen")], Stands.ANYWHERE),
        ("Door Jan Jansen", [Byline(name="Jan Jansen")], Stands.AT_AN_EDGE),
        ("Door ANP/RTR", [Byline(name="ANP"), Byline(name="Reuters")], Stands.ANYWHERE),
        ("DOOR PIETER VAN DEN IJSSEL", [Byline(name="Pieter van den IJssel")], Stands.ANYWHERE),
        ("Jan Jansen (jja)", [Byline(name="Jan Jansen", initials="jja")], Stands.AT_AN_EDGE),
        ("Redactie", [Byline(name=None, role="Redactie")], Stands.AT_AN_EDGE),
        ("Bron: Omroep Zeeland", [Byline(name="Omroep Zeeland")], Stands.ANYWHERE),
    ],
)  # fmt: skip
def test_a_line_names_its_writers(line: str, bylines: list[Byline], stands: Stands) -> None:
    read = read_byline(line)
    assert read is not None
    assert (list(read.bylines), read.stands, read.printed_time) == (bylines, stands, None)


@pytest.mark.parametrize(
    ("line", "name", "printed"),
    [
        ("Door ANP - 5-9-2016, 14:50", "ANP", "5-9-2016, 14:50"),
        (
            "Door ANP - 7-10-2016, 9:23 (Update 7-10-2016, 9:25)",
            "ANP",
            "7-10-2016, 9:23 (Update 7-10-2016, 9:25)",
        ),
        ("Door Jan Jansen | 5 september 2016 om 14.50 uur", "Jan Jansen", "5 september 2016 om 14.50 uur"),
        ("Jan-Peter Jansen – 2016-09-05 14:50", "Jan-Peter Jansen", "2016-09-05 14:50"),
        ("Redactie - vandaag, 14:50", None, "vandaag, 14:50"),
        ("ANP, maandag 5 september 2016", "ANP", "maandag 5 september 2016"),
    ],
)
def test_a_time_beside_the_byline_is_kept_as_printed(line: str, name: str | None, printed: str) -> None:
    read = read_byline(line)
    assert read is not None
    assert (read.bylines[0].name, read.printed_time, read.stands) == (name, printed, Stands.ANYWHERE)


@pytest.mark.parametrize(
    "line",
    [
        "Door de brand raakten drie mensen gewond.",
        "Door onze fouten verloren we.",
        "Door De Nederlandsche Bank",
        "Van onze spaarcenten",
        "Van onze correspondent krijgen we dit",
        "Van de verslaggever ontbreekt elk spoor",
        "Jan Jansen",
        "Jan Jansen (46)",
        "Ajax verslaat PSV (nog)",
        "Feyenoord Ajax - 14:50",
        "Getty Images",
        "Tekst van de wet",
        "Bron: volgens kenners was het niets.",
        "Door " + "Jan " * 100,
        "",
    ],
)
def test_other_lines_are_no_byline(line: str) -> None:
    assert read_byline(line) is None


@pytest.mark.parametrize(
    ("text", "signed"),
    [
        ("Hij is vrij. (Belga)", ("Hij is vrij.", "Belga")),
        ('Hij zei: "Ja." (ANP)', ('Hij zei: "Ja."', "ANP")),
        ("Dat meldt het persbureau (ANP)", None),
        ("Hij is vrij. (VVD)", None),
    ],
)
def test_an_agency_signs_behind_a_sentence(text: str, signed: tuple[str, str] | None) -> None:
    found = part_signature(text)
    assert (None if found is None else (found.text, found.byline.name)) == signed


@given(
    st.text(max_size=60)
    | st.lists(
        st.sampled_from(["Door ", "Van onze ", "redactie", "Jan ", "(", ")", ",", " in ", "-", "5-9-2016"])
    ).map("".join)
)
def test_any_line_is_read_or_not(line: str) -> None:
    read = read_byline(line)
    assert read is None or all(byline.name or byline.role for byline in read.bylines)
