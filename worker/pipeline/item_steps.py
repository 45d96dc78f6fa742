"""The steps that look at one item of a page. Their order, with the reasons, is in order.py."""

from collections.abc import Iterator
from typing import Literal

from schemas import Caption, Evidence, Paragraph, Published
from schemas.notes import NoteCode
from worker.page.datelines import located
from worker.page.fingerprint import fingerprint
from worker.page.lines import Line, LineRole
from worker.page.sections import section_of
from worker.pipeline.nearness import mentioned_areas
from worker.pipeline.working import WorkingItem, WorkingPage
from worker.time.ages import published_by_age, read_age

NOTED = frozenset(NoteCode)


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
    """The dateline of the first paragraph, or beside the byline."""
    if not item.block.paragraphs:
        return
    # Of the asides only a byline has one: AMSTERDAM - Van onze redactie economie
    places = (line.dateline for line in (item.block.paragraphs[0], *item.block.asides) if line.dateline)
    found = next(places, None)
    if found is None:
        item.note(NoteCode.NO_DATELINE)
        return
    item.dateline = located(found, lambda: mentioned_areas(f"{item.headline or ''} {item.text}"))
    for code in found.unknown:
        item.note(NoteCode.AGENCY_UNKNOWN, code)


def section(_: WorkingPage, item: WorkingItem) -> None:
    """The section that the page names."""
    item.section = section_of(item.block.section)


def published(page: WorkingPage, item: WorkingItem) -> None:
    """A date printed with the item, else a brief's label and the capture; without either there is only a bound."""
    item.published = page.bound
    for label in _labels(item):
        item.published = _published_by(label, page, item) or item.published
        if item.published.source != "bound":
            return


def order_of_ages(page: WorkingPage, item: WorkingItem) -> None:
    """A brief that is newer than the one above it breaks the order of the list; its interval stays as it is."""
    index = item.block.position - page.items[0].block.position
    above = page.items[index - 1] if index else None
    if above is None or above.block.label is None or item.block.label is None:
        return
    if _is_newer(item.published, above.published):
        item.note(NoteCode.ORDER_VIOLATION, f"{item.block.label.text} below {above.block.label.text}")


def identity(_: WorkingPage, item: WorkingItem) -> None:
    """The id: from the text, else from the headline, else from what there is beside them."""
    said = item.text or item.headline or " ".join(line.text for line in item.block.asides)
    item.id = fingerprint(item.block.type, said)


def _is_newer(published: Published, than: Published) -> bool:
    """Whether it certainly is: an interval is open at its earlier end, a printed minute is not."""
    if published.earliest is None or than.latest is None:
        return False
    return published.earliest > than.latest or (published.at is None and published.earliest == than.latest)


def _labels(item: WorkingItem) -> Iterator[Line]:
    """What is printed about the item's publication, the most trusted first."""
    if item.printed_time is not None:
        byline = next((line for line in item.block.asides if item.printed_time in line.text), None)
        if byline is not None:
            start = byline.start + byline.text.rfind(item.printed_time)
            yield Line(byline.number, start, item.printed_time, age=read_age(item.printed_time))
    label = item.block.label
    if label is not None:
        yield label


def _published_by(label: Line, page: WorkingPage, item: WorkingItem) -> Published | None:
    evidence = Evidence(
        text=label.text,
        start=label.start,
        end=label.start + len(label.text),
        rounding=page.layout.rounding,
        profile=page.layout.name,
    )
    found = None if label.age is None else published_by_age(label.age, page.captured, evidence)
    if found is None:
        item.note(NoteCode.UNREADABLE_LABEL, label.text)
        return None
    for flag in found.flags:
        if flag in NOTED:
            item.note(NoteCode(flag), label.text)
    return found


def _behind_dateline(line: Line, item: WorkingItem) -> str:
    is_opening = line is item.block.paragraphs[0]
    return line.text[line.dateline.end :] if is_opening and line.dateline is not None else line.text


def _role(line: Line, is_first: bool) -> Literal["lead", "body", "subhead"]:
    if line.role is LineRole.SUBHEAD:
        return "subhead"
    return "lead" if is_first else "body"
