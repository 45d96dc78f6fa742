"""Lengths of time as the libraries that print ages count them: in seconds, on the clock or on the calendar."""

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Literal, NamedTuple, Self

from worker.time.civil import AMSTERDAM, civil_day, start_of_day

SECONDS = {"s": 1, "min": 60, "h": 3_600, "d": 86_400}
ON_THE_CLOCK = {"clock min": 60, "day": 86_400, "days": 86_400}
PART = re.compile(r"(?:^| )([+-]?) ?(\d{1,9}(?:\.\d{1,9})?) (s|min|h|d|clock min|days?|months?)(?= |$)")
# Weeks begin on Monday; those of American libraries on Sunday.
CivilUnit = Literal["day", "week", "sunday week", "month", "quarter", "year"]
MONTHS_IN: dict[CivilUnit, int] = {"month": 1, "quarter": 3, "year": 12}
# How libraries count months: they add them to the item's time and cut a 31st to the last day of a shorter month; add the
# last ones one by one, so that it stays cut; or take them from the capture, and cut such a day or let it spill into the
# next month.
Anchor = Literal["item", "chain", "capture", "spill"]
MonthsBack = Callable[[Anchor, datetime, int], datetime]
HALF_A_MONTH = timedelta(days=15)
# Taken for the end of any month by some, also in a leap year.
END_OF_FEBRUARY = ((2, 28), (2, 29))
# Midnight belongs to what begins with it, and the earliest bound of a publication is not in its interval.
JUST_BEFORE = timedelta(seconds=1)
# A library counts months and days in the zone of the site's server or in that of the reader: nobody tells which.
ZONES: tuple[tzinfo, ...] = (AMSTERDAM, UTC)


class Span(NamedTuple):
    """The instants after `earliest` and not after `latest`."""

    earliest: datetime
    latest: datetime


