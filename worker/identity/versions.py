"""Whose text an item shows: a known one's, a changed one of a known story, or none's so far.

A text that is known is found by its key. Of another, the traces lead to stories that may have had an earlier version;
the nearest of those that are near enough is its story. Where in doubt it is a new story: a version that is missed costs
less than two stories in one.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum
from math import inf

from worker.identity.keys import HEADLINE, Keys
from worker.identity.ledger import Ledger
from worker.identity.near_duplicates import Clue, Likeness, are_versions, likeness
from worker.identity.records import UNKNOWN, Status, Story
from worker.identity.shown import Shown
from worker.identity.sightings import interval, overlaps
from worker.identity.sketch import DAMAGED, Sketch, Sketched, unpack
from worker.identity.statuses import WITHDRAWN_WITHIN
from worker.identity.traces import Traced, is_telling

SECOND = 1_000_000  # in microseconds
DAY = 86_400 * SECOND
# A version is captured so shortly after its story. Later the same words are another day's report.
BY_WORDS_WITHIN, WITHIN = 3 * DAY, 7 * DAY
# Its label is that of the story, or says when the version was made.
LABELLED_WITHIN = 2 * DAY
NOTICES_OF_CHANGE = ("update", "correction", "replaces")


class Text(Enum):
    """What a text is to its story."""

    NEW = 1  # its first
    CURRENT = 2
    CHANGED = 3  # the new current one
    EARLIER = 4  # one that was current, or that came too late to be
    COPY = 5  # no version: cut off or damaged, or of what was withdrawn
    NONE = 6  # there is none: a notice names the story


@dataclass(frozen=True, slots=True)
class Found:
    """A story under its key, and what the text at hand is to it."""

    key: bytes
    story: Story
    text: Text


class Finder:
    """Finds the stories of one page's items."""

    def __init__(self, ledger: Ledger, keys: Keys) -> None:
        self._ledger = ledger
        self._keys = keys

    def of_known_text(self, shown: Shown) -> Found | None:
        """The story that has this very text."""
        found = self._ledger.story_of_text(shown.key)
        if found is None:
            return None
        key, story = found
        return Found(key, story, Text.CURRENT if story.is_current(shown.key) else Text.EARLIER)

    def of_changed_text(self, shown: Shown, traced: Traced, begun: Collection[bytes]) -> Found | None:
        """The story of which this text is another version. Those that have `begun` a text on this page have none more."""
        key = self._nearest(shown, traced, begun)
        story = None if key is None else self._ledger.story(key)
        if key is None or story is None:
            return None
        if shown.capture < max(text.earliest for text in story.texts):
            return Found(key, story, Text.EARLIER)
        is_copy = shown.breaks_off or _is_copy(unpack(story.sketch), shown, traced.text)
        return Found(key, story, Text.COPY if is_copy or _stays_withdrawn(story, shown) else Text.CHANGED)

    def named(self, shown: Shown) -> Found | None:
        """The story that a withdrawal names: of those of its type and of that headline the nearest in time.

        A page that holds nothing else tells no type: there it may be of the other one. A withdrawal with a text of its
        own names none by a word or two.
        """
        for name in shown.names:
            if shown.item.text and not is_telling(name):
                continue
            called = [
                (key[:1] != shown.key[:1], self._distance(shown, story), Found(key, story, Text.NONE))
                for key, story in self._called(name)
            ]
            near = [
                found for found in called if found[1] <= WITHDRAWN_WITHIN and (shown.is_alone or not found[0])
            ]
            if near:
                return min(near, key=lambda found: found[:2])[2]
        return None

    def _nearest(self, shown: Shown, traced: Traced, begun: Collection[bytes]) -> bytes | None:
        """The story of which an earlier text is near enough; of several the one that shares most."""
        nearest, most = None, -1.0
        for key, clues in self._led_to(shown, traced).items():
            story = self._ledger.story(key)
            if story is not None and story.has_text(shown.key):  # a crash kept its own key from being written
                return key
            if story is None or key in begun or not self._may_precede(shown, story, clues):
                continue
            old = unpack(story.sketch)
            if _is_copy(old, shown, traced.text) or (not old and clues & (Clue.HEADLINE | Clue.URL)):
                return key
            like = likeness(old, traced.text)
            is_version = are_versions(like, clues, corrects=shown.has_notice("correction"))
            # An article under another headline and at another address, with another fact, is another article.
            if clues == Clue.WORDS and like.facts and shown.item.type == "article":
                continue
            is_sure = like.facts == 0 or clues & Clue.NOTICE or _is_of_one_time(story, shown, like, clues)
            if is_version and is_sure and like.shared > most:
                nearest, most = key, like.shared
        return nearest

    def _led_to(self, shown: Shown, traced: Traced) -> dict[bytes, Clue]:
        """The keys of the stories of this type that the item's traces lead to, and the headlines that it replaces."""
        replaced = {
            self._keys.of_name(HEADLINE, notice.text): Clue.REPLACED
            for notice in shown.item.notices
            if notice.kind == "replaces" and is_telling(notice.text)
        }
        clues: dict[bytes, Clue] = {}
        own = Clue.NOTICE if shown.has_notice(*NOTICES_OF_CHANGE) else Clue.WORDS
        for way, clue in (*traced.keys.items(), *replaced.items()):
            for key, _ in self._ledger.stories_at(way):
                if key[:1] == shown.key[:1]:
                    clues[key] = clues.get(key, own) | clue
        return clues

    def _may_precede(self, shown: Shown, story: Story, clues: Clue) -> bool:
        """Two texts that stand on one page are two stories, unless one says otherwise."""
        if not clues & Clue.NOTICE and any(text.digest in shown.on_page for text in story.texts):
            return False
        return self._distance(shown, story) <= (BY_WORDS_WITHIN if clues == Clue.WORDS else WITHIN)

    def _distance(self, shown: Shown, story: Story) -> float:
        """Microseconds between the two: as published, where labels say it; else as captured, else as recorded."""
        earliest, latest = interval(shown.item.published)
        if UNKNOWN not in {earliest, latest, story.earliest, story.latest} and not shown.has_notice("repeat"):
            apart = max(0, story.earliest - latest, earliest - story.latest)
            return apart if apart <= LABELLED_WITHIN else inf
        if UNKNOWN not in {shown.capture, story.first}:
            return max(0, story.first - shown.capture, shown.capture - story.last)
        if self._ledger.now and story.seen:
            return max(0, self._ledger.now - story.seen) * SECOND
        return 0

    def _called(self, name: str) -> list[tuple[bytes, Story]]:
        return self._ledger.stories_at(self._keys.of_name(HEADLINE, name))


