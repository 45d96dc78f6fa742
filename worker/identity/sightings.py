"""What the sightings of a story add up to: when it was captured, and the interval in which it was published.

Each sighting narrows the interval, whichever of its texts it shows. One that contradicts it shows the story published
again: then the interval stays, and events say so in a note.
"""

from datetime import UTC, datetime, timedelta

import orjson

from schemas import Evidence, Published, Sightings, SplitItem
from worker.identity.records import MAX_COUNT, PRECISE, UNBOUNDED, UNKNOWN, Story
from worker.time.sightings import intersect

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
# Longer words of a page are no evidence that is kept.
MAX_EVIDENCE = 500


def microseconds(instant: datetime | None) -> int:
    """An instant as the records hold it."""
    return UNKNOWN if instant is None else (instant - EPOCH) // MICROSECOND


def instant(at: int) -> datetime | None:
    """The instant that `microseconds` made this number of."""
    return None if at == UNKNOWN else EPOCH + at * MICROSECOND


def count(story: Story, capture: int, now: int) -> None:
    """One more page shows the story: captured then, and recorded `now` (seconds since 1970)."""
    story.seen = max(story.seen, now)
    story.count = min(story.count + 1, MAX_COUNT)
    if capture != UNKNOWN:
        story.first = capture if story.first == UNKNOWN else min(story.first, capture)
        story.last = max(story.last, capture)


def sightings(story: Story) -> Sightings:
    """The captures as an event names them."""
    return Sightings(first=instant(story.first), last=instant(story.last), count=story.count)


def before(published: Published) -> Published:
    """What is known of something that was there already at that time."""
    return Published(latest=published.latest)


def begin(story: Story, published: Published) -> None:
    """The interval of a story that is seen for the first time."""
    story.earliest, story.latest = interval(published)
    story.evidence = _evidence(published)


def narrow(story: Story, published: Published) -> None:
    """The interval after one more sighting."""
    if _adds_nothing(story, published):
        return
    both = intersect(_published(story), published)
    if both is None:
        story.is_republished = True
    else:
        story.earliest, story.latest = interval(both)
        story.evidence = _evidence(both)


def is_narrower(story: Story, share: float) -> bool:
    """Whether the interval is worth an event: a printed minute, or at most this share of the one that was said last."""
    width = width_of(story)
    if width == UNBOUNDED or story.said == PRECISE:
        return False
    return width == PRECISE or story.said == UNBOUNDED or width <= share * story.said


def width_of(story: Story) -> int:
    """The width of the interval in microseconds: UNBOUNDED without two ends, PRECISE for a printed minute."""
    if UNKNOWN in {story.earliest, story.latest}:
        return UNBOUNDED
    return story.latest - story.earliest


def published_by(story: Story, item: SplitItem) -> Published:
    """The interval as an event of this sighting names it; the place of its evidence only where that is on this page."""
    shown = item.published
    is_shown = (story.earliest, story.latest) == interval(shown)
    return shown if is_shown and story.evidence == _evidence(shown) else _published(story)


def interval(published: Published) -> tuple[int, int]:
    """The bounds as the records hold them."""
    return microseconds(published.earliest), microseconds(published.latest)


def overlaps(story: Story, published: Published) -> bool:
    """Whether the story may have been published in this interval."""
    return _adds_nothing(story, published) or intersect(_published(story), published) is not None


def _adds_nothing(story: Story, published: Published) -> bool:
    """Whether the interval lies within the other: most later labels are coarser."""
    if published.at is not None:
        return False
    earliest, latest = interval(published)
    return earliest <= story.earliest and (latest == UNKNOWN or UNKNOWN != story.latest <= latest)


def _evidence(published: Published) -> bytes:
    evidence = published.evidence
    words = evidence is not None and len(evidence.text) <= MAX_EVIDENCE and evidence
    return orjson.dumps(
        [
            published.precision,
            published.civil_date,
            published.source,
            [words.text, words.rounding, words.profile] if words else None,
            published.flags,
        ]
    )


def _published(story: Story) -> Published:
    precision, civil_date, source, words, flags = orjson.loads(story.evidence)
    earliest, latest = instant(story.earliest), instant(story.latest)
    return Published(
        at=earliest if width_of(story) == PRECISE else None,
        earliest=earliest,
        latest=latest,
        precision=precision,
        civil_date=civil_date,
        source=source,
        evidence=words and Evidence(text=words[0], rounding=words[1], profile=words[2]),
        flags=tuple(flags),
    )
