"""Weeks, weekends, months, quarters, seasons, years, decades, centuries, and what runs from one thing to another."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from worker.time.calendar import add_days, add_months, monday_of
from worker.time.expressions import periods
from worker.time.expressions.periods import Period
from worker.time.expressions.standpoint import Kind, Meaning, Side, Standpoint, by_sign

CalendarUnit = Literal["week", "weekend", "month", "quarter", "half", "year", "decade", "century"]

TEMPLATES: dict[CalendarUnit, str] = {
    "week": "XXXX-WXX",
    "weekend": "XXXX-WXX-WE",
    "month": "XXXX-XX",
    "quarter": "XXXX-QX",
    "half": "XXXX-HX",
    "year": "XXXX",
    "decade": "XXX",
    "century": "XX",
}
SATURDAY = 5
DAYS_IN_WEEK = 7
# A season has begun on the calendar of this grammar, and not yet by the sun: `komende zomer` on 12 June.
FIRST_DAY_BY_THE_SUN = 21
MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "season": 3}


def unit_at(unit: CalendarUnit, day: date, shift: int) -> Period:
    """The week, month, year … of `day`, or so many after it."""
    return UNITS[unit](day, shift)


def _in_months(day: date, months: int) -> tuple[int, int]:
    there = add_months(day.replace(day=1), months)
    return there.year, there.month


def _month(day: date, shift: int) -> Period:
    return periods.month(*_in_months(day, shift))


def _quarter(day: date, shift: int) -> Period:
    year, month = _in_months(day, 3 * shift)
    return periods.quarter(year, (month + 2) // 3)


def _half(day: date, shift: int) -> Period:
    year, month = _in_months(day, 6 * shift)
    return periods.half_year(year, (month + 5) // 6)


UNITS: dict[CalendarUnit, Callable[[date, int], Period]] = {
    "week": lambda day, shift: periods.week(add_days(monday_of(day), 7 * shift)),
    "weekend": lambda day, shift: periods.weekend(add_days(monday_of(day), 7 * shift)),
    "month": _month,
    "quarter": _quarter,
    "half": _half,
    "year": lambda day, shift: periods.one_year(day.year + shift),
    "decade": lambda day, shift: periods.decade(day.year // 10 + shift),
    "century": lambda day, shift: periods.century(day.year // 100 + shift),
}


@dataclass(frozen=True, slots=True)
class Shifted(Meaning):
    """`vorige week`, `dit jaar`: this one, or so many from it."""

    kind = Kind.PERIOD
    unit: CalendarUnit
    shift: int

    @property
    def heading(self) -> Side | None:
        return by_sign(self.shift)

    def resolve(self, at: Standpoint) -> Period:
        return unit_at(self.unit, at.today, self.shift)

    def template(self) -> str:
        return TEMPLATES[self.unit]

    def words(self) -> str:
        return f"this {self.unit} {self.shift:+d}" if self.shift else f"this {self.unit}"


@dataclass(frozen=True, slots=True)
class Weekend(Meaning):
    """`dit weekend`: on the side of the tense; `afgelopen`, `komend` tell the side."""

    kind = Kind.PERIOD
    side: Side | None = None

    @property
    def sided(self) -> bool:
        return self.side is None

    @property
    def heading(self) -> Side | None:
        return self.side

    def resolve(self, at: Standpoint) -> Period | None:
        monday = monday_of(at.today)
        mondays = [add_days(monday, shift) for shift in (-7, 0, 7)]
        index = at.choose([(add_days(day, SATURDAY), add_days(day, 7)) for day in mondays], self.side)
        return None if index is None else periods.weekend(mondays[index])

    def template(self) -> str:
        return TEMPLATES["weekend"]

    def words(self) -> str:
        return "weekend"


@dataclass(frozen=True, slots=True)
class WeekOf(Meaning):
    """`de week van 17 november`, `het weekend van 15 november`"""

    kind = Kind.PERIOD
    day: Meaning
    weekend: bool

    @property
    def absolute(self) -> bool:
        return self.day.absolute

    @property
    def sided(self) -> bool:
        return self.day.sided

    def resolve(self, at: Standpoint) -> Period | None:
        period = self.day.resolve(at)
        if period is None or period.day is None:
            return None
        return unit_at("weekend" if self.weekend else "week", period.day, 0)

    def template(self) -> str:
        return TEMPLATES["weekend" if self.weekend else "week"]

    def words(self) -> str:
        return f"{'weekend' if self.weekend else 'week'} of {self.day.words()}"


@dataclass(frozen=True, slots=True)
class WeekNumber(Meaning):
    """`week 46`"""

    kind = Kind.PERIOD
    week: int
    year: int | None = None
    years: int | None = None

    @property
    def absolute(self) -> bool:
        return self.year is not None

    @property
    def sided(self) -> bool:
        return self.year is None and self.years is None

    def resolve(self, at: Standpoint) -> Period | None:
        if self.year is not None:
            return periods.week_of(self.year, self.week)
        this_year = at.today.isocalendar().year
        if self.years is not None:
            return periods.week_of(this_year + self.years, self.week)
        found = [self._in(this_year + shift) for shift in (-1, 0, 1)]
        weeks = [period for period in found if period is not None]
        index = at.choose([periods.whole_days(period) for period in weeks])
        return None if index is None else weeks[index]

    def template(self) -> str:
        return f"XXXX-W{self.week:02d}"

    def words(self) -> str:
        return f"ISO week {self.week}"

    def _in(self, year: int) -> Period | None:
        try:
            return periods.week_of(year, self.week)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class PartOfYear(Meaning):
    """A month, quarter, half or season: with a year, in a year counted from this one, or on the side of the tense.

    `side` is told by words (`afgelopen zomer`); `this` is the one under way, or else that of this year (`deze winter`).
    """

    kind = Kind.PERIOD
    unit: Literal["month", "quarter", "half", "season"]
    number: int | str
    year: int | None = None
    years: int | None = None
    side: Side | None = None
    this: bool = False

    @property
    def absolute(self) -> bool:
        return self.year is not None

    @property
    def sided(self) -> bool:
        return self.year is None and self.years is None and self.side is None

    @property
    def heading(self) -> Side | None:
        return self.side or by_sign(self.years or 0)

    def resolve(self, at: Standpoint) -> Period | None:
        if self.year is not None:
            return self._in(self.year)
        if self.years is not None:
            return self._in(at.today.year + self.years)
        years = [at.today.year + shift for shift in (-2, -1, 0, 1)]
        stretches = [self._days(year) for year in years]
        index = at.choose(stretches, self._side(at, stretches))
        return None if index is None else self._in(years[index])

    def template(self) -> str:
        year = "XXXX" if self.year is None else f"{self.year:04d}"
        match self.unit:
            case "month":
                return f"{year}-{self.number:02d}"
            case "quarter":
                return f"{year}-Q{self.number}"
            case "half":
                return f"{year}-H{self.number}"
            case "season":
                return f"{year}-{self.number}"

    def words(self) -> str:
        if self.year is not None:
            return f"{self.unit} {self.number} of {self.year}"
        which = "this " if self.this else ""
        return f"{which}{self.unit} {self.number}" + (
            "" if self.years is None else f" of this year {self.years:+d}"
        )

    def _side(self, at: Standpoint, stretches: list[tuple[date, date]]) -> Side | None:
        if self.this and any(start <= at.today < end for start, end in stretches):
            return Side.BEFORE
        if self.this and at.side is Side.EITHER:
            return Side.AFTER
        # What happened in a quarter is told when it is over.
        if self.unit == "quarter" and self.side is None and at.side is Side.BEFORE:
            return Side.LAST
        if self.unit == "season" and self.side is Side.NEXT and self._is_still_to_come(at.today, stretches):
            return Side.AFTER
        return self.side

    def _is_still_to_come(self, today: date, stretches: list[tuple[date, date]]) -> bool:
        return today.day < FIRST_DAY_BY_THE_SUN and any(
            (today.year, today.month) == (start.year, start.month) for start, _ in stretches
        )

    def _days(self, year: int) -> tuple[date, date]:
        """Its first day in a year, and the one after its last."""
        length = MONTHS_IN[self.unit]
        if isinstance(self.number, str):
            start = date(year, periods.SEASONS[self.number][0], 1)
        else:
            start = date(year, (self.number - 1) * length + 1, 1)
        return start, add_months(start, length)

    def _in(self, year: int) -> Period:
        match self.unit, self.number:
            case "month", int(number):
                return periods.month(year, number)
            case "quarter", int(number):
                return periods.quarter(year, number)
            case "half", int(number):
                return periods.half_year(year, number)
            case _, number:
                return periods.season(year, str(number))


@dataclass(frozen=True, slots=True)
class MonthsOfYear(Meaning):
    """`de eerste drie maanden van 2024`, `de laatste zes maanden van dit jaar`"""

    kind = Kind.PERIOD
    count: int
    first: bool
    year: int | None = None
    years: int | None = None

    @property
    def absolute(self) -> bool:
        return self.year is not None

    def resolve(self, at: Standpoint) -> Period | None:
        year = self.year if self.year is not None else at.today.year + (self.years or 0)
        if not 1 <= self.count < 12:
            return None
        if self.count in {3, 6}:
            of_unit = periods.quarter if self.count == 3 else periods.half_year
            return of_unit(year, 1 if self.first else 12 // self.count)
        start = 1 if self.first else 13 - self.count
        return periods.span(periods.month(year, start), periods.month(year, start + self.count - 1))

    def template(self) -> str | None:
        return None

    def words(self) -> str:
        return f"{'first' if self.first else 'last'} {self.count} months of the year"


@dataclass(frozen=True, slots=True)
class Year(Meaning):
    """`2024`"""

    kind = Kind.YEAR
    year: int

    @property
    def absolute(self) -> bool:
        return True

    def resolve(self, _at: Standpoint) -> Period:
        return periods.one_year(self.year)

    def template(self) -> str | None:
        return None

    def words(self) -> str:
        return f"year {self.year}"


@dataclass(frozen=True, slots=True)
class Decade(Meaning):
    """`de jaren negentig`: decade 199. `others`: another century's that the words allow too."""

    kind = Kind.PERIOD
    decade: int
    others: tuple[int, ...] = ()

    @property
    def absolute(self) -> bool:
        return True

    def resolve(self, _at: Standpoint) -> Period:
        period = periods.decade(self.decade)
        return periods.with_others(period, *(f"{other:03d}" for other in self.others))

    def template(self) -> str | None:
        return None

    def words(self) -> str:
        return f"the decade from {self.decade}0"


