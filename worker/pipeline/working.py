"""A page while the steps work on it. Nothing outside the pipeline sees it, but for `parse --explain`."""

from dataclasses import dataclass, field

from schemas import (
    Byline,
    Caption,
    Dateline,
    Note,
    Notice,
    PageEnvelope,
    PageFacts,
    Paragraph,
    Published,
    Rejection,
    RejectionCode,
    Section,
    SplitItem,
    SplitPage,
)
from schemas.event import PubStatus
from schemas.notes import NoteCode
from worker.page.blocks import Block
from worker.page.detect import Choice
from worker.page.html import HtmlPage
from worker.page.layout import GENERIC, Layout
from worker.page.lines import Line
from worker.page.repair import RepairedLine
from worker.pipeline.capture import Capture, PageOptions
from worker.time.capturing import UNKNOWN, CaptureTime

NOTHING_KNOWN = Published()
NO_CONTENT = PageEnvelope(content="")
NOTHING_CHOSEN = Choice(GENERIC, {})


@dataclass(slots=True)
class WorkingItem:
    """One item, with what the steps before did not yet add left empty."""

    block: Block
    pub_status: PubStatus = "usable"
    notices: tuple[Notice, ...] = ()
    headline: str | None = None
    byline: tuple[Byline, ...] = ()
    printed_time: str | None = None  # 5-9-2016, 14:50, beside the byline
    captions: tuple[Caption, ...] = ()
    dateline: Dateline | None = None
    section: Section | None = None
    paragraphs: tuple[Paragraph, ...] = ()
    published: Published = NOTHING_KNOWN
    id: str = ""
    is_lost: bool = False  # a step failed without which there is no item
    notes: list[Note] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The paragraphs joined by one line feed, without the subheads."""
        return "\n".join([paragraph.text for paragraph in self.paragraphs if paragraph.role != "subhead"])

    def note(self, code: NoteCode, detail: str | None = None) -> None:
        self.notes.append(Note(code=code, detail=detail))


@dataclass(slots=True)
class WorkingPage:
    """One page. `notes` are about all of it and go to each of its items."""

    raw: bytes | None
    capture: Capture
    options: PageOptions
    envelope: PageEnvelope = NO_CONTENT
    html: HtmlPage | None = None
    language: str = "und"
    repaired: list[RepairedLine] = field(default_factory=list)
    captured: CaptureTime = UNKNOWN
    lines: list[Line] = field(default_factory=list)
    choice: Choice = NOTHING_CHOSEN
    items: list[WorkingItem] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    bound: Published = NOTHING_KNOWN  # what the capture says of every item's publication

    @property
    def layout(self) -> Layout:
        """The profile that the page is read by."""
        return self.choice.layout

    @property
    def url(self) -> str | None:
        """Where the page was found: the scraper's word for it, else the page's own."""
        own = self.html.metadata.url if self.html is not None else None
        return self.envelope.url or self.capture.url or own

    def note(self, code: NoteCode, detail: str | None = None) -> None:
        self.notes.append(Note(code=code, detail=detail))

    def frozen(self) -> SplitPage:
        """The page as the other stages get it. Raises Rejection (`no_items`) where it holds nothing for them."""
        if not self.items:
            raise Rejection(RejectionCode.NO_ITEMS, "no line of the page reads as an article or a brief")
        return SplitPage(
            market=self.capture.market or self.envelope.market or self.options.market,
            recorded_at=self.capture.recorded_at,
            items=tuple(self._frozen_item(item) for item in self.items),
        )

    def _frozen_item(self, item: WorkingItem) -> SplitItem:
        return SplitItem(
            id=item.id,
            type=item.block.type,
            pub_status=item.pub_status,
            notices=item.notices,
            language=self.language,
            headline=item.headline,
            byline=item.byline,
            captions=item.captions,
            dateline=item.dateline,
            section=item.section,
            paragraphs=item.paragraphs,
            text=item.text,
            published=item.published,
            page=PageFacts(
                url=self.url,
                source=self.envelope.source or self.capture.source,
                scraped_at=self.captured.at,
                layout=self.layout.name,
                position=item.block.position,
            ),
            notes=tuple(dict.fromkeys((*self.notes, *item.notes))),
        )
