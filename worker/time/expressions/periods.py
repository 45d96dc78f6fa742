"""Stretches of civil time, each with its value in TIMEX3 and, where there is one, in EDTF.

Starts and ends are wall-clock times of Amsterdam without a zone, ends exclusive: what an instant is on the UTC line
is worked out at the very end, once for all.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Literal, TypeVar

from worker.time.calendar import add_days, add_months, monday_of_week

T = TypeVar("T")


class Grain(StrEnum):
    """How fine a period is told."""

    MINUTE = "minute"
    PART = "part"
    DAY = "day"
    WEEKEND = "weekend"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    SPAN = "span"


class Flag(StrEnum):
    """What a reader of a value should know; `timexes[].flags` is a closed list."""

    BEGIN = "begin"  # only the first third is meant: `begin oktober`
    MIDDLE = "middle"  # only the middle
    END = "end"  # only the last third
    OPEN_START = "open_start"  # up to there: `tot zondag`
    OPEN_END = "open_end"  # from there on: `sinds 2012`
    APPROXIMATE = "approximate"  # `rond 1900`
    FOREIGN_CLOCK = "foreign_clock"  # another zone's local time: no instant is known
    AMBIGUOUS_TIME = "ambiguous_time"  # summer time ends: two instants, both in `alternatives`
    NONEXISTENT_TIME = "nonexistent_time"  # summer time begins: no such local time
    WEEKDAY_MISMATCH = "weekday_mismatch"  # the printed weekday is not that of the date


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of civil time. `start` and `end` are null where no instant may be told (a foreign clock).

    `others` are values that the words allow too, `flags` say what a reader should know.
    """

    value: str
    start: datetime | None
    end: datetime | None
    grain: Grain
    edtf: str | None = None
    others: tuple[str, ...] = ()
    flags: tuple[Flag, ...] = ()

    @property
    def day(self) -> date | None:
        """The civil day on which it starts."""
        return None if self.start is None else self.start.date()


# Parts of day: from and to which hour; the night runs into the next day.
PARTS = {"MO": (6, 12), "MI": (12, 14), "AF": (12, 18), "EV": (18, 24), "NI": (22, 30)}

# Seasons: the month in which each begins, and the number that EDTF has for it.
SEASONS = {"SP": (3, 21), "SU": (6, 22), "FA": (9, 23), "WI": (12, 24)}


def minute(day: date, hour: int, minutes: int) -> Period:
    """A minute on the clock; hour 24 is the midnight that ends the day."""
    if hour == 24 and minutes:
        day, hour = add_days(day, 1), 0
    value = f"{day.isoformat()}T{hour:02d}:{minutes:02d}"
    start = midnight(day) + timedelta(hours=hour, minutes=minutes)
    return Period(value, start, start + timedelta(minutes=1), Grain.MINUTE, start.isoformat())


def at_minute(moment: datetime) -> Period:
    """The minute of a local time; which of two the autumn's doubled hour means stays known by its `fold`."""
    start = moment.replace(second=0, microsecond=0, tzinfo=None)
    value = start.isoformat(timespec="minutes")
    return Period(value, start, start + timedelta(minutes=1), Grain.MINUTE, start.isoformat())


def part_of_day(day: date, part: str) -> Period:
    """`2025-11-20TEV`"""
    first, last = PARTS[part]
    start, end = midnight(day) + timedelta(hours=first), midnight(day) + timedelta(hours=last)
    return Period(
        f"{day.isoformat()}T{part}", start, end, Grain.PART, f"{start.isoformat()}/{end.isoformat()}"
    )


def one_day(day: date) -> Period:
    """`2025-11-20`"""
    return _days(day.isoformat(), day, add_days(day, 1), Grain.DAY, day.isoformat())


def weekend(monday: date) -> Period:
    """`2025-W47-WE`, of the week that begins on `monday`."""
    saturday = add_days(monday, 5)
    return _days(f"{_week(monday)}-WE", saturday, add_days(saturday, 2), Grain.WEEKEND)


def week(monday: date) -> Period:
    """`2025-W47`"""
    return _days(_week(monday), monday, add_days(monday, 7), Grain.WEEK)


def week_of(year: int, number: int) -> Period:
    """An ISO week by its number. ValueError where the year has no such week."""
    return week(monday_of_week(year, number))


def month(year: int, number: int) -> Period:
    """`2025-11`"""
    first = date(year, number, 1)
    value = f"{year:04d}-{number:02d}"
    return _days(value, first, add_months(first, 1), Grain.MONTH, value)


