"""Lines that are no text on any site: tickers, dates of the page, references to other pages, notices of the design."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from worker.page.lines import Line, LineRole
from worker.page.tables import read_table

_TABLE = read_table("furniture.toml")
WHOLE_LINES: frozenset[str] = frozenset(text.casefold() for text in _TABLE["lines"])
EDGE_LINES: frozenset[str] = WHOLE_LINES | {text.casefold() for text in _TABLE["edge_lines"]}
LONGEST_LINE = max(map(len, EDGE_LINES))
PATTERNS: tuple[dict[str, Any], ...] = tuple(_TABLE["pattern"])
ENDINGS: frozenset[str] = frozenset(text.casefold() for text in _TABLE["endings"])
REFERENCES: dict[str, str] = {row["text"].casefold(): row["takes"] for row in _TABLE["reference"]}

# - Voetbal 14:23 Ploeg verliest punten in uitduel
TICKER = re.compile(r"[-–•] ?\w[\w &/]{0,30} \d{1,2}[:.]\d{2} \S")
# 20:21Comedy: serie krijgt vervolg. The time belongs to the headline on the line before.
GLUED_CLOCK = re.compile(r"\d{1,2}:\d{2}(?=[^\W\d_a-z])")
# maandag 3 november 2025
PAGE_DATE = re.compile(
    r"(?:maan|dins|woens|donder|vrij|zater|zon)dag,? \d{1,2} "
    r"(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december) \d{4}",
    re.IGNORECASE,
)


def _any_of(rows: Iterable[dict[str, Any]]) -> re.Pattern[str]:
    return re.compile("|".join(row["regex"] for row in rows), re.IGNORECASE)


ANYWHERE = _any_of(row for row in PATTERNS if not row.get("edge"))
# At an edge of the page the lines that are furniture anywhere do not end it.
AT_EDGES = _any_of(PATTERNS)
LONGEST_PATTERN = 300
# * * *, ___, [
NOTHING_SAID = re.compile(r"[\W_]+")
# In brackets it may also stand in a paragraph: … zei hij. (Tekst gaat verder onder de foto.)
INLINE = re.compile(
    r"\((?:tekst|artikel|verhaal|bericht) (?:gaat|loopt) (?:verder|door) [^()]{1,60}\)", re.IGNORECASE
)

# A sentence's end, and what a headline does not end with: a question is a headline as often as not.
SENTENCE_END = re.compile(r"[.!?…:;,][\"'’”»)]*$")
NO_HEADLINE_END = re.compile(r"[.:;,][\"'’”»)]*$")
MAX_HEADLINE = 150


def part_inline(lines: list[Line]) -> list[Line]:
    """The lines, with what stands in brackets within a paragraph as a line of its own."""
    return [part for line in lines for part in (_part_inline(line) if INLINE.search(line.text) else (line,))]


def mark_furniture(lines: list[Line]) -> None:
    """Give these lines their role; lines that have one keep it."""
    _mark_edge(lines)
    _mark_edge(reversed(lines))
    for index, line in enumerate(lines):
        if line.role is not None:
            continue
        recognised = _recognise(line.text)
        if recognised is None:
            continue
        line.take(*recognised)
        if line.role is LineRole.REFERENCE:
            _take_references(lines, index)
        elif line.role is LineRole.TICKER and GLUED_CLOCK.match(line.text) and index:
            _take_listed_headline(lines[index - 1])


def _part_inline(line: Line) -> Iterator[Line]:
    start = 0
    for inline in INLINE.finditer(line.text):
        for part in ((start, inline.start()), inline.span()):
            yield from _cut(line, *part)
        start = inline.end()
    yield from _cut(line, start, len(line.text))


def _cut(line: Line, start: int, end: int) -> Iterator[Line]:
    text = line.text[start:end].strip()
    if text:
        begin = line.text.index(text, start)
        yield Line(line.number, line.start + begin, text, line.repairs)


def is_ending(line: Line) -> bool:
    """Whether nothing of the article follows below the line: `Over de auteur`."""
    return line.dateline is None and len(line.text) <= LONGEST_LINE and line.text.casefold() in ENDINGS


def is_headline_like(line: Line) -> bool:
    """A short line that does not end as prose does, without a dateline or another role."""
    return is_short(line) and not NO_HEADLINE_END.search(line.text[-8:])


def is_short(line: Line) -> bool:
    """Short enough for a headline, without a dateline or another role."""
    return line.role is None and line.dateline is None and len(line.text) <= MAX_HEADLINE


def ends_sentence(line: Line) -> bool:
    """Whether the line ends with the punctuation of a sentence."""
    return SENTENCE_END.search(line.text[-8:]) is not None


def _recognise(text: str) -> tuple[LineRole, str] | None:
    """What a line is by its words alone, and the row or pattern that says so."""
    if NOTHING_SAID.fullmatch(text, 0, LONGEST_PATTERN) and len(text) <= LONGEST_PATTERN:
        return LineRole.FURNITURE, "no letter and no digit"
    start = text[:60].casefold()
    if _is_furniture(text, WHOLE_LINES, ANYWHERE):
        return LineRole.FURNITURE, "furniture.toml"
    if start.partition(":")[0] in REFERENCES and (":" in start or len(text) <= 60):
        return LineRole.REFERENCE, "furniture.toml: reference"
    if TICKER.match(text) or GLUED_CLOCK.match(text):
        return LineRole.TICKER, "a time and a headline of another page"
    if len(text) <= 60 and PAGE_DATE.fullmatch(text):
        return LineRole.PAGE_DATE, "a date alone"
    return None


def _is_furniture(text: str, whole: frozenset[str], pattern: re.Pattern[str]) -> bool:
    if len(text) <= LONGEST_LINE and text.casefold() in whole:
        return True
    return len(text) <= LONGEST_PATTERN and pattern.fullmatch(text) is not None


def _mark_edge(lines: Iterable[Line]) -> None:
    """Take the site's own lines from one end of the page, up to the first that is none."""
    for line in lines:
        if not _is_furniture(line.text, EDGE_LINES, AT_EDGES):
            return
        if line.role is None:
            line.take(LineRole.FURNITURE, "furniture.toml: at the edge of the page")


def _take_references(lines: list[Line], index: int) -> None:
    name, _, target = lines[index].text.partition(":")
    takes = "line" if target.strip() else REFERENCES[name.casefold()]
    following = (
        lines[index + 1 : index + 2] if takes == "next" else lines[index + 1 :] if takes == "block" else []
    )
    for line in following:
        if not is_headline_like(line):
            return
        line.take(LineRole.REFERENCE, f"listed under '{lines[index].text}'")


def _take_listed_headline(line: Line) -> None:
    if is_headline_like(line):
        line.take(LineRole.TICKER, "its time is glued to the line below")
