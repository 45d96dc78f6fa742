"""Notices in front of a headline or text: `UPDATE 2: …`, `(CORRECTIE) …`, `LET OP: embargo tot 12.00 uur - …`"""

import re
from collections.abc import Callable
from dataclasses import replace

from schemas import Notice
from worker.page.datelines import FoundDateline, find_dateline
from worker.page.notices.embargoes import embargo_at
from worker.page.notices.words import (
    KEYWORD,
    KEYWORDS,
    LINE_END,
    MAX_NOTICE,
    OPENING_BRACKETS,
    ORDINALS,
    SIGN,
    TABLE,
    WORD_END,
    Found,
    Keyword,
    Parted,
    behind_sign,
    either,
    key,
    number_of,
)

# So many can be taken off.
MAX_NOTICES = 4
# What follows a keyword is looked at so far.
LOOKED_AT = 600
# The first letters of a word, and how far they stand apart: `( U  P  D`
LETTERS = 3
MAX_SPACED = 12
# *** UPDATE ***, - UPDATE -
ORNAMENTS = "-–—*=•>< "

LEAD_IN = re.compile(
    rf"(?:{either(TABLE['lead_in']['texts'])}){WORD_END} ?[:!.–-]{{0,3}} {{0,3}}", re.IGNORECASE
)
EDITING_SURE = re.compile(rf"\b(?:{'|'.join(TABLE['editing']['sure'])})\b", re.IGNORECASE)
EDITING_WORDS = frozenset(TABLE["editing"]["words"])
EDITING_FIRST = EDITING_WORDS | frozenset(TABLE["editing"]["first"])
WORD = re.compile(r"[^\W\d_]+")


# The first letters of everything that opens a notice: other texts, nearly all, need no search.
FIRST_LETTERS = frozenset(
    key(text)[:LETTERS]
    for text in (
        *KEYWORDS, *ORDINALS, *TABLE["lead_in"]["texts"], *TABLE["embargo"]["heads"], *TABLE["embargo"]["before_end"],
        *TABLE["note"]["above"], *TABLE["note"]["below"], "vervangt", "dit bericht", "deze versie", "nieuw bericht",
    )
)  # fmt: skip


def may_open(text: str, start: int = 0) -> bool:
    """Whether a notice may begin at `start`, by its first letters alone."""
    head = text[start : start + LETTERS]
    if head.isalpha():
        return head.casefold()[:LETTERS] in FIRST_LETTERS
    letters = key(text[start : start + MAX_SPACED].lstrip(ORNAMENTS + "(["))[:LETTERS]
    return letters in FIRST_LETTERS or letters[:1].isdigit()


def part_opening(text: str) -> Parted:
    """`text` without the notices in front of it: UPDATE 2: …, (CORRECTIE) …, EMBARGO tot 12.00 uur - …"""
    if not may_open(text):
        return Parted(text)
    notices: list[Notice] = []
    start = 0
    while len(notices) < MAX_NOTICES and (found := _notice_at(text, start)) is not None:
        notices.append(found.notice(text, start))
        start = found.rest
    return Parted(text[start:], tuple(notices))


def dateline_behind(
    text: str, find: Callable[[str], FoundDateline | None] = find_dateline
) -> FoundDateline | None:
    """The dateline that stands behind notices at the beginning of a line: UPDATE: DEN HAAG (ANP) - De …

    It ends in the offsets of `text`. `find` says what a dateline is: one with an agency, or any.
    """
    parted = part_opening(text)
    found = find(parted.text) if parted.notices else None
    return None if found is None else replace(found, end=found.end + len(text) - len(parted.text))


def _notice_at(text: str, start: int) -> Found | None:
    if not may_open(text, start):
        return None
    lead_in = LEAD_IN.match(text, start)
    if lead_in is not None:
        found = embargo_at(text, lead_in.end()) or _keyword_at(text, lead_in.end())
        if found is not None:
            return found
        if is_for_editors(text[lead_in.end() : lead_in.end() + LOOKED_AT], loud=lead_in[0][:6].isupper()):
            return Found("note", len(text), len(text))
    return embargo_at(text, start) or _keyword_at(text, start)


def _keyword_at(text: str, start: int) -> Found | None:
    closing_bracket = OPENING_BRACKETS.get(text[start : start + 1])
    match = KEYWORD.match(text, start + (closing_bracket is not None))
    if match is None:
        return None
    row = KEYWORDS[key(match["word"])]
    if row.capitals and not match["word"].isupper():
        return None
    if closing_bracket is None:
        return _before_sign(text, match, row)
    end = text.find(closing_bracket, match.end(), match.end() + 60) + 1
    return Found(row.kind, end, behind_sign(text, end), number_of(match)) if end else None


def _before_sign(text: str, match: re.Match[str], row: Keyword) -> Found | None:
    """A keyword alone, or parted from what follows by a sign; in capitals a blank may do."""
    end, number, loud = match.end(), number_of(match), match["word"].isupper()
    if LINE_END.match(text, end):
        return Found(row.kind, end, len(text), number)
    sign = SIGN.match(text, end)
    if is_for_editors(text[end : end + LOOKED_AT], loud=loud):
        return Found(row.kind, len(text), len(text), number)
    if sign is None:
        rest = end + 1
        is_parted = (
            loud and not row.sign and text[end] == " " and _begins_headline(text[rest : rest + MAX_NOTICE])
        )
        return Found(row.kind, end, rest, number) if is_parted else None
    following = text[sign.end() : sign.end() + 1]
    # Ingetrokken: vergunning voor asielboot
    if row.kind == "withdrawn" and not loud and following.islower():
        return None
    if sign[0] in {"/", "+", "&"} and not KEYWORD.match(text, sign.end()):
        return None
    return Found(row.kind, end, sign.end(), number)


def _begins_headline(rest: str) -> bool:
    """Whether a headline or dateline follows a keyword in capitals, which is not the first word of one in capitals."""
    begins = rest[:1].isupper() or rest[:1].isdigit() or rest[:1] in "\"'‘“„"
    return begins and (any(map(str.islower, rest)) or find_dateline(rest) is not None)


def is_for_editors(rest: str, *, loud: bool) -> bool:
    """Whether what follows a keyword says what changed in the message. `loud`: the keyword is in capitals."""
    words = rest.lstrip(" :!,.–-")
    if not words or len(rest) > MAX_NOTICE:
        return False
    if EDITING_SURE.search(words):
        return True
    found = WORD.findall(words.casefold())
    begins = loud and words[0].islower() and bool(found) and found[0] in EDITING_FIRST
    return begins and not EDITING_WORDS.isdisjoint(found)
