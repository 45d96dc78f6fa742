"""The state as one page leaves it so far, and what of it grows old.

A story is forgotten when none of its texts was seen for `max_age` seconds of record time, and with it all that leads to
it. Each page removes some of what is forgotten: its work has a bound. What leads to a story that lives on is written
anew when its own time is up, so that a sighting costs one value, the story's.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Protocol

from worker.identity.keys import TEXTS, WITHDRAWN
from worker.identity.records import (
    NOT_APPLIED,
    Story,
    alias,
    is_story,
    pointers,
    seen_of,
    story_key_at,
    story_keys_in,
    story_of,
    with_seen,
)

# Stories that one address, headline or row of words leads to: a home page or `Weer` has many.
MAX_POINTERS = 8
# Keys that one page looks at to age them out: a bound on its work, and on what a record from the year 2099 can do.
FORGET_AT_ONCE = 64
LATEST_SECOND = 2**32 - 1


class State(Protocol):
    """What `identify` may read: compact values by key."""

    def get(self, key: bytes, /) -> bytes | None:
        """The value under `key`, or None."""

    def oldest_first(self) -> Iterator[tuple[bytes, bytes]]:
        """Keys with their values, the one that was changed longest ago first."""


# New values by key; None removes the key.
Changes = Mapping[bytes, bytes | None]


class Ledger:
    """The state under the changes of one page. A story that was changed is written when `keep` was called for it."""

    def __init__(self, state: State, recorded_at: datetime | None, max_age: int) -> None:
        self._state = state
        # A page without a record time ages nothing; what it shows is as old as the first page that looks it over.
        self.now = 0 if recorded_at is None else min(max(int(recorded_at.timestamp()), 0), LATEST_SECOND)
        self._horizon = self.now - max_age
        self._stories: dict[bytes, Story] = {}
        self._kept: dict[bytes, Story] = {}
        self._written: dict[bytes, bytes] = {}
        self._removed: dict[bytes, None] = {}

    def story(self, key: bytes) -> Story | None:
        """The story under this key; None where there is none or it is forgotten."""
        story = self._stories.get(key)
        if story is None:
            value = self._live(key)
            if value is None or not is_story(value):
                return None
            story = self._stories[key] = story_of(value)
        return story

    def story_of_text(self, key: bytes) -> tuple[bytes, Story] | None:
        """The story that has the text with this key, after its own key."""
        story = self.story(key)
        if story is not None:
            return key, story
        value = self._get(key)
        return None if value is None else self._with_key(story_key_at(key, value))

    def stories_at(self, key: bytes) -> list[tuple[bytes, Story]]:
        """The stories that an address, a headline or some words lead to, after their keys, the last one first."""
        return [story for story in map(self._with_key, self._led_to(key)) if story is not None]

    def keep(self, key: bytes, story: Story) -> None:
        """Write this story with the page's changes."""
        self._stories[key] = self._kept[key] = story

    def lead_text(self, key: bytes, story_key: bytes) -> None:
        """From a later text to its story."""
        self._written[key] = alias(self.now, story_key)

    def lead(self, key: bytes, story_key: bytes) -> None:
        """From an address, a headline or some words to a story, in front of others."""
        others = [other for other in self._led_to(key) if other != story_key]
        self._written[key] = pointers(self.now, [story_key, *others[: MAX_POINTERS - 1]])

    def leads(self, key: bytes, story_key: bytes) -> bool:
        """Whether they lead to the story already."""
        return story_key in self._led_to(key)

    def write(self, key: bytes, value: bytes) -> None:
        """Any other value."""
        self._written[key] = value

    def take(self, key: bytes) -> bytes | None:
        """Read a value and remove it."""
        value = self._live(key)
        if value is not None:
            self._written.pop(key, None)
            self._removed[key] = None
        return value

    def changes(self, offset: int | None) -> Changes:
        """What this page, the input record at `offset`, changes. Stories come first: what leads to one follows it."""
        for story in self._kept.values():
            story.offset = NOT_APPLIED if offset is None else offset
        changes: dict[bytes, bytes | None] = (
            {key: story.packed() for key, story in self._kept.items()} | self._written | self._removed
        )
        return changes | self._aged(changes)

    def _aged(self, changes: Changes) -> dict[bytes, bytes | None]:
        if not self.now:
            return {}
        # All of the oldest are looked at: a time from the future at their head must not keep the others.
        oldest = islice(self._state.oldest_first(), FORGET_AT_ONCE)
        return {
            key: self._renewed(key, value)
            for key, value in oldest
            if key not in changes and (self._is_over(seen_of(value)) or seen_of(value) == 0)
        }

    def _renewed(self, key: bytes, value: bytes) -> bytes | None:
        """What becomes of a value whose time is up, or that has none: None where it is forgotten."""
        if seen_of(value) == 0:
            return with_seen(value, self.now)
        if key[0] in TEXTS:
            story_key = story_key_at(key, value)
            seen = None if story_key == key else self._seen(story_key)
            return None if seen is None else with_seen(value, seen)
        led_to = () if key[:1] == WITHDRAWN else story_keys_in(value)
        alive = {story_key: seen for story_key in led_to if (seen := self._seen(story_key)) is not None}
        return pointers(max(alive.values()), list(alive)) if alive else None

    def _seen(self, story_key: bytes) -> int | None:
        """When a story was seen last; None where it is forgotten."""
        if story_key in self._kept:
            return self._kept[story_key].seen
        value = self._live(story_key)
        return None if value is None else seen_of(value)

    def _live(self, key: bytes) -> bytes | None:
        value = self._get(key)
        return None if value is None or self._is_over(seen_of(value)) else value

    def _is_over(self, seen: int) -> bool:
        return 0 < seen < self._horizon

    def _get(self, key: bytes) -> bytes | None:
        if key in self._removed:
            return None
        return self._written.get(key) or self._state.get(key)

    def _led_to(self, key: bytes) -> list[bytes]:
        value = self._get(key)
        return [] if value is None else story_keys_in(value)

    def _with_key(self, key: bytes) -> tuple[bytes, Story] | None:
        story = self.story(key)
        return None if story is None else (key, story)
