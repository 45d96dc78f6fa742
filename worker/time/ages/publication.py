"""What a label says about the publication of its item, seen from the capture. All arithmetic is on the UTC line."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from schemas import Evidence, Published
from schemas.event import Precision
from worker.time.ages.generators import (
    ANYBODY,
    COMPOUND,
    UNKNOWN,
    Counting,
    Generator,
    Step,
    Wording,
    hull,
    spans_of_steps,
)
from worker.time.ages.lengths import (
    JUST_BEFORE,
    Length,
    Span,
    civil_start,
    earliest_below_age,
    latest_of_age,
)
from worker.time.ages.wordings import (
    UNITS_BY_NAME,
    Ahead,
    Compound,
    Counted,
    Period,
    Phrase,
    RelativeAge,
    Rounding,
    Worded,
    read_relative_age,
)
from worker.time.capturing import CaptureTime
from worker.time.certain import Flag
from worker.time.civil import civil_day, only_day
from worker.time.printed import MAX_LENGTH, PrintedTime, published_at, read_printed_time

Age = RelativeAge | PrintedTime

# How a count may have been made, by what is known of the site.
COUNTINGS: dict[Rounding, tuple[Counting, ...]] = {
    "floor": ("floor",),
    "round": ("round",),
    "union": ("floor", "round"),
}


# The same few labels stand below most briefs.
@lru_cache(maxsize=1_024)
def read_age(label: str) -> Age | None:
    """What a label says, relative to the capture or as a date; None where its wording is in no row."""
    if len(label) > MAX_LENGTH:
        return None
    return read_relative_age(label) or read_printed_time(label)


def published_by_age(
    age: Age, captured: CaptureTime, evidence: Evidence, generator: Generator | None = None
) -> Published | None:
    """The publication of an item of this age: in (capture - high, capture - low], or at the printed minute.

    `evidence.rounding` says how the site rounds, unless the generator of its labels is known and prints such a text;
    then the interval is the shortest that the text allows. Where only an upper bound of the capture is known, `latest`
    alone is; where nothing is known, neither. None when the age leads out of the calendar.
    """
    try:
        if isinstance(age, PrintedTime):
            return published_at(age, captured, evidence)
        if isinstance(age, Ahead):
            return Published(latest=captured.latest, evidence=evidence, flags=(Flag.AFTER_CAPTURE,))
        return _published(age, captured, evidence, generator)
    except (OverflowError, ValueError):
        return None


def _published(
    age: Counted | Compound | Worded, captured: CaptureTime, evidence: Evidence, generator: Generator | None
) -> Published:
    found = _interval(age, captured, evidence.rounding or "union", generator)
    is_said = found.rounding == evidence.rounding
    return Published(
        earliest=found.earliest,
        latest=found.latest,
        precision=_precision(age),
        civil_date=found.civil_date,
        source="relative_age",
        evidence=evidence if is_said else evidence.model_copy(update={"rounding": found.rounding}),
    )


class _Interval(NamedTuple):
    """What is known of a publication, and the rounding that it was found with."""

    earliest: datetime | None
    latest: datetime | None
    civil_date: str | None
    rounding: Rounding | None


# On one page the same ages come again.
@lru_cache(maxsize=1_024)
def _interval(
    age: Counted | Compound | Worded, captured: CaptureTime, rounding: Rounding, generator: Generator | None
) -> _Interval:
    if captured.latest is None:
        return _Interval(None, None, _whole_day(age, captured), rounding)
    span, used = _span(age, captured.latest, rounding, generator)
    earliest = None if captured.at is None else span.earliest
    civil_date = _whole_day(age, captured) or only_day(earliest, span.latest)
    return _Interval(earliest, span.latest, civil_date, used)


def _precision(age: Counted | Compound | Worded) -> Precision:
    if isinstance(age, Worded):
        return age.says.precision if isinstance(age.says, Phrase) else UNITS_BY_NAME[age.says.unit].precision
    return age.unit.precision


def _whole_day(age: Counted | Compound | Worded, captured: CaptureTime) -> str | None:
    if captured.at is None or not isinstance(age, Worded) or not isinstance(age.says, Period):
        return None
    if age.says.unit != "day":
        return None
    return (civil_day(captured.at) - timedelta(days=age.says.before)).isoformat()


def _span(
    age: Counted | Compound | Worded, capture: datetime, rounding: Rounding, generator: Generator | None
) -> tuple[Span, Rounding | None]:
    if generator is not None:
        if printed := list(_by_generator(age, capture, generator)):
            return _held(span for _, span in printed), _rounding_of([step for step, _ in printed])
        rounding = "union"
    if isinstance(age, Counted):
        return _counted(age, capture, rounding), rounding
    if isinstance(age, Compound):
        return _compound(age, capture, rounding), rounding
    if isinstance(age.says, Phrase):
        return _phrase(age.wording, age.says, capture, rounding), rounding
    return _period(age.wording, age.says, capture, rounding), rounding


def _by_generator(
    age: Counted | Compound | Worded, capture: datetime, generator: Generator
) -> Iterator[tuple[Step, Span]]:
    if not isinstance(age, Compound):
        yield from spans_of_steps(age.wording, capture, generator)
    elif generator.ladder.compound and (found := generator.ladder.parts_span(age.parts, capture)):
        yield found


def _counted(age: Counted, capture: datetime, rounding: Rounding) -> Span:
    countings = COUNTINGS[rounding] if age.qualifier is None else (age.qualifier.counting[rounding],)
    steps = (step for counting in countings for step in ANYBODY[age.unit.name, counting])
    anybody = _held(step.span(age.wording.count, capture) for step in steps)
    known = _known(age.wording, capture) if rounding == "union" else None
    if known is None:
        return anybody
    return _widened(known, anybody, age.unit.name) if age.is_plain else known


def _compound(age: Compound, capture: datetime, rounding: Rounding) -> Span:
    """Whoever prints two units floors the second, but for libraries that are known not to."""
    ladders = UNKNOWN if rounding != "union" else (*UNKNOWN, *COMPOUND)
    found = (ladder.parts_span(age.parts, capture) for ladder in ladders)
    return _held(span for _, span in filter(None, found))


def _phrase(wording: Wording, phrase: Phrase, capture: datetime, rounding: Rounding) -> Span:
    if rounding != "union":
        return _span_of(phrase.age, capture)
    known = _known(wording, capture)
    loose = None if phrase.loose is None else _span_of(phrase.loose, capture)
    if known is None and loose is None:
        return _span_of(phrase.age, capture)
    return _held((known, loose))


def _period(wording: Wording, period: Period, capture: datetime, rounding: Rounding) -> Span:
    civil = Span(
        # A page that is captured at midnight was published then.
        min(civil_start(capture, period.unit, period.before), capture - JUST_BEFORE),
        min(civil_start(capture, period.unit, period.before - 1), capture),
    )
    known = _known(wording, capture) if rounding == "union" else None
    return civil if known is None else _widened(known, civil, period.unit)


def _known(wording: Wording, capture: datetime) -> Span | None:
    """When any of the known libraries prints it."""
    return hull(span for _, span in spans_of_steps(wording, capture))


def _widened(known: Span, anybody: Span, unit: str) -> Span:
    """What known libraries and anybody else may mean, but at most one unit more than the libraries do."""
    allowed = _shortest(unit)
    latest = min(max(known.latest, anybody.latest), known.latest + allowed)
    allowed -= latest - known.latest
    return Span(max(min(known.earliest, anybody.earliest), known.earliest - allowed), latest)


def _shortest(unit: str) -> timedelta:
    lengths = [step.unit.seconds for step in ANYBODY[unit, "floor"] if step.unit and step.unit.seconds]
    return timedelta(seconds=min(lengths))


def _span_of(ages: tuple[Length, Length], capture: datetime) -> Span:
    return Span(earliest_below_age(capture, ages[1]), latest_of_age(capture, ages[0]))


def _held(spans: Iterable[Span | None]) -> Span:
    """Raises ValueError where there is none: `bijna 0 jaar geleden`."""
    found = hull(span for span in spans if span is not None)
    if found is None:
        raise ValueError("no publication fits the label")
    return found


def _rounding_of(steps: Sequence[Step]) -> Rounding | None:
    """How the steps make their count, where it is one of the usual ways."""
    usual: dict[Counting, Rounding] = {"floor": "floor", "round": "round", "half_even": "round"}
    ways = {usual.get(step.rounding) if step.is_usual else None for step in steps}
    return ways.pop() if len(ways) == 1 else None
