"""The libraries that print ages on sites, and for which publications each prints a text. Its rules: generators.toml."""

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from importlib.resources import files
from math import inf
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator

from worker.time.ages.lengths import (
    JUST_BEFORE,
    NOTHING,
    Anchor,
    CivilUnit,
    Length,
    Span,
    civil_start,
    earliest_below_age,
    latest_of_age,
)

# How a count is made of what has passed: with `floor` 1.9 is 1; with `round` 1.5 is 2 and 2.5 is 3; with `half_even` both
# are 2; with `below` 1.1 is 2.
Counting = Literal["floor", "round", "half_even", "below"]

LONG_AGO = datetime.min.replace(tzinfo=UTC)


def _civil_count(text: str) -> tuple[int, str]:
    count, unit = text.split(maxsplit=1)
    return int(count), unit.removesuffix("s")


AnyLength = Annotated[Length, BeforeValidator(Length.parse)]
CivilCount = Annotated[tuple[int, CivilUnit], BeforeValidator(_civil_count)]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))


class Step(_Row):
    """A row `step` of a ladder; the head of generators.toml says what its fields mean."""

    name: str
    begins: AnyLength = Field(default=NOTHING, alias="from")
    until: AnyLength | None = None
    unit: AnyLength | None = None
    rounding: Counting = "floor"
    low: AnyLength | None = None
    high: AnyLength | None = None
    count: int | None = None
    every: int = 1
    whole: AnyLength | None = None
    alone: AnyLength | None = None
    months: Anchor = "item"
    civil: CivilUnit | None = None
    civil_from: CivilCount | None = None
    civil_until: CivilCount | None = None

    def span(self, count: int, capture: datetime) -> Span | None:
        """When an item was published for which the step prints this count; None where it prints none such."""
        if count % self.every or self.count not in {None, count}:
            return None
        if self._seconds is not None:
            return self._seconds.span(count, capture)
        limits = [self._limits(capture)]
        if self.unit is not None:
            limits.append(self.span_of_ages(capture, *self.ages(count, self.alone)))
        if self.civil is not None:
            limits.append(_civil_span(capture, self.civil, count))
        return overlap(limits)

    @cached_property
    def _seconds(self) -> "_Seconds | None":
        """The step in plain seconds, where it knows no calendar, as nearly all do: then a span is a subtraction."""
        special = (self.civil, self.civil_from, self.civil_until, self.whole, self.alone)
        if self.unit is None or special != (None,) * len(special):
            return None
        odd, even = (_offsets(self.unit, self.rounding, is_even=is_even) for is_even in (False, True))
        bounds = (self.unit, self.begins, self.until or NOTHING)
        offsets = (self.low or odd[0], self.high or odd[1], self.low or even[0], self.high or even[1])
        if any(length.months or length.clock for length in (*bounds, *offsets)):
            return None
        unit, begins, until = (length.seconds for length in bounds)
        low_odd, high_odd, low_even, high_even = (length.seconds for length in offsets)
        until = inf if self.until is None else until
        return _Seconds(unit, begins, until, (low_odd, low_even), (high_odd, high_even))

    def ages(self, count: int, alone: Length | None = None) -> tuple[Length, Length]:
        """From and up to which ages the count stands for, whatever the limits of the step."""
        unit = self.unit or NOTHING
        low, high = _offsets(unit, self.rounding, is_even=count % 2 == 0)
        low, high = self.low or low, self.high or alone or high
        ages = unit.times(count) + low, unit.times(count) + high
        return ages if self.whole is None else (ages[0].cut_up(self.whole), ages[1].cut_up(self.whole))

    def span_of_ages(self, capture: datetime, low: Length, high: Length) -> Span:
        """The publications of items from the age `low` up to the age `high`, as the step counts months."""
        return Span(earliest_below_age(capture, high, self.months), latest_of_age(capture, low, self.months))

    @property
    def is_usual(self) -> bool:
        """Whether `rounding` tells all about its counts."""
        unusual = (self.low, self.high, self.alone, self.whole)
        return self.unit is not None and self.every == 1 and unusual == (None,) * len(unusual)

    def _limits(self, capture: datetime) -> Span:
        earliest = LONG_AGO if self.until is None else earliest_below_age(capture, self.until, self.months)
        latest = latest_of_age(capture, self.begins, self.months)
        if self.civil_until is not None:
            count, unit = self.civil_until
            earliest = max(earliest, civil_start(capture, unit, count - 1) - JUST_BEFORE)
        if self.civil_from is not None:
            count, unit = self.civil_from
            latest = min(latest, civil_start(capture, unit, count - 1))
        return Span(earliest, latest)


@dataclass(frozen=True, slots=True)
class _Seconds:
    """A step in seconds. `low` and `high`: what is added to an odd count's unit and to an even one's."""

    unit: float
    begins: float
    until: float
    low: tuple[float, float]
    high: tuple[float, float]

    def span(self, count: int, capture: datetime) -> Span | None:
        is_even = count % 2 == 0
        youngest = max(0, self.begins, self.unit * count + self.low[is_even])
        oldest = min(self.until, self.unit * count + self.high[is_even])
        if oldest <= youngest:
            return None
        return Span(capture - timedelta(seconds=oldest), capture - timedelta(seconds=youngest))


def _offsets(unit: Length, counting: Counting, *, is_even: bool) -> tuple[Length, Length]:
    half = unit.times(0.5)
    if counting == "round":
        return half.times(-1), half
    if counting == "half_even":  # of whole seconds: the middle between two counts goes to the even one
        return (half.times(-1), half + Length(1)) if is_even else (half.times(-1) + Length(1), half)
    return (NOTHING, unit) if counting == "floor" else (unit.times(-1), NOTHING)


