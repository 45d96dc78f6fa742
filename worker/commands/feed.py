"""`dateline feed`: pages onto the worker's input topic."""

import asyncio
from collections.abc import Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import orjson
import typer

from schemas import Rejection
from worker.commands.console import Status, fail, say, settings_of, write_line
from worker.commands.parse import ContentType, ScrapedAt, Url
from worker.commands.progress import counting
from worker.commands.reading import (
    STANDARD_INPUT,
    PageSource,
    pages_of_files,
    pages_of_lines,
    readable,
    require_envelope,
)
from worker.records import Headers
from worker.settings import Settings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from aiokafka import AIOKafkaProducer
    from aiokafka.structs import RecordMetadata

# What a broker takes in one request, whatever the topic allows; a longer file is not even read.
LARGEST_PAGE = 100 * 1_048_576 - 65_536
PAGES_IN_FLIGHT = 256


@dataclass(slots=True)
class Tally:
    """How it went."""

    fed: int = 0
    failed: int = 0


def feed(
    context: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE",
            help="A page each; - is standard input with a JSON envelope a line.",
            callback=readable,
        ),
    ],
    scraped_at: ScrapedAt = None,
    url: Url = None,
    content_type: ContentType = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON object at the end.")] = False,
) -> None:
    """Put pages on the input topic, and wait until the broker has each of them."""
    from worker.commands.kafka import talking_to_kafka  # noqa: PLC0415 (aiokafka is slow to import)

    settings = settings_of(context)
    given = {"scraped-at": scraped_at, "url": url, "content-type": content_type}
    headers = [(name, value.encode()) for name, value in given.items() if value is not None]
    with talking_to_kafka(settings):
        tally = asyncio.run(feed_all(settings, files, headers))
    topic = settings.topic("pages")
    if as_json:
        write_line(orjson.dumps({"topic": topic, "fed": tally.fed, "failed": tally.failed}))
    else:
        failed = f", {tally.failed} not" if tally.failed else ""
        say(f"{tally.fed} {'page' if tally.fed == 1 else 'pages'} put on {topic}{failed}")
    raise typer.Exit(Status.REJECTED if tally.failed else Status.DONE)


async def feed_all(settings: Settings, files: list[Path], headers: Headers) -> Tally:
    """Send every page, a bounded number at a time, and count what the broker has taken."""
    from worker.commands.kafka import require_topics  # noqa: PLC0415 (as above)

    topic = settings.topic("pages")
    await require_topics(settings, [topic])
    tally = Tally()
    try:
        async with page_producer(settings) as producer:
            with counting("feeding") as advance:
                for batch in batches(pages(files)):
                    sent = await asyncio.gather(*(send(producer, topic, page, headers) for page in batch))
                    refused = sent.count(None)
                    tally.fed += len(sent) - refused
                    tally.failed += refused
                    advance(len(batch))
    except OSError as error:
        if error.filename is None:  # no file's: a connection's
            raise
        fail(f"cannot read {error.filename}: {error.strerror}", Status.WRONG_USE)
    return tally


@asynccontextmanager
async def page_producer(settings: Settings) -> "AsyncIterator[AIOKafkaProducer]":
    """A producer that sends each page once, to all replicas."""
    from aiokafka import AIOKafkaProducer  # noqa: PLC0415 (as above)

    from worker.delivery.client import connection  # noqa: PLC0415

    producer = AIOKafkaProducer(
        **connection(settings), enable_idempotence=True, acks="all", max_request_size=LARGEST_PAGE
    )
    try:
        await producer.start()
        yield producer
    finally:
        await producer.stop()


def pages(files: list[Path]) -> Iterator[PageSource]:
    """The pages of the files in their order."""
    for file in files:
        read = pages_of_lines if file == STANDARD_INPUT else pages_of_files
        yield from read([file], LARGEST_PAGE)


def batches(sources: Iterator[PageSource]) -> Iterator[list[PageSource]]:
    """Pages in groups that are sent together, bounded by number and by bytes."""
    batch: list[PageSource] = []
    size = 0
    for page in sources:
        batch.append(page)
        size += len(page.raw)
        if len(batch) == PAGES_IN_FLIGHT or size > LARGEST_PAGE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


async def send(
    producer: "AIOKafkaProducer", topic: str, page: PageSource, headers: Headers
) -> "RecordMetadata | None":
    """Send one page and await its delivery. None, and a line to the user, for a page that is refused."""
    from aiokafka.errors import MessageSizeTooLargeError, RecordListTooLargeError  # noqa: PLC0415 (as above)

    try:
        if page.is_line:
            require_envelope(page, LARGEST_PAGE)
        key = key_of(page.raw, headers)
        delivered: RecordMetadata = await producer.send_and_wait(topic, page.raw, key=key, headers=headers)
    except (MessageSizeTooLargeError, RecordListTooLargeError):
        say(
            f"{page.name}: {len(page.raw):,} bytes are more than {topic} takes (its max.message.bytes); "
            "`dateline topics check` says whether that is enough for DATELINE_MAX_PAGE_BYTES"
        )
        return None
    except Rejection as rejection:
        say(f"{page.name}: {rejection.code.value}: {rejection.message}")
        return None
    return delivered


def key_of(raw: bytes, headers: Headers) -> bytes | None:
    """The page's URL: captures of one page stay in their order. None where there is none."""
    for name, value in headers:
        if name == "url":
            return value
    if not raw.lstrip().startswith(b"{"):
        return None
    try:
        url = orjson.loads(raw).get("url")
    except orjson.JSONDecodeError:
        return None
    return url.encode() if isinstance(url, str) and url else None
