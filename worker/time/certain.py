"""What a written time says for certain of a publication, seen from the capture; else a flag says why it says nothing."""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Literal

from schemas import Published
from schemas.event import Precision
from worker.time.capturing import CaptureTime
from worker.time.civil import AMSTERDAM, civil_day, start_of_day

Source = Literal["metadata", "absolute"]


class Flag(StrEnum):
    """`published.flags`: what a reader should know about a printed time. Those that are also note codes are noted."""

    AFTER_CAPTURE = "after_capture"  # it lies after the capture, so that it says nothing
    AMBIGUOUS_TIME = "ambiguous_time"  # the end of summer time makes it two instants, an hour apart
    NONEXISTENT_TIME = "nonexistent_time"  # the start of summer time skips it
    MODIFIED = "modified"  # the time of a later change is printed too
    MODIFIED_AFTER_CAPTURE = "modified_after_capture"  # and lies after the capture
    YEAR_NOT_PRINTED = "year_not_printed"  # the last such day before the capture was taken
    DAY_NOT_PRINTED = "day_not_printed"  # the last such time before the capture was taken
    WEEKDAY_MISMATCH = "weekday_mismatch"  # the printed weekday is not that of the printed date


def at_one_of(
    instants: tuple[datetime, ...], captured: CaptureTime, bound: Published, source: Source
) -> Published:
    """The publication at a written minute: at the instants that clocks show it, in their order.

    `bound` is what is known without it; what is returned has all else from there.
    """
    if not instants:
        return _flagged(bound, Flag.NONEXISTENT_TIME)
    possible = [instant for instant in instants if captured.latest is None or instant <= captured.latest]
    if not possible:
        return _flagged(bound, Flag.AFTER_CAPTURE)
    first, last = possible[0], possible[-1]
    is_one = first == last
    found = bound.model_copy(
        update={
            "at": first if is_one else None,
            "earliest": first,
            "latest": last,
            "precision": "minute" if is_one else "hour",
            "civil_date": civil_day(first).isoformat(),
            "source": source,
        }
    )
    return found if is_one else _flagged(found, Flag.AMBIGUOUS_TIME)


def within(
    first: date, behind: date, precision: Precision, captured: CaptureTime, bound: Published, source: Source
) -> Published:
    """The publication on the civil days from `first` up to `behind`; of those of the capture what had passed of them."""
    earliest, latest = start_of_day(first), start_of_day(behind)
    if captured.latest is not None:
        if earliest >= captured.latest:
            return _flagged(bound, Flag.AFTER_CAPTURE)
        latest = min(latest, captured.latest)
    return bound.model_copy(
        update={
            "earliest": earliest,
            "latest": latest,
            "precision": precision,
            "civil_date": first.isoformat() if precision == "day" else None,
            "source": source,
        }
    )


def instants_of(local: datetime) -> tuple[datetime, ...]:
    """The instants at which clocks in Amsterdam show `local`: one, two when summer time ends, none when it begins."""
    candidates = {local.replace(tzinfo=AMSTERDAM, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return tuple(
        sorted(
            instant
            for instant in candidates
            if instant.astimezone(AMSTERDAM).replace(tzinfo=None) == local.replace(tzinfo=None)
        )
    )


def _flagged(published: Published, flag: Flag) -> Published:
    return published.model_copy(update={"flags": (*published.flags, flag)})
