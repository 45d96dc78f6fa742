"""After a change of rules or lists: what would be published otherwise goes through `identify` once more.

`Index` reads what stands on the events' topics and on wire.items; `reprocess` enriches the newest record of each item
and compares. Where the content differs, the item goes to wire.split as a marked record (`SplitPage.reprocessed`) under
its market: `identify` numbers it, and `publish` makes its event. Nothing is written here but those records.

It keeps no mark of what it sent. `identify` takes a marked item only while nothing newer was told of it, so that one
that is sent twice, or was updated meanwhile, comes to nothing; and what was published anew differs no more.
"""

import asyncio
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import orjson
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord
from aiokafka.structs import TopicPartition
from pydantic import ValidationError

from schemas import Item, ItemType, Provenance, SplitPage, canonical_bytes
from schemas.cloudevents import TRACE_HEADERS
from schemas.notes import NoteCode
from worker.delivery.client import connection
from worker.delivery.reading import stored_records
from worker.delivery.sink import new_producer, send_all
from worker.delivery.topics import HEADERS_BYTES, largest_record
from worker.entities import Annotator
from worker.pipeline import publish_item
from worker.pipeline.differences import DIGESTS, EventJson, differing, digests
from worker.records import OutRecord
from worker.settings import Settings
from worker.stages import JSON, MARKET_HEADER
from worker.version import VERSION

EVENT_TOPICS: dict[ItemType, str] = {"article": "articles", "brief": "briefs"}
# Marked records whose delivery is awaited together.
AT_ONCE = 200
# What is kept of the newest event: version, revision, digests, partition, offset; and of the newest item: the last two.
EVENT = struct.Struct(f"<II{DIGESTS}sIq")
PLACE = struct.Struct("<Iq")
NOWHERE = PLACE.pack(0, -1)

Advance = Callable[[int], None]


class Fate(StrEnum):
    """What becomes of an item."""

    SENT = "sent"
    UNCHANGED = "unchanged"
    UNDER_WAY = "left for later: the event of its newest form is not there yet"
    NO_ITEM = "left out: wire.items does not hold the item of this event"
    UNREADABLE = "left out: it is no item of this release"
    STEP_FAILED = "left out: a step failed on it, and would cost what its event has"
    TOO_LARGE = "left out: as a marked record it is larger than wire.split takes"


LEFT_OUT = (Fate.NO_ITEM, Fate.UNREADABLE, Fate.STEP_FAILED, Fate.TOO_LARGE)


@dataclass(frozen=True, slots=True)
class Known:
    """The newest event of an item, and where it and the newest item stand."""

    version: int
    revision: int
    digests: bytes
    event: tuple[int, int]
    item: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Judged:
    """An item whose fate is known. `fields` are those in which the event that it would have, `after`, differs."""

    id: str
    fate: Fate
    item: Item | None = None
    fields: tuple[str, ...] = ()
    after: EventJson | None = None


Tell = Callable[[Judged], None]


class Index:
    """The newest events and items of some types: some hundred bytes for each item, however large its text."""

    def __init__(self, settings: Settings, types: tuple[ItemType, ...]) -> None:
        self._settings = settings
        self._types = types
        self._prefixes = tuple(f"{item_type}:".encode() for item_type in types)
        self._known: dict[bytes, bytes] = {}
        self._made_at = -1
        self.made_by: Provenance | None = None
        """What made the newest event of all."""
        self.newest: datetime | None = None
        """When that was written."""

    async def read_events(self, advance: Advance) -> None:
        """Read the events' topics; of each item its last event counts."""
        for item_type in self._types:
            async for record in stored_records(self._settings, self._settings.topic(EVENT_TOPICS[item_type])):
                advance(1)
                if not self.is_wanted(record.key):
                    continue
                event = read_json(record)
                if event is None:
                    self._known.pop(record.key, None)
                else:
                    self._known[record.key] = _event_entry(record, event) + NOWHERE
                    self._note_maker(record, event)

    async def read_items(self, advance: Advance) -> None:
        """Read where the newest form of each item stands. After the events: what comes in between is under way."""
        async for record in stored_records(self._settings, self._settings.topic("items")):
            advance(1)
            entry = self._known.get(record.key)
            if entry is not None:
                place = NOWHERE if record.value is None else PLACE.pack(record.partition, record.offset)
                self._known[record.key] = entry[: EVENT.size] + place

    def of(self, key: bytes) -> Known | None:
        """What is known of the item with this key."""
        entry = self._known.get(key)
        if entry is None:
            return None
        version, revision, its_digests, *event = EVENT.unpack_from(entry)
        return Known(
            version, revision, its_digests, (event[0], event[1]), PLACE.unpack_from(entry, EVENT.size)
        )

    def without_item(self) -> Iterator[str]:
        """The ids of events whose item is not on wire.items."""
        return (key.decode(errors="replace") for key, entry in self._known.items() if entry.endswith(NOWHERE))

    def is_wanted(self, key: bytes | None) -> bool:
        """Whether this is the key of an item of the types that are looked at."""
        return key is not None and key.startswith(self._prefixes)

    def __len__(self) -> int:
        return len(self._known)

    def _note_maker(self, record: ConsumerRecord, event: EventJson) -> None:
        if record.timestamp >= self._made_at:
            try:
                self.made_by = Provenance.model_validate(event.get("provenance"))
            except ValidationError:
                return
            self._made_at = record.timestamp
            self.newest = datetime.fromtimestamp(record.timestamp / 1000, UTC)


