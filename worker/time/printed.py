"""Printed dates and times of publication: `vandaag, 14:05`, `31 dec 2025, 14:05`, `5-9-2016, 14:50 (Update …)`.

A printed minute is a point, a date alone a whole civil day of Amsterdam. The words are in printed.toml.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from importlib.resources import files
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from schemas import Evidence, Published
from worker.time.capturing import CaptureTime
from worker.time.certain import Flag, at_one_of, instants_of, within
from worker.time.civil import AMSTERDAM, civil_day, start_of_day

DAY = timedelta(days=1)
# No label is longer: a date, a time and the time of a change.
MAX_LENGTH = 120
# A date that is printed without its year and names a weekday fits one of so many years.
YEARS_BACK = 12


@dataclass(frozen=True, slots=True)
class PrintedDay:
    """A day as printed; what is null was not. `days_before`: so many days before that of the capture."""

    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    days_before: int | None = None
    is_past: bool = False


@dataclass(frozen=True, slots=True)
class PrintedTime:
    """A time as printed. Without a clock it is a whole day. `published` is false where it is that of a change alone."""

    day: PrintedDay | None = None
    clock: time | None = None
    modified: "PrintedTime | None" = None
    published: bool = True


class _Words(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    last: tuple[str, ...]
    published: tuple[str, ...]
    changed: tuple[str, ...]


class _Table(BaseModel):
    """The whole of printed.toml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    months: dict[int, tuple[str, ...]]
    weekdays: dict[int, tuple[str, ...]]
    day_words: dict[str, int]
    words: _Words


_TABLE = _Table.model_validate(
    tomllib.loads(files("worker.time").joinpath("printed.toml").read_text(encoding="utf-8"))
)
MONTHS = {word: number for number, words in _TABLE.months.items() for word in words}
WEEKDAYS = {word: number for number, words in _TABLE.weekdays.items() for word in words}
DAY_WORDS = _TABLE.day_words
# All that a printed time may begin with, beside figures.
FIRST_WORDS = frozenset(
    (*WEEKDAYS, *DAY_WORDS, *_TABLE.words.last, *_TABLE.words.published, *_TABLE.words.changed)
)


def _either(words: Iterable[str]) -> str:
    """One of the words in any case; a capital may be glued to it, a letter in lower case is another word."""
    return rf"(?i:{'|'.join(sorted(map(re.escape, words), key=len, reverse=True))})(?![a-zà-öø-ÿ])"


# Every quantifier is bounded. What is tried first is longer than what it begins like.
_GAP = "[ \u00a0\u202f]"
_WEEKDAY = rf"(?:(?P<weekday>{_either(WEEKDAYS)})\.?,?{_GAP})?"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"
_MONTH_NUMBER = r"(?P<month>0?[1-9]|1[0-2])"
_HOUR = r"(?P<hour>[01]?\d|2[0-4])"
_HOURS = rf"(?:{_GAP}?(?:{_either(('uur', 'u', 'h'))})\.?)?"
DATES = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?!\d)(?:T(?=\d))?",
        rf"{_WEEKDAY}{_DAY}(?P<sign>[-/.]){_MONTH_NUMBER}(?P=sign)(?P<year>\d{{4}}|\d{{2}})(?!\d)",
        rf"{_WEEKDAY}{_DAY}{_GAP}(?P<month>{_either(MONTHS)})\.?(?:,?{_GAP}(?P<year>\d{{4}})(?![\d:.]))?",
        rf"{_WEEKDAY}{_DAY}(?P<sign>[-/]){_MONTH_NUMBER}(?![\d/-])",
        rf"(?P<word>{_either(DAY_WORDS)})",
        rf"(?:(?P<last>{_either(_TABLE.words.last)}){_GAP})?(?P<weekday>{_either(WEEKDAYS)})\.?",
    )
)
CLOCK = re.compile(
    rf"{_HOUR}(?:[:.](?P<minute>[0-5]\d)(?::[0-5]\d)?(?!\d){_HOURS}|u(?P<minute_behind>[0-5]\d)(?!\d))"
)
BETWEEN = re.compile(rf"(?:{_GAP}?,)?(?:{_GAP}(?:[-–—|•·]|{_either(('om',))}){_GAP}|{_GAP}|(?<=T))?")
PUBLISHED = re.compile(rf"(?:{_either(_TABLE.words.published)})(?:{_GAP}{_either(('op', 'om'))})?:?{_GAP}")
CHANGED = re.compile(rf"(?:{_either(_TABLE.words.changed)})(?:{_GAP}{_either(('op', 'om'))})?:?{_GAP}")
BEFORE_CHANGE = re.compile(rf"{_GAP}?(?:[(,;|•·–—-]{_GAP}?)?")


