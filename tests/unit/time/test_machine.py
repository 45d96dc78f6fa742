"""Times written for machines, as what they say of a publication."""

from datetime import UTC, datetime

import pytest

from schemas import Evidence
from worker.time.capturing import UNKNOWN, CaptureTime
from worker.time.machine import is_after, published_by_machine

CAPTURE = datetime(2026, 1, 1, 8, tzinfo=UTC)
CAPTURED = CaptureTime(at=CAPTURE, latest=CAPTURE)


def dump(written: str, captured: CaptureTime = CAPTURED) -> dict[str, object]:
    found = published_by_machine(written, captured, Evidence(text=written))
    return {} if found is None else found.model_dump(mode="json", exclude={"evidence"}, exclude_defaults=True)


@pytest.mark.parametrize(
    ("written", "instant"),
    [
        ("2025-12-31T14:05:00+01:00", "2025-12-31T13:05:00Z"),
        ("2025-12-31T14:05:33.250Z", "2025-12-31T14:05:33.250000Z"),
        ("2025-12-31T14:05+0100", "2025-12-31T13:05:00Z"),
        ("2025-12-31 14:05:00 +01:00", "2025-12-31T13:05:00Z"),
        ("2025-12-31t14:05z", "2025-12-31T14:05:00Z"),
        ("2025-12-31 14:05 UTC", "2025-12-31T14:05:00Z"),
        ("Wed, 31 Dec 2025 14:05:00 +0100", "2025-12-31T13:05:00Z"),
        (" 2025-12-31T14:05:00-05:00\n", "2025-12-31T19:05:00Z"),
        # Without an offset it is the wall clock of Amsterdam.
        ("2025-12-31T14:05", "2025-12-31T13:05:00Z"),
        ("2025-07-01 14:05:00", "2025-07-01T12:05:00Z"),
    ],
)
def test_a_time_is_an_instant(written: str, instant: str) -> None:
    assert dump(written) == {
        "at": instant, "earliest": instant, "latest": instant, "precision": "minute",
        "civil_date": instant[:10], "source": "metadata",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("written", "earliest", "latest", "precision", "day"),
    [
        ("2025-12-30", "2025-12-29T23:00:00Z", "2025-12-30T23:00:00Z", "day", "2025-12-30"),
        ("2025-10-26", "2025-10-25T22:00:00Z", "2025-10-26T23:00:00Z", "day", "2025-10-26"),
        ("2025-11", "2025-10-31T23:00:00Z", "2025-11-30T23:00:00Z", "month", None),
        ("2025", "2024-12-31T23:00:00Z", "2025-12-31T23:00:00Z", "year", None),
        # Of the day of the capture what had passed of it.
        ("2026-01-01", "2025-12-31T23:00:00Z", "2026-01-01T08:00:00Z", "day", "2026-01-01"),
    ],
)
def test_a_date_is_a_whole_civil_period(
    written: str, earliest: str, latest: str, precision: str, day: str | None
) -> None:
    assert dump(written) == {
        "earliest": earliest, "latest": latest, "precision": precision, "source": "metadata",
        **({"civil_date": day} if day else {}),
    }  # fmt: skip


def test_an_hour_that_clocks_show_twice_is_both() -> None:
    assert dump("2025-10-26T02:30:00") == {
        "earliest": "2025-10-26T00:30:00Z", "latest": "2025-10-26T01:30:00Z", "precision": "hour",
        "civil_date": "2025-10-26", "source": "metadata", "flags": ["ambiguous_time"],
    }  # fmt: skip


def test_a_capture_between_the_two_decides() -> None:
    between = datetime(2025, 10, 26, 1, tzinfo=UTC)
    assert dump("2025-10-26T02:30:00", CaptureTime(between, between))["at"] == "2025-10-26T00:30:00Z"


@pytest.mark.parametrize(
    ("written", "flag"),
    [
        ("2025-03-30T02:30:00", "nonexistent_time"),
        ("2026-01-01T08:00:01Z", "after_capture"),
        ("2099-01-01", "after_capture"),
        ("2026-01-02", "after_capture"),
    ],
)
def test_what_cannot_be_gives_only_the_capture_as_a_bound(written: str, flag: str) -> None:
    assert dump(written) == {"latest": "2026-01-01T08:00:00Z", "flags": [flag]}
    assert is_after(written, CAPTURED) == (flag == "after_capture")


@pytest.mark.parametrize(
    "written",
    [
        "", "gisteren", "31-12-2025", "2025-13-01", "2025-02-30", "2025-12-31T25:00", "14:05", "20251231", "PT3H", "1767254400",
        "0000", "2025-W01-1", "9999-12-31T23:59:59-23:00", "0001-01-01T00:00:00+23:00", "Wed, 31 Foo 2025 14:05:00 +0100",
        "2025-12-31T14:05" + " " * 100 + "Z", "T", ":", "\ud800", "٢٠٢٥-١٢-٣١",
    ],
)  # fmt: skip
def test_what_is_no_time_is_none(written: str) -> None:
    assert dump(written) == {}
    assert not is_after(written, CAPTURED)


def test_without_a_capture_nothing_is_too_late() -> None:
    assert dump("2099-01-01T00:00:00Z", UNKNOWN)["at"] == "2099-01-01T00:00:00Z"
