"""The one place where results leave the worker and offsets are committed.

A batch holds everything that consecutive records of one partition led to: outputs, changes to the state, and the
offset after the last record. `deliver` returns when all of it is durable and raises when any of it may not be; the
worker then stops, and the next owner of the partition starts from what was committed.

    exactly-once    one transaction holds outputs, state records and the offset: all or nothing. The transactional
                    id belongs to the input partition, so that a new owner fences the former one.
    at-least-once   outputs are awaited, then state records, then the offset is committed. A crash between the
                    first and the last repeats events, with the same ids and the same bytes.

What fails, and what comes of it:

    a record that a broker refuses for its size    RecordRefused: the batch is undone, its records are tried one by
                                                   one, and the one to blame becomes a dead letter
    another worker took the partition over         DeliveryError: the transaction is void, this worker stops
    a broker does not answer                       retried until the watchdog ends the worker
    anything else                                  DeliveryError: aborted, this worker stops
"""

import asyncio
import logging
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Collection, Mapping

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError, MessageSizeTooLargeError, RecordListTooLargeError
from aiokafka.structs import TopicPartition

from worker.delivery.client import connection
from worker.records import Batch, OutRecord, Partition
from worker.settings import Settings

log = logging.getLogger(__name__)

# Commits offsets on the group's own connection; False where the partition is no longer ours.
Commit = Callable[[Mapping[Partition, int]], Awaitable[bool]]

# Dead letters may be larger than any page that is accepted: the limit is the topic's, not the client's.
BROKER_DECIDES = 2**27
# Bytes that go to one partition in one piece: the results of a few pages.
PIECE = 256 * 1024
# Kafka knows records with neither key nor value, the client refuses them: this key is written as none.
NO_KEY = object()

REFUSALS = (MessageSizeTooLargeError, RecordListTooLargeError)


class DeliveryError(Exception):
    """A batch may not be durable. The worker must stop; nothing of the batch was committed."""


class RecordRefused(Exception):
    """A broker will not take a record of the batch, however often it is sent. Nothing was committed."""


class Sink(ABC):
    """What the agents and the ownership of partitions ask of a delivery guarantee."""

    fences: bool
    """Whether a former owner of a partition can no longer write for it once `fence` has returned."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    @abstractmethod
    async def start(self, commit: Commit) -> None:
        """Connect. `commit` is the consumer's own commit of offsets."""

    @abstractmethod
    async def stop(self) -> None:
        """Close all connections: a batch under way fails, and no other is accepted."""

    @abstractmethod
    async def fence(self, partitions: Collection[Partition]) -> None:
        """Shut out former owners of newly assigned partitions."""

    @abstractmethod
    async def release(self, partitions: Collection[Partition]) -> None:
        """Let go of partitions that are no longer ours."""

    @abstractmethod
    async def deliver(self, batch: Batch) -> None:
        """Make the batch durable and commit its offset. Raises RecordRefused, or DeliveryError where in doubt."""


class ProducersSink(Sink):
    """A producer of its own for each input partition: what befalls one touches no other partition's batches."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self._producers: dict[Partition, AIOKafkaProducer] = {}

    @abstractmethod
    def _new(self, partition: Partition) -> AIOKafkaProducer:
        """A producer for the partition's batches, not started."""

    async def stop(self) -> None:
        await self.release(list(self._producers))

    async def fence(self, partitions: Collection[Partition]) -> None:
        """Start the partitions' producers; those of a takeover that was cancelled half-way are closed."""
        await self.release(partitions)
        producers = {partition: self._new(partition) for partition in partitions}
        self._producers.update(producers)  # before they start: what fails half-way is closed all the same
        await asyncio.gather(*(producer.start() for producer in producers.values()))

    async def release(self, partitions: Collection[Partition]) -> None:
        producers = [
            self._producers.pop(partition) for partition in partitions if partition in self._producers
        ]
        await asyncio.gather(*(producer.stop() for producer in producers), return_exceptions=True)

    def _producer(self, batch: Batch) -> AIOKafkaProducer:
        producer = self._producers.get(batch.partition)
        if producer is None:
            raise DeliveryError(f"{batch} has no producer: its partition is not ours, or the sink is closed")
        return producer

    async def _renew(self, batch: Batch, refused: AIOKafkaProducer) -> None:
        """Another producer in the place of one that was refused a record.

        The client counts a refused record in its sequence numbers and the broker does not: whatever that producer
        sends to the same partition later is out of order.
        """
        try:
            await refused.stop()
            if self._producers.get(batch.partition) is not refused:
                raise DeliveryError(f"{batch}: its partition was taken away meanwhile")
            producer = self._producers[batch.partition] = self._new(batch.partition)
            await producer.start()
        except KafkaError as error:
            raise DeliveryError(f"{batch}: no other producer after a refusal: {error!r}") from error
        self._check_successor(batch, refused, producer)

    def _check_successor(self, batch: Batch, before: AIOKafkaProducer, after: AIOKafkaProducer) -> None:
        """Raise DeliveryError where somebody else may have written for the partition between the two."""


