"""The three Faust agents. Each takes batches and has its pure stage worked through and delivered."""

from collections.abc import AsyncIterable, Callable, Sequence
from typing import Any

import faust

from worker.delivery.budget import ByteBudget
from worker.delivery.dead_letters import first_written
from worker.delivery.work import StageWork
from worker.records import LOG_APPEND_TIME, InRecord, Partition
from worker.settings import Settings
from worker.stages import Stage, identify_stage, publish_stage, split_stage

# The agents in the order in which a page passes them, each with the topic that it reads.
AGENTS: dict[str, tuple[str, Callable[[Settings], Stage]]] = {
    "split": ("pages", split_stage),
    "identify": ("split", identify_stage),
    "publish": ("items", publish_stage),
}


def add_agent(app: faust.App, topic: str, work: StageWork, settings: Settings, budget: ByteBudget) -> None:
    """Register the agent that does `work` on the records of `topic`."""

    async def agent(stream: Any) -> None:
        batches: AsyncIterable[Sequence[Any]] = stream.take_events(
            settings.batch_records, settings.batch_wait
        )
        async for events in batches:
            records = [in_record(event.message) for event in events]
            await work.process(records)
            budget.give_back(sum(record.size for record in records))

    # Bytes in, decoded by the stage: a record that Faust cannot decode would be acknowledged, then thrown.
    # Tombstones count too: on wire.pages they are dead letters.
    channel = app.topic(
        topic,
        key_type=bytes,
        value_type=bytes,
        key_serializer="raw",
        value_serializer="raw",
        allow_empty=True,
    )
    app.agent(channel, name=work.name, concurrency=1)(agent)


def in_record(message: Any) -> InRecord:
    """A Faust message as a record of ours."""
    # A list: as a dict (which Faust's event offers) repeated headers and their order would be lost.
    headers = list(message.headers or ())
    timestamp = None if message.timestamp is None else round(message.timestamp * 1000)
    return InRecord(
        partition=Partition(message.topic, message.partition),
        offset=message.offset,
        timestamp=first_written(headers, timestamp),
        stamped_by_broker=message.timestamp_type == LOG_APPEND_TIME,
        key=message.key,
        value=message.value,
        headers=headers,
    )
