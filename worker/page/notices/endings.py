"""Notices behind a headline or text: … (2), … (update 3), … (meer), … (ANP Redactie …), … © ANP"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from schemas import Notice
from worker.page.names import is_agency
from worker.page.notices.desks import desk_at_end
from worker.page.notices.embargoes import embargo_at
from worker.page.notices.openings import is_for_editors
from worker.page.notices.words import (
    BARE,
    CLOSING_ROWS,
    IN_BRACKETS,
    KEYWORD,
    KEYWORDS,
    SIGNS,
    TABLE,
    Kind,
    Parted,
    key,
    number_of,
)

PERSONS = frozenset(TABLE["ages"]["persons"])
# So many can be taken off.
MAX_NOTICES = 4
# Versions beyond are rarer than children of that age.
MAX_LIKELY_VERSION = 3
# Where the end of a text is searched for them.
MAX_SUFFIX = 100

SUFFIX_BRACKET = re.compile(r" {0,3}([(\[][^()\[\]]{1,80}[)\]])$")
SUFFIX_SIGN = re.compile(rf" {{1,3}}[-–—|/] {{1,3}}({KEYWORD.pattern})$", re.IGNORECASE)
BETWEEN_PARTS = re.compile(r"[,;/+&]|(?<=\d)-|-(?=\d)")
VERSION = re.compile(r"[2-9]")
LAST_SENTENCE = re.compile(r"(?<=[.!?…\"'’”»)]) {1,3}([^.!?…]{2,40}[.!…]{0,3})$")
COPYRIGHT = re.compile(
    r"(?:^|(?<=[\s.!?\"'”’)]))\(?(?P<word>copyright )?(?:©|\(c\)|(?<=copyright )) ?(?P<year>(?:19|20)\d\d )?"
    r"(?P<owner>[^\W\d_][^.,;()\d]{1,30}?)(?P<later> (?:19|20)\d\d)?\)?(?P<rights>[.,] ?alle rechten voorbehouden)?\.?$",
    re.IGNORECASE,
)
FULL_STOPS = " .!…"
BRACKETS = (")", "]")
BARE_ENDS = tuple(text for row in CLOSING_ROWS for text in row.bare)
SIGN_ENDS = tuple({text[-1] for row in CLOSING_ROWS for text in row.signs})
COPYRIGHT_SIGNS = ("©", "(c)", "copyright")
# What ends with none of these signs, and has none of these words near its end, has no notice there.
CLOSING_SIGNS = (*BRACKETS, *SIGN_ENDS)
CLOSING_WORDS = (*{text.rpartition(" ")[2] for text in BARE_ENDS}, *COPYRIGHT_SIGNS)
BEHIND_SENTENCE = re.compile(r"[.!?…][\"'’”»)]{0,2}$")


@dataclass(frozen=True, slots=True)
class _Ending:
    """A notice at the end of a text; it begins at `start`."""

    start: int
    notice: Notice


def part_closing(text: str) -> Parted:
    """`text` without the notices behind it: … (meer), … (ANP Redactie …), … © ANP"""
    return _part_end(text, CLOSINGS) if _may_close(text) else Parted(text)


def part_suffixes(headline: str) -> Parted:
    """A headline without the notices behind it: … (2), … (update 3), … - UPDATE"""
    return _part_end(headline, (_suffix_in_brackets, _suffix_behind_sign, *CLOSINGS))


def _may_close(text: str) -> bool:
    tail = text[-MAX_SUFFIX:].casefold()
    return tail.endswith(CLOSING_SIGNS) or any(map(tail.__contains__, CLOSING_WORDS))


def _part_end(text: str, readers: tuple[Callable[[str], _Ending | None], ...]) -> Parted:
    notices: list[Notice] = []
    while len(notices) < MAX_NOTICES:
        ending = next((found for read in readers if (found := read(text)) is not None), None)
        before = text[: ending.start].rstrip() if ending is not None else ""
        if ending is None or not before:
            break
        notices.insert(0, ending.notice)
        text = before
    return Parted(text, tuple(notices))


def _suffix_in_brackets(headline: str) -> _Ending | None:
    """… (2), … (update 3), … (2, slot), … (onder embargo)"""
    match = _last_bracket(headline)
    if match is None:
        return None
    printed = match[1]
    embargo = embargo_at(printed, 0)
    if embargo is not None and embargo.end == len(printed):
        return _Ending(match.start(), embargo.notice(printed, 0))
    parts = [_bracket_part(part.strip()) for part in BETWEEN_PARTS.split(printed[1:-1])]
    named = [part for part in parts if part is not None]
    if len(named) < len(parts):
        return None
    number = next((number for _, number in named if number is not None), None)
    kinds = [kind for kind, _ in named if kind is not None]
    if not kinds and _is_age(headline[: match.start()], number):
        return None
    is_version = number is not None and all(kind == "note" for kind in kinds)
    return _Ending(
        match.start(), Notice(kind="update" if is_version else kinds[0], number=number, text=printed)
    )


def _last_bracket(text: str) -> re.Match[str] | None:
    return SUFFIX_BRACKET.search(text, max(0, len(text) - MAX_SUFFIX)) if text.endswith(BRACKETS) else None


def _bracket_part(part: str) -> tuple[Kind | None, int | None] | None:
    """The kind and number that a part of a bracket stands for; None where it is no notice."""
    if VERSION.fullmatch(part):
        return None, int(part)
    kind = IN_BRACKETS.get(key(part))
    if kind is not None:
        return kind, None
    match = KEYWORD.match(part)
    if match is None or part[match.end() : match.end() + 1] not in {"", " ", ":"}:
        return None
    row = KEYWORDS[key(match["word"])]
    rest = part[match.end() :].strip(" :")
    if rest and not is_for_editors(f" {rest}", loud=True):
        return None
    return row.kind, number_of(match)


def _is_age(before: str, number: int | None) -> bool:
    """Whether a number alone in brackets is a child's age.

    It is behind a word for a child, or an initial; from 4 on also behind a name, or where such a word stands anywhere.
    """
    last = before.rpartition(" ")[2].strip("\"'‘’“”")
    if last.casefold() in PERSONS or last.endswith("."):
        return True
    is_name = last[:1].isupper() and last[1:].islower()
    names_person = not PERSONS.isdisjoint(before.casefold().split())
    return (number or 0) > MAX_LIKELY_VERSION and (is_name or names_person)


def _suffix_behind_sign(headline: str) -> _Ending | None:
    """… - UPDATE, … | Update 2"""
    match = SUFFIX_SIGN.search(headline, max(0, len(headline) - MAX_SUFFIX))
    if match is None:
        return None
    row = KEYWORDS[key(match["word"])]
    if row.capitals and not match["word"].isupper():
        return None
    return _Ending(match.start(), Notice(kind=row.kind, number=number_of(match), text=match[1]))


def _desk(text: str) -> _Ending | None:
    desk = desk_at_end(text)
    return None if desk is None else _Ending(desk.start, Notice(kind="desk", text=desk.name))


def _closing_in_brackets(text: str) -> _Ending | None:
    match = _last_bracket(text)
    kind = IN_BRACKETS.get(key(match[1][1:-1])) if match is not None else None
    if match is None or kind is None:
        return None
    # Het kasteel (slot): behind anything but a sentence these words mean something else.
    if kind == "note" and not BEHIND_SENTENCE.search(text[max(0, match.start() - 4) : match.start()]):
        return None
    return _Ending(match.start(), Notice(kind=kind, text=match[1]))


def _closing_sentence(text: str) -> _Ending | None:
    """`… Meer volgt.` and `… --`"""
    if not text.endswith(SIGN_ENDS) and not text[-MAX_SUFFIX:].rstrip(FULL_STOPS).casefold().endswith(
        BARE_ENDS
    ):
        return None
    match = LAST_SENTENCE.search(text, max(0, len(text) - MAX_SUFFIX))
    if match is None:
        return None
    printed = match[1]
    kind = SIGNS.get(key(printed)) or BARE.get(key(printed.rstrip(FULL_STOPS)))
    return None if kind is None else _Ending(match.start(1), Notice(kind=kind, text=printed))


def _copyright(text: str) -> _Ending | None:
    tail = text[-MAX_SUFFIX:].casefold()
    if not any(sign in tail for sign in COPYRIGHT_SIGNS):
        return None
    match = COPYRIGHT.search(text, max(0, len(text) - MAX_SUFFIX))
    if match is None or not is_agency(match["owner"]):
        return None
    return _Ending(match.start(), Notice(kind="note", text=match[0]))


CLOSINGS = (_desk, _closing_in_brackets, _closing_sentence, _copyright)
