"""The compiled tables of organisations, people and other things: written by `make lists`, read by the worker.

Nothing is unpacked when it is loaded. Two indexes lead from a key to rows: by name as printed, and by sound (sounds.py).
All numbers are little-endian.

| section | holds |
|---|---|
| names, sounds | for each index: the trie of its keys; where the entries of each begin; the entries |
| offsets | where each row begins |
| rows | label, canonical name, kind, country and Wikidata number, divided by tabs; a line feed ends a row |
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from struct import Struct
from typing import NamedTuple

import marisa_trie

from worker.entities.recogniser.spans import Label
from worker.entities.sounds import sound_key
from worker.entities.tables import Row
from worker.gazetteer import key

MAGIC = b"dateline knowledge 1\n"
FILE = "knowledge.bin"
_LENGTHS = Struct("<8I")
_NUMBER = Struct("<I")
_OFFSETS = Struct("<II")
LABELS: dict[str, Label] = {"PER": "PER", "ORG": "ORG", "LOC": "LOC", "MISC": "MISC"}


class Thing(NamedTuple):
    """A person, organisation or other thing that the tables know. `iso`, `wikidata`: None where not sure."""

    label: Label
    canonical: str
    kind: str
    iso: str | None
    wikidata: str | None


class Sense(NamedTuple):
    """What a name may stand for. `shared`: the name also stands for something else, here or outside the tables."""

    thing: Thing
    shared: bool


@dataclass(frozen=True, slots=True)
class Index:
    """From a key to numbers."""

    _keys: marisa_trie.Trie
    _first: memoryview
    _entries: memoryview

    def __getitem__(self, wanted: str) -> list[int]:
        number = self._keys.get(wanted)
        if number is None:
            return []
        begin = _NUMBER.unpack_from(self._first, 4 * number)[0]
        end = _NUMBER.unpack_from(self._first, 4 * number + 4)[0]
        return [_NUMBER.unpack_from(self._entries, 4 * at)[0] for at in range(begin, end)]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Loaded tables. `version` changes with every byte of them."""

    version: str
    _names: Index
    _sounds: Index
    _offsets: memoryview
    _rows: memoryview

    def named(self, name: str) -> list[Sense]:
        """What `name` may stand for by its letters; an abbreviation counts only as it is written."""
        return [Sense(self._thing(entry >> 1), bool(entry & 1)) for entry in self._entries_of(name)]

    def sounding(self, name: str) -> list[Thing]:
        """The people whose name sounds like `name`."""
        return [self._thing(number) for number in self._sounds[sound_key(name)]]

    def _entries_of(self, name: str) -> list[int]:
        if is_abbreviation(name) and (found := self._names[name]):
            return found
        return self._names[key(name)]

    def _thing(self, number: int) -> Thing:
        begin, end = _OFFSETS.unpack_from(self._offsets, 4 * number)
        label, canonical, kind, iso, wikidata = bytes(self._rows[begin : end - 1]).decode().split("\t")
        return Thing(LABELS[label], canonical, kind, iso or None, wikidata or None)


def is_abbreviation(name: str) -> bool:
    """Whether a name is capitals and digits alone: `OM`, `D66`. A lone surrogate is none."""
    return len(name) > 1 and name.isalnum() and name.isupper()


@cache
def packaged_knowledge() -> Knowledge:
    """The tables that come with the program."""
    return read_knowledge(files("worker.entities").joinpath(FILE).read_bytes())


def read_knowledge(content: bytes) -> Knowledge:
    """The tables in a file's bytes. Raises ValueError where they are none."""
    if not content.startswith(MAGIC):
        raise ValueError("no compiled tables, or of another version: run `make lists`")
    sections = _sections(memoryview(content))
    names, sounds = _index(sections), _index(sections)
    offsets, rows = sections
    return Knowledge(sha256(content).hexdigest()[:12], names, sounds, offsets, rows)


def _sections(content: memoryview) -> Iterator[memoryview]:
    begin = len(MAGIC) + _LENGTHS.size
    for length in _LENGTHS.unpack_from(content, len(MAGIC)):
        yield content[begin : begin + length]
        begin += length


def _index(sections: Iterator[memoryview]) -> Index:
    keys = marisa_trie.Trie()
    keys.map(next(sections))
    return Index(keys, next(sections), next(sections))


def write_knowledge(rows: Iterable[Row]) -> bytes:
    """The file's bytes: the same for the same rows in the same order."""
    names: dict[str, dict[int, None]] = {}
    sounds: dict[str, dict[int, None]] = {}
    lines, offsets = bytearray(), bytearray(_NUMBER.pack(0))
    for number, row in enumerate(rows):
        lines += (
            "\t".join([row.label, row.canonical, row.kind, row.iso or "", row.wikidata or ""]).encode()
            + b"\n"
        )
        offsets += _NUMBER.pack(len(lines))
        for form in row.forms:
            name = form.name if is_abbreviation(form.name) else key(form.name)
            # No letters at all: what has none would be found by it.
            if name:
                names.setdefault(name, {})[number << 1 | form.shared] = None
            # One word alone sounds like too much.
            if row.label == "PER" and " " in form.name:
                sounds.setdefault(sound_key(form.name), {})[number] = None
    sounds.pop("", None)
    sections = [*_index_sections(names), *_index_sections(sounds), bytes(offsets), bytes(lines)]
    return MAGIC + _LENGTHS.pack(*map(len, sections)) + b"".join(sections)


def _index_sections(entries: Mapping[str, Iterable[int]]) -> Sequence[bytes]:
    keys = marisa_trie.Trie(sorted(entries))
    first, packed = bytearray(_NUMBER.pack(0)), bytearray()
    for name in sorted(entries, key=keys.get):
        packed += b"".join(map(_NUMBER.pack, sorted(entries[name])))
        first += _NUMBER.pack(len(packed) // 4)
    return keys.tobytes(), bytes(first), bytes(packed)
