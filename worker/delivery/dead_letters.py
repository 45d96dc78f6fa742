"""Dead letters: a record that was refused goes to wire.rejected untouched, with the reason in headers."""

from collections.abc import Sequence
from typing import NamedTuple

from schemas import Rejection
from worker.records import Header, InRecord, OutRecord
from worker.version import VERSION

# The headers `dlq.<name>`, in their order.
REASONS = ("topic", "partition", "offset", "timestamp", "stage", "code", "message", "attempts", "version")
# Kafka Connect's names for the same facts, for the tools that know only those.
CONNECT_ALIASES = {
    "topic": "__connect.errors.topic",
    "partition": "__connect.errors.partition",
    "offset": "__connect.errors.offset",
    "stage": "__connect.errors.stage",
    "code": "__connect.errors.exception.class.name",
    "message": "__connect.errors.exception.message",
}
MESSAGE_LIMIT = 1000  # characters: the reason is for people, and headers count against the record's limit
# The names of what dead-lettering puts after the original headers.
TAIL = (*(f"dlq.{name}" for name in REASONS), *CONNECT_ALIASES.values())
ATTEMPTS = "dlq.attempts"
TIMESTAMP = "dlq.timestamp"
REPLAYED = "dlq.replayed"
# And of what a replay puts there: how often it was refused, when it was first written, which dead letter it was.
REPLAY_TAIL = (ATTEMPTS, TIMESTAMP, REPLAYED)
VALUE_LEFT_OUT = (
    "dlq.value",
    b"left out: larger than this topic takes; it stands at dlq.topic, dlq.partition and dlq.offset",
)


def dead_letter(record: InRecord, stage: str, rejection: Rejection, topic: str) -> OutRecord:
    """The dead letter of `record` for `topic`: key, value and headers byte for byte and in order, then the reason."""
    reason = {
        "topic": record.partition.topic,
        "partition": str(record.partition.partition),
        "offset": str(record.offset),
        "timestamp": "" if record.timestamp is None else str(record.timestamp),
        "stage": stage,
        "code": rejection.code.value,
        "message": rejection.message[:MESSAGE_LIMIT],
        "attempts": str(_attempts(record) + 1),
        "version": VERSION,
    }
    headers = [
        *record.headers,
        *((f"dlq.{name}", _text(reason[name])) for name in REASONS),
        *((alias, _text(reason[name])) for name, alias in CONNECT_ALIASES.items()),
    ]
    return OutRecord(topic, record.key, record.value, headers)


class Parts(NamedTuple):
    """A dead letter's headers, taken apart. `reasons` are by their names in REASONS."""

    original: list[Header]
    reasons: dict[str, str]
    has_value: bool


def taken_apart(headers: Sequence[Header]) -> Parts | None:
    """The parts of a dead letter's headers; None for headers that `dead_letter` did not write."""
    has_value = not headers or headers[-1] != VALUE_LEFT_OUT
    kept = list(headers) if has_value else list(headers[:-1])
    tail = kept[-len(TAIL) :]
    if _names(tail) != TAIL:
        return None
    reasons = {
        name: (value or b"").decode(errors="replace") for name, (_, value) in zip(REASONS, tail, strict=False)
    }
    return Parts(_without_replay(kept[: -len(TAIL)]), reasons, has_value)


def replay_headers(reasons: dict[str, str], mark: bytes) -> list[Header]:
    """What a record that is sent back has after its original headers."""
    values = (reasons["attempts"].encode(), reasons["timestamp"].encode(), mark)
    return list(zip(REPLAY_TAIL, values, strict=True))


def first_written(headers: Sequence[Header], timestamp: int | None) -> int | None:
    """The timestamp of a record; of one that was sent back, its first: that may stand in for the capture time."""
    if not _is_replayed(headers):
        return timestamp
    first = headers[-2][1] or b""
    return int(first) if first.isdigit() and len(first) < 18 else None


def _without_replay(headers: list[Header]) -> list[Header]:
    return headers[: -len(REPLAY_TAIL)] if _is_replayed(headers) else headers


def _is_replayed(headers: Sequence[Header]) -> bool:
    return _names(headers[-len(REPLAY_TAIL) :]) == REPLAY_TAIL


def _names(headers: Sequence[Header]) -> tuple[str, ...]:
    return tuple(name for name, _ in headers)


def bare(letter: OutRecord) -> OutRecord:
    """The dead letter of a record that wire.rejected does not take: only the reason, and where the original stands."""
    return OutRecord(letter.topic, None, b"", [*letter.headers[-len(TAIL) :], VALUE_LEFT_OUT])


def _text(text: str) -> bytes:
    """A message may quote half a character of a page: it must not stop the dead letter."""
    return text.encode(errors="backslashreplace")


def _attempts(record: InRecord) -> int:
    """How often the record was dead-lettered before: a replay says so on what it sends back."""
    attempts = record.headers[-len(REPLAY_TAIL)][1] if _is_replayed(record.headers) else None
    # Whoever writes what looks like a replay's may write what he likes.
    return int(attempts) if attempts is not None and attempts.isdigit() and len(attempts) < 10 else 0
