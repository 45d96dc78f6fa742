"""From what expressions mean to values: each is read from every moment that the reference allows.

One reading gives a value. Where the readings differ (a reference around midnight) they are alternatives, and there is no
value. Without a reference only what means the same from everywhere has a value; the rest stays underspecified.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal

from schemas import Timex
from schemas.event import TextField
from worker.time.civil import AMSTERDAM
from worker.time.expressions.counts import Away
from worker.time.expressions.edges import edges_of
from worker.time.expressions.joining import Found
from worker.time.expressions.periods import Flag, Grain, Period
from worker.time.expressions.reference import Reference, days_of
from worker.time.expressions.standpoint import Kind, Side, Standpoint
from worker.time.expressions.tense import Evidence, TenseReader
from worker.time.expressions.text import Text

NO_EVIDENCE = Evidence(Side.EITHER)
# What means the same from everywhere is read from anywhere.
ANYWHERE = datetime(2000, 1, 1, 12, tzinfo=AMSTERDAM)
FINE = frozenset({Grain.DAY, Grain.PART, Grain.MINUTE})
MOST_ALTERNATIVES = 8
# So far on, the text still speaks of the day that it told.
LONGEST_TALK = 400

CONFIDENCE_ABSOLUTE = 1.0
CONFIDENCE_COUNTED = 0.95
CONFIDENCE_BY_TENSE = 0.9
CONFIDENCE_NO_TENSE = 0.7
CONFIDENCE_SEVERAL = 0.5


@dataclass(frozen=True, slots=True)
class Reading:
    """An expression with the tense around it, and what it stands for from each moment of the reference."""

    found: Found
    evidence: Evidence
    edges: tuple[Flag, ...]
    periods: tuple[Period, ...]
    anchor: str | None


@dataclass(frozen=True, slots=True)
class ToldDay:
    """A day that the text spoke of, and which part of it."""

    day: date
    part: str | None


class Talk:
    """The days that a text spoke of, seen from one moment: the last, and the last on each side of today."""

    def __init__(self, now: datetime | None) -> None:
        self._today = None if now is None else now.date()
        self._last: ToldDay | None = None
        self._until_today: ToldDay | None = None
        self._from_today: ToldDay | None = None

    def tell(self, period: Period) -> None:
        """Keep the day of a period that is no longer than a day."""
        if period.grain not in FINE or period.day is None:
            return
        told = ToldDay(period.day, period.value[-2:] if period.grain is Grain.PART else None)
        self._last = told
        if self._today is not None and told.day <= self._today:
            self._until_today = told
        if self._today is not None and told.day >= self._today:
            self._from_today = told

    def on(self, side: Side) -> ToldDay | None:
        """The last day that the tense allows."""
        if self._today is None or side not in {Side.BEFORE, Side.ONWARD, Side.AFTER}:
            return self._last
        return self._until_today if side is Side.BEFORE else self._from_today


def read(text: Text, expressions: list[Found], reference: Reference | None) -> list[Reading]:
    """Every expression that stands for something, in order."""
    evidence = _evidence(text, expressions)
    moments = () if reference is None else reference.moments()
    columns = [list(_told_from(text, expressions, evidence, moment)) for moment in moments or [None]]
    anchor = days_of(moments) if moments else None
    readings: list[Reading] = []
    for index, found in enumerate(expressions):
        told = tuple(period for column in columns if (period := column[index]) is not None)
        if found.meaning.excluded(evidence[index].side) or not _stands(found, told, reference):
            continue
        edges = edges_of(text.plain, found)
        readings.append(
            Reading(found, evidence[index], edges, told, None if found.meaning.absolute else anchor)
        )
    return readings


def _evidence(text: Text, expressions: list[Found]) -> list[Evidence]:
    """What tells the side of each expression, where it matters."""
    if not any(found.meaning.sided for found in expressions):
        return [NO_EVIDENCE] * len(expressions)
    tenses = TenseReader(text, [(found.start, found.end) for found in expressions])
    return [
        tenses.evidence(found.start, found.end) if found.meaning.sided else NO_EVIDENCE
        for found in expressions
    ]


def _stands(found: Found, told: tuple[Period, ...], reference: Reference | None) -> bool:
    """Nothing that no moment gives a place (`31 februari`); without a reference, nothing that hangs in the air."""
    if told:
        return True
    return reference is None and not found.meaning.bound_to_text and found.meaning.template() is not None


def _told_from(
    text: Text, expressions: list[Found], evidence: list[Evidence], now: datetime | None
) -> Iterator[Period | None]:
    """What each expression is from one moment: in order, as some rest on those before them."""
    talk = Talk(now)
    before: Period | None = None
    end = 0
    for found, shown in zip(expressions, evidence, strict=True):
        if found.start - end > LONGEST_TALK or "\n" in text.plain[end : found.start]:
            talk, before = Talk(now), None
        told = talk.on(shown.side)
        day, part = (None, None) if told is None else (told.day, told.part)
        at = Standpoint(now or ANYWHERE, shown.side, day, part, before)
        period = _resolved(found, at, known=now is not None)
        if period is not None and found.meaning.type != "DURATION":
            before = period
            # A clock time is of the day told, and tells none.
            if told is None or found.meaning.kind is not Kind.CLOCK:
                talk.tell(period)
        end = found.end
        yield period


def _resolved(found: Found, at: Standpoint, *, known: bool) -> Period | None:
    meaning = found.meaning
    on_told_day = meaning.kind in {Kind.CLOCK, Kind.CLOCKS} and at.day is not None
    if not (known or meaning.absolute or meaning.bound_to_text or on_told_day):
        return meaning.unanchored()
    try:
        return meaning.resolve(at)
    except (ValueError, OverflowError):  # out of the calendar
        return None


def timex(text: Text, reading: Reading, field: TextField, reference: Reference | None) -> Timex:
    """A reading as it is published."""
    found, meaning = reading.found, reading.found.meaning
    values = tuple(dict.fromkeys(period.value for period in reading.periods))
    one = reading.periods[0] if len(values) == 1 else None
    others = tuple(dict.fromkeys(other for period in reading.periods for other in period.others))
    flags = tuple(dict.fromkeys(flag for period in reading.periods for flag in period.flags)) + reading.edges
    interval = _interval(reading.periods)
    return Timex(
        field=field,
        start=found.start,
        end=found.end,
        text=text.raw[found.start : found.end],
        type=meaning.type,
        value=one.value if one else None,
        underspecified=None if meaning.absolute else meaning.template(),
        edtf=_edtf(one, meaning.template() if one is None else None, reading.edges),
        interval=interval,
        alternatives=_alternatives(reading, values, others),
        anchor=reading.anchor,
        direction=_direction(reading, interval, reference),
        confidence=_confidence(reading, several=len(values) > 1 or bool(others)),
        rule=found.rule,
        flags=tuple(flag.value for flag in flags),
    )


# EDTF has an X for a digit that is not known, in years, months and days only.
IN_EDTF = re.compile(r"XXXX(?:-\d\d(?:-\d\d)?)?|XXXX-XX")


def _edtf(one: Period | None, template: str | None, edges: tuple[Flag, ...]) -> str | None:
    told = one.edtf if one is not None else template if template and IN_EDTF.fullmatch(template) else None
    if told is None:
        return None
    if Flag.OPEN_END in edges:
        return f"{told.split('/')[0]}/.."
    return f"../{told.split('/')[-1]}" if Flag.OPEN_START in edges else told


def _interval(told: tuple[Period, ...]) -> tuple[datetime, datetime] | None:
    """From the earliest start to the latest end that the readings allow, in UTC."""
    bounds = [(period.start, period.end) for period in told if period.start and period.end]
    if not bounds or len(bounds) < len(told):
        return None
    try:
        return min(_in_utc(start) for start, _ in bounds), max(_in_utc(end) for _, end in bounds)
    except OverflowError:  # the edges of the calendar
        return None


def _in_utc(local: datetime) -> datetime:
    return local.replace(tzinfo=AMSTERDAM).astimezone(UTC)


def _alternatives(reading: Reading, values: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    if len(values) < 2:
        return others
    # `drie uur geleden` from within an hour is any minute of an hour: the interval says so.
    runs_on = isinstance(reading.found.meaning, Away) and reading.periods[0].grain is Grain.MINUTE
    return () if runs_on or len(values) > MOST_ALTERNATIVES else values + others


def _direction(
    reading: Reading, interval: tuple[datetime, datetime] | None, reference: Reference | None
) -> Literal["before", "after"] | None:
    """On which side of the reference it lies; without one, the side that its words or the tense tell."""
    if reading.found.meaning.absolute:
        return None
    if reference is None:
        return DIRECTIONS[reading.found.meaning.heading or reading.evidence.side]
    if interval is None:
        return None
    if interval[1] <= reference.earliest:
        return "before"
    return "after" if interval[0] >= reference.latest else None


DIRECTIONS: dict[Side, Literal["before", "after"] | None] = {
    Side.BEFORE: "before",
    Side.LAST: "before",
    Side.ONWARD: "after",
    Side.AFTER: "after",
    Side.NEXT: "after",
    Side.EITHER: None,
}


def _confidence(reading: Reading, *, several: bool) -> float:
    meaning = reading.found.meaning
    if several:
        return CONFIDENCE_SEVERAL
    if meaning.absolute:
        return CONFIDENCE_ABSOLUTE
    if not meaning.sided:
        return CONFIDENCE_COUNTED
    return CONFIDENCE_BY_TENSE if reading.evidence.words else CONFIDENCE_NO_TENSE
