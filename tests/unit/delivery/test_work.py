"""From records to deliveries: who pays for a bad record, in which order, and what the state is when."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import Rejection, RejectionCode
from tests.unit.fakes import FakeSink, States, record
from worker.delivery.ownership import Ownership
from worker.delivery.sink import DeliveryError, RecordRefused
from worker.delivery.state import PartitionState
from worker.delivery.work import Overlay, RejectPolicy, StageWork, TooManyRejects, by_partition, in_pieces
from worker.identity import State
from worker.records import Batch, InRecord, Outcome, OutRecord, Partition
from worker.settings import Settings

SPLIT = Partition("wire.pages", 0)
Pair = tuple[str, bytes | None]


def stage(record: InRecord, state: State) -> Outcome:
    """A stage that does as the record's value says."""
    value = (record.value or b"").decode()
    match value.split(" "):
        case ["reject"]:
            raise Rejection(RejectionCode.NO_ITEMS, "nothing here")
        case ["crash"]:
            raise ZeroDivisionError("one by zero")
        case ["sleep", seconds]:
            time.sleep(float(seconds))
        case ["grow", size]:
            return Outcome([OutRecord("wire.items", b"k", b"x" * int(size))])
        case ["add", key]:  # puts out what it finds, and makes it one longer
            found = state.get(key.encode()) or b""
            return Outcome([OutRecord("wire.items", key.encode(), found)], {key.encode(): found + b"+"})
        case ["remove", key]:
            return Outcome([], {key.encode(): None})
    return Outcome([OutRecord("wire.items", b"k", value.encode())])


class Bench:
    """The work of one stage with a sink that remembers."""

    def __init__(self, **settings: object) -> None:
        self.settings = Settings(**settings)  # type: ignore[arg-type]
        self.sink = FakeSink(self.settings)
        self.states = States()
        self.work = StageWork("stage", stage, self.settings, cast(Ownership, self.states), self.sink)

    async def process(self, *values: str) -> None:
        await self.work.process([record(value.encode(), offset) for offset, value in enumerate(values)])

    @property
    def outputs(self) -> list[Pair]:
        """Topic and value of all that was delivered, in order."""
        return [(out.topic, out.value) for batch in self.sink.delivered for out in batch.outputs]

    @property
    def state(self) -> dict[bytes, bytes]:
        return dict(self.states.state(SPLIT).oldest_first())


def header(output: OutRecord, name: str) -> str:
    return dict(output.headers)[name].decode()


def refusing(*refused: Pair) -> Callable[[Batch], Awaitable[None]]:
    """A broker that does not take these values on these topics."""

    async def on_deliver(batch: Batch) -> None:
        if any((output.topic, output.value) in refused for output in batch.outputs):
            raise RecordRefused("message size too large")

    return on_deliver


# Cutting


def test_records_are_grouped_by_partition_in_their_order() -> None:
    records = [record(offset=o, partition=p) for o, p in [(5, 1), (1, 0), (6, 1), (2, 0), (7, 1)]]
    assert {key.partition: [r.offset for r in group] for key, group in by_partition(records).items()} == {
        1: [5, 6, 7],
        0: [1, 2],
    }


@pytest.mark.parametrize(
    ("sizes", "pieces"),
    [
        ([], []),
        ([10], [[10]]),
        ([4, 6], [[4, 6]]),
        ([4, 7], [[4], [7]]),
        ([11], [[11]]),
        ([1, 11, 1], [[1], [11], [1]]),
        ([0, 0, 10, 0], [[0, 0, 10, 0]]),
        ([5, 5, 5, 5, 1], [[5, 5], [5, 5], [1]]),
    ],
)
def test_pieces_hold_at_most_ten_bytes_or_one_larger_record(
    sizes: list[int], pieces: list[list[int]]
) -> None:
    records = [record(b"x" * size, offset, key=None) for offset, size in enumerate(sizes)]
    assert [[r.size for r in piece] for piece in in_pieces(records, 10)] == pieces
    assert [r.offset for piece in in_pieces(records, 10) for r in piece] == list(range(len(sizes)))


