"""Records as they are read: headers and timestamps as odd as they come."""

from datetime import UTC, datetime

import pytest
from aiokafka.structs import TopicPartition

from tests.unit.fakes import record
from worker.records import Partition


@pytest.mark.parametrize(
    ("headers", "text"),
    [
        ([], None),
        ([("other", b"1")], None),
        ([("url", b"a")], "a"),
        ([("url", b"")], ""),
        ([("url", "één".encode())], "één"),
        ([("url", b"a"), ("other", b"x"), ("url", b"b")], "b"),  # the last one wins
        ([("URL", b"a")], None),
        ([("url", b"\xff")], None),
        ([("url", b"a"), ("url", b"\xff")], None),  # the last one, though it is none
        ([("url", b"a"), ("url", None)], "a"),
        ([("url", None)], None),
    ],
)
def test_a_header_is_the_text_of_the_last_one_of_its_name(
    headers: list[tuple[str, bytes]], text: str | None
) -> None:
    assert record(headers=headers).header("url") == text


@pytest.mark.parametrize(
    ("timestamp", "instant"),
    [
        (None, None),
        (-1, None),  # Kafka's own value for none
        (-(2**63), None),
        (0, datetime(1970, 1, 1, tzinfo=UTC)),
        (1_767_225_600_500, datetime(2026, 1, 1, microsecond=500_000, tzinfo=UTC)),
        (253_402_300_799_000, datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)),
        (253_402_300_800_000, None),
        (2**63 - 1, None),
    ],
)
def test_a_timestamp_beyond_the_calendar_is_none(timestamp: int | None, instant: datetime | None) -> None:
    assert record(timestamp=timestamp).recorded_at() == instant


@pytest.mark.parametrize(
    ("key", "value", "size"), [(None, None, 0), (b"", b"", 0), (b"ab", None, 2), (b"ab", b"cde", 5)]
)
def test_the_size_counts_key_and_value(key: bytes | None, value: bytes | None, size: int) -> None:
    assert record(value, key=key).size == size


def test_a_partition_is_the_client_s_own() -> None:
    ours, theirs = Partition("wire.pages", 1), TopicPartition("wire.pages", 1)
    assert ours == theirs
    assert hash(ours) == hash(theirs)


def test_a_record_is_named_by_its_place() -> None:
    assert str(record(offset=7, partition=3)) == "wire.pages[3]@7"
