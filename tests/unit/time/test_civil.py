"""Civil days and months on the UTC line."""

from datetime import date, datetime

import pytest

from worker.time.civil import civil_day, months_before, start_of_day


@pytest.mark.parametrize(
    ("instant", "months", "expected"),
    [
        ("2026-03-31T12:00:00+02:00", 1, "2026-02-28T12:00:00+01:00"),
        ("2024-03-31T12:00:00+02:00", 1, "2024-02-29T12:00:00+01:00"),
        ("2026-01-15T12:00:00+01:00", 13, "2024-12-15T12:00:00+01:00"),
        ("2026-01-15T12:00:00+01:00", 0, "2026-01-15T12:00:00+01:00"),
        # The day is Amsterdam's: 23:30 in UTC is the next day there.
        ("2026-02-28T23:30:00Z", 1, "2026-02-01T00:30:00+01:00"),
    ],
)
def test_months_before_keep_day_and_clock_where_they_can(instant: str, months: int, expected: str) -> None:
    assert months_before(datetime.fromisoformat(instant), months) == datetime.fromisoformat(expected)


def test_months_before_the_first_year_are_refused() -> None:
    with pytest.raises(ValueError, match="no date"):
        months_before(datetime.fromisoformat("2026-01-01T00:00:00Z"), 12 * 2026)


@pytest.mark.parametrize(("day", "hours"), [("2026-03-29", 23), ("2026-03-30", 24), ("2025-10-26", 25)])
def test_days_have_23_24_or_25_hours(day: str, hours: int) -> None:
    start = date.fromisoformat(day)
    end = date.fromordinal(start.toordinal() + 1)
    assert (start_of_day(end) - start_of_day(start)).total_seconds() == hours * 3600


def test_a_civil_day_is_that_of_amsterdam() -> None:
    assert civil_day(datetime.fromisoformat("2025-12-31T23:30:00Z")) == date(2026, 1, 1)
