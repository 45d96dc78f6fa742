"""What stands on a topic now, read once from its start."""

from collections.abc import AsyncIterator

from aiokafka import AIOKafkaConsumer, ConsumerRecord
from aiokafka.structs import TopicPartition

from worker.delivery.client import connection
from worker.settings import Settings

POLL_MS = 1000


async def stored_records(
    settings: Settings, topic: str, first: int | None = None
) -> AsyncIterator[ConsumerRecord]:
    """The committed records of a topic that exists, each partition's in their order.

    What is written meanwhile is left out. `first` limits how many offsets of each partition are looked at.
    """
    consumer = AIOKafkaConsumer(
        topic,
        **connection(settings),
        isolation_level="read_committed",
        auto_offset_reset="earliest",
        enable_auto_commit=False,
    )
    try:
        await consumer.start()
        ends = await _ends(consumer, first)
        # The position also moves over what is no record: transaction markers and what was compacted away.
        while [partition for partition, end in ends.items() if await consumer.position(partition) < end]:
            for partition, records in (await consumer.getmany(timeout_ms=POLL_MS)).items():
                for record in records:
                    if record.offset < ends[partition]:
                        yield record
    finally:
        await consumer.stop()


async def _ends(consumer: AIOKafkaConsumer, first: int | None) -> dict[TopicPartition, int]:
    partitions = consumer.assignment()
    ends: dict[TopicPartition, int] = await consumer.end_offsets(partitions)
    if first is None:
        return ends
    starts = await consumer.beginning_offsets(partitions)
    return {partition: min(end, starts[partition] + first) for partition, end in ends.items()}
