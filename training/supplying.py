"""The names that swapping and appositions choose from: those of the product's lists."""

from collections.abc import Iterable, Iterator

from lists.names import people_by_language
from lists.places.gather import gather
from training.swapping import Supply
from worker.entities import demonyms
from worker.entities.tables import packaged_rows

# A name that also means something else is right where its sentence says which: clubs that are called like their town.
EVEN_IF_SHARED = frozenset({"club", "newspaper", "party"})
# From this prominence (lists/places/gather.py) a town is in the news.
IN_THE_NEWS = 60_000.0
SITES = frozenset({"airport", "island", "mountain", "region", "stadium", "water"})


def packaged_supply() -> Supply:
    """All names that come with the program, each once and in a fixed order."""
    return supply_with(_places())


def supply_with(places: Iterable[tuple[str, str, str]]) -> Supply:
    """Those of the tables and of people, and these places: label, name and sort."""
    listed = dict.fromkeys([*_rows(), *_demonyms(), *places])
    return Supply.of(listed, people_by_language())


def _rows() -> Iterator[tuple[str, str, str]]:
    for row in packaged_rows():
        for form in row.forms:
            is_plain = form.name[0].isupper() and "(" not in form.name
            if row.label != "PER" and is_plain and (not form.shared or row.kind in EVEN_IF_SHARED):
                yield row.label, form.name, row.kind


def _demonyms() -> Iterator[tuple[str, str, str]]:
    for row in demonyms.rows():
        for adjective in row.adjectives:
            yield "MISC", adjective, "demonym adjective"
            yield "MISC", demonyms.inflected(adjective), "demonym inflected"
        for one, many in row.inhabitants:
            yield "MISC", one, "demonym one"
            yield "MISC", many, "demonym many"
        if row.kind == "country":
            yield "LOC", row.names[0], "country"


def _places() -> Iterator[tuple[str, str, str]]:
    gathered = gather()
    for meanings in gathered.names.values():
        index, prominence = max(meanings.items(), key=lambda meaning: (meaning[1], -meaning[0]))
        place = gathered.places[index]
        if place.kind == "city" and prominence > IN_THE_NEWS:
            yield "LOC", place.canonical, "town"
        elif place.kind in SITES:
            yield "LOC", place.canonical, place.kind
