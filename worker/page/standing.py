"""Where a line must stand in its item to be what its words say.

Lines are judged before anything is dealt out to items, by the lines around them.
"""

from enum import Enum

from worker.page.furniture import ends_sentence
from worker.page.lines import ASIDES, Line

# The marker, the headline and the dateline of what comes next.
LOOKED_AHEAD = 3


class Stands(Enum):
    """Where a line is what its words say; elsewhere they mean something else."""

    ANYWHERE = 1
    INSIDE = 2  # not at the head of an item: there it is the headline
    AT_AN_EDGE = 3  # under a headline or at the end of an item: between paragraphs it is a subhead
    AT_THE_END = 4
    BEFORE_THE_END = 5


def stands_so(lines: list[Line], at: int, stands: Stands) -> bool:
    """Whether the line at the index `at` stands there. The roles of asides below it must be known."""
    match stands:
        case Stands.ANYWHERE:
            return True
        case Stands.INSIDE:
            return not _opens_item(lines, at)
        case Stands.AT_AN_EDGE:
            return _opens_item(lines, at) or _is_under_headline(lines, at) or _closes_item(lines, at)
        case Stands.AT_THE_END:
            return _closes_item(lines, at)
        case Stands.BEFORE_THE_END:
            return not _closes_item(lines, at)


def _opens_item(lines: list[Line], at: int) -> bool:
    if at == 0:
        return True
    role = lines[at - 1].role
    return role is not None and role not in ASIDES


def _is_under_headline(lines: list[Line], at: int) -> bool:
    above = lines[at - 1] if at else None
    return above is not None and above.role is None and above.dateline is None and not ends_sentence(above)


def _closes_item(lines: list[Line], at: int) -> bool:
    """Whether the item ends here: with the page, at a label, or above the head of the next."""
    if at == 0 or _is_under_headline(lines, at):
        return False
    for line in lines[at + 1 : at + 1 + LOOKED_AHEAD]:
        if line.role is not None or line.dateline is not None:
            return True
        if ends_sentence(line):
            return False
    return at + 1 == len(lines)
