"""The words of the rules (vocabulary.toml) as pieces of regular expressions, and what each word stands for."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from itertools import product
from typing import Any

from worker.time.expressions.holidays import BY_WORDS, Holiday
from worker.time.expressions.text import WORD

Value = int | float | str | Holiday
Words = Mapping[str, Value | dict[str, Value]]

TABLE: dict[str, Any] = tomllib.loads(
    files("worker.time.expressions").joinpath("vocabulary.toml").read_text(encoding="utf-8")
)
# {weekday}, {weekday_2}; regular expressions themselves count in digits only ({1,4}).
MACRO = re.compile(r"\{([a-z]+)(_\d)?\}")
# The article is the number one too, and in every sentence: rules are tried at it only before a unit.
ONE = "een"


@dataclass(frozen=True, slots=True)
class Numbers:
    """Written numbers from 1 to 99 and a few more, and their ordinals."""

    cardinals: dict[str, int]
    ordinals: dict[str, int]


def written_numbers(table: dict[str, Any]) -> Numbers:
    """`eenentwintig` = 21, `eenentwintigste`; a diaeresis parts two vowels (`tweeëntwintig`)."""
    names = [*table["ones"], *table["teens"]]
    for ten, one in product(table["tens"], ["", *table["ones"]]):
        joint = "ën" if one.endswith("e") else "en"
        names.append(f"{one}{joint}{ten}" if one else ten)
    cardinals = {name: number for number, name in enumerate(names, start=1)}
    ordinals = {_ordinal(name, number, table["ordinals"]): number for name, number in cardinals.items()}
    return Numbers(cardinals, ordinals)


def _ordinal(name: str, number: int, irregular: dict[str, str]) -> str:
    return irregular.get(name) or name + ("de" if number < 20 else "ste")


def _lists_of_words() -> dict[str, Words]:
    numbers = written_numbers(TABLE["numbers"])
    whole = numbers.cardinals | TABLE["numbers"]["more"]
    until = {name: number for name, number in numbers.cardinals.items() if number < 60}
    days = {name: number for name, number in numbers.cardinals.items() if 2 <= number <= 31}
    ordinal_days = {name: number for name, number in numbers.ordinals.items() if 2 <= number <= 31}
    return {
        **{name: {} for name in TABLE["digits"]},
        **TABLE["words"],
        "count": whole | TABLE["numbers"]["halves"],
        "whole": whole,
        "dayword": {"één": 1} | days | ordinal_days,
        "ordinal": numbers.ordinals,
        "century": {name: number for name, number in numbers.ordinals.items() if 3 <= number <= 22},
        "hour": {"één": 1} | {name: number for name, number in until.items() if number <= 24},
        "dial": {"één": 1} | {name: number for name, number in until.items() if number <= 12},
        "minutes": {name: number for name, number in until.items() if number <= 29},
        "holiday": {words: holiday for words, holiday in BY_WORDS.items() if not holiday.needs_preposition},
        "feast": {words: holiday for words, holiday in BY_WORDS.items() if holiday.needs_preposition},
    }


def either(words: Iterable[str]) -> str:
    """Alternatives, the longest first."""
    return "|".join(re.escape(word).replace(r"\ ", " ") for word in sorted(words, key=len, reverse=True))


def _counted(table: dict[str, list[str]]) -> str:
    return rf"(?:[ ]?(?:{either(table['signs'])})|[ ](?:{either(table['words'])})\b)"


WORDS = _lists_of_words()
PIECES: dict[str, str] = TABLE["pieces"] | {"counted": _counted(TABLE["counted"])}
DIGITS: dict[str, str] = TABLE["digits"]
FIELDS: dict[str, str] = TABLE["fields"]
# Units and what is counted: they look like verbs (`dagen`, `weken`) and are none.
NOUNS = frozenset(TABLE["counted"]["words"]) | frozenset(TABLE["words"]["unit"])
PLURAL = re.compile(r"(?:[\w'-]{2,40}en|[\w-]{2,40}(?:er|el|eur|aar|eau|ie|ag|em|et|ar|or|')s)")
NO_PLURALS = frozenset(TABLE["counted"]["no_plurals"])
BEHIND_ONE = (*WORDS["unit"], "half", "halve")


def expand(pattern: str) -> str:
    """The regular expression of a pattern, with a named group for each list of words."""
    return MACRO.sub(_expansion, pattern)


def _expansion(macro: re.Match[str]) -> str:
    name, suffix = macro.groups()
    if name in PIECES:
        return expand(PIECES[name])
    options = either(WORDS[name])
    if name in DIGITS:
        digits = f"(?:{DIGITS[name]})(?!\\d)"
        options = f"{digits}|{options}" if options else digits
    # Atomic: no word of a list begins another reading of the same place, and trying them all again costs most.
    return f"(?P<{name}{suffix or ''}>(?>{options}))"


def fields_of(match: re.Match[str]) -> dict[str, Any]:
    """What the groups of a match stand for: `{"weekday": 3}`, the second of a kind as `weekday_2`."""
    fields: dict[str, Any] = {}
    for group, text in match.groupdict().items():
        if text is None:
            continue
        name, _, number = group.partition("_") if group[-2:-1] == "_" else (group, "", "")
        value = value_of(name, text)
        suffix = f"_{number}" if number else ""
        if isinstance(value, dict):
            fields.update({f"{key}{suffix}": each for key, each in value.items()})
        else:
            fields[FIELDS.get(name, name) + suffix] = value
    return fields


def value_of(name: str, text: str) -> Any:
    """What a word of a list stands for; digits stand for their number, words of no list for themselves."""
    words = WORDS.get(name)
    if words is None:
        return text
    if text in words:
        return words[text]
    return float(text.replace(",", ".")) if "," in text else int(text)


def first_words(starts: Iterable[str]) -> Iterator[str]:
    """The words at which a rule is tried, from `{weekday}`, `{weekday}{part}` or `van`; `#2` stands for two digits."""
    for start in starts:
        lists = [list(WORDS[name]) for name, _ in MACRO.findall(start)]
        template = MACRO.sub("{}", start)
        for words in product(*lists):
            text = template.format(*words)
            found = WORD.match(text)
            yield from _keys(found.group() if found else text)
        name = start.strip("'{}")
        if name in DIGITS:
            quote = "'" if start.startswith("'") else ""
            yield from (f"{quote}{key}" for key in _digit_keys(DIGITS[name]))


def _keys(word: str) -> Iterator[str]:
    if word == ONE:
        yield from (f"{ONE} {following}" for following in BEHIND_ONE)
    else:
        yield digits_key(word)


def digits_key(word: str) -> str:
    """The word itself; for one that begins with digits, `#` and how many (`'#2` for `'68`)."""
    if word[0] == "'" and len(word) > 1:
        return f"'{digits_key(word[1:])}"
    if not word[0].isdigit():
        return word
    return f"#{len(word) - len(word.lstrip('0123456789'))}"


def _digit_keys(pattern: str) -> Iterator[str]:
    for width, samples in (
        (1, range(1, 10)),
        (2, range(10, 100)),
        (3, range(100, 1000)),
        (4, range(1000, 10_000)),
    ):
        if any(re.fullmatch(pattern, str(number)) for number in samples):
            yield f"#{width}"
