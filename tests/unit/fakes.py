"""Stand-ins for what surrounds the worker's parts, each as small as the rule that it keeps."""

import asyncio
from collections.abc import Awaitable, Callable, Collection

from worker.delivery.sink import Commit, Sink
from worker.delivery.state import PartitionState
from worker.records import Batch, Headers, InRecord, Partition
from worker.settings import Settings

NOTHING: Headers = []


def record(
    value: bytes | None = b"page",
    offset: int = 0,
    partition: int = 0,
    *,
    topic: str = "wire.pages",
    key: bytes | None = b"key",
    timestamp: int | None = 1_767_225_600_000,
    headers: Headers = NOTHING,
) -> InRecord:
    """A record as it is read; its time is 2026-01-01T00:00:00Z."""
    return InRecord(Partition(topic, partition), offset, timestamp, False, key, value, list(headers))


class FakeSink(Sink):
    """Keeps what was delivered. `on_deliver` sees each batch first and may raise, or wait."""

    fences = True

    def __init__(
        self, settings: Settings, on_deliver: Callable[[Batch], Awaitable[None]] | None = None
    ) -> None:
        super().__init__(settings)
        self.on_deliver = on_deliver
        self.delivered: list[Batch] = []
        self.calls: list[tuple[str, frozenset[Partition]]] = []
        self.fenced: Callable[[], Awaitable[object]] = lambda: asyncio.sleep(0)

    async def start(self, commit: Commit) -> None:
        """Nothing to connect to."""

    async def stop(self) -> None:
        """Nothing to close."""

    async def fence(self, partitions: Collection[Partition]) -> None:
        self.calls.append(("fence", frozenset(partitions)))
        await self.fenced()

    async def release(self, partitions: Collection[Partition]) -> None:
        self.calls.append(("release", frozenset(partitions)))

    async def deliver(self, batch: Batch) -> None:
        if self.on_deliver is not None:
            await self.on_deliver(batch)
        self.delivered.append(batch)


class States:
    """The part of the ownership that the work asks for: a state for each partition."""

    def __init__(self) -> None:
        self.by_partition: dict[Partition, PartitionState] = {}

    def state(self, partition: Partition) -> PartitionState:
        return self.by_partition.setdefault(partition, PartitionState())
