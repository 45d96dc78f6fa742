"""CloudEvents 1.0 in Kafka's binary mode: the attributes of an event as record headers."""

from hashlib import blake2b

from schemas.base import rfc3339
from schemas.event import Change, Item

Headers = list[tuple[str, bytes]]

# Carried from the page to its events, so that a trace goes through (W3C Trace Context).
TRACE_HEADERS = ("traceparent", "tracestate")


def ce_type(item: Item, change: Change) -> str:
    """`dateline.brief.published.v1`"""
    return f"dateline.{item.type}.{change.value}.v1"


def ce_id(event_type: str, value: bytes) -> str:
    """Made from type and bytes alone: equal ids mean equal bytes, on every run."""
    return blake2b(event_type.encode() + b"\0" + value, digest_size=16).hexdigest()


def ce_headers(item: Item, change: Change, value: bytes, source: str) -> Headers:
    """The headers of the event with the bytes `value`. `ce_time` is the capture, left out where unknown."""
    event_type = ce_type(item, change)
    attributes = {
        "ce_specversion": "1.0",
        "ce_id": ce_id(event_type, value),
        "ce_source": source,
        "ce_type": event_type,
        "ce_subject": item.id,
        "ce_dataschema": f"urn:dateline:{item.type}:v1",
        "content-type": "application/json",
    }
    if item.page.scraped_at is not None:
        attributes["ce_time"] = rfc3339(item.page.scraped_at)
    return [(name, text.encode()) for name, text in attributes.items()]
