"""The sketch of a text: its words as numbers, so that texts can be compared of which one is not kept.

    number    32 bits: two for the word's kind (plain, number, name, day), thirty of a checksum of the word without
              case and accents
    sketch    the numbers of the dateline's place and of the text's words, in their order, WORDS at most

As bytes, four for each number, little-endian.
"""

import re
import struct
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import islice
from string import ascii_lowercase
from unicodedata import normalize
from zlib import crc32

# The beginning of a long text tells enough: another version keeps it, or differs in it.
WORDS = 128

_TABLE = tomllib.loads(files("worker.identity").joinpath("words.toml").read_text(encoding="utf-8"))
DAY_STEMS: tuple[str, ...] = tuple(_TABLE["day_stems"])
DAYS = frozenset(_TABLE["days"])
NUMBERS = frozenset(_TABLE["numbers"])
OPENERS = frozenset(_TABLE["openers"])

LOST = "\ufffd"
# 34-jarige, 08.00, D66; a full stop joins figures only, as sites glue sentences.
_LETTERS = rf"[\w{LOST}]{{1,60}}"
WORD = re.compile(rf"{_LETTERS}(?:(?:[-'’]|(?<=\d)[.,:/](?=\d)){_LETTERS}){{0,6}}")
ENDS_SENTENCE = frozenset(".!?…:\"“”„'\n")
ACCENTS = re.compile("[\u0300-\u036f]")


# What a word is: the two highest bits of its number.
PLAIN, NUMBER, NAME, DAY = (kind << 30 for kind in range(4))
# The number of a word that lost letters on its way: it may be any.
DAMAGED = 0
Sketch = Sequence[int]


@dataclass(frozen=True, slots=True)
class Sketched:
    """A text that is at hand: its words as printed, the number of each, and the indices of those that open a sentence.

    The first may be the dateline's place, which is a sentence of its own.
    """

    words: tuple[str, ...]
    sketch: Sketch
    openings: frozenset[int]
    has_place: bool


def sketch_of(text: str, place: str | None = None) -> Sketched:
    """The sketch of `text`, whose dateline begins with `place`. Empty for a text without words."""
    words, numbers = ([], []) if place is None else ([place], [_number(folded(place), NAME)])
    openings, end = {0}, 0
    for found in islice(WORD.finditer(text), WORDS - len(words)):
        word = found[0]
        opens = end == 0 or not ENDS_SENTENCE.isdisjoint(text[end : found.start()])
        if opens:
            openings.add(len(words))
        words.append(word)
        numbers.append(DAMAGED if LOST in word else _number_of(word, opens))
        end = found.end()
    if not end:
        return Sketched((), (), frozenset(), has_place=False)
    return Sketched(tuple(words), tuple(numbers), frozenset(openings), has_place=place is not None)


def pack(sketch: Sketch) -> bytes:
    """A sketch as bytes."""
    return struct.pack(f"<{len(sketch)}I", *sketch)


def unpack(packed: bytes) -> Sketch:
    """The sketch of which `pack` made bytes."""
    return struct.unpack(f"<{len(packed) // 4}I", packed)


def kind_of(number: int) -> int:
    """PLAIN, NUMBER, NAME or DAY."""
    return number & DAY


def slips(name: str) -> Iterator[int]:
    """The numbers of all names that differ from `name` by one slip: a letter left out, added, mistaken or swapped."""
    letters = folded(name)
    for at in range(len(letters) + 1):
        before, behind = letters[:at], letters[at:]
        yield _number(before + behind[1:], NAME)
        yield _number(before + behind[1:2] + behind[:1] + behind[2:], NAME)
        for letter in ascii_lowercase:
            yield _number(before + letter + behind[1:], NAME)
            yield _number(before + letter + behind, NAME)


def folded(word: str) -> str:
    """A word without case and accents."""
    return word.lower() if word.isascii() else ACCENTS.sub("", normalize("NFD", word).casefold())


# Most words of the news are the same few thousand.
@lru_cache(maxsize=2**14)
def _number_of(word: str, opens: bool) -> int:
    letters = folded(word)
    if letters[:1].isdecimal() or letters in NUMBERS or word.lower() in NUMBERS:
        return _number(letters, NUMBER)
    if letters in DAYS or letters.startswith(DAY_STEMS):
        return _number(letters, DAY)
    is_name = word[0].isupper() and not (opens and letters in OPENERS)
    return _number(letters, NAME if is_name else PLAIN)


def _number(letters: str, kind: int) -> int:
    return kind | crc32(letters.encode("utf-8", "surrogatepass")) >> 2
