"""Bylines: `Door ANP - 5-9-2016, 14:50`, `Van onze correspondent in Parijs`, `Jan Jansen (jja)`.

The words are rows of `bylines.toml`; names are read by `names.py`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from schemas import Byline
from worker.page.names import (
    BETWEEN_NAMES,
    agency_name,
    is_picture_agency,
    may_name_agency,
    read_person,
    read_persons,
)
from worker.page.standing import Stands
from worker.page.tables import read_table

_TABLE = read_table("bylines.toml")
ROLES: tuple[str, ...] = tuple(_TABLE["roles"])
DESKS: tuple[str, ...] = tuple(_TABLE["desks"])
ONLY_DESKS = frozenset(_TABLE["only_desks"])
TOPICS = frozenset(_TABLE["topics"])
ALONE = frozenset(_TABLE["alone"])
AGENCY_DESKS = frozenset(_TABLE["agency_desks"])

MAX_BYLINE = 160
MAX_SIGNATURE = 40
MAX_ROLE_WORDS = 4
MAX_PLACE_WORDS = 4
MAX_SOURCE_WORDS = 5


def _either(texts: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, texts), key=len, reverse=True))


_END = r"(?![^\W_])"
BEFORE_NAME = re.compile(
    rf"(?:(?:{_either(_TABLE['before_name'])}){_END} ?:?|(?:{_either(_TABLE['before_name_with_colon'])}) ?:) {{0,3}}",
    re.IGNORECASE,
)
BEFORE_ROLE = re.compile(rf"(?P<words>{_either(_TABLE['before_role'])}) ?:? {{1,3}}", re.IGNORECASE)
PREPOSITION = re.compile(r"^(?:van|door) ?", re.IGNORECASE)
BEFORE_PLACE = frozenset({"in", "te", "uit", "op", "voor", "bij"})
# Behind the byline, parted by a sign: a date, a day or `vandaag`.
PRINTED_TIME = re.compile(
    rf" ?(?:[|•·–—,-]| op ) {{0,3}}(?P<time>(?:(?:{_either(_TABLE['time_words'])}){_END}"
    r"|\d{1,2}([-/.])\d{1,2}\2(?:\d{4}|\d{2})(?!\d)|\d{1,2} [^\W\d_]{3,9}\b|\d{4}-\d{2}-\d{2}(?!\d)"
    r"|\d{1,2}[.:]\d{2}(?:$| ?uur| ?\()).{0,80})$",
    re.IGNORECASE,
)
DATE = re.compile(r"\d{4}|\d[-/]\d")
INITIALS = re.compile(r" {1,2}\((?P<initials>[a-z]{2,4}|[A-Z]{2,3})\)$")
AGENCY_IN_BRACKETS = re.compile(r" {0,2}\((?P<agency>[^()]{2,30})\)$")
SIGNATURE = re.compile(r"(?<=[.!?…\"'”’)]) {1,3}\((?P<agency>[^()]{2,30})\)$")
FUNCTION = re.compile(r", {0,2}(?P<function>[^,]{3,60})$")


@dataclass(frozen=True, slots=True)
class BylineLine:
    """The writers that a line names, and the time that stands behind them, as printed."""

    bylines: tuple[Byline, ...]
    printed_time: str | None = None
    stands: Stands = Stands.ANYWHERE


@dataclass(frozen=True, slots=True)
class Signed:
    """A text without the agency that signs it."""

    text: str
    byline: Byline


def read_byline(text: str) -> BylineLine | None:
    """The byline that a whole line is, or None."""
    if len(text) > MAX_BYLINE:
        return None
    if text.startswith("(") and text.endswith(")") and "(" not in text[1:]:
        text = text[1:-1].strip()
    time = PRINTED_TIME.search(text)
    words = text[: time.start()].rstrip() if time else text
    has_date = time is not None and DATE.search(time["time"]) is not None
    found = _by_role(words) or _by_name(words) or _unannounced(words, has_date=has_date)
    if found is None or time is None:
        return found
    return BylineLine(found.bylines, time["time"])


def byline_of(text: str) -> BylineLine | None:
    """The byline of a line that is known to be one by where it stands: names or a desk alone, too."""
    if found := read_byline(text):
        return found
    if persons := read_persons(text):
        return BylineLine(tuple(Byline(name=name) for name in persons))
    return BylineLine((Byline(name=None, role=_quiet(text)),)) if is_desk_alone(text) else None


def is_desk_alone(text: str) -> bool:
    """`Sportredactie`"""
    return len(text) <= MAX_BYLINE and " " not in text and text.casefold().endswith(DESKS)


def part_signature(text: str) -> Signed | None:
    """A text and the agency that signs it: `… zei hij. (Belga)`; None where none does."""
    match = SIGNATURE.search(text, max(0, len(text) - MAX_SIGNATURE))
    name = agency_name(match["agency"]) if match else None
    if match is None or name is None:
        return None
    return Signed(text[: match.start()], Byline(name=name))


def _by_role(text: str) -> BylineLine | None:
    """`Van onze correspondent`, `Door onze redactie economie`, `Van onze verslaggever Jan de Vries`"""
    before = BEFORE_ROLE.match(text)
    if before is None:
        return None
    words = text[before.end() :].rstrip(".").split()
    at = next((at for at, word in enumerate(words[:MAX_ROLE_WORDS]) if _is_role(word)), None)
    if at is None:
        return None
    is_desk = words[at].casefold().endswith(DESKS)
    if before["words"].casefold() in ONLY_DESKS and not is_desk and at + 1 < len(words):
        return None
    determiner = PREPOSITION.sub("", before["words"])
    role = " ".join(filter(None, (determiner, *words[: at + 1])))
    behind = words[at + 1 :]
    if not behind:
        return BylineLine((Byline(name=None, role=_quiet(role)),))
    if is_desk and (all(word.casefold() in TOPICS for word in behind[:-1]) and _is_topic(behind[-1])):
        return BylineLine((Byline(name=None, role=_quiet(" ".join((role, *behind)))),))
    return _role_in_place(role, behind) or _named_role(role, " ".join(behind))


def _is_role(word: str) -> bool:
    return word.casefold().rstrip(",:").endswith(ROLES)


def _is_topic(word: str) -> bool:
    return word.casefold() in TOPICS or (word[0].isupper() and word.isalpha())


def _role_in_place(role: str, behind: list[str]) -> BylineLine | None:
    """`… in Parijs`, and a name behind a comma."""
    place, _, name = " ".join(behind).partition(",")
    preposition, *words = place.split() or [""]
    if preposition.casefold() not in BEFORE_PLACE or not 1 <= len(words) <= MAX_PLACE_WORDS:
        return None
    if not (words[0][0].isupper() or words[0][0] in "'’") or not words[-1][0].isupper():
        return None
    full_role = _quiet(f"{role} {place}")
    return _named_role(full_role, name) if name.strip() else BylineLine((Byline(name=None, role=full_role),))


def _named_role(role: str, names: str) -> BylineLine | None:
    writers = _writers(names.strip(" ,:"))
    if not writers:
        return None
    return BylineLine(
        tuple(writer.model_copy(update={"role": _quiet(role.rstrip(",:"))}) for writer in writers)
    )


def _quiet(role: str) -> str:
    return role.lower() if role.isupper() else role


def _by_name(text: str) -> BylineLine | None:
    """`Door Jan Jansen`, `Tekst: Jan Jansen`, `Bron: ANP`"""
    before = BEFORE_NAME.match(text)
    if before is None:
        return None
    names = text[before.end() :]
    has_colon = ":" in before[0]
    writers = _writers(names) or (_named_as_printed(names) if has_colon else ())
    if not writers:
        return None
    is_sure = has_colon or all(map(_is_agency, writers)) or names.isupper()
    return BylineLine(writers, stands=Stands.ANYWHERE if is_sure else Stands.AT_AN_EDGE)


def _unannounced(text: str, *, has_date: bool) -> BylineLine | None:
    """`Redactie`, `ANP`, `Jan Jansen (jja)`; a person's name alone only where a date stands behind it."""
    if text.casefold() in ALONE:
        return BylineLine((Byline(name=None, role=text),), stands=Stands.AT_AN_EDGE)
    # Agencies apart, writers are named with a date or a bracket behind them.
    if not (has_date or ")" in text or may_name_agency(text)):
        return None
    writers = _writers(text)
    names_agencies = all(_is_agency(writer) for writer in writers)
    is_signed = any(writer.initials for writer in writers) or AGENCY_IN_BRACKETS.search(text) is not None
    if not writers or not (names_agencies or is_signed or has_date):
        return None
    return BylineLine(writers, stands=Stands.AT_AN_EDGE)


