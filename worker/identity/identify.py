"""(state, split page) → (changes to the state, items that are new or changed).

One writer for each market calls this for one page after the other. It reads the state through `State` and says
what to change in `Changes`; the sink writes the changes in the same transaction as the items, and only then does
the caller apply them. For now an item is known by its exact text alone: the same text is published once.

The state, in bytes (16 digits of a fingerprint and a time, as there are millions of them):

    key     first letter of the item's type, then the 16 bytes of its id
    value   the record time of its last sighting (to within REFRESH), seconds since 1970, unsigned, big-endian
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Protocol

from schemas import Change, Item, Sightings, SplitItem, SplitPage

# A key that is met again is written again only when this part of its life is over: most sightings cost nothing.
REFRESH = 0.1
# Keys that one page looks at to age them out: a bound on its work, and on what a record from the year 2099 can do.
FORGET_AT_ONCE = 64


class State(Protocol):
    """What `identify` may read: compact values by key."""

    def get(self, key: bytes, /) -> bytes | None:
        """The value under `key`, or None."""

    def oldest_first(self) -> Iterator[tuple[bytes, bytes]]:
        """Keys with their values, the one that was changed longest ago first."""


# New values by key; None removes the key.
Changes = Mapping[bytes, bytes | None]


@dataclass(frozen=True, slots=True)
class IdentifiedItem:
    """An item and why it is published."""

    item: Item
    change: Change


@dataclass(frozen=True, slots=True)
class Decision:
    """The outcome of one page."""

    changes: Changes
    items: tuple[IdentifiedItem, ...]


def identify(state: State, page: SplitPage, max_age: int) -> Decision:
    """Decide what of `page` is published.

    A text that was not seen for `max_age` seconds is forgotten, never earlier; at the latest a tenth (REFRESH) later.
    """
    now = _seconds(page.recorded_at)
    keep = max_age + REFRESH * max_age  # what is written may be so much older than the last sighting
    changes: dict[bytes, bytes | None] = {}
    fresh = []
    for item in page.items:
        key = state_key(item.id)
        seen_at = _time(changes.get(key) or state.get(key))
        expired = seen_at is not None and now - seen_at > keep
        if seen_at is None or expired:
            fresh.append(IdentifiedItem(first_seen(item), Change.PUBLISHED))
        if seen_at is None or now - seen_at > REFRESH * max_age:
            changes[key] = now.to_bytes(4, "big")
    changes |= _forgotten(state, now - keep, changes)
    return Decision(changes, tuple(fresh))


def first_seen(split: SplitItem) -> Item:
    """An item at its first sighting."""
    seen_at = split.page.scraped_at
    # The parts are frozen and already checked: they are taken over as they are.
    parts = {name: getattr(split, name) for name in SplitItem.model_fields}
    return Item(**parts, sightings=Sightings(first=seen_at, last=seen_at, count=1))


def state_key(item_id: str) -> bytes:
    """`brief:2b0c…` as 17 bytes."""
    kind, _, digest = item_id.partition(":")
    return kind[:1].encode() + bytes.fromhex(digest)


def _forgotten(state: State, horizon: float, changes: Changes) -> dict[bytes, bytes | None]:
    """The keys that were last seen before `horizon`, as removals."""
    # All of the oldest are looked at: a time from the future at their head must not keep the others.
    oldest = islice(state.oldest_first(), FORGET_AT_ONCE)
    return {
        key: None for key, value in oldest if int.from_bytes(value, "big") < horizon and key not in changes
    }


def _seconds(instant: datetime | None) -> int:
    """0 where the record has no time: such a page ages nothing, and what it shows first is soon forgotten."""
    return min(max(int(instant.timestamp()), 0), 2**32 - 1) if instant is not None else 0


def _time(value: bytes | None) -> int | None:
    return None if value is None else int.from_bytes(value, "big")
