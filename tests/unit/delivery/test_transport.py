"""Each override of Faust's transport: without it the test fails, so that a change upstream is noticed."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka.coordinator.assignors.roundrobin import RoundRobinPartitionAssignor
from faust.transport.drivers import aiokafka as driver
from faust.types import TP

from tests.unit.fakes import FakeSink
from worker.delivery import transport as module
from worker.delivery.budget import ByteBudget
from worker.delivery.ownership import Ownership
from worker.delivery.state import PartitionState
from worker.delivery.transport import Consumer, ConsumerThread
from worker.records import Partition
from worker.settings import Settings

SETTINGS = Settings()
PAGES, SPLIT = TP("wire.pages", 0), TP("wire.split", 0)


@pytest.fixture
def consumer(monkeypatch: pytest.MonkeyPatch) -> Consumer:
    """A consumer that owns PAGES and SPLIT, with Faust's own part of each method recorded in `calls`."""
    made = object.__new__(Consumer)
    made.calls = []
    made._ownership = Ownership(SETTINGS, FakeSink(SETTINGS))
    made._budget = ByteBudget(100)
    made.app = SimpleNamespace(consumer_generation_id=1)
    made.suspend_flow = asyncio.Event()

    async def seek(_self: Any) -> Mapping[TP, int]:
        made.calls.append(("seek", sorted(made._ownership.owned)))
        return {PAGES: 7}

    async def crash(error: BaseException) -> None:
        made.calls.append(("crash", type(error)))

    async def wait_first(*waits: Any) -> None:
        await asyncio.wait(
            [asyncio.ensure_future(each) for each in waits], return_when=asyncio.FIRST_COMPLETED
        )

    made.assignment = lambda: {PAGES, SPLIT}
    made.crash = crash
    made.wait_first = wait_first
    monkeypatch.setattr(driver.Consumer, "seek_to_committed", seek)
    monkeypatch.setattr(
        driver.Consumer, "resume_partitions", lambda _self, tps: made.calls.append(("resume", set(tps)))
    )
    return made


def test_the_group_reads_committed_records_only_and_never_leaves_for_want_of_polls(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: dict[str, Any] = {}
    monkeypatch.setattr(module, "AIOKafkaConsumer", lambda **arguments: made.update(arguments))
    thread = object.__new__(ConsumerThread)
    thread._create_worker_consumer(SimpleNamespace(settings=SETTINGS))
    assert made["isolation_level"] == "read_committed"
    assert made["enable_auto_commit"] is False
    assert made["auto_offset_reset"] == "earliest"
    assert made["partition_assignment_strategy"] == [RoundRobinPartitionAssignor]
    assert made["max_poll_interval_ms"] > 24 * 3600 * 1000  # a restore may take longer than any poll
    assert made["session_timeout_ms"] == 10_000
    assert made["group_id"] == "dateline"


async def test_fausts_own_commit_reaches_no_broker(consumer: Consumer) -> None:
    consumer._thread = SimpleNamespace()  # it would fail on any call
    assert await consumer._commit({PAGES: 5}) is True


async def test_the_sinks_commit_does(consumer: Consumer) -> None:
    committed: list[Mapping[TP, int]] = []

    async def commit(offsets: Mapping[TP, int]) -> bool:
        committed.append(offsets)
        return False

    consumer._thread = SimpleNamespace(commit=commit)
    assert await consumer.commit_delivered({Partition("wire.pages", 0): 5}) is False
    assert committed == [{PAGES: 5}]


async def test_the_former_owner_is_fenced_before_the_committed_offsets_are_read(consumer: Consumer) -> None:
    assert await consumer.seek_to_committed() == {PAGES: 7}
    assert consumer.calls[0] == ("seek", [Partition("wire.pages", 0), Partition("wire.split", 0)])
    assert consumer._ownership._sink.calls[-1] == ("fence", consumer._ownership.owned)


@pytest.mark.parametrize("uncommitted", [None, 0])
async def test_a_partition_without_a_commit_is_read_from_its_start(
    consumer: Consumer, monkeypatch: pytest.MonkeyPatch, uncommitted: int | None
) -> None:
    """The client leaves it where it stands: what a rebalance dropped of what was read ahead would be lost."""

    async def seek(_self: Any) -> Mapping[TP, int | None]:
        return {PAGES: 7, SPLIT: uncommitted}

    async def earliest_offsets(*partitions: TP) -> Mapping[TP, int]:
        return dict.fromkeys(partitions, 3)

    async def seek_wait(offsets: Mapping[TP, int]) -> None:
        consumer.calls.append(("seek to", offsets))

    monkeypatch.setattr(driver.Consumer, "seek_to_committed", seek)
    consumer._thread = SimpleNamespace(earliest_offsets=earliest_offsets, seek_wait=seek_wait)
    await consumer.seek_to_committed()
    assert ("seek to", {SPLIT: 3}) in consumer.calls


async def test_a_partition_whose_state_is_not_restored_does_not_flow(consumer: Consumer) -> None:
    await consumer.seek_to_committed()
    assert consumer.calls[-1] == ("resume", {PAGES})
    consumer._ownership._states[Partition("wire.split", 0)] = PartitionState()
    consumer.resume_partitions({PAGES, SPLIT, TP("wire.items", 3)})  # the last is not ours
    assert consumer.calls[-1] == ("resume", {PAGES, SPLIT})


async def test_an_assignment_that_takes_too_long_stops_the_worker(consumer: Consumer) -> None:
    """Faust would cancel it without a word, and never read again."""
    consumer._ownership.takeover_timeout = 0.01
    consumer._ownership._sink.fenced = lambda: asyncio.sleep(5)
    with pytest.raises(TimeoutError):
        await consumer.seek_to_committed()
    assert ("crash", TimeoutError) in consumer.calls


async def test_what_is_read_ahead_is_bounded_in_bytes(
    consumer: Consumer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def many(_self: Any, _timeout: float) -> AsyncIterator[tuple[TP, Any]]:
        for _ in range(4):
            yield PAGES, SimpleNamespace(key=b"k" * 10, value=b"v" * 30)

    monkeypatch.setattr(driver.Consumer, "getmany", many)
    messages = consumer.getmany(1.0)
    await anext(messages)
    await anext(messages)
    third = asyncio.ensure_future(anext(messages))
    await asyncio.sleep(0.01)
    assert not third.done(), "a third record of 40 bytes is more than 100"
    consumer._budget.give_back(80)
    await asyncio.wait_for(third, 1)


async def test_a_rebalance_does_not_wait_for_room(
    consumer: Consumer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def many(_self: Any, _timeout: float) -> AsyncIterator[tuple[TP, Any]]:
        for _ in range(2):
            yield PAGES, SimpleNamespace(key=None, value=b"v" * 90)

    monkeypatch.setattr(driver.Consumer, "getmany", many)
    messages = consumer.getmany(1.0)
    await anext(messages)
    second = asyncio.ensure_future(anext(messages))
    await asyncio.sleep(0.01)
    consumer.suspend_flow.set()
    await asyncio.wait_for(second, 1)
