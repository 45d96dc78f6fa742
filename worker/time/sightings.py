"""What several sightings of one text say together about its publication."""

from datetime import timedelta

from schemas import Published
from schemas.event import Precision
from worker.time.civil import only_day

FINEST_FIRST: tuple[Precision | None, ...] = ("minute", "hour", "day", "week", "month", "year", None)
# How long a printed minute lasts: its item was published in [at, at + MINUTE).
MINUTE = timedelta(minutes=1)


def intersect(one: Published, other: Published) -> Published | None:
    """The publication that both sightings allow: one of them where it is the narrower, else `source` is `sighting`.

    None where they contradict each other: the text was published again. An unknown bound is no bound. A printed minute
    stays what it is where the other sighting does not exclude it.
    """
    if one.at is not None or other.at is not None:
        return _intersect_minute(*((one, other) if one.at is not None else (other, one)))
    earliest = max((bound for bound in (one.earliest, other.earliest) if bound is not None), default=None)
    latest = min((bound for bound in (one.latest, other.latest) if bound is not None), default=None)
    if earliest is not None and latest is not None and earliest >= latest:
        return None
    for sighting in (one, other):
        if (sighting.earliest, sighting.latest) == (earliest, latest):
            return sighting
    narrower = min(one, other, key=_width)
    return Published(
        earliest=earliest,
        latest=latest,
        precision=min(one.precision, other.precision, key=FINEST_FIRST.index),
        civil_date=one.civil_date or other.civil_date or only_day(earliest, latest),
        source="sighting",
        evidence=narrower.evidence,
        flags=tuple(dict.fromkeys((*one.flags, *other.flags))),
    )


def _intersect_minute(printed: Published, other: Published) -> Published | None:
    minute = printed.at
    if minute is None or other.at not in {None, minute}:
        return None
    is_before = other.earliest is not None and minute + MINUTE <= other.earliest
    is_after = other.latest is not None and minute > other.latest
    return None if is_before or is_after else printed


def _width(sighting: Published) -> timedelta:
    if sighting.earliest is None or sighting.latest is None:
        return timedelta.max
    return sighting.latest - sighting.earliest
