"""Wikidata's numbers of places stand beside the GeoNames ids that the gazetteer has."""

import re
from importlib.resources import files

from tests.harness.marked import linked
from worker import gazetteer

ROWS = [
    line.split("\t")
    for line in files("worker.entities")
    .joinpath("lists/place_identifiers.tsv")
    .read_text(encoding="utf-8")
    .splitlines()
    if line[0] not in "#g"
]


def test_every_row_is_a_place_of_the_gazetteer():
    known = {(str(place.geonames or ""), place.canonical) for place in gazetteer.places()}
    assert [row for row in ROWS if (row[0], row[1]) not in known] == []


def test_no_number_stands_twice_and_each_has_its_form():
    numbers = [wikidata for *_, wikidata in ROWS]
    assert len(set(numbers)) == len(numbers)
    assert all(re.fullmatch(r"Q[1-9]\d*", number) for number in numbers)


def test_a_place_and_what_is_named_after_it_have_both_identifiers():
    russia, russian, town = linked("[LOC Rusland] en de [MISC Russische] stad [LOC Moskou].")
    assert (russia.geonames, russia.wikidata) == (russian.geonames, russian.wikidata) == (2017370, "Q159")
    assert town.wikidata == "Q649"


def test_a_namesake_of_a_known_place_has_not_its_number():
    town, state = linked("In [LOC Washington] in [LOC Pennsylvania] brandt het.")
    assert (town.iso, town.wikidata, state.wikidata) == ("US", None, None)
