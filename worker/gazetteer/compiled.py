"""The compiled list of places: what the file holds, written by `make lists` and read by the worker.

Nothing is unpacked when the list is loaded: names lie in a trie, all else in tables of fixed width that are read
where they are needed. All numbers are little-endian.

| section | holds |
|---|---|
| names | the trie of all keys (folding.py); each has a number |
| first | for each number, where its meanings begin |
| meanings | a place's index and how prominent it is under this name |
| places | canonical name (offset), GeoNames id, population, area (index), kind (index) |
| areas | `NL`, `US.TX`, … , divided by line feeds |
| spellings | canonical names, divided by NULs |
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log
from struct import Struct
from typing import Literal, NamedTuple, get_args

import marisa_trie

Kind = Literal[
    "city", "country", "region", "island", "area", "water", "mountain", "airport", "stadium", "landmark"
]
KINDS: tuple[Kind, ...] = get_args(Kind)

MAGIC = b"dateline places 1\n"
_LENGTHS = Struct("<6I")
_NUMBER = Struct("<I")
_PLACE = Struct("<IIIHB")
# A prominence is kept in one byte: steps of an eighth of its natural logarithm.
_STEPS = 8


class Place(NamedTuple):
    """A place on earth. `iso`: its country, None for what lies in several or in none.

    `division`: GeoNames' code of its first level below the country (`TX` in `US`); `population`: 0 where unknown.
    """

    canonical: str
    kind: Kind
    iso: str | None
    division: str | None
    geonames: int | None
    population: int

    @property
    def area(self) -> str:
        """`US.TX`, `NL`, or nothing."""
        return ".".join(filter(None, (self.iso, self.division)))


class Meaning(NamedTuple):
    """What a name may stand for, and how prominent the place is under that name, in inhabitants as it were."""

    place: Place
    prominence: float


@dataclass(frozen=True, slots=True)
class PlaceList:
    """A loaded list."""

    _names: marisa_trie.Trie
    _first: memoryview
    _meanings: memoryview
    _places: memoryview
    _areas: tuple[str, ...]
    _spellings: bytes

    def meanings(self, key: str) -> tuple[Meaning, ...]:
        """What the folded name may stand for, the most prominent first."""
        number = self._names.get(key)
        if number is None:
            return ()
        begin = _NUMBER.unpack_from(self._first, 4 * number)[0]
        end = _NUMBER.unpack_from(self._first, 4 * number + 4)[0]
        packed = (_NUMBER.unpack_from(self._meanings, 4 * at)[0] for at in range(begin, end))
        return tuple(Meaning(self._place(meaning >> 8), exp((meaning & 255) / _STEPS)) for meaning in packed)

    def __contains__(self, key: str) -> bool:
        return key in self._names

    def __iter__(self) -> Iterator[Place]:
        return map(self._place, range(len(self._places) // _PLACE.size))

    def _place(self, index: int) -> Place:
        offset, geonames, population, area, kind = _PLACE.unpack_from(self._places, _PLACE.size * index)
        canonical = self._spellings[offset : self._spellings.index(b"\0", offset)].decode()
        iso, _, division = self._areas[area].partition(".")
        return Place(canonical, KINDS[kind], iso or None, division or None, geonames or None, population)


def read_places(content: bytes) -> PlaceList:
    """The list in a file's bytes. Raises ValueError where they are none."""
    if not content.startswith(MAGIC):
        raise ValueError("not a list of places, or one of another version: run `make lists`")
    sections = _sections(memoryview(content))
    names = marisa_trie.Trie()
    names.map(next(sections))
    first, meanings, places, areas, spellings = sections
    return PlaceList(
        names, first, meanings, places, tuple(bytes(areas).decode().split("\n")), bytes(spellings)
    )


def _sections(content: memoryview) -> Iterator[memoryview]:
    begin = len(MAGIC) + _LENGTHS.size
    for length in _LENGTHS.unpack_from(content, len(MAGIC)):
        yield content[begin : begin + length]
        begin += length


def write_places(places: Sequence[Place], names: Mapping[str, Mapping[int, float]]) -> bytes:
    """The file's bytes: the same for the same input. `names`: key → {index of a place: its prominence}."""
    trie = marisa_trie.Trie(sorted(names))
    by_number = sorted(names, key=trie.get)
    first, meanings = bytearray(_NUMBER.pack(0)), bytearray()
    for key in by_number:
        ranked = sorted(names[key].items(), key=lambda item: (-item[1], item[0]))
        for index, prominence in ranked:
            meanings += _NUMBER.pack(index << 8 | _step(prominence))
        first += _NUMBER.pack(len(meanings) // 4)
    areas = sorted({place.area for place in places})
    area_numbers = {area: number for number, area in enumerate(areas)}
    spellings, offsets = _spellings(places)
    table = b"".join(
        _PLACE.pack(
            offsets[place.canonical],
            place.geonames or 0,
            place.population,
            area_numbers[place.area],
            KINDS.index(place.kind),
        )
        for place in places
    )
    sections = (
        trie.tobytes(),
        bytes(first),
        bytes(meanings),
        table,
        "\n".join(areas).encode(),
        spellings,
    )
    return MAGIC + _LENGTHS.pack(*map(len, sections)) + b"".join(sections)


def _step(prominence: float) -> int:
    return min(255, max(0, round(_STEPS * log(max(prominence, 1.0)))))


def _spellings(places: Sequence[Place]) -> tuple[bytes, dict[str, int]]:
    content, offsets = bytearray(), {}
    for spelling in sorted({place.canonical for place in places}):
        offsets[spelling] = len(content)
        content += spelling.encode() + b"\0"
    return bytes(content), offsets