def quarter(year: int, number: int) -> Period:
    """`2025-Q4`"""
    return _months(
        f"{year:04d}-Q{number}", date(year, 3 * number - 2, 1), 3, Grain.QUARTER, f"{year:04d}-{32 + number}"
    )


def half_year(year: int, number: int) -> Period:
    """`2025-H1`"""
    return _months(
        f"{year:04d}-H{number}", date(year, 6 * number - 5, 1), 6, Grain.HALF, f"{year:04d}-{39 + number}"
    )


def season(year: int, name: str) -> Period:
    """`2025-WI`: a season is of the year in which it begins."""
    first_month, edtf = SEASONS[name]
    return _months(f"{year:04d}-{name}", date(year, first_month, 1), 3, Grain.SEASON, f"{year:04d}-{edtf}")


def one_year(number: int) -> Period:
    """`2025`"""
    value = f"{number:04d}"
    return _months(value, date(number, 1, 1), 12, Grain.YEAR, value)


def decade(number: int) -> Period:
    """`199`: the nineties are decade 199."""
    return _months(f"{number:03d}", date(number * 10, 1, 1), 120, Grain.DECADE, f"{number:03d}X")


def century(number: int) -> Period:
    """`16`: the seventeenth century, 1600 to 1699."""
    return _months(f"{number:02d}", date(number * 100, 1, 1), 1200, Grain.CENTURY, f"{number:02d}XX")


def span(first: Period, last: Period) -> Period:
    """From the start of one to the end of the other: `2025-11-12/2025-11-16`."""
    value = f"{first.value.split('/')[0]}/{last.value.split('/')[-1]}"
    edtf = None
    if first.edtf and last.edtf:
        edtf = f"{first.edtf.split('/')[0]}/{last.edtf.split('/')[-1]}"
    return Period(value, first.start, last.end, Grain.SPAN, edtf, flags=merged(first.flags, last.flags))


def days(first: date, last: date) -> Period:
    """Whole days, the last included: `2025-12-25/2025-12-26`."""
    return span(one_day(first), one_day(last))


def third(whole: Period, which: int) -> Period:
    """The beginning (0), middle (1) or end (2) of a period: its value stays, its interval narrows."""
    named = flagged(whole, THIRDS[which])
    if whole.start is None or whole.end is None or whole.grain not in CUTS:
        return named
    unit, *lengths = CUTS[whole.grain]
    add = add_days if unit == "days" else add_months
    cuts = [whole.start, *(midnight(add(whole.start.date(), length)) for length in lengths), whole.end]
    return replace(named, start=cuts[which], end=cuts[which + 1])


THIRDS = (Flag.BEGIN, Flag.MIDDLE, Flag.END)
# Where the second and the last third of a period begin.
CUTS: dict[Grain, tuple[Literal["days", "months"], int, int]] = {
    Grain.WEEK: ("days", 2, 4),
    Grain.MONTH: ("days", 10, 20),
    Grain.QUARTER: ("months", 1, 2),
    Grain.SEASON: ("months", 1, 2),
    Grain.HALF: ("months", 2, 4),
    Grain.YEAR: ("months", 4, 8),
    Grain.DECADE: ("months", 40, 80),
    Grain.CENTURY: ("months", 400, 800),
}


def flagged(period: Period, *flags: Flag) -> Period:
    """The same with more flags."""
    return replace(period, flags=merged(period.flags, flags)) if flags else period


def with_others(period: Period, *values: str) -> Period:
    """The same with values that the words allow too."""
    return replace(period, others=merged(period.others, values)) if values else period


def whole_days(period: Period) -> tuple[date, date]:
    """The civil days that it touches, the end exclusive. ValueError for a period without an instant."""
    if period.start is None or period.end is None:
        raise ValueError(f"{period.value} has no days")
    last = period.end - timedelta(microseconds=1)
    return period.start.date(), add_days(last.date(), 1)


def midnight(day: date) -> datetime:
    """The start of `day` on the wall clock."""
    return datetime.combine(day, time())


def merged(first: tuple[T, ...], second: tuple[T, ...]) -> tuple[T, ...]:
    """Both, in order, nothing twice."""
    return tuple(dict.fromkeys(first + second))


def _week(monday: date) -> str:
    year, number, _ = monday.isocalendar()
    return f"{year:04d}-W{number:02d}"


def _days(value: str, first: date, end: date, grain: Grain, edtf: str | None = None) -> Period:
    return Period(
        value,
        midnight(first),
        midnight(end),
        grain,
        edtf or f"{first.isoformat()}/{add_days(end, -1).isoformat()}",
    )


def _months(value: str, first: date, months: int, grain: Grain, edtf: str) -> Period:
    return Period(value, midnight(first), midnight(add_months(first, months)), grain, edtf)
