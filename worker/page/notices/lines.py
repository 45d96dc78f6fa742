"""Lines that are nothing but notices, and headlines with notices around them."""

import re
from dataclasses import dataclass

from schemas import Notice
from worker.page.names import is_agency
from worker.page.notices.desks import desk_at_end, desk_name, has_contact_details, without_contact
from worker.page.notices.endings import COPYRIGHT, part_suffixes
from worker.page.notices.openings import LEAD_IN, ORNAMENTS, may_open, part_opening
from worker.page.notices.words import (
    BARE,
    IN_BRACKETS,
    LINE_END,
    MAX_NOTICE,
    SIGNS,
    TABLE,
    WORD_END,
    Parted,
    either,
    key,
    spaced,
)
from worker.page.standing import Stands

# A line of a notice is not longer.
MAX_LINE = 600
MAX_CLOSING = 60
REPLACES = re.compile(
    rf"(?P<new>{spaced('nieuw bericht')} ?[,;:.–-]? {{0,3}})?(?:(?:dit|nieuw) bericht |deze versie )?"
    rf"(?:{spaced('vervangt')}){WORD_END}"
    rf"(?P<what>(?: (?:het|een|ons|dit|de|eerdere?|vorige?|oudere?|verzonden){WORD_END}){{0,3}}"
    rf"(?: (?:bericht|versie|kop|artikel){WORD_END})?(?: (?:met (?:de |als )?kop|getiteld))?)"
    r"(?P<sign> ?[:,-])? {0,3}",
    re.IGNORECASE,
)
NOTE = re.compile(
    rf"\(?(?:(?P<above>{either(TABLE['note']['above'])})|{either(TABLE['note']['below'])}){WORD_END}"
    r"(?P<aside> ?\([^()]{1,60}\))?(?P<sign> ?[:!–-])?",
    re.IGNORECASE,
)
MESSAGE = ("bericht", "versie", "kop", "artikel", "getiteld")
WITHDRAWN_BY_NAME = re.compile(
    r"(?:het |dit |ons )?bericht (?:met (?:de )?kop )?[\"'‘’“„«](?P<name>.{3,150}?)[\"'’”»](?P<why>[^\"'‘’“”„«»]{0,80})\.?$",
    re.IGNORECASE,
)
WITHDRAWING = re.compile(r"\b(?:vervalt|vervallen|ingetrokken|trekken .{0,20}in)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A line that is nothing but notices. `closes`: whether such a line stands at the end of its item."""

    notices: tuple[Notice, ...]
    stands: Stands = Stands.ANYWHERE
    closes: bool = False


def read_line(text: str) -> NoticeLine | None:
    """The notices of a line that is nothing else, or None."""
    if len(text) > MAX_LINE:
        return None
    opening = _replacing(text) or _opening_line(text) or _editors_note(text) if may_open(text) else None
    return opening or _closing_line(text)


def part_headline(headline: str) -> Parted:
    """A headline without the notices in front of it and behind it: … (2), … (update 3), … - UPDATE."""
    opening = _withdrawn_by_name(headline) or part_opening(headline)
    closing = part_suffixes(opening.text)
    return Parted(closing.text, opening.notices + closing.notices)


def withdraws(text: str) -> bool:
    """Whether a headline or line says that its item is withdrawn."""
    line = read_line(text)
    notices = part_headline(text).notices if line is None else line.notices
    return any(notice.kind == "withdrawn" for notice in notices)


def _withdrawn_by_name(headline: str) -> Parted | None:
    """`Het bericht 'Kabinet valt' is vervallen` is a notice about an item of that headline."""
    match = WITHDRAWN_BY_NAME.match(headline) if len(headline) <= MAX_NOTICE else None
    if match is None or not WITHDRAWING.search(match["why"]):
        return None
    return Parted(match["name"], (Notice(kind="withdrawn", text=headline),))


def _opening_line(text: str) -> NoticeLine | None:
    parted = part_opening(text.strip(ORNAMENTS))
    if parted.text or not parted.notices:
        return None
    # Update, Correctie, Vervallen: in ordinary case they are subheads, too.
    first, _, _ = text.partition(" ")
    is_plain = all(sign.isalpha() or sign == " " for sign in text) and not first.isupper()
    stands = Stands.AT_AN_EDGE if is_plain else Stands.ANYWHERE
    return NoticeLine(parted.notices, stands)


def _replacing(text: str) -> NoticeLine | None:
    """`N i e u w bericht, vervangt: <old headline>`; the notice's text is the old headline, where there is one."""
    lead_in = LEAD_IN.match(text)
    at = lead_in.end() if lead_in else 0
    is_in_brackets = text.startswith("(", at) and text.endswith(")")
    match = REPLACES.match(text, at + is_in_brackets)
    if match is None or not (match["new"] or match["sign"] or match["what"].casefold().endswith(MESSAGE)):
        return None
    old = text[match.end() : len(text) - is_in_brackets].strip(" \"'‘’“”„«»")
    named = old if old and not old[0].islower() else text
    return NoticeLine((Notice(kind="replaces", text=named),))


def _editors_note(text: str) -> NoticeLine | None:
    match = NOTE.match(text)
    if match is None:
        return None
    is_heading = match["aside"] or match["sign"] or LINE_END.match(text.rstrip(")"), match.end())
    if not is_heading:
        return None
    return NoticeLine((Notice(kind="note", text=without_contact(text)),), closes=match["above"] is None)


def _closing_line(text: str) -> NoticeLine | None:
    desk = _desk_line(text)
    if desk is not None:
        return NoticeLine((Notice(kind="desk", text=desk),), closes=True)
    match = COPYRIGHT.match(text)
    if match is not None and is_agency(match["owner"]):
        is_credit = not (match["word"] or match["year"] or match["later"] or match["rights"])
        notice = Notice(kind="note", text=text)
        return NoticeLine((notice,), Stands.AT_THE_END if is_credit else Stands.ANYWHERE, closes=True)
    return _closing_words(text) if len(text) <= MAX_CLOSING else None


def _closing_words(text: str) -> NoticeLine | None:
    """`(meer)`, `Meer volgt.`, `--`, `EINDE`"""
    words = key(text.strip(" .!…"))
    if text.startswith("(") and text.endswith(")"):
        kind = IN_BRACKETS.get(key(text[1:-1]))
    else:
        kind = BARE.get(words) or SIGNS.get(key(text))
    if kind is not None:
        return NoticeLine((Notice(kind=kind, text=text),), closes=True)
    if text.isupper() and words in IN_BRACKETS:
        return NoticeLine((Notice(kind=IN_BRACKETS[words], text=text),), Stands.AT_THE_END, closes=True)
    return None


def _desk_line(text: str) -> str | None:
    desk = desk_at_end(text)
    if desk is not None:
        return desk.name if desk.start == 0 else None
    # Without brackets, or with one that is not closed.
    name = desk_name(text.lstrip("("))
    return name if name is not None and has_contact_details(text) else None