def _is_of_one_time(story: Story, shown: Shown, like: Likeness, clues: Clue) -> bool:
    """Whether the labels agree; a repeat has its own. Reports of one day may differ in a fact alone.

    Another name makes another report sooner than another number does: with no clue but the words both need a label.
    """
    if shown.has_notice("repeat"):
        return True
    bounds = {story.earliest, story.latest, *interval(shown.item.published)}
    is_told = UNKNOWN not in bounds or like.names == 0 or clues != Clue.WORDS
    return is_told and overlaps(story, shown.item.published)


def _stays_withdrawn(story: Story, shown: Shown) -> bool:
    """Whether a changed text is no version all the same: what was withdrawn stays so, unless the text says otherwise."""
    return story.status is Status.CANCELED and not shown.has_notice("withdrawn", *NOTICES_OF_CHANGE)


def _is_copy(old: Sketch, shown: Shown, new: Sketched) -> bool:
    """Whether a text is an earlier one that was cut off, or lost letters on its way."""
    if len(new.sketch) > len(old):
        return False
    last = len(new.sketch) - 1
    if any(DAMAGED != word != before for word, before in zip(new.sketch[:last], old, strict=False)):
        return False
    if shown.is_last or not shown.ends_sentence:
        return True
    return len(new.sketch) == len(old) and DAMAGED in new.sketch and new.sketch[last] in {DAMAGED, old[last]}
