"""Adjectives and inhabitants of places: `Russische`, `Noord-Koreanen`, `Amsterdammers`, and what they stand for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

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
    for kind, code, names, adjectives, inhabitants in _rows():
        place = names.partition("|")[0]
        for adjective in filter(None, adjectives.split("|")):
            for form in (adjective, inflected(adjective)):
                forms.setdefault(fold(form), Demonym(place, kind, code, "adjective"))
        for pair in filter(None, inhabitants.split("|")):
            for form in pair.split("/"):
                forms.setdefault(fold(form), Demonym(place, kind, code, "inhabitant"))
    return forms


def inflected(adjective: str) -> str:
    """`Russisch` → `Russische`, `Chinees` → `Chinese`, `Bredaas` → `Bredase`."""
    for long, short in (("ees", "es"), ("aas", "as"), ("oos", "os")):
        if adjective.endswith(long):
            return adjective.removesuffix(long) + short + "e"
    return adjective if adjective.endswith("er") else adjective + "e"


def place_names() -> Iterator[tuple[str, PlaceKind]]:
    """Every name of the table's places, variants too."""
    for kind, _, names, _, _ in _rows():
        for name in names.split("|"):
            yield name, kind


@cache
def _rows() -> tuple[tuple[PlaceKind, str, str, str, str], ...]:
    rows: list[tuple[PlaceKind, str, str, str, str]] = []
    for line in files("worker.entities").joinpath(TABLE).read_text(encoding="utf-8").splitlines():
        kind, *cells = line.split("\t")
        for known in get_args(PlaceKind):
            if kind == known:
                code, names, adjectives, inhabitants = cells
                rows.append((known, code, names, adjectives, inhabitants))
    return tuple(rows)