# Batches


async def test_a_batch_holds_outputs_in_order_then_state_records_and_the_next_offset() -> None:
    bench = Bench()
    records = [
        record(value, offset, partition=3)
        for offset, value in [(40, b"add a"), (43, b"two"), (44, b"add b"), (47, b"remove c")]
    ]
    await bench.work.process(records)
    (batch,) = bench.sink.delivered
    assert (batch.partition, batch.next_offset) == (Partition("wire.pages", 3), 48)
    assert [(out.topic, out.key, out.value, out.partition) for out in batch.outputs] == [
        ("wire.items", b"a", b"", None),
        ("wire.items", b"k", b"two", None),
        ("wire.items", b"b", b"", None),
        ("wire.state", b"a", b"+", 3),
        ("wire.state", b"b", b"+", 3),
        ("wire.state", b"c", None, 3),
    ]
    assert batch.changes == {b"a": b"+", b"b": b"+", b"c": None}


async def test_later_records_see_the_changes_of_earlier_ones_and_only_the_last_is_written() -> None:
    bench = Bench()
    await bench.process("add a", "add a", "remove a", "add a", "add a")
    assert bench.outputs == [
        ("wire.items", b""),
        ("wire.items", b"+"),
        ("wire.items", b""),
        ("wire.items", b"+"),
        ("wire.state", b"++"),
    ]


async def test_pieces_are_delivered_one_after_the_other_each_seeing_the_state_of_the_last() -> None:
    bench = Bench(batch_bytes=1024)
    values = ["add a", "x" * 1024, "add a"]
    await bench.process(*values)
    assert [batch.next_offset for batch in bench.sink.delivered] == [1, 2, 3]
    assert bench.sink.delivered[2].changes == {b"a": b"++"}


async def test_a_record_that_leads_to_nothing_still_moves_the_offset() -> None:
    bench = Bench()
    await bench.process("remove unknown")
    assert [batch.next_offset for batch in bench.sink.delivered] == [1]


async def test_partitions_are_delivered_side_by_side() -> None:
    bench = Bench()
    meeting = asyncio.Barrier(2)

    async def on_deliver(_batch: Batch) -> None:
        await meeting.wait()

    bench.sink.on_deliver = on_deliver
    records = [record(b"add a", partition=0), record(b"add a", partition=1)]
    await asyncio.wait_for(bench.work.process(records), 1)
    assert {(b.partition.partition, b.outputs[0].value) for b in bench.sink.delivered} == {(0, b""), (1, b"")}


async def test_long_work_lets_others_live() -> None:
    bench = Bench()
    lives = 0

    async def other() -> None:
        nonlocal lives
        while True:
            await asyncio.sleep(0)
            lives += 1

    task = asyncio.create_task(other())
    await bench.process(*["sleep 0.03"] * 8)
    task.cancel()
    assert lives >= 3


# The state in memory


async def test_the_state_in_memory_changes_only_after_the_delivery() -> None:
    bench = Bench()
    during: list[dict[bytes, bytes]] = []

    async def on_deliver(_batch: Batch) -> None:
        during.append(bench.state)

    bench.sink.on_deliver = on_deliver
    await bench.process("add a")
    await bench.process("add a")
    assert during == [{}, {b"a": b"+"}]
    assert bench.state == {b"a": b"++"}


@pytest.mark.parametrize("error", [DeliveryError("in doubt"), asyncio.CancelledError()])
async def test_the_state_in_memory_stays_when_the_delivery_fails(error: BaseException) -> None:
    bench = Bench()
    await bench.process("add a")

    async def on_deliver(_batch: Batch) -> None:
        raise error

    bench.sink.on_deliver = on_deliver
    with pytest.raises(type(error)):
        await bench.process("add a", "add b")
    assert bench.state == {b"a": b"+"}


