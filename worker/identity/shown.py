"""The items of a page as identity looks at them: each text once, with its key and capture."""

from collections.abc import Iterator
from dataclasses import dataclass

from schemas import Note, SplitItem, SplitPage
from schemas.notes import NoteCode
from worker.identity.keys import Keys
from worker.identity.records import digest_of
from worker.identity.sightings import microseconds
from worker.time.sightings import intersect

ENDS_SENTENCE = tuple(".!?…\"'’”»)")


@dataclass(frozen=True, slots=True)
class Shown:
    """An item as its page shows it.

    `key` is that of its text, `capture` in microseconds or UNKNOWN. `on_page` are the digests of the page's texts.
    """

    item: SplitItem
    key: bytes
    capture: int
    on_page: frozenset[bytes]

    @property
    def withdraws(self) -> bool:
        """Whether it is a withdrawal: of its own text, or of the item that it names."""
        return self.item.pub_status == "canceled"

    @property
    def is_alone(self) -> bool:
        """Whether the page holds nothing else."""
        return len(self.on_page) == 1

    def has_notice(self, *kinds: str) -> bool:
        """Whether a notice of one of these kinds goes with the item."""
        return any(notice.kind in kinds for notice in self.item.notices)

    @property
    def is_last(self) -> bool:
        """Whether its page ends with the text, so that more of it may have been cut off."""
        return any(note.code is NoteCode.UNTERMINATED_LAST_BRIEF for note in self.item.notes)

    @property
    def ends_sentence(self) -> bool:
        """Whether the text ends as a text does."""
        return self.item.text.rstrip().endswith(ENDS_SENTENCE)

    @property
    def breaks_off(self) -> bool:
        """Whether the text was cut off, for certain."""
        return self.is_last and not self.ends_sentence

    @property
    def names(self) -> Iterator[str]:
        """The headlines of the item that this one is about: those that it replaces, and its own."""
        yield from (notice.text for notice in self.item.notices if notice.kind == "replaces")
        if self.item.headline is not None:
            yield self.item.headline


def shown_on(page: SplitPage, keys: Keys) -> Iterator[Shown]:
    """The texts of a page, each once. An item without any words names nothing: it is none."""
    items: dict[str, SplitItem] = {}
    for item in page.items:
        if item.text or item.headline:
            items[item.id] = _joined(items[item.id], item) if item.id in items else item
    text_keys = [keys.of_id(item_id) for item_id in items]
    on_page = frozenset(map(digest_of, text_keys))
    for key, item in zip(text_keys, items.values(), strict=True):
        yield Shown(item, key, microseconds(item.page.scraped_at), on_page)


def _joined(first: SplitItem, second: SplitItem) -> SplitItem:
    """Two prints of one text on one page: the first wins, and what it lacks it takes from the second."""
    both = intersect(first.published, second.published)
    notes = first.notes
    if both is None:
        notes = tuple(dict.fromkeys((*notes, Note(code=NoteCode.CONFLICTING_LABEL))))
    return first.model_copy(
        update={
            "headline": first.headline or second.headline,
            "dateline": first.dateline or second.dateline,
            "published": first.published if both is None else both,
            "notes": notes,
        }
    )
