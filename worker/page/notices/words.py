"""The words of notices (rows of `notices.toml`) and the signs around them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict

from schemas import Notice
from worker.page.tables import read_table

Kind = Literal[
    "update", "correction", "repeat", "withdrawn", "embargo", "replaces", "more_to_follow", "desk", "note"
]

# A notice that is taken off a text is not longer.
MAX_NOTICE = 250


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Keyword(_Row):
    """A row `[[keyword]]` of notices.toml."""

    kind: Kind
    texts: tuple[str, ...]
    sign: bool = False
    capitals: bool = False


class Closing(_Row):
    """A row `[[closing]]`."""

    kind: Kind
    texts: tuple[str, ...]
    bare: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()


TABLE = read_table("notices.toml")
KEYWORD_ROWS = tuple(Keyword.model_validate(row) for row in TABLE["keyword"])
CLOSING_ROWS = tuple(Closing.model_validate(row) for row in TABLE["closing"])


def key(printed: str) -> str:
    """The same for V E R V A L L E N and vervallen."""
    return "".join(printed.split()).casefold()


KEYWORDS = {key(text): row for row in KEYWORD_ROWS for text in row.texts}
IN_BRACKETS = {key(text): row.kind for row in CLOSING_ROWS for text in row.texts}
BARE = {key(text): row.kind for row in CLOSING_ROWS for text in row.bare}
SIGNS = {key(text): row.kind for row in CLOSING_ROWS for text in row.signs}
ORDINALS = {"tweede": 2, "derde": 3, "vierde": 4}


# Every quantifier is bounded: a notice is short, and a line of a megabyte costs no more than its ends.
def spaced(text: str) -> str:
    """A pattern of `text` whose words may be letter-spaced: `N i e u w bericht`."""
    words = (f"(?:{re.escape(word)}|{' {1,3}'.join(map(re.escape, word))})" for word in text.split())
    return " {1,4}".join(words)


def either(texts: Iterable[str]) -> str:
    """A pattern of any of `texts`, the longest that fits, spaced or not."""
    return "|".join(spaced(text) for text in sorted(texts, key=len, reverse=True))


WORD_END = r"(?![^\W_])"
KEYWORD = re.compile(
    rf"(?:(?P<ordinal>[2-9](?:e|de)|{'|'.join(ORDINALS)}) )?"
    rf"(?P<word>{either(text for row in KEYWORD_ROWS for text in row.texts)})"
    r"(?: {0,2}(?:nr\.? ?)?(?P<number>[1-9]\d?)(?!\d|[.,:]\d| ?uur)| ?\((?P<in_brackets>[2-9])\))?"
    rf"{WORD_END}"
    r"(?: \(?(?:om )?\d{1,2}[.:]\d{2}(?: uur)?\)?)?",
    re.IGNORECASE,
)
# What parts a notice from the headline: `UPDATE: …`, `UPDATE - …`, `UPDATE/ …`, `UPDATE/CORRECTIE: …`
SIGN = re.compile(r" {0,2}[:|] {0,3}| [-–—/] {1,3}|[/–—-] {1,3}|[/+&](?=[^\W\d_]{6})")
LINE_END = re.compile(r" ?[.:!*-]{0,3}$")
OPENING_BRACKETS = {"(": ")", "[": "]"}


class Parted(NamedTuple):
    """What is left of a text, and the notices that were taken off it, in the order in which they were printed."""

    text: str
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A notice in a text: where it ends, and where what follows its sign begins."""

    kind: Kind
    end: int
    rest: int
    number: int | None = None

    def notice(self, text: str, start: int) -> Notice:
        """The notice that stands in `text` from `start`, as printed."""
        return Notice(kind=self.kind, number=self.number, text=text[start : self.end].strip())


def number_of(keyword: re.Match[str]) -> int | None:
    """The number of `UPDATE 2`, `2e update`, `UPDATE (2)`."""
    ordinal = keyword["ordinal"]
    if ordinal is not None:
        return ORDINALS.get(ordinal.casefold()) or int(ordinal[0])
    digits = keyword["number"] or keyword["in_brackets"]
    return int(digits) if digits else None


def behind_sign(text: str, end: int) -> int:
    """Where the text goes on behind a notice that ends at `end`, and behind the sign that parts them."""
    sign = SIGN.match(text, end)
    at = sign.end() if sign is not None else end
    while text[at : at + 1] == " ":
        at += 1
    return at
