"""Dead letters taken apart again: what is sent back, and what is left out."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import Rejection, RejectionCode
from tests.unit.fakes import record
from worker.agents import in_record
from worker.delivery import replay as module
from worker.delivery.dead_letters import VALUE_LEFT_OUT, bare, dead_letter
from worker.delivery.replay import DeadLetter, Fate, Wanted, replay
from worker.records import Headers, InRecord, OutRecord
from worker.settings import Settings

REJECTION = Rejection(RejectionCode.NOT_UTF8, "byte 3 is no UTF-8")
TARGETS = {"wire.pages": 4, "wire.split": 4, "wire.items": 4}
DEAD_AT = datetime(2026, 1, 2, 12, 0, tzinfo=UTC)

names = st.text(max_size=20) | st.sampled_from(["dlq.code", "dlq.attempts", "dlq.value", "dlq.replayed"])
pairs = st.tuples(names, st.binary(max_size=30)) | st.just(VALUE_LEFT_OUT)
header_lists = st.lists(pairs, max_size=8)


def stored(letter: OutRecord, offset: int = 5, partition: int = 1, at: datetime = DEAD_AT) -> DeadLetter:
    """The dead letter as it is read from its topic."""
    return DeadLetter(_consumed(letter, offset, partition, at))


def _consumed(sent: OutRecord, offset: int, partition: int, at: datetime) -> Any:
    return SimpleNamespace(
        topic=sent.topic,
        partition=partition,
        offset=offset,
        timestamp=round(at.timestamp() * 1000),
        key=sent.key,
        value=sent.value,
        headers=tuple(sent.headers),
    )


def refused(original: InRecord) -> OutRecord:
    return dead_letter(original, "split", REJECTION, "wire.rejected")


def read_again(sent: OutRecord, offset: int = 9) -> InRecord:
    """What a worker reads of a record that was sent back."""
    assert sent.partition is not None
    return in_record(_message(sent, offset))


def _message(sent: OutRecord, offset: int) -> Any:
    return SimpleNamespace(
        topic=sent.topic,
        partition=sent.partition,
        offset=offset,
        timestamp=1_800_000_000.0,
        timestamp_type=0,
        key=sent.key,
        value=sent.value,
        headers=sent.headers,
    )


@given(
    key=st.none() | st.binary(max_size=20),
    value=st.none() | st.binary(max_size=200),
    headers=header_lists,
    partition=st.integers(0, 3),
)
def test_the_original_comes_back_byte_for_byte(
    key: bytes | None, value: bytes | None, headers: Headers, partition: int
) -> None:
    letter = stored(refused(record(value, key=key, headers=headers, partition=partition)))
    sent = letter.original()
    assert (sent.topic, sent.partition) == ("wire.pages", partition)
    assert (sent.key, sent.value) == (key, value)
    assert sent.headers[: len(headers)] == headers
    assert sent.headers[len(headers) :] == [
        ("dlq.attempts", b"1"),
        ("dlq.timestamp", b"1767225600000"),
        ("dlq.replayed", b"wire.rejected/1/5@1767355200000"),
    ]


@given(headers=header_lists, rounds=st.integers(1, 4))
def test_however_often_it_is_refused_the_original_stays_and_the_attempts_count(
    headers: Headers, rounds: int
) -> None:
    first = refused(record(b"page", headers=headers))
    letter = first
    for _ in range(rounds):
        letter = refused(read_again(stored(letter).original()))
    sent = stored(letter).original()
    assert sent.headers[: len(headers)] == headers
    assert len(sent.headers) == len(headers) + 3
    assert int(stored(letter).reason("attempts")) == int(stored(first).reason("attempts")) + rounds


def test_a_record_that_is_sent_back_keeps_its_first_time() -> None:
    """Without a claim of its own that time is the page's capture: the time of the replay would move its events."""
    sent = stored(refused(record(timestamp=1_767_225_600_000))).original()
    assert in_record(_message(sent, 9)).timestamp == 1_767_225_600_000
    timeless = stored(refused(record(timestamp=None))).original()
    assert in_record(_message(timeless, 9)).timestamp is None


@pytest.mark.parametrize("digits", [b"9" * 5000, b"-1", b"1.5", b"", b"\xff"])
def test_attempts_that_a_scraper_made_up_do_no_harm(digits: bytes) -> None:
    letter = refused(record(headers=[("dlq.attempts", digits)]))
    assert dict(letter.headers)["dlq.attempts"] == b"1"


