"""Times that a page gives for machines: `2025-12-31T14:05:00+01:00`, `2025-12-31 14:05`, `2025-12-31`, RFC 2822.

With an offset they are instants, without one the wall clock of Amsterdam; a date is a whole civil day. What is read is
never more precise than what is written.
"""

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from schemas import Evidence, Published
from schemas.event import Precision
from worker.time.capturing import CaptureTime
from worker.time.certain import Flag, at_one_of, instants_of, within

MAX_LENGTH = 60
PERIOD = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
RFC_2822 = re.compile(r"(?:[A-Za-z]{3}, )?\d{1,2} [A-Za-z]{3} \d{4} \d{1,2}:\d{2}")
# 2025-12-31 14:05:00 +01:00
BEFORE_OFFSET = re.compile(r" (?=[+-]\d|Z|UTC)")
DAY = timedelta(days=1)


def published_by_machine(written: str, captured: CaptureTime, evidence: Evidence) -> Published | None:
    """The publication that a machine's time gives; None where it cannot be read.

    Where it says nothing certain (it lies after the capture, or clocks never showed it) only the capture bounds the
    publication, `source` stays `bound`, and a flag says why.
    """
    text = written.strip()
    if len(text) > MAX_LENGTH:
        return None
    bound = Published(latest=captured.latest, evidence=evidence)
    try:
        period = PERIOD.fullmatch(text)
        if period is not None:
            year, month, day = (int(part or 0) for part in period.groups())
            return _period(year, month, day, captured, bound)
        instants = _instants(text)
    except (ValueError, OverflowError):  # no date of the calendar, or none in UTC
        return None
    return None if instants is None else at_one_of(instants, captured, bound, "metadata")


def is_after(written: str, captured: CaptureTime) -> bool:
    """Whether a machine's time certainly lies after the capture."""
    read = published_by_machine(written, captured, Evidence(text=written))
    return read is not None and Flag.AFTER_CAPTURE in read.flags


def _instants(text: str) -> tuple[datetime, ...] | None:
    """One; two or none where the change to or from summer time makes it so. None where this is no time."""
    if RFC_2822.match(text):
        read = parsedate_to_datetime(text)
    elif ":" in text or "T" in text.upper():
        read = datetime.fromisoformat(BEFORE_OFFSET.sub("", text.upper()).replace("UTC", "Z"))
    else:
        return None
    return instants_of(read) if read.tzinfo is None else (read.astimezone(UTC),)


def _period(year: int, month: int, day: int, captured: CaptureTime, bound: Published) -> Published:
    """A whole year, month or day (0: not written)."""
    first = date(year, month or 1, day or 1)
    precision: Precision = "day" if day else "month" if month else "year"
    behind = first + DAY if day else _next_month(first) if month else date(year + 1, 1, 1)
    return within(first, behind, precision, captured, bound, "metadata")


def _next_month(first: date) -> date:
    return (first.replace(day=28) + 4 * DAY).replace(day=1)
