"""Neighbouring expressions that are one: `zondag` + `om` + `02.30 uur`. The rows of rules/joins.toml."""

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from worker.time.expressions.clocks import ClockSpan, ClockTime, DayPart, Night, Part
from worker.time.expressions.counts import Amount, AwayFrom, Unit
from worker.time.expressions.standpoint import Kind, Meaning
from worker.time.expressions.stretches import Span, Third, WeekOf
from worker.time.expressions.vocabulary import WORDS, expand, fields_of

# Words between two expressions, and before one, are few.
LONGEST_GAP = 40
ARTICLES = frozenset({"de", "het"})


@dataclass(frozen=True, slots=True)
class Found:
    """An expression in a text: `rule` names the rule and joins that made it, `article` the articles that are part of it."""

    start: int
    end: int
    meaning: Meaning
    rule: str
    article: frozenset[str] = frozenset()


def night(left: Meaning, right: Meaning) -> Meaning:
    """`de nacht van zaterdag op zondag`"""
    return Night(right, left)


def day_and_part(left: Meaning, right: Meaning) -> Meaning | None:
    """`zaterdag 's avonds`"""
    return DayPart(left, right.part) if isinstance(right, Part) else None


def clock_and_part(left: Meaning, right: Meaning) -> Meaning | None:
    """`half drie 's middags`"""
    if isinstance(left, ClockTime) and isinstance(right, Part) and left.part is None:
        return replace(left, part=right.part)
    return None


def part_and_clock(left: Meaning, right: Meaning) -> Meaning | None:
    """`'s avonds om acht uur`"""
    return clock_and_part(right, left)


def part_and_clocks(left: Meaning, right: Meaning) -> Meaning | None:
    """`'s middags van drie tot vijf uur`"""
    return replace(right, part=left.part) if isinstance(left, Part) and isinstance(right, ClockSpan) else None


def day_and_clock(left: Meaning, right: Meaning) -> Meaning | None:
    """`zondag om 02.30 uur`, `vanmiddag om half vier`"""
    if not isinstance(right, ClockTime):
        return None
    if isinstance(left, DayPart):
        # Of a night the small hours are of the next day: the clock asks it for that.
        day = left if left.part == "NI" else left.day
        return replace(right, day=day, part=right.part or left.part)
    part = "NI" if left.kind is Kind.DAYPART else None
    return replace(right, day=left, part=right.part or part)


def clock_and_day(left: Meaning, right: Meaning) -> Meaning | None:
    """`20.30 uur op zaterdag`"""
    return day_and_clock(right, left)


def day_and_clocks(left: Meaning, right: Meaning) -> Meaning | None:
    """`zondag van 10.00 tot 12.00 uur`"""
    if not isinstance(right, ClockSpan):
        return None
    first = day_and_clock(left, right.first)
    return replace(right, first=first) if isinstance(first, ClockTime) else None


def clocks(left: Meaning, right: Meaning) -> Meaning | None:
    """`van 20.00 uur tot 22.00 uur`"""
    if isinstance(left, ClockTime) and isinstance(right, ClockTime):
        return ClockSpan(left, right)
    return None


def part_of(right: Meaning, part: str) -> Meaning:
    """`de ochtend van 10 mei 1940`"""
    return DayPart(right, part)


def third(right: Meaning, third: int) -> Meaning:
    """`eind oktober`"""
    return Third(right, third)


def week_of(right: Meaning, what: str) -> Meaning:
    """`de week van 17 november`, `het weekend van 15 november`"""
    return WeekOf(right, weekend=what != "week")


def night_to(right: Meaning) -> Meaning:
    """`de nacht op zondag`"""
    return Night(right)


def away_from(right: Meaning, away: str, count: float = 1, unit: Unit = "day", times: int = 1) -> Meaning:
    """`twee dagen na Kerst`, `de dag voor Kerst`"""
    return AwayFrom(right, Amount(count * times, unit), 1 if away == "na" else -1)


JOINERS: dict[str, Callable[[Meaning, Meaning], Meaning | None]] = {
    "night": night,
    "day_and_part": day_and_part,
    "clock_and_part": clock_and_part,
    "part_and_clock": part_and_clock,
    "part_and_clocks": part_and_clocks,
    "day_and_clock": day_and_clock,
    "clock_and_day": clock_and_day,
    "day_and_clocks": day_and_clocks,
    "clocks": clocks,
    "span": Span,
}
PREFIXERS: dict[str, Callable[..., Meaning]] = {
    "part_of": part_of,
    "third": third,
    "week_of": week_of,
    "night_to": night_to,
    "away_from": away_from,
}


