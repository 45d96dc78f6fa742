"""Civil days on the UTC line."""

from datetime import date, datetime

import pytest

from worker.time.civil import civil_day, only_day, start_of_day


@pytest.mark.parametrize(("day", "hours"), [("2026-03-29", 23), ("2026-03-30", 24), ("2025-10-26", 25)])
def test_days_have_23_24_or_25_hours(day: str, hours: int) -> None:
    start = date.fromisoformat(day)
    end = date.fromordinal(start.toordinal() + 1)
    assert (start_of_day(end) - start_of_day(start)).total_seconds() == hours * 3600


def test_a_civil_day_is_that_of_amsterdam() -> None:
    assert civil_day(datetime.fromisoformat("2025-12-31T23:30:00Z")) == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("earliest", "latest", "day"),
    [
        ("2026-01-01T00:00+01:00", "2026-01-01T23:59+01:00", "2026-01-01"),
        ("2025-12-31T23:30Z", "2026-01-01T01:00Z", "2026-01-01"),
        ("2026-01-01T23:00+01:00", "2026-01-02T00:00+01:00", None),
        (None, "2026-01-01T12:00Z", None),
        ("2026-01-01T12:00Z", None, None),
    ],
)
def test_an_interval_has_a_day_only_where_it_lies_in_one(
    earliest: str | None, latest: str | None, day: str | None
) -> None:
    bounds = [None if bound is None else datetime.fromisoformat(bound) for bound in (earliest, latest)]
    assert only_day(*bounds) == day
