"""When an embargo ends: `tot donderdag 06.00 uur`, `5 januari 2026, 00.01 uur`, in Amsterdam's time.

The printed end is read first, without a clock; then it becomes an instant against the capture of its page.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from schemas.notes import NoteCode
from worker.time.civil import AMSTERDAM, civil_day

WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
WEEKDAY_NUMBERS = {day[:2]: number for number, day in enumerate(WEEKDAYS)}
MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip
MONTH_NUMBERS = {month[:3]: number for number, month in enumerate(MONTHS, start=1)} | {"mrt": 3}
HOURS = {"een": 1, "één": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9,
         "tien": 10, "elf": 11, "twaalf": 12}  # fmt: skip
# Days from that of the capture. `van` is the beginning of vanavond, vanmiddag, …
DAY_WORDS = {"vandaag": 0, "van": 0, "heden": 0, "morgen": 1, "overmorgen": 2}
# Hours on a dial of twelve that a part of the day makes those of the afternoon: 3 uur 's middags.
AFTERNOON = {"namiddag": range(1, 7), "middag": range(1, 7), "avond": range(5, 12)}
DAY = timedelta(days=1)


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


# The words of an end, in whatever order they are printed; of those that fit the first is taken. Every quantifier is
# bounded.
_MONTH = rf"(?:{_either(MONTHS)}|(?:{_either(MONTH_NUMBERS)})\.?)(?![^\W\d_])"
TOKENS = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("date", r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)"),
        ("date", rf"(?P<day>\d{{1,2}}) (?P<month>{_MONTH})(?:,? (?P<year>\d{{4}})(?![\d.:]))?"),
        ("date", r"(?P<day>\d{1,2})(?P<sign>[-/])(?P<month>\d{1,2})(?:(?P=sign)(?P<year>\d{4}|\d{2}))?(?!\d)"),
        ("weekday", rf"(?P<name>{_either(WEEKDAYS)})"),
        ("weekday", rf"(?P<name>{_either(WEEKDAY_NUMBERS)})(?![^\W\d_])\.?"),
        ("day_word", r"(?P<name>vandaag|van(?=ochtend|morgen|middag|avond|nacht)|heden|overmorgen|morgen)"),
        ("part", r"(?P<of_day>['’]s )?(?P<name>ochtend|morgen|voormiddag|namiddag|middag|avond|nacht)s?(?![^\W\d_])"),
        ("clock", r"(?P<hour>\d{1,2})[.:](?P<minute>\d{2})(?:[.:]\d{2})?(?!\d)(?: ?(?:uur|u|h)(?![^\W\d_])\.?)?"),
        ("clock", r"(?P<hour>\d{1,2})u(?P<minute>\d{2})(?!\d)"),
        ("clock", rf"(?P<half>half )?(?P<hour>\d{{1,2}}|{_either(HOURS)}) ?(?:uur|u|h)(?![^\W\d_])\.?"),
        ("clock", rf"(?P<half>half )(?P<hour>{_either(HOURS)})(?![^\W\d_])"),
        ("midnight", r"middernacht(?![^\W\d_])"),
        ("inclusive", r"(?:en met|t/m)(?![^\W\d_])"),
        ("zone", r"\(?(?:(?:nederlandse|belgische) tijd|cest|cet|mez)\)?(?![^\W\d_])"),
        ("zone", r"\(?(?P<utc>utc|gmt)\)?(?![^\W\d_])"),
    )
)  # fmt: skip
BETWEEN = re.compile(
    r"(?:[ ,]|(?:om|op|vanaf|aanstaande|aankomende|komende|deze)(?![^\W\d_])|a\.s\.){0,8}", re.IGNORECASE
)
# Of these an end has one.
EITHER_OR = {"midnight": "clock", "day_word": "weekday"}
MAX_TOKENS = 8

Tokens = Mapping[str, re.Match[str]]


@dataclass(frozen=True, slots=True)
class PrintedEnd:
    """An embargo's end as printed, up to `end` in the text that it was read from."""

    end: int
    tokens: Tokens


@dataclass(frozen=True, slots=True)
class EmbargoEnd:
    """`until` in UTC, null where the printed words give no instant; `note` says why it is null or not certain."""

    until: datetime | None
    note: NoteCode | None = None


UNCLEAR = EmbargoEnd(None, NoteCode.AMBIGUOUS_TIME)
NONEXISTENT = EmbargoEnd(None, NoteCode.NONEXISTENT_TIME)


def read_end(text: str, start: int = 0) -> PrintedEnd | None:
    """The day, the time or both that stand at `start`; None where neither does."""
    tokens: dict[str, re.Match[str]] = {}
    end = start
    while len(tokens) < MAX_TOKENS:
        found = _next_token(text, _behind_blanks(text, end), tokens)
        if found is None:
            break
        kind, match = found
        tokens[kind], end = match, match.end()
    if not tokens.keys() & {"date", "weekday", "day_word", "clock", "midnight"}:
        return None
    return PrintedEnd(end, tokens)


def embargo_end(printed: PrintedEnd, captured: datetime | None) -> EmbargoEnd:
    """The instant at which the embargo ends, as seen from the capture.

    A weekday or a time that has passed on the day of the capture is the next one to come, and is noted: an embargo is
    rather kept too long than broken. A date without a year is the nearest one. A day alone ends the embargo where it
    begins (`tot 1 januari`, noted) or, with `tot en met`, where it ends.
    """
    try:
        return _end(printed.tokens, captured)
    except (ValueError, OverflowError):  # 31 februari, 25.00 uur
        return NONEXISTENT


def _behind_blanks(text: str, at: int) -> int:
    between = BETWEEN.match(text, at)
    return between.end() if between else at