class JoinRow(BaseModel):
    """A row `[[join]]` or `[[prefix]]` of joins.toml; what the keys mean is said there."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    level: int
    left: frozenset[Kind] = frozenset()
    right: frozenset[Kind]
    between: str = ""
    before: str | None = None
    maybe_before: str | None = None
    value: str
    examples: tuple[tuple[str, str, str], ...] = ()
    never: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Join:
    """A compiled row."""

    row: JoinRow
    between: re.Pattern[str]
    before: re.Pattern[str] | None

    @classmethod
    def of(cls, row: JoinRow) -> "Join":
        """Compile a row."""
        before = row.before or row.maybe_before
        return cls(
            row, re.compile(expand(row.between)), re.compile(rf"(?<!\w){expand(before)}$") if before else None
        )

    def start(self, text: str, start: int) -> int | None:
        """Where the expression begins that `start` is the first word of; None without the words that it needs."""
        if self.before is None:
            return start
        match = self.before.search(text[max(0, start - LONGEST_GAP) : start])
        if match is None:
            return None if self.row.before else start
        return start - len(match.group())

    def joined(self, text: str, left: Found, right: Found) -> Found | None:
        """Both as one, or None where they are two."""
        if not self.between.fullmatch(text, left.end, right.start):
            return None
        start = self.start(text, left.start)
        meaning = None if start is None else JOINERS[self.row.value](left.meaning, right.meaning)
        if start is None or meaning is None:
            return None
        article = ARTICLES if self.row.before is not None else left.article
        return Found(start, right.end, meaning, f"{left.rule}+{right.rule}:{self.row.name}", article)

    def prefixed(self, text: str, right: Found) -> Found | None:
        """The expression with the words before it, or None where they are not there."""
        assert self.before is not None  # noqa: S101 (a prefix has words)
        window = text[max(0, right.start - LONGEST_GAP) : right.start]
        match = self.before.search(window)
        if match is None:
            return None
        meaning = PREFIXERS[self.row.value](right.meaning, **fields_of(match))
        start = right.start - len(window) + match.start()
        return Found(start, right.end, meaning, f"{right.rule}:{self.row.name}", ARTICLES)


def _read(kind: str) -> tuple[Join, ...]:
    path = files("worker.time.expressions").joinpath("rules", "joins.toml")
    return tuple(
        Join.of(JoinRow.model_validate(row)) for row in tomllib.loads(path.read_text(encoding="utf-8"))[kind]
    )


JOINS = _read("join")
PREFIXES = _read("prefix")
# With these words all prefixes end: most expressions have none of them before them.
LAST_OF_PREFIXES = (
    " van ",
    " de ",
    " het ",
    " op ",
    " naar ",
    " na ",
    " voor ",
    *(f"{word} " for word in WORDS["third"]),
)
LONGEST_LAST_WORD = 12
LEVELS = sorted({join.row.level for join in JOINS + PREFIXES})
JOINS_OF = {
    (level, left, right): tuple(
        join
        for join in JOINS
        if join.row.level == level and left in join.row.left and right in join.row.right
    )
    for level in LEVELS
    for left in Kind
    for right in Kind
}
PREFIXES_OF = {
    (level, right): tuple(
        prefix for prefix in PREFIXES if prefix.row.level == level and right in prefix.row.right
    )
    for level in LEVELS
    for right in Kind
}


def join_all(text: str, found: list[Found]) -> list[Found]:
    """The expressions with all neighbours joined that are one."""
    if len(found) == 1 and not _has_words_before(text, found[0]):
        return found
    for level in LEVELS:
        found = _join_level(text, found, level)
    return found


def _join_level(text: str, found: list[Found], level: int) -> list[Found]:
    done: list[Found] = []
    for each in found:
        current = _prefixed(text, each, level)
        if (
            done
            and current.start - done[-1].end <= LONGEST_GAP
            and (both := _joined(text, done[-1], current, level))
        ):
            done[-1] = both
        else:
            done.append(current)
    return done


def _prefixed(text: str, found: Found, level: int) -> Found:
    prefixes = PREFIXES_OF[level, found.meaning.kind]
    if prefixes and _has_words_before(text, found):
        for prefix in prefixes:
            found = prefix.prefixed(text, found) or found
    return found


def _has_words_before(text: str, found: Found) -> bool:
    return text[max(0, found.start - LONGEST_LAST_WORD) : found.start].endswith(LAST_OF_PREFIXES)


def _joined(text: str, left: Found, right: Found, level: int) -> Found | None:
    joins = JOINS_OF[level, left.meaning.kind, right.meaning.kind]
    return next((both for join in joins if (both := join.joined(text, left, right))), None)
