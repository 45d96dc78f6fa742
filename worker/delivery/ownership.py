"""Which partitions are this worker's, and the state of those that have one.

    assigned ─► fenced (quick) ─► restored (beside it, the partition paused) ─► read

Fencing must be quick: Faust cancels a slow assignment without a word. Restoring may take longer than any time-out
of the group: it runs beside the consumer, which goes on with its other partitions.
"""

import asyncio
import logging
from collections.abc import Callable, Collection

from worker.delivery.sink import DeliveryError, Sink
from worker.delivery.state import PartitionState, StateRestore
from worker.records import Partition
from worker.settings import Settings

log = logging.getLogger(__name__)


class Ownership:
    """Follows the assignments of the consumer group.

    `resume` lets a partition flow whose state is restored, `fail` stops the worker.
    """

    def __init__(self, settings: Settings, sink: Sink) -> None:
        self._settings = settings
        self._sink = sink
        # Within this time (seconds) an assignment is followed, or the worker stops.
        self.takeover_timeout = settings.request_timeout * 0.8
        self._state_topics = {settings.topic("split"): settings.topic("state")}
        self._owned: frozenset[Partition] = frozenset()
        self._generation = -1
        self._states: dict[Partition, PartitionState] = {}
        self._restores: dict[Partition, StateRestore] = {}
        self._tasks: dict[Partition, asyncio.Task[None]] = {}
        self._following = asyncio.Lock()
        self.resume: Callable[[Partition], None] = lambda _partition: None
        self.fail: Callable[[Exception], None] = lambda _error: None

    @property
    def owned(self) -> frozenset[Partition]:
        """The partitions of the last assignment."""
        return self._owned

    @property
    def joined(self) -> bool:
        """Whether there was an assignment, be it an empty one."""
        return self._generation >= 0

    def has_state(self, partition: Partition) -> bool:
        """Whether the partition's records are worked on with a state."""
        return partition.topic in self._state_topics

    def is_ready(self, partition: Partition) -> bool:
        """Whether records of the partition may be read: it is fenced, and its state is restored."""
        return partition in self._owned and (not self.has_state(partition) or partition in self._states)

    def state(self, partition: Partition) -> PartitionState:
        """The state of a partition that is ready; an empty one where its stage has none.

        Raises DeliveryError where the partition was dropped: nothing may be written for it any more.
        """
        if not self.has_state(partition):
            return NO_STATE
        if partition not in self._states:
            raise DeliveryError(f"{partition} was taken away while its records were worked on")
        return self._states[partition]

    def restored_records(self) -> int:
        """How many records the restores under way have read: a sign of life."""
        return sum(restore.records for restore in self._restores.values())

    async def take_over(self, assigned: frozenset[Partition], generation: int) -> None:
        """Follow an assignment: fence the partitions that are new, drop those that are gone, begin to restore.

        A partition that stays keeps its state only where the sink can tell that nobody else wrote to it, and
        where no assignment was missed in between. Faust may ask twice at a time (when flow stops, and when it
        recovers): one call waits for the other.
        """
        async with self._following:
            if generation == self._generation and assigned == self._owned:
                return
            stays = self._sink.fences and generation == self._generation + 1
            kept = self._owned & assigned if stays else frozenset()
            await self._drop(self._owned - kept)
            await self._sink.fence(assigned - kept)
            self._owned, self._generation = assigned, generation
            for partition in sorted(assigned - kept):
                if self.has_state(partition):
                    self._tasks[partition] = asyncio.create_task(self._restore(partition))

    async def drop_all(self) -> None:
        """Give everything up."""
        async with self._following:
            await self._drop(self._owned)
            self._owned = frozenset()

    async def _drop(self, partitions: Collection[Partition]) -> None:
        for partition in partitions:
            self._states.pop(partition, None)
            self._restores.pop(partition, None)  # from here on what the restore says counts no more
        tasks = [self._tasks.pop(partition) for partition in partitions if partition in self._tasks]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._sink.release(partitions)

    async def _restore(self, partition: Partition) -> None:
        restore = StateRestore(self._settings, self._state_topics[partition.topic], partition)
        self._restores[partition] = restore
        try:
            state = await restore.run()
        except Exception as error:  # noqa: BLE001 (whatever it is: without its state the partition must not flow)
            if self._restores.pop(partition, None) is not None:
                log.error("the state of %s could not be restored: %r", partition, error)
                self.fail(error)
            return
        # A client that is cancelled may still end well, or with an error of its own.
        if self._restores.pop(partition, None) is not None:
            self._states[partition] = state
            self.resume(partition)


NO_STATE = PartitionState()
