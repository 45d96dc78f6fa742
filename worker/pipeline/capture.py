"""What is known about a page beside its bytes."""

from dataclasses import dataclass
from datetime import datetime

from worker.page.layout import BUILT_IN, Layout


@dataclass(frozen=True, slots=True)
class Capture:
    """The facts of a capture as its record gives them; the envelope's own fields win over them.

    `scraped_at` is the scraper's own claim (a header or an option), as text: it may be unreadable.
    `recorded_at` is the record's timestamp, `recorded_by_broker` true where the broker set it (LogAppendTime):
    the page was captured before that, nobody knows how long.
    """

    scraped_at: str | None = None
    recorded_at: datetime | None = None
    recorded_by_broker: bool = False
    url: str | None = None
    source: str | None = None
    content_type: str | None = None
    language: str | None = None
    market: str | None = None


@dataclass(frozen=True, slots=True)
class PageOptions:
    """What a page may cost, what is assumed where it says nothing, and the layouts that it may have."""

    max_page_bytes: int = 1_048_576
    max_page_lines: int = 20_000
    market: str = "nl"
    layouts: tuple[Layout, ...] = BUILT_IN
