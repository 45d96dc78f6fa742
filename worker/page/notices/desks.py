"""The desk at the end of an item: (ANP Redactie Binnenland, email binnenland(at)anp.nl, +31 …).

How to reach it is for editors: e-mail addresses and telephone numbers are never published.
"""

import re
from dataclasses import dataclass

from worker.page.tables import read_table

_TABLE = read_table("notices.toml")["desk"]
NAMED: tuple[str, ...] = tuple(_TABLE["named"])
WITH_CONTACT: tuple[str, ...] = tuple(_TABLE["with_contact"])

# A bracket or line of a desk is not longer.
MAX_DESK = 300
MAX_BEGINNING = 40
BRACKETS = {")": "(", "]": "["}

ADDRESS = re.compile(
    r"[\w.+-]{1,64}\s?(?:@|\((?:at|@)\)|\[(?:at|@)\])\s?[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}", re.IGNORECASE
)
TELEPHONE = re.compile(r"(?:\+\d|\(0\d|\b0\d)[\d ()/-]{7,18}\d")
AT_SIGN = re.compile(r"@|\(at\)|\[at\]", re.IGNORECASE)
# The words that lead to an address or number: `, email …`, `, tel. …`, `te bereiken via …`
TOWARDS = re.compile(
    r"(?:[\s,;:.(/–-]|\b(?:e-?mail(?:adres)?|mail|tel|telefoon|telefonisch|telefoonnummer|mobiel|bel|bellen|bereikbaar|te "
    r"bereiken|via|op|met|naar|onder|nummer|contact|of|en|t|m|e)\b){0,12}$",
    re.IGNORECASE,
)
END_OF_NAME = re.compile(r"\s?[,;:|(\[]|\s(?:e-?mail|mail|tel|telefoon|bel|via)\b|\s[–-]\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk that a text ends with. `start`: where it begins; `name`: as printed, without contact details."""

    start: int
    name: str


def desk_at_end(text: str) -> Desk | None:
    """The desk that stands in brackets at the end of `text`, or None."""
    start = _last_bracket(text)
    if start is None:
        return None
    name = desk_name(text[start + 1 : -1])
    return None if name is None else Desk(start, name)


def desk_name(printed: str) -> str | None:
    """The desk that a line or bracket names, or None where it is something else."""
    start = printed[:MAX_BEGINNING].casefold()
    if not start.startswith(NAMED) and not (start.startswith(WITH_CONTACT) and has_contact_details(printed)):
        return None
    end = END_OF_NAME.search(printed)
    return without_contact(printed[: end.start()] if end else printed).strip() or None


def has_contact_details(text: str) -> bool:
    """Whether an e-mail address or a telephone number stands in `text`."""
    return _search(ADDRESS, text) is not None or TELEPHONE.search(text) is not None


def without_contact(text: str) -> str:
    """`text` up to the first e-mail address or telephone number and the words that lead to it."""
    found = [match.start() for pattern in (ADDRESS, TELEPHONE) if (match := _search(pattern, text))]
    if not found:
        return text
    before = text[: min(found)]
    towards = TOWARDS.search(before, max(0, len(before) - 80))
    return before[: towards.start()] if towards else before


def _search(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    # Most lines have no address; only then is it worth the search.
    if pattern is ADDRESS and not AT_SIGN.search(text):
        return None
    return pattern.search(text)


def _last_bracket(text: str) -> int | None:
    """Where the bracket opens that closes at the end of `text`; brackets inside it are passed."""
    opening = BRACKETS.get(text[-1:])
    if opening is None:
        return None
    depth = 0
    for at in range(len(text) - 1, max(-1, len(text) - MAX_DESK), -1):
        if text[at] == text[-1]:
            depth += 1
        elif text[at] == opening:
            depth -= 1
            if depth == 0:
                return at
    return None
