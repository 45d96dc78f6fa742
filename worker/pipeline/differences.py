"""What of an event is other than before when its item is enriched anew: its content, field by field.

Events are compared as their JSON: one of an earlier release may be none of today's models. A field that is absent says
as little as one that is null or empty. Who made the event, and its number, are no content.
"""

from collections.abc import Mapping
from hashlib import blake2b
from typing import TypeAlias

import orjson

EventJson: TypeAlias = Mapping[str, object]

# What `publish_item` adds to an item. All else is the item's own, and looked at as one.
ADDED = ("timexes", "entities", "notes")
OTHER = "other"
FIELDS = (*ADDED, OTHER)
NO_CONTENT = ("provenance", "revision")

DIGEST = 8
DIGESTS = DIGEST * len(FIELDS)


def digests(event: EventJson) -> bytes:
    """`DIGEST` bytes for each of FIELDS: events with the same digest in a field have the same content there."""
    return b"".join(_digest(parts(event, field)) for field in FIELDS)


def differing(before: bytes, after: bytes) -> tuple[str, ...]:
    """The FIELDS in which two events with these `digests` differ."""
    return tuple(
        field
        for at, field in enumerate(FIELDS)
        if before[at * DIGEST : (at + 1) * DIGEST] != after[at * DIGEST : (at + 1) * DIGEST]
    )


def gone_and_come(
    before: EventJson, after: EventJson, field: str
) -> tuple[tuple[object, ...], tuple[object, ...]]:
    """Which parts of one of the FIELDS only the event before has, and which only the one after."""
    old, new = parts(before, field), parts(after, field)
    return tuple(part for part in old if part not in new), tuple(part for part in new if part not in old)


def parts(event: EventJson, field: str) -> tuple[object, ...]:
    """What one of the FIELDS consists of: its time expressions, entities, notes; `{name: value}` of all others."""
    if field == OTHER:
        own = sorted(set(event).difference(ADDED, NO_CONTENT))
        return tuple({name: event[name]} for name in own if event[name] not in (None, "", [], {}))
    values = event.get(field)
    return tuple(values) if isinstance(values, list) else ()


def _digest(values: tuple[object, ...]) -> bytes:
    return blake2b(orjson.dumps(values, option=orjson.OPT_SORT_KEYS), digest_size=DIGEST).digest()