@dataclass(frozen=True, slots=True)
class Century(Meaning):
    """`de zeventiende eeuw`: century 16."""

    kind = Kind.PERIOD
    century: int

    @property
    def absolute(self) -> bool:
        return True

    def resolve(self, _at: Standpoint) -> Period:
        return periods.century(self.century)

    def template(self) -> str | None:
        return None

    def words(self) -> str:
        return f"the century from {self.century}00"


@dataclass(frozen=True, slots=True)
class Third(Meaning):
    """`begin`, `half` or `eind` of a period."""

    kind = Kind.PERIOD
    whole: Meaning
    which: int

    @property
    def absolute(self) -> bool:
        return self.whole.absolute

    @property
    def sided(self) -> bool:
        return self.whole.sided

    @property
    def heading(self) -> Side | None:
        return self.whole.heading

    def resolve(self, at: Standpoint) -> Period | None:
        period = self.whole.resolve(at)
        return None if period is None else periods.third(period, self.which)

    def template(self) -> str | None:
        return self.whole.template()

    def words(self) -> str:
        return f"{periods.THIRDS[self.which]} of {self.whole.words()}"


@dataclass(frozen=True, slots=True)
class Span(Meaning):
    """`van maandag tot en met woensdag`: one end is found by the tense, the other from there."""

    kind = Kind.SPAN
    first: Meaning
    last: Meaning

    @property
    def type(self) -> Literal["DATE", "TIME"]:
        return "TIME" if "TIME" in {self.first.type, self.last.type} else "DATE"

    @property
    def absolute(self) -> bool:
        return self.first.absolute and self.last.absolute

    @property
    def sided(self) -> bool:
        return self.first.sided or self.last.sided

    def resolve(self, at: Standpoint) -> Period | None:
        first, last = self._ends(at)
        if (
            first is None
            or last is None
            or first.start is None
            or last.end is None
            or first.start >= last.end
        ):
            return None
        return periods.span(first, last)

    def _ends(self, at: Standpoint) -> tuple[Period | None, Period | None]:
        """What is to come is found by its end, as it may have begun; but not if it begins within days."""
        is_ahead = at.side in {Side.ONWARD, Side.AFTER}
        from_last = self.last.absolute or is_ahead or at.side is Side.EITHER
        if from_last and not self.first.absolute and self.last.sided | self.last.absolute:
            first = self.first.resolve(at)
            if not (is_ahead and self.last.sided and _begins_within_days(first, at.today)):
                last = self.last.resolve(at)
                if last is None or last.day is None:
                    return None, None
                return self.first.resolve(at.seen_from(last.day, Side.BEFORE)), last
        else:
            first = self.first.resolve(at)
        return first, None if first is None or first.day is None else self._last_after(first, at)

    def template(self) -> str | None:
        first, last = self.first.template(), self.last.template()
        return f"{first}/{last}" if first and last else None

    def words(self) -> str:
        return f"from {self.first.words()} to {self.last.words()}"

    def _last_after(self, first: Period, at: Standpoint) -> Period | None:
        if not self.last.sided or first.day is None:
            return self.last.resolve(at)
        return self.last.resolve(at.seen_from(first.day, Side.AFTER))


def _begins_within_days(first: Period | None, today: date) -> bool:
    return first is not None and first.day is not None and 0 <= (first.day - today).days < DAYS_IN_WEEK