async def reprocess(
    settings: Settings, index: Index, annotator: Annotator, tell: Tell, *, limit: int | None, dry_run: bool
) -> None:
    """Judge the newest form of each item, send what changed (at most `limit`), and tell of each what became of it.

    A dry run sends nothing.
    """
    producer = None if dry_run else new_producer(settings)
    if producer is not None:
        await producer.start()
    try:
        sender = Sender(settings, producer, tell)
        async for record in stored_records(settings, settings.topic("items")):
            if not index.is_wanted(record.key):
                continue
            judged = judge(record, index.of(record.key), annotator)
            if judged is None:
                continue
            if judged.fate is Fate.SENT and judged.item is not None:
                await sender.take(judged, marked_record(settings, record, judged.item))
            else:
                tell(judged)
            if sender.count == limit:
                break
        else:
            for item_id in index.without_item():
                tell(Judged(item_id, Fate.NO_ITEM))
        await sender.flush()
    finally:
        if producer is not None:
            await producer.stop()


def judge(record: ConsumerRecord, known: Known | None, annotator: Annotator) -> Judged | None:
    """Whether the item of a record of wire.items would be published otherwise; None where it is not its newest form."""
    is_newest = known is None or known.item == (record.partition, record.offset)
    if record.value is None or not is_newest:
        return None
    try:
        item = Item.model_validate_json(record.value)
    except ValidationError:
        return Judged(record.key.decode(errors="replace"), Fate.UNREADABLE)
    if known is None or (item.version, item.revision) != (known.version, known.revision):
        return Judged(item.id, Fate.UNDER_WAY, item)
    return _compared(item, known, annotator)


def _compared(item: Item, known: Known, annotator: Annotator) -> Judged:
    event = publish_item(item, annotator)
    after: EventJson = orjson.loads(canonical_bytes(event))
    fields = differing(known.digests, digests(after))
    if not fields:
        return Judged(item.id, Fate.UNCHANGED, item)
    failed = any(note.code is NoteCode.STEP_FAILED for note in event.notes[len(item.notes) :])
    return Judged(item.id, Fate.STEP_FAILED if failed else Fate.SENT, item, fields, after)


class Sender:
    """Puts items on wire.split as marked records, some of them together. Without a producer it only counts."""

    def __init__(self, settings: Settings, producer: AIOKafkaProducer | None, tell: Tell) -> None:
        self._producer = producer
        self._tell = tell
        self._largest = largest_record(settings, "grown") - HEADERS_BYTES
        self._pending: list[tuple[Judged, OutRecord]] = []
        self.count = 0

    async def take(self, judged: Judged, marked: OutRecord) -> None:
        """Send the marked record of this item, soon."""
        if len(marked.value or b"") > self._largest:
            self._tell(replace(judged, fate=Fate.TOO_LARGE))
            return
        self._pending.append((judged, marked))
        self.count += 1
        if len(self._pending) == AT_ONCE:
            await self.flush()

    async def flush(self) -> None:
        """Wait until all that was taken is durable, and tell of it."""
        if self._producer is not None:
            await send_all(self._producer, [marked for _, marked in self._pending])
        for judged, _ in self._pending:
            self._tell(judged)
        self._pending = []


def marked_record(settings: Settings, record: ConsumerRecord, item: Item) -> OutRecord:
    """The record for wire.split that has `identify` number `item`, which stands in this record of wire.items, anew.

    It has no record time: it is no sighting and must age nothing. An item that was written before items named their
    market is of the setting's.
    """
    market = dict(record.headers).get(MARKET_HEADER, settings.market.encode())
    page = SplitPage(market=market.decode(), items=(), reprocessed=(item,))
    trace = [(name, value) for name, value in record.headers if name in TRACE_HEADERS]
    return OutRecord(settings.topic("split"), market, canonical_bytes(page), [JSON, *trace])


def other_maker(made_by: Provenance, annotator: Annotator) -> str | None:
    """How the maker of an event is not this command, in words; None where it is the same release with the same lists."""
    here = Provenance(pipeline=VERSION, recogniser=annotator.recogniser, lists=annotator.lists)
    different = [
        f"{name} {theirs or '-'}, here {getattr(here, name) or '-'}"
        for name in Provenance.model_fields
        # An item that is not Dutch is read by neither recogniser nor lists, and its event names none.
        if (theirs := getattr(made_by, name)) is not None and theirs != getattr(here, name)
    ]
    return "; ".join(different) or None


async def event_before(settings: Settings, item_type: ItemType, known: Known) -> EventJson | None:
    """The newest event of an item, read from its place; None where it has been compacted away meanwhile."""
    number, offset = known.event
    partition = TopicPartition(settings.topic(EVENT_TOPICS[item_type]), number)
    consumer = AIOKafkaConsumer(
        **connection(settings), isolation_level="read_committed", enable_auto_commit=False
    )
    consumer.assign([partition])
    async with consumer:
        consumer.seek(partition, offset)
        record = await asyncio.wait_for(consumer.getone(partition), settings.request_timeout)
    return read_json(record) if record.offset == offset else None


def read_json(record: ConsumerRecord) -> dict[str, Any] | None:
    """The event of a record; None for a tombstone, and for what is no event of this program."""
    try:
        event = orjson.loads(record.value or b"null")
        numbers = [event["version"], event["revision"]]
    except (orjson.JSONDecodeError, KeyError, TypeError):
        return None
    is_event = all(isinstance(number, int) and 0 <= number < 2**32 for number in numbers)
    return event if is_event else None


def _event_entry(record: ConsumerRecord, event: dict[str, Any]) -> bytes:
    return EVENT.pack(event["version"], event["revision"], digests(event), record.partition, record.offset)
