"""Items on their way from page to event, each stage adding fields to the one before.

    SplitItem  one article or brief as its page shows it           wire.split (inside a SplitPage)
    Item       the same with its identity: version, sightings, …   wire.items
    Event      the same with what its text says: times, entities   wire.articles, wire.briefs

Instants are RFC 3339 in UTC. Offsets are code points, end exclusive, into the field that `field` names.
A field that does not apply is null or empty, never absent.
"""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from schemas.base import Instant, Model
from schemas.notes import NoteCode

ItemType = Literal["article", "brief"]
TextField = Literal["headline", "text"]
PubStatus = Literal["usable", "withheld", "canceled"]
Precision = Literal["minute", "hour", "day", "week", "month", "year"]


class Change(StrEnum):
    """Why an event is published; part of `ce_type`."""

    PUBLISHED = "published"
    UPDATED = "updated"
    REFINED = "refined"
    WITHDRAWN = "withdrawn"


class Note(Model):
    """Something that a reader of the event should know about how it was read.

    `start` and `end` are code points into the item's `text`, where the note is about a place in it.
    """

    code: NoteCode
    start: int | None = None
    end: int | None = None
    detail: str | None = None


class Notice(Model):
    """A status notice of the wire, taken out of headline and text. `until` is an embargo's end."""

    kind: Literal[
        "update", "correction", "repeat", "withdrawn", "embargo", "replaces", "more_to_follow", "desk", "note"
    ]
    number: int | None = None
    text: str
    until: Instant | None = None


class Byline(Model):
    """Who wrote the item."""

    name: str | None
    role: str | None = None
    initials: str | None = None


class Caption(Model):
    """A picture's caption and credit, taken out of the text."""

    text: str | None
    place: str | None = None
    credit: str | None = None
    photographer: str | None = None


class Place(Model):
    """A place of a dateline. `raw` as printed, `name` in ordinary case; the rest null where not known."""

    raw: str
    name: str
    canonical: str | None = None
    iso: str | None = None
    geonames: int | None = None


class Agency(Model):
    """A news agency of a dateline: the code as printed and the agency's name (the code where unknown)."""

    code: str
    name: str


class Dateline(Model):
    """`WASHINGTON (ANP/RTR) -`: where an item was filed and by whom, taken out of its text."""

    raw: str
    places: tuple[Place, ...] = ()
    agencies: tuple[Agency, ...] = ()


class Section(Model):
    """The page's section as it names it, with IPTC's Media Topic (`medtop:15000000`) where there is one."""

    name: str
    mediatopic: str | None = None


class Paragraph(Model):
    """One paragraph. `text` of the item is all but the subheads, joined by a line feed."""

    role: Literal["lead", "body", "subhead"]
    text: str


class Evidence(Model):
    """The printed words that a publication time rests on; offsets in code points of the page's text."""

    text: str
    start: int | None = None
    end: int | None = None
    rounding: Literal["floor", "round", "union"] | None = None
    profile: str | None = None


class Published(Model):
    """When the item was published: the instant lies in (earliest, latest].

    `at` is set only from a printed clock time or a machine's instant; then all three are equal.
    """

    at: Instant | None = None
    earliest: Instant | None = None
    latest: Instant | None = None
    precision: Precision | None = None
    civil_date: str | None = Field(default=None, pattern=r"^\d{4}-\d{2}-\d{2}$")
    source: Literal["metadata", "absolute", "relative_age", "sighting", "bound"] = "bound"
    evidence: Evidence | None = None
    flags: tuple[str, ...] = ()


class Timex(Model):
    """A time expression of the text, as TIMEX3. `interval` is [start, end); `alternatives` are values."""

    field: TextField
    start: int
    end: int
    text: str
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str | None
    underspecified: str | None = None
    edtf: str | None = None
    interval: tuple[Instant, Instant] | None = None
    alternatives: tuple[str, ...] = ()
    anchor: str | None = None
    direction: Literal["before", "after"] | None = None
    confidence: float
    rule: str
    flags: tuple[str, ...] = ()


class Mention(Model):
    """One place in the text where an entity is named."""

    field: TextField
    start: int
    end: int
    text: str


class Entity(Model):
    """A person, place, organisation or other thing, with every mention of it."""

    id: str
    type: Literal["PER", "ORG", "LOC", "MISC"]
    kind: str | None = None
    canonical: str
    iso: str | None = None
    geonames: int | None = None
    wikidata: str | None = None
    score: float
    mentions: tuple[Mention, ...]


class PageFacts(Model):
    """The page that caused the event. `position`: 0 for the article, 1 for the first brief."""

    url: str | None = None
    source: str | None = None
    scraped_at: Instant | None = None
    layout: str
    position: int


class Related(Model):
    """A tie to another item, seen from this one."""

    rel: Literal["listed_under", "lists", "expands", "expanded_by"]
    id: str


class Replaces(Model):
    """The last event of the item before this one."""

    version: int
    revision: int


class Sightings(Model):
    """The captures that showed this item; null where a capture time is unknown."""

    first: Instant | None
    last: Instant | None
    count: int


class Provenance(Model):
    """What made the event: versions of the program, of the recogniser's weights and of the lists."""

    pipeline: str
    recogniser: str | None = None
    lists: str | None = None


class SplitItem(Model):
    """One article or brief as its page shows it. `id` is made from its own normalised text."""

    id: str
    type: ItemType
    pub_status: PubStatus = "usable"
    notices: tuple[Notice, ...] = ()
    language: str
    headline: str | None = None
    byline: tuple[Byline, ...] = ()
    captions: tuple[Caption, ...] = ()
    dateline: Dateline | None = None
    section: Section | None = None
    paragraphs: tuple[Paragraph, ...] = ()
    text: str
    published: Published
    page: PageFacts
    notes: tuple[Note, ...] = ()


class Item(SplitItem):
    """An item with its identity. `version` counts its texts, `revision` its events."""

    version: int = 1
    revision: int = 1
    replaces: Replaces | None = None
    related: tuple[Related, ...] = ()
    sightings: Sightings


class SplitPage(Model):
    """Everything that one page holds, the article first: the value of wire.split.

    `recorded_at` is the timestamp of the page's record: the state ages by it. `reprocessed` are items of wire.items
    whose event is to be made anew: they go through the same writer, which numbers all revisions.
    """

    market: str
    recorded_at: Instant | None = None
    items: tuple[SplitItem, ...]
    reprocessed: tuple[Item, ...] = ()


class Event(Item):
    """What readers get: an item with the time expressions and entities of its text."""

    timexes: tuple[Timex, ...] = ()
    entities: tuple[Entity, ...] = ()
    provenance: Provenance


class ArticleEvent(Event):
    """The main article of a page."""

    type: Literal["article"]


class BriefEvent(Event):
    """A short brief listed under an article or on an index page."""

    type: Literal["brief"]
