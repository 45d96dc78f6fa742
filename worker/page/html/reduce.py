"""An HTML tree to lines: one for each block; what is the site's own is set aside, what is hidden is left out.

The tree is walked without recursion: it may be deep.
"""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from selectolax.lexbor import LexborNode

from worker.page.html.elements import (
    BLOCKS,
    ITEMS,
    UNSEEN,
    Attributes,
    MarkedTime,
    SetAside,
    is_caption,
    is_hidden,
    marked_time,
    set_aside,
)
from worker.page.html.regions import (
    MAX_ITEM_LINES,
    MUCH_PROSE,
    as_ticker,
    holds_news,
    holds_prose,
    is_one_brief,
    label_above,
    label_below,
    labels_below,
    needs_arranging,
    with_labels_below,
    without_asides,
)
from worker.page.html.runs import HtmlLine, Kind, Run
from worker.page.html.sniff import unescape

# Elements that hold the page: neither hidden nor set aside, whatever their classes are called.
PAGE = frozenset({"html", "body", "main"})
ARTICLE = frozenset({"article", "main"})
# What a line may stand in, by the elements that say so.
STANDS_IN: dict[str, tuple[str, ...]] = {
    "article": ("article", "item"),
    "caption": ("caption",),
    "figcaption": ("caption",),
    "li": ("item", "list"),
    "listing": ("preformatted",),
    "main": ("article",),
    "pre": ("preformatted",),
    "tr": ("item", "list"),
    "xmp": ("preformatted",),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), ("heading",)),
}
NO_PLACES: tuple[str, ...] = ()

LINE_END = re.compile(r"\r\n?|\n")


@dataclass(slots=True)
class Reduced:
    """What a page prints. `aside`: the lines that are the site's own. The times are the article's, as written."""

    lines: list[HtmlLine] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    published: str | None = None
    modified: str | None = None


@dataclass(slots=True)
class _Element:
    """An open element. `first`: the index of its first line; `run` and `start`: where it began in a line, if inline."""

    tag: str
    first: int
    run: Run | None
    start: int
    places: tuple[str, ...]
    rule: SetAside | None
    time: MarkedTime | None
    has_headline: bool = False
    empty_time: str | None = None


def reduce_tree(root: LexborNode | None, keeps_lines: bool) -> Reduced:
    """What is printed under `root`. `keeps_lines`: whether the line ends of the source are those of the text."""
    reader = _Reader(keeps_lines)
    reader.read(root)
    return reader.page


