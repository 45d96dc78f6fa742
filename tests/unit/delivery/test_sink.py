"""Both guarantees against a producer that writes down what is asked of it, in order."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

import pytest
from aiokafka.errors import (
    KafkaConnectionError,
    MessageSizeTooLargeError,
    OutOfOrderSequenceNumber,
    ProducerFenced,
    RecordListTooLargeError,
)

from worker.delivery import sink as module
from worker.delivery.sink import (
    NO_KEY,
    AtLeastOnceSink,
    DeliveryError,
    ExactlyOnceSink,
    ProducersSink,
    RecordRefused,
    new_producer,
)
from worker.records import Batch, OutRecord, Partition
from worker.settings import Settings

P, Q = Partition("wire.pages", 0), Partition("wire.pages", 1)
EVENT = OutRecord("wire.briefs", b"brief:1", b"event", [("ce_id", b"1")])
LETTER = OutRecord("wire.rejected", b"k", b"letter")
STATE = OutRecord("wire.state", b"b1", b"seen", partition=0)


@dataclass
class Cluster:
    """What all producers of a test share: the order of calls, the epochs, and what goes wrong."""

    log: list[str] = field(default_factory=list)
    epochs: dict[str, int] = field(default_factory=dict)
    # By value: the delivery fails with this. By name of a call: the call does.
    broken: dict[bytes | str, Exception] = field(default_factory=dict)
    producers: list["FakeProducer"] = field(default_factory=list)
    sent: list[tuple[object, ...]] = field(default_factory=list)
    commits: list[Mapping[Partition, int]] = field(default_factory=list)
    ours: bool = True

    def call(self, name: str) -> None:
        self.log.append(name)
        if name in self.broken:
            raise self.broken[name]

    async def commit(self, offsets: Mapping[Partition, int]) -> bool:
        """The consumer's own commit."""
        self.call("group commit")
        self.commits.append(dict(offsets))
        return self.ours


class FakeProducer:
    """Like aiokafka's: what it refuses once leaves it out of step with the broker for good."""

    def __init__(self, cluster: Cluster, transactional_id: str | None) -> None:
        self.cluster, self.transactional_id = cluster, transactional_id
        self._txn_manager = self
        self.producer_epoch = -1
        self.out_of_step = False
        self.started = self.stopped = False
        cluster.producers.append(self)

    async def start(self) -> None:
        self.cluster.call("start")
        self.started = True
        if self.transactional_id is not None:
            self.producer_epoch = self.cluster.epochs.get(self.transactional_id, -1) + 1
            self.cluster.epochs[self.transactional_id] = self.producer_epoch

    async def stop(self) -> None:
        self.stopped = True
        self.cluster.log.append("stop")

    def transaction(self) -> Self:
        assert self.transactional_id is not None
        return self

    async def __aenter__(self) -> Self:
        self.cluster.call("begin")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.cluster.call("commit" if kind is None else "abort")

    async def send(
        self, topic: str, value: Any, key: Any, partition: int | None, headers: Any
    ) -> asyncio.Future[None]:
        assert self.started
        assert not self.stopped
        assert not (value is None and key is None), "the client refuses such a record"
        self.cluster.log.append(f"send {_shown(value)}")
        self.cluster.sent.append((topic, None if key is NO_KEY else key, value, partition, headers))
        delivery = asyncio.get_running_loop().create_future()
        asyncio.get_running_loop().call_soon(self._answer, delivery, value)
        return delivery

    def _answer(self, delivery: asyncio.Future[None], value: bytes | None) -> None:
        if delivery.cancelled():
            return
        error = self.cluster.broken.get(value or b"")
        if error is not None:
            self.out_of_step = True
            delivery.set_exception(error)
        elif self.out_of_step:
            delivery.set_exception(OutOfOrderSequenceNumber())
        else:
            self.cluster.log.append(f"ack {_shown(value)}")
            delivery.set_result(None)

    async def send_offsets_to_transaction(self, offsets: Mapping[Any, int], group: str) -> None:
        (((topic, partition), offset),) = offsets.items()
        self.cluster.call(f"offset {topic}[{partition}] {offset} of {group}")


def _shown(value: bytes | None) -> str:
    return "nothing" if value is None else value.decode()


def batch(*outputs: OutRecord, partition: Partition = P) -> Batch:
    return Batch(partition, 8, list(outputs), {})


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Cluster:
    cluster = Cluster()
    monkeypatch.setattr(
        module,
        "new_producer",
        lambda _settings, transactional_id=None: FakeProducer(cluster, transactional_id),
    )
    return cluster


async def started(kind: type[ProducersSink], cluster: Cluster, *partitions: Partition) -> ProducersSink:
    """A sink that owns the partitions, with nothing in the log yet."""
    sink = kind(Settings())
    await sink.start(cluster.commit)
    await sink.fence(partitions or [P])
    cluster.log.clear()
    return sink


BOTH = pytest.mark.parametrize("kind", [ExactlyOnceSink, AtLeastOnceSink])


# The order of things


