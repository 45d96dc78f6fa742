"""What becomes of a story when a page shows it: its texts, captures, interval and status.

A meeting is an item of a page with its story. Meeting changes the story; events.py says what of it is told.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from schemas import Notice, SplitItem
from worker.identity import sightings, statuses
from worker.identity.keys import WITHDRAWN, Keys
from worker.identity.ledger import Ledger
from worker.identity.records import (
    BEGINNING,
    MAX_VERSION,
    Status,
    Story,
    capture_in,
    digest_of,
    notice_in,
    withdrawal,
)
from worker.identity.relations import leads
from worker.identity.shown import Shown
from worker.identity.sketch import pack
from worker.identity.traces import Traced, names, trace
from worker.identity.versions import Finder, Found, Text

# A longer headline of a brief is not kept.
MAX_HEADLINE = 500


@dataclass(slots=True)
class Meeting:
    """An item with its story and the story's key.

    `lead` are the keys of the briefs that would be the beginning of its text, where that has just become the story's.
    `is_refined` and `is_withdrawn` say what the page adds. `is_applied`: the state had this page before a crash, which
    kept its offset from being committed.
    """

    shown: Shown
    key: bytes
    story: Story
    text: Text
    lead: Sequence[bytes] = ()
    is_refined: bool = False
    is_withdrawn: bool = False
    is_applied: bool = False

    @property
    def has_new_text(self) -> bool:
        """Whether the text at hand has just become the story's."""
        return self.text is Text.NEW or self.text is Text.CHANGED


