"""What the lines of an element are together: news or the site's own, one brief or a list of them."""

from collections.abc import Sequence

from worker.page.datelines import find_bare_dateline, find_dateline
from worker.page.furniture import PAGE_DATE, SENTENCE_END, TICKER
from worker.page.html.elements import is_more_link
from worker.page.html.runs import MAX_LABEL, HtmlLine
from worker.page.layout import BUILT_IN

# An item of a list that has more lines is not one brief.
MAX_ITEM_LINES = 12
# A line of so much text is prose, and so many of them are more than the words of a button.
MIN_PROSE = 100
MUCH_PROSE = 2
# A sentence of a brief may be shorter, where a label says that there is one.
MIN_BRIEF = 40
MAX_DATE = 60


def holds_news(lines: Sequence[HtmlLine]) -> bool:
    """Whether briefs, a ticker, a marker of briefs or the page's date stand here. Labels alone may be those of a list of
    headlines."""
    if any(line.kind == "label" or line.time is not None for line in lines) and holds_prose(
        lines, 1, MIN_BRIEF
    ):
        return True
    return any(
        _has_dateline(line)
        or TICKER.match(line.text)
        or PAGE_DATE.fullmatch(line.text[:MAX_DATE])
        or _is_marker(line)
        for line in lines
    )


def holds_prose(lines: Sequence[HtmlLine], much: int, length: int = MIN_PROSE) -> bool:
    """Whether there are so many sentences of this length: more text than a menu or a box of buttons has."""
    return sum(len(line.text) >= length and _ends_sentence(line.text) for line in lines) >= much


def needs_arranging(lines: Sequence[HtmlLine]) -> bool:
    """Whether lines of one brief would not stand as text has them."""
    return label_above(lines) is not None or any(_is_aside(line) for line in lines)


def is_one_brief(lines: Sequence[HtmlLine]) -> bool:
    """Whether these lines, of one element, are one brief and not a list of them."""
    kinds = [line.kind for line in lines]
    if not lines or kinds.count("label") > 1 or kinds.count("heading") > 1:
        return False
    return sum(_has_dateline(line) for line in lines if line.kind == "text") <= 1


def without_asides(lines: list[HtmlLine]) -> tuple[list[HtmlLine], list[HtmlLine]]:
    """The lines of one brief, and apart from them the section beside its label and the link to the rest of it."""
    kept = [line for line in lines if not _is_aside(line)]
    if not any(line.kind in {"heading", "text"} for line in kept):
        return lines, []
    return kept, [line for line in lines if _is_aside(line)]


def label_above(lines: Sequence[HtmlLine]) -> HtmlLine | None:
    """The label that stands above some of the text, if one does."""
    return next((line for line in lines[:-1] if line.kind == "label"), None)


def label_below(lines: Sequence[HtmlLine]) -> list[HtmlLine]:
    """The lines of one brief with its label below its text, where all readers look for it."""
    return sorted(lines, key=lambda line: line.kind == "label")


def with_labels_below(
    lines: Sequence[HtmlLine], labels_above: Sequence[tuple[HtmlLine, HtmlLine]]
) -> list[HtmlLine]:
    """The lines of a page with these labels, each given with the last line of its brief, below their briefs.

    Where they are those of the briefs above, glued to what follows, they stay: a brief precedes the first of them or a
    label follows the last.
    """
    order = {id(line): index for index, line in enumerate(lines)}
    places = [order[id(line)] for pair in labels_above for line in pair if id(line) in order]
    first, last = min(places, default=0), max(places, default=len(lines))
    follows_brief = first > 0 and (
        _has_dateline(lines[first - 1]) or find_bare_dateline(lines[first - 1].text)
    )
    if follows_brief or any(line.kind == "label" for line in lines[last + 1 : last + 2]):
        return list(lines)
    moved = {id(label) for label, _ in labels_above}
    label_of = {id(last): label for label, last in labels_above}
    arranged: list[HtmlLine] = []
    for line in lines:
        if id(line) not in moved:
            arranged.append(line)
            if id(line) in label_of:
                arranged.append(label_of[id(line)])
    return arranged


def labels_below(lines: Sequence[HtmlLine]) -> list[HtmlLine]:
    """The lines of a list in which each label stands above its brief, with each of them below it."""
    if not lines or lines[0].kind != "label" or lines[-1].kind == "label":
        return list(lines)
    briefs: list[list[HtmlLine]] = []
    for line in lines:
        if line.kind == "label":
            briefs.append([])
        briefs[-1].append(line)
    return [line for label, *text in briefs for line in (*text, label)]


def as_ticker(line: HtmlLine) -> HtmlLine:
    """A list's item that is a ticker's line, with the sign that lists have in text: `- Voetbal 14:23 Ploeg …`."""
    with_sign = f"- {line.text}"
    is_ticker = len(line.text) < MIN_PROSE and TICKER.match(with_sign) and not _ends_sentence(line.text)
    return HtmlLine(with_sign, line.kind, line.time) if is_ticker else line


def _is_aside(line: HtmlLine) -> bool:
    return line.kind == "beside" or (
        line.kind == "text" and len(line.text) <= MAX_LABEL and is_more_link(line.text)
    )


def _has_dateline(line: HtmlLine) -> bool:
    if line.has_dateline is None:
        line.has_dateline = find_dateline(line.text) is not None
    return line.has_dateline


def _is_marker(line: HtmlLine) -> bool:
    return any(layout.briefs_section(line.text)[0] for layout in BUILT_IN)


def _ends_sentence(text: str) -> bool:
    return SENTENCE_END.search(text[-8:]) is not None
