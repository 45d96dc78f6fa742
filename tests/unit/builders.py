"""Items and pages with only what a test is about."""

from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import blake2b

from schemas import ItemType, PageFacts, Published, SplitItem, SplitPage

CAPTURED = datetime(2026, 1, 1, 8, tzinfo=UTC)


def item_id(text: str, kind: ItemType = "brief") -> str:
    """An id as the pipeline makes them: the type and 16 bytes in hexadecimal."""
    return f"{kind}:{blake2b(text.encode(), digest_size=16).hexdigest()}"


def split_item(text: str, kind: ItemType = "brief", captured: datetime | None = CAPTURED) -> SplitItem:
    """An item with this text."""
    return SplitItem(
        id=item_id(text, kind),
        type=kind,
        language="nl",
        text=text,
        published=Published(),
        page=PageFacts(scraped_at=captured, layout="A", position=1),
    )


def split_page(texts: Iterable[str], at: float | None = 0) -> SplitPage:
    """A page of briefs whose record was written `at` seconds after 1970; None for a record without a time."""
    recorded_at = None if at is None else datetime.fromtimestamp(at, UTC)
    return SplitPage(market="nl", recorded_at=recorded_at, items=tuple(split_item(text) for text in texts))
