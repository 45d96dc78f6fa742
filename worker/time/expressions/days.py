"""Single days: counted from today, weekdays, dates, holidays."""

from dataclasses import dataclass
from datetime import date

from worker.time.calendar import add_days, add_months, monday_of, nth_weekday
from worker.time.expressions import periods
from worker.time.expressions.holidays import Holiday
from worker.time.expressions.periods import Flag, Period
from worker.time.expressions.standpoint import Kind, Meaning, Side, Standpoint, by_sign

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ANY_DAY = "XXXX-XX-XX"
# 29 February comes back after four years, after eight around 1900 and 2100.
YEARS_AROUND = (-8, -4, -1, 0, 1, 4, 8)


@dataclass(frozen=True, slots=True)
class OffsetDay(Meaning):
    """`gisteren`: so many days from today."""

    kind = Kind.DAY
    days: int

    @property
    def heading(self) -> Side | None:
        return by_sign(self.days)

    def resolve(self, at: Standpoint) -> Period:
        return periods.one_day(add_days(at.today, self.days))

    def template(self) -> str:
        return ANY_DAY

    def words(self) -> str:
        return f"today {self.days:+d} days" if self.days else "today"


@dataclass(frozen=True, slots=True)
class Weekday(Meaning):
    """`donderdag`: the one on the side that tense or words tell, or that of a week counted from this one (`weeks`).

    `later` adds whole weeks: `donderdag over een week`.
    """

    kind = Kind.DAY
    weekday: int
    side: Side | None = None
    weeks: int | None = None
    later: int = 0

    @property
    def sided(self) -> bool:
        return self.side is None and self.weeks is None

    @property
    def heading(self) -> Side | None:
        return self.side or by_sign(self.weeks or 0)

    def resolve(self, at: Standpoint) -> Period | None:
        if self.weeks is not None:
            return periods.one_day(add_days(monday_of(at.today), 7 * self.weeks + self.weekday))
        next_one = add_days(at.today, (self.weekday - at.today.weekday()) % 7)
        days = [add_days(next_one, shift) for shift in (-7, 0, 7)]
        index = at.choose([(day, add_days(day, 1)) for day in days], self.side)
        return None if index is None else periods.one_day(add_days(days[index], 7 * self.later))

    def template(self) -> str:
        return f"XXXX-WXX-{self.weekday + 1}"

    def words(self) -> str:
        name = WEEKDAYS[self.weekday]
        if self.weeks is not None:
            return f"{name} of this week {self.weeks:+d} weeks"
        return f"{name} {self.later:+d} weeks" if self.later else name


@dataclass(frozen=True, slots=True)
class CalendarDate(Meaning):
    """`29 oktober`: with a year, in a year counted from this one (`years`), or the one that tense and weekday point to."""

    kind = Kind.DAY
    day: int
    month: int
    year: int | None = None
    years: int | None = None
    side: Side | None = None
    weekday: int | None = None

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
            return self._told(self.year)
        if self.years is not None:
            return self._told(at.today.year + self.years)
        days = [day for shift in YEARS_AROUND if (day := self._in(at.today.year + shift))]
        fitting = [day for day in days if day.weekday() == self.weekday] or days
        # The printed weekday tells more of the year than the tense; a side told in words tells more still.
        near = [day for day in fitting if abs((day - at.today).days) <= 366] or fitting
        if self.weekday is not None and len(near) == 1:
            return self._checked(near[0])
        index = at.choose([(day, add_days(day, 1)) for day in fitting], self.side)
        return None if index is None else self._checked(fitting[index])

    def template(self) -> str:
        year = "XXXX" if self.year is None else f"{self.year:04d}"
        return f"{year}-{self.month:02d}-{self.day:02d}"

    def words(self) -> str:
        if self.years is not None:
            return f"{self.day}/{self.month} of this year {self.years:+d}"
        weekday = "" if self.weekday is None else f"{WEEKDAYS[self.weekday]} "
        return f"{weekday}{self.day}/{self.month}" + ("" if self.year is None else f"/{self.year}")

    def _in(self, year: int) -> date | None:
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None

    def _told(self, year: int) -> Period | None:
        day = self._in(year)
        return None if day is None else self._checked(day)

    def _checked(self, day: date) -> Period:
        fits = self.weekday is None or day.weekday() == self.weekday
        return periods.one_day(day) if fits else periods.flagged(periods.one_day(day), Flag.WEEKDAY_MISMATCH)


