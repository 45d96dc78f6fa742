"""The civil calendar against dateutil's arithmetic."""

from datetime import date, timedelta

import pytest
from dateutil import easter as oracle
from dateutil.relativedelta import MO, SU, relativedelta, weekday
from hypothesis import given
from hypothesis import strategies as st

from worker.time.calendar import add_months, easter, monday_of, monday_of_week, nth_weekday

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


def test_easter() -> None:
    assert [easter(year) for year in range(1583, 4100)] == [oracle.easter(year) for year in range(1583, 4100)]


@given(DAYS, st.integers(-600, 600))
def test_months_are_added_and_month_ends_clipped(day: date, months: int) -> None:
    assert add_months(day, months) == day + relativedelta(months=months)


@given(DAYS, st.integers(0, 6), st.integers(1, 4))
def test_the_nth_weekday_of_a_month(day: date, number: int, n: int) -> None:
    first = day.replace(day=1)
    assert nth_weekday(day.year, day.month, number, n) == first + relativedelta(weekday=weekday(number)(n))
    last = first + relativedelta(day=31, weekday=weekday(number)(-1))
    assert nth_weekday(day.year, day.month, number, -1) == last


def test_a_month_without_a_fifth_monday() -> None:
    with pytest.raises(ValueError, match="2025-11"):
        nth_weekday(2025, 11, 0, 5)


@given(DAYS)
def test_weeks_begin_on_monday(day: date) -> None:
    assert monday_of(day) == day + relativedelta(weekday=MO(-1))
    assert monday_of(day) + timedelta(days=6) == day + relativedelta(weekday=SU(1))
    year, week, _ = day.isocalendar()
    assert monday_of_week(year, week) == monday_of(day)
