"""The steps that take off an item what is no text of it: notices, bylines, captions. Their order is in order.py."""

from datetime import datetime
from operator import itemgetter

from schemas import Caption, Notice, Paragraph
from worker.page.bylines import BylineLine, byline_of, part_signature
from worker.page.captions import caption_of, part_credit
from worker.page.lines import Line, LineRole
from worker.page.notices import Parted, part_closing, part_headline, part_opening, printed_end, read_line
from worker.pipeline.working import WorkingItem, WorkingPage
from worker.time.embargoes import embargo_end

NOTICES = frozenset({LineRole.NOTICE, LineRole.TAIL})


def notices(_: WorkingPage, item: WorkingItem) -> None:
    """The notices on lines of their own, around the headline and at both ends of the text, in the page's order."""
    found = [*_on_lines(item), *_around_headline(item), *_before_text(item), *_behind_text(item)]
    # Stable: those of one line stay in the order in which they stand on it.
    found.sort(key=itemgetter(0))
    item.notices = tuple([notice for _, notice in found])


def pub_status(page: WorkingPage, item: WorkingItem) -> None:
    """Canceled, or withheld while an embargo runs at the capture; the instants of embargoes are filled in."""
    item.notices = tuple(
        _with_end(page, item, notice) if notice.kind == "embargo" else notice for notice in item.notices
    )
    if any(notice.kind == "withdrawn" for notice in item.notices):
        item.pub_status = "canceled"
    elif any(_runs(notice, page.captured.latest) for notice in item.notices):
        item.pub_status = "withheld"


def bylines(_: WorkingPage, item: WorkingItem) -> None:
    """Who wrote it, and the time that is printed beside the name."""
    lines = [_read_byline(line) for line in item.block.asides if line.role is LineRole.BYLINE]
    found = [byline for line in lines if line is not None for byline in line.bylines]
    if item.paragraphs and (signed := part_signature(item.paragraphs[-1].text)):
        _replace_text(item, -1, signed.text)
        found.append(signed.byline)
    item.byline = tuple(dict.fromkeys(found))
    item.printed_time = next((line.printed_time for line in lines if line and line.printed_time), None)


def captions(_: WorkingPage, item: WorkingItem) -> None:
    """Pictures' captions and credits, those behind the headline and the text too."""
    found = list(item.captions)
    if item.headline is not None and (credited := part_credit(item.headline)):
        item.headline = credited.text
        found.append(credited.caption)
    printed = [caption_of(line.text) for line in item.block.asides if line.role is LineRole.CAPTION]
    found.extend(caption for caption in printed if caption != NOTHING)
    if item.paragraphs and (credited := part_credit(item.paragraphs[-1].text)):
        _replace_text(item, -1, credited.text)
        found.append(credited.caption)
    item.captions = tuple(found)


NOTHING = Caption(text=None)

Numbered = list[tuple[int, Notice]]


def _on_lines(item: WorkingItem) -> Numbered:
    return [
        (line.number, notice)
        for line in item.block.asides
        if line.role in NOTICES and (read := read_line(line.text)) is not None
        for notice in read.notices
    ]


def _around_headline(item: WorkingItem) -> Numbered:
    line = item.block.headline
    if line is None or item.headline is None:
        return []
    parted = part_headline(item.headline)
    item.headline = parted.text or item.headline
    return _numbered(line, parted)


def _before_text(item: WorkingItem) -> Numbered:
    """In front of the dateline, and behind it."""
    if not item.block.paragraphs:
        return []
    line = item.block.paragraphs[0]
    found = list(_before_dateline(line))
    if item.paragraphs:
        behind = part_opening(item.paragraphs[0].text)
        _replace_text(item, 0, behind.text)
        found.extend(behind.notices)
    return [(line.number, notice) for notice in found]


def _before_dateline(line: Line) -> tuple[Notice, ...]:
    if line.dateline is None or line.text.startswith(line.dateline.dateline.raw):
        return ()
    return part_opening(line.text[: line.dateline.end]).notices


def _behind_text(item: WorkingItem) -> Numbered:
    if not item.paragraphs:
        return []
    closing = part_closing(item.paragraphs[-1].text)
    _replace_text(item, -1, closing.text)
    return _numbered(item.block.paragraphs[-1], closing)


def _numbered(line: Line, parted: Parted) -> Numbered:
    return [(line.number, notice) for notice in parted.notices]


def _replace_text(item: WorkingItem, at: int, text: str) -> None:
    """A paragraph that was nothing but a notice is none, and the next one the lead; an item keeps its only text."""
    is_only_text = len(item.paragraphs) == 1 and item.headline is None
    if text == item.paragraphs[at].text or (not text and is_only_text):
        return
    kept = list(item.paragraphs)
    if text:
        kept[at] = _with_text(kept[at], text)
    else:
        was_lead = kept.pop(at).role == "lead"
        if was_lead and kept and kept[0].role == "body":
            kept[0] = Paragraph(role="lead", text=kept[0].text)
    item.paragraphs = tuple(kept)


def _with_text(paragraph: Paragraph, text: str) -> Paragraph:
    return Paragraph(role=paragraph.role, text=text)


def _with_end(page: WorkingPage, item: WorkingItem, notice: Notice) -> Notice:
    printed = printed_end(notice.text)
    if printed is None:
        return notice
    end = embargo_end(printed, page.captured.at)
    if end.note is not None:
        item.note(end.note, notice.text)
    return notice.model_copy(update={"until": end.until})


def _runs(notice: Notice, captured: datetime | None) -> bool:
    """Whether the embargo has not ended when the page was captured, at the latest."""
    if notice.kind != "embargo":
        return False
    return notice.until is None or captured is None or captured < notice.until


def _read_byline(line: Line) -> BylineLine | None:
    behind_place = line.text[line.dateline.end :] if line.dateline else ""
    return byline_of(behind_place or line.text)
