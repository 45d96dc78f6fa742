"""State of one partition: a dictionary in memory, rebuilt from a compacted topic.

Changes are written in the transaction of the batch that made them and reach the dictionary after its commit.
"""

import logging
from collections.abc import Iterator, Mapping
from time import monotonic

from aiokafka import AIOKafkaConsumer
from aiokafka.structs import TopicPartition

from worker.delivery.client import connection
from worker.records import Partition
from worker.settings import Settings

log = logging.getLogger(__name__)

SAY_EVERY = 5.0  # seconds between two lines of progress
POLL_MS = 1000
POLL_RECORDS = 5000  # what one poll hands over: some milliseconds of work between two awaits


class PartitionState:
    """The state as of the last commit, in the order in which the keys were last changed."""

    def __init__(self) -> None:
        self._values: dict[bytes, bytes] = {}

    def get(self, key: bytes, /) -> bytes | None:
        """The value under `key`."""
        return self._values.get(key)

    def oldest_first(self) -> Iterator[tuple[bytes, bytes]]:
        """All keys with their values, the one that was changed longest ago first."""
        return iter(self._values.items())

    def apply(self, changes: Mapping[bytes, bytes | None]) -> None:
        """Take over committed changes."""
        for key, value in changes.items():
            self._values.pop(key, None)  # a changed key moves to the end
            if value is not None:
                self._values[key] = value

    def __len__(self) -> int:
        return len(self._values)


class StateRestore:
    """Reads the state of one partition back. Start it only when nobody else can write to it any more."""

    def __init__(self, settings: Settings, topic: str, partition: Partition) -> None:
        self._settings = settings
        self._source = TopicPartition(topic, partition.partition)
        self.records = 0

    async def run(self) -> PartitionState:
        """The state as of now."""
        state, started = PartitionState(), monotonic()
        consumer = AIOKafkaConsumer(
            **connection(self._settings),
            client_id=f"{self._settings.app_id}-restore",
            isolation_level="read_committed",
            auto_offset_reset="earliest",
            enable_auto_commit=False,
            max_poll_records=POLL_RECORDS,
        )
        consumer.assign([self._source])
        async with consumer:
            await self._read(consumer, state)
        if self.records:
            log.info("%s: restored: %s", self._name, self._told(state, monotonic() - started))
        return state

    async def _read(self, consumer: AIOKafkaConsumer, state: PartitionState) -> None:
        end = (await consumer.end_offsets([self._source]))[self._source]
        say_at = monotonic() + SAY_EVERY
        # The position also moves over what is no record: transaction markers and what was compacted away.
        while (position := await consumer.position(self._source)) < end:
            for batch in (await consumer.getmany(timeout_ms=POLL_MS)).values():
                state.apply({record.key: record.value for record in batch})
                self.records += len(batch)
            if monotonic() >= say_at:
                log.info("%s: restoring: at offset %d of %d, %d keys", self._name, position, end, len(state))
                say_at = monotonic() + SAY_EVERY

    @property
    def _name(self) -> str:
        return f"state {self._source.topic}[{self._source.partition}]"

    def _told(self, state: PartitionState, seconds: float) -> str:
        return f"{self.records} records gave {len(state)} keys in {seconds:.1f} s"