async def test_exactly_once_puts_everything_and_the_offset_into_one_transaction(cluster: Cluster) -> None:
    sink = await started(ExactlyOnceSink, cluster)
    await sink.deliver(batch(EVENT, LETTER, STATE))
    assert cluster.log == [
        "begin",
        "send event",
        "send letter",
        "send seen",
        "ack event",
        "ack letter",
        "ack seen",
        "offset wire.pages[0] 8 of dateline",
        "commit",
    ]
    assert cluster.commits == []


async def test_at_least_once_waits_for_outputs_then_for_the_state_then_commits(cluster: Cluster) -> None:
    sink = await started(AtLeastOnceSink, cluster)
    await sink.deliver(batch(STATE, EVENT, LETTER))
    assert cluster.log == [
        "send event",
        "send letter",
        "ack event",
        "ack letter",
        "send seen",
        "ack seen",
        "group commit",
    ]
    assert cluster.commits == [{P: 8}]


@BOTH
async def test_a_batch_without_outputs_still_commits(kind: type[ProducersSink], cluster: Cluster) -> None:
    sink = await started(kind, cluster)
    await sink.deliver(batch())
    assert cluster.log[-1] in {"commit", "group commit"}


@BOTH
async def test_records_go_out_as_they_are(kind: type[ProducersSink], cluster: Cluster) -> None:
    sink = await started(kind, cluster)
    await sink.deliver(batch(EVENT, STATE))
    assert cluster.sent == [
        ("wire.briefs", b"brief:1", b"event", None, [("ce_id", b"1")]),
        ("wire.state", b"b1", b"seen", 0, []),
    ]


@BOTH
@pytest.mark.parametrize(
    ("key", "value"), [(None, None), (None, b"v"), (b"k", None), (b"", b""), (b"", None), (None, b"")]
)
async def test_null_keys_and_values_go_through_as_null(
    kind: type[ProducersSink], cluster: Cluster, key: bytes | None, value: bytes | None
) -> None:
    sink = await started(kind, cluster)
    await sink.deliver(batch(OutRecord("wire.rejected", key, value)))
    assert [sent[1:3] for sent in cluster.sent] == [(key, value)]


async def test_the_client_writes_the_missing_key_as_null() -> None:
    producer = new_producer(Settings())
    try:
        assert producer._serialize(NO_KEY, None, []) == (None, None)
        assert producer._serialize(b"", b"", []) == (b"", b"")
        assert producer._serialize(None, b"v", []) == (None, b"v")
    finally:
        await producer.stop()


async def test_each_partition_has_a_transactional_id_of_its_own_that_names_application_and_topic(
    cluster: Cluster,
) -> None:
    await started(ExactlyOnceSink, cluster, P, Q, Partition("wire.split", 0))
    assert [producer.transactional_id for producer in cluster.producers] == [
        "dateline-wire.pages-0",
        "dateline-wire.pages-1",
        "dateline-wire.split-0",
    ]


# Failures


@pytest.mark.parametrize(
    ("broken", "error"),
    [
        (b"event", ProducerFenced()),
        (b"seen", KafkaConnectionError()),
        ("begin", ProducerFenced()),
        ("commit", ProducerFenced()),
        ("offset wire.pages[0] 8 of dateline", ProducerFenced()),
        (b"event", RuntimeError("whatever")),
    ],
)
async def test_exactly_once_aborts_and_says_so_when_anything_fails(
    cluster: Cluster, broken: bytes | str, error: Exception
) -> None:
    sink = await started(ExactlyOnceSink, cluster)
    cluster.broken[broken] = error
    with pytest.raises(DeliveryError) as raised:
        await sink.deliver(batch(EVENT, STATE))
    assert "wire.pages[0] up to offset 8" in str(raised.value)
    assert repr(error) in str(raised.value)
    assert raised.value.__cause__ is error
    if broken not in {"begin", "commit"}:
        assert cluster.log[-1] == "abort"
        assert "commit" not in cluster.log


@pytest.mark.parametrize("broken", [b"event", b"seen"])
async def test_at_least_once_commits_nothing_when_a_delivery_fails(cluster: Cluster, broken: bytes) -> None:
    sink = await started(AtLeastOnceSink, cluster)
    cluster.broken[broken] = KafkaConnectionError()
    with pytest.raises(DeliveryError):
        await sink.deliver(batch(EVENT, STATE))
    assert cluster.commits == []
    assert ("send seen" in cluster.log) is (broken == b"seen")


@pytest.mark.parametrize("ours", [True, False])
async def test_at_least_once_takes_a_partition_that_went_away_as_no_error_and_says_so(
    cluster: Cluster, caplog: pytest.LogCaptureFixture, ours: bool
) -> None:
    caplog.set_level("INFO", module.__name__)
    sink = await started(AtLeastOnceSink, cluster)
    cluster.ours = ours
    await sink.deliver(batch(EVENT))
    assert cluster.commits == [{P: 8}]
    assert ("may come twice" in caplog.text) is not ours