@dataclass(frozen=True, slots=True)
class DayOfMonth(Meaning):
    """`op de 31e`, `vrijdag de dertiende`: the nearest on the tense's side."""

    kind = Kind.DAY
    day: int
    weekday: int | None = None

    @property
    def sided(self) -> bool:
        return True

    def resolve(self, at: Standpoint) -> Period | None:
        first = at.today.year * 12 + at.today.month - 1
        # Within fourteen months each day of the month has been every day of the week.
        around = range(-14, 15) if self.weekday is not None else range(-2, 3)
        days = [
            day
            for shift in around
            if (day := self._in(first + shift)) and self.weekday in {None, day.weekday()}
        ]
        index = at.choose([(day, add_days(day, 1)) for day in days])
        return None if index is None else periods.one_day(days[index])

    def template(self) -> str:
        return f"XXXX-XX-{self.day:02d}"

    def words(self) -> str:
        return f"day {self.day} of a month" + (
            "" if self.weekday is None else f", a {WEEKDAYS[self.weekday]}"
        )

    def _in(self, months: int) -> date | None:
        try:
            return date(months // 12, months % 12 + 1, self.day)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class NthWeekday(Meaning):
    """`de eerste maandag van september`, `de laatste vrijdag van vorige maand` (`months` from this one); n = -1: the last."""

    kind = Kind.DAY
    n: int
    weekday: int
    month: int | None = None
    months: int = 0
    year: int | None = None
    years: int | None = None

    @property
    def absolute(self) -> bool:
        return self.year is not None

    @property
    def sided(self) -> bool:
        return self.month is not None and self.year is None and self.years is None

    def resolve(self, at: Standpoint) -> Period | None:
        if self.month is None:
            there = add_months(at.today.replace(day=1), self.months)
            return periods.one_day(nth_weekday(there.year, there.month, self.weekday, self.n))
        if self.year is not None:
            return periods.one_day(nth_weekday(self.year, self.month, self.weekday, self.n))
        if self.years is not None:
            return periods.one_day(nth_weekday(at.today.year + self.years, self.month, self.weekday, self.n))
        days = [nth_weekday(at.today.year + shift, self.month, self.weekday, self.n) for shift in (-1, 0, 1)]
        index = at.choose([(day, add_days(day, 1)) for day in days])
        return None if index is None else periods.one_day(days[index])

    def template(self) -> str:
        return ANY_DAY if self.month is None else f"XXXX-{self.month:02d}-XX"

    def words(self) -> str:
        which = "last" if self.n < 0 else f"number {self.n}"
        month = f"this month {self.months:+d}" if self.month is None else f"month {self.month}"
        return f"{WEEKDAYS[self.weekday]}, {which} of {month}"


@dataclass(frozen=True, slots=True)
class Feast(Meaning):
    """`Koningsdag`: a row of holidays.toml."""

    kind = Kind.DAY
    holiday: Holiday
    year: int | None = None
    years: int | None = None
    side: Side | None = None

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
            return self.holiday.period(self.year)
        if self.years is not None:
            return self.holiday.period(at.today.year + self.years)
        found = [period for shift in (-1, 0, 1) if (period := self.holiday.period(at.today.year + shift))]
        index = at.choose([periods.whole_days(period) for period in found], self.side)
        return None if index is None else found[index]

    def template(self) -> str:
        return self.holiday.template()

    def words(self) -> str:
        return self.holiday.words[0]
