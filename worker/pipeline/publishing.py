"""An item becomes an event: what its text says is added, and who made it."""

from schemas import ArticleEvent, BriefEvent, Event, Item, Provenance
from worker.version import VERSION

EVENT_CLASS: dict[str, type[Event]] = {"article": ArticleEvent, "brief": BriefEvent}
PROVENANCE = Provenance(pipeline=VERSION)


def publish_item(item: Item) -> Event:
    """The event of `item`. Time expressions and entities join here, each as a step that adds its own field."""
    parts = {name: getattr(item, name) for name in Item.model_fields}
    return EVENT_CLASS[item.type](**parts, provenance=PROVENANCE)
