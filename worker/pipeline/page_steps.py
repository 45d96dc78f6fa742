"""The steps that look at a whole page. Their order, with the reasons, is in order.py."""

from contextlib import suppress
from urllib.parse import urlsplit

from schemas import Published, Rejection, RejectionCode
from schemas.notes import NoteCode
from worker.page import blocks, detect
from worker.page import decode as decoding
from worker.page import furniture as furnishing
from worker.page import labels as labelling
from worker.page.asides import mark_asides
from worker.page.language import UNDETERMINED, detect_language
from worker.page.layout import BUILT_IN, GENERIC
from worker.page.lines import LineRole, number_lines
from worker.page.repair import repair_lines, split_lines
from worker.pipeline.working import WorkingItem, WorkingPage
from worker.time import capturing

HTML = next(layout for layout in BUILT_IN if layout.name == "html")
# What the markup of a line says that it is.
MARKED_ROLES: dict[str | None, LineRole] = {"caption": LineRole.CAPTION, "label": LineRole.LABEL}


def decode(page: WorkingPage) -> None:
    """Bytes to text and claims. Rejects what is empty, too large, no UTF-8 or no envelope."""
    decoded = decoding.decode_page(page.raw, page.capture.content_type, page.options.max_page_bytes)
    page.envelope, page.html = decoded.envelope, decoded.html
    for claim in decoded.unread:
        page.note(NoteCode.UNREADABLE_CLAIM, claim)
    page.repaired = split_lines(page.envelope.content)
    # A line costs more than its bytes: a million blank or tiny ones would keep the worker busy for seconds.
    if len(page.repaired) > page.options.max_page_lines:
        raise Rejection(
            RejectionCode.TOO_LARGE,
            f"the page has {len(page.repaired)} lines, {page.options.max_page_lines} are allowed",
        )


def capture_time(page: WorkingPage) -> None:
    """The envelope's claim wins over the record's header."""
    record = page.capture
    claim = record.scraped_at if page.envelope.scraped_at is None else page.envelope.scraped_at
    page.captured = capturing.capture_time(claim, record.recorded_at, record.recorded_by_broker)
    page.bound = Published(latest=page.captured.latest)
    if page.captured.note is not None:
        page.note(page.captured.note)


def language(page: WorkingPage) -> None:
    """The scraper's word for it, else a vote; the page's own word where the vote does not speak against it."""
    page.language = page.envelope.language or page.capture.language or _own_language(page)


def _own_language(page: WorkingPage) -> str:
    voted = detect_language(page.envelope.content)
    own = page.html.metadata.language if page.html is not None else None
    # What a template says of its language is often as it came.
    return own if own is not None and voted in {UNDETERMINED, own.partition("-")[0].lower()} else voted


def repair(page: WorkingPage) -> None:
    """Restore damaged characters."""
    page.repaired = repair_lines(page.envelope.content, dutch=page.language.partition("-")[0].lower() == "nl")


def lines(page: WorkingPage) -> None:
    """Number the lines and find their offsets."""
    page.lines = number_lines(page.repaired)


def labels(page: WorkingPage) -> None:
    """Part age labels from what they are glued to."""
    page.lines = labelling.part_labels(furnishing.part_inline(page.lines))


def markup(page: WorkingPage) -> None:
    """Labels and captions that the markup knows as such, whatever their words."""
    for line in page.lines:
        kind = page.html.lines[line.number].kind if page.html is not None else None
        if line.role is None and kind in MARKED_ROLES:
            line.take(MARKED_ROLES[kind], f"markup: {kind}")


def datelines(page: WorkingPage) -> None:
    """Find the lines that a dateline opens."""
    blocks.mark_datelines(page.lines)


def asides(page: WorkingPage) -> None:
    """Find notices, bylines and captions that are lines of their own."""
    mark_asides(page.lines)


def furniture(page: WorkingPage) -> None:
    """Take out what is text on no site."""
    furnishing.mark_furniture(page.lines)


def layout(page: WorkingPage) -> None:
    """Choose the profile and mark what only it knows."""
    page.choice = detect.choose_layout(
        page.lines, page.options.layouts, _sites(page), is_markup=page.html is not None
    )
    if page.layout is GENERIC and page.html is not None:
        page.choice = detect.Choice(HTML, {})
    elif page.layout is GENERIC:
        page.note(NoteCode.UNKNOWN_LAYOUT)
    blocks.mark_layout(page.lines, page.layout)


def _sites(page: WorkingPage) -> tuple[str, ...]:
    """What the page's site may be known by: the host of its address, the name of its source."""
    source = page.envelope.source or page.capture.source
    with suppress(ValueError):  # an address that is none names no site
        return tuple(site for site in (urlsplit(page.url or "").hostname, source) if site)
    return (source,) if source else ()


def split(page: WorkingPage) -> None:
    """Deal the lines out to items."""
    page.items = [WorkingItem(block) for block in blocks.split_blocks(page.lines, page.layout)]
