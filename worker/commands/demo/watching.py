"""What became of the pages that the demo fed: their events and dead letters, and whether all is done."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from schemas import Event
from schemas.cloudevents import Headers
from worker.commands.kafka import admin_client
from worker.delivery.client import connection
from worker.settings import Settings

# A page goes through these in this order: once the first is read to its end, nothing more comes to the second.
INPUTS = ("pages", "split", "items")
OUTPUTS = ("articles", "briefs", "rejected")

# Where a page was put: partition and offset on the input topic.
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class PublishedEvent:
    """An event with its record."""

    event: Event
    headers: Headers
    value: bytes

    @property
    def kind(self) -> str:
        """`article` or `brief`"""
        return self.event.type


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A page that was refused, and why."""

    name: str
    code: str
    message: str

    @property
    def kind(self) -> str:
        """Beside the kinds of events."""
        return "dead letter"


Outcome = PublishedEvent | DeadLetter


class Watch:
    """Reads the output topics from their start, and the worker's progress from its group's offsets."""

    def __init__(
        self,
        settings: Settings,
        consumer: AIOKafkaConsumer,
        admin: AIOKafkaAdminClient,
        names: Mapping[Place, str],
    ) -> None:
        self._settings = settings
        self._consumer = consumer
        self._admin = admin
        self._names = names

    async def outcomes(self, seconds: float) -> list[Outcome]:
        """What has come since the last call; waits for something for so many seconds."""
        batches = await self._consumer.getmany(timeout_ms=int(seconds * 1000))
        found = [self._outcome(record) for records in batches.values() for record in records]
        return sorted(found, key=_page_order)

    async def all_done(self) -> bool:
        """Whether the worker has committed all there is, and all that it published was returned by `outcomes`."""
        for name in INPUTS:
            ends = await self._ends(name)
            group = await self._admin.list_consumer_group_offsets(
                self._settings.app_id, partitions=list(ends)
            )
            if any(group[partition].offset < end for partition, end in ends.items() if end):
                return False
        for name in OUTPUTS:
            for partition, end in (await self._ends(name)).items():
                if await self._consumer.position(partition) < end:
                    return False
        return True

    async def _ends(self, name: str) -> dict[TopicPartition, int]:
        topic = self._settings.topic(name)
        (described,) = await self._admin.describe_topics([topic])
        partitions = [TopicPartition(topic, number) for number in range(len(described["partitions"]))]
        ends: dict[TopicPartition, int] = await self._consumer.end_offsets(partitions)
        return ends

    def _outcome(self, record: ConsumerRecord) -> Outcome:
        headers = list(record.headers)
        if record.topic != self._settings.topic("rejected"):
            return PublishedEvent(Event.model_validate_json(record.value), headers, record.value)
        reason = {name: value.decode(errors="replace") for name, value in headers}
        place = (int(reason["dlq.partition"]), int(reason["dlq.offset"]))
        from_pages = reason["dlq.topic"] == self._settings.topic("pages")
        name = self._names.get(place, "a page") if from_pages else f"{reason['dlq.topic']} {place}"
        return DeadLetter(name, reason["dlq.code"], reason["dlq.message"])


@asynccontextmanager
async def watching(settings: Settings, names: Mapping[Place, str]) -> AsyncIterator[Watch]:
    """A watch over the output topics; `names` says what the page at each place is called."""
    consumer = AIOKafkaConsumer(
        *map(settings.topic, OUTPUTS),
        **connection(settings),
        group_id=None,
        isolation_level="read_committed",
        auto_offset_reset="earliest",
    )
    try:
        await consumer.start()
        async with admin_client(settings) as admin:
            yield Watch(settings, consumer, admin, names)
    finally:
        await consumer.stop()


def _page_order(outcome: Outcome) -> tuple[int, str, int]:
    """Events that come together are shown page by page, the article first; dead letters last."""
    if isinstance(outcome, DeadLetter):
        return (1, outcome.name, 0)
    page = outcome.event.page
    return (0, page.url or "", page.position)
