"""The forms in which a name is looked up, and in which it is given where no list has it."""

import re
from collections.abc import Collection
from functools import lru_cache

from worker.gazetteer import key
from worker.gazetteer.folding import MAX_NAME

POSSESSIVES = ("'s", "’s", "`s", "´s")
QUOTES = '"“”„«» '
# The possessive of a name that ends in a vowel is written so (Sofia's); McDonald's is a name.
VOWELS = frozenset("aeiouyáéíóúä")
# Another possessive: Max', Jones’.
AFTER_S = tuple(letter + sign for letter in "sxz" for sign in "'’`´")
SINGLE = frozenset("'‘’")
ARTICLE = re.compile(r"(?:de|het|'t|een) (?=\S)", re.IGNORECASE)
SMALL_WORDS = frozenset(
    {"aan", "aen", "de", "del", "den", "der", "di", "en", "het", "in", "la", "le", "op", "van", "'s", "'t"}
)


def unquoted(name: str) -> str:
    """The name without quotes around it: “Oppenheimer”, but 't Harde."""
    bare = name.strip(QUOTES) or name
    return bare[1:-1] if len(bare) > 2 and bare[0] in SINGLE and bare[-1] in SINGLE else bare


def folded(name: str) -> str:
    """The key of a name; empty for what is too long to be one."""
    return _folded(name) if len(name) <= MAX_NAME else ""


def forms(name: str) -> tuple[str, ...]:
    """How `name` may stand in a list, the likeliest first: as printed, and without a possessive -s."""
    return _forms(name) if len(name) <= MAX_NAME else ()


# The same few names stand in most items, and each is looked up in several ways. No long text is kept.
_folded = lru_cache(8_192)(key)


@lru_cache(4_096)
def _forms(name: str) -> tuple[str, ...]:
    bare = unquoted(name)
    found = [bare]
    if bare.endswith(POSSESSIVES):
        found.append(bare[:-2])
    elif bare.endswith("s"):
        found.append(bare[:-1])
    if article := ARTICLE.match(bare):
        found.append(bare[article.end() :])
    return tuple(found)


def in_print(name: str, others: Collection[str]) -> str:
    """The name as an event gives it where no list has it. `others`: the keys of all names of the item."""
    bare = unquoted(name)
    if bare.endswith(POSSESSIVES) and bare[-3:-2].lower() in VOWELS:
        return bare[:-2]
    if bare.endswith(AFTER_S):
        return bare[:-1]
    if bare.endswith("s") and folded(bare[:-1]) in others:
        return bare[:-1]
    return bare


def in_ordinary_case(name: str) -> str:
    """`SINT ANNAPAROCHIE` → `Sint Annaparochie`, for a place that no list has."""
    if not name.isupper() or len(name) < 4:
        return name
    words = name.lower().split(" ")
    return " ".join(
        word if place and word in SMALL_WORDS else word.title() for place, word in enumerate(words)
    )
