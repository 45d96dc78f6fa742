"""Whether a story may be used: withheld until an embargo ends, or withdrawn for good."""

from schemas import SplitItem
from worker.identity.records import UNKNOWN, Status, Story
from worker.identity.sightings import microseconds

# Microseconds between the captures of an item and of the withdrawal that names it. Later the headline is another item's.
WITHDRAWN_WITHIN = 3 * 86_400 * 1_000_000


def begin(story: Story, item: SplitItem, capture: int) -> None:
    """The status of a text that becomes the current one. The embargo of an earlier text holds for it, too."""
    if item.pub_status == "canceled":
        story.status = Status.CANCELED
    elif item.pub_status == "withheld":
        story.status, story.until = Status.WITHHELD, _embargo_end(item)
    elif story.status is not Status.WITHHELD or is_embargo_over(story, item, capture):
        story.status = Status.USABLE


def is_embargo_over(story: Story, item: SplitItem, capture: int) -> bool:
    """Whether the page was captured after the end of the story's embargo; where none is known, shows it without one."""
    if item.pub_status == "withheld":
        return False
    return story.until == UNKNOWN or capture >= story.until


def is_meant(story: Story, capture: int) -> bool:
    """Whether a withdrawal of this capture, which names the story, is about its current text and not an earlier one."""
    current, *earlier = (text.earliest for text in story.texts)
    return capture >= current or all(capture < earliest for earliest in earlier)


def is_near(withdrawn: int, shown: int) -> bool:
    """Whether a withdrawal was captured so shortly before or after an item that it may have named it."""
    return UNKNOWN in {withdrawn, shown} or abs(shown - withdrawn) <= WITHDRAWN_WITHIN


def _embargo_end(item: SplitItem) -> int:
    ends = [notice.until for notice in item.notices if notice.kind == "embargo"]
    return UNKNOWN if None in ends else max(map(microseconds, ends), default=UNKNOWN)
