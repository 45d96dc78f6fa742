"""Age labels (`4 uur geleden`) and the interval in which their item was published.

The words are rows of `ages.toml`. All arithmetic is on the UTC line; civil days are those of Amsterdam.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict

from schemas import Evidence, Published
from schemas.event import Precision
from worker.time.capturing import CaptureTime
from worker.time.civil import civil_day, months_before, start_of_day

Rounding = Literal["floor", "round", "union"]

# What a printed count n may stand for, in units: from (inclusive) and up to (exclusive) n plus this.
COUNT_RANGE: dict[Rounding, tuple[float, float]] = {
    "floor": (0, 1),
    "round": (-0.5, 0.5),
    "union": (-0.5, 1),
}


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Unit(_Row):
    """A row `[[unit]]` of ages.toml."""

    name: str
    precision: Precision
    words: tuple[str, ...]
    shortest: int
    longest: int
    months: int = 0


class Phrase(_Row):
    """A row `[[phrase]]` of ages.toml."""

    texts: tuple[str, ...]
    precision: Precision
    elapsed: tuple[int, int]
    loose: tuple[int, int] | None = None
    days_before: int = 0


class Vocabulary(_Row):
    """The whole of ages.toml."""

    unit: tuple[Unit, ...]
    numbers: dict[str, int]
    phrase: tuple[Phrase, ...]


VOCABULARY = Vocabulary.model_validate(
    tomllib.loads(files("worker.time").joinpath("ages.toml").read_text(encoding="utf-8"))
)
UNITS = {word: unit for unit in VOCABULARY.unit for word in unit.words}
PHRASES = {text: phrase for phrase in VOCABULARY.phrase for text in phrase.texts}


# Every quantifier is bounded: a label is short, and a line of a megabyte costs no more than its beginning.
# A count in digits makes a label with any unit (one that is in no row is noted); a count in words only with a known
# one: `Een tijd geleden` is prose.
def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_ABOUT = r"(?:ongeveer |circa |ca\. )?"
LABEL = re.compile(
    rf"{_either(PHRASES)}"
    rf"|{_ABOUT}\d{{1,9}} ?[^\W\d_]{{1,20}}\.? geleden"
    rf"|{_ABOUT}(?:{_either(VOCABULARY.numbers)}) (?:{_either(UNITS)}) geleden",
    re.IGNORECASE,
)
COUNTED = re.compile(
    rf"{_ABOUT}(\d{{1,9}}|{_either(VOCABULARY.numbers)}) ?([^\W\d_]{{1,20}}\.?) geleden", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Counted:
    """`4 uur geleden`: so many of a unit."""

    count: int
    unit: Unit


Age = Counted | Phrase


def read_age(label: str) -> Age | None:
    """What a label says, or None where its unit or wording is in no row."""
    wording = label.casefold()
    if phrase := PHRASES.get(wording):
        return phrase
    counted = COUNTED.fullmatch(wording)
    if counted is None:
        return None
    number, word = counted.groups()
    unit = UNITS.get(word)
    if unit is None:
        return None
    return Counted(int(number) if number.isdigit() else VOCABULARY.numbers[number], unit)


def published_by_age(age: Age, captured: CaptureTime, evidence: Evidence) -> Published | None:
    """The publication of an item of this age: in (capture - high, capture - low].

    Where only an upper bound of the capture is known, `latest` alone is; where nothing is known, neither. None when
    the age leads out of the calendar.
    """
    try:
        earliest, latest, day = _bounds(age, captured, evidence.rounding or "union")
    except (OverflowError, ValueError):
        return None
    return Published(
        earliest=earliest,
        latest=latest,
        precision=age.precision if isinstance(age, Phrase) else age.unit.precision,
        civil_date=day,
        source="relative_age",
        evidence=evidence,
    )


def _bounds(
    age: Age, captured: CaptureTime, rounding: Rounding
) -> tuple[datetime | None, datetime | None, str | None]:
    if captured.latest is None:
        return None, None, None
    if isinstance(age, Phrase) and age.days_before:
        day = civil_day(captured.latest) - timedelta(days=age.days_before)
        earliest, latest = start_of_day(day), start_of_day(day + timedelta(days=1))
        return (None, latest, None) if captured.at is None else (earliest, latest, day.isoformat())
    latest = _latest(age, captured.latest, rounding)
    if captured.at is None:
        return None, latest, None
    earliest = _earliest(age, captured.at, rounding)
    day = civil_day(latest)
    return earliest, latest, day.isoformat() if civil_day(earliest) == day else None


def _latest(age: Age, capture: datetime, rounding: Rounding) -> datetime:
    if isinstance(age, Phrase):
        return capture - timedelta(seconds=_elapsed(age, rounding)[0])
    low = max(0, age.count + COUNT_RANGE[rounding][0])
    latest = capture - timedelta(seconds=low * age.unit.shortest)
    if age.unit.months and low == int(low):
        # February is shorter than any generator's fixed month.
        return max(latest, months_before(capture, int(low) * age.unit.months))
    return latest


def _earliest(age: Age, capture: datetime, rounding: Rounding) -> datetime:
    if isinstance(age, Phrase):
        return capture - timedelta(seconds=_elapsed(age, rounding)[1])
    high = age.count + COUNT_RANGE[rounding][1]
    earliest = capture - timedelta(seconds=high * age.unit.longest)
    if age.unit.months and high == int(high):
        return min(earliest, months_before(capture, int(high) * age.unit.months))
    return earliest


def _elapsed(phrase: Phrase, rounding: Rounding) -> tuple[int, int]:
    return phrase.elapsed if rounding == "floor" or phrase.loose is None else phrase.loose


def is_newer(age: Age, than: Age) -> bool:
    """Whether an item of this age is certainly newer than one of the age `than`, both floored."""
    return _seconds(age)[1] <= _seconds(than)[0]


def _seconds(age: Age) -> tuple[int, int]:
    if isinstance(age, Phrase):
        return age.elapsed
    return age.count * age.unit.shortest, (age.count + 1) * age.unit.shortest
