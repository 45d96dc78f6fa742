"""What of a meeting is told: whether there is an event, why, and the item that it names."""

from collections.abc import Collection, Sequence

from schemas import Change, Item, Note, Related, Replaces, Sightings, SplitItem
from schemas.notes import NoteCode
from worker.identity import sightings
from worker.identity.keys import TYPES, Keys
from worker.identity.ledger import Ledger
from worker.identity.meetings import Meeting
from worker.identity.records import PUB_STATUS, Status
from worker.identity.relations import ties_of
from worker.identity.versions import Text

# What is left of an item that is withdrawn by its name: nobody has its text at hand.
WITHOUT_TEXT = {"text": "", "paragraphs": (), "byline": (), "captions": (), "dateline": None, "section": None}


class Telling:
    """Makes events of the meetings of one page."""

    def __init__(self, ledger: Ledger, keys: Keys, refine_share: float, begun: Collection[bytes]) -> None:
        self._ledger = ledger
        self._keys = keys
        self._begun = begun
        self._refine_share = refine_share

    def change(self, meeting: Meeting) -> Change | None:
        """Why the meeting is an event; None where it is none."""
        is_canceled = meeting.story.status is Status.CANCELED
        if meeting.is_applied:
            return None
        if meeting.has_new_text:
            first = Change.PUBLISHED if meeting.text is Text.NEW else Change.UPDATED
            return Change.WITHDRAWN if is_canceled else first
        if meeting.key in self._begun:  # by another text of this page, which tells it all
            return None
        if meeting.is_withdrawn:
            return Change.WITHDRAWN
        if meeting.text is Text.CURRENT and not is_canceled and self._is_refined(meeting):
            return Change.REFINED
        return None

    def item(self, meeting: Meeting, change: Change, around: Sequence[Related]) -> Item:
        """The item as the event names it. The story remembers what was said."""
        story, shown = meeting.story, meeting.shown.item
        replaced = Replaces(version=story.version - 1, revision=story.revision)
        story.revision += 1
        story.said = sightings.width_of(story)
        has_text = meeting.has_new_text or meeting.text is Text.CURRENT
        return Item(
            **{name: getattr(shown, name) for name in SplitItem.model_fields}
            | ({} if has_text else WITHOUT_TEXT)
            | {
                "id": self._keys.to_id(meeting.key),
                "type": TYPES[meeting.key[0]],
                "pub_status": PUB_STATUS[story.status],
                "headline": shown.headline or story.headline or None,
                "published": sightings.published_by(story, shown),
                "notes": _notes(meeting),
            },
            version=story.version,
            revision=story.revision,
            replaces=replaced if change is Change.UPDATED else None,
            related=(*around, *self._expansions(meeting)) if has_text else (),
            sightings=sightings.sightings(story),
        )

    def _is_refined(self, meeting: Meeting) -> bool:
        return (
            meeting.is_refined
            or sightings.is_narrower(meeting.story, self._refine_share)
            or any(not tie.said for tie in ties_of(self._ledger, meeting.key, meeting.story))
        )

    def _expansions(self, meeting: Meeting) -> list[Related]:
        story = meeting.story
        story.ties = ties_of(self._ledger, meeting.key, story)
        for tie in story.ties:
            tie.said = True
        is_article = TYPES[meeting.key[0]] == "article"
        return [
            Related(rel="expands" if is_article else "expanded_by", id=self._keys.to_id(tie.key))
            for tie in story.ties
        ]


def first_seen(split: SplitItem, related: Sequence[Related] = ()) -> Item:
    """An item of a page that stands alone."""
    seen_at = split.page.scraped_at
    # The parts are frozen and already checked: they are taken over as they are.
    parts = {name: getattr(split, name) for name in SplitItem.model_fields}
    return Item(**parts, related=tuple(related), sightings=Sightings(first=seen_at, last=seen_at, count=1))


def _notes(meeting: Meeting) -> tuple[Note, ...]:
    republished = (Note(code=NoteCode.REPUBLISHED),) if meeting.story.is_republished else ()
    return tuple(dict.fromkeys((*meeting.shown.item.notes, *republished)))
