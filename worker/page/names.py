"""Names of persons and organisations, as bylines and credits print them."""

import re

from worker.page.agencies import AGENCIES
from worker.page.tables import read_table

_TABLE = read_table("names.toml")
PARTICLES = frozenset(_TABLE["particles"])
NOT_FIRST = frozenset(_TABLE["not_first"])
ORGANISATIONS = frozenset(_TABLE["organisations"])
PICTURE_AGENCIES = frozenset(name.casefold() for name in _TABLE["picture_agencies"])
WORD = re.compile(r"[^\W_]+")
# The longest word of each agency's name: a text without any of them, as nearly all are, names none.
AGENCY_WORDS = frozenset(max(WORD.findall(name), key=len) for name in AGENCIES.keys() | PICTURE_AGENCIES)

MAX_NAME = 60
MAX_WORDS = 6
# Jan, JAN, J.P., Jan-Peter, O'Neill, McDonald, D'Hondt
NAME_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.-](?=[^\W\d_])){0,30}\.?")
BETWEEN_NAMES = re.compile(r"\s*[/&+;]\s*|,\s+|\s+(?:en|EN|and)\s+")
NAME_JOINTS = re.compile(r"(['’-])")


def read_persons(text: str) -> tuple[str, ...]:
    """The persons of `Jan Jansen en PIET PUK`, each in ordinary case; empty where anything else stands between."""
    names = [read_person(part) for part in BETWEEN_NAMES.split(text.strip(), maxsplit=9)]
    persons = tuple(name for name in names if name is not None)
    return persons if len(persons) == len(names) else ()


def read_person(text: str) -> str | None:
    """A first and a last name, in ordinary case; None where the words are no person's."""
    words = text.split() if len(text) <= MAX_NAME else []
    if not 2 <= len(words) <= MAX_WORDS or not (_is_capitalised(words[-1]) and _is_capitalised(words[0])):
        return None
    if not all(_is_capitalised(word) or word in PARTICLES for word in words):
        return None
    if words[0].casefold() in NOT_FIRST or is_agency(text) or _is_organisation(words):
        return None
    return _ordinary_case(words) if text.isupper() else " ".join(words)


def may_name_agency(text: str) -> bool:
    """Whether a word of an agency's name stands in `text`."""
    return not AGENCY_WORDS.isdisjoint(WORD.findall(text.casefold()))


def agency_name(text: str) -> str | None:
    """The name of a news agency by its code, None where no list has it."""
    return AGENCIES.get(text.strip().casefold())


def is_agency(text: str) -> bool:
    """Whether news or pictures are sold under this name."""
    folded = text.strip().casefold()
    return folded in AGENCIES or folded in PICTURE_AGENCIES


def is_picture_agency(text: str) -> bool:
    """Whether the name is of an agency that sells pictures and, as far as known, no texts."""
    folded = text.strip().casefold()
    return folded in PICTURE_AGENCIES and folded not in AGENCIES


def _is_organisation(words: list[str]) -> bool:
    # RTZ ZuidWest, NOS Jeugdjournaal: capitals in ordinary case are an abbreviation.
    has_abbreviation = any(len(word) > 2 and word.isalpha() and word.isupper() for word in words)
    in_capitals = all(word.isupper() for word in words if word not in PARTICLES)
    return any(word.casefold() in ORGANISATIONS for word in words) or (has_abbreviation and not in_capitals)


def _is_capitalised(word: str) -> bool:
    return word[0].isupper() and NAME_WORD.fullmatch(word) is not None


def _ordinary_case(words: list[str]) -> str:
    return " ".join(word.lower() if word.lower() in PARTICLES else _capitalised(word) for word in words)


def _capitalised(word: str) -> str:
    # IJ is one letter: IJsbrand. Initials stay: J.P.
    if "." in word:
        return word
    return "".join(
        f"IJ{part[2:].lower()}" if part.startswith("IJ") else part.capitalize()
        for part in NAME_JOINTS.split(word)
    )