@BOTH
async def test_a_partition_that_is_not_ours_is_not_written_for(
    kind: type[ProducersSink], cluster: Cluster
) -> None:
    sink = await started(kind, cluster, P, Q)
    with pytest.raises(DeliveryError):
        await sink.deliver(batch(EVENT, partition=Partition("wire.pages", 9)))
    await sink.release([Q])
    with pytest.raises(DeliveryError):
        await sink.deliver(batch(EVENT, partition=Q))
    assert (cluster.sent, cluster.commits) == ([], [])
    await sink.deliver(batch(EVENT))


@BOTH
async def test_after_stop_nothing_is_accepted_and_all_producers_are_closed(
    kind: type[ProducersSink], cluster: Cluster
) -> None:
    sink = await started(kind, cluster, P, Q)
    await sink.stop()
    with pytest.raises(DeliveryError):
        await sink.deliver(batch(EVENT))
    assert all(producer.stopped for producer in cluster.producers)
    assert (cluster.sent, cluster.commits) == ([], [])
    await sink.stop()  # a second time does nothing


@BOTH
async def test_before_start_nothing_is_accepted(kind: type[ProducersSink], cluster: Cluster) -> None:
    with pytest.raises(DeliveryError):
        await kind(Settings()).deliver(batch(EVENT))


@BOTH
async def test_a_takeover_that_is_tried_again_leaves_no_producer_behind(
    kind: type[ProducersSink], cluster: Cluster
) -> None:
    sink = await started(kind, cluster, P, Q)
    await sink.fence([P])
    assert [producer.stopped for producer in cluster.producers] == [True, False, False]


@BOTH
async def test_producers_that_did_not_start_are_closed_all_the_same(
    kind: type[ProducersSink], cluster: Cluster
) -> None:
    sink = kind(Settings())
    await sink.start(cluster.commit)
    cluster.broken["start"] = KafkaConnectionError()
    with pytest.raises(KafkaConnectionError):
        await sink.fence([P, Q])
    await sink.stop()
    assert [producer.stopped for producer in cluster.producers] == [True, True]


# Records that a broker refuses


@BOTH
@pytest.mark.parametrize("error", [MessageSizeTooLargeError(), RecordListTooLargeError()])
async def test_a_record_that_is_too_large_is_refused_and_nothing_is_committed(
    kind: type[ProducersSink], cluster: Cluster, error: Exception
) -> None:
    sink = await started(kind, cluster)
    cluster.broken[b"letter"] = error
    with pytest.raises(RecordRefused):
        await sink.deliver(batch(EVENT, LETTER, STATE))
    assert cluster.commits == []
    assert "commit" not in cluster.log
    assert ("abort" in cluster.log) is (kind is ExactlyOnceSink)


@BOTH
async def test_after_a_refusal_the_partition_goes_on_with_another_producer(
    kind: type[ProducersSink], cluster: Cluster
) -> None:
    sink = await started(kind, cluster, P, Q)
    cluster.broken[b"letter"] = MessageSizeTooLargeError()
    with pytest.raises(RecordRefused):
        await sink.deliver(batch(LETTER))
    await sink.deliver(batch(EVENT))
    await sink.deliver(batch(EVENT, partition=Q))
    first, other, second = cluster.producers
    assert (first.stopped, other.stopped, second.stopped) == (True, False, False)
    assert second.transactional_id == first.transactional_id
    await sink.stop()
    assert second.stopped


async def test_after_a_refusal_a_worker_that_was_replaced_meanwhile_does_not_go_on(cluster: Cluster) -> None:
    sink = await started(ExactlyOnceSink, cluster)
    cluster.broken[b"letter"] = MessageSizeTooLargeError()
    cluster.epochs["dateline-wire.pages-0"] += 1  # another worker has started under the same id
    with pytest.raises(DeliveryError, match="another worker"):
        await sink.deliver(batch(LETTER))


@BOTH
async def test_after_a_refusal_a_partition_that_was_released_meanwhile_stays_released(
    kind: type[ProducersSink], cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    sink = await started(kind, cluster)
    cluster.broken[b"letter"] = MessageSizeTooLargeError()

    async def stop(producer: FakeProducer) -> None:
        if not producer.stopped:  # the release stops it a second time
            producer.stopped = True
            await sink.release([P])

    monkeypatch.setattr(FakeProducer, "stop", stop)
    with pytest.raises(DeliveryError, match="taken away"):
        await sink.deliver(batch(LETTER))
    assert len(cluster.producers) == 1


@BOTH
async def test_after_a_refusal_a_broker_that_is_away_is_a_delivery_error(
    kind: type[ProducersSink], cluster: Cluster
) -> None:
    sink = await started(kind, cluster)
    cluster.broken[b"letter"] = MessageSizeTooLargeError()
    cluster.broken["start"] = KafkaConnectionError()
    with pytest.raises(DeliveryError):
        await sink.deliver(batch(LETTER))


async def test_the_names_of_the_guarantees_lead_to_their_sinks() -> None:
    assert {name: type(kind(Settings())) for name, kind in module.SINKS.items()} == {
        "exactly-once": ExactlyOnceSink,
        "at-least-once": AtLeastOnceSink,
    }
    assert (ExactlyOnceSink.fences, AtLeastOnceSink.fences) == (True, False)
