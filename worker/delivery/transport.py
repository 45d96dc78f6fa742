"""Faust's transport where it differs: who commits, what is read, and when a partition may flow.

Faust reads, balances and buffers; what is durable is the sink's business. Each override says why it is here and
which upstream issue it answers; a test for each fails without it.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping
from typing import Any, cast

from aiokafka import AIOKafkaConsumer
from aiokafka.coordinator.assignors.roundrobin import RoundRobinPartitionAssignor
from faust.transport.drivers import aiokafka as driver
from faust.types import TP

from worker.delivery.budget import ByteBudget
from worker.delivery.client import connection
from worker.delivery.ownership import Ownership
from worker.records import Partition
from worker.settings import Settings

# The client would leave the group when nobody polls for a while, as when all partitions are still being restored.
# The worker's own watchdog can tell that from a hang, so the client's must not.
NEVER_MS = 2**31 - 1


class ConsumerThread(driver.AIOKafkaConsumerThread):
    """The thread that owns the connection to the group."""

    def _create_worker_consumer(self, transport: driver.Transport) -> AIOKafkaConsumer:
        """A read_committed consumer: Faust makes one only under its own exactly-once, which picks transactions by
        the output's partition and swallows their errors (faust-streaming issues 177, 323, 440, 517)."""
        settings = cast(Transport, transport).settings
        self._assignor = RoundRobinPartitionAssignor
        return AIOKafkaConsumer(
            **connection(settings),
            client_id=settings.app_id,
            group_id=settings.app_id,
            group_instance_id=settings.group_instance_id,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            isolation_level="read_committed",
            partition_assignment_strategy=[RoundRobinPartitionAssignor],
            max_poll_records=settings.batch_records,
            max_poll_interval_ms=NEVER_MS,
            max_partition_fetch_bytes=1_048_576,  # a larger record comes alone
            fetch_max_bytes=settings.buffer_bytes,
            session_timeout_ms=int(settings.session_timeout * 1000),
            heartbeat_interval_ms=int(settings.session_timeout * 1000 / 5),
            rebalance_timeout_ms=int(settings.rebalance_timeout * 1000),
            request_timeout_ms=int(settings.request_timeout * 1000),
        )


class Consumer(driver.Consumer):
    """The consumer as Faust sees it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ours = cast(Transport, self.transport)
        self._ownership = ours.ownership
        self._budget = ours.budget
        self._ownership.resume = lambda partition: self.resume_partitions({TP(*partition)})
        self._ownership.fail = self._fail

    def _fail(self, error: Exception) -> None:
        self.add_future(self.crash(error))

    def _new_consumer_thread(self) -> ConsumerThread:
        return ConsumerThread(self, loop=self.loop, beacon=self.beacon)

    async def _commit(self, offsets: Mapping[TP, int]) -> bool:  # noqa: ARG002
        """Faust's own commit does nothing: it passes over records that are still being worked on
        (faust-streaming issue 606) and over deliveries that failed."""
        return True

    async def commit_delivered(self, offsets: Mapping[Partition, int]) -> bool:
        """The sink's commit, on the group's connection. False where the partition is no longer ours."""
        return await self._thread.commit({TP(*partition): offset for partition, offset in offsets.items()})

    async def seek_to_committed(self) -> Mapping[TP, int]:
        """The hook on assignment: the partitions are known, none of their records has been handed out.

        The former owner is fenced before the committed offsets are read: after that they cannot move.
        (The signal `on_partitions_assigned` races with Faust's recovery.) Faust cancels what takes longer than
        `broker_request_timeout` without a word; here it stops the worker before that.
        """
        assigned = frozenset(Partition(tp.topic, tp.partition) for tp in self.assignment())
        self._budget.reset()  # what was read ahead is read again
        try:
            async with asyncio.timeout(self._ownership.takeover_timeout):
                await self._ownership.take_over(assigned, self.app.consumer_generation_id)
        except Exception as error:
            await self.crash(error)
            raise
        committed = await super().seek_to_committed()
        await self._seek_to_start(
            {TP(tp.topic, tp.partition) for tp, offset in committed.items() if not offset}
        )
        self.resume_partitions(self.assignment())
        return committed

    async def _seek_to_start(self, uncommitted: set[TP]) -> None:
        """The client's seek_to_committed leaves a partition without a commit, or with one at 0, where it stands:
        what was read ahead and dropped by a rebalance would be lost."""
        if uncommitted:
            await self._thread.seek_wait(await self._thread.earliest_offsets(*uncommitted))

    def resume_partitions(self, tps: Iterable[TP]) -> None:
        """A partition flows only when it is fenced and its state is restored."""
        assignment = self.assignment()
        super().resume_partitions(
            {
                tp
                for tp in tps
                if tp in assignment and self._ownership.is_ready(Partition(tp.topic, tp.partition))
            }
        )

    async def getmany(self, timeout: float) -> AsyncIterator[tuple[TP, Any]]:  # noqa: ASYNC109 (Faust's signature)
        """Back-pressure in bytes: Faust's buffers count records, and a page may have one kilobyte or a thousand."""
        async for tp, message in super().getmany(timeout):
            size = len(message.key or b"") + len(message.value or b"")
            if not self._budget.take_now(size):
                await self.wait_first(self._budget.take(size), self.suspend_flow.wait())
            yield tp, message


class Transport(driver.Transport):
    """The transport of the app: it knows the settings, and what the consumer shares with the agents."""

    Consumer = Consumer

    def __init__(
        self, urls: Iterable[Any], app: Any, settings: Settings, ownership: Ownership, budget: ByteBudget
    ) -> None:
        super().__init__(urls, app)
        self.settings = settings
        self.ownership = ownership
        self.budget = budget