class _Reader:
    """Walks the tree once."""

    def __init__(self, keeps_lines: bool) -> None:
        self.page = Reduced()
        self.lines = self.page.lines
        self.run = Run()
        self.opened: list[_Element] = []
        self.inside = dict.fromkeys(("article", "caption", "heading", "item", "list", "preformatted"), 0)
        self.keeps_lines = keeps_lines
        # Where the innermost element that holds the headline begins, and where it and those around it end.
        self.top: int | None = None
        self.ends: list[int] = []
        self.headlines: list[HtmlLine] = []
        # Labels above the text of what may be a brief, with the last line of it.
        self.labels_above: dict[int, tuple[HtmlLine, HtmlLine]] = {}

    def read(self, root: LexborNode | None) -> None:
        node = root
        while node is not None:
            node = self._enter(node) or self._after(node)
        self._break()
        self._finish_page()

    def _enter(self, node: LexborNode) -> LexborNode | None:
        """The first node within `node`, which is then open; None where there is nothing to read in it."""
        tag = node.tag
        if tag == "-text":
            self._text(node.text_content or "")
            return None
        if tag is None or tag in UNSEEN or tag.startswith("-"):
            return None
        attributes = node.attributes
        if attributes and tag not in PAGE and is_hidden(attributes):
            return None
        self._open(tag, attributes)
        child = node.first_child
        if child is None:
            self._close()
        return child

    def _after(self, node: LexborNode) -> LexborNode | None:
        """The node that follows `node` and all that is in it."""
        at: LexborNode | None = node
        while at is not None and self.opened:
            following = at.next
            if following is not None:
                return following
            at = at.parent
            self._close()
        return None

    def _text(self, text: str) -> None:
        text = unescape(text)  # once more, as some pages are escaped twice
        if not (self.keeps_lines or self.inside["preformatted"]):
            self.run.add(text)
            return
        first, *others = LINE_END.split(text)
        self.run.add(first)
        for line in others:
            self._break(keeps_blank=True)
            self.run.add(line)

    def _open(self, tag: str, attributes: Attributes) -> None:
        rule = None if tag in PAGE else set_aside(tag, attributes, in_article=self.inside["article"] > 0)
        is_of_caption = bool(attributes) and is_caption(attributes)
        is_block = tag in BLOCKS or ((rule is not None or is_of_caption) and self.run.is_blank())
        if is_block or tag == "br":
            self._break()
        elif tag == "q":
            self.run.add('"')
        time = marked_time(tag, attributes) if attributes else None
        run = None if is_block else self.run
        places = STANDS_IN.get(tag, NO_PLACES)
        if is_of_caption and is_block:
            places = (*places, "caption")
        self.opened.append(_Element(tag, len(self.lines), run, self.run.length, places, rule, time))
        for place in places:
            self.inside[place] += 1

    def _close(self) -> None:
        element = self.opened.pop()
        tag, run = element.tag, element.run
        if tag == "q":
            self.run.add('"')
        if run is None:
            self._break()
        elif run is self.run:
            run.mark(element.start, element.time)
        for place in element.places:
            self.inside[place] -= 1
        if element.time is not None:
            self._take_time(element, element.time)
        if run is None:
            self._finish_block(element)

    def _finish_block(self, element: _Element) -> None:
        if element.tag == "h1" and len(self.lines) > element.first:
            self._take_headline(self.lines[element.first])
        elif element.tag == "dl":
            self.lines[element.first :] = labels_below(self.lines[element.first :])
        else:
            self._finish_item(element)
        is_article = element.has_headline and element.tag == "article"
        if element.rule is not None and not is_article:
            self._finish_aside(element, element.rule)
        elif element.has_headline and element.tag in ARTICLE:
            self.ends.append(len(self.lines))

    def _break(self, keeps_blank: bool = False) -> None:
        """End the line."""
        if self.run.length == 0 and not keeps_blank:
            return
        kind: Kind = "caption" if self.inside["caption"] else "heading" if self.inside["heading"] else "text"
        lines = self.run.lines(kind, in_item=self.inside["item"] > 0)
        if len(lines) == 1 and self.inside["item"]:
            lines = [as_ticker(lines[0])]
        self.page.aside.extend(line.text for line in lines if line.kind == "aside")
        self.lines.extend(line for line in lines if line.kind != "aside")
        if keeps_blank and not lines:
            self.lines.append(HtmlLine(""))
        self.run = Run()

    def _take_time(self, element: _Element, time: MarkedTime) -> None:
        """Give a time that is not printed, or stands in a block of its own, to what it is the time of."""
        is_empty = element.run is self.run and self.run.length == element.start
        if time.of_change:
            if not self.inside["list"]:
                self.page.modified = self.page.modified or time.value
        elif element.run is None and len(self.lines) > element.first:
            line = self.lines[element.first]
            line.time = line.time or time.value
        elif element.run is None or is_empty:
            self._give_time(time.value)

    def _give_time(self, value: str | None) -> None:
        """To the block around the element that is closed."""
        block = next((opened for opened in reversed(self.opened) if opened.run is None), None)
        if block is not None:
            block.empty_time = block.empty_time or value

    def _take_headline(self, line: HtmlLine) -> None:
        self.headlines.append(line)
        for element in self.opened:
            element.has_headline = True
        article = next((opened for opened in reversed(self.opened) if opened.tag in ARTICLE), None)
        if article is not None and self.top is None:
            self.top = article.first

    def _finish_item(self, element: _Element) -> None:
        """Arrange the lines of one brief, and give it the time that is not printed; the article's is the page's."""
        count = len(self.lines) - element.first
        lines = self.lines[element.first :] if count <= MAX_ITEM_LINES else []
        if count == 0:
            self._give_time(element.empty_time)
        elif element.has_headline or (element.tag == "article" and not lines):
            self.page.published = self.page.published or element.empty_time
        elif (
            (element.empty_time or needs_arranging(lines)) and element.tag not in PAGE and is_one_brief(lines)
        ):
            self._arrange(element, lines)

    def _arrange(self, element: _Element, lines: list[HtmlLine]) -> None:
        kept, dropped = without_asides(lines)
        self.page.aside.extend(line.text for line in dropped)
        label = label_above(kept)
        if label is not None and element.tag in ITEMS:
            kept = label_below(kept)
        elif label is not None:
            self.labels_above.setdefault(id(label), (label, kept[-1]))
        self.lines[element.first :] = kept
        carrier = label or kept[-1]
        carrier.time = carrier.time or element.empty_time

    def _finish_aside(self, element: _Element, rule: SetAside) -> None:
        lines = self.lines[element.first :]
        kept, dropped = _parted(lines, rule, element.has_headline)
        self.lines[element.first :] = kept
        self.page.aside.extend(line.text for line in dropped)

    def _finish_page(self) -> None:
        """What stands around the article is the site's own, unless it is news. Neither the only headline nor a whole
        page is."""
        self._set_aside_around_article()
        kept = {id(line) for line in self.lines}
        has_headline = not kept.isdisjoint(map(id, self.headlines))
        # One such label is that of an article, unless that has its headline elsewhere.
        if len(self.labels_above) > 1 or has_headline:
            self.lines[:] = with_labels_below(self.lines, list(self.labels_above.values()))
        if self.headlines and not has_headline:
            self.lines.insert(0, self.headlines[0])
        if not self.lines:
            self.lines.extend(HtmlLine(text) for text in self.page.aside)
            self.page.aside.clear()

    def _set_aside_around_article(self) -> None:
        """Only where the element of the headline holds the text too."""
        if self.top is None or not self.ends or not holds_prose(self.lines[self.top : self.ends[0]], 1):
            return
        bounds = [0, self.top, *self.ends, len(self.lines)]
        regions = [self.lines[start:end] for start, end in pairwise(bounds)]
        self.lines.clear()
        for region in regions:
            is_article = region is regions[1]
            if is_article or holds_news(region) or holds_prose(region, 1):
                self.lines.extend(region)
            else:
                self.page.aside.extend(line.text for line in region)


def _parted(
    lines: list[HtmlLine], rule: SetAside, has_headline: bool
) -> tuple[list[HtmlLine], list[HtmlLine]]:
    """The lines of an element with this rule that are kept, and those that are set aside."""
    if rule is SetAside.BUT_TIMES:
        kept = [line for line in lines if line.kind == "label" or line.time is not None]
        return kept, [line for line in lines if line.kind != "label" and line.time is None]
    if rule is SetAside.ALWAYS and not has_headline:
        return [], lines
    much = 1 if has_headline else MUCH_PROSE
    may_be_prose = rule is not SetAside.UNLESS_NEWS or has_headline
    is_kept = holds_news(lines) or (may_be_prose and holds_prose(lines, much))
    return (lines, []) if is_kept else ([], lines)
