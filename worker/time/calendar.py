"""Arithmetic of the civil calendar: month ends, n-th weekdays, ISO weeks, Easter. No zones, no clock.

What leads out of the calendar (before the year 1, after 9999) raises ValueError or OverflowError.
"""

from calendar import monthrange
from datetime import date, timedelta


def add_days(day: date, days: int) -> date:
    """So many days later, earlier with a negative number."""
    return day + timedelta(days=days)


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months later; the last day where that month is shorter."""
    year, month_index = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month_index + 1, min(day.day, monthrange(year, month_index + 1)[1]))


def monday_of(day: date) -> date:
    """The Monday of the ISO week of `day`."""
    return add_days(day, -day.weekday())


def monday_of_week(year: int, week: int) -> date:
    """The Monday of an ISO week; week 53 only where the year has one."""
    return date.fromisocalendar(year, week, 1)


def nth_weekday(year: int, month: int, weekday: int, n: int) -> date:
    """The n-th Monday (0) … Sunday (6) of a month; -1 is the last. ValueError where there is none."""
    if n > 0:
        first = date(year, month, 1)
        found = add_days(first, (weekday - first.weekday()) % 7 + 7 * (n - 1))
    else:
        last = date(year, month, monthrange(year, month)[1])
        found = add_days(last, -((last.weekday() - weekday) % 7) + 7 * (n + 1))
    if found.month != month:
        raise ValueError(f"{year}-{month:02d} has no weekday {weekday} number {n}")
    return found


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (the anonymous algorithm of 1876)."""
    century, in_century = divmod(year, 100)
    golden = year % 19
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    to_sunday = (32 + 2 * (century % 4) + 2 * (in_century // 4) - epact - in_century % 4) % 7
    late = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day_index = divmod(epact + to_sunday - 7 * late + 114, 31)
    return date(year, month, day_index + 1)