@dataclass(frozen=True, slots=True)
class Length:
    """So many months of the calendar, from there so many seconds on the clock, and from there so many that pass.

    On the clock every day has 24 hours. Each may be negative, and months may be a half.
    """

    seconds: float = 0
    clock: float = 0
    months: float = 0

    @classmethod
    def parse(cls, text: str) -> Self:
        """`1.5 h` and `2 d` pass; `1 day` is one on the clock; `-1 month + 27 d`. Raises ValueError."""
        seconds = clock = months = 0.0
        end = 0
        while end < len(text):
            part = PART.match(text, end)
            if part is None:
                raise ValueError(f"'{text}' is no length of time")
            sign, number, unit = part.groups()
            signed = float(sign + number)
            if unit in SECONDS:
                seconds += signed * SECONDS[unit]
            elif unit in ON_THE_CLOCK:
                clock += signed * ON_THE_CLOCK[unit]
            else:
                months += signed
            end = part.end()
        return cls(seconds, clock, months)

    def __add__(self, other: Self) -> Self:
        return type(self)(self.seconds + other.seconds, self.clock + other.clock, self.months + other.months)

    def times(self, count: float) -> Self:
        return type(self)(self.seconds * count, self.clock * count, self.months * count)

    def cut_up(self, whole: Self) -> Self:
        """The next multiple of `whole` seconds."""
        return type(self)(-(-self.seconds // whole.seconds) * whole.seconds, self.clock, self.months)


NOTHING = Length()


def latest_of_age(capture: datetime, age: Length, anchor: Anchor = "item") -> datetime:
    """The latest publication of an item that is at least so old, whichever zone its clock or calendar is in.

    Raises ValueError or OverflowError where it leads out of the calendar, as earliest_below_age does.
    """
    if not (age.months or age.clock):
        return capture - timedelta(seconds=max(0, age.seconds))
    return max(_on_the_calendar(capture, age, anchor, _latest_months_back))


def earliest_below_age(capture: datetime, age: Length, anchor: Anchor = "item") -> datetime:
    """The instant behind which an item is younger than that."""
    if not (age.months or age.clock):
        return capture - timedelta(seconds=max(0, age.seconds))
    return min(_on_the_calendar(capture, age, anchor, _earliest_months_back))


def civil_start(capture: datetime, unit: CivilUnit, before: int) -> datetime:
    """The beginning of the unit on the calendar that lies so many before the one of the capture."""
    return start_of_day(_first_day(civil_day(capture), unit, before))


def _first_day(day: date, unit: CivilUnit, before: int) -> date:
    if unit == "day":
        return day - timedelta(days=before)
    if unit == "week":
        return day - timedelta(days=day.weekday() + 7 * before)
    if unit == "sunday week":
        return day - timedelta(days=day.isoweekday() % 7 + 7 * before)
    length = MONTHS_IN[unit]
    year, month_index = divmod(day.year * 12 + (day.month - 1) // length * length - before * length, 12)
    return date(year, month_index + 1, 1)


def _on_the_calendar(
    capture: datetime, age: Length, anchor: Anchor, months_back: MonthsBack
) -> Iterator[datetime]:
    """What is added to the publication last is taken from the capture first."""
    behind = capture - timedelta(seconds=age.seconds)
    for zone in ZONES:
        local = behind.astimezone(zone).replace(tzinfo=None) - timedelta(seconds=age.clock)
        wall = _halves_back(local, age.months, anchor, months_back) if age.months else local
        first = wall.replace(tzinfo=zone)
        yield first.astimezone(UTC)
        second = first.replace(fold=1)
        if second.utcoffset() != first.utcoffset():
            yield second.astimezone(UTC)


def _halves_back(local: datetime, months: float, anchor: Anchor, months_back: MonthsBack) -> datetime:
    whole = int(months // 1)
    if whole == months:
        return months_back(anchor, local, whole)
    younger, older = (_earliest_months_back(anchor, local, back) for back in (whole, whole + 1))
    halfway = younger - (younger - older) / 2
    if halfway.day <= local.day:
        return halfway
    # An item on a later day of its month than the capture: half of the month before the capture, then whole ones.
    then = local - HALF_A_MONTH
    half = timedelta(days=calendar.monthrange(then.year, then.month)[1]) / 2
    return _earliest_months_back("item", local - half, whole)


def _latest_months_back(anchor: Anchor, local: datetime, months: int) -> datetime:
    """The latest instant that is at least so many months ago."""
    first, last_day = _month_back(local, months)
    shortest = _shortest_month(local, 3 if anchor == "chain" else 1)
    # On the last day of a shorter month, to which a 31st is cut, all of the longer one may be full.
    is_cut = (local.day >= shortest and shortest < 31) or (local.month, local.day) in END_OF_FEBRUARY
    if is_cut or _is_all_of_it(anchor, local, last_day):
        return _end_of_month(first, last_day)
    return first.replace(day=min(local.day, last_day))


def _earliest_months_back(anchor: Anchor, local: datetime, months: int) -> datetime:
    """The instant behind which less than so many months have passed."""
    first, last_day = _month_back(local, months)
    if _is_all_of_it(anchor, local, last_day) or (
        anchor == "chain" and local.day > _shortest_month(local, 2)
    ):
        return _end_of_month(first, last_day) - JUST_BEFORE
    return first.replace(day=min(local.day, last_day))


def _is_all_of_it(anchor: Anchor, local: datetime, last_day: int) -> bool:
    """Whether all of that month, to its last day, is so many months ago."""
    if anchor == "spill" and (local.month, local.day) in END_OF_FEBRUARY:
        return True
    return anchor != "capture" and local.day > last_day


def _month_back(local: datetime, months: int) -> tuple[datetime, int]:
    """The first of the month that lies so many months back, at the same time, and the number of its days."""
    year, month_index = divmod(local.year * 12 + local.month - 1 - months, 12)
    first = local.replace(year=year, month=month_index + 1, day=1)
    return first, calendar.monthrange(first.year, first.month)[1]


def _end_of_month(first: datetime, last_day: int) -> datetime:
    return datetime.combine(first, time()) + timedelta(days=last_day)


def _shortest_month(local: datetime, months: int) -> int:
    """The days of the shortest of so many months, of which that of `local` is the last."""
    return min(_month_back(local, back)[1] for back in range(months))
