"""The state of a partition, and reading it back."""

from collections.abc import Mapping
from types import SimpleNamespace, TracebackType
from typing import Any, Self

import pytest
from aiokafka.structs import TopicPartition

from worker.delivery import state as module
from worker.delivery.state import PARTITIONS_KEY, PartitionState, StateRestore, UnfitState
from worker.records import Partition
from worker.settings import Settings


def test_a_changed_key_moves_to_the_end_and_a_removed_one_is_gone() -> None:
    state = PartitionState()
    state.apply({b"a": b"1", b"b": b"2", b"c": b"3"})
    state.apply({b"a": b"4", b"c": None, b"unknown": None})
    assert list(state.oldest_first()) == [(b"b", b"2"), (b"a", b"4")]
    assert (state.get(b"a"), state.get(b"c"), len(state)) == (b"4", None, 2)


class FakeConsumer:
    """Hands out a partition's log in pieces. None in the log is an offset with no record: a transaction's marker,
    or what was compacted away."""

    log: tuple[tuple[bytes, bytes | None] | None, ...] = ()
    end = 0
    partitions = 4
    made: list[dict[str, Any]]

    def __init__(self, **arguments: Any) -> None:
        self.made.append(arguments)
        self.at = 0
        self.assigned: list[TopicPartition] = []
        self.open = False

    def assign(self, partitions: list[TopicPartition]) -> None:
        assert partitions == [TopicPartition("wire.state", 3)]
        self.assigned = partitions

    async def __aenter__(self) -> Self:
        self.open = True
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.open = False

    def partitions_for_topic(self, topic: str) -> set[int]:
        assert topic == "wire.state"
        return set(range(self.partitions))

    async def end_offsets(self, partitions: list[TopicPartition]) -> Mapping[TopicPartition, int]:
        assert self.open
        return dict.fromkeys(partitions, self.end)

    async def position(self, partition: TopicPartition) -> int:
        assert self.assigned == [partition]
        return self.at

    async def getmany(self, **_: int) -> Mapping[TopicPartition, list[Any]]:
        assert self.at < len(self.log), "it asks for more than there is: that would hang"
        piece = self.log[self.at : self.at + 2]
        self.at += len(piece)
        found = [SimpleNamespace(key=pair[0], value=pair[1]) for pair in piece if pair is not None]
        return {self.assigned[0]: found} if found else {}


@pytest.mark.parametrize(
    ("log", "kept"),
    [
        ((), []),
        (((b"a", b"1"), (b"b", b"2"), (b"a", b"3")), [(b"b", b"2"), (b"a", b"3")]),
        (((b"a", b"1"), None, None, None, (b"a", None), (b"c", b"2"), None), [(b"c", b"2")]),
        ((None, None, None), []),
    ],
)
async def test_a_restore_reads_to_the_end_over_markers_and_removals(
    monkeypatch: pytest.MonkeyPatch,
    log: tuple[tuple[bytes, bytes | None] | None, ...],
    kept: list[tuple[bytes, bytes]],
) -> None:
    restore = _restore_of(log, monkeypatch)
    state = await restore.run()

    assert list(state.oldest_first()) == kept
    assert restore.records == sum(pair is not None for pair in log)
    (arguments,) = FakeConsumer.made
    assert arguments["isolation_level"] == "read_committed"  # what an aborted batch wrote is no state
    assert arguments["auto_offset_reset"] == "earliest"
    assert "group_id" not in arguments


def _restore_of(
    log: tuple[tuple[bytes, bytes | None] | None, ...], monkeypatch: pytest.MonkeyPatch, partitions: int = 4
) -> StateRestore:
    """A restore that reads `log`."""
    monkeypatch.setattr(FakeConsumer, "log", log)
    monkeypatch.setattr(FakeConsumer, "end", len(log))
    monkeypatch.setattr(FakeConsumer, "partitions", partitions)
    monkeypatch.setattr(FakeConsumer, "made", [], raising=False)
    monkeypatch.setattr(module, "AIOKafkaConsumer", FakeConsumer)
    return StateRestore(Settings(), "wire.state", Partition("wire.split", 3))


async def test_the_number_of_partitions_is_written_with_the_first_changes_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    state = await _restore_of((), monkeypatch).run()
    assert state.to_write({}) == {}
    first = {b"a": b"1"}
    assert state.to_write(first) == {PARTITIONS_KEY: b"4", b"a": b"1"}
    assert state.to_write(first) == {PARTITIONS_KEY: b"4", b"a": b"1"}, (
        "what was not committed is written again"
    )
    state.committed(first)
    assert state.to_write({b"b": b"2"}) == {b"b": b"2"}
    assert list(state.oldest_first()) == [(b"a", b"1")]


async def test_the_number_that_stands_there_is_no_key_of_the_state(monkeypatch: pytest.MonkeyPatch) -> None:
    state = await _restore_of(((PARTITIONS_KEY, b"4"), (b"a", b"1")), monkeypatch).run()
    assert list(state.oldest_first()) == [(b"a", b"1")]
    assert state.to_write({b"b": b"2"}) == {b"b": b"2"}


@pytest.mark.parametrize(
    ("log", "partitions", "says"),
    [
        (((PARTITIONS_KEY, b"4"), (b"a", b"1")), 8, "written for 4 partitions and has 8 now"),
        ((), 3, "has 3 partitions, fewer than the topic beside it"),
    ],
)
async def test_a_state_that_does_not_fit_the_topics_is_refused(
    monkeypatch: pytest.MonkeyPatch,
    log: tuple[tuple[bytes, bytes | None] | None, ...],
    partitions: int,
    says: str,
) -> None:
    with pytest.raises(UnfitState, match=says):
        await _restore_of(log, monkeypatch, partitions).run()
