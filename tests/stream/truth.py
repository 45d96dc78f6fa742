"""What is known about a simulated stream: its stories with their texts, and what each page shows of them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from rapidfuzz import fuzz

MISREAD = (
    80.0  # from this likeness on, a text that is nowhere in the truth is taken for a damaged one of its page
)


class Kind(StrEnum):
    """What a story is: one may be an article, another a brief with the same text."""

    ARTICLE = "article"
    BRIEF = "brief"


class Outcome(StrEnum):
    """What a page must cause: the kinds of event, and `usable` for the `refined` that ends an embargo."""

    PUBLISHED = "published"
    UPDATED = "updated"
    WITHDRAWN = "withdrawn"
    USABLE = "usable"


def text_key(text: str) -> str:
    """Letters and digits alone: what no site's typography and no repair of damage changes."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).casefold()


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a story. `change` says how it came from the one before it: "first", "number corrected" …"""

    headline: str
    paragraphs: tuple[tuple[str, ...], ...]
    made_at: datetime
    change: str = "first"
    notice: str | None = None

    @property
    def key(self) -> str:
        """What equal texts have in common: the headline is not part of it."""
        return text_key(" ".join(sentence for paragraph in self.paragraphs for sentence in paragraph))

    @property
    def lead_key(self) -> str:
        """The key of the first paragraph."""
        return text_key(" ".join(self.paragraphs[0]))


@dataclass(slots=True)
class Story:
    """An article or a brief for life. `republished` are instants at which its text was sent again unchanged."""

    name: str
    kind: Kind
    family: str
    section: str
    place: str
    agencies: str
    published: datetime
    texts: list[Text]
    twin: str | None = None
    republished: list[datetime] = field(default_factory=list)
    withdrawn_at: datetime | None = None
    withdrawn_by_name: bool = False
    embargo_until: datetime | None = None
    retitled: tuple[datetime, str] | None = None  # another headline above the same text

    def headline_at(self, moment: datetime, text: int) -> str:
        """What stands above the text from this moment on."""
        if self.retitled is not None and moment >= self.retitled[0]:
            return self.retitled[1]
        return self.texts[text].headline

    @property
    def instants(self) -> tuple[datetime, ...]:
        """All at which it may rightly be said to be published."""
        return (self.published, *self.republished)


@dataclass(frozen=True, slots=True)
class Showing:
    """A story on a page. Without `key` it stands there by its headline alone; `cut` when its text breaks off."""

    story: str
    text: int
    key: str | None
    notice: str | None = None
    cut: bool = False
    page_headline: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is fed. `captured` grows with the simulated clock; pages may arrive in another order."""

    url: str
    source: str
    captured: datetime
    layout: str
    content: str
    content_type: str
    showings: tuple[Showing, ...]
    damage: str | None = None
    arrival: str = "in order"  # or "late", "again"

    def envelope(self) -> dict[str, str]:
        """The page as scrapers send it."""
        return {
            "url": self.url,
            "source": self.source,
            "scraped_at": self.captured.isoformat(),
            "content": self.content,
            "content_type": self.content_type,
        }


@dataclass(frozen=True, slots=True)
class Expected:
    """An event that must come with this page, counted from 1."""

    page: int
    story: str
    outcome: Outcome
    text: int
    by_unknown_name: bool = False  # a withdrawal of what was never seen, by its headline alone


class Truth:
    """Stories and the pages that show them, in the order in which they arrive."""

    def __init__(self, stories: Iterable[Story], pages: Iterable[Page]) -> None:
        self.stories = {story.name: story for story in stories}
        self.pages = list(pages)
        self._by_key = {
            (story.kind, text.key): (story.name, number)
            for story in self.stories.values()
            for number, text in enumerate(story.texts)
        }
        self._by_headline = {
            (story.kind, text_key(text.headline)): story.name
            for story in self.stories.values()
            for text in story.texts
        }

    def text_of(self, kind: Kind, text: str, page: int) -> tuple[str, int, bool, bool] | None:
        """Story and number of a text, whether it was read rightly, and cut. None when it is like none of its page."""
        key = text_key(text)
        exact = self._by_key.get((kind, key))
        if exact is not None:
            return (*exact, True, False)
        shown = [
            (fuzz.ratio(key, showing.key), showing.story, showing.text)
            for showing in self.pages[page - 1].showings
            if showing.key is not None and self.stories[showing.story].kind is kind
        ]
        cut = [
            showing
            for showing in self.pages[page - 1].showings
            if showing.cut and showing.key is not None and showing.key == key
        ]
        if cut:
            return cut[0].story, cut[0].text, True, True
        likeness, story, number = max(shown, default=(0.0, "", 0))
        return (story, number, False, False) if likeness >= MISREAD else None

    def story_by_headline(self, kind: Kind, headline: str, page: int) -> str | None:
        """The story that a headline names: one of the page first, as headlines are not unique."""
        key = text_key(headline)
        for showing in self.pages[page - 1].showings:
            if text_key(showing.page_headline) == key and self.stories[showing.story].kind is kind:
                return showing.story
        return self._by_headline.get((kind, key))

    def expected(self) -> Iterator[Expected]:
        """What the rules of the contract make of the pages in their order."""
        seen = {name: _Seen() for name in self.stories}
        for number, page in enumerate(self.pages, start=1):
            for showing in page.showings:
                story = self.stories[showing.story]
                unknown = showing.key is None and not seen[showing.story].published
                outcome = seen[showing.story].next(story, showing, page.captured)
                if outcome is not None:
                    yield Expected(number, showing.story, outcome, showing.text, unknown)


@dataclass(slots=True)
class _Seen:
    """A reader's knowledge of one story. The current text is the one whose earliest capture is latest."""

    earliest: dict[int, datetime] = field(default_factory=dict)
    published: bool = False
    withdrawn: bool = False
    withheld: bool = False

    def next(self, story: Story, showing: Showing, captured: datetime) -> Outcome | None:
        if showing.cut:
            return None
        if showing.notice == "withdrawn":
            return self._withdraw(showing, captured)
        newest = max(self.earliest.values(), default=captured)
        known = showing.text in self.earliest
        self._capture(showing.text, captured)
        if self.withdrawn or (not known and captured < newest):
            return None
        if not known:
            return self._tell(showing)
        return self._lift_embargo(story, captured)

    def _capture(self, text: int, captured: datetime) -> None:
        self.earliest[text] = min(captured, self.earliest.get(text, captured))

    def _tell(self, showing: Showing) -> Outcome:
        if self.published:
            return Outcome.UPDATED
        self.published = True
        self.withheld = showing.notice == "embargo"
        return Outcome.PUBLISHED

    def _lift_embargo(self, story: Story, captured: datetime) -> Outcome | None:
        if not self.withheld or story.embargo_until is None or captured < story.embargo_until:
            return None
        self.withheld = False
        return Outcome.USABLE

    def _withdraw(self, showing: Showing, captured: datetime) -> Outcome | None:
        if showing.key is not None:
            self._capture(showing.text, captured)
        first, self.withdrawn = not self.withdrawn, True
        return Outcome.WITHDRAWN if first else None
