"""Which place a name stands for.

Many names stand for several places. Each meaning has a prominence: roughly the inhabitants of the place, more for a
capital, for what is near to Dutch readers and for what the tables of `lists/places` name. Countries that the text
speaks of raise it. A meaning is taken only when it outweighs all others together by far; where the others agree with
it in name and country, the place is known but for its identifier. Else there is none: rather no link than a wrong one.
"""

from collections.abc import Collection, Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from worker.gazetteer.compiled import Meaning, Place, PlaceList, read_places
from worker.gazetteer.folding import MAX_NAME, key

# No part of a name where they are written small: de Krim, but De Bilt.
ARTICLES = ("de ", "het ")
# The part of all prominence that a meaning needs to be taken.
SURE = 0.8
# How much more likely a place is whose country, or whose part of it, the text speaks of.
NEARNESS = 50


@cache
def _places() -> PlaceList:
    return read_places(files("worker.gazetteer").joinpath("places.bin").read_bytes())


def meanings(name: str) -> tuple[Meaning, ...]:
    """All that `name` may stand for, the most prominent first; case, accents, apostrophes and hyphens do not count."""
    return _meanings(name) if len(name) <= MAX_NAME else ()


# The same few hundred places stand in most items, and each is looked up in several ways. No long text is kept.
@lru_cache(maxsize=4_096)
def _meanings(name: str) -> tuple[Meaning, ...]:
    if name.startswith(ARTICLES) and (found := _places().meanings(key(name.partition(" ")[2]))):
        return found
    return _places().meanings(key(name))


def lookup(name: str) -> tuple[Place, ...]:
    """The places that are called `name`, the most prominent first."""
    return tuple(meaning.place for meaning in meanings(name))


def places() -> Iterator[Place]:
    """Every place that there is, in no useful order."""
    return iter(_places())


def is_place(name: str) -> bool:
    """Whether anything on earth is called so."""
    return key(name) in _places()


def best(
    name: str, *, near: Collection[str] = (), within: Place | None = None, as_town: bool = False
) -> Place | None:
    """The place that `name` most probably stands for, None where no meaning is likely enough.

    `near`: the countries (`US`) and subdivisions (`US.TX`) that the text speaks of. `within`: the country or region
    that is printed beside the name; nothing outside it is meant. `as_town`: rather the town than the country of the
    same name (Luxemburg, Singapore). `geonames` is None where several places of one name and country are equally
    likely.
    """
    return choose(meanings(name), near=near, within=within, as_town=as_town)


def choose(
    found: Sequence[Meaning],
    *,
    near: Collection[str] = (),
    within: Place | None = None,
    as_town: bool = False,
) -> Place | None:
    """As `best`, of meanings that are at hand."""
    if within is not None:
        found = [meaning for meaning in found if _lies_in(meaning.place, within)]
    weighed = [(_weight(meaning, near), meaning.place) for meaning in found]
    needed = SURE * sum(weight for weight, _ in weighed)
    weight, place = max(weighed, key=_first_item, default=(0.0, None))
    if place is None or weight >= needed:
        return _town_of(place, found) if place is not None and as_town else place
    namesakes = sum(weight for weight, other in weighed if _are_namesakes(place, other))
    return place._replace(geonames=None, division=None, population=0) if namesakes >= needed else None


def _town_of(place: Place, found: Sequence[Meaning]) -> Place:
    if place.kind != "country":
        return place
    towns = (other for other, _ in found if other.kind == "city" and _are_namesakes(place, other))
    return next(towns, place)


def _are_namesakes(place: Place, other: Place) -> bool:
    return (other.canonical, other.iso) == (place.canonical, place.iso)


def _first_item(pair: tuple[float, Place]) -> float:
    return pair[0]


def _weight(meaning: Meaning, near: Collection[str]) -> float:
    place, weight = meaning
    if place.iso in near:
        weight *= NEARNESS
        if place.division and place.area in near:
            weight *= NEARNESS
    return weight


def _lies_in(place: Place, whole: Place) -> bool:
    if place.iso != whole.iso:
        return False
    return whole.division is None or place.division in (None, whole.division)
