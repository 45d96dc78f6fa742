"""`dateline tail`: events as a person reads them."""

import asyncio
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Annotated

import typer
from pydantic import ValidationError

from schemas import Event
from worker.commands import show
from worker.commands.console import say, settings_of, write_line
from worker.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from aiokafka import ConsumerRecord

EVENT_TOPICS = ("articles", "briefs")


def tail(
    context: typer.Context,
    from_start: Annotated[bool, typer.Option("--from-start", help="Begin with the oldest event.")] = False,
    most: Annotated[
        int | None, typer.Option("--max", min=1, metavar="N", help="Stop after N events.")
    ] = None,
    timeout: Annotated[
        float | None, typer.Option(min=0.1, metavar="SECONDS", help="Stop when nothing has come for so long.")
    ] = None,
    as_json: Annotated[
        bool | None,
        typer.Option("--json/--pretty", help="One JSON object a line, or for people.", show_default="pretty"),
    ] = None,
) -> None:
    """Show articles and briefs as they are published, until Ctrl-C. No offset is committed."""
    from worker.commands.kafka import talking_to_kafka  # noqa: PLC0415 (aiokafka is slow to import)

    settings = settings_of(context)
    show_record = write_record if as_json else row_printer()
    with talking_to_kafka(settings):
        asyncio.run(follow(settings, show_record, from_start=from_start, most=most, timeout=timeout))


async def follow(
    settings: Settings,
    show_record: "Callable[[ConsumerRecord], None]",
    *,
    from_start: bool,
    most: int | None,
    timeout: float | None,  # noqa: ASYNC109 (between two events, not of the whole)
) -> None:
    """Hand each record to `show_record` until there were enough or nothing came for `timeout` seconds."""
    from worker.commands.kafka import require_topics  # noqa: PLC0415 (as above)

    topics = [settings.topic(name) for name in EVENT_TOPICS]
    await require_topics(settings, topics)
    seen = 0
    async for record in committed_records(settings, topics, from_start=from_start, timeout=timeout):
        show_record(record)
        seen += 1
        if seen == most:
            return


async def committed_records(
    settings: Settings,
    topics: list[str],
    *,
    from_start: bool,
    timeout: float | None,  # noqa: ASYNC109 (as above)
) -> "AsyncIterator[ConsumerRecord]":
    """Records of all partitions, outside any group and without those of open or aborted transactions."""
    from aiokafka import AIOKafkaConsumer  # noqa: PLC0415 (as above)

    from worker.delivery.client import connection  # noqa: PLC0415

    consumer = AIOKafkaConsumer(
        *topics,
        **connection(settings),
        group_id=None,
        isolation_level="read_committed",
        auto_offset_reset="earliest" if from_start else "latest",
    )
    try:
        await consumer.start()
        while True:
            try:
                yield await asyncio.wait_for(consumer.getone(), timeout)
            except TimeoutError:
                return
    finally:
        await consumer.stop()


def write_record(record: "ConsumerRecord") -> None:
    """The record as a JSON line."""
    write_line(show.cloudevent_line(list(record.headers), record.value or b"null"))


def row_printer() -> "Callable[[ConsumerRecord], None]":
    """Print records as rows of a table."""
    rows = show.EventRows(show.people_console())

    def print_row(record: "ConsumerRecord") -> None:
        try:
            event = Event.model_validate_json(record.value or b"null")
        except ValidationError:
            say(
                f"{record.topic}, partition {record.partition}, offset {record.offset}: no event of this version"
            )
            return
        rows.event(event, show.change_of(list(record.headers)))

    return print_row