class Read(NamedTuple):
    """A printed time and where it ends."""

    time: PrintedTime
    end: int


def read_printed_time(label: str) -> PrintedTime | None:
    """What a whole label says; a time of day alone counts, as the label is known to be one."""
    text = label.strip()
    read = read_at(text, 0, clock_alone=True)
    return read.time if read is not None and read.end == len(text) else None


def read_at(text: str, start: int = 0, *, clock_alone: bool = False) -> Read | None:
    """The printed time that begins at `start`. A time of day without a day is one only with `clock_alone`."""
    changed = CHANGED.match(text, start)
    if changed is not None:
        read = _day_and_clock(text, changed.end())
        return None if read is None else Read(PrintedTime(modified=read.time, published=False), read.end)
    lead = PUBLISHED.match(text, start)
    read = _day_and_clock(text, lead.end() if lead else start)
    if read is None or (read.time.day is None and not clock_alone):
        return None
    return _with_change(text, read)


def trailing_time(text: str) -> tuple[str, PrintedTime] | None:
    """A printed time at the end of a line that says something else first: `Door ANP - 5-9-2016, 14:50`.

    Returns what stands before it and the time, which has a day and a time of day; None where there is none.
    """
    for separator in re.finditer(rf"{_GAP}[-–—|•·]{_GAP}|,{_GAP}", text[-MAX_LENGTH:]):
        start = max(0, len(text) - MAX_LENGTH) + separator.end()
        read = read_at(text, start)
        if read is not None and read.end == len(text) and read.time.day and read.time.clock:
            return text[: start - len(separator[0])].rstrip(), read.time
    return None


def _with_change(text: str, read: Read) -> Read:
    """With the time of a later change, where one follows, in brackets or not."""
    before = BEFORE_CHANGE.match(text, read.end)
    changed = CHANGED.match(text, before.end()) if before else None
    change = _day_and_clock(text, changed.end()) if changed else None
    if before is None or change is None:
        return read
    end = change.end
    if "(" in before[0]:
        closing = text.find(")", end, end + 2)
        if closing < 0:
            return read
        end = closing + 1
    return Read(PrintedTime(read.time.day, read.time.clock, modified=change.time), end)


def _day_and_clock(text: str, start: int) -> Read | None:
    """A day and a time of day in either order, a whole date, or a time of day."""
    if (clock := _clock_at(text, start)) is not None:
        day = _day_at(text, _behind(text, clock.end))
        if day is not None and clock.end < day.end:
            return Read(PrintedTime(day.time.day, clock.time.clock), day.end)
        return clock
    day = _day_at(text, start)
    if day is None:
        return None
    clock = _clock_at(text, _behind(text, day.end))
    if clock is not None:
        return Read(PrintedTime(day.time.day, clock.time.clock), clock.end)
    return day if _is_whole_date(day.time.day, text[start : day.end]) else None


def _behind(text: str, start: int) -> int:
    between = BETWEEN.match(text, start)
    return between.end() if between else start


def _is_whole_date(day: PrintedDay | None, text: str) -> bool:
    """Whether a day may stand without a time of day: not a day's name, and not `3-1`."""
    return day is not None and day.day is not None and (day.year is not None or not text[-1].isdigit())


def _clock_at(text: str, start: int) -> Read | None:
    match = CLOCK.match(text, start)
    if match is None:
        return None
    hour, minute = int(match["hour"]), int(match["minute"] or match["minute_behind"])
    if hour == 24:  # midnight at the end of its day is a time of the next one, and nobody prints it for news
        return None
    return Read(PrintedTime(clock=time(hour, minute)), match.end())


def _day_at(text: str, start: int) -> Read | None:
    for pattern in DATES:
        if match := pattern.match(text, start):
            return Read(PrintedTime(_day(match.groupdict())), match.end())
    return None


