"""Civil days of Europe/Amsterdam, as instants on the UTC line.

Aware datetimes of one zone subtract on the wall clock in Python: whoever counts hours does so in UTC.
"""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def civil_day(instant: datetime) -> date:
    """The day on the calendar in Amsterdam at `instant`."""
    return instant.astimezone(AMSTERDAM).date()


def start_of_day(day: date) -> datetime:
    """Midnight at the start of `day` in Amsterdam, in UTC. Days have 23, 24 or 25 hours."""
    return datetime.combine(day, time(), AMSTERDAM).astimezone(UTC)


def only_day(earliest: datetime | None, latest: datetime | None) -> str | None:
    """The civil day (`2026-01-01`) in which all of (earliest, latest] lies; None where there is none or one is open."""
    if earliest is None or latest is None or civil_day(earliest) != civil_day(latest):
        return None
    return civil_day(latest).isoformat()
