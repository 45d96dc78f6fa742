"""Brings all sources together: which places there are, what they are called, and how prominent they are."""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from babel import Locale
from faker.providers.address.nl_BE import Provider as BelgianTowns
from faker.providers.address.nl_NL import Provider as DutchTowns

from lists.places import geonames, tables
from lists.places.geonames import WELL_KNOWN, Cities, City
from lists.places.tables import BadRow, Row
from worker.gazetteer.compiled import Kind, Place
from worker.gazetteer.folding import key

# Dutch news tells of what is near: so many times more often than of a place of the same size elsewhere.
HOME = {"NL": 20.0, **dict.fromkeys(("BE", "SR", "AW", "CW", "SX", "BQ"), 4.0)}
REGION_AT_HOME = {"NL": 4.0}
CAPITAL = 10.0
# A region with the name of its city (Utrecht, Quebec): the bare name is the city's.
NAMED_AFTER_CITY = 0.1
NAMING_CITY = 50_000
# A place of cities.tsv.
IN_THE_NEWS = 10.0
# A name in another language, or an old one, rarely means the place in a Dutch text.
BY_ALTERNATE = 0.02
# Of a place that GeoNames has without inhabitants, and of a town that it does not have at all.
UNKNOWN_POPULATION = 300
UNKNOWN_TOWN = 1_000
COUNTRY = 1_000.0
SMALLEST_COUNTRY = 1_000_000
BY_KIND: dict[Kind, float] = {
    "city": UNKNOWN_TOWN,
    "region": 1_500_000,
    "island": 300_000,
    "area": 1_000_000_000,
    "water": 1_000_000,
    "mountain": 500_000,
    "airport": 500_000,
    "stadium": 300_000,
    "landmark": 300_000,
}
TOWNS: dict[str, tuple[str, ...]] = {"NL": DutchTowns.cities, "BE": BelgianTowns.cities}
# `Katwijk NB`, `Hengelo (Gld)`, `Ursem gem. S`: the place is in the list without its mark too.
MARKED = re.compile(r".* (?:\(?[A-Z]{1,3}\)?|\(?(?:Gld|Gn|Ut)\)?|gem\.? .*)")
SAINT = re.compile(r"(?:sint|saint|sankt) ")
ON_WATER = re.compile(r" aan den? ")


@dataclass
class Gathered:
    """Places and, for each folded name, how prominent each place is that it may stand for."""

    places: list[Place] = field(default_factory=list)
    names: dict[str, dict[int, float]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, place: Place) -> int:
        self.places.append(place)
        return len(self.places) - 1

    def call(self, index: int, name: str, prominence: float) -> None:
        """Let `name` stand for a place, in all its spellings."""
        for spelling in _spellings(key(name)):
            known = self.names[spelling]
            known[index] = max(prominence, known.get(index, 0.0))


def _spellings(folded: str) -> list[str]:
    spellings = [folded]
    if SAINT.match(folded):
        spellings.append(SAINT.sub("st ", folded, count=1))
    if ON_WATER.search(folded):
        spellings.append(ON_WATER.sub(" a d ", folded, count=1))
    return [spelling for spelling in spellings if spelling]


def gather() -> Gathered:
    """Everything. Raises BadRow where a table's row cannot be right."""
    known = Cities()
    gathered = Gathered()
    _Settlements(known, gathered).gather()
    for row in (*tables.regions(), *tables.features()):
        _gather_row(row, gathered)
    _gather_countries(gathered)
    return gathered


