"""Parts of days, nights and clock times."""

from dataclasses import dataclass, replace
from datetime import UTC, date
from typing import Literal

from worker.time.calendar import add_days
from worker.time.civil import AMSTERDAM
from worker.time.expressions import periods
from worker.time.expressions.days import ANY_DAY
from worker.time.expressions.periods import PARTS, Flag, Grain, Period
from worker.time.expressions.standpoint import Kind, Meaning, Side, Standpoint

Zone = Literal["foreign", "utc"]

MORNING_BEGINS = 6
EVENING_BEGINS = 18


@dataclass(frozen=True, slots=True)
class DayPart(Meaning):
    """`donderdagavond`"""

    kind = Kind.DAYPART
    type = "TIME"
    day: Meaning
    part: str

    @property
    def absolute(self) -> bool:
        return self.day.absolute

    @property
    def sided(self) -> bool:
        return self.day.sided

    @property
    def heading(self) -> Side | None:
        return self.day.heading

    def resolve(self, at: Standpoint) -> Period | None:
        period = self.day.resolve(at)
        if period is None or period.day is None:
            return None
        day = period.day
        if self.sided and day == at.today and at.side is Side.BEFORE and PARTS[self.part][0] > at.now.hour:
            day = add_days(day, -1 if self.part == "NI" else -7)
        return periods.flagged(periods.part_of_day(day, self.part), *period.flags)

    def template(self) -> str:
        return f"{self.day.template() or ANY_DAY}T{self.part}"

    def words(self) -> str:
        return f"{self.day.words()}, part {self.part}"


@dataclass(frozen=True, slots=True)
class Part(Meaning):
    """`'s avonds`: of the day that the text speaks of."""

    kind = Kind.PART
    type = "TIME"
    part: str

    @property
    def bound_to_text(self) -> bool:
        return True

    def resolve(self, at: Standpoint) -> Period | None:
        return None if at.day is None else periods.part_of_day(at.day, self.part)

    def template(self) -> str:
        return f"{ANY_DAY}T{self.part}"

    def words(self) -> str:
        return f"part {self.part} of the day told before"


@dataclass(frozen=True, slots=True)
class Tonight(Meaning):
    """`vannacht`: the night just past or the one to come, by the tense and by the hour of reading."""

    kind = Kind.DAYPART
    type = "TIME"

    @property
    def sided(self) -> bool:
        return True

    def resolve(self, at: Standpoint) -> Period:
        if at.side in {Side.BEFORE, Side.LAST}:
            coming = False
        elif at.side is Side.EITHER:
            coming = at.now.hour >= EVENING_BEGINS
        else:
            coming = at.now.hour >= MORNING_BEGINS
        return periods.part_of_day(at.today if coming else add_days(at.today, -1), "NI")

    def template(self) -> str:
        return f"{ANY_DAY}TNI"

    def words(self) -> str:
        return "the night past or to come"


@dataclass(frozen=True, slots=True)
class Night(Meaning):
    """`de nacht van zaterdag op zondag`: two days that follow each other, else it is none."""

    kind = Kind.DAYPART
    type = "TIME"
    last: Meaning
    first: Meaning | None = None

    @property
    def absolute(self) -> bool:
        return self.last.absolute

    @property
    def sided(self) -> bool:
        return self.last.sided

    def resolve(self, at: Standpoint) -> Period | None:
        morning = self.last.resolve(at)
        if morning is None or morning.day is None:
            return None
        evening = add_days(morning.day, -1)
        if self.first is not None:
            told = self.first.resolve(at.seen_from(morning.day, Side.LAST))
            if told is None or told.day != evening:
                return None
        return periods.part_of_day(evening, "NI")

    def template(self) -> str:
        first = None if self.first is None else self.first.template()
        return f"{first or ANY_DAY}TNI"

    def words(self) -> str:
        return f"the night to {self.last.words()}"


