"""Intervals of publication from age labels."""

from datetime import UTC, datetime

import pytest

from schemas import Evidence, Published
from worker.time.ages import Rounding, is_newer, published_by_age, read_age
from worker.time.capturing import CaptureTime

CAPTURE = datetime.fromisoformat("2026-01-01T09:00:00+01:00")


def published(label: str, capture: datetime = CAPTURE, rounding: Rounding = "floor") -> Published:
    age = read_age(label)
    assert age is not None
    capture = capture.astimezone(UTC)
    result = published_by_age(age, CaptureTime(capture, capture), Evidence(text=label, rounding=rounding))
    assert result is not None
    return result


@pytest.mark.parametrize(
    ("label", "earliest", "latest", "precision"),
    [
        ("zojuist", "2026-01-01T08:59", "2026-01-01T09:00", "minute"),
        ("30 seconden geleden", "2026-01-01T08:59:29", "2026-01-01T08:59:30", "minute"),
        ("1 min. geleden", "2026-01-01T08:58", "2026-01-01T08:59", "minute"),
        ("59 minuten geleden", "2026-01-01T08:00", "2026-01-01T08:01", "minute"),
        ("1 uur geleden", "2026-01-01T07:00", "2026-01-01T08:00", "hour"),
        ("één uur geleden", "2026-01-01T07:00", "2026-01-01T08:00", "hour"),
        ("2 uren geleden", "2026-01-01T06:00", "2026-01-01T07:00", "hour"),
        ("anderhalf uur geleden", "2026-01-01T07:00", "2026-01-01T08:00", "hour"),
        ("2 dagen geleden", "2025-12-29T09:00", "2025-12-30T09:00", "day"),
        ("gisteren", "2025-12-31T00:00", "2026-01-01T00:00", "day"),
        ("eergisteren", "2025-12-30T00:00", "2025-12-31T00:00", "day"),
        ("1 week geleden", "2025-12-18T09:00", "2025-12-25T09:00", "week"),
        ("0 uur geleden", "2026-01-01T08:00", "2026-01-01T09:00", "hour"),
    ],
)
def test_a_floored_label_is_an_interval(label: str, earliest: str, latest: str, precision: str) -> None:
    result = published(label)
    assert result.earliest == datetime.fromisoformat(f"{earliest}+01:00")
    assert result.latest == datetime.fromisoformat(f"{latest}+01:00")
    assert (result.precision, result.source, result.at) == (precision, "relative_age", None)


@pytest.mark.parametrize(
    ("rounding", "earliest", "latest"),
    [
        ("floor", "2026-01-01T05:00", "2026-01-01T06:00"),
        ("round", "2026-01-01T05:30", "2026-01-01T06:30"),
        ("union", "2026-01-01T05:00", "2026-01-01T06:30"),
    ],
)
def test_the_rounding_of_the_site_moves_the_interval(rounding: Rounding, earliest: str, latest: str) -> None:
    result = published("3 uur geleden", rounding=rounding)
    assert result.earliest == datetime.fromisoformat(f"{earliest}+01:00")
    assert result.latest == datetime.fromisoformat(f"{latest}+01:00")


@pytest.mark.parametrize(
    ("label", "capture", "earliest", "latest"),
    [
        # A month is 28 to 31 days on a calendar, 30 or 30.4375 for a generator: the interval holds them all.
        ("1 maand geleden", "2026-03-01T12:00+01:00", "2025-12-30T15:00+01:00", "2026-02-01T12:00+01:00"),
        ("1 maand geleden", "2026-01-01T09:00+01:00", "2025-11-01T09:00+01:00", "2025-12-02T09:00+01:00"),
        ("1 jaar geleden", "2026-01-01T09:00+01:00", "2024-01-01T09:00+01:00", "2025-01-01T09:00+01:00"),
        ("1 jaar geleden", "2025-01-01T09:00+01:00", "2023-01-01T09:00+01:00", "2024-01-02T09:00+01:00"),
    ],
)
def test_a_month_or_year_holds_every_way_to_count_it(
    label: str, capture: str, earliest: str, latest: str
) -> None:
    result = published(label, datetime.fromisoformat(capture))
    assert result.earliest is not None
    assert result.latest == datetime.fromisoformat(latest)
    assert result.earliest <= datetime.fromisoformat(earliest)
    assert (datetime.fromisoformat(earliest) - result.earliest).total_seconds() <= 86400


def test_hours_are_counted_in_utc_across_the_start_of_summer_time() -> None:
    result = published("2 uur geleden", datetime.fromisoformat("2026-03-29T04:30:00+02:00"))
    assert result.earliest == datetime.fromisoformat("2026-03-29T00:30:00+01:00")
    assert result.latest == datetime.fromisoformat("2026-03-29T01:30:00+01:00")


def test_yesterday_has_25_hours_after_the_end_of_summer_time() -> None:
    result = published("gisteren", datetime.fromisoformat("2025-10-27T09:00:00+01:00"))
    assert result.earliest is not None
    assert result.latest is not None
    assert (result.latest - result.earliest).total_seconds() == 25 * 3600
    assert result.civil_date == "2025-10-26"


@pytest.mark.parametrize(
    ("label", "day"),
    [("4 uur geleden", "2026-01-01"), ("9 uur geleden", None), ("10 uur geleden", "2025-12-31"), ("2 dagen geleden", None)],
)  # fmt: skip
def test_a_civil_day_is_given_only_where_the_interval_lies_in_one(label: str, day: str | None) -> None:
    assert published(label).civil_date == day


@pytest.mark.parametrize("label", ["3 zonnen geleden", "een tijd geleden", "1 uur", "uur geleden", ""])
def test_a_wording_in_no_row_is_no_age(label: str) -> None:
    assert read_age(label) is None


@pytest.mark.parametrize(
    "label", ["999999999 jaar geleden", "99999 maanden geleden", "999999999 weken geleden"]
)
def test_an_age_beyond_the_calendar_gives_nothing(label: str) -> None:
    age = read_age(label)
    assert age is not None
    assert (
        published_by_age(age, CaptureTime(CAPTURE, CAPTURE), Evidence(text=label, rounding="floor")) is None
    )


@pytest.mark.parametrize(
    ("label", "above", "newer"),
    [
        ("1 uur geleden", "2 uur geleden", True),
        ("59 minuten geleden", "1 uur geleden", True),
        ("23 uur geleden", "1 dag geleden", True),
        ("1 week geleden", "10 dagen geleden", False),
        ("2 uur geleden", "2 uur geleden", False),
        ("gisteren", "20 uur geleden", False),
    ],
)
def test_newer_is_only_what_certainly_is(label: str, above: str, newer: bool) -> None:
    ages = read_age(label), read_age(above)
    assert ages[0] is not None
    assert ages[1] is not None
    assert is_newer(ages[0], ages[1]) is newer
