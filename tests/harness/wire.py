"""The topics of one test, fed and read by clients that know nothing of the worker's code."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import Any
from uuid import uuid4

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.structs import TopicPartition

from worker.delivery import topics
from worker.settings import Settings

RESULTS = ("articles", "briefs", "rejected")


@dataclass(frozen=True)
class Page:
    """A record for wire.pages."""

    value: bytes | None
    key: bytes | None = None
    headers: tuple[tuple[str, bytes], ...] = ()
    partition: int | None = None


@dataclass
class Wire:
    """Topics under a prefix of their own, with the settings that lead a worker to them."""

    bootstrap_servers: str
    prefix: str = field(default_factory=lambda: f"test-{uuid4().hex[:12]}")

    def environment(self, **more: str) -> dict[str, str]:
        """The worker's environment variables."""
        return {
            "DATELINE_BOOTSTRAP_SERVERS": self.bootstrap_servers,
            "DATELINE_APP_ID": self.prefix,
            "DATELINE_TOPIC_PREFIX": self.prefix,
            **{f"DATELINE_{name.upper()}": value for name, value in more.items()},
        }

    def settings(self) -> Settings:
        """The same as settings."""
        return Settings(
            bootstrap_servers=self.bootstrap_servers, app_id=self.prefix, topic_prefix=self.prefix
        )

    def topic(self, name: str) -> str:
        """The topic's full name."""
        return f"{self.prefix}.{name}"

    async def create(self, partitions: int = 4, replication: int = 1) -> None:
        """Make the topics as `dateline topics create` does."""
        async with self.admin() as admin:
            await topics.create(admin, topics.wanted(self.settings(), partitions, replication))

    async def allow_large(self, *names: str, size: int) -> None:
        """Raise the size limit of topics above what they are made with."""
        limit = {"max.message.bytes": str(size)}
        async with self.admin() as admin:
            for name in names:
                await admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, self.topic(name), limit)])

    @asynccontextmanager
    async def admin(self) -> AsyncIterator[AIOKafkaAdminClient]:
        """A client for what only an operator does."""
        admin = AIOKafkaAdminClient(bootstrap_servers=self.bootstrap_servers)
        await admin.start()
        try:
            yield admin
        finally:
            await admin.close()

    async def feed(self, pages: Iterable[Page]) -> None:
        """Put pages on the input topic; returns when all are durable."""
        producer = AIOKafkaProducer(
            bootstrap_servers=self.bootstrap_servers,
            enable_idempotence=True,
            max_request_size=32 * 1024 * 1024,
        )
        async with producer:
            deliveries = [
                await producer.send(
                    self.topic("pages"), page.value, page.key, page.partition, headers=list(page.headers)
                )
                for page in pages
            ]
            await asyncio.gather(*deliveries)

    @asynccontextmanager
    async def reader(self, *names: str, isolation: str = "read_committed") -> AsyncIterator["Reader"]:
        """A reader of the topics `names`, from their start."""
        consumer = AIOKafkaConsumer(
            *(self.topic(name) for name in names or RESULTS),
            bootstrap_servers=self.bootstrap_servers,
            auto_offset_reset="earliest",
            isolation_level=isolation,
            max_partition_fetch_bytes=32 * 1024 * 1024,
        )
        async with consumer:
            yield Reader(consumer, len(self.prefix) + 1)

    async def read(self, *names: str, until: int, within: float = 60.0) -> list[ConsumerRecord]:
        """All records of the topics once there are `until` of them (then for a moment more: none may follow)."""
        async with self.reader(*names) as reader:
            return await reader.read(until, within)

    async def ends(self, *names: str) -> dict[TopicPartition, int]:
        """Where the topics end. Whatever is written, also in a transaction that comes to nothing, moves an end."""
        async with AIOKafkaConsumer(
            *(self.topic(name) for name in names), bootstrap_servers=self.bootstrap_servers
        ) as consumer:
            return dict(await consumer.end_offsets(consumer.assignment()))

    async def committed(self, name: str, partitions: int = 4) -> int:
        """The sum of the offsets that the group has committed on a topic."""
        consumer = AIOKafkaConsumer(
            bootstrap_servers=self.bootstrap_servers, group_id=self.prefix, enable_auto_commit=False
        )
        async with consumer:
            offsets = [
                await consumer.committed(TopicPartition(self.topic(name), number))
                for number in range(partitions)
            ]
        return sum(offset or 0 for offset in offsets)


class Reader:
    """Collects what stands on topics."""

    def __init__(self, consumer: AIOKafkaConsumer, prefix_length: int) -> None:
        self._consumer = consumer
        self._prefix_length = prefix_length
        self.records: list[ConsumerRecord] = []

    def name(self, record: ConsumerRecord) -> str:
        """The topic's name without the prefix."""
        return str(record.topic[self._prefix_length :])

    @staticmethod
    def event(record: ConsumerRecord) -> dict[str, Any]:
        """The record's value as JSON."""
        value: dict[str, Any] = json.loads(record.value)
        return value

    async def read(self, until: int, within: float = 60.0, settle: float = 1.0) -> list[ConsumerRecord]:
        """Read until there are `until` records, then until nothing comes for `settle` seconds."""
        await self.read_while(lambda: len(self.records) < until, within)
        while await self._more(settle):
            pass
        return self.records

    async def read_while(self, wanting: Callable[[], bool], within: float) -> None:
        """Read as long as `wanting` says so. Raises AssertionError when the time is over."""
        end = monotonic() + within
        while wanting():
            assert monotonic() < end, f"only {len(self.records)} records came within {within:g} s"
            await self._more(0.5)

    async def _more(self, seconds: float) -> bool:
        batches = await self._consumer.getmany(timeout_ms=int(seconds * 1000))
        for records in batches.values():
            self.records += records
        return bool(batches)
