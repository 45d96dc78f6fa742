"""What the linker is given, and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from schemas.event import TextField
from worker.entities.recogniser.spans import Label

# The fields of an item that names stand in.
Texts = Mapping[TextField, str]
# How a mention was linked.
Rule = Literal[
    "place",  # a place of the gazetteer
    "demonym",  # an adjective or inhabitant of a place
    "listed",  # a name of the tables
    "sounds_like",  # a person of the tables, in another spelling
    "introduced",  # printed beside its abbreviation: Openbaar Ministerie (OM)
    "back_reference",  # the end or beginning of a fuller name that stands before it in the item
    "road",  # A28
    "composed",  # a ministry of a country for which the tables have none
    "unlisted",  # no list has it, or not surely: no identifier
]

# What kind of thing a name is that no list has.
UNLISTED_KINDS: dict[Label, str] = {"PER": "person", "ORG": "organisation", "LOC": "place", "MISC": "other"}


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a field of an item. `start`, `end`: code points, end exclusive; `score`: how sure the label is."""

    field: TextField
    start: int
    end: int
    text: str
    label: Label
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Rival:
    """A thing that a mention might stand for, and how much of all the weight it had."""

    canonical: str
    iso: str | None
    share: float


@dataclass(frozen=True, slots=True)
class Link:
    """What a mention stands for. `score`: how sure that is, 0 to 1; without an identifier where it is not sure enough.

    `rivals`: what was weighed, the likeliest first; `because`: what spoke for it.
    """

    canonical: str
    kind: str
    iso: str | None
    score: float
    rule: Rule
    geonames: int | None = None
    wikidata: str | None = None
    because: tuple[str, ...] = ()
    rivals: tuple[Rival, ...] = ()
