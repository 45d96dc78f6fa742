"""The lines of a page and what each of them turned out to be."""

from dataclasses import dataclass
from enum import StrEnum

from worker.page.datelines import FoundDateline
from worker.page.repair import RepairedLine
from worker.time.ages import Age


class LineRole(StrEnum):
    """The rule that took a line. Every line that is not blank ends with a role."""

    HEADLINE = "headline"
    REPEATED_HEADLINE = "repeated_headline"  # printed a second time
    PARAGRAPH = "paragraph"
    SUBHEAD = "subhead"
    LABEL = "label"  # an age, of the brief before it
    BRIEFS_START = "briefs_start"  # Meer uit Buitenland
    SECTION = "section"  # the section's name on an index page
    PAGE_DATE = "page_date"  # maandag 3 november 2025
    TICKER = "ticker"  # - Voetbal 14:23 Ploeg verliest punten in uitduel
    REFERENCE = "reference"  # Lees ook: …, and the headlines that it lists
    FURNITURE = "furniture"  # Advertentie, (Tekst gaat verder onder de foto.)
    CHROME = "chrome"  # the site's own lines
    LISTED = "listed"  # the headline of another page, without its text
    NOTICE = "notice"  # LET OP: embargo tot donderdag 06.00 uur
    TAIL = "tail"  # (meer), (ANP Redactie …): a notice at the end of its item
    BYLINE = "byline"  # Van onze correspondent
    CAPTION = "caption"  # Foto: ANP / Robin Utrecht


# Lines that are no text of their item and yet belong to it.
ASIDES = frozenset({LineRole.NOTICE, LineRole.TAIL, LineRole.BYLINE, LineRole.CAPTION})


@dataclass(slots=True)
class Line:
    """A line, or a part of one where a label is glued to what follows it.

    `number` counts the page's lines from 0, `start` is the offset of `text` in the page's repaired text, in code
    points. `role` says what took the line and `why` by which rule; `item` is the position of the item that it became
    a part of.
    """

    number: int
    start: int
    text: str
    repairs: tuple[str, ...] = ()
    age: Age | None = None
    dateline: FoundDateline | None = None
    role: LineRole | None = None
    why: str = ""
    section: str | None = None
    item: int | None = None

    def take(self, role: LineRole, why: str) -> None:
        """Say what the line is, and by which rule."""
        self.role, self.why = role, why


def number_lines(repaired: list[RepairedLine]) -> list[Line]:
    """The printed lines, without the blanks around them. Blank lines are counted and left out."""
    lines: list[Line] = []
    start = 0
    for number, line in enumerate(repaired):
        text = line.text.strip()
        if text:
            lines.append(Line(number, start + line.text.find(text), text, line.repairs))
        start += len(line.text) + 1
    return lines
