"""The lines of a page are dealt out: one block for the article and one for each brief.

Two regions: the article's, then the briefs'. In the briefs' a label belongs to the brief before it, a dateline opens
a brief, and so does whatever follows a label.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise

from schemas import ItemType
from schemas.notes import NoteCode
from worker.page.datelines import find_bare_dateline, find_dateline
from worker.page.detect import repeated_headline
from worker.page.furniture import ends_sentence, is_ending, is_headline_like, is_short
from worker.page.layout import Layout
from worker.page.lines import ASIDES, Line, LineRole
from worker.page.notices import dateline_behind, withdraws
from worker.page.sections import is_section_name
from worker.page.surroundings import mark_surroundings
from worker.time.printed import PrintedTime

# The first line of a page is its headline; one that is longer is text, and the headline is missing.
LONGEST_HEADLINE = 300
MAX_SUBHEAD = 80
MAX_QUESTION = 50
# A brief that has neither a dateline nor the end of a sentence must at least be this long.
MIN_PROSE = 100
# So many texts, each with a dateline or an age, make a list.
MIN_LISTED = 3
# What the next item or the end of this one is recognised by.
# What has no role yet, or would have another in an article.
UNSAID = (None, LineRole.LABEL)
TELLING = (None, LineRole.LABEL, LineRole.BRIEFS_START)


@dataclass(slots=True)
class Block:
    """The lines of one item. `position`: 0 for the article, 1 for the first brief, with or without an article.

    `asides`: its notices, bylines and captions, in the order of the page.
    """

    type: ItemType
    position: int = 0
    headline: Line | None = None
    paragraphs: list[Line] = field(default_factory=list)
    asides: list[Line] = field(default_factory=list)
    label: Line | None = None
    section: str | None = None
    notes: list[NoteCode] = field(default_factory=list)

    def lines(self) -> list[Line]:
        """The headline and the paragraphs."""
        return [line for line in (self.headline, *self.paragraphs) if line is not None]

    def has_text(self) -> bool:
        """Whether there is anything beside a dateline."""
        opening = self.paragraphs[0] if self.paragraphs else None
        only_dateline = (
            opening
            and opening.dateline
            and len(self.paragraphs) == 1
            and opening.dateline.end == len(opening.text)
        )
        return self.headline is not None or (opening is not None and not only_dateline)


def mark_datelines(lines: list[Line]) -> None:
    """Find the datelines with an agency: they hold whatever the layout is."""
    for line in lines:
        if line.role is None:
            line.dateline = find_dateline(line.text)


def mark_layout(lines: list[Line], layout: Layout) -> None:
    """Give the lines that only this layout knows their role: markers, chrome, datelines without an agency."""
    find = partial(find_bare_dateline, listed=not layout.bare_datelines)
    for line in lines:
        if line.role is not None:
            continue
        starts, section = layout.briefs_section(line.text)
        if starts:
            line.take(LineRole.BRIEFS_START, f"briefs_start of layout {layout.name}")
            line.section = section
        elif layout.is_chrome(line.text):
            line.take(LineRole.CHROME, f"chrome of layout {layout.name}")
        elif line.dateline is None:
            line.dateline = find(line.text) or dateline_behind(line.text, find)


def split_blocks(lines: list[Line], layout: Layout) -> list[Block]:
    """The article, where there is one, then the briefs in the order of the page. Every printed line gets a role."""
    _drop_top(lines, layout)
    boundary = _briefs_from(lines, layout)
    if layout.unknown_site:
        mark_surroundings(lines[:boundary])
    article = _article(lines[:boundary], layout)
    section = next((line.section for line in lines if line.section), None)
    dealer = _Dealer(layout, section)
    for line, following in _with_following(lines[boundary:]):
        dealer.take(line, following)
    blocks = [*([article] if article else []), *dealer.finish()]
    if article:
        article.section = section
    if dealer.orphans and blocks:
        blocks[-1].notes.append(NoteCode.ORPHAN_LABEL)
    _number_items(blocks)
    return blocks


def _drop_top(lines: list[Line], layout: Layout) -> None:
    """What stands above a headline printed twice, or above an index page's date, is the site's own."""
    candidates = [line for line in lines if line.role is not LineRole.CHROME]
    if layout.article:
        top = repeated_headline(candidates)
    else:
        top = next((at for at, line in enumerate(candidates) if line.role is LineRole.PAGE_DATE), None)
    for line in candidates[: top or 0]:
        if line.role is None:
            line.take(LineRole.CHROME, "stands above the page's headline or date")


def _briefs_from(lines: list[Line], layout: Layout) -> int:
    """The index of the line at which the briefs begin."""
    if not layout.article:
        return 0
    marker = next((at for at, line in enumerate(lines) if line.role is LineRole.BRIEFS_START), None)
    if marker is not None:
        return marker
    return _briefs_without_marker(lines, layout)


def _briefs_without_marker(lines: list[Line], layout: Layout) -> int:
    """A page cut off above its marker, or a list alone. A label never closes an article, so what it closes is a brief.

    Of two datelines above the first such label the first is the article's; a second dateline opens a brief also
    where no label follows.
    """
    if (lines and lines[0].role is LineRole.LABEL) or _is_list(lines, layout):
        return 0
    datelines: list[int] = []
    for at, line in enumerate(lines):
        # Without an agency a dateline is not sure enough to end an article.
        if line.dateline is not None and (line.dateline.dateline.agencies or not datelines):
            datelines.append(at)
        if len(datelines) == 2:
            above = at - 1
            return above if is_headline_like(lines[above]) else at
        if line.role is LineRole.LABEL and (_is_glued(lines, at) or (datelines and _is_printed_age(line))):
            return 0
    return len(lines)


def _is_list(lines: list[Line], layout: Layout) -> bool:
    """Whether a page of an unknown site is a list of briefs: a dateline opens each text, or an age closes each."""
    if not layout.unknown_site:
        return False
    prose = [line for line in lines if line.role is None and (line.dateline or ends_sentence(line))]
    if len(prose) >= MIN_LISTED and all(line.dateline for line in prose):
        return True
    closing = [
        line for line, label in pairwise(lines) if label.role is LineRole.LABEL and label.number > line.number
    ]
    return len(closing) >= MIN_LISTED and all(line in closing for line in prose)


def _is_glued(lines: list[Line], at: int) -> bool:
    return at + 1 < len(lines) and lines[at + 1].number == lines[at].number


def _is_printed_age(label: Line) -> bool:
    """`Tien jaar geleden` on a line of its own is a subhead; printed labels begin with a digit or in lower case."""
    return not label.text[0].isupper()


def _article(region: list[Line], layout: Layout) -> Block | None:
    block = Block("article")
    ended = False
    for at, line in enumerate(region):
        ended |= layout.unknown_site and bool(block.paragraphs) and is_ending(line)
        if ended and line.role in UNSAID:
            line.take(LineRole.CHROME, "stands below the article's end")
        if line.role is LineRole.LABEL:
            _label_in_article(block, line, layout, is_last=at == len(region) - 1)
        if line.role in ASIDES:
            block.asides.append(line)
        if line.role is not None:
            continue
        if not block.lines() and line.dateline is None and len(line.text) <= LONGEST_HEADLINE:
            if _is_kicker(line, region[at + 1 : at + 2]):
                line.take(LineRole.SECTION, "a section's name above the headline")
                line.section = line.text
                continue
            line.take(LineRole.HEADLINE, "first line of the article")
            block.headline = line
        elif block.headline and not block.paragraphs and line.text == block.headline.text:
            line.take(LineRole.REPEATED_HEADLINE, "same as the headline above it")
            block.notes.append(NoteCode.DUPLICATE_HEADLINE)
        else:
            line.take(LineRole.PARAGRAPH, "text of the article")
            block.paragraphs.append(line)
    _mark_subheads(block.paragraphs)
    # A page that is nothing but a byline, a caption or a notice is an article too: it has no other reader.
    only_asides = bool(region) and len(block.asides) == len(region)
    return block if block.has_text() or only_asides else None


def _is_kicker(line: Line, below: list[Line]) -> bool:
    """`BUITENLAND` right above a headline."""
    return is_section_name(line.text) and bool(below) and is_headline_like(below[0])


def _label_in_article(block: Block, line: Line, layout: Layout, *, is_last: bool) -> None:
    """A date under the headline is the article's, an age only where the layout says so.

    Between paragraphs the same words are a subhead (`25 jaar geleden`).
    """
    if block.paragraphs and not is_last:
        line.role, line.age = None, None
    elif block.label is None and (
        isinstance(line.age, PrintedTime) or (layout.article_label and not block.paragraphs)
    ):
        block.label = line
        line.why = "when the article was published"
    else:
        line.why = "a label of no brief: stands in the article"
        block.notes.append(NoteCode.ORPHAN_LABEL)


def _mark_subheads(paragraphs: list[Line]) -> None:
    """Short, without end punctuation, between paragraphs."""
    for before, line, after in zip(paragraphs, paragraphs[1:], paragraphs[2:], strict=False):
        between_paragraphs = before.role is LineRole.PARAGRAPH and (
            len(after.text) > MAX_SUBHEAD or ends_sentence(after)
        )
        # A question is a subhead as often as not: `En nu?`
        if (
            between_paragraphs
            and len(line.text) <= MAX_SUBHEAD
            and (not ends_sentence(line) or (line.text.endswith("?") and len(line.text) <= MAX_QUESTION))
            and not line.dateline
        ):
            line.take(LineRole.SUBHEAD, "short, without an end, between paragraphs")


def _with_following(region: list[Line]) -> Iterator[tuple[Line, Line | None]]:
    """Each line with the next one that is text, a label or a marker; asides come along."""
    kept = [line for line in region if line.role in TELLING or line.role in ASIDES]
    following: Line | None = None
    pairs: list[tuple[Line, Line | None]] = []
    for line in reversed(kept):
        pairs.append((line, following))
        following = following if line.role in ASIDES else line
    return reversed(pairs)


@dataclass(slots=True)
class _Dealer:
    """Deals the lines of the briefs' region out, one after the other."""

    layout: Layout
    section: str | None
    briefs: list[Block] = field(default_factory=list)
    current: Block | None = None
    orphans: int = 0
    last_closed: bool = True
    waiting: list[Line] = field(default_factory=list)  # asides of the brief that comes next

    def take(self, line: Line, following: Line | None) -> None:
        if line.role is LineRole.LABEL:
            self._label(line)
        elif line.role is LineRole.BRIEFS_START:
            self._close()
            self.section = line.section or self.section
        elif line.role in ASIDES:
            self._aside(line, following)
        elif self._is_section_line(line, following):
            line.take(LineRole.SECTION, "stands under the page's date")
            self.section = line.text
        elif self._is_listed(line, following):
            line.take(LineRole.LISTED, "stands above a headline of an unknown site")
        elif self._is_headline(line, following):
            self._close()
            self._open().headline = line
            line.take(LineRole.HEADLINE, "stands above a brief's text")
        else:
            if line.dateline is not None and self.current is not None and self.current.paragraphs:
                self._close()
            line.take(
                LineRole.PARAGRAPH, "a dateline opens a brief" if line.dateline else "text of the brief"
            )
            (self.current or self._open()).paragraphs.append(line)

    def finish(self) -> list[Block]:
        self._close()
        if self.briefs:
            self.briefs[-1].asides.extend(self.waiting)
        if self.briefs and not self.last_closed:
            self.briefs[-1].notes.append(NoteCode.UNTERMINATED_LAST_BRIEF)
        return self.briefs

    def _open(self) -> Block:
        self.current = Block("brief", section=self.section, asides=self.waiting)
        self.waiting = []
        if self.orphans:
            self.current.notes.append(NoteCode.ORPHAN_LABEL)
            self.orphans = 0
        return self.current

    def _aside(self, line: Line, following: Line | None) -> None:
        """A notice above a headline or dateline is the next brief's; all else belongs to the brief that it stands in."""
        opens_next = line.role is LineRole.NOTICE and following is not None and self._opens_brief(following)
        if self.current is None or (opens_next and self.current.paragraphs):
            self.waiting.append(line)
        else:
            self.current.asides.append(line)

    def _opens_brief(self, line: Line) -> bool:
        return line.role is None and (line.dateline is not None or is_headline_like(line))

    def _label(self, line: Line) -> None:
        if self.current is None:
            line.why = "a label of no brief: nothing stands before it"
            self.orphans += 1
            return
        line.why = "the age of the brief before it"
        self.current.label = line
        self._close()

    def _close(self) -> None:
        block, self.current = self.current, None
        if block is None:
            return
        if not _is_brief(block):
            for line in (*block.lines(), *block.asides):
                line.take(LineRole.LISTED, "a headline of another page, without its text")
            return
        self.briefs.append(block)
        self.last_closed = block.label is not None

    def _is_listed(self, line: Line, following: Line | None) -> bool:
        """Of two lines that read as headlines the lower one is: the upper one is the site's own."""
        if not self.layout.unknown_site or self.current is not None or following is None:
            return False
        return is_headline_like(line) and is_headline_like(following)

    def _is_headline(self, line: Line, following: Line | None) -> bool:
        if following is None or following.role is not None:
            return False
        if self.current is None and self.layout.brief_headlines and following.dateline is not None:
            # Nothing else can stand there, so a headline may end as prose does: `Zes jaar cel voor Werner de K.`
            return is_short(line)
        if following.dateline is not None:
            return is_headline_like(line) and (self.current is None or bool(self.current.paragraphs))
        return self.layout.brief_headlines and self.current is None and is_headline_like(line)

    def _is_section_line(self, line: Line, following: Line | None) -> bool:
        """The line under an index page's date: a section's name, or a line above the first headline."""
        if not self.layout.section_line or self.briefs or self.current or not is_headline_like(line):
            return False
        return is_section_name(line.text) or (
            following is not None
            and is_headline_like(following)
            and self.layout.credit_of(following.text) is not None
        )


def _is_brief(block: Block) -> bool:
    """A headline alone is a reference to another page, label or not; so is a short line that is no sentence.

    But for a withdrawal: it often names no more than the headline.
    """
    if block.has_text() and any(map(_is_prose, block.paragraphs)):
        return True
    return any(withdraws(line.text) for line in (block.headline, *block.asides) if line is not None)


def _is_prose(line: Line) -> bool:
    return line.dateline is not None or len(line.text) >= MIN_PROSE or ends_sentence(line)


def _number_items(blocks: list[Block]) -> None:
    first = 0 if blocks and blocks[0].type == "article" else 1
    for position, block in enumerate(blocks, start=first):
        block.position = position
        for line in (*block.lines(), *block.asides, block.label):
            if line is not None:
                line.item = position
