"""Counted stretches: `tien jaar geleden`, `de afgelopen twee weken`, `twee dagen later`, `elke maandag`."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from worker.time.calendar import add_days, add_months
from worker.time.civil import AMSTERDAM
from worker.time.expressions import periods
from worker.time.expressions.periods import Grain, Period
from worker.time.expressions.standpoint import Kind, Meaning, Side, Standpoint, TimexType, by_sign
from worker.time.expressions.stretches import CalendarUnit, unit_at

Unit = Literal[
    "second", "minute", "hour", "day", "week", "month", "quarter", "half", "year", "decade", "century"
]

SECONDS = {"second": 1, "minute": 60, "hour": 3600}
DAYS = {"day": 1, "week": 7}
MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
LETTERS = {"second": "S", "minute": "M", "hour": "H", "day": "D", "week": "W"}
MONTH_LETTERS = {"month": "M", "year": "Y", "decade": "DE", "century": "CE"}
# In which unit a count that leaves halves is told.
FINER: dict[Unit, Unit] = {
    "year": "month",
    "half": "month",
    "quarter": "month",
    "month": "day",
    "week": "day",
}
DAYS_IN_MONTH = 30

TEMPLATES = {
    Grain.MINUTE: "XXXX-XX-XXTXX:XX",
    Grain.DAY: "XXXX-XX-XX",
    Grain.WEEK: "XXXX-WXX",
    Grain.MONTH: "XXXX-XX",
    Grain.YEAR: "XXXX",
    Grain.DECADE: "XXX",
    Grain.CENTURY: "XX",
}


@dataclass(frozen=True, slots=True)
class Amount:
    """So many of a unit; halves too (`anderhalf jaar`)."""

    count: float
    unit: Unit

    def iso(self) -> str:
        """`P2W`, `PT3H`, `P18M`"""
        if self.unit in SECONDS:
            if self.count != int(self.count) and self.unit != "second":
                return f"PT{round(self.count * SECONDS[self.unit] / 60)}M"
            return f"PT{int(self.count)}{LETTERS[self.unit]}"
        if self.unit in DAYS:
            return (
                f"P{int(self.count)}{LETTERS[self.unit]}"
                if self.is_whole()
                else f"P{round(self.count * DAYS[self.unit])}D"
            )
        if self.is_whole() and self.unit in MONTH_LETTERS:
            return f"P{int(self.count)}{MONTH_LETTERS[self.unit]}"
        return f"P{int(self.count * MONTHS[self.unit])}M"

    def is_whole(self) -> bool:
        return self.count == int(self.count)

    def after(self, moment: datetime, sign: int) -> datetime:
        """The local time so much later, or earlier with sign -1. Hours are counted on the UTC line, days on the wall."""
        if self.unit in SECONDS:
            elapsed = timedelta(seconds=sign * self.count * SECONDS[self.unit])
            return (moment.astimezone(UTC) + elapsed).astimezone(AMSTERDAM)
        day = self.days_after(moment.date(), sign)
        return moment.replace(year=day.year, month=day.month, day=day.day)

    def days_after(self, day: date, sign: int) -> date:
        """The day so much later; month ends are clipped. ValueError for hours."""
        if self.unit in DAYS:
            return add_days(day, sign * round(self.count * DAYS[self.unit]))
        months = self.count * MONTHS[self.unit]
        there = add_months(day, sign * int(months))
        return add_days(there, sign * round((months - int(months)) * DAYS_IN_MONTH))

    def grain(self) -> Grain:
        """How finely it tells where it leads."""
        if self.unit in SECONDS:
            return Grain.MINUTE
        unit = self.unit if self.is_whole() else FINER.get(self.unit, self.unit)
        return Grain.MONTH if unit in {"quarter", "half"} else Grain(unit)


def period_there(amount: Amount, moment: datetime, sign: int) -> Period:
    """Where so much before or after a local time leads, told in the amount's own unit."""
    there = amount.after(moment, sign)
    return as_grain(there, amount.grain())


def as_grain(moment: datetime, grain: Grain) -> Period:
    """The minute, day, week, … around a local time."""
    if grain is Grain.MINUTE:
        return periods.at_minute(moment)
    return periods.one_day(moment.date()) if grain is Grain.DAY else unit_at(UNIT_OF[grain], moment.date(), 0)


UNIT_OF: dict[Grain, CalendarUnit] = {
    Grain.WEEK: "week",
    Grain.MONTH: "month",
    Grain.QUARTER: "quarter",
    Grain.HALF: "half",
    Grain.YEAR: "year",
    Grain.DECADE: "decade",
    Grain.CENTURY: "century",
}


@dataclass(frozen=True, slots=True)
class Away(Meaning):
    """`tien jaar geleden` (sign -1), `over drie weken` (+1): counted from now."""

    kind = Kind.COUNT
    amount: Amount
    sign: int

    @property
    def type(self) -> TimexType:
        return "TIME" if self.amount.grain() is Grain.MINUTE else "DATE"

    @property
    def sided(self) -> bool:
        return self.sign > 0

    def excluded(self, side: Side) -> bool:
        """`werd over drie jaar verdeeld`: nothing that is past lies ahead."""
        return self.sign > 0 and side is Side.BEFORE

    @property
    def heading(self) -> Side | None:
        return by_sign(self.sign)

    def resolve(self, at: Standpoint) -> Period:
        return period_there(self.amount, at.now, self.sign)

    def template(self) -> str | None:
        return TEMPLATES.get(self.amount.grain())

    def words(self) -> str:
        return f"now {'+' if self.sign > 0 else '-'} {self.amount.iso()}"


