"""Civil days and months of Europe/Amsterdam, as instants on the UTC line.

Aware datetimes of one zone subtract on the wall clock in Python: whoever counts hours does so in UTC.
"""

import calendar
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def civil_day(instant: datetime) -> date:
    """The day on the calendar in Amsterdam at `instant`."""
    return instant.astimezone(AMSTERDAM).date()


def start_of_day(day: date) -> datetime:
    """Midnight at the start of `day` in Amsterdam, in UTC. Days have 23, 24 or 25 hours."""
    return datetime.combine(day, time(), AMSTERDAM).astimezone(UTC)


def months_before(instant: datetime, months: int) -> datetime:
    """The same day and wall-clock time `months` calendar months earlier; the last day where a month is shorter.

    Raises ValueError before the year 1.
    """
    local = instant.astimezone(AMSTERDAM)
    year, month_index = divmod(local.year * 12 + local.month - 1 - months, 12)
    if year < 1:
        raise ValueError(f"{months} months before {instant} is no date")
    last_day = calendar.monthrange(year, month_index + 1)[1]
    return local.replace(year=year, month=month_index + 1, day=min(local.day, last_day)).astimezone(UTC)
