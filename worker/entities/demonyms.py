"""Adjectives and inhabitants of places: `Russische`, `Noord-Koreanen`, `Amsterdammers`, and what they stand for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple, get_args

from worker.entities.folding import fold

PlaceKind = Literal["country", "region", "city", "area", "former"]
Form = Literal["adjective", "inhabitant"]

TABLE = "lists/demonyms.tsv"
# `Oost-Oekraïense`: a part of what the rest stands for.
PART_OF = re.compile(r"(Noord|Zuid|Oost|West|Noordoost|Noordwest|Zuidoost|Zuidwest|Midden|Centraal)-")
COUNTRY_CODE = re.compile(r"[A-Z]{2}\b")


@dataclass(frozen=True, slots=True)
class Demonym:
    """What a word such as `Russische` stands for.

    `place`: its canonical Dutch name; `code`: as in the table, ISO 3166, UN M.49 or `x-…`.
    """

    place: str
    kind: PlaceKind
    code: str
    form: Form

    @property
    def iso(self) -> str | None:
        """The country's code; None for what is larger than a country or no longer exists."""
        return self.code[:2] if COUNTRY_CODE.match(self.code) else None


def demonym(word: str) -> Demonym | None:
    """What `word` stands for, as written within a sentence; None where it is none, or stands for two places.

    Accents may be missing (`Israelische`).
    Of a word that is also the name of a place (`Polen`, `Beieren`) this is one reading of two.
    """
    if not word[:1].isupper():
        return None
    known = demonyms()
    if found := known.get(fold(word)):
        return found
    part = PART_OF.match(word)
    if part and (whole := known.get(fold(word[part.end() :]))):
        return replace(whole, place=f"{part[1]}-{whole.place}", kind="region")
    return None


def is_demonym(word: str) -> bool:
    """Whether `word` is a demonym, or ties two together: `Russisch-Oekraïense`."""
    if demonym(word):
        return True
    first, hyphen, second = word.partition("-")
    return bool(hyphen) and bool(demonym(first)) and bool(demonym(second))


@cache
def demonyms() -> dict[str, Demonym]:
    """Every form of the table, inflected ones too, folded."""
    forms: dict[str, Demonym] = {}
    for row in rows():
        for adjective in row.adjectives:
            for form in (adjective, inflected(adjective)):
                forms.setdefault(fold(form), Demonym(row.names[0], row.kind, row.code, "adjective"))
        for pair in row.inhabitants:
            for form in pair:
                forms.setdefault(fold(form), Demonym(row.names[0], row.kind, row.code, "inhabitant"))
    return forms


def inflected(adjective: str) -> str:
    """`Russisch` → `Russische`, `Chinees` → `Chinese`, `Bredaas` → `Bredase`."""
    for long, short in (("ees", "es"), ("aas", "as"), ("oos", "os")):
        if adjective.endswith(long):
            return adjective.removesuffix(long) + short + "e"
    return adjective if adjective.endswith("er") else adjective + "e"


class Row(NamedTuple):
    """A row of the table: the canonical name first; adjectives uninflected; inhabitants as one and many."""

    kind: PlaceKind
    code: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    inhabitants: tuple[tuple[str, str], ...]


@cache
def rows() -> tuple[Row, ...]:
    """The table."""
    return tuple(_rows(files("worker.entities").joinpath(TABLE).read_text(encoding="utf-8")))


def _rows(table: str) -> Iterator[Row]:
    for line in table.splitlines():
        first, *cells = line.split("\t")
        kind = next((known for known in get_args(PlaceKind) if known == first), None)
        if kind is not None:
            code, names, adjectives, inhabitants = (tuple(filter(None, cell.split("|"))) for cell in cells)
            pairs = tuple(pair.partition("/")[::2] for pair in inhabitants)
            yield Row(kind, code[0], names, adjectives, pairs)