def _civil_span(capture: datetime, unit: CivilUnit, before: int) -> Span:
    return Span(civil_start(capture, unit, before) - JUST_BEFORE, civil_start(capture, unit, before - 1))


def overlap(spans: Sequence[Span]) -> Span | None:
    """What lies in all of them; None where nothing does."""
    common = Span(max(span.earliest for span in spans), min(span.latest for span in spans))
    return common if common.earliest < common.latest else None


def hull(spans: Iterable[Span]) -> Span | None:
    """The shortest that holds all of them; None of none."""
    held = list(spans)
    if not held:
        return None
    return Span(min(span.earliest for span in held), max(span.latest for span in held))


class Ladder(_Row):
    """A row `ladder`: how a library counts."""

    name: str
    step: tuple[Step, ...]
    compound: bool = False

    @field_validator("step", mode="before")
    @classmethod
    def _a_step_ends_where_the_next_begins(cls, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        return [_ending(row, rows[at + 1 :]) for at, row in enumerate(rows)]

    def counting(self, unit: str) -> Step | None:
        """The step that counts this unit, not the one for a single one of it."""
        return next((step for step in self.step if step.name == unit and step.unit is not None), None)

    def parts_span(self, parts: Sequence["Part"], capture: datetime) -> tuple[Step, Span] | None:
        """For `1 dag, 3 uur geleden` the step of the last part and the publications; all parts before it are full."""
        steps = [step for part in parts if (step := self.counting(part.unit)) is not None]
        if len(steps) < len(parts):
            return None
        counted = [(step.unit or NOTHING).times(part.count) for step, part in zip(steps, parts, strict=True)]
        full = sum(counted[:-1], NOTHING)
        low, high = steps[-1].ages(parts[-1].count)
        span = overlap(
            [
                steps[-1].span_of_ages(capture, full + low, full + high),
                # The last part never reaches one of the unit above it.
                steps[-1].span_of_ages(capture, full, full + (steps[-2].unit or NOTHING)),
            ]
        )
        return None if span is None else (steps[-1], span)


def _ending(row: dict[str, Any], following: Iterable[dict[str, Any]]) -> dict[str, Any]:
    later = (each["from"] for each in following if each.get("from") not in {None, row.get("from")})
    return {"until": next(later, None), **row}


@dataclass(frozen=True, slots=True)
class Part:
    """`3 uur` in `1 dag, 3 uur geleden`."""

    count: int
    unit: str


@dataclass(frozen=True, slots=True)
class Wording:
    """A printed age: `form` is the text with `{n}` for the count's digits."""

    text: str
    form: str
    count: int


@dataclass(frozen=True, slots=True, eq=False)
class Generator:
    """A library in a version and a style; `forms` are the texts that it prints, each with the steps that do."""

    name: str
    ladder: Ladder
    forms: dict[str, tuple[Step, ...]]


class _GeneratorRow(_Row):
    name: str
    ladder: str
    wording: str
    words: dict[str, tuple[str, ...]] = {}


class _Table(_Row):
    """The whole of generators.toml."""

    unknown: tuple[str, ...]
    ladder: tuple[Ladder, ...]
    wording: dict[str, dict[str, tuple[str, ...]]]
    generator: tuple[_GeneratorRow, ...]


def _generators(table: _Table) -> Iterator[Generator]:
    for row in table.generator:
        ladder = LADDERS[row.ladder]
        words = table.wording[row.wording] | row.words
        forms: dict[str, tuple[Step, ...]] = {}
        for step in ladder.step:
            for form in words.get(step.name, ()):
                forms[form] = (*forms.get(form, ()), step)
        yield Generator(row.name, ladder, forms)


def _printed_by_any() -> dict[str, tuple[Step, ...]]:
    forms: dict[str, dict[Step, None]] = {}
    for generator in GENERATORS.values():
        for form, steps in generator.forms.items():
            forms.setdefault(form, {}).update(dict.fromkeys(steps))
    return {form: tuple(steps) for form, steps in forms.items()}


_TABLE = _Table.model_validate(
    tomllib.loads(files("worker.time.ages").joinpath("generators.toml").read_text(encoding="utf-8"))
)
LADDERS = {ladder.name: ladder for ladder in _TABLE.ladder}
UNKNOWN = tuple(LADDERS[name] for name in _TABLE.unknown)
# How anybody may count a unit, by its name.
ANYBODY: dict[tuple[str, Counting], tuple[Step, ...]] = {
    # Most units are the same length on all ladders.
    (step.name, counting): tuple(
        dict.fromkeys(
            same.model_copy(update={"rounding": counting})
            for ladder in UNKNOWN
            if (same := ladder.counting(step.name)) is not None
        )
    )
    for step in UNKNOWN[0].step
    for counting in get_args(Counting)
}
GENERATORS = {generator.name: generator for generator in _generators(_TABLE)}
STEPS_BY_FORM = _printed_by_any()
COMPOUND = tuple(ladder for ladder in LADDERS.values() if ladder.compound)


def spans_of_steps(
    wording: Wording, capture: datetime, generator: Generator | None = None
) -> Iterator[tuple[Step, Span]]:
    """The steps that print it, of one generator or of all, each with the publications for which it does."""
    forms = STEPS_BY_FORM if generator is None else generator.forms
    of_count, of_text = forms.get(wording.form, ()), forms.get(wording.text, ())
    steps = (
        dict.fromkeys((*of_count, *of_text))
        if of_count and of_text and wording.form != wording.text
        else of_count or of_text
    )
    for step in steps:
        span = step.span(wording.count, capture)
        if span is not None:
            yield step, span
