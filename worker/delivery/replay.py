"""Dead letters back to the topic and partition that they came from, each of them once.

One transaction holds the records and their marks on wire.replayed. A replay that is interrupted can be run again:
what is marked was sent, what is not marked was not. The transactional id is one for all replays of an app, so that a
second one that is started meanwhile shuts the first one out.

A record that is sent back has a new timestamp, as its topic might else delete it for its age before it is read; the
first one goes with it in a header (`dead_letters.first_written`).
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from aiokafka import AIOKafkaProducer, ConsumerRecord

from worker.delivery.dead_letters import replay_headers, taken_apart
from worker.delivery.reading import stored_records
from worker.delivery.sink import REFUSALS, new_producer, send_all
from worker.records import OutRecord
from worker.settings import Settings

# Dead letters that one transaction takes at most, in number and in bytes.
AT_ONCE = 200
BYTES_AT_ONCE = 8 * 1_048_576


class Fate(StrEnum):
    """What becomes of a dead letter that was asked for."""

    REPLAYED = "sent back"
    REPLAYED_BEFORE = "sent back before"
    NO_DEAD_LETTER = "left out: its headers are not those of a dead letter"
    NO_VALUE = "left out: its value stands at dlq.topic, dlq.partition and dlq.offset only"
    NO_TARGET = "left out: this app reads no such topic, or no such partition of it"
    TOO_LARGE = "left out: the topic does not take a record of this size"


LEFT_OUT = (Fate.NO_DEAD_LETTER, Fate.NO_VALUE, Fate.NO_TARGET, Fate.TOO_LARGE)


class DeadLetter:
    """A record of wire.rejected; also one that somebody else put there, of which nothing is known."""

    def __init__(self, record: ConsumerRecord) -> None:
        self._record = record
        self._parts = taken_apart(record.headers)
        self.partition: int = record.partition
        self.offset: int = record.offset
        self.timestamp: float = record.timestamp / 1000
        self.size = len(record.key or b"") + len(record.value or b"")
        self.place = f"{record.topic}/{record.partition}/{record.offset}"
        # With the time: the offsets of a topic that was deleted and made again start anew.
        self.mark = f"{self.place}@{record.timestamp}".encode()

    def reason(self, name: str) -> str:
        """`dlq.<name>`; empty where it is absent."""
        return self._parts.reasons[name] if self._parts else ""

    def fate(self, marks: set[bytes], targets: Mapping[str, int]) -> Fate:
        """What becomes of it, given the marks of what was sent back before and the topics with their partitions."""
        if self._parts is None:
            return Fate.NO_DEAD_LETTER
        if self.mark in marks:
            return Fate.REPLAYED_BEFORE
        if not self._parts.has_value:
            return Fate.NO_VALUE
        return Fate.REPLAYED if self._has_target(targets) else Fate.NO_TARGET

    def original(self) -> OutRecord:
        """The record as it was, for the partition that it came from, with what tells that it was sent back."""
        if self._parts is None:
            raise ValueError(f"{self.place} is no dead letter")
        headers = [*self._parts.original, *replay_headers(self._parts.reasons, self.mark)]
        partition = int(self.reason("partition"))
        return OutRecord(self.reason("topic"), self._record.key, self._record.value, headers, partition)

    def _has_target(self, targets: Mapping[str, int]) -> bool:
        partition = self.reason("partition")
        partitions = targets.get(self.reason("topic"), 0)
        return partition.isdecimal() and len(partition) < 10 and int(partition) < partitions


Tell = Callable[[DeadLetter, Fate], None]
Send = Callable[[list[DeadLetter]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which dead letters: all that is given must fit. Times are those at which they were dead-lettered."""

    codes: frozenset[str] = frozenset()
    since: datetime | None = None
    until: datetime | None = None
    partition: int | None = None
    first_offset: int | None = None
    last_offset: int | None = None

    def fits(self, letter: DeadLetter) -> bool:
        """Whether the letter is asked for."""
        return (
            (not self.codes or letter.reason("code") in self.codes)
            and _within(letter.timestamp, _seconds(self.since), _seconds(self.until))
            and (self.partition is None or letter.partition == self.partition)
            and _within(letter.offset, self.first_offset, self.last_offset)
        )


async def replay(
    settings: Settings, wanted: Wanted, targets: Mapping[str, int], tell: Tell, *, dry_run: bool
) -> None:
    """Send the wanted dead letters back, and tell of each what became of it. A dry run sends nothing.

    `targets` are the topics that may get them, with their partitions.
    """
    async with _pretending(tell) if dry_run else _sending(settings, tell) as send:
        # Only now: no other replay writes any more, and what it had under way is either marked or void.
        marks = {record.key async for record in stored_records(settings, settings.topic("replayed"))}
        pending: list[DeadLetter] = []
        async for record in stored_records(settings, settings.topic("rejected")):
            letter = DeadLetter(record)
            if not wanted.fits(letter):
                continue
            fate = letter.fate(marks, targets)
            if fate is not Fate.REPLAYED:
                tell(letter, fate)
                continue
            pending.append(letter)
            if len(pending) >= AT_ONCE or sum(each.size for each in pending) >= BYTES_AT_ONCE:
                await send(pending)
                pending = []
        await send(pending)


@asynccontextmanager
async def _pretending(tell: Tell) -> AsyncIterator[Send]:
    async def send(letters: list[DeadLetter]) -> None:
        for letter in letters:
            tell(letter, Fate.REPLAYED)

    yield send


@asynccontextmanager
async def _sending(settings: Settings, tell: Tell) -> AsyncIterator[Send]:
    sender = Sender(settings, tell)
    try:
        await sender.start()
        yield sender.send
    finally:
        await sender.stop()


class Sender:
    """The one that sends dead letters back for an app: it shuts out the one before it."""

    def __init__(self, settings: Settings, tell: Tell) -> None:
        self._settings = settings
        self._tell = tell
        self._producer: AIOKafkaProducer = self._new()

    async def start(self) -> None:
        """Connect, and end what another replay has left open."""
        await self._producer.start()

    async def stop(self) -> None:
        """Close the connection."""
        await self._producer.stop()

    async def send(self, letters: list[DeadLetter]) -> None:
        """Send them together; where the brokers refuse one for its size, each by itself."""
        try:
            await self._transaction(letters)
        except REFUSALS:
            await self._renew()
            if len(letters) == 1:
                self._tell(letters[0], Fate.TOO_LARGE)
                return
            for letter in letters:
                await self.send([letter])
        else:
            for letter in letters:
                self._tell(letter, Fate.REPLAYED)

    async def _transaction(self, letters: list[DeadLetter]) -> None:
        """Records and marks: all of them, or none."""
        if not letters:
            return
        replayed = self._settings.topic("replayed")
        async with self._producer.transaction():
            await send_all(self._producer, [letter.original() for letter in letters])
            await send_all(self._producer, [OutRecord(replayed, letter.mark, b"1") for letter in letters])

    async def _renew(self) -> None:
        """After a refusal the client's sequence numbers are no longer the broker's."""
        await self._producer.stop()
        self._producer = self._new()
        await self._producer.start()

    def _new(self) -> AIOKafkaProducer:
        return new_producer(self._settings, f"{self._settings.app_id}-replay")


def _within(value: float, first: float | None, last: float | None) -> bool:
    return (first is None or value >= first) and (last is None or value <= last)


def _seconds(instant: datetime | None) -> float | None:
    return instant.timestamp() if instant is not None else None
