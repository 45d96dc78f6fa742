"""The steps that take what a page's markup says for machines. Their order, with the reasons, is in order.py."""

from datetime import timedelta

from schemas import Evidence, Published
from schemas.notes import NoteCode
from worker.page.html import HtmlPage
from worker.page.metadata import Story
from worker.pipeline.working import WorkingItem, WorkingPage
from worker.time.ages import published_by_age
from worker.time.machine import is_after, published_by_machine
from worker.time.sightings import intersect

MINUTE = timedelta(minutes=1)
# `published.flags`: the label names another time than the markup.
LABEL_DIFFERS = "label_differs"
NOTED = frozenset(NoteCode)


def machine_time(page: WorkingPage, item: WorkingItem) -> None:
    """The time that the markup gives an item wins over its label, unless the capture makes it impossible."""
    written = _written_time(page, item)
    if written is None:
        return
    found = published_by_machine(written, page.captured, _evidence(item, written))
    if found is None:
        item.note(NoteCode.UNREADABLE_CLAIM, written)
        return
    for flag in found.flags:
        if flag in NOTED:
            item.note(NoteCode(flag), written)
    if found.source == "bound":
        item.published = _flagged(item.published, *found.flags)
    else:
        item.published = _beside_label(page, item, found)


def machine_change(page: WorkingPage, item: WorkingItem) -> None:
    """A time of change is never the publication; one after the capture is noted."""
    if page.html is None or item.block.type != "article":
        return
    own = _own_story(page, page.html, item)
    modified = (own.modified if own else None) or page.html.metadata.modified
    if modified is not None and is_after(modified, page.captured):
        item.note(NoteCode.MODIFIED_AFTER_CAPTURE, modified)


def _written_time(page: WorkingPage, item: WorkingItem) -> str | None:
    """The item's own time of publication as the markup writes it; never that of another item or of the page."""
    if page.html is None:
        return None
    block = item.block
    if block.type == "article":
        own = _own_story(page, page.html, item)
        own_time = (own.published if own else None) or page.html.metadata.published
        return own_time or _time_above_text(page.html, item)
    lines = [line for line in (block.label, *block.lines()) if line is not None]
    times = [page.html.lines[line.number].time for line in lines]
    listed = page.html.metadata.story_of(item.headline)
    return next((time for time in times if time is not None), listed.published if listed else None)


def _own_story(page: WorkingPage, html: HtmlPage, item: WorkingItem) -> Story | None:
    return html.metadata.own_story(item.headline, page.url)


def _time_above_text(html: HtmlPage, item: WorkingItem) -> str | None:
    """A time between the top of the page and the article's lead: below it may stand those of others."""
    lines = item.block.paragraphs[:1] or item.block.lines()[:1]
    last = lines[0].number if lines else -1
    return next((line.time for line in html.lines[: last + 1] if line.time is not None), None)


def _evidence(item: WorkingItem, written: str) -> Evidence:
    """What is printed, where a label is."""
    label = item.block.label
    if label is None:
        return Evidence(text=written)
    return Evidence(text=label.text, start=label.start, end=label.start + len(label.text))


def _beside_label(page: WorkingPage, item: WorkingItem, found: Published) -> Published:
    """The markup's time; with a label that allows it, the narrower of both."""
    label = item.block.label
    if label is None or label.age is None:
        return found
    # The label is held to nothing that another site's rounding, or a minute in a cache, could explain.
    loose = published_by_age(label.age, page.captured, Evidence(text=label.text, rounding="union"))
    if loose is None or loose.source == "bound":
        return found
    if _is_apart(found, loose):
        item.note(NoteCode.CONFLICTING_LABEL, f"{label.text}: {found.earliest:%Y-%m-%dT%H:%M:%SZ}")
        return _flagged(found, LABEL_DIFFERS)
    return found if found.at is not None else intersect(found, item.published) or found


def _is_apart(one: Published, other: Published) -> bool:
    bounds = (one.earliest, one.latest), (other.earliest, other.latest)
    return any(
        latest is not None and earliest is not None and latest + MINUTE < earliest
        for (_, latest), (earliest, _) in (bounds, bounds[::-1])
    )


def _flagged(published: Published, *flags: str) -> Published:
    return published.model_copy(update={"flags": tuple(dict.fromkeys((*published.flags, *flags)))})
