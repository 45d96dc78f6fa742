"""The door: a text and its reference in, time expressions out."""

from dataclasses import dataclass

from schemas import Timex
from schemas.event import TextField
from worker.time.expressions.finding import find
from worker.time.expressions.reference import Reference
from worker.time.expressions.resolving import Reading, read, timex
from worker.time.expressions.text import Text


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an expression has its value: the rule and joins, what it says, the verb that tells the side, and from where."""

    text: str
    rule: str
    means: str
    side: str | None
    told_by: str | None
    counted_from: str | None
    gives: tuple[str, ...]


def read_expressions(text: str, reference: Reference | None, field: TextField = "text") -> tuple[Timex, ...]:
    """Every time expression of a Dutch text, in order, none inside another. Offsets are code points of `text`."""
    words = Text(text)
    found = find(words)
    if not found:
        return ()
    return tuple(timex(words, reading, field, reference) for reading in read(words, found, reference))


def explain_expressions(text: str, reference: Reference | None) -> tuple[Explanation, ...]:
    """The same expressions, each with the rule and the arithmetic that gave its value."""
    words = Text(text)
    return tuple(_explained(words, reading) for reading in read(words, find(words), reference))


def _explained(text: Text, reading: Reading) -> Explanation:
    found, sided = reading.found, reading.found.meaning.sided
    return Explanation(
        text=text.raw[found.start : found.end],
        rule=found.rule,
        means=found.meaning.words(),
        side=reading.evidence.side.value if sided else None,
        told_by=reading.evidence.words or None if sided else None,
        counted_from=reading.anchor,
        gives=tuple(dict.fromkeys(period.value for period in reading.periods)),
    )