def _next_token(text: str, at: int, found: Tokens) -> tuple[str, re.Match[str]] | None:
    taken = {EITHER_OR.get(kind, kind) for kind in found}
    for kind, pattern in TOKENS:
        if EITHER_OR.get(kind, kind) not in taken and (match := pattern.match(text, at)):
            return kind, match
    return None


def _end(tokens: Tokens, captured: datetime | None) -> EmbargoEnd:
    clock = _clock(tokens)
    if clock is None and "part" in tokens:  # donderdagavond
        return UNCLEAR
    after_midnight = clock if clock is not None else DAY if "inclusive" in tokens else timedelta()
    end = _on_its_day(tokens, after_midnight, captured)
    unsure = (clock is None and "inclusive" not in tokens) or _is_doubtful_night(tokens)
    return EmbargoEnd(end.until, end.note or (NoteCode.AMBIGUOUS_TIME if unsure else None))


def _clock(tokens: Tokens) -> timedelta | None:
    """The printed time, counted from the midnight at which its day begins. Raises ValueError for 25.00 uur."""
    if "midnight" in tokens:
        return DAY
    match = tokens.get("clock")
    if match is None:
        return None
    words = match.groupdict()
    hour = HOURS.get(words["hour"].lower()) or int(words["hour"])
    if words.get("half"):  # half zeven is 6.30
        return timedelta(hours=time(hour - 1).hour, minutes=30) + _later_by_part(tokens, hour)
    minute = int(words.get("minute") or 0)
    if (hour, minute) == (24, 0):
        return DAY
    return timedelta(hours=time(hour).hour, minutes=time(hour, minute).minute) + _later_by_part(tokens, hour)


def _later_by_part(tokens: Tokens, hour: int) -> timedelta:
    part = tokens.get("part")
    name = part["name"].lower() if part else ""
    if name == "nacht":
        if hour == 12:
            return timedelta(hours=12)
        return DAY if hour < 12 and _is_night_of_weekday(tokens) else timedelta()
    return timedelta(hours=12 if hour in AFTERNOON.get(name, ()) else 0)


def _is_night_of_weekday(tokens: Tokens) -> bool:
    """`zondagnacht` mostly begins on Sunday; `zondag 1 uur 's nachts` is on Sunday."""
    part = tokens.get("part")
    return "weekday" in tokens and part is not None and part["name"].lower() == "nacht" and not part["of_day"]


def _is_doubtful_night(tokens: Tokens) -> bool:
    """Which midnight `donderdag middernacht` is, and which night `zondagnacht`, is a matter of taste."""
    return _is_night_of_weekday(tokens) or (
        "midnight" in tokens and bool(tokens.keys() & {"date", "weekday"})
    )


def _on_its_day(tokens: Tokens, clock: timedelta, captured: datetime | None) -> EmbargoEnd:
    if "date" in tokens:
        return _on_date(tokens, clock, captured)
    if captured is None:
        return UNCLEAR
    today = civil_day(captured)
    if "day_word" in tokens:
        word = tokens["day_word"]["name"].lower()
        end = _instant(today + DAY_WORDS[word] * DAY, clock, tokens)
        # Vannacht 1 uur is the next one.
        is_past_night = word == "van" and tokens["part"]["name"].lower() == "nacht" and _passed(end, captured)
        return _instant(today + DAY, clock, tokens) if is_past_night else end
    ahead, period = timedelta(), DAY
    if "weekday" in tokens:
        weekday = WEEKDAY_NUMBERS[tokens["weekday"]["name"][:2].lower()]
        ahead, period = (weekday - today.weekday()) % 7 * DAY, 7 * DAY
    end = _instant(today + ahead, clock, tokens)
    if not _passed(end, captured):
        return end
    return EmbargoEnd(_instant(today + ahead + period, clock, tokens).until, NoteCode.AMBIGUOUS_TIME)


def _on_date(tokens: Tokens, clock: timedelta, captured: datetime | None) -> EmbargoEnd:
    printed = tokens["date"]
    month_name = printed["month"]
    month = int(month_name) if month_name.isdigit() else MONTH_NUMBERS[month_name[:3].lower()]
    day = _date(printed["year"], month, int(printed["day"]), captured)
    if day is None:
        return UNCLEAR
    if "weekday" in tokens and WEEKDAY_NUMBERS[tokens["weekday"]["name"][:2].lower()] != day.weekday():
        return UNCLEAR
    return _instant(day, clock, tokens)


def _date(printed_year: str | None, month: int, day: int, captured: datetime | None) -> date | None:
    if printed_year is not None:
        return date(int(printed_year) + (0 if len(printed_year) == 4 else 2000), month, day)
    if captured is None:
        return None
    today = civil_day(captured)
    years = (today.year - 1, today.year, today.year + 1)
    near = [date(year, month, day) for year in years if day <= monthrange(year, month)[1]]  # 29 februari
    return min(near, key=lambda candidate: abs(candidate - today))


def _passed(end: EmbargoEnd, captured: datetime) -> bool:
    return end.until is not None and end.until <= captured


def _instant(day: date, clock: timedelta, tokens: Tokens) -> EmbargoEnd:
    """The wall-clock time as an instant; of the two that the end of summer time makes, the later."""
    wall = datetime.combine(day, time()) + clock
    if "zone" in tokens and tokens["zone"].groupdict().get("utc"):
        return EmbargoEnd(wall.replace(tzinfo=UTC))
    first, second = (wall.replace(tzinfo=AMSTERDAM, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first > second:
        return NONEXISTENT
    return EmbargoEnd(second, NoteCode.AMBIGUOUS_TIME if first < second else None)
