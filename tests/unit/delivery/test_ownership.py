"""Assignments of the group: who is fenced when, whose state is restored, and what may flow."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from tests.unit.fakes import FakeSink
from worker.delivery import ownership as module
from worker.delivery.ownership import Ownership
from worker.delivery.sink import DeliveryError
from worker.delivery.state import PartitionState
from worker.records import Partition
from worker.settings import Settings

PAGES = Partition("wire.pages", 0)
A, B, C = (Partition("wire.split", number) for number in range(3))


class Restore:
    """A restore that ends when the test says so. What comes of it is in `end`."""

    all: list["Restore"]

    def __init__(self, _settings: Settings, topic: str, partition: Partition) -> None:
        assert topic == "wire.state"
        self.partition = partition
        self.records = 0
        self.end: asyncio.Future[PartitionState] = asyncio.get_running_loop().create_future()
        self.cancelled = False
        self.on_cancel: Callable[[], PartitionState] | None = None
        Restore.all.append(self)

    async def run(self) -> PartitionState:
        try:
            return await self.end
        except asyncio.CancelledError:
            self.cancelled = True
            if self.on_cancel is None:
                raise
            return self.on_cancel()

    def done(self) -> PartitionState:
        state = PartitionState()
        self.end.set_result(state)
        return state


@dataclass
class Group:
    """An ownership, what it says to the consumer, and what it asks of the sink."""

    sink: FakeSink
    ownership: Ownership
    resumed: list[Partition] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)

    async def assign(self, generation: int, *partitions: Partition) -> None:
        await self.ownership.take_over(frozenset(partitions), generation)
        await settle()

    def calls(self, name: str) -> list[set[Partition]]:
        """What the sink was asked, without the calls for nothing."""
        return [set(partitions) for called, partitions in self.sink.calls if called == name and partitions]


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


@pytest.fixture
async def group(monkeypatch: pytest.MonkeyPatch) -> Group:
    monkeypatch.setattr(Restore, "all", [], raising=False)
    monkeypatch.setattr(module, "StateRestore", Restore)
    settings = Settings()
    sink = FakeSink(settings)
    group = Group(sink, Ownership(settings, sink))
    group.ownership.resume = group.resumed.append
    group.ownership.fail = group.failures.append
    return group


@pytest.fixture(params=[True, False], ids=["fencing", "not fencing"])
def either(group: Group, request: pytest.FixtureRequest) -> Group:
    group.sink.fences = request.param
    return group


async def test_the_state_of_a_partition_that_was_dropped_cannot_be_written_for(group: Group) -> None:
    await group.assign(1, A)
    Restore.all[0].done()
    await settle()
    await group.assign(2, B)
    with pytest.raises(DeliveryError, match="was taken away while its records were worked on"):
        group.ownership.state(A)


# A first assignment


async def test_partitions_are_fenced_before_their_state_is_read(either: Group) -> None:
    fenced = asyncio.Event()
    either.sink.fenced = fenced.wait
    taking = asyncio.create_task(either.ownership.take_over(frozenset({PAGES, A}), 1))
    await settle()
    assert either.calls("fence") == [{PAGES, A}]
    assert Restore.all == []
    assert not either.ownership.is_ready(PAGES)
    fenced.set()
    await taking
    await settle()
    assert [restore.partition for restore in Restore.all] == [A]


async def test_a_partition_flows_when_its_state_is_restored_and_not_before(either: Group) -> None:
    await either.assign(1, PAGES, A)
    assert either.ownership.is_ready(PAGES)  # no state to wait for
    assert not either.ownership.is_ready(A)
    assert either.resumed == []
    with pytest.raises(DeliveryError):
        either.ownership.state(A)

    (restore,) = Restore.all
    state = restore.done()
    await settle()
    assert either.ownership.is_ready(A)
    assert either.ownership.state(A) is state
    assert either.resumed == [A]
    assert either.failures == []


async def test_partitions_of_others_are_never_ready(either: Group) -> None:
    await either.assign(1, PAGES)
    assert not either.ownership.is_ready(Partition("wire.pages", 1))
    assert not either.ownership.is_ready(A)


async def test_a_stage_without_state_gets_an_empty_one(group: Group) -> None:
    await group.assign(1, PAGES)
    assert list(group.ownership.state(PAGES).oldest_first()) == []


async def test_restores_run_side_by_side_and_their_records_count_as_signs_of_life(group: Group) -> None:
    await group.assign(1, A, B)
    first, second = Restore.all
    first.records, second.records = 7, 5
    assert group.ownership.restored_records() == 12
    second.done()
    await settle()
    assert group.resumed == [B]
    assert group.ownership.restored_records() == 7


async def test_a_restore_that_fails_stops_the_worker_and_lets_nothing_flow(either: Group) -> None:
    await either.assign(1, A)
    error = ConnectionError("gone")
    Restore.all[0].end.set_exception(error)
    await settle()
    assert either.failures == [error]
    assert either.resumed == []
    assert not either.ownership.is_ready(A)


async def test_where_fencing_fails_nothing_is_owned_or_restored(either: Group) -> None:
    async def fail() -> None:
        raise ConnectionError("gone")

    either.sink.fenced = fail
    with pytest.raises(ConnectionError):
        await either.assign(1, PAGES, A)
    assert either.ownership.owned == frozenset()
    assert Restore.all == []


# Later assignments


@dataclass(frozen=True)
class Case:
    """A is owned and restored in generation 1; then this comes."""

    fences: bool
    generation: int
    assigned: tuple[Partition, ...]
    released: set[Partition]
    fenced: set[Partition]
    restored: list[Partition]
    ready: bool


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(Case(True, 2, (A,), set(), set(), [], True), id="kept by the next generation"),
        pytest.param(Case(True, 2, (A, B), set(), {B}, [B], True), id="kept beside a new one"),
        pytest.param(Case(True, 2, (B,), {A}, {B}, [B], False), id="exchanged"),
        pytest.param(Case(True, 2, (), {A}, set(), [], False), id="all gone"),
        pytest.param(Case(True, 3, (A,), {A}, {A}, [A], False), id="a generation was missed"),
        pytest.param(Case(True, 0, (A,), {A}, {A}, [A], False), id="the group began anew"),
        pytest.param(
            Case(True, 1, (A, B), {A}, {A, B}, [A, B], False), id="other partitions, no new generation"
        ),
        pytest.param(Case(False, 2, (A,), {A}, {A}, [A], False), id="no fence, nothing is kept"),
        pytest.param(Case(False, 2, (B,), {A}, {B}, [B], False), id="no fence, exchanged"),
    ],
)
async def test_a_state_is_kept_only_where_nobody_else_can_have_written(group: Group, case: Case) -> None:
    group.sink.fences = case.fences
    await group.assign(1, A)
    Restore.all.pop().done()
    await settle()
    group.sink.calls.clear()

    await group.assign(case.generation, *case.assigned)
    assert group.calls("release") == ([case.released] if case.released else [])
    assert group.calls("fence") == ([case.fenced] if case.fenced else [])
    assert [restore.partition for restore in Restore.all] == case.restored
    assert group.ownership.is_ready(A) is case.ready
    assert group.ownership.owned == set(case.assigned)


async def test_the_same_assignment_again_changes_nothing(either: Group) -> None:
    await either.assign(1, PAGES, A)
    calls = list(either.sink.calls)
    await either.assign(1, PAGES, A)
    assert either.sink.calls == calls
    assert len(Restore.all) == 1
    Restore.all[0].done()
    await settle()
    await either.assign(1, A, PAGES)
    assert either.ownership.is_ready(A)
    assert either.sink.calls == calls


async def test_the_same_assignment_twice_at_a_time_is_followed_once(either: Group) -> None:
    fenced = asyncio.Event()
    either.sink.fenced = fenced.wait
    both = [asyncio.create_task(either.ownership.take_over(frozenset({A}), 1)) for _ in range(2)]
    await settle()
    fenced.set()
    await asyncio.gather(*both)
    await settle()
    assert either.calls("fence") == [{A}]
    assert len(Restore.all) == 1


async def test_a_partition_that_is_revoked_while_it_is_restored_is_not_restored_on(either: Group) -> None:
    await either.assign(1, A)
    await either.assign(2, B)
    first, second = Restore.all
    assert (first.cancelled, second.cancelled) == (True, False)
    assert either.failures == []
    assert not either.ownership.is_ready(A)
    assert either.ownership.restored_records() == 0


async def test_the_restore_of_a_kept_partition_goes_on_over_a_rebalance(group: Group) -> None:
    await group.assign(1, A)
    await group.assign(2, A, B)
    first, second = Restore.all
    assert (first.partition, second.partition) == (A, B)
    assert not first.cancelled
    first.done()
    await settle()
    assert group.resumed == [A]
    assert group.ownership.is_ready(A)


async def test_without_a_fence_the_restore_begins_anew_at_each_rebalance(group: Group) -> None:
    group.sink.fences = False
    await group.assign(1, A)
    await group.assign(2, A)
    first, second = Restore.all
    assert (first.cancelled, second.cancelled) == (True, False)
    state = second.done()
    await settle()
    assert group.ownership.state(A) is state


def _ends_well() -> PartitionState:
    return PartitionState()


def _fails() -> PartitionState:
    raise ConnectionError("closed while it was read")


@pytest.mark.parametrize("on_cancel", [_ends_well, _fails])
@pytest.mark.parametrize("assigned", [(A,), (B,), ()])
async def test_what_a_cancelled_restore_still_says_counts_no_more(
    either: Group, on_cancel: Callable[[], PartitionState], assigned: tuple[Partition, ...]
) -> None:
    await either.assign(1, A)
    Restore.all[0].on_cancel = on_cancel
    await either.assign(3, *assigned)  # a generation was missed: nothing is kept
    assert either.failures == []
    assert either.resumed == []
    assert not either.ownership.is_ready(A)


async def test_a_cancelled_call_leaves_nothing_that_flows_with_a_state(either: Group) -> None:
    await either.assign(1, A)
    Restore.all[0].done()
    await settle()
    either.sink.fenced = asyncio.Event().wait
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(either.ownership.take_over(frozenset({A, B}), 3), 0.01)
    assert not either.ownership.is_ready(A)
    assert not either.ownership.is_ready(B)


async def test_giving_everything_up_releases_all_and_stops_restoring(either: Group) -> None:
    await either.assign(1, PAGES, A, B)
    Restore.all[0].done()
    await settle()
    await either.ownership.drop_all()
    assert either.calls("release") == [{PAGES, A, B}]
    assert Restore.all[1].cancelled
    assert either.ownership.owned == frozenset()
    assert not either.ownership.is_ready(PAGES)
    assert not either.ownership.is_ready(A)
