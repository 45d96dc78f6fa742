"""Links of places and of what is named after them."""

import re
from collections.abc import Collection
from functools import cache
from importlib.resources import files

from worker import gazetteer
from worker.entities.demonyms import Demonym
from worker.entities.linking.context import Context, Surroundings
from worker.entities.linking.mentions import Link, Rival
from worker.entities.linking.names import forms, in_ordinary_case
from worker.gazetteer import Meaning, Place
from worker.gazetteer.lookup import NEARNESS, SURE

# How sure a place is: with one meaning alone, or taken among several.
ALONE, CHOSEN = 0.99, 0.95
# Of a place of which the country alone is sure.
UNSURE = 0.5
# By GeoNames id: a city that shares its name with a state is told from it (an event's dateline says `Washington`).
TOLD_APART: dict[int | None, str] = {4140963: "Washington D.C."}
# A Dutch motorway or provincial road. Abroad such a number says nothing.
ROAD = re.compile(r"[AN]\d{1,3}")
HOME = "NL"
LONGEST_SITE = 100
# Oost-Congo, Zuid-Gaza: what lies in a place lies in its country.
PART = re.compile(
    r"(?:Noord|Zuid|Oost|West|Noordoost|Noordwest|Zuidoost|Zuidwest|Midden|Centraal)-(?P<whole>[^\W\d_].{1,60})"
)
# Names of streets, halls and their like.
SITE = re.compile(
    r".{2,}(?:allee|arena|baan|boulevard|brug|dijk|dreef|gracht|hall|haven|hof|kade|kerk|laan|park|plantsoen|plein|singel|square"
    r"|stadion|stadium|station|steeg|straat|straatweg|street|theater|theatre|tunnel|viaduct|weg|ziekenhuis)",
    re.IGNORECASE | re.DOTALL,
)
# Those that are Dutch, and stand only where it is spoken.
DUTCH_SITE = re.compile(
    r".{2,}(?:dijk|dreef|gracht|haven|hof|kade|laan|plantsoen|plein|singel|steeg|straat|straatweg|weg)",
    re.IGNORECASE | re.DOTALL,
)
DUTCH_IS_SPOKEN = frozenset({"NL", "BE", "SR"})


@cache
def wikidata_numbers() -> dict[int | str, str]:
    """By GeoNames id, and by canonical name for what GeoNames lacks."""
    lines = (
        files("worker.entities")
        .joinpath("lists/place_identifiers.tsv")
        .read_text(encoding="utf-8")
        .splitlines()
    )
    rows = (line.split("\t") for line in lines if not line.startswith(("#", "geonames")))
    return {int(geonames) if geonames else canonical: wikidata for geonames, canonical, wikidata in rows}


def wikidata_of(place: Place) -> str | None:
    """The number of a place, where it is certain."""
    if place.geonames is None and place.kind != "area":
        return None
    return wikidata_numbers().get(place.geonames or place.canonical)


def place_link(name: str, context: Context, around: Surroundings) -> Link | None:
    """The place that `name` stands for; None where no place is likely enough."""
    for form in forms(name):
        if meanings := gazetteer.meanings(form):
            return _chosen(meanings, context, around) or _known_by_country(form, meanings, context)
    if ROAD.fullmatch(name) and context.filed_from <= {HOME}:
        return Link(name, "road", HOME, ALONE, "road")
    return None


def unlisted_place_country(
    name: str, context: Context, around: Surroundings, lands: Collection[str], homes: Collection[str]
) -> str | None:
    """The country of a place that no list has, where the text says it, or speaks of no other.

    `lands`: where the places lie that the item named before; `homes`: where those are at home that it names in full.
    """
    if around.within is not None:
        return around.within.iso
    if around.adjective is not None:
        return around.adjective.iso
    if part := PART.fullmatch(name):
        whole = place_link(part["whole"], context, Surroundings())
        return whole.iso if whole else None
    country = _local_country(name, context, around, lands) or _only_country(name, context, homes)
    namesakes = {meaning.place.iso for meaning in gazetteer.meanings(name)}
    return country if not namesakes or country in namesakes else None


def _local_country(name: str, context: Context, around: Surroundings, lands: Collection[str]) -> str | None:
    """Where an item was filed, for a street or village of which it tells before it names a place elsewhere."""
    if len(context.filed_from) != 1 or not context.filed_from.issuperset(lands):
        return None
    (country,) = context.filed_from
    if country in DUTCH_IS_SPOKEN:
        return country if around.is_locality or DUTCH_SITE.fullmatch(name[-LONGEST_SITE:]) else None
    return country if around.is_locality or SITE.fullmatch(name[-LONGEST_SITE:]) else None


def _only_country(name: str, context: Context, homes: Collection[str]) -> str | None:
    if not context.filed_from and not SITE.fullmatch(name[-LONGEST_SITE:]):
        return None
    return context.only_country if context.countries.issuperset(homes) else None


def demonym_link(found: Demonym, context: Context) -> Link:
    """The place that an adjective or inhabitant stands for."""
    fitting = [meaning for meaning in gazetteer.meanings(found.place) if meaning.place.iso == found.iso]
    same_kind = [meaning for meaning in fitting if meaning.place.kind == found.kind]
    place = gazetteer.choose(same_kind or fitting, near=context.areas)
    geonames, wikidata = (place.geonames, wikidata_of(place)) if place else (None, None)
    because = (f"{found.form} of {found.place}",)
    return Link(found.place, "demonym", found.iso, ALONE, "demonym", geonames, wikidata, because)


def _known_by_country(name: str, meanings: tuple[Meaning, ...], context: Context) -> Link | None:
    """Where it is not sure which place is meant, its country may be: Gaza, the town or the strip."""
    weights: dict[str | None, float] = {}
    for place, prominence in meanings:
        nearness = NEARNESS if place.iso in context.areas else 1
        weights[place.iso] = weights.get(place.iso, 0.0) + prominence * nearness
    iso, weight = max(weights.items(), key=lambda pair: pair[1])
    share = weight / sum(weights.values())
    if iso is None or share < SURE:
        return None
    because = (f"all that is likely lies in {iso}",)
    return Link(in_ordinary_case(name), "place", iso, UNSURE, "place", because=because)


def _chosen(meanings: tuple[Meaning, ...], context: Context, around: Surroundings) -> Link | None:
    near = context.areas
    if around.adjective is not None and around.adjective.iso:
        near = near | {around.adjective.iso}
    place: Place | None = None
    countries = {meaning.place.iso for meaning in meanings}
    because = [f"speaks of {area}" for area in sorted(near & countries)]
    if around.within is not None and (place := gazetteer.choose(meanings, near=near, within=around.within)):
        because.append(f"lies in {around.within.canonical}")
    place = place or gazetteer.choose(meanings, near=near, as_town=around.in_dateline)
    if place is None:
        return None
    total = sum(meaning.prominence for meaning in meanings)
    rivals = tuple(
        Rival(meaning.place.canonical, meaning.place.iso, round(meaning.prominence / total, 3))
        for meaning in meanings[:4]
    )
    score = ALONE if len(meanings) == 1 else CHOSEN
    return Link(
        TOLD_APART.get(place.geonames, place.canonical),
        place.kind,
        place.iso,
        score,
        "place",
        place.geonames,
        wikidata_of(place),
        because=tuple(because),
        rivals=rivals,
    )