class _Settlements:
    """Cities, towns, villages and quarters."""

    def __init__(self, known: Cities, gathered: Gathered) -> None:
        self.known = known
        self.gathered = gathered
        self.rows = {row.geonames: row for row in tables.cities(known)}
        self.capitals = _capitals(known)
        self.official = self._official()

    def gather(self) -> None:
        taken = {city.id: city for city in self.known.large_enough()}
        taken |= {city.id: city for city in self.known.by_id.values() if self._is_named(city)}
        for _, city in sorted(taken.items()):
            self._take(city)
        for iso, names in TOWNS.items():
            for name in self._unknown_towns(iso, names):
                # Faker writes some articles small: `de Lutte`.
                self._take_row(Row("city", iso, name[0].upper() + name[1:], ()))
        for row in tables.towns():
            self._take_town(row)

    def _is_named(self, city: City) -> bool:
        return city.id in self.rows or city.id in self.capitals or city.id in self.official

    def _take(self, city: City) -> None:
        row = self.rows.get(city.id)
        canonical = row.name if row else self.official.get(city.id, city.name)
        prominence = self._prominence(city)
        index = self.gathered.add(Place(canonical, "city", city.iso, city.division, city.id, city.population))
        for name in (canonical, city.name, *(row.variants if row else ())):
            self.gathered.call(index, name, prominence)
        if row or city.population >= WELL_KNOWN or city.id in self.capitals:
            for name in city.latin_alternates:
                self.gathered.call(index, name, city.population * BY_ALTERNATE)

    def _prominence(self, city: City) -> float:
        smallest = UNKNOWN_TOWN if city.id in self.official else UNKNOWN_POPULATION
        prominence = float(max(city.population, smallest))
        # A quarter is not nearer than the towns around it.
        if city.iso not in TOWNS or city.id in self.official or city.id in self.rows:
            prominence *= HOME.get(city.iso, 1.0)
        prominence *= CAPITAL if city.id in self.capitals else 1.0
        return prominence * (IN_THE_NEWS if city.id in self.rows else 1.0)

    def _take_town(self, row: Row) -> None:
        """A place of its own, or more of one that is here already. Raises BadRow where it adds nothing."""
        known = [
            index
            for index in self.gathered.names.get(key(row.name), ())
            if self._is_called(self.gathered.places[index], row)
        ]
        if not known:
            self._take_row(row)
        elif not (row.variants or row.size):
            raise BadRow(f"towns.tsv: {row.name} is in another list: take the row out")
        for index in known:
            prominence = max(_town_prominence(row), self.gathered.names[key(row.name)][index])
            for name in (row.name, *row.variants):
                self.gathered.call(index, name, prominence)

    @staticmethod
    def _is_called(place: Place, row: Row) -> bool:
        return place.iso == row.iso and key(place.canonical) == key(row.name)

    def _take_row(self, row: Row) -> None:
        index = self.gathered.add(Place(row.name, "city", row.iso, None, None, 0))
        for name in (row.name, *row.variants):
            self.gathered.call(index, name, _town_prominence(row))

    def _official(self) -> dict[int, str]:
        """The cities that are in the official lists of towns, with their spelling there."""
        return {
            city.id: name
            for iso, names in TOWNS.items()
            for name in names
            for city in self.known.by_name.get((iso, key(name)), ())
        }

    def _unknown_towns(self, iso: str, names: tuple[str, ...]) -> list[str]:
        return [name for name in names if not MARKED.fullmatch(name) and not self._has(iso, name)]

    def _has(self, iso: str, name: str) -> bool:
        return any(self.gathered.places[index].iso == iso for index in self.gathered.names.get(key(name), ()))


def _town_prominence(row: Row) -> float:
    return (row.size or UNKNOWN_TOWN) * HOME.get(row.iso or "", 1.0)


def _capitals(known: Cities) -> set[int]:
    """The ids of the countries' capitals: the largest place of that name."""
    found = set()
    for country in geonames.countries():
        capital = key(country.capital)
        named = known.by_name.get((country.iso, capital)) or [
            city for city in known.by_country[country.iso] if capital in city.keys
        ]
        if capital and named:
            found.add(max(named, key=lambda city: city.population).id)
    return found


def _gather_row(row: Row, gathered: Gathered) -> None:
    prominence = BY_KIND[row.kind]
    if row.kind == "region":
        prominence *= REGION_AT_HOME.get(row.iso or "", 1.0)
        prominence *= NAMED_AFTER_CITY if _has_namesake(row, gathered) else 1.0
    else:
        prominence *= HOME.get(row.iso or "", 1.0)
    index = gathered.add(Place(row.name, row.kind, row.iso, row.division, row.geonames, 0))
    for name in (row.name, *row.variants):
        gathered.call(index, name, prominence)


def _has_namesake(region: Row, gathered: Gathered) -> bool:
    named = (gathered.places[index] for index in gathered.names.get(key(region.name), ()))
    return any(
        place.kind == "city"
        and (place.canonical, place.iso) == (region.name, region.iso)
        and place.population >= NAMING_CITY
        for place in named
    )


def _gather_countries(gathered: Gathered) -> None:
    territories = Locale("nl").territories
    ours = tables.countries()
    for country in geonames.countries():
        name, variants = ours.get(country.iso, ("", ()))
        in_dutch = territories.get(country.iso, country.name).replace("’", "'")
        canonical = name or in_dutch
        index = gathered.add(Place(canonical, "country", country.iso, None, country.id, country.population))
        for spelling in (canonical, in_dutch, *variants):
            gathered.call(index, spelling, COUNTRY * max(country.population, SMALLEST_COUNTRY))
