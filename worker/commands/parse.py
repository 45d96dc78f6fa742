"""`dateline parse`: pages in, events out, without a broker."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from schemas import Change, Event, Rejection, RejectionCode, SplitPage, canonical_bytes
from schemas.cloudevents import ce_headers
from worker.commands import show
from worker.commands.console import Status, fail, for_people, say, settings_of, write_line
from worker.commands.reading import (
    STANDARD_INPUT,
    PageSource,
    pages_of_files,
    pages_of_lines,
    readable,
    require_envelope,
)
from worker.entities import Annotator
from worker.identity import IdentifiedItem, Rules, identify, standing_alone
from worker.identity.memory import MemoryState
from worker.options import entity_annotator, identity_rules, page_options
from worker.pipeline.capture import Capture, PageOptions
from worker.pipeline.publishing import publish_item
from worker.settings import Settings, SettingsError

if TYPE_CHECKING:
    from worker.pipeline.working import WorkingPage

Identify = Callable[[SplitPage], Iterable[IdentifiedItem]]
Print = Callable[[Event, Change], None]
Answer = Callable[[PageSource], int]  # returns how many events the page gave


def with_offset(value: str | None) -> str | None:
    """Check `--scraped-at`: a time without an offset is none."""
    if value is not None:
        try:
            fits = datetime.fromisoformat(value).tzinfo is not None
        except ValueError:
            fits = False
        if not fits:
            fail(
                f"--scraped-at: '{value}' is no time with an offset, such as 2026-01-01T00:59:00+01:00",
                Status.WRONG_USE,
            )
    return value


Files = Annotated[
    list[Path] | None,
    typer.Argument(metavar="FILE", help="Pages; - is standard input.", callback=readable),
]
ScrapedAt = Annotated[
    str | None,
    typer.Option(
        help="When the pages were captured, where they do not say it.", metavar="TIME", callback=with_offset
    ),
]
Url = Annotated[str | None, typer.Option(help="Where the pages were found, where they do not say it.")]
ContentType = Annotated[
    str | None, typer.Option(help="text/plain, text/html or application/json; sniffed without it.")
]


def parse(
    context: typer.Context,
    files: Files = None,
    scraped_at: ScrapedAt = None,
    url: Url = None,
    content_type: ContentType = None,
    pretty: Annotated[
        bool | None,
        typer.Option(
            "--pretty/--json", help="For people, or one JSON object a line.", show_default="terminal"
        ),
    ] = None,
    stream: Annotated[
        bool, typer.Option("--stream", help="Each line is one page, as a JSON envelope.")
    ] = False,
    ack: Annotated[bool, typer.Option("--ack", help='Add {"page": n, "events": k} after each page.')] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="No events: for each line, which rule took it and why.")
    ] = False,
) -> None:
    """Read pages and print their events; no broker is needed.

    A page is bare text, HTML or a JSON envelope. Alone, it gives its events, the article first.

    Several pages, or the lines of --stream, are one stream, as in the worker:
    what was seen before is not printed again, and each event comes with its CloudEvents attributes.

    When an event is not what you expect, --explain shows the layout that was chosen and what became of each line.
    """
    sources = files or [STANDARD_INPUT]
    settings = settings_of(context)
    capture = Capture(scraped_at=scraped_at, url=url, content_type=content_type)
    reading = Reading(capture, _options(settings))
    joined = stream or len(sources) > 1
    if explain:
        answer = explaining(reading, pretty=for_people(pretty))
    else:
        identify_items = one_stream(identity_rules(settings)) if joined else standing_alone
        print_event = printer(pretty=for_people(pretty), with_ce=joined, source=settings.source)
        answer = partial(print_events, reading, identify_items, _annotator(settings), print_event)
    rejected = False
    read = pages_of_lines if stream else pages_of_files
    try:
        for number, page in enumerate(read(sources, settings.max_page_bytes), start=1):
            count = answered(page, answer)
            rejected |= count is None
            if ack:
                write_line(b'{"page":%d,"events":%d}' % (number, count or 0))
    except OSError as error:
        fail(f"cannot read {error.filename or 'the input'}: {error.strerror}", Status.WRONG_USE)
    raise typer.Exit(Status.REJECTED if rejected else Status.DONE)


def _options(settings: Settings) -> PageOptions:
    try:
        return page_options(settings)
    except SettingsError as error:
        fail(str(error), Status.WRONG_USE)


def _annotator(settings: Settings) -> Annotator:
    try:
        return entity_annotator(settings)
    except SettingsError as error:
        fail(str(error), Status.WRONG_USE)


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known about every page of this run."""

    capture: Capture
    options: PageOptions

    def read(self, page: PageSource) -> "WorkingPage":
        """The page with its items. A fault of the program rejects this page, as in the worker, and not those after it."""
        from worker.pipeline.splitting import read_page  # noqa: PLC0415 (its libraries are slow to import)

        if page.is_line:
            require_envelope(page, self.options.max_page_bytes)
        try:
            return read_page(page.raw, self.capture, self.options)
        except Rejection:
            raise
        except Exception as error:
            raise Rejection(RejectionCode.INTERNAL_ERROR, f"{type(error).__name__}: {error}") from error


def answered(page: PageSource, answer: Answer) -> int | None:
    """How many events a page gave; None for one that is rejected, which is said."""
    try:
        return answer(page)
    except Rejection as rejection:
        say(f"{page.name}: {rejection.code.value}: {rejection.message}")
        return None


def print_events(
    reading: Reading, identify_items: Identify, annotator: Annotator, print_event: Print, page: PageSource
) -> int:
    """Print the events of a page and return their number."""
    count = 0
    for found in identify_items(reading.read(page).frozen()):
        print_event(publish_item(found.item, annotator), found.change)
        count += 1
    return count


def explaining(reading: Reading, *, pretty: bool) -> Answer:
    """Prints what became of each line of a page, instead of its events."""
    from worker.commands.explain import explain_for_people, explain_for_programs  # noqa: PLC0415 (as above)

    print_lines = explain_for_people if pretty else explain_for_programs

    def explain(page: PageSource) -> int:
        print_lines(page.name, reading.read(page))
        return 0

    return explain


def one_stream(rules: Rules) -> Identify:
    """Identity over all pages of this run, with its state in memory."""
    state = MemoryState()

    def next_page(page: SplitPage) -> Iterable[IdentifiedItem]:
        decision = identify(state, page, rules)
        state.apply(decision.changes)
        return decision.items

    return next_page


def printer(*, pretty: bool, with_ce: bool, source: str) -> Print:
    """How an event is printed: for people, bare, or with its CloudEvents attributes."""
    if pretty:
        console = show.people_console()
        return lambda event, change: show.print_event(console, event, change.value)
    if not with_ce:
        return lambda event, _: write_line(canonical_bytes(event))

    def with_attributes(event: Event, change: Change) -> None:
        value = canonical_bytes(event)
        write_line(show.cloudevent_line(ce_headers(event, change, value, source), value))

    return with_attributes
