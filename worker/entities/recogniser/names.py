"""What the lists say about a name, as a small set of kinds.

The lists are permissive: they say what a name may be, and the weights decide in its context.
"""

from array import array
from collections.abc import Iterable, Sequence
from enum import IntFlag

import marisa_trie

from worker.entities.recogniser.tokens import words_of
from worker.gazetteer import key


class Kind(IntFlag):
    """What a name may stand for. The values are in the weights: a change needs `make lists train`."""

    FIRST_NAME = 1
    SURNAME = 2
    PERSON = 4  # of one person in the news, in full or as known
    VILLAGE = 8
    TOWN = 16
    METROPOLIS = 32
    COUNTRY = 64  # and regions, and what is larger
    SITE = 128  # seas, mountains, airports, stadiums
    ORGANISATION = 256
    CLUB = 512
    PARTY = 1024
    MEDIUM = 2048  # newspapers, broadcasters, agencies, platforms
    PORTFOLIO = 4096  # Buitenlandse Zaken
    DEMONYM = 8192
    OTHER = 16384  # events, laws, works, products
    UNSURE = 32768  # by this form it is also something else: `Trouw`, `Raad`


# How far a listed name is followed.
MAX_TOKENS = 8
MAX_CHARACTERS = 80


class NameTable:
    """Names with their kinds, read-only and compact. The keys are folded, but for abbreviations."""

    def __init__(self, trie: marisa_trie.Trie, kinds: "array[int]") -> None:
        self.trie = trie
        self.kinds = kinds

    @classmethod
    def of(cls, names: Iterable[tuple[str, Kind]]) -> "NameTable":
        """A table of names as written. A name that comes twice has the kinds of both."""
        merged: dict[str, int] = {}
        for name, kind in names:
            folded = key_of(name)
            if 0 < len(folded) < MAX_CHARACTERS:
                merged[folded] = merged.get(folded, 0) | kind
        trie = marisa_trie.Trie(sorted(merged))
        kinds = array("H", bytes(2 * len(trie)))
        for folded, value in merged.items():
            kinds[trie.key_id(folded)] = value
        return cls(trie, kinds)

    @classmethod
    def from_bytes(cls, data: bytes) -> "NameTable":
        """The reverse of `to_bytes`."""
        begin = 4 + 2 * int.from_bytes(data[:4], "little")
        kinds = array("H")
        kinds.frombytes(data[4:begin])
        return cls(marisa_trie.Trie().frombytes(data[begin:]), kinds)

    def to_bytes(self) -> bytes:
        """The number of names, their kinds (16 bits each, little endian), the trie."""
        packed: bytes = self.trie.tobytes()
        return len(self.kinds).to_bytes(4, "little") + self.kinds.tobytes() + packed

    def kinds_of(self, folded: str) -> int:
        """The kinds of a key; 0 where it is not listed."""
        index = number_in(self.trie, folded)
        return 0 if index is None else self.kinds[index]


class NameLists:
    """All lists together. `words`: the ordinary words of Dutch, in lower case."""

    def __init__(self, tables: Sequence[NameTable], words: marisa_trie.Trie) -> None:
        self.tables = tuple(tables)
        self.words = words

    def extended(self, names: Iterable[tuple[str, Kind]]) -> "NameLists":
        """These lists and more names."""
        return NameLists([*self.tables, NameTable.of(names)], self.words)

    def is_word(self, lower: str) -> bool:
        """Whether this is an ordinary word of Dutch."""
        return number_in(self.words, lower) is not None

    def kinds_of(self, name: str) -> int:
        """The kinds of a name as written, with or without a possessive -s; 0 where no list has it."""
        words = words_of(name[:MAX_CHARACTERS])
        if not words:
            return 0
        return self.names_from(words, [key(word) for word in words], 0).get(len(words), 0)

    def names_from(self, words: Sequence[str], folded: Sequence[str], start: int) -> dict[int, int]:
        """Every listed name that begins with the token `start`: its number of tokens → its kinds.

        `folded`: the key of each word. A possessive -s at the end of the name does not count.
        """
        parts = folded[start : start + MAX_TOKENS]
        text = " ".join(filter(None, parts) if "" in parts else parts)[:MAX_CHARACTERS]
        found: dict[int, int] = {}
        for table in self.tables:
            if prefixes := table.trie.prefixes(text):
                for length, name in _whole_names(prefixes, text, parts):
                    found[length] = found.get(length, 0) | table.kinds_of(name)
        word = words[start]
        if word.isupper() and len(word) < MAX_CHARACTERS:
            for table in self.tables:
                if kinds := table.kinds_of(word):
                    found[1] = found.get(1, 0) | kinds
        return found


def number_in(trie: marisa_trie.Trie, text: str) -> int | None:
    """The number of a text in a trie. None holds half a surrogate pair, or can be asked for it."""
    try:
        number: int | None = trie.get(text)
    except UnicodeEncodeError:
        return None
    return number


def key_of(name: str) -> str:
    """What a name is found by: as written where it is capitals and digits alone (`OM`, `IS`), folded else."""
    words = words_of(name)
    if len(words) == 1 and len(name) > 1 and name.isupper():
        return name
    return " ".join(filter(None, map(key, words)))


def _whole_names(prefixes: Iterable[str], text: str, parts: Sequence[str]) -> list[tuple[int, str]]:
    """Those of the prefixes of `text`, the shortest first, that end with a token: how many tokens each has.

    `parts`: the tokens of the text; an empty one is not in it.
    """
    whole: list[tuple[int, str]] = []
    length, end = 0, -1
    for name in prefixes:
        while end < len(name):
            if part := parts[length]:
                end += len(part) + 1
            length += 1
        if end == len(name) or (end == len(name) + 1 and text.startswith("s", len(name))):
            whole.append((length, name))
    return whole