def test_a_letter_is_sent_back_once() -> None:
    letter = stored(refused(record()))
    assert letter.fate(set(), TARGETS) is Fate.REPLAYED
    assert letter.fate({letter.mark}, TARGETS) is Fate.REPLAYED_BEFORE


def test_another_letter_at_the_same_offset_of_a_topic_made_anew_is_another() -> None:
    first = stored(refused(record()))
    second = stored(refused(record()), at=DEAD_AT + timedelta(days=1))
    assert second.fate({first.mark}, TARGETS) is Fate.REPLAYED


def test_a_letter_without_its_value_is_left_out() -> None:
    assert stored(bare(refused(record()))).fate(set(), TARGETS) is Fate.NO_VALUE


@pytest.mark.parametrize(
    "headers",
    [
        [],
        [("dlq.topic", b"wire.pages"), ("dlq.partition", b"0"), ("dlq.code", b"empty")],
        [("dlq.topic", b"\xff")],
        [("dlq.topic", None)],
        [VALUE_LEFT_OUT],
    ],
)
def test_what_is_no_dead_letter_of_ours_is_left_out(headers: Headers) -> None:
    letter = stored(OutRecord("wire.rejected", None, b"x", headers))
    assert letter.fate(set(), TARGETS) is Fate.NO_DEAD_LETTER
    assert letter.reason("code") == ""
    with pytest.raises(ValueError, match="is no dead letter"):
        letter.original()


@pytest.mark.parametrize(
    ("topic", "partition", "fate"),
    [
        ("wire.pages", 3, Fate.REPLAYED),
        ("wire.pages", 4, Fate.NO_TARGET),
        ("wire.articles", 0, Fate.NO_TARGET),
        ("other.pages", 0, Fate.NO_TARGET),
    ],
)
def test_only_the_apps_own_inputs_get_something_back(topic: str, partition: int, fate: Fate) -> None:
    letter = stored(refused(record(topic=topic, partition=partition)))
    assert letter.fate(set(), TARGETS) is fate


@pytest.mark.parametrize("partition", [b"", b"-1", b"one", b"9" * 5000, b"\xff"])
def test_a_partition_that_is_no_number_is_no_target(partition: bytes) -> None:
    headers = [
        (name, partition if name == "dlq.partition" else value) for name, value in refused(record()).headers
    ]
    letter = stored(OutRecord("wire.rejected", None, b"x", headers))
    assert letter.fate(set(), TARGETS) is Fate.NO_TARGET


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        (Wanted(), True),
        (Wanted(codes=frozenset({"not_utf8", "empty"})), True),
        (Wanted(codes=frozenset({"empty"})), False),
        (Wanted(since=DEAD_AT, until=DEAD_AT), True),
        (Wanted(since=DEAD_AT + timedelta(seconds=1)), False),
        (Wanted(until=DEAD_AT - timedelta(seconds=1)), False),
        (Wanted(partition=1), True),
        (Wanted(partition=0), False),
        (Wanted(partition=1, first_offset=5, last_offset=5), True),
        (Wanted(partition=1, first_offset=6), False),
        (Wanted(partition=1, last_offset=4), False),
        (Wanted(codes=frozenset({"not_utf8"}), partition=0), False),
    ],
)
def test_all_that_is_asked_must_fit(wanted: Wanted, fits: bool) -> None:
    assert wanted.fits(stored(refused(record()))) is fits


@pytest.mark.parametrize(
    ("dry_run", "steps"),
    [
        (False, ["shut out others", "read wire.replayed", "read wire.rejected", "close"]),
        (True, ["read wire.replayed", "read wire.rejected"]),
    ],
)
async def test_marks_are_read_when_no_other_replay_can_write_any_more(
    monkeypatch: pytest.MonkeyPatch, dry_run: bool, steps: list[str]
) -> None:
    """Read before, they would lack what the other one commits meanwhile, and that would be sent twice."""
    seen: list[str] = []

    class FakeProducer:
        async def start(self) -> None:
            seen.append("shut out others")

        async def stop(self) -> None:
            seen.append("close")

    async def nothing_stored(_settings: Settings, topic: str) -> AsyncIterator[Any]:
        seen.append(f"read {topic}")
        return
        yield

    monkeypatch.setattr(module, "new_producer", lambda *_: FakeProducer())
    monkeypatch.setattr(module, "stored_records", nothing_stored)
    await replay(Settings(), Wanted(), TARGETS, lambda _letter, _fate: None, dry_run=dry_run)
    assert seen == steps
