"""Lines that are no text of their item and yet say something about it: notices, bylines, captions.

They are found by their words and by where they stand, before it is known which items the page has.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from worker.page.bylines import read_byline
from worker.page.captions import is_pointer, read_caption
from worker.page.datelines import FoundDateline, find_bare_dateline
from worker.page.lines import Line, LineRole
from worker.page.notices import dateline_behind, read_line
from worker.page.notices.desks import has_contact_details
from worker.page.standing import Stands, stands_so

# No aside is longer. What a line of any length begins or ends with is taken off later.
MAX_ASIDE = 600
MAX_DATED_BYLINE = 200


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the words of a line say that it is, and where it must stand to be that."""

    role: LineRole
    why: str
    stands: Stands = Stands.ANYWHERE
    # A line such as `Jan Jansen (ANP)` looks like a dateline and holds none.
    dateline: FoundDateline | None = None


def mark_asides(lines: list[Line]) -> None:
    """Give these lines their role; lines that have one keep it.

    A dateline behind a notice (`UPDATE: DEN HAAG (ANP) - …`) opens its line as any other; it ends in the whole line's
    offsets.
    """
    for line in lines:
        if line.role is None:
            line.dateline = dateline_behind(line.text) or line.dateline
    # From below, as a line may be known by what stands under it.
    for at in reversed(range(len(lines))):
        line = lines[at]
        if line.role is None and len(line.text) <= MAX_ASIDE:
            _mark(lines, at)
    _take_contacts(lines)


def _mark(lines: list[Line], at: int) -> None:
    line = lines[at]
    readers = READERS if line.dateline is None or line.dateline.end == len(line.text) else (_dated_byline,)
    for read in readers:
        for reading in read(line):
            if stands_so(lines, at, reading.stands):
                line.take(reading.role, reading.why)
                line.dateline = reading.dateline
                return


def _notice(line: Line) -> Iterator[_Reading]:
    found = read_line(line.text)
    if found is not None:
        kinds = ", ".join(notice.kind for notice in found.notices)
        yield _Reading(
            LineRole.TAIL if found.closes else LineRole.NOTICE, f"notices.toml: {kinds}", found.stands
        )


def _caption(line: Line) -> Iterator[_Reading]:
    if is_pointer(line.text):
        yield _Reading(LineRole.FURNITURE, "captions.toml: a pointer to pictures")
    found = read_caption(line.text)
    if found is not None:
        yield _Reading(LineRole.CAPTION, "captions.toml", found.stands)


def _byline(line: Line) -> Iterator[_Reading]:
    found = read_byline(line.text)
    if found is not None:
        yield _Reading(LineRole.BYLINE, "bylines.toml", found.stands)


def _dated_byline(line: Line) -> Iterator[_Reading]:
    """`AMSTERDAM - Van onze redactie economie`: the place is its item's."""
    if len(line.text) > MAX_DATED_BYLINE:
        return
    dateline = line.dateline or find_bare_dateline(line.text)
    found = read_byline(line.text[dateline.end :]) if dateline is not None else None
    if found is not None and found.stands is Stands.ANYWHERE:
        yield _Reading(LineRole.BYLINE, "bylines.toml, behind a place", dateline=dateline)


READERS: tuple[Callable[[Line], Iterator[_Reading]], ...] = (_notice, _caption, _byline, _dated_byline)


def _take_contacts(lines: list[Line]) -> None:
    """Below a note to editors, lines with addresses and telephone numbers are a part of it."""
    above: Line | None = None
    for line in lines:
        is_contact = (
            above is not None
            and above.role is LineRole.TAIL
            and line.role is None
            and line.dateline is None
            and len(line.text) <= MAX_ASIDE
            and has_contact_details(line.text)
        )
        if is_contact:
            line.take(LineRole.TAIL, "contact details below a note to editors")
        above = line