class Meetings:
    """The meetings of one page, which the input record at `offset` holds."""

    def __init__(self, ledger: Ledger, keys: Keys, offset: int | None) -> None:
        self._ledger = ledger
        self._keys = keys
        self._finder = Finder(ledger, keys)
        self._offset = offset
        self._met: set[bytes] = set()
        self.begun: set[bytes] = set()
        """The keys of the stories that have a new text on this page."""

    def meet(self, shown: Shown) -> Meeting | None:
        """None for a withdrawal that names what nobody has seen: the name waits for it."""
        names_only = shown.withdraws and not shown.item.text
        found = self._finder.of_known_text(shown)
        traced = None
        if found is None and not names_only:
            traced = trace(self._keys, shown.item)
            found = self._finder.of_changed_text(shown, traced, self.begun)
        if found is None and shown.withdraws:
            found = self._finder.named(shown)
        if found is None and names_only:
            self._wait(shown)
            return None
        if found is None:
            found = Found(shown.key, Story(seen=self._ledger.now, texts=[]), Text.NEW)
        meeting = Meeting(shown, found.key, found.story, found.text)
        if self._offset is not None and found.story.offset >= self._offset:
            self._apply_again(meeting, traced)
        else:
            self._change(meeting, traced)
        return meeting

    def _apply_again(self, meeting: Meeting, traced: Traced | None) -> None:
        """The story was written before a crash; what leads to it perhaps was not."""
        shown = meeting.shown
        meeting.is_applied = True
        if meeting.story.has_text(shown.key) and shown.key != meeting.key:
            self._ledger.lead_text(shown.key, meeting.key)
        if meeting.story.is_current(shown.key):
            self._leave_traces(meeting, traced or trace(self._keys, shown.item))

    def _change(self, meeting: Meeting, traced: Traced | None) -> None:
        shown, story = meeting.shown, meeting.story
        if meeting.has_new_text and traced is not None:
            self._begin_text(meeting, traced)
        elif meeting.text is Text.CURRENT:
            self._see_again(meeting)
        elif meeting.text is not Text.NONE:
            self._see_other(meeting, is_known=traced is None)
        if shown.withdraws and not meeting.has_new_text:
            self._withdraw(meeting)
        if meeting.key not in self._met:
            self._met.add(meeting.key)
            sightings.count(story, shown.capture, self._ledger.now)
        self._ledger.keep(meeting.key, story)

    def _begin_text(self, meeting: Meeting, traced: Traced) -> None:
        """The text becomes the story's current one."""
        self.begun.add(meeting.key)
        self._hear_waiting_name(meeting)
        story, shown = meeting.story, meeting.shown
        if meeting.text is Text.CHANGED:
            story.version = min(story.version + 1, MAX_VERSION)
            self._ledger.lead_text(shown.key, meeting.key)
        story.add_text(shown.key, shown.capture, is_current=True)
        story.sketch = pack(traced.text.sketch)
        self._date(meeting)
        statuses.begin(story, shown.item, shown.capture)
        story.has_headline, story.headline = False, ""
        _take_headline(story, shown.item)
        self._leave_traces(meeting, traced)

    def _see_again(self, meeting: Meeting) -> None:
        """One more sighting of the current text."""
        story, shown = meeting.story, meeting.shown
        story.see_text(shown.key, shown.capture)
        self._date(meeting)
        if not story.has_headline and shown.item.headline is not None:
            _take_headline(story, shown.item)
            meeting.is_refined = True
        if story.status is Status.WITHHELD and statuses.is_embargo_over(story, shown.item, shown.capture):
            story.status = Status.USABLE
            meeting.is_refined = True
        for name, _ in names(self._keys, shown.item):
            if not self._ledger.leads(name, meeting.key):
                self._ledger.lead(name, meeting.key)

    def _date(self, meeting: Meeting) -> None:
        """The label says when the item was published, whatever its text was then; a repeat's says when it was repeated."""
        published, is_repeat = meeting.shown.item.published, meeting.shown.has_notice("repeat")
        if meeting.text is Text.NEW:
            sightings.begin(meeting.story, sightings.before(published) if is_repeat else published)
        elif not is_repeat:
            sightings.narrow(meeting.story, published)

    def _see_other(self, meeting: Meeting, *, is_known: bool) -> None:
        """A sighting of a text that is not the current one. A copy is not kept: the whole text may come."""
        story, shown = meeting.story, meeting.shown
        if is_known:
            story.see_text(shown.key, shown.capture)
            self._date(meeting)
        elif meeting.text is Text.EARLIER:
            self._ledger.lead_text(shown.key, meeting.key)
            story.add_text(shown.key, shown.capture, is_current=False)

    def _withdraw(self, meeting: Meeting) -> None:
        story = meeting.story
        if meeting.text is Text.CURRENT or statuses.is_meant(story, meeting.shown.capture):
            meeting.is_withdrawn = story.status is not Status.CANCELED
            story.status = Status.CANCELED

    def _leave_traces(self, meeting: Meeting, traced: Traced) -> None:
        for key in traced.keys:
            self._ledger.lead(key, meeting.key)
        meeting.lead = leads(self._keys, meeting.shown.item)
        if meeting.lead and meeting.shown.item.type == "article":
            meeting.story.beginnings = [digest_of(brief)[:BEGINNING] for brief in meeting.lead]
            self._ledger.lead(self._keys.of_lead(meeting.lead[0]), meeting.key)

    def _wait(self, shown: Shown) -> None:
        """The name that is withdrawn waits for the item that has it."""
        printed = next((notice.text for notice in shown.item.notices if notice.kind == "withdrawn"), "")
        for name in shown.names:
            waiting = withdrawal(self._ledger.now, shown.capture, printed)
            self._ledger.write(self._keys.of_name(WITHDRAWN, name), waiting)

    def _hear_waiting_name(self, meeting: Meeting) -> None:
        """An item whose name was withdrawn before is withdrawn as soon as it turns up."""
        item = meeting.shown.item
        waiting = None if item.headline is None else self._keys.of_name(WITHDRAWN, item.headline)
        value = None if waiting is None else self._ledger.take(waiting)
        if value is not None and statuses.is_near(capture_in(value), meeting.shown.capture):
            notices = (*item.notices, Notice(kind="withdrawn", text=notice_in(value)))
            canceled = item.model_copy(update={"pub_status": "canceled", "notices": notices})
            meeting.shown = replace(meeting.shown, item=canceled)


def _take_headline(story: Story, item: SplitItem) -> None:
    """A brief's is kept: other pages show the brief without it. An article's stands on each of its pages."""
    story.has_headline = item.headline is not None
    if item.type == "brief" and item.headline is not None and len(item.headline) <= MAX_HEADLINE:
        story.headline = item.headline