class ExactlyOnceSink(ProducersSink):
    """A transaction for each batch, by the partition's producer.

    Starting a producer with the partition's transactional id ends what the former owner left open.
    """

    fences = True

    async def start(self, commit: Commit) -> None:
        """Nothing yet: producers come with the partitions, and the offsets go into their transactions."""

    async def deliver(self, batch: Batch) -> None:
        producer = self._producer(batch)
        offset = {TopicPartition(*batch.partition): batch.next_offset}
        try:
            async with producer.transaction():
                await send_all(producer, batch.outputs)
                await producer.send_offsets_to_transaction(offset, self.settings.app_id)
        except REFUSALS as error:
            await self._renew(batch, producer)
            raise RecordRefused(str(error)) from error
        except Exception as error:
            raise DeliveryError(f"{batch}: {error!r}") from error

    def _check_successor(self, batch: Batch, before: AIOKafkaProducer, after: AIOKafkaProducer) -> None:
        """Each start under a transactional id raises its epoch by one. More than one: another worker took the
        partition over and may have committed; to go on would repeat what it did."""
        if epoch(after) != epoch(before) + 1:
            raise DeliveryError(f"{batch}: another worker took the partition over meanwhile")

    def _new(self, partition: Partition) -> AIOKafkaProducer:
        transactional_id = f"{self.settings.app_id}-{partition.topic}-{partition.partition}"
        return new_producer(self.settings, transactional_id)


class AtLeastOnceSink(ProducersSink):
    """Idempotent producers without transactions; the offset follows when every delivery was acknowledged.

    They shut nobody out: two owners of a partition cost duplicates, which this guarantee allows.
    """

    fences = False

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self._commit: Commit | None = None

    async def start(self, commit: Commit) -> None:
        self._commit = commit

    async def deliver(self, batch: Batch) -> None:
        if self._commit is None:
            raise DeliveryError(f"{batch}: the sink is not started")
        producer = self._producer(batch)
        try:
            # In order and one after the other: a state that says "published" never precedes the event.
            await send_all(producer, [record for record in batch.outputs if record.partition is None])
            await send_all(producer, [record for record in batch.outputs if record.partition is not None])
        except REFUSALS as error:
            await self._renew(batch, producer)
            raise RecordRefused(str(error)) from error
        except Exception as error:
            raise DeliveryError(f"{batch}: {error!r}") from error
        if not await self._commit({batch.partition: batch.next_offset}):
            log.info("%s went to another worker before its commit; its events may come twice", batch)

    def _new(self, partition: Partition) -> AIOKafkaProducer:  # noqa: ARG002
        return new_producer(self.settings)


def epoch(producer: AIOKafkaProducer) -> int:
    """The epoch of a started producer's transactional id; the client keeps it to itself."""
    return int(producer._txn_manager.producer_epoch)


def new_producer(settings: Settings, transactional_id: str | None = None) -> AIOKafkaProducer:
    """A producer that neither loses nor reorders: acks from all in-sync replicas, idempotent."""
    return AIOKafkaProducer(
        **connection(settings),
        client_id=f"{settings.app_id}-sink",
        acks="all",
        enable_idempotence=True,
        transactional_id=transactional_id,
        transaction_timeout_ms=int(settings.transaction_timeout * 1000),
        request_timeout_ms=int(settings.request_timeout * 1000),
        max_request_size=BROKER_DECIDES,
        max_batch_size=PIECE,
        key_serializer=lambda key: None if key is NO_KEY else key,
    )


async def send_all(producer: AIOKafkaProducer, records: list[OutRecord]) -> None:
    """Send the records in their order and wait until each is acknowledged. Raises the first error."""
    deliveries = []
    for record in records:
        key = NO_KEY if record.key is None and record.value is None else record.key
        deliveries.append(
            await producer.send(record.topic, record.value, key, record.partition, headers=record.headers)
        )
    await asyncio.gather(*deliveries)


SINKS: dict[str, Callable[[Settings], Sink]] = {
    "exactly-once": ExactlyOnceSink,
    "at-least-once": AtLeastOnceSink,
}