@dataclass(frozen=True, slots=True)
class ClockTime(Meaning):
    """A time on the clock, of its `day`, of the one that the text speaks of, or of today.

    `half_day`: told on the face of twelve hours (`half drie`), so that a part of day or else the tense must say which.
    """

    type = "TIME"
    hour: int
    minute: int = 0
    half_day: bool = False
    day: Meaning | None = None
    part: str | None = None
    zone: Zone | None = None

    @property
    def kind(self) -> Kind:
        return Kind.CLOCK if self.day is None else Kind.MOMENT

    @property
    def absolute(self) -> bool:
        return self.day is not None and self.day.absolute

    @property
    def sided(self) -> bool:
        return self.day.sided if self.day is not None else True

    def resolve(self, at: Standpoint) -> Period | None:
        day = self._day(at)
        if day is None:
            return None
        if self.zone == "foreign":
            return self._of_foreign_clock(at, day)
        if self.zone == "utc":
            return _of_utc_clock(day, self.hour, self.minute)
        hour, other = self._hours(at, day)
        found = _of_amsterdam_clock(day, hour, self.minute)
        return (
            found
            if other is None
            else periods.with_others(found, periods.minute(day, other, self.minute).value)
        )

    def template(self) -> str:
        day = ANY_DAY if self.day is None else self.day.template() or ANY_DAY
        return f"{day.split('T', maxsplit=1)[0]}T{self._told_hour():02d}:{self.minute:02d}"

    def words(self) -> str:
        day = "" if self.day is None else f"{self.day.words()}, "
        return f"{day}{self.hour:02d}:{self.minute:02d}" + (f" {self.part}" if self.part else "")

    def _day(self, at: Standpoint) -> date | None:
        if self.day is None:
            if at.day is None:
                return self._today_or_yesterday(at)
            return self._in_night(at, at.day) if at.part == "NI" else at.day
        period = self.day.resolve(at)
        if period is None or period.day is None:
            return None
        in_night = self.day.kind is Kind.DAYPART and period.value.endswith("TNI")
        return self._in_night(at, period.day) if in_night else period.day

    def _in_night(self, at: Standpoint, evening: date) -> date:
        """A night begins on one day; its small hours are of the next."""
        return add_days(evening, 1) if self._told_hour(at) < 12 else evening

    def _today_or_yesterday(self, at: Standpoint) -> date:
        """Just after midnight, what happened late in the evening happened yesterday."""
        if self.hour == 24 and at.side is Side.BEFORE:
            return add_days(at.today, -1)
        late = self._told_hour(at) >= EVENING_BEGINS
        if late and at.side is Side.BEFORE and at.now.hour < MORNING_BEGINS:
            return add_days(at.today, -1)
        return add_days(at.today, 1) if self._is_next_midnight(at) else at.today

    def _is_next_midnight(self, at: Standpoint) -> bool:
        ahead = at.side in {Side.ONWARD, Side.AFTER}
        return self.hour == 0 and not self.half_day and ahead and at.now.hour > 0

    def _told_hour(self, at: Standpoint | None = None) -> int:
        """The hour of 24 that the part of day makes of the told one."""
        match self._part(at):
            case "AF" if self.hour < MORNING_BEGINS + 1:
                return self.hour + 12
            case "EV" if self.hour <= 12:
                return self.hour + 12
            case "NI" if self.hour in {10, 11, 12}:
                return self.hour + 12
        return self.hour

    def _part(self, at: Standpoint | None) -> str | None:
        """Its own part of day; that of the day told before, where the clock has twelve hours and no day of its own."""
        if self.part is not None or not self.half_day or at is None or self.day is not None:
            return self.part
        return at.part

    def _hours(self, at: Standpoint, day: date) -> tuple[int, int | None]:
        """The hour that is meant, and the one that the words allow too."""
        if not self.half_day or self._part(at) is not None:
            return self._told_hour(at), None
        morning, evening = self.hour % 12, self.hour % 12 + 12
        if day == at.today and self.day is None and at.side is not Side.EITHER:
            return _by_tense(at, morning, evening, self.minute)
        # Without a hint: from seven to noon it is morning.
        return (evening, morning) if 1 <= self.hour < 7 or self.hour == 12 else (morning, evening)

    def _of_foreign_clock(self, at: Standpoint, day: date) -> Period:
        clock = f"T{self._told_hour(at):02d}:{self.minute:02d}"
        value = clock if self.day is None else f"{day.isoformat()}{clock}"
        return Period(value, None, None, Grain.MINUTE, flags=(Flag.FOREIGN_CLOCK,))


