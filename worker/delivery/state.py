"""State of one partition: in memory, rebuilt from a compacted topic.

Changes are written in the transaction of the batch that made them and reach the memory after its commit. With the
first of them goes the number of partitions: when that number changes, the market of a key is looked for in another
partition than the one that holds its state, and everything would be published again.
"""

import logging
from time import monotonic

from aiokafka import AIOKafkaConsumer, ConsumerRecord
from aiokafka.structs import TopicPartition

from worker.delivery.client import connection
from worker.identity.memory import MemoryState
from worker.records import Partition
from worker.settings import Settings

log = logging.getLogger(__name__)

SAY_EVERY = 5.0  # seconds between two lines of progress
POLL_MS = 1000
POLL_RECORDS = 5000  # what one poll hands over: some milliseconds of work between two awaits
# The key under which the number of partitions stands; no key of identity's begins with a zero.
PARTITIONS_KEY = b"\x00partitions"


class UnfitState(Exception):
    """The state was not made for the topics as they are now."""


class PartitionState(MemoryState):
    """The state as of the last commit. `unsaid` is the number of partitions where the topic does not hold it yet."""

    unsaid: int | None = None

    def to_write(self, changes: dict[bytes, bytes | None]) -> dict[bytes, bytes | None]:
        """What goes to the topic for `changes`."""
        if self.unsaid is None or not changes:
            return changes
        return {PARTITIONS_KEY: b"%d" % self.unsaid, **changes}

    def committed(self, changes: dict[bytes, bytes | None]) -> None:
        """Take over what was written."""
        self.apply(changes)
        if changes:
            self.unsaid = None


class StateRestore:
    """Reads the state of one partition back. Start it only when nobody else can write to it any more."""

    def __init__(self, settings: Settings, topic: str, partition: Partition) -> None:
        self._settings = settings
        self._source = TopicPartition(topic, partition.partition)
        self._said: int | None = None
        self.records = 0

    async def run(self) -> PartitionState:
        """The state as of now. Raises UnfitState where the number of partitions has changed."""
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
            partitions = consumer.partitions_for_topic(self._source.topic) or set()
            if self._source.partition not in partitions:
                raise UnfitState(
                    f"{self._source.topic} has {len(partitions)} partitions, fewer than the topic beside it"
                )
            await self._read(consumer, state)
        if self._said is None:
            state.unsaid = len(partitions)
        elif self._said != len(partitions):
            raise UnfitState(
                f"{self._source.topic} was written for {self._said} partitions and has {len(partitions)} now; "
                "docs/operating.md says how to migrate"
            )
        if self.records:
            log.info("%s: restored: %s", self._name, self._told(state, monotonic() - started))
        return state

    async def _read(self, consumer: AIOKafkaConsumer, state: PartitionState) -> None:
        end = (await consumer.end_offsets([self._source]))[self._source]
        say_at = monotonic() + SAY_EVERY
        # The position also moves over what is no record: transaction markers and what was compacted away.
        while (position := await consumer.position(self._source)) < end:
            for batch in (await consumer.getmany(timeout_ms=POLL_MS)).values():
                state.apply(
                    {record.key: record.value for record in batch if not self._is_about_topic(record)}
                )
                self.records += len(batch)
            if monotonic() >= say_at:
                log.info("%s: restoring: at offset %d of %d, %d keys", self._name, position, end, len(state))
                say_at = monotonic() + SAY_EVERY

    def _is_about_topic(self, record: ConsumerRecord) -> bool:
        if record.key != PARTITIONS_KEY:
            return False
        self._said = int(record.value)
        return True

    @property
    def _name(self) -> str:
        return f"state {self._source.topic}[{self._source.partition}]"

    def _told(self, state: PartitionState, seconds: float) -> str:
        return f"{self.records} records gave {len(state)} keys in {seconds:.1f} s"
