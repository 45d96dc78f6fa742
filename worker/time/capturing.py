"""When a page was captured: from what its scraper claims and when its record was written. Never a clock."""

from dataclasses import dataclass
from datetime import UTC, datetime

from schemas.notes import NoteCode


@dataclass(frozen=True, slots=True)
class CaptureTime:
    """`at` is the capture, null where unknown; `latest` the instant before which it was, null where unknown."""

    at: datetime | None = None
    latest: datetime | None = None
    note: NoteCode | None = None


UNKNOWN = CaptureTime(note=NoteCode.CAPTURE_UNKNOWN)


def capture_time(claim: str | None, recorded_at: datetime | None, recorded_by_broker: bool) -> CaptureTime:
    """The smaller of the scraper's `claim` and the record's timestamp, in UTC.

    A claim that cannot be read makes the capture unknown: a scraper whose clock or format is broken is not
    corrected by guessing. Without a claim the record's timestamp stands in for it, unless the broker set it: then
    it only bounds the capture.
    """
    if claim is None:
        return _from_record(recorded_at, recorded_by_broker)
    claimed = read_instant(claim)
    if claimed is None:
        return UNKNOWN
    if recorded_at is not None and recorded_at < claimed:
        cut = recorded_at.astimezone(UTC)
        return CaptureTime(at=cut, latest=cut, note=NoteCode.CAPTURE_CUT)
    return CaptureTime(at=claimed, latest=claimed)


def read_instant(text: str) -> datetime | None:
    """An RFC 3339 instant in UTC. Null without an offset: whether it was local time nobody can tell."""
    try:
        instant = datetime.fromisoformat(text.strip().upper())
        return None if instant.tzinfo is None else instant.astimezone(UTC)
    except (ValueError, OverflowError):  # no date, or one that leaves the calendar in UTC
        return None


def _from_record(recorded_at: datetime | None, recorded_by_broker: bool) -> CaptureTime:
    if recorded_at is None:
        return UNKNOWN
    recorded = recorded_at.astimezone(UTC)
    if recorded_by_broker:
        return CaptureTime(latest=recorded, note=NoteCode.CAPTURE_UNKNOWN)
    return CaptureTime(at=recorded, latest=recorded)
