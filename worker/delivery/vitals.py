"""How the worker is doing, seen from a connection of its own: the group's may be what hangs."""

import asyncio

from aiokafka import AIOKafkaConsumer
from aiokafka.structs import TopicPartition
from faust.types import TP

from worker.delivery.client import connection
from worker.delivery.ownership import Ownership
from worker.delivery.transport import Consumer
from worker.delivery.work import StageWork
from worker.operations.watchdog import Vitals
from worker.settings import Settings


class VitalSigns:
    """Looks at positions, ends and what is under way."""

    def __init__(self, settings: Settings, consumer: Consumer, ownership: Ownership) -> None:
        self._settings = settings
        self._consumer = consumer
        self._ownership = ownership
        self._client: AIOKafkaConsumer | None = None
        self._connecting = asyncio.Lock()

    async def look(self, topic: str, work: StageWork) -> Vitals:
        """The vitals of the agent that does `work` on `topic`. A rebalance counts as waiting: it must end some day.

        Raises ConnectionError where no broker answers; hangs where the group's own thread does.
        """
        owned = sorted(partition for partition in self._ownership.owned if partition.topic == topic)
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
                work.delivered,
                self._ownership.restored_records(),
            ),
            waiting=behind or work.under_way > 0 or app.rebalancing,
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
        ends: dict[TopicPartition, int] = await (await self._connected()).end_offsets(partitions)
        return ends

    async def _connected(self) -> AIOKafkaConsumer:
        """The connection, made at the first look; one that cannot be made is made anew at the next."""
        async with self._connecting:
            if self._client is None:
                client = AIOKafkaConsumer(
                    **connection(self._settings),
                    client_id=f"{self._settings.app_id}-watchdog",
                    isolation_level="read_committed",
                    enable_auto_commit=False,
                )
                try:
                    await client.start()
                except BaseException:
                    await client.stop()
                    raise
                self._client = client
            return self._client
