"""The site's own lines around the article of a page whose site nobody knows: what stands above its headline and below
its last sentence."""

import re
from collections.abc import Iterator

from worker.page.bylines import is_desk_alone
from worker.page.furniture import ends_sentence, is_headline_like
from worker.page.lines import ASIDES, Line, LineRole
from worker.page.names import read_persons
from worker.page.sections import is_section_name

# Prose: the first of it ends what stands above the article's text, the last of it ends the text.
MIN_PROSE = 50
MIN_LAST_WORDS = 4
# A headline has so many words; menus, kickers and section names have fewer.
HEADLINE_WORDS = 3
BREADCRUMB = re.compile(r"[^>›»]{1,60}(?: [>›»] [^>›»]{1,60}){1,8}|[^/]{1,60}(?: / [^/]{1,60}){2,8}")
# Contact data, prices of shares: no text at the edge of an article.
NO_PROSE = re.compile(r"\S@\S+\.\w{2}|https?://|www\.|\+\d{2}[ (\d]")


def mark_surroundings(region: list[Line]) -> None:
    """Give the lines around the article their role. `region`: all lines of the page above its briefs."""
    first = next((at for at, line in enumerate(region) if _is_prose(line)), None)
    if first is None:
        return
    _mark_above(region[:first])
    _mark_below(region[first + 1 :])


def _mark_above(lines: list[Line]) -> None:
    """The headline is the last line that reads as one; what stands above it is the site's own."""
    for line in lines:
        if line.role is None and line.dateline is None and _is_breadcrumb(line.text):
            line.take(LineRole.CHROME, "a path through the site")
    headline = _headline(lines)
    if headline is None:
        return
    for line in lines[:headline]:
        if line.role is not None:
            continue
        if is_section_name(line.text):
            line.take(LineRole.SECTION, "a section's name above the headline")
            line.section = line.text
        else:
            line.take(LineRole.CHROME, "stands above the headline of an unknown site")
    for line in lines[headline + 1 :]:
        if line.role is None and _is_author(line.text):
            line.take(LineRole.BYLINE, "a name between headline and text")


def _headline(lines: list[Line]) -> int | None:
    candidates = [at for at, line in enumerate(lines) if is_headline_like(line) and not _is_author(line.text)]
    long_enough = [at for at in candidates if len(lines[at].text.split()) >= HEADLINE_WORDS]
    return max(long_enough or candidates, default=None)


def _mark_below(lines: list[Line]) -> None:
    """Below the article's last sentence nothing is text that does not end like one."""
    for line in _after_last_sentence(lines):
        line.take(LineRole.CHROME, "stands below the last sentence of an unknown site")


def _after_last_sentence(lines: list[Line]) -> Iterator[Line]:
    for line in reversed(lines):
        if line.role in ASIDES or line.role is LineRole.LABEL:
            continue
        if line.role is None:
            if _is_last_sentence(line):
                return
            yield line


def _is_author(text: str) -> bool:
    return is_desk_alone(text) or (not text.isupper() and bool(read_persons(text)))


def _is_prose(line: Line) -> bool:
    if line.role is not None:
        return False
    return line.dateline is not None or (
        len(line.text) >= MIN_PROSE and ends_sentence(line) and not line.text.endswith("?")
    )


def _is_last_sentence(line: Line) -> bool:
    is_sentence = ends_sentence(line) and not line.text.endswith((":", "?"))
    return is_sentence and len(line.text.split()) >= MIN_LAST_WORDS and not NO_PROSE.search(line.text)


def _is_breadcrumb(text: str) -> bool:
    return len(text) <= 200 and BREADCRUMB.fullmatch(text) is not None
