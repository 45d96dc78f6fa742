"""Dutch verbs as far as their tense goes: which forms are past, present or a participle. The words are in verbs.toml."""

import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from worker.time.expressions.vocabulary import NOUNS

TABLE: dict[str, Any] = tomllib.loads(
    files("worker.time.expressions").joinpath("verbs.toml").read_text(encoding="utf-8")
)


def listed(name: str) -> frozenset[str]:
    """A list of verbs.toml."""
    return frozenset(TABLE[name].split())


# Verbs that take no ge- in their participle, and what may stand before it or before a past tense (`uitgebroken`).
PREFIXED = ("be", "ver", "ont", "her", "er", "ge", "over", "onder", "mis", "voor", "door")
PARTICLES = listed("particles")
LONG_VOWEL = re.compile(r"([aeou])\1([^aeiou])$")
VOICED = {"f": "v", "s": "z"}


def participle(past: str) -> str:
    """`stemde` → `gestemd`, `startte` → `gestart`, `bepaalde` → `bepaald`"""
    stem, ending = past[:-2], past[-2]
    form = stem if stem.endswith(ending) else stem + ending
    return form if past.startswith(PREFIXED) else f"ge{form}"


def present(past: str) -> Iterator[str]:
    """`stemde` → `stemt`, `stemmen`; `maakte` → `maakt`, `maken`; `leefde` → `leeft`, `leven`. Some are no words."""
    stem = past[:-2]
    yield stem if stem.endswith("t") else f"{stem}t"
    for plural in {stem, stem + stem[-1], LONG_VOWEL.sub(r"\1\2", stem)}:
        yield f"{plural}en"
        yield f"{plural[:-1]}{VOICED.get(plural[-1], plural[-1])}en"


REGULAR = listed("regular")
# `hervatten`, `zetten`: past and present plural are the same.
SHORT_STEM = re.compile(r"(?:.*[^aeiou])?[aeiou](?:tt|dd)e")
AMBIGUOUS = frozenset(f"{word}n" for word in REGULAR if SHORT_STEM.fullmatch(word)) | listed("ambiguous")
REGULAR_PAST = (REGULAR | {f"{word}n" for word in REGULAR}) - AMBIGUOUS
IRREGULAR_PAST = listed("past")
IRREGULAR_PRESENT = listed("irregular_present")
PRESENT = (
    listed("present")
    | {f"{prefix}{form}" for prefix in ("", *set(PREFIXED) - {"ge"}) for form in IRREGULAR_PRESENT}
    | {form for word in REGULAR for form in present(word)} - NOUNS
)
PARTICIPLES = listed("participles") | {participle(word) for word in REGULAR}
NO_PARTICIPLES = listed("no_participles")

_EITHER_PARTICLE = "|".join(sorted(PARTICLES))
# What begins and ends like a participle: `gemeenteraad`, `gezondheid`, `gemeenteraadsleden`.
NOUN_ENDING = (
    r"(?!\w*(?:heid|heden|raad|gebied|gebieden|geweld|beleid|dienst|diensten|ingen|zorgen|sleden|bestand)$)"
)
GE_PARTICIPLE = re.compile(rf"{NOUN_ENDING}(?:{_EITHER_PARTICLE})?ge\w{{2,20}}(?:d|t|en|aan)")
PREFIX_PARTICIPLE = re.compile(r"(?!\w*ing(?:en)?$)(?:be|ver|ont|her|er|over|onder)\w{2,9}(?:d|t|en|aan)")
ATTRIBUTIVE = re.compile(rf"(?:(?:{_EITHER_PARTICLE})?ge|be|ver|ont|her|er|over|onder)\w{{2,20}}(?:de|te|en)")
PAST_SHAPE = re.compile(r"(?!\w*(?:ende|ste|heide)$|ge\w*eerde$)[a-zéëïöü]{3,20}[dt]e")
PRESENT_SHAPE = re.compile(r"[a-zéëïöü]{3,20}(?:t|en|aan|oen|ien)")

AUXILIARIES = frozenset().union(*map(listed, ("perfect", "passive", "future", "modal")))
KNOWN_VERBS = frozenset(
    f"{prefix}{form}" for prefix in ("", *PREFIXED) for form in listed("irregular_plural")
) | (
    AUXILIARIES
    | REGULAR_PAST
    | AMBIGUOUS
    | listed("starting")
    | listed("reporting")
    | listed("instead_of_participle")
)
NO_PAST, NO_PREFIXED_PAST = listed("no_past"), listed("no_prefixed_past")
LONG_PAST = frozenset(word for word in IRREGULAR_PAST | REGULAR_PAST if len(word) > 3)
BEFORE_PAST = PARTICLES | {"weer", "be", "ver", "ont", "her", "onder"}
LONGEST_PARTICLE = 6
SHORTEST_PREFIXED = 6


def is_participle(word: str) -> bool:
    """Whether a word is a past participle: by its row, or with ge- in it."""
    if word in PARTICIPLES:
        return True
    return GE_PARTICIPLE.fullmatch(word) is not None and word not in NO_PARTICIPLES


def is_attributive(word: str) -> bool:
    """Whether a word may be a participle before its noun: `het gesloten bestand`."""
    return ATTRIBUTIVE.fullmatch(word) is not None and word not in NO_PARTICIPLES


def is_irregular_past(word: str) -> bool:
    """`kwam`; also with a particle or prefix before it: `aankwam`, `weersprak`, `uitbrak`, `aankondigde`."""
    if word in IRREGULAR_PAST:
        return True
    return (
        len(word) >= SHORTEST_PREFIXED
        and word not in NO_PREFIXED_PAST
        and any(
            word[cut:] in LONG_PAST and word[:cut] in BEFORE_PAST for cut in range(2, LONGEST_PARTICLE + 1)
        )
    )


def is_verb(word: str) -> bool:
    """Whether a word is a known form of a verb, or a participle."""
    return word in PRESENT or word in KNOWN_VERBS or is_participle(word) or is_irregular_past(word)


def looks_past(word: str) -> bool:
    """Whether a word that is in no list looks like a regular past tense."""
    return PAST_SHAPE.fullmatch(word) is not None and word not in NO_PAST


def looks_present(word: str) -> bool:
    """Whether a word that is in no list looks like a present tense: many nouns do."""
    return PRESENT_SHAPE.fullmatch(word) is not None and word not in NOUNS and not is_participle(word)


def looks_present_singular(word: str) -> bool:
    """Whether a word may be a third person singular: it ends in -t, and is neither participle nor unit."""
    return word.endswith("t") and looks_present(word)