def _writers(text: str) -> tuple[Byline, ...]:
    """Everybody that `text` names; empty where it says anything else."""
    text = text.rstrip(". ")
    signed = _signed(text)
    if signed:
        return signed
    function = FUNCTION.search(text)
    if function is not None and any(map(_is_role, function["function"].split())):
        name = read_person(text[: function.start()])
        return (Byline(name=name, role=function["function"]),) if name else ()
    writers = [_writer(part) for part in BETWEEN_NAMES.split(text, maxsplit=9)]
    known = tuple(writer for writer in writers if writer is not None)
    return known if len(known) == len(writers) else ()


def _writer(name: str) -> Byline | None:
    if name.casefold() in ALONE:
        return Byline(name=None, role=name)
    known = None if is_picture_agency(name) else agency_name(name) or _agency_desk(name) or read_person(name)
    return None if known is None else Byline(name=known)


def _is_agency(writer: Byline) -> bool:
    name = writer.name or ""
    return agency_name(name) is not None or _agency_desk(name) is not None


def _agency_desk(name: str) -> str | None:
    """`ANP Redactie`, `Redactie ANP`"""
    first, _, last = name.partition(" ")
    for agency, desk in ((first, last), (last, first)):
        if agency_name(agency) and desk.casefold() in AGENCY_DESKS:
            return name
    return None


def _signed(text: str) -> tuple[Byline, ...]:
    """`Jan Jansen (jja)`, `Jan Jansen (ANP)`"""
    bracket = AGENCY_IN_BRACKETS.search(text)
    name = read_person(text[: bracket.start()]) if bracket else None
    if bracket is None or name is None:
        return ()
    agency = agency_name(bracket["agency"])
    if agency is not None:
        return Byline(name=name), Byline(name=agency)
    initials = INITIALS.search(text)
    return (Byline(name=name, initials=initials["initials"]),) if initials else ()


def _named_as_printed(names: str) -> tuple[Byline, ...]:
    """Behind a colon a name may be anything that begins with a capital: `Bron: Omroep Zeeland`."""
    parts = [part.strip() for part in BETWEEN_NAMES.split(names.rstrip(". "), maxsplit=9)]
    if not all(part and part[0].isupper() and len(part.split()) <= MAX_SOURCE_WORDS for part in parts):
        return ()
    return tuple(Byline(name=part) for part in parts)
