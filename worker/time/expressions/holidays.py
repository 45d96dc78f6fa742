"""Holidays and other days with a name: the rows of holidays.toml."""

import tomllib
from datetime import date
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict

from worker.time.calendar import add_days, easter, nth_weekday
from worker.time.expressions import periods
from worker.time.expressions.periods import Period

SUNDAY = 6


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class NthDay(_Row):
    """The n-th weekday (Monday is 0, n = -1 the last) of a month, and so many days after it."""

    month: int
    weekday: int
    n: int
    plus: int = 0


class Era(_Row):
    """How the day is found in the years `since` … `until`: by exactly one of `on`, `easter` and `nth`."""

    since: int = 1583
    until: int = 9998
    on: tuple[int, int] | None = None
    easter: int | None = None
    nth: NthDay | None = None
    if_sunday: int = 0

    def day(self, year: int) -> date:
        """The first day of the holiday in a year."""
        if self.on is not None:
            day = date(year, *self.on)
        elif self.nth is not None:
            day = add_days(nth_weekday(year, self.nth.month, self.nth.weekday, self.nth.n), self.nth.plus)
        else:
            day = add_days(easter(year), self.easter or 0)
        return add_days(day, self.if_sunday) if day.weekday() == SUNDAY else day


class Holiday(_Row):
    """A row `[[holiday]]`. It is one day long, `days` long, a part of a day (`part`), or a weekend."""

    words: tuple[str, ...]
    eras: tuple[Era, ...]
    days: int = 1
    part: Literal["EV", "NI"] | None = None
    needs_preposition: bool = False

    def period(self, year: int) -> Period | None:
        """The holiday of a year; None where the year had none."""
        era = next((era for era in self.eras if era.since <= year <= era.until), None)
        if era is None:
            return None
        first = era.day(year)
        if self.part is not None:
            return periods.part_of_day(first, self.part)
        if self.days > 1:
            return periods.days(first, add_days(first, self.days - 1))
        return periods.one_day(first)

    def template(self) -> str:
        """`XXXX-12-25` for a day that stays, else `XXXX-XX-XX`."""
        on = self.eras[-1].on
        day = f"XXXX-{on[0]:02d}-{on[1]:02d}" if on else "XXXX-XX-XX"
        return day if self.part is None else f"{day}T{self.part}"


class _Table(_Row):
    holiday: tuple[Holiday, ...]


HOLIDAYS = _Table.model_validate(
    tomllib.loads(files("worker.time.expressions").joinpath("holidays.toml").read_text(encoding="utf-8"))
).holiday
BY_WORDS = {words: holiday for holiday in HOLIDAYS for words in holiday.words}