Changes = Mapping[bytes, bytes | None]
KEYS = st.sampled_from([b"a", b"b", b"c", b"d"])
CHANGES = st.dictionaries(KEYS, st.none() | st.sampled_from([b"1", b"2"]), max_size=4)


@given(before=st.lists(CHANGES, max_size=3), batch=st.lists(CHANGES, max_size=4))
def test_an_overlay_is_the_state_with_its_changes_applied_one_by_one(
    before: list[Changes], batch: list[Changes]
) -> None:
    alone, laid_over, at_once = PartitionState(), PartitionState(), PartitionState()
    for changes in before:
        for state in (alone, laid_over, at_once):
            state.apply(changes)
    overlay = Overlay(laid_over)
    for changes in batch:
        alone.apply(changes)
        overlay.change(changes)
        assert list(overlay.oldest_first()) == list(alone.oldest_first())
        assert all(overlay.get(key) == alone.get(key) for key in (b"a", b"b", b"c", b"d"))
    # What is written and taken over after the delivery leads to the same, in the same order.
    at_once.apply(overlay.changes)
    assert list(at_once.oldest_first()) == list(alone.oldest_first())


# Bad records


@pytest.mark.parametrize(
    ("value", "code", "message"),
    [
        ("reject", "no_items", "nothing here"),
        ("crash", "internal_error", "ZeroDivisionError: one by zero"),
    ],
)
async def test_a_bad_record_costs_itself_only(value: str, code: str, message: str) -> None:
    bench = Bench()
    await bench.process("one", "add a", value, "add a", "two")
    (batch,) = bench.sink.delivered
    assert bench.outputs == [
        ("wire.items", b"one"),
        ("wire.items", b""),
        ("wire.rejected", value.encode()),
        ("wire.items", b"+"),
        ("wire.items", b"two"),
        ("wire.state", b"++"),
    ]
    letter = batch.outputs[2]
    assert (letter.key, header(letter, "dlq.offset"), header(letter, "dlq.stage")) == (b"key", "2", "stage")
    assert (header(letter, "dlq.code"), header(letter, "dlq.message")) == (code, message)


async def test_an_output_that_its_topic_would_not_take_is_never_sent() -> None:
    bench = Bench(max_page_bytes=1024)
    limit = 8 * 1024  # the rest of what the topic takes is for key and headers
    await bench.process(f"grow {limit}", f"grow {limit + 1}")
    assert [(topic, len(value or b"")) for topic, value in bench.outputs] == [
        ("wire.items", limit),
        ("wire.rejected", len(f"grow {limit + 1}")),
    ]
    assert header(bench.sink.delivered[0].outputs[1], "dlq.code") == "too_large"


async def test_only_the_record_that_a_broker_refuses_pays_and_the_others_are_delivered_once() -> None:
    bench = Bench()
    bench.sink.on_deliver = refusing(("wire.items", b"guilty"))
    await bench.process("add a", "one", "guilty", "add a", "two")
    assert [batch.next_offset for batch in bench.sink.delivered] == [1, 2, 3, 4, 5]
    assert bench.outputs == [
        ("wire.items", b""),
        ("wire.state", b"+"),
        ("wire.items", b"one"),
        ("wire.rejected", b"guilty"),
        ("wire.items", b"+"),
        ("wire.state", b"++"),
        ("wire.items", b"two"),
    ]
    letter = bench.sink.delivered[2].outputs[0]
    assert (header(letter, "dlq.code"), header(letter, "dlq.offset")) == ("too_large", "2")
    assert bench.state == {b"a": b"++"}


