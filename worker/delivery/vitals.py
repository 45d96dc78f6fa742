"""How the worker is doing, seen from a connection of its own: the group's may be what hangs."""

import asyncio

from aiokafka import AIOKafkaConsumer
from aiokafka.structs import TopicPartition
from faust.types import TP

from worker.delivery.budget import ByteBudget
from worker.delivery.client import connection
from worker.delivery.ownership import Ownership
from worker.delivery.transport import Consumer
from worker.operations.watchdog import Vitals
from worker.settings import Settings


class VitalSigns:
    """Looks at positions, ends and what is under way."""

    def __init__(
        self, settings: Settings, consumer: Consumer, ownership: Ownership, budget: ByteBudget
    ) -> None:
        self._settings = settings
        self._consumer = consumer
        self._ownership = ownership
        self._budget = budget
        self._client: AIOKafkaConsumer | None = None

    async def look(self) -> Vitals:
        """The vitals now. A rebalance that is under way counts as waiting: it must end some day.

        Raises ConnectionError where no broker answers; hangs where the group's own thread does.
        """
        owned = sorted(self._ownership.owned)
        try:
            async with asyncio.timeout(self._settings.stall_timeout / 4):
                ends = await self._ends([TopicPartition(*partition) for partition in owned])
        except TimeoutError as error:
            raise ConnectionError("no broker says where the topics end") from error
        positions = [await self._consumer.position(TP(*partition)) for partition in owned]
        behind = any(
            (position or 0) < ends[partition] for partition, position in zip(owned, positions, strict=True)
        )
        app = self._consumer.app
        return Vitals(
            moved=(
                app.consumer_generation_id,
                tuple(positions),
                self._budget.given_back,
                self._ownership.restored_records(),
            ),
            waiting=behind or self._budget.taken > 0 or app.rebalancing,
        )

    async def close(self) -> None:
        """Close the connection."""
        client, self._client = self._client, None
        if client is not None:
            await client.stop()

    def readiness(self) -> tuple[bool, dict[str, object]]:
        """Whether all owned partitions are being read, and which are not."""
        waiting = sorted(str(p) for p in self._ownership.owned if not self._ownership.is_ready(p))
        facts: dict[str, object] = {
            "joined": self._ownership.joined,
            "partitions": len(self._ownership.owned),
            "restoring": waiting,
            "rebalancing": self._consumer.app.rebalancing,
        }
        return self._ownership.joined and not waiting and not self._consumer.app.rebalancing, facts

    async def _ends(self, partitions: list[TopicPartition]) -> dict[TopicPartition, int]:
        if not partitions:
            return {}
        if self._client is None:
            client = AIOKafkaConsumer(
                **connection(self._settings),
                client_id=f"{self._settings.app_id}-watchdog",
                isolation_level="read_committed",
                enable_auto_commit=False,
            )
            await client.start()
            self._client = client
        ends: dict[TopicPartition, int] = await self._client.end_offsets(partitions)
        return ends
