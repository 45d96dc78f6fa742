"""From where an expression is read: the instant, the side that the tense points to, what was said just before."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum
from typing import Literal

from worker.time.civil import AMSTERDAM
from worker.time.expressions.periods import Period

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


class Side(StrEnum):
    """On which side of the reference a recurring day, month or season is meant."""

    BEFORE = "before"  # past tense: today or earlier
    ONWARD = "onward"  # present tense: today or later, unless that is most of a year away
    AFTER = "after"  # the future: today or later
    EITHER = "either"  # no tense: the nearest
    LAST = "last"  # "afgelopen": before today
    NEXT = "next"  # "aanstaande": after today


# Present tense and a date so far ahead: what is meant is the one just past (`In oktober stijgt de inflatie`, in November).
FAR_AHEAD_DAYS = 300


@dataclass(frozen=True, slots=True)
class Standpoint:
    """`now` is aware, in Amsterdam. Of what the text told just before: `day` and `part` of day, and `before`, all of it."""

    now: datetime
    side: Side = Side.EITHER
    day: date | None = None
    part: str | None = None
    before: Period | None = None

    @property
    def today(self) -> date:
        return self.now.date()

    def seen_from(self, day: date, side: Side) -> "Standpoint":
        """As if read at noon of another day."""
        return replace(self, now=datetime.combine(day, time(12), AMSTERDAM), side=side)

    def choose(self, stretches: Sequence[tuple[date, date]], told: Side | None = None) -> int | None:
        """Which of the stretches of days, in order and ends exclusive, is meant; `told` is what words say of the side."""
        today, side = self.today, told or self.side
        before = [index for index, (start, _) in enumerate(stretches) if start <= today]
        after = [index for index, (_, end) in enumerate(stretches) if end > today]
        match side:
            case Side.LAST:
                return next((index for index in reversed(before) if stretches[index][1] <= today), None)
            case Side.NEXT:
                return next((index for index in after if stretches[index][0] > today), None)
            case Side.BEFORE:
                return before[-1] if before else None
            case Side.AFTER:
                return after[0] if after else None
            case _:
                return self._nearest(stretches, before, after, side)

    def _nearest(
        self, stretches: Sequence[tuple[date, date]], before: list[int], after: list[int], side: Side
    ) -> int | None:
        if not before or not after:
            return before[-1] if before else after[0] if after else None
        ahead = (stretches[after[0]][0] - self.today).days
        behind = (self.today - stretches[before[-1]][1]).days + 1
        if side is Side.ONWARD:
            return before[-1] if ahead > FAR_AHEAD_DAYS else after[0]
        return before[-1] if behind <= ahead else after[0]


def by_sign(number: float) -> Side | None:
    """The side of what is counted back or on."""
    return Side.LAST if number < 0 else Side.NEXT if number > 0 else None


class Kind(StrEnum):
    """What an expression can be joined with."""

    DAY = "day"  # donderdag, 20 november, Koningsdag
    PART = "part"  # 's avonds: no day of its own
    DAYPART = "daypart"  # donderdagavond, vannacht
    CLOCK = "clock"  # 20.30 uur: no day of its own
    CLOCKS = "clocks"  # van 10.00 tot 12.00 uur: no day of its own
    MOMENT = "moment"  # donderdag om 20.30 uur
    PERIOD = "period"  # november, vorig jaar, de zomer van 2024
    YEAR = "year"  # 2024
    COUNT = "count"  # tien jaar geleden
    SPAN = "span"  # van maandag tot woensdag
    SET = "set"  # elke maandag


class Meaning:
    """What an expression says, before it is known from where it is read."""

    __slots__ = ()

    @property
    @abstractmethod
    def kind(self) -> Kind:
        """What it can be joined with."""

    @property
    def type(self) -> TimexType:
        return "DATE"

    @property
    def absolute(self) -> bool:
        """Whether it means the same from everywhere."""
        return False

    @property
    def sided(self) -> bool:
        """Whether the tense decides."""
        return False

    @property
    def heading(self) -> Side | None:
        """The side that its own words tell, from wherever it is read: `gisteren`, `komende zomer`."""
        return None

    @property
    def bound_to_text(self) -> bool:
        """Whether it counts from what the text said before, and is nothing without it."""
        return False

    def excluded(self, _side: Side) -> bool:
        """Whether it cannot be what it looks like in this tense."""
        return False

    @abstractmethod
    def resolve(self, at: Standpoint) -> Period | None:
        """The period that is meant; None where there is none, errors of the calendar where it leads out of it."""

    def unanchored(self) -> Period | None:
        """What can be told of it without any reference (a window's length); None where nothing can."""
        return None

    @abstractmethod
    def template(self) -> str | None:
        """The value with an X for each digit that depends on the reference: `XXXX-WXX-4`."""

    @abstractmethod
    def words(self) -> str:
        """What is done, for people."""