async def test_what_the_guilty_record_changed_is_undone() -> None:
    bench = Bench()
    bench.sink.on_deliver = refusing(("wire.state", b"++"), ("wire.state", b"+++"))
    await bench.process("add a", "add a", "add b", "add a")
    # The second and the fourth are refused for what they make of the first one's state, each time the same.
    assert bench.state == {b"a": b"+", b"b": b"+"}
    assert [value for topic, value in bench.outputs if topic == "wire.rejected"] == [b"add a", b"add a"]


async def test_a_dead_letter_that_is_refused_too_goes_without_its_value() -> None:
    bench = Bench()
    bench.sink.on_deliver = refusing(("wire.items", b"guilty"), ("wire.rejected", b"guilty"))
    await bench.process("one", "guilty", "two")
    assert bench.outputs == [("wire.items", b"one"), ("wire.rejected", b""), ("wire.items", b"two")]
    assert header(bench.sink.delivered[1].outputs[0], "dlq.value")


async def test_a_failed_delivery_is_not_tried_again() -> None:
    bench = Bench()
    tries = 0

    async def on_deliver(_batch: Batch) -> None:
        nonlocal tries
        tries += 1
        raise DeliveryError("in doubt")

    bench.sink.on_deliver = on_deliver
    with pytest.raises(DeliveryError):
        await bench.process("one", "two")
    assert (tries, bench.sink.delivered) == (1, [])


# The reject policy


def verdicts(pattern: str, **settings: object) -> int | None:
    """How many records are counted before the policy stops the worker; `x` is a refused one. None: it never does."""
    policy = RejectPolicy(Settings(**settings))  # type: ignore[arg-type]
    for number, letter in enumerate(pattern):
        try:
            policy.count(letter == "x")
        except TooManyRejects:
            return number + 1
    return None


@pytest.mark.parametrize(
    ("pattern", "stops_at"),
    [
        ("xxx", 3),
        ("xx.xx.xx", None),
        ("..xx.xxx", 8),
        ("xx", None),
    ],
)
def test_refusals_in_a_row_stop_the_worker(pattern: str, stops_at: int | None) -> None:
    assert verdicts(pattern, rejects_in_a_row=3) == stops_at


@pytest.mark.parametrize(
    ("pattern", "stops_at"),
    [
        ("x.x.x.x.x.", None),  # half is not more than half
        ("x.x.x.x.xx", 10),
        ("xxxxxx...", None),  # too few to judge
        ("xxxxxx....", 10),
        ("....x.x.x.x.x.", None),
        (".....x.x.xxxx", 13),  # the first ones are out of the window by then
        ("xxxxx.....xxxxx", None),  # as many come as go
        ("xxxxx......xxxxx", None),
        (".xxxxx....x", 11),
    ],
)
def test_a_share_of_the_window_above_the_limit_stops_the_worker(pattern: str, stops_at: int | None) -> None:
    assert verdicts(pattern, rejects_in_a_row=99, rejects_window=10, rejects_share=0.5) == stops_at


def test_a_share_of_one_never_stops() -> None:
    assert verdicts("x" * 50, rejects_in_a_row=99, rejects_window=10, rejects_share=1) is None


async def test_too_many_rejects_stop_before_anything_of_the_batch_is_delivered() -> None:
    bench = Bench(rejects_in_a_row=3)
    with pytest.raises(TooManyRejects):
        await bench.process("one", "reject", "crash", "reject")
    assert bench.sink.delivered == []


async def test_a_record_counts_once_however_often_its_batch_is_tried() -> None:
    bench = Bench(rejects_in_a_row=4)
    bench.sink.on_deliver = refusing(("wire.items", b"guilty"))
    await bench.process("reject", "reject", "guilty", "reject", "reject")
    assert len(bench.sink.delivered) == 5


async def test_a_record_that_a_broker_refuses_counts_as_refused() -> None:
    bench = Bench(rejects_in_a_row=2)
    bench.sink.on_deliver = refusing(("wire.items", b"guilty"))
    with pytest.raises(TooManyRejects):
        await bench.process("guilty", "guilty")