# What must be known of the thing before, so that an amount in this unit can be counted from it.
FINE_ENOUGH = {
    Grain.MINUTE: {Grain.MINUTE},
    Grain.DAY: {Grain.MINUTE, Grain.PART, Grain.DAY},
    Grain.WEEK: {Grain.MINUTE, Grain.PART, Grain.DAY, Grain.WEEK},
    Grain.MONTH: {Grain.MINUTE, Grain.PART, Grain.DAY, Grain.WEEK, Grain.MONTH},
}
KEPT_GRAINS = {Grain.MONTH, Grain.QUARTER, Grain.HALF}


@dataclass(frozen=True, slots=True)
class FromBefore(Meaning):
    """`twee dagen later`: counted from what the text said before."""

    kind = Kind.COUNT
    amount: Amount
    sign: int

    @property
    def type(self) -> TimexType:
        return "TIME" if self.amount.grain() is Grain.MINUTE else "DATE"

    @property
    def bound_to_text(self) -> bool:
        return True

    def resolve(self, at: Standpoint) -> Period | None:
        said, grain = at.before, self.amount.grain()
        if (
            said is None
            or said.start is None
            or said.grain not in FINE_ENOUGH.get(grain, set(Grain) - {Grain.SPAN})
        ):
            return None
        start = said.start.replace(tzinfo=AMSTERDAM)
        # A year after a quarter is a quarter again: figures are compared like that.
        if grain is Grain.YEAR and said.grain in KEPT_GRAINS:
            return as_grain(self.amount.after(start, self.sign), said.grain)
        return period_there(self.amount, start, self.sign)

    def template(self) -> str | None:
        return TEMPLATES.get(self.amount.grain())

    def words(self) -> str:
        return f"what was told before {'+' if self.sign > 0 else '-'} {self.amount.iso()}"


@dataclass(frozen=True, slots=True)
class Window(Meaning):
    """`de afgelopen twee weken` (sign -1), `binnen drie dagen` (+1): a duration that ends or begins now."""

    kind = Kind.COUNT
    type = "DURATION"
    amount: Amount
    sign: int

    @property
    def sided(self) -> bool:
        return self.sign > 0

    def excluded(self, side: Side) -> bool:
        """`was binnen twee dagen opgelost`: counted from then, not from now."""
        return self.sign > 0 and side is Side.BEFORE

    @property
    def heading(self) -> Side | None:
        return by_sign(self.sign)

    def resolve(self, at: Standpoint) -> Period:
        now, other = at.now, self.amount.after(at.now, self.sign)
        first, last = (other, now) if self.sign < 0 else (now, other)
        by_day = self.amount.unit not in SECONDS
        told = [
            moment.date().isoformat() if by_day else moment.isoformat(timespec="minutes")
            for moment in (first, last)
        ]
        start, end = first.replace(tzinfo=None), last.replace(tzinfo=None)
        return Period(self.amount.iso(), start, end, Grain.SPAN, "/".join(told))

    def unanchored(self) -> Period:
        return Period(self.amount.iso(), None, None, Grain.SPAN)

    def template(self) -> str | None:
        return None

    def words(self) -> str:
        return f"{self.amount.iso()} {'from' if self.sign > 0 else 'until'} now"


@dataclass(frozen=True, slots=True)
class Length(Meaning):
    """`drie uur lang`: a duration that stands nowhere on the calendar."""

    kind = Kind.COUNT
    type = "DURATION"
    amount: Amount

    @property
    def absolute(self) -> bool:
        return True

    def resolve(self, _at: Standpoint) -> Period:
        return Period(self.amount.iso(), None, None, Grain.SPAN)

    def template(self) -> str | None:
        return None

    def words(self) -> str:
        return f"for {self.amount.iso()}"


@dataclass(frozen=True, slots=True)
class Every(Meaning):
    """`elke maandag`: a set, no day."""

    kind = Kind.SET
    type = "SET"
    value: str

    @property
    def absolute(self) -> bool:
        return True

    def resolve(self, _at: Standpoint) -> Period:
        return Period(self.value, None, None, Grain.SPAN)

    def template(self) -> str | None:
        return None

    def words(self) -> str:
        return f"every {self.value}"


@dataclass(frozen=True, slots=True)
class AwayFrom(Meaning):
    """`twee dagen na Kerst` (sign +1), `een week voor Prinsjesdag` (-1)."""

    kind = Kind.DAY
    day: Meaning
    amount: Amount
    sign: int

    @property
    def absolute(self) -> bool:
        return self.day.absolute

    @property
    def sided(self) -> bool:
        return self.day.sided

    def resolve(self, at: Standpoint) -> Period | None:
        period = self.day.resolve(at)
        if period is None or period.start is None or period.end is None or self.amount.unit in SECONDS:
            return None
        first, end = periods.whole_days(period)
        day = first if self.sign < 0 else add_days(end, -1)
        return replace(periods.one_day(self.amount.days_after(day, self.sign)), flags=period.flags)

    def template(self) -> str | None:
        return "XXXX-XX-XX"

    def words(self) -> str:
        return f"{self.day.words()} {'+' if self.sign > 0 else '-'} {self.amount.iso()}"
