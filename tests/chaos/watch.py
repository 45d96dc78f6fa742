"""A read_committed reader beside the workers, as a downstream consumer is; and whether the group is done."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic
from typing import Any

from aiokafka import AIOKafkaConsumer
from aiokafka.errors import KafkaError
from aiokafka.structs import TopicPartition

from tests.chaos.load import PARTITIONS, Name, Truth
from tests.chaos.verdict import Outcome, outcome
from tests.harness import Wire
from tests.harness.wire import RESULTS

INPUTS = ("pages", "split", "items")  # in the order in which a page passes them


class Watch:
    """Reads the output topics all the time: what it has seen is the progress, and in the end the evidence."""

    def __init__(self, wire: Wire, truth: Truth, consumer: AIOKafkaConsumer) -> None:
        self._wire, self._truth, self._consumer = wire, truth, consumer
        self._seen: set[Name] = set()
        self.outcomes: list[Outcome] = []

    @property
    def share(self) -> float:
        """The part of the expected outcomes that has been seen."""
        return len(self._seen) / len(self._truth)

    async def follow(self) -> None:
        """Read until cancelled."""
        prefix = len(self._wire.prefix) + 1
        while True:
            for records in (await self._consumer.getmany(timeout_ms=200, max_records=2000)).values():
                found = [outcome(record.topic[prefix:], record) for record in records]
                self.outcomes += found
                self._seen.update(one.name for one in found)
            await asyncio.sleep(0)

    async def reach(self, share: float, within: float) -> None:
        """Wait until so much is done."""
        end = monotonic() + within
        while self.share < share:
            assert monotonic() < end, f"{self.share:.1%} done, {share:.1%} not reached within {within:g} s"
            await asyncio.sleep(0.05)

    async def catch_up(self, within: float = 90.0) -> None:
        """Wait until everything that is committed by now has been read.

        A commit is decided before its markers are written: a broker that was away may still owe some, and what stands
        behind them is not shown yet. So first every transaction must have ended.
        """
        partitions = list(self._consumer.assignment())
        end = monotonic() + within
        async with _consumer(self._wire, "read_uncommitted") as all_seeing:
            written = await all_seeing.end_offsets(partitions)
        while any(
            shown < written[tp] for tp, shown in (await self._consumer.end_offsets(partitions)).items()
        ):
            assert monotonic() < end, "a transaction stays open: its records are written and not shown"
            await asyncio.sleep(0.2)
        ends = await self._consumer.end_offsets(partitions)
        for partition, offset in ends.items():
            while await self._consumer.position(partition) < offset:
                assert monotonic() < end, f"the reader stands still before the end of {partition}"
                await asyncio.sleep(0.05)


@asynccontextmanager
async def watching(wire: Wire, truth: Truth) -> AsyncIterator[Watch]:
    """A Watch that reads during the block."""
    async with _consumer(wire, "read_committed") as consumer:
        consumer.assign([partition for name in RESULTS for partition in _partitions(wire, name)])
        watch = Watch(wire, truth, consumer)
        following = asyncio.create_task(watch.follow())
        try:
            yield watch
        finally:
            following.cancel()
            await asyncio.wait([following])


async def read_uncommitted(wire: Wire) -> list[Outcome]:
    """Everything on the output topics, aborted transactions included."""
    async with _consumer(wire, "read_uncommitted") as consumer:
        partitions = [partition for name in RESULTS for partition in _partitions(wire, name)]
        consumer.assign(partitions)
        prefix = len(wire.prefix) + 1
        return [outcome(record.topic[prefix:], record) async for record in _up_to_now(consumer, partitions)]


async def is_drained(wire: Wire) -> bool:
    """Whether the group has committed past every record of the topics that it reads.

    Looked at from the first topic to the last: what is done upstream adds nothing further down. Offsets alone do not
    tell, for transactions leave markers behind the last record.
    """
    async with _consumer(wire, "read_committed", group_id=wire.prefix) as consumer:
        for name in INPUTS:
            partitions = _partitions(wire, name)
            consumer.assign(partitions)
            for partition in partitions:
                consumer.seek(partition, await consumer.committed(partition) or 0)
            async for _ in _up_to_now(consumer, partitions):
                return False
    return True


async def drain(wire: Wire, within: float) -> None:
    """Wait until everything has been worked on."""
    end = monotonic() + within
    while True:
        try:
            if await asyncio.wait_for(is_drained(wire), 30):
                return
        except (KafkaError, TimeoutError) as error:  # a broker that has just come back may not answer yet
            if monotonic() > end:
                raise AssertionError(f"cannot see whether the group is done: {error!r}") from error
        assert monotonic() < end, f"records still wait after {within:g} s"
        await asyncio.sleep(1)


async def rewind(wire: Wire, within: float = 40.0) -> None:
    """Set the group, which has no members any more, back to the start of wire.pages."""
    end = monotonic() + within
    async with _consumer(wire, "read_committed", group_id=wire.prefix) as consumer:
        partitions = _partitions(wire, "pages")
        consumer.assign(partitions)
        while True:
            try:
                return await consumer.commit(dict.fromkeys(partitions, 0))
            except KafkaError:  # a member that was killed is one until its session ends
                if monotonic() > end:
                    raise
                await asyncio.sleep(1)


def _consumer(wire: Wire, isolation: str, **more: Any) -> AIOKafkaConsumer:
    return AIOKafkaConsumer(
        bootstrap_servers=wire.bootstrap_servers,
        isolation_level=isolation,
        auto_offset_reset="earliest",
        enable_auto_commit=False,
        **more,
    )


def _partitions(wire: Wire, name: str) -> list[TopicPartition]:
    return [TopicPartition(wire.topic(name), number) for number in range(PARTITIONS)]


async def _up_to_now(consumer: AIOKafkaConsumer, partitions: list[TopicPartition]) -> AsyncIterator[Any]:
    """The records from the positions up to the ends as they are now."""
    for partition, end in (await consumer.end_offsets(partitions)).items():
        while await consumer.position(partition) < end:
            for record in (await consumer.getmany(partition, timeout_ms=200)).get(partition, ()):
                yield record
