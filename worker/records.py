"""Records on their way in and out, without the client's own types."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple

Header = tuple[str, bytes]
Headers = list[Header]
LOG_APPEND_TIME = 1  # Kafka's timestamp type of records that the broker stamps


class Partition(NamedTuple):
    """A partition of a topic; equal to the client's own TopicPartition."""

    topic: str
    partition: int

    def __str__(self) -> str:
        return f"{self.topic}[{self.partition}]"


@dataclass(frozen=True, slots=True)
class InRecord:
    """A record as it was read. `timestamp` is in milliseconds since 1970, None where the record has none."""

    partition: Partition
    offset: int
    timestamp: int | None
    stamped_by_broker: bool
    key: bytes | None
    value: bytes | None
    headers: Headers

    @property
    def size(self) -> int:
        """Bytes of key and value."""
        return len(self.key or b"") + len(self.value or b"")

    def __str__(self) -> str:
        return f"{self.partition}@{self.offset}"

    def header(self, name: str) -> str | None:
        """The text of the last header `name`; None where it is absent or no UTF-8."""
        for header, value in reversed(self.headers):
            if header == name and value is not None:
                try:
                    return value.decode()
                except UnicodeDecodeError:
                    return None
        return None

    def recorded_at(self) -> datetime | None:
        """The record's timestamp as an instant; None where it is absent or beyond the calendar."""
        if self.timestamp is None or self.timestamp < 0:
            return None
        try:
            return datetime.fromtimestamp(self.timestamp / 1000, UTC)
        except (OverflowError, ValueError):
            return None


@dataclass(frozen=True, slots=True)
class OutRecord:
    """A record to be written. Its partition follows from the key, except a state record's, which is given."""

    topic: str
    key: bytes | None
    value: bytes | None
    headers: Headers = field(default_factory=list)
    partition: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one input record leads to: records, and changes to the state of its partition.

    `refused` is true where the outputs are its dead letter.
    """

    outputs: list[OutRecord] = field(default_factory=list)
    changes: Mapping[bytes, bytes | None] = field(default_factory=dict)
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Batch:
    """The outcomes of consecutive records of one partition: they are delivered together or not at all.

    `next_offset` is the offset after the last of them, which is what a commit names. `outputs` hold the state
    records too; `changes` are the same for the state in memory, which takes them over after the delivery.
    """

    partition: Partition
    next_offset: int
    outputs: list[OutRecord]
    changes: Mapping[bytes, bytes | None]

    def __str__(self) -> str:
        return f"batch of {self.partition} up to offset {self.next_offset}"