def _by_tense(at: Standpoint, morning: int, evening: int, minute: int) -> tuple[int, int]:
    clock = (at.now.hour, at.now.minute)
    if at.side in {Side.BEFORE, Side.LAST}:
        return (evening, morning) if (evening, minute) <= clock else (morning, evening)
    return (morning, evening) if (morning, minute) >= clock else (evening, morning)


def _of_utc_clock(day: date, hour: int, minute: int) -> Period:
    told = periods.minute(day, hour, minute)
    assert told.start is not None  # noqa: S101 (a minute has a start)
    local = periods.at_minute(told.start.replace(tzinfo=UTC).astimezone(AMSTERDAM))
    return replace(local, value=f"{told.value}Z", edtf=f"{told.edtf}Z")


def _of_amsterdam_clock(day: date, hour: int, minute: int) -> Period:
    """The minute on Dutch clocks: two instants in the doubled hour of autumn, none in the skipped one of spring."""
    found = periods.minute(day, hour, minute)
    assert found.start is not None  # noqa: S101 (a minute has a start)
    early, late = (found.start.replace(tzinfo=AMSTERDAM, fold=fold) for fold in (0, 1))
    if early.utcoffset() == late.utcoffset():
        return found
    if early.astimezone(UTC).astimezone(AMSTERDAM).replace(tzinfo=None) != found.start:
        return replace(found, start=None, end=None, flags=(Flag.NONEXISTENT_TIME,))
    both = tuple(when.isoformat(timespec="minutes") for when in (early, late))
    return replace(found, start=None, end=None, others=both, flags=(Flag.AMBIGUOUS_TIME,))


@dataclass(frozen=True, slots=True)
class ClockSpan(Meaning):
    """`van 10.00 tot 12.00 uur`; an end that is not after the start is on the next day."""

    type = "TIME"
    first: ClockTime
    last: ClockTime
    part: str | None = None

    @property
    def kind(self) -> Kind:
        return Kind.CLOCKS if self.first.day is None else Kind.SPAN

    @property
    def absolute(self) -> bool:
        return self.first.absolute

    @property
    def sided(self) -> bool:
        return self.first.sided

    def resolve(self, at: Standpoint) -> Period | None:
        part = self.part or self.first.part
        first = replace(self.first, part=part).resolve(at)
        if first is None or first.day is None or first.start is None:
            return None
        for day in (first.day, add_days(first.day, 1)):
            last = self._last(replace(at, day=day), after=first)
            if last is not None:
                # The end is the moment that is told, not the minute after it.
                return replace(periods.span(first, last), end=last.start)
        return None

    def _last(self, at: Standpoint, after: Period) -> Period | None:
        """The earliest of its readings on a day that is after the start."""
        hours = {self.last.hour, (self.last.hour + 12) % 24} if self.last.half_day else {self.last.hour}
        told = [replace(self.last, hour=hour, half_day=False).resolve(at) for hour in sorted(hours)]
        later = [
            period
            for period in told
            if period and period.start and after.start and period.start > after.start
        ]
        return later[0] if later else None

    def template(self) -> str:
        return f"{self.first.template()}/{self.last.template()}"

    def words(self) -> str:
        return f"from {self.first.words()} to {self.last.words()}"
