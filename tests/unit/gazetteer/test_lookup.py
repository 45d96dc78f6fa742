"""Which place a name stands for, and when it is left open."""

import subprocess
import sys
from collections.abc import Collection

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker import gazetteer


@pytest.mark.parametrize(
    ("name", "canonical", "iso", "geonames"),
    [
        ("MOSKOU", "Moskou", "RU", 524901),
        ("Washington", "Washington", "US", 4140963),
        ("Pyongyang", "Pyongyang", "KP", 1871859),
        ("’S-HERTOGENBOSCH", "Den Bosch", "NL", 2747351),
        ("Den Bosch", "Den Bosch", "NL", 2747351),
        ("'s-Gravenhage", "Den Haag", "NL", 2747373),
        ("London", "Londen", "GB", 2643743),
        ("Kiev", "Kyiv", "UA", 703448),
        ("Charkov", "Charkiv", "UA", 706483),
        ("Liège", "Luik", "BE", 2792413),
        ("Uccle", "Ukkel", "BE", 2785123),
        ("ST. LOUIS", "St. Louis", "US", 4407066),
        ("Alphen a/d Rijn", "Alphen aan den Rijn", "NL", 2759875),
        ("Goudswaard", "Goudswaard", "NL", 2755401),
        ("Kats", "Kats", "NL", None),
        ("Damwoude", "Damwâld", "NL", 2757838),
        ("Rusland", "Rusland", "RU", 2017370),
        ("VS", "Verenigde Staten", "US", 6252001),
        ("VK", "Verenigd Koninkrijk", "GB", 2635167),
        ("DR Congo", "Congo", "CD", 203312),
        ("Tsjechië", "Tsjechië", "CZ", 3077311),
        ("Noord-Korea", "Noord-Korea", "KP", 1873107),
        ("de Krim", "Krim", "UA", None),
        ("De Krim", "De Krim", "NL", None),
        ("Gazastrook", "Gazastrook", "PS", None),
        ("Schotland", "Schotland", "GB", None),
        ("Texas", "Texas", "US", 4736286),
        ("Zeeland", "Zeeland", "NL", None),
        ("Texel", "Texel", "NL", None),
        ("Midden-Oosten", "Midden-Oosten", None, None),
        ("Noordzee", "Noordzee", None, None),
        ("Schiphol", "Schiphol", "NL", None),
        ("Johan Cruijff ArenA", "Johan Cruijff ArenA", "NL", None),
    ],
)
def test_a_name_is_found(name: str, canonical: str, iso: str | None, geonames: int | None) -> None:
    place = gazetteer.best(name)
    assert place is not None
    assert (place.canonical, place.iso, place.geonames) == (canonical, iso, geonames)


@pytest.mark.parametrize("name", ["Bergen", "San Jose", "Hamilton", "Deurne", "Brest", "Halle", "Newcastle"])
def test_a_name_of_several_places_is_left_open(name: str) -> None:
    assert len(gazetteer.lookup(name)) > 1
    assert gazetteer.best(name) is None


@pytest.mark.parametrize("name", ["", "Xyzzystad", "de", "\0", "\ud800", "x" * 1_000_000])
def test_what_is_no_place_has_no_meaning(name: str) -> None:
    assert gazetteer.meanings(name) == ()
    assert gazetteer.best(name) is None
    assert not gazetteer.is_place(name)


@pytest.mark.parametrize(
    ("name", "near", "geonames"),
    [
        ("Bergen", {"NO"}, 3161732),
        ("Bergen", {"BE"}, 2790869),
        ("San Jose", {"US"}, 5392171),
        ("Birmingham", {"US", "US.AL"}, 4049979),
        ("Birmingham", {"GB"}, 2655603),
        ("Birmingham", set(), 2655603),
        ("Londen", {"CA", "US"}, 2643743),
    ],
)
def test_what_the_text_speaks_of_decides(name: str, near: Collection[str], geonames: int) -> None:
    place = gazetteer.best(name, near=near)
    assert place is not None
    assert place.geonames == geonames


def test_namesakes_in_one_country_leave_only_the_identifier_open() -> None:
    place = gazetteer.best("Valkenburg")
    assert place is not None
    assert (place.canonical, place.iso, place.geonames) == ("Valkenburg", "NL", None)


def test_nothing_outside_the_region_that_is_printed_beside_a_place_is_meant() -> None:
    texas = gazetteer.best("Texas")
    assert gazetteer.best("Parijs", within=texas) is None
    paris = gazetteer.best("Paris", within=texas)
    assert paris is not None
    assert paris.area == "US.TX"


@pytest.mark.parametrize("name", ["Luxemburg", "Singapore", "Vaticaanstad", "Monaco"])
def test_a_city_state_is_a_country_or_as_a_town_a_city(name: str) -> None:
    state, town = gazetteer.best(name), gazetteer.best(name, as_town=True)
    assert state is not None
    assert town is not None
    assert (state.kind, town.kind) == ("country", "city")
    assert state.iso == town.iso


@given(st.text())
def test_no_name_fails(name: str) -> None:
    gazetteer.best(name, near={"NL"}, as_town=True)


def test_the_list_is_loaded_in_a_moment_and_stays_small() -> None:
    measure = (
        "import resource, time; from worker import gazetteer; begin = time.perf_counter();"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss; gazetteer.best('Amsterdam');"
        "print(time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)"
    )
    printed = subprocess.run(
        [sys.executable, "-c", measure], capture_output=True, text=True, check=True
    ).stdout
    seconds, kilobytes = map(float, printed.split())
    assert seconds < 0.2
    assert kilobytes < 25_000
