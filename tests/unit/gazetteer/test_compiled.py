"""The file of places: what is written is read."""

import pytest

from worker.gazetteer import Place
from worker.gazetteer.compiled import read_places, write_places

UTRECHT = Place("Utrecht", "city", "NL", "09", 2745912, 290_529)
PROVINCE = Place("Utrecht", "region", "NL", "09", 2745909, 0)
NORTH_SEA = Place("Noordzee", "water", None, None, None, 0)
PLACES = (UTRECHT, PROVINCE, NORTH_SEA)
NAMES = {"utrecht": {0: 900.0, 1: 9_000_000.0}, "noordzee": {2: 5.0}}


def test_places_are_read_as_written_the_most_prominent_first() -> None:
    read = read_places(write_places(PLACES, NAMES))
    assert [meaning.place for meaning in read.meanings("utrecht")] == [PROVINCE, UTRECHT]
    assert [meaning.place for meaning in read.meanings("noordzee")] == [NORTH_SEA]
    assert list(read) == list(PLACES)


def test_a_prominence_keeps_its_size() -> None:
    first, second = read_places(write_places(PLACES, NAMES)).meanings("utrecht")
    assert first.prominence == pytest.approx(9_000_000, rel=0.07)
    assert second.prominence == pytest.approx(900, rel=0.07)


@pytest.mark.parametrize("name", ["", "utrech", "utrecht ", "\0", "é"])
def test_an_unknown_name_has_no_meaning(name: str) -> None:
    read = read_places(write_places(PLACES, NAMES))
    assert read.meanings(name) == ()
    assert name not in read


def test_the_order_of_the_names_changes_no_byte() -> None:
    assert write_places(PLACES, NAMES) == write_places(PLACES, dict(reversed(NAMES.items())))


def test_a_file_of_another_version_is_refused() -> None:
    with pytest.raises(ValueError, match="make lists"):
        read_places(b"dateline places 0\n" + write_places(PLACES, NAMES))
