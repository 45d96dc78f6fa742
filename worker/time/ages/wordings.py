"""What a printed age says, and where such a text stands at the beginning of a line. The words are in wordings.toml."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict

from schemas.event import Precision
from worker.time.ages.generators import Counting, Part, Wording
from worker.time.ages.lengths import CivilUnit, Length

# How a site rounds: `union` where nobody knows.
Rounding = Literal["floor", "round", "union"]


def _lengths(texts: list[str]) -> tuple[Length, ...]:
    return tuple(map(Length.parse, texts))


Ages = Annotated[tuple[Length, Length], BeforeValidator(_lengths)]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Unit(_Row):
    """A row `unit` of wordings.toml."""

    name: str
    precision: Precision
    words: tuple[str, ...]


class Qualifier(_Row):
    """A row `qualifier`: `ongeveer`, `bijna`."""

    words: tuple[str, ...]
    counting: dict[Rounding, Counting]

    def __hash__(self) -> int:
        return hash(self.words)


class Phrase(_Row):
    """A row `phrase`: a label without a count, such as `zojuist`."""

    texts: tuple[str, ...]
    precision: Precision
    age: Ages
    loose: Ages | None = None
    count: int = 1


class Period(_Row):
    """A row `period`: a day or longer on the calendar, such as `gisteren`."""

    texts: tuple[str, ...]
    unit: CivilUnit
    before: int


class _Table(_Row):
    """The whole of wordings.toml."""

    unit: tuple[Unit, ...]
    numbers: dict[str, int]
    qualifier: tuple[Qualifier, ...]
    phrase: tuple[Phrase, ...]
    period: tuple[Period, ...]
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """`4 uur geleden`: so many of a unit."""

    wording: Wording
    unit: Unit
    qualifier: Qualifier | None = None

    @property
    def is_plain(self) -> bool:
        """Whether anybody may print it so, and not only the libraries that are known to."""
        return self.qualifier is None and self.wording.form != self.wording.text


@dataclass(frozen=True, slots=True)
class Compound:
    """`1 dag, 3 uur geleden`: the parts and the unit of the last."""

    parts: tuple[Part, ...]
    unit: Unit


@dataclass(frozen=True, slots=True)
class Worded:
    """`zojuist`, `vorige maand`: a phrase or a period in one of its texts."""

    wording: Wording
    says: Phrase | Period


@dataclass(frozen=True, slots=True)
class Ahead:
    """`over 5 minuten`: an age of something that is still to come."""


RelativeAge = Counted | Compound | Worded | Ahead

_TABLE = _Table.model_validate(
    tomllib.loads(files("worker.time.ages").joinpath("wordings.toml").read_text(encoding="utf-8"))
)
NUMBERS = _TABLE.numbers
UNITS = {word: unit for unit in _TABLE.unit for word in unit.words}
UNITS_BY_NAME = {unit.name: unit for unit in _TABLE.unit}
QUALIFIERS = {word: qualifier for qualifier in _TABLE.qualifier for word in qualifier.words}
PHRASES = {text: row for row in _TABLE.phrase for text in row.texts}
PERIODS = {text: row for row in _TABLE.period for text in row.texts}
HEADINGS = frozenset(_TABLE.headings)
# All that an age may begin with, beside a count in digits.
AGE_WORDS = frozenset((*PHRASES, *PERIODS, *QUALIFIERS, *NUMBERS))


# Every quantifier is bounded: a label is short, and a line of a megabyte costs no more than its beginning.
def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True)).replace(r"\ ", _GAP)


_GAP = "[ \u00a0\u202f]"
_UNIT = rf"(?:{_either(UNITS)})"
_ANY_UNIT = r"[^\W\d_]{1,20}\.?"
_ABOUT = rf"(?:(?:{_either(QUALIFIERS)}){_GAP})?"
_AGO = rf"{_GAP}geleden"
_PART = rf"\d{{1,9}}{_GAP}?{_UNIT}"
_BETWEEN = rf"(?:,{_GAP}?|{_GAP}en{_GAP}|{_GAP})"

COUNTED = re.compile(
    rf"(?:(?P<about>{_either(QUALIFIERS)}){_GAP})?(?P<count>\d{{1,9}}|{_either(NUMBERS)}){_GAP}?(?P<unit>{_UNIT})(?P<ago>{_AGO})?"
)
COMPOUND = re.compile(rf"{_PART}(?:{_BETWEEN}{_PART}){{1,3}}{_AGO}")
PART = re.compile(rf"(\d{{1,9}}){_GAP}?({_UNIT})")
AHEAD = re.compile(rf"(?:over|binnen){_GAP}(?:\d{{1,9}}|{_either(NUMBERS)}){_GAP}?{_UNIT}")

# A count in digits makes a label with any unit (one that is in no row is noted); a count in words only with a known
# one: `Een tijd geleden` is prose.
AGE = re.compile(
    rf"{COMPOUND.pattern}"
    rf"|{_ABOUT}\d{{1,9}}{_GAP}?{_ANY_UNIT}{_AGO}"
    rf"|{_either((*PHRASES, *PERIODS))}"
    rf"|{_ABOUT}(?:{_either(NUMBERS)}){_GAP}{_UNIT}{_AGO}",
    re.IGNORECASE,
)
# 5 min., 12 uur: where it is not glued to a brief, it may be anything else. `90 dB` and `3 SP'ers` never are one.
BARE_AGE = re.compile(rf"\d{{1,9}}{_GAP}?(?:{_either(word for word in UNITS if len(word) > 1)})")


def read_relative_age(label: str) -> RelativeAge | None:
    """What a label says, or None where its unit or wording is in no row."""
    text = " ".join(unicodedata.normalize("NFC", label).casefold().split())
    if phrase := PHRASES.get(text):
        return Worded(Wording(text, text, phrase.count), phrase)
    if period := PERIODS.get(text):
        return Worded(Wording(text, text, period.before), period)
    if counted := COUNTED.fullmatch(text):
        return _counted(text, counted)
    if COMPOUND.fullmatch(text):
        return _compound(text)
    return Ahead() if AHEAD.fullmatch(text) else None


def _counted(text: str, match: re.Match[str]) -> Counted | None:
    about, number, unit, ago = match.group("about", "count", "unit", "ago")
    if ago is None and (about is not None or not number.isdigit()):
        return None
    form = text[: match.start("count")] + "{n}" + text[match.end("count") :] if number.isdigit() else text
    count = int(number) if number.isdigit() else NUMBERS[number]
    return Counted(Wording(text, form, count), UNITS[unit], QUALIFIERS.get(about))


def _compound(text: str) -> Compound:
    parts = tuple(Part(int(number), UNITS[unit].name) for number, unit in PART.findall(text))
    return Compound(parts, UNITS_BY_NAME[parts[-1].unit])
