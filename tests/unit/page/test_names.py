"""Names of persons, in ordinary case."""

import pytest

from worker.page.agencies import AGENCIES
from worker.page.names import (
    PICTURE_AGENCIES,
    is_agency,
    is_picture_agency,
    may_name_agency,
    read_person,
    read_persons,
)


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Jan Jansen", "Jan Jansen"),
        ("JAN VERHOEFF", "Jan Verhoeff"),
        ("ROBIN VAN LONKHUIJSEN", "Robin van Lonkhuijsen"),
        ("JAN-PETER D'HONDT", "Jan-Peter D'Hondt"),
        ("IJSBRAND DE IJSSEL", "IJsbrand de IJssel"),
        ("J.P. Balkenende", "J.P. Balkenende"),
        ("Maarten 't Hart", "Maarten 't Hart"),
        ("Fatima El Amrani", "Fatima El Amrani"),
    ],
)
def test_a_person_has_a_first_and_a_last_name(printed: str, name: str) -> None:
    assert read_person(printed) == name


@pytest.mark.parametrize(
    "printed",
    ["Jan", "de brand", "De Nederlandsche Bank", "Politie Zeeland", "RTZ ZuidWest", "Hollandse Hoogte", "Jan loopt", "Jan 2", "", "A " * 40],
)  # fmt: skip
def test_other_words_are_no_person(printed: str) -> None:
    assert read_person(printed) is None


def test_persons_stand_beside_each_other_or_are_none() -> None:
    assert read_persons("Jan Jansen, PIET PUK en Anna de Wit") == ("Jan Jansen", "Piet Puk", "Anna de Wit")
    assert read_persons("Jan Jansen en de rest") == ()


@pytest.mark.parametrize("form", ["{}", "Beeld: {}/Jan Jansen", "Jan Jansen ({})"])
def test_every_agency_is_seen_wherever_it_stands(form: str) -> None:
    names = AGENCIES.keys() | PICTURE_AGENCIES
    assert [name for name in names if not may_name_agency(form.format(name.upper()))] == []
    assert not may_name_agency(form.format("een fietser"))


def test_agencies_of_texts_and_of_pictures() -> None:
    assert [is_agency(name) for name in ("anp", "Getty Images", "Jan")] == [True, True, False]
    assert [is_picture_agency(name) for name in ("anp", "Getty Images")] == [False, True]
