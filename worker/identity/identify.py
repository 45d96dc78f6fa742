"""(state, split page) → (changes to the state, items that are new or changed).

One writer for each market calls this for one page after the other. It reads the state through `State` and says what to
change in `Changes`; the sink writes the changes in the same transaction as the items, and only then does the caller
apply them. docs/identity.md says what comes of it, and records.py what the state holds.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemas import Change, Item, ItemType, Related, SplitPage
from worker.identity.events import Telling, first_seen
from worker.identity.keys import Keys, keys_of
from worker.identity.ledger import Changes, Ledger, State
from worker.identity.meetings import Meeting, Meetings
from worker.identity.relations import expansions_on_page, related_on_page, tie
from worker.identity.shown import shown_on
from worker.identity.versions import Text

__all__ = [
    "Changes",
    "Decision",
    "IdentifiedItem",
    "Rules",
    "State",
    "first_seen",
    "identify",
    "standing_alone",
]


@dataclass(frozen=True, slots=True)
class Rules:
    """`max_age`: a story that no page showed for so many seconds is forgotten. `refine_share`: an interval is told when
    it is this share, or less, of the one that was told before."""

    max_age: int
    refine_share: float = 0.5


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


def identify(state: State, page: SplitPage, rules: Rules, offset: int | None = None) -> Decision:
    """Decide what of `page` is published.

    `offset` is that of the input record, where a record may come again whose changes the state already holds (a crash
    between state and commit, at least once): such changes are neither made nor told twice.
    """
    ledger = Ledger(state, page.recorded_at, rules.max_age)
    keys = keys_of(page.market)
    meetings = Meetings(ledger, keys, offset)
    met = [meeting for shown in shown_on(page, keys) if (meeting := meetings.meet(shown)) is not None]
    for meeting in met:
        tie(ledger, keys, meeting.key, meeting.story, meeting.lead)
    telling = Telling(ledger, keys, rules.refine_share, meetings.begun)
    worth_telling = [(meeting, change) for meeting in met if (change := telling.change(meeting)) is not None]
    around = _around(met, keys) if worth_telling else {}
    told = [
        IdentifiedItem(telling.item(meeting, change, around[meeting.shown.item.type]), change)
        for meeting, change in worth_telling
    ]
    told += _numbered_anew(ledger, keys, page)
    return Decision(ledger.changes(offset), tuple(told))


def standing_alone(page: SplitPage) -> Iterator[IdentifiedItem]:
    """Every item of a page that stands alone, two equal ones too, with its relations on the page."""
    around = related_on_page([(item.type, item.id) for item in page.items])
    expansions = expansions_on_page(page.items)
    for item in page.items:
        related = dict.fromkeys((*around[item.type], *expansions[item.id]))
        yield IdentifiedItem(first_seen(item, tuple(related)), Change.PUBLISHED)


def _around(met: Sequence[Meeting], keys: Keys) -> dict[ItemType, tuple[Related, ...]]:
    return related_on_page(
        (meeting.shown.item.type, keys.to_id(meeting.key)) for meeting in met if meeting.text is not Text.NONE
    )


def _numbered_anew(ledger: Ledger, keys: Keys, page: SplitPage) -> Iterator[IdentifiedItem]:
    """The items that were enriched by new rules, as far as nothing was told of them since."""
    for item in page.reprocessed:
        key = keys.of_id(item.id)
        story = ledger.story(key)
        if story is not None and (story.version, story.revision) == (item.version, item.revision):
            story.revision += 1
            ledger.keep(key, story)
            again = item.model_copy(update={"revision": story.revision, "replaces": None})
            yield IdentifiedItem(again, Change.REFINED)
