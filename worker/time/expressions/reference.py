"""When a text was published, as far as it is known: what its expressions are counted from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from schemas import Published
from worker.time.calendar import add_days
from worker.time.civil import AMSTERDAM

TICK = timedelta(microseconds=1)
# In a longer interval only its ends are tried: what differs there has too many readings to list.
MOST_DAYS = 16


@dataclass(frozen=True, slots=True)
class Reference:
    """The instant lies in (earliest, latest]; both are equal where it is known. Whole civil days end before midnight."""

    earliest: datetime
    latest: datetime

    @classmethod
    def at(cls, instant: datetime) -> "Reference":
        """A known instant (aware)."""
        return cls(instant, instant)

    def moments(self) -> tuple[datetime, ...]:
        """Local times, in order, that stand for all in the interval: its ends, and each noon between them."""
        first, last = self.earliest.astimezone(UTC), self.latest.astimezone(UTC)
        if first == last:
            return (first.astimezone(AMSTERDAM),)
        first, last = (first + TICK).astimezone(AMSTERDAM), last.astimezone(AMSTERDAM)
        if last.time() == time() and (first - TICK).time() == time():
            last = (self.latest.astimezone(UTC) - TICK).astimezone(AMSTERDAM)
        days = (last.date() - first.date()).days
        around = range(days + 1) if 0 < days <= MOST_DAYS else ()
        noons = [datetime.combine(add_days(first.date(), day), time(12), AMSTERDAM) for day in around]
        return (first, *(noon for noon in noons if first < noon < last), last)


def days_of(moments: Sequence[datetime]) -> str:
    """The civil day of the moments, or the first and the last: `2025-12-31/2026-01-01`."""
    first, last = moments[0].date().isoformat(), moments[-1].date().isoformat()
    return first if first == last else f"{first}/{last}"


def reference_of(published: Published) -> Reference | None:
    """An item's own time; None where only a bound of it is known."""
    if published.at is not None:
        return Reference.at(published.at)
    if published.earliest is None or published.latest is None:
        return None
    return Reference(published.earliest, published.latest)
