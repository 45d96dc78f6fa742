"""The capture time: from claims and records, never from a clock."""

from datetime import UTC, datetime

import pytest

from schemas.notes import NoteCode
from worker.time.capturing import capture_time, read_instant

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("claim", "recorded_at", "by_broker", "at", "latest", "note"),
    [
        ("2026-01-01T09:00:00Z", None, False, 9, 9, None),
        ("2026-01-01T09:00:00Z", NOON, False, 9, 9, None),
        ("2026-01-01T09:00:00Z", NOON, True, 9, 9, None),
        ("2026-01-01T13:00:00Z", NOON, False, 12, 12, NoteCode.CAPTURE_CUT),
        ("2099-01-01T00:00:00Z", NOON, True, 12, 12, NoteCode.CAPTURE_CUT),
        (None, NOON, False, 12, 12, None),
        (None, NOON, True, None, 12, NoteCode.CAPTURE_UNKNOWN),
        (None, None, False, None, None, NoteCode.CAPTURE_UNKNOWN),
        ("gisteren", NOON, False, None, None, NoteCode.CAPTURE_UNKNOWN),
        ("", NOON, False, None, None, NoteCode.CAPTURE_UNKNOWN),
        ("2026-01-01T09:00:00", NOON, False, None, None, NoteCode.CAPTURE_UNKNOWN),
    ],
)
def test_the_smaller_of_claim_and_record(
    claim: str | None,
    recorded_at: datetime | None,
    by_broker: bool,
    at: int | None,
    latest: int | None,
    note: NoteCode | None,
) -> None:
    capture = capture_time(claim, recorded_at, by_broker)
    assert (capture.at and capture.at.hour, capture.latest and capture.latest.hour) == (at, latest)
    assert capture.note == note


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-01-01T13:00:00+01:00", NOON),
        (" 2026-01-01t12:00:00z ", NOON),
        ("2026-01-01 12:00:00+00:00", NOON),
        ("2026-01-01", None),
        ("12:00", None),
        ("1767254400", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("2026-02-30T12:00:00Z", None),
    ],
)
def test_an_instant_has_an_offset(text: str, instant: datetime | None) -> None:
    assert read_instant(text) == instant
