"""The work of the three agents on one record: bytes in, records out. Pure; the agents add batches and delivery.

Each stage is called with a record and the state of the record's partition. It returns the Outcome, or raises
Rejection for a record that cannot become events.
"""

from collections.abc import Callable
from typing import TypeVar

from pydantic import ValidationError

from schemas import Change, Item, Rejection, RejectionCode, SplitPage, canonical_bytes
from schemas.cloudevents import TRACE_HEADERS, ce_headers
from worker.identity import State, identify
from worker.options import entity_annotator, identity_rules, page_options
from worker.pipeline import Capture, publish_item, split_page
from worker.records import Headers, InRecord, Outcome, OutRecord
from worker.settings import Settings

M = TypeVar("M", SplitPage, Item)
Stage = Callable[[InRecord, State], Outcome]

# Why an item stands on wire.items: what `publish` makes the event's type of.
CHANGE_HEADER = "dateline-change"
# Whose story it is: under which key of wire.split a reprocessing sends the item back to its writer.
MARKET_HEADER = "dateline-market"
JSON = ("content-type", b"application/json")


def split_stage(settings: Settings) -> Stage:
    """A page becomes one record with all its items, under its market."""
    topic = settings.topic("split")
    options = page_options(settings)

    def split(record: InRecord, _state: State) -> Outcome:
        page = split_page(record.value, _capture(record), options)
        headers = [JSON, *_trace(record)]
        return Outcome([OutRecord(topic, page.market.encode(), canonical_bytes(page), headers)])

    return split


def identify_stage(settings: Settings) -> Stage:
    """A split page becomes a record for each of its items that is new or changed."""
    topic = settings.topic("items")
    rules = identity_rules(settings)
    # Exactly once, state and offset are committed together: no record comes again whose changes are there.
    may_come_again = settings.guarantee == "at-least-once"

    def identify_items(record: InRecord, state: State) -> Outcome:
        page = _read(SplitPage, record)
        decision = identify(state, page, rules, record.offset if may_come_again else None)
        shared = [(MARKET_HEADER, page.market.encode()), *_trace(record)]
        outputs = [
            OutRecord(
                topic,
                identified.item.id.encode(),
                canonical_bytes(identified.item),
                [JSON, (CHANGE_HEADER, identified.change.value.encode()), *shared],
            )
            for identified in decision.items
        ]
        return Outcome(outputs, decision.changes)

    return identify_items


def publish_stage(settings: Settings) -> Stage:
    """An item becomes its event on the topic of its type."""
    topics = {"article": settings.topic("articles"), "brief": settings.topic("briefs")}
    annotator = entity_annotator(settings)

    def publish(record: InRecord, _state: State) -> Outcome:
        item = _read(Item, record)
        change = _change(record)
        value = canonical_bytes(publish_item(item, annotator))
        headers = ce_headers(item, change, value, settings.source) + _trace(record)
        return Outcome([OutRecord(topics[item.type], item.id.encode(), value, headers)])

    return publish


def _capture(record: InRecord) -> Capture:
    return Capture(
        scraped_at=record.header("scraped-at"),
        recorded_at=record.recorded_at(),
        recorded_by_broker=record.stamped_by_broker,
        url=record.header("url"),
        source=record.header("source"),
        content_type=record.header("content-type"),
        language=record.header("language"),
        market=record.header("market"),
    )


def _trace(record: InRecord) -> Headers:
    return [(name, value) for name, value in record.headers if name in TRACE_HEADERS]


def _read(model: type[M], record: InRecord) -> M:
    try:
        return model.model_validate_json(record.value or b"")
    except ValidationError as error:
        raise Rejection(RejectionCode.BAD_RECORD, f"no {model.__name__} of this version: {error}") from None


def _change(record: InRecord) -> Change:
    try:
        return Change(record.header(CHANGE_HEADER) or "")
    except ValueError as error:
        raise Rejection(RejectionCode.BAD_RECORD, f"header {CHANGE_HEADER}: {error}") from None
