"""Lengths of time in seconds, on the clock and on the calendar, back from a capture."""

from datetime import datetime, timedelta

import pytest

from worker.time.ages.lengths import (
    Anchor,
    CivilUnit,
    Length,
    civil_start,
    earliest_below_age,
    latest_of_age,
)
from worker.time.civil import AMSTERDAM


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("45 s", Length(45)),
        ("1.5 h", Length(5_400)),
        ("-30.5 min", Length(-1_830)),
        ("2 d", Length(172_800)),
        ("2 days", Length(clock=172_800)),
        ("1 clock min", Length(clock=60)),
        ("-1 month + 27 d", Length(27 * 86_400, months=-1)),
        ("0.5 months + 1 s", Length(1, months=0.5)),
    ],
)
def test_a_length_is_written_in_units(text: str, length: Length) -> None:
    assert Length.parse(text) == length


@pytest.mark.parametrize("text", ["", "1", "1 uur", "1 h 2", "h", "1 h, 2 min"])
def test_what_is_no_length_is_refused(text: str) -> None:
    if not text:
        assert Length.parse(text) == Length()
        return
    with pytest.raises(ValueError, match="no length"):
        Length.parse(text)


# A whole month, seen from captures at the end of one: the latest item that is a month old, and the instant behind
# which none is. Where the two differ, some items between them are a month old and others are not.
@pytest.mark.parametrize(
    ("capture", "anchor", "latest", "earliest"),
    [
        ("2026-01-15T12:00+01:00", "item", "2025-12-15T12:00+01:00", "2025-12-15T12:00+01:00"),
        # 31 December: all of November, its last day too, is a month ago.
        ("2025-12-31T12:00+01:00", "item", "2025-12-01T00:00+01:00", "2025-11-30T23:59:59+00:00"),
        ("2025-12-31T12:00+01:00", "capture", "2025-11-30T12:00+01:00", "2025-11-30T12:00+01:00"),
        # 28 February: 28 January is, and where the 31st is cut to the 28th the days behind it may be.
        ("2026-02-28T12:00+01:00", "item", "2026-02-01T00:00+01:00", "2026-01-28T12:00+01:00"),
        ("2026-02-28T12:00+01:00", "spill", "2026-02-01T00:00+01:00", "2026-01-31T22:59:59+00:00"),
        ("2026-03-30T12:00+02:00", "chain", "2026-03-01T00:00+01:00", "2026-02-28T22:59:59+00:00"),
    ],
)
def test_months_are_counted_in_several_ways(capture: str, anchor: Anchor, latest: str, earliest: str) -> None:
    month = Length(months=1)
    at = datetime.fromisoformat(capture)
    zones_apart = 3_600
    found = latest_of_age(at, month, anchor), earliest_below_age(at, month, anchor)
    for bound, expected in zip(found, (latest, earliest), strict=True):
        assert abs((bound - datetime.fromisoformat(expected)).total_seconds()) <= zones_apart


def test_half_a_month_is_half_of_the_month_in_between() -> None:
    capture = datetime.fromisoformat("2026-01-31T12:00+01:00")
    # From 30 November (31 January less two months) to 31 December.
    expected = datetime.fromisoformat("2025-12-16T00:00+01:00")
    assert latest_of_age(capture, Length(months=1.5), "capture") == expected


def test_a_day_on_the_clock_has_25_hours_when_summer_time_ends() -> None:
    capture = datetime.fromisoformat("2025-10-26T12:00+01:00")
    passed = capture - earliest_below_age(capture, Length(clock=86_400))
    assert passed.total_seconds() == 25 * 3_600
    assert (capture - latest_of_age(capture, Length(clock=86_400))).total_seconds() == 24 * 3_600


def test_a_day_on_the_clock_knows_no_ends_of_months() -> None:
    capture = datetime.fromisoformat("2024-02-29T12:00+01:00")
    assert capture - latest_of_age(capture, Length(clock=86_400)) == timedelta(days=1)


def test_a_time_that_clocks_showed_twice_is_both() -> None:
    capture = datetime.fromisoformat("2025-11-26T02:30+01:00")
    month = Length(months=1)
    assert earliest_below_age(capture, month) == datetime.fromisoformat("2025-10-26T02:30+02:00")
    assert latest_of_age(capture, month) == datetime.fromisoformat("2025-10-26T02:30+01:00")


@pytest.mark.parametrize(
    ("unit", "before", "start"),
    [
        ("day", 1, "2025-12-31"),
        ("week", 0, "2025-12-29"),
        ("sunday week", 1, "2025-12-21"),
        ("month", 1, "2025-12-01"),
        ("month", 13, "2024-12-01"),
        ("quarter", 2, "2025-07-01"),
        ("year", 0, "2026-01-01"),
    ],
)
def test_units_of_the_calendar_begin_at_midnight_in_amsterdam(
    unit: CivilUnit, before: int, start: str
) -> None:
    capture = datetime.fromisoformat("2026-01-01T09:00+01:00")
    assert civil_start(capture, unit, before).astimezone(AMSTERDAM).isoformat()[:16] == f"{start}T00:00"
