"""Pages made from a seed, and the truth: what each of them must lead to.

A page is an article and some briefs, each text unique and recognisable. A share of the pages shows an earlier brief
of its market again: only a state that survived keeps it from being published twice. One in a hundred of each kind
is poison. Everything follows from (seed, pages), so that a failure can be looked at again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import NamedTuple

from tests.harness.wire import Page

PARTITIONS = 4
MARKETS = tuple(f"m{number}" for number in range(8))  # several for each partition of wire.split
POISON = ("not_utf8", "too_large", "empty", "tombstone", "bad_envelope")
POISON_SHARE = 0.01  # of each kind
REPEAT_SHARE = 0.35  # of pages that show an earlier brief again
MAX_PAGE_BYTES = 8192  # a small limit, so that an oversize page need not be a large one
URL = "https://example.org/"
CODES = {"tombstone": "empty"}  # the others are named as their code


class Name(NamedTuple):
    """What an outcome is recognised by: an event by type and text, a dead letter by code and source."""

    kind: str
    text: str


class Lane(NamedTuple):
    """Pages of one lane keep their order as far as each output partition is concerned."""

    partition: int
    market: str


@dataclass(frozen=True, slots=True)
class Truth:
    """Everything that must stand on the output topics, and the lane of each page by its number."""

    events: frozenset[Name]
    letters: frozenset[Name]
    lanes: tuple[Lane, ...]

    def __len__(self) -> int:
        return len(self.events) + len(self.letters)


@dataclass(frozen=True, slots=True)
class ChaosPage:
    """One record for wire.pages. `offset` is its place there: topics are fresh and fed in order."""

    number: int
    lane: Lane
    offset: int
    poison: str | None
    texts: tuple[tuple[str, str], ...]  # (type, text) of what it shows

    def names(self) -> list[Name]:
        """What it leads to, if nobody showed it before."""
        if self.poison is not None:
            return [letter_name(CODES.get(self.poison, self.poison), self.lane.partition, self.offset)]
        return [Name(*shown) for shown in self.texts]

    def record(self) -> Page:
        """As it is fed."""
        headers = (("url", f"{URL}{self.number}".encode()), ("market", self.lane.market.encode()))
        return Page(self._value(), str(self.number).encode(), headers, self.lane.partition)

    def _value(self) -> bytes | None:
        match self.poison:
            case "not_utf8":
                return f"Kop {self.number}\nMALMÖ (ANP) - Één bericht.".encode("latin-1")
            case "too_large":
                return b"x" * (MAX_PAGE_BYTES + 1)
            case "empty":
                return b""
            case "tombstone":
                return None
            case "bad_envelope":
                return f'{{"url": "{URL}{self.number}"}}'.encode()
        (_, article), *briefs = self.texts
        lines = [f"Besluit {self.number} is genomen", f"DEN HAAG (ANP) - {article}", "Meer uit Binnenland"]
        return "\n".join([*lines, *(f"UTRECHT (ANP) - {text}" for _, text in briefs), ""]).encode()


def letter_name(code: str, partition: int, offset: int) -> Name:
    """The name of a dead letter."""
    return Name("letter", f"{code} {partition}@{offset}")


@dataclass(frozen=True)
class Load:
    """So many pages."""

    pages: int
    seed: int = 1

    def __iter__(self) -> Iterator[ChaosPage]:
        random = Random(self.seed)
        offsets = [0] * PARTITIONS
        shown: dict[str, list[str]] = {market: [] for market in MARKETS}
        for number in range(self.pages):
            lane = Lane(random.randrange(PARTITIONS), random.choice(MARKETS))
            poison = _poison(random)
            texts = () if poison else _texts(number, lane.market, shown[lane.market], random)
            yield ChaosPage(number, lane, offsets[lane.partition], poison, texts)
            offsets[lane.partition] += 1

    def records(self) -> Iterator[Page]:
        """What is fed."""
        return (page.record() for page in self)

    @cached_property
    def truth(self) -> Truth:
        """What must come of it."""
        events: set[Name] = set()
        letters: set[Name] = set()
        lanes = []
        for page in self:
            (letters if page.poison else events).update(page.names())
            lanes.append(page.lane)
        return Truth(frozenset(events), frozenset(letters), tuple(lanes))


def _poison(random: Random) -> str | None:
    dice = random.random()
    kind = int(dice / POISON_SHARE)
    return POISON[kind] if kind < len(POISON) else None


def _texts(number: int, market: str, shown: list[str], random: Random) -> tuple[tuple[str, str], ...]:
    article = f"Het kabinet besluit over zaak {number} op markt {market}."
    briefs = [
        f"Brug {number}-{place} op markt {market} gaat vandaag open. Het verkeer kan er weer over."
        for place in range(random.randint(1, 2))
    ]
    again = [random.choice(shown)] if shown and random.random() < REPEAT_SHARE else []
    shown += briefs
    return ("article", article), *(("brief", text) for text in (*briefs, *again))
