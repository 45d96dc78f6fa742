"""Embargoes: `EMBARGO tot donderdag 06.00 uur`, `onder embargo tot nader order`."""

import re
from typing import Literal

from worker.page.notices.words import (
    LINE_END,
    MAX_NOTICE,
    OPENING_BRACKETS,
    SIGN,
    TABLE,
    WORD_END,
    Found,
    behind_sign,
    either,
)
from worker.time.embargoes import PrintedEnd, read_end

_EMBARGO = TABLE["embargo"]
HEAD = re.compile(rf"(?:{either(_EMBARGO['heads'])}){WORD_END}", re.IGNORECASE)
BEFORE_END = re.compile(rf"(?:{either(_EMBARGO['before_end'])}){WORD_END}", re.IGNORECASE)
TOWARDS_END = re.compile(
    r" ?[:!,(–-]{0,3} {0,3}(?:(?:geldt|loopt|tot|t/m|vervalt|eindigt|verstrijkt|op|vanaf) {1,2}){0,3}",
    re.IGNORECASE,
)
OPEN_ENDED = re.compile(rf"(?:{either(_EMBARGO['open_ended'])}){WORD_END}", re.IGNORECASE)
LIFTED = re.compile(rf"(?:is )?(?:{either(_EMBARGO['lifted'])}){WORD_END}", re.IGNORECASE)


def embargo_at(text: str, start: int) -> Found | None:
    """The embargo that stands at `start`, with its end where one is printed; None where the words mean another one."""
    closing_bracket = OPENING_BRACKETS.get(text[start : start + 1])
    at = start + (closing_bracket is not None)
    before_end = BEFORE_END.match(text, at)
    head = before_end or HEAD.match(text, at)
    if head is None:
        return None
    towards = TOWARDS_END.match(text, head.end())
    behind = head.end() if towards is None else towards.end()
    lifted = LIFTED.match(text, behind)
    if lifted is not None:
        return _embargo(text, lifted.end(), closing_bracket, "note")
    printed = read_end(text, behind)
    if printed is not None:
        # EMBARGO (tot 12.00 uur): …
        is_in_own_brackets = "(" in text[head.end() : behind] and text.startswith(")", printed.end)
        return _embargo(text, printed.end + is_in_own_brackets, closing_bracket)
    if before_end is not None:
        return None
    return _embargo_without_end(text, head, behind, closing_bracket)


def printed_end(notice: str) -> PrintedEnd | None:
    """The end that an embargo's notice names, None where it names none."""
    head = BEFORE_END.search(notice) or HEAD.search(notice)
    towards = TOWARDS_END.match(notice, head.end()) if head is not None else None
    return read_end(notice, towards.end()) if towards is not None else None


def _embargo_without_end(
    text: str, head: re.Match[str], behind: int, closing_bracket: str | None
) -> Found | None:
    """`EMBARGO` alone or with words that give no time: in force until somebody says otherwise."""
    loud = head[0].isupper()
    has_sign = SIGN.match(text, head.end()) is not None or closing_bracket is not None
    names_end = text[head.end() : behind].casefold().rstrip().endswith(("tot", "t/m"))
    if names_end and (loud or OPEN_ENDED.match(text, behind)):
        if closing_bracket is None:
            return Found("embargo", len(text), len(text)) if len(text) <= MAX_NOTICE else None
        end = text.find(closing_bracket, behind, behind + MAX_NOTICE) + 1
        return Found("embargo", end, behind_sign(text, end)) if end else None
    if (
        LINE_END.match(text, head.end())
        or (loud and has_sign)
        or text.startswith(closing_bracket or "\0", head.end())
    ):
        return _embargo(text, head.end(), closing_bracket)
    return None


def _embargo(
    text: str, end: int, closing_bracket: str | None, kind: Literal["embargo", "note"] = "embargo"
) -> Found | None:
    """The notice that ends at `end`, unless the sentence goes on: `Embargo tot donderdag verlengd`."""
    if closing_bracket is not None:
        end = text.find(closing_bracket, end, end + 60) + 1
        return Found(kind, end, behind_sign(text, end)) if end else None
    if LINE_END.match(text, end):
        return Found(kind, end, len(text))
    following = text[end:].lstrip(" .!")[:1] if SIGN.match(text, end) is None else ""
    if following in {",", "("} and len(text) <= MAX_NOTICE:
        return Found(kind, len(text), len(text))
    if following and not (following.isupper() or following in "\"'‘“„"):
        return None
    rest = behind_sign(text, end)
    return Found(kind, end, rest + len(text[rest:]) - len(text[rest:].lstrip(" .!")))
