"""The steps that look at one item of a page. Their order, with the reasons, is in order.py."""

from typing import Literal

from schemas import Caption, Evidence, Paragraph, Published
from schemas.notes import NoteCode
from worker.page.fingerprint import fingerprint
from worker.page.lines import Line, LineRole
from worker.page.sections import section_of
from worker.pipeline.working import WorkingItem, WorkingPage
from worker.time.ages import is_newer, published_by_age


def repairs(_: WorkingPage, item: WorkingItem) -> None:
    """Note which damage the item's own lines had."""
    names = dict.fromkeys(name for line in item.block.lines() for name in line.repairs)
    if names:
        item.note(NoteCode.REPAIRED_ENCODING, ", ".join(names))


def headline(page: WorkingPage, item: WorkingItem) -> None:
    """The headline, without a photo credit that is glued to it."""
    printed = item.block.headline
    if printed is None:
        return
    item.headline = printed.text
    credit = page.layout.credit_of(printed.text)
    if credit is not None:
        item.headline = printed.text[credit.end :].strip()
        item.captions = (Caption(text=None, credit=credit.agency, photographer=credit.photographer),)


def paragraphs(_: WorkingPage, item: WorkingItem) -> None:
    """The paragraphs behind the dateline; notes of the splitting join here."""
    found: list[Paragraph] = []
    for line in item.block.paragraphs:
        text = _behind_dateline(line, item)
        if text:
            found.append(Paragraph(role=_role(line, is_first=not found), text=text))
    item.paragraphs = tuple(found)
    for code in item.block.notes:
        item.note(code)
    if not found:
        item.note(NoteCode.HEADLINE_ONLY)


def dateline(_: WorkingPage, item: WorkingItem) -> None:
    """The dateline of the first paragraph."""
    opening = item.block.paragraphs[0] if item.block.paragraphs else None
    if opening is None:
        return
    if opening.dateline is None:
        item.note(NoteCode.NO_DATELINE)
        return
    item.dateline = opening.dateline.dateline
    for code in opening.dateline.unknown:
        item.note(NoteCode.AGENCY_UNKNOWN, code)


def section(_: WorkingPage, item: WorkingItem) -> None:
    """The section that the page names."""
    item.section = section_of(item.block.section)


def published(page: WorkingPage, item: WorkingItem) -> None:
    """A brief's label and the capture give its interval; without a label, and for an article, there is only a bound."""
    label = item.block.label
    item.published = Published(latest=page.captured.latest)
    if label is None:
        return
    evidence = Evidence(
        text=label.text,
        start=label.start,
        end=label.start + len(label.text),
        rounding=page.layout.rounding,
        profile=page.layout.name,
    )
    by_age = None if label.age is None else published_by_age(label.age, page.captured, evidence)
    if by_age is None:
        item.note(NoteCode.UNREADABLE_LABEL, label.text)
    else:
        item.published = by_age


def order_of_ages(page: WorkingPage, item: WorkingItem) -> None:
    """A brief that is newer than the one above it breaks the order of the list; its interval stays as it is."""
    index = item.block.position - page.items[0].block.position
    above = page.items[index - 1].block.label if index else None
    label = item.block.label
    if above is None or label is None or above.age is None or label.age is None:
        return
    if is_newer(label.age, above.age):
        item.note(NoteCode.ORDER_VIOLATION, f"{label.text} below {above.text}")


def identity(_: WorkingPage, item: WorkingItem) -> None:
    """The id: from the text, or from the headline where there is nothing else."""
    item.id = fingerprint(item.block.type, item.text or item.headline or "")


def _behind_dateline(line: Line, item: WorkingItem) -> str:
    is_opening = line is item.block.paragraphs[0]
    return line.text[line.dateline.end :] if is_opening and line.dateline is not None else line.text


def _role(line: Line, is_first: bool) -> Literal["lead", "body", "subhead"]:
    if line.role is LineRole.SUBHEAD:
        return "subhead"
    return "lead" if is_first else "body"