def _day(words: dict[str, str | None]) -> PrintedDay:
    if word := words.get("word"):
        return PrintedDay(days_before=DAY_WORDS[word.casefold()])
    weekday, day, month, year = (words.get(name) for name in ("weekday", "day", "month", "year"))
    return PrintedDay(
        day=int(day) if day else None,
        month=None if month is None else int(month) if month.isdigit() else MONTHS[month.casefold()],
        year=None if year is None else int(year) + (2000 if len(year) == 2 else 0),
        weekday=None if weekday is None else WEEKDAYS[weekday.casefold()],
        is_past=words.get("last") is not None,
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """A day on the calendar, null where it can not be told, and what a reader should know about it."""

    day: date | None
    flags: tuple[Flag, ...] = ()


def published_at(printed: PrintedTime, captured: CaptureTime, evidence: Evidence) -> Published:
    """The printed minute or the whole civil day. Only bounds where the printed words say nothing certain.

    A printed time of change is never the publication: it is flagged.
    """
    evidence = evidence.model_copy(update={"rounding": None})
    found = _find_day(printed, captured) if printed.published else _Found(None)
    flags = (*found.flags, *_flags_of_change(printed, found.day, captured))
    bound = Published(latest=captured.latest, evidence=evidence, flags=flags)
    if found.day is None:
        return bound
    if printed.clock is None:
        return within(found.day, found.day + DAY, "day", captured, bound, "absolute")
    return at_one_of(instants_of(datetime.combine(found.day, printed.clock)), captured, bound, "absolute")


def _flags_of_change(printed: PrintedTime, day: date | None, captured: CaptureTime) -> Iterator[Flag]:
    change = printed.modified
    if change is None:
        return
    yield Flag.MODIFIED
    changed_on = _find_day(change, captured).day if change.day is not None else day
    if changed_on is None or captured.latest is None:
        return
    at = start_of_day(changed_on)
    if change.clock is not None:
        at = min(instants_of(datetime.combine(changed_on, change.clock)), default=at)
    if at > captured.latest:
        yield Flag.MODIFIED_AFTER_CAPTURE


def _find_day(printed: PrintedTime, captured: CaptureTime) -> _Found:
    """The day on the calendar. All but a whole date needs the capture itself, not only a bound of it."""
    day = printed.day
    if day is not None and day.year is not None:
        return _whole_date(day)
    if captured.at is None:
        return _Found(None)
    if day is None:
        return _last_time(printed.clock, captured.at)
    today = civil_day(captured.at)
    if day.days_before is not None:
        return _Found(today - day.days_before * DAY)
    if day.day is None:
        return _last_weekday(day, printed.clock, captured.at)
    return _last_date(day, today)


def _whole_date(day: PrintedDay) -> _Found:
    try:
        found = date(day.year or 0, day.month or 0, day.day or 0)
    except ValueError:  # 31 februari
        return _Found(None, (Flag.NONEXISTENT_TIME,))
    is_mismatch = day.weekday is not None and found.weekday() != day.weekday
    return _Found(found, (Flag.WEEKDAY_MISMATCH,) if is_mismatch else ())


def _last_time(clock: time | None, capture: datetime) -> _Found:
    local = capture.astimezone(AMSTERDAM)
    day = local.date() if clock is not None and clock <= local.time() else local.date() - DAY
    return _Found(day, (Flag.DAY_NOT_PRINTED,))


def _last_weekday(day: PrintedDay, clock: time | None, capture: datetime) -> _Found:
    """`afgelopen maandag` is before today; `maandag 14:05` is today too, when that has passed."""
    local = capture.astimezone(AMSTERDAM)
    back = (local.weekday() - (day.weekday or 0)) % 7
    if back == 0 and (day.is_past or (clock is not None and clock > local.time())):
        back = 7
    return _Found(local.date() - back * DAY)


def _last_date(day: PrintedDay, today: date) -> _Found:
    """The last such day that is not after the capture; where a weekday is printed, the last that falls on it."""
    for year in range(today.year, max(1, today.year - YEARS_BACK), -1):
        try:
            found = date(year, day.month or 0, day.day or 0)
        except ValueError:  # 29 februari
            continue
        if found <= today and day.weekday in {None, found.weekday()}:
            return _Found(found, (Flag.YEAR_NOT_PRINTED,))
    return _Found(None, (Flag.NONEXISTENT_TIME,))
