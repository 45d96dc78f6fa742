"""Datelines as printed, and lines that only look like one."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import Place
from worker import gazetteer
from worker.page.agencies import AGENCIES
from worker.page.datelines import FoundDateline, find_bare_dateline, find_dateline, located

TABLE = Path(__file__).parents[2] / "cases/datelines.tsv"
ROWS = [
    (line + "\t\t\t").split("\t")[:5]
    for line in TABLE.read_text(encoding="utf-8").splitlines()
    if not line.startswith(("#", "reading\t"))
]
FIND: dict[str, Callable[[str], FoundDateline | None]] = {
    "agency": find_dateline,
    "bare": find_bare_dateline,
    "listed": lambda line: find_bare_dateline(line, listed=True),
}


@pytest.mark.parametrize(
    ("reading", "line", "places", "agencies", "rest"), [row for row in ROWS if row[0] in FIND]
)
def test_a_dateline_is_read(reading: str, line: str, places: str, agencies: str, rest: str) -> None:
    found = FIND[reading](line)
    assert found is not None
    assert [place.name for place in found.dateline.places] == list(filter(None, places.split("|")))
    assert [agency.name for agency in found.dateline.agencies] == list(filter(None, agencies.split("|")))
    assert line[found.end :].startswith(rest) if rest else found.end == len(line)
    assert line.startswith(found.dateline.raw)


@pytest.mark.parametrize("line", [row[1] for row in ROWS if row[0] in {"bare", "listed"}])
def test_a_dateline_without_an_agency_has_none(line: str) -> None:
    assert find_dateline(line) is None


@pytest.mark.parametrize("line", [row[1] for row in ROWS if row[0] == "none"])
def test_what_only_looks_like_a_dateline_is_none(line: str) -> None:
    assert find_dateline(line) is None
    assert find_bare_dateline(line, listed=True) is None


@pytest.mark.parametrize(
    ("line", "raw"),
    [
        ("MOSKOU (ANP/RTR) - In een overeenkomst", "MOSKOU (ANP/RTR) -"),
        ("DEN HAAG/BRUSSEL (ANP) – De ministers", "DEN HAAG/BRUSSEL (ANP) –"),
        ("Paris (ats afp) Les violences", "Paris (ats afp)"),
        ("PARIJS (Texas) (ANP) - De", "PARIJS (Texas) (ANP) -"),
        ("PARIJS (ANP). De", "PARIJS (ANP)."),
        ("UTRECHT(ANP)- De", "UTRECHT(ANP)-"),
        ("ASSEN (ANP – Reuters) De minister", "ASSEN (ANP – Reuters)"),
        ("(ANP) DEN HAAG - De minister is weg", "(ANP) DEN HAAG -"),
        ("DEN HAAG, ANP - De", "DEN HAAG, ANP -"),
    ],
)
def test_all_of_it_is_kept_raw(line: str, raw: str) -> None:
    found = find_dateline(line)
    assert found is not None
    assert found.dateline.raw == raw


def test_the_text_begins_behind_the_blanks_of_each_line() -> None:
    ends = [
        found.end if (found := find_dateline(f"ASSEN (ANP) -{blanks}De")) else None
        for blanks in ("", " ", " " * 300)
    ]
    assert ends == [13, 14, 313]


def test_an_agency_in_no_list_is_kept_and_named() -> None:
    found = find_dateline("SION (ANP/AF) - De skiër is overleden.")
    assert found is not None
    assert found.unknown == ("AF",)
    assert found.dateline.agencies[1].model_dump() == {"code": "AF", "name": "AF"}


@pytest.mark.parametrize(
    ("line", "context"),
    [
        ("PARIJS (Texas) (ANP) - De", "Texas"),
        ("ALEPPO, Syrië (ANP/AFP) - De", "Syrië"),
        ("BERGEN (NH) (ANP) - De", "NH"),
        ("DEN HAAG, 31 dec. (ANP) - De", None),
    ],
)
def test_where_the_place_lies_is_kept_beside_it(line: str, context: str | None) -> None:
    found = find_dateline(line)
    assert found is not None
    assert found.context == context


@pytest.mark.parametrize(
    ("line", "mentioned", "canonical", "iso", "geonames"),
    [
        ("’S-HERTOGENBOSCH (ANP) - De", set(), "Den Bosch", "NL", 2747351),
        ("VATICAANSTAD (ANP/AFP) - De", set(), "Vaticaanstad", "VA", 6691831),
        ("London (Reuters) - De", set(), "Londen", "GB", 2643743),
        ("KATS (ANP) - De", set(), "Kats", "NL", None),
        ("GEORGETOWN (GUYANA) (ANP/RTR) - De", set(), "Georgetown", "GY", 3378644),
        ("VALENCIA (Venezuela) (ANP) - De", set(), "Valencia", "VE", 3625549),
        ("BERGEN (NH) (ANP) - De", set(), "Bergen", "NL", 2759154),
        ("BERGEN (ANP) - De", {"NO"}, "Bergen", "NO", 3161732),
        ("BERGEN (ANP) - De", set(), None, None, None),
        ("HALLE (ANP/BELGA) - De", set(), "Halle", "BE", 2796696),
        ("PARIJS (Texas) (ANP) - De", set(), None, "US", None),
        ("ABOARD AIR FORCE ONE (ANP/RTR) - De", {"US"}, None, None, None),
        ("OP DE NOORDZEE (ANP) - De", {"NL"}, None, None, None),
        ("XYZZYSTAD (ANP) - De", {"NL"}, None, None, None),
    ],
)
def test_a_place_is_located_where_it_is_sure(
    line: str, mentioned: set[str], canonical: str | None, iso: str | None, geonames: int | None
) -> None:
    found = find_dateline(line)
    assert found is not None
    place = located(found, lambda: mentioned).places[0]
    assert (place.canonical, place.iso, place.geonames) == (canonical, iso, geonames)


def test_the_text_is_read_only_where_a_name_stands_for_places_in_several_countries() -> None:
    found = find_dateline("GOUDSWAARD (ANP) - De")
    assert found is not None
    assert located(found, lambda: pytest.fail("not needed")).places[0].iso == "NL"


# Names as they can stand in capitals: of letters, without what a dateline means otherwise.
PRINTABLE = re.compile(r"[^\W\d_][^\W\d_]+(?:[ '-][^\W\d_]{2,})*")
TOWNS = sorted(
    {
        place.canonical
        for place in gazetteer.places()
        if place.iso in {"NL", "BE", "DE", "FR", "GB", "US"}
        and PRINTABLE.fullmatch(place.canonical)
        and not re.search(r"\b(?:and|en|et|und|aan|op|on|nabij|onderweg)\b", place.canonical, re.IGNORECASE)
        and len(place.canonical.split()) <= 4
    }
)
CODES = sorted(code.upper() for code in AGENCIES if code.isalpha())


@given(
    st.sampled_from(TOWNS),
    st.lists(st.sampled_from(CODES), min_size=1, max_size=4, unique=True),
    st.sampled_from([" - ", " – ", " — ", "- ", " -- ", ". - ", ": "]),
    st.sampled_from(["De dag begon.", "37 mensen kwamen.", "“Ja”, zei hij.", "'s Nachts was het stil."]),
)
def test_a_dateline_that_is_printed_reads_back(town: str, codes: list[str], dash: str, text: str) -> None:
    line = f"{town.upper()} (ANP/{'/'.join(codes)}){dash}{text}"
    found = find_dateline(line)
    assert found is not None
    assert [place.name.upper() for place in found.dateline.places] == [town.upper()]
    assert [agency.code for agency in found.dateline.agencies] == ["ANP", *codes]
    assert line[found.end :] == text
    assert not found.unknown


NOISE = st.text(alphabet=st.sampled_from("AB ab()[]-–—./,'’:;0123 ANP/EN\n\0É\ud800"), max_size=300)


@given(st.one_of(st.text(), NOISE))
def test_no_line_fails_and_what_is_found_lies_in_it(line: str) -> None:
    for found in (find_dateline(line), find_bare_dateline(line), find_bare_dateline(line, listed=True)):
        if found is not None:
            assert line.startswith(found.dateline.raw)
            assert len(found.dateline.raw) <= found.end <= len(line)
            assert all(isinstance(place, Place) and place.name for place in located(found, set).places)
