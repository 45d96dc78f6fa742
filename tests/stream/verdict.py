"""What the program made of a stream, judged against the truth. Pure: events in, a table of counts out.

Events are matched to stories by their texts and never by the program's ids alone.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import orjson

from tests.stream.truth import Expected, Kind, Outcome, Page, Story, Text, Truth

EXAMPLES = 5
NARROWER = 0.5  # of the interval last published: what counts as materially narrower
TIED = 99.0  # per cent of the versions
EXPANSION = {Kind.ARTICLE: "expands", Kind.BRIEF: "expanded_by"}


@dataclass(frozen=True, slots=True)
class Event:
    """An event, and the page (from 1) that caused it."""

    page: int
    change: str
    data: dict[str, Any]

    @property
    def id(self) -> str:
        """The program's own name for the story."""
        return str(self.data["id"])

    @property
    def kind(self) -> Kind:
        """Article or brief."""
        return Kind(self.data["type"])

    def __str__(self) -> str:
        words = self.data["text"] or self.data["headline"] or ""
        return f"page {self.page}: {self.kind} {self.change} v{self.data['version']} r{self.data['revision']} {self.id[-8:]} {words[:70]!r}"


@dataclass(slots=True)
class Row:
    """A count with its goal. `hard`: the stream has failed where it is missed; without a goal it is told only."""

    name: str
    goal: float | None = 0
    hard: bool = False
    least: bool = False  # the goal is a lower bound, else an upper one
    unit: str = ""
    value: float = 0
    examples: list[str] = field(default_factory=list)

    def add(self, example: object) -> None:
        """Count one more."""
        self.value += 1
        if len(self.examples) < EXAMPLES:
            self.examples.append(str(example))

    @property
    def met(self) -> bool:
        """Whether the goal is reached."""
        return self.goal is None or (self.value >= self.goal if self.least else self.value <= self.goal)


@dataclass(frozen=True, slots=True)
class Match:
    """The text of the truth that an event's text is. `right`: it was read as it is."""

    story: str
    text: int
    right: bool
    cut: bool


def events_of(lines: Iterable[bytes]) -> tuple[list[Event], int]:
    """The events of `dateline parse --stream --ack`, and how many pages it answered. Those after the last answer are left out."""
    events: list[Event] = []
    waiting: list[dict[str, Any]] = []
    answered = 0
    for line in lines:
        record = orjson.loads(line)
        if "ce" in record:
            waiting.append(record)
            continue
        answered = record["page"]
        events += [Event(answered, each["ce"]["type"].split(".")[-2], each["data"]) for each in waiting]
        waiting.clear()
    return events, answered


def judge(truth: Truth, events: Iterable[Event], answered: int) -> list[Row]:
    """The account of a stream. `answered`: how many pages the program has answered."""
    account = _Account(truth)
    for event in events:
        account.take(event)
    account.close()
    account.rows["unanswered pages"].value = len(truth.pages) - answered
    return list(account.rows.values())


def passed(rows: Iterable[Row]) -> bool:
    """Whether every hard goal is reached."""
    return all(row.met for row in rows if row.hard)


def _rows() -> dict[str, Row]:
    return {
        row.name: row
        for row in (
            Row("repeated events", hard=True),
            Row("lost stories", hard=True),
            Row("lost updates", hard=True),
            Row("versions tied to the right item", TIED, hard=True, least=True, unit="%"),
            Row("different stories merged", hard=True),
            Row("older text replaced a newer", hard=True),
            Row("publication outside the interval", hard=True),
            Row("wrong withdrawals", hard=True),
            Row("lost withdrawals", hard=True),
            Row("published after its withdrawal", hard=True),
            Row("refined without being better", hard=True),
            Row("wrong version, revision or replaces", hard=True),
            Row("unanswered pages", hard=True),
            Row("withdrawals by an unknown name not told"),
            Row("stories torn apart"),
            Row("changes told by a later page only"),
            Row("misread texts"),
            Row("texts of no story"),
            Row("events from cut texts"),
            Row("embargoes not withheld"),
            Row("ended embargoes not told"),
            Row("expansions right", None),
            Row("expansions missing"),
            Row("expansions false"),
            Row("listings right", None),
            Row("listings missing"),
            Row("listings false"),
            Row("events", None),
            Row("of them refined", None),
            Row("versions that must be tied", None),
        )
    }


class _Account:
    """Takes the events one by one, in their order."""

    def __init__(self, truth: Truth) -> None:
        self.rows = _rows()
        self._truth = truth
        self._expected = list(truth.expected())
        self._withdrawals = {
            each.story: each.page for each in self._expected if each.outcome is Outcome.WITHDRAWN
        }
        self._expansions = set(_expansions(truth))
        self._found_expansions: set[tuple[str, str]] = set()
        self._last: dict[str, Event] = {}
        self._homes: dict[str, str] = {}  # the first id of each story
        self._ids: dict[str, set[str]] = defaultdict(set)
        self._stories: dict[str, Counter[str]] = defaultdict(Counter)  # of each id
        self._told: dict[tuple[str, int], list[Event]] = defaultdict(list)  # events that brought a text
        self._related: list[tuple[Event, Story, str, str]] = []
        self._newest: dict[str, int] = {}
        self._withdrawn: dict[str, Event] = {}
        self._usable: dict[str, int] = {}

    def take(self, event: Event) -> None:
        """Judge an event by what came before it."""
        self.rows["events"].value += 1
        previous = self._last.get(event.id)
        self._numbers(event, previous)
        self._last[event.id] = event
        match = self._match(event)
        if match is None:
            self.rows["texts of no story"].add(event)
            return
        if match.cut:
            self.rows["events from cut texts"].add(event)
            return
        if not match.right:
            self.rows["misread texts"].add(event)
        story = self._truth.stories[match.story]
        self._homes.setdefault(match.story, event.id)
        self._ids[match.story].add(event.id)
        self._stories[event.id][match.story] += 1
        self._interval(event, story)
        self._relations(event, story)
        match event.change:
            case "withdrawn":
                self._withdrawal(event, story)
            case "refined":
                self._refinement(event, previous, story)
            case _:
                self._news(event, match)

    def _match(self, event: Event) -> Match | None:
        if not event.data["text"]:
            story = self._truth.story_by_headline(event.kind, event.data["headline"] or "", event.page)
            return Match(story, 0, right=True, cut=False) if story is not None else None
        found = self._truth.text_of(event.kind, event.data["text"], event.page)
        if found is None:
            return None
        return Match(*found)

    def _numbers(self, event: Event, previous: Event | None) -> None:
        version, revision = (previous.data["version"], previous.data["revision"]) if previous else (0, 0)
        match event.change:
            case "published":
                versions = {1} if previous is None else set()
            case "updated":
                versions = {version + 1} if previous is not None else set()
            case "withdrawn":  # it may bring another text
                versions = {max(version, 1), version + 1}
            case _:
                versions = {version}
        right = event.data["version"] in versions and event.data["revision"] == revision + 1
        if event.change == "updated":
            right = right and event.data["replaces"] == {"version": version, "revision": revision}
        if not right:
            self.rows["wrong version, revision or replaces"].add(event)

    def _interval(self, event: Event, story: Story) -> None:
        published = event.data["published"]
        if published["earliest"] is None or any(_inside(published, instant) for instant in story.instants):
            return
        self.rows["publication outside the interval"].add(
            f"{event} — {published['earliest']} … {published['latest']} from {published['source']}, truly {story.published.isoformat()}"
        )

    def _news(self, event: Event, match: Match) -> None:
        key = (match.story, match.text)
        story = self._truth.stories[match.story]
        if self._told[key]:
            self.rows["repeated events"].add(
                f"{event} — as on page {self._told[key][0].page}, {match.story} text {match.text}"
            )
        newest = self._newest.get(match.story, 0)
        if match.text < newest:
            self.rows["older text replaced a newer"].add(event)
        self._newest[match.story] = max(match.text, newest)
        withdrawn = self._withdrawals.get(match.story)
        if withdrawn is not None and event.page > withdrawn and event.data["pub_status"] != "canceled":
            self.rows["published after its withdrawal"].add(event)
        embargo = any(s.story == match.story and s.notice == "embargo" for s in self._page(event).showings)
        if embargo and event.data["pub_status"] != "withheld":
            self.rows["embargoes not withheld"].add(f"{event} — until {story.embargo_until}")
        self._told[key].append(event)

    def _withdrawal(self, event: Event, story: Story) -> None:
        expected = self._withdrawals.get(story.name)
        if story.name in self._withdrawn:
            self.rows["repeated events"].add(event)
        elif expected is None or event.page < expected or event.id != self._homes[story.name]:
            self.rows["wrong withdrawals"].add(f"{event} — {story.name}")
        self._withdrawn.setdefault(story.name, event)

    def _refinement(self, event: Event, previous: Event | None, story: Story) -> None:
        self.rows["of them refined"].value += 1
        if previous is None or not _better(previous.data, event.data):
            self.rows["refined without being better"].add(event)
        if previous and previous.data["pub_status"] == "withheld" and event.data["pub_status"] == "usable":
            if story.embargo_until is not None and self._page(event).captured < story.embargo_until:
                self.rows["embargoes not withheld"].add(event)
            self._usable[story.name] = event.page

    def _relations(self, event: Event, story: Story) -> None:
        relations = {each["rel"] for each in event.data["related"]}
        article = next(
            (s for s in self._page(event).showings if self._truth.stories[s.story].kind is Kind.ARTICLE), None
        )
        if (
            story.kind is Kind.BRIEF
            and article is not None
            and article.key is not None
            and "listed_under" not in relations
        ):
            self.rows["listings missing"].add(event)
        # The other side may come after it on the same page: ids are known at the end.
        self._related += [(event, story, each["rel"], each["id"]) for each in event.data["related"]]

    def _relation(self, event: Event, story: Story, relation: str, name: str) -> None:
        others = set(self._stories.get(name, ()))
        if relation in {"listed_under", "lists"}:
            right = bool(others & {showing.story for showing in self._page(event).showings})
            if right:
                self.rows["listings right"].value += 1
            else:
                self.rows["listings false"].add(f"{event} — {relation} {name}")
        elif relation == EXPANSION[story.kind] and story.twin in others:
            self._found_expansions.add((story.name, relation))
        else:
            self.rows["expansions false"].add(f"{event} — {relation} {name}")

    def close(self) -> None:
        """Count what is known at the end only: what is missing, and whether ids and stories fit each other."""
        for related in self._related:
            self._relation(*related)
        for story, relation in sorted(self._expansions - self._found_expansions):
            self.rows["expansions missing"].add(f"{self._describe(story)} {relation}")
        self.rows["expansions right"].value = len(self._found_expansions & self._expansions)
        self._close_expected()
        for name, stories in self._stories.items():
            if len(stories) > 1:
                self.rows["different stories merged"].add(
                    f"{name}: {', '.join(map(self._describe, stories))}"
                )
        for name, ids in self._ids.items():
            if len(ids) > 1:
                self.rows["stories torn apart"].add(f"{self._describe(name)}: {len(ids)} ids")

    def _close_expected(self) -> None:
        tied: list[bool] = []
        for each in self._expected:
            match each.outcome:
                case Outcome.PUBLISHED | Outcome.UPDATED:
                    self._told_or_lost(each, tied)
                case Outcome.WITHDRAWN if each.story not in self._withdrawn:
                    lost = (
                        "withdrawals by an unknown name not told"
                        if each.by_unknown_name
                        else "lost withdrawals"
                    )
                    self.rows[lost].add(each)
                case Outcome.USABLE if self._usable.get(each.story) != each.page:
                    self.rows["ended embargoes not told"].add(each)
        self.rows["versions that must be tied"].value = len(tied)
        share = 100 * sum(tied) / len(tied) if tied else 100
        self.rows["versions tied to the right item"].value = (
            int(share * 100) / 100
        )  # never rounded up to a goal

    def _told_or_lost(self, each: Expected, tied: list[bool]) -> None:
        told = self._told[each.story, each.text]
        if not told:
            name = "lost stories" if each.outcome is Outcome.PUBLISHED else "lost updates"
            self.rows[name].add(
                f"page {each.page}: {self._describe(each.story)}, text {each.text} ({self._text(each).change}), page's damage {self._truth.pages[each.page - 1].damage}"
            )
            return
        if told[0].page > each.page:
            self.rows["changes told by a later page only"].add(f"page {each.page}: {told[0]}")
        if each.outcome is Outcome.UPDATED:
            right = any(event.change == "updated" and event.id == self._homes[each.story] for event in told)
            tied.append(right)
            if not right and len(self.rows["versions tied to the right item"].examples) < 4 * EXAMPLES:
                text = self._text(each)
                self.rows["versions tied to the right item"].examples.append(
                    f"page {each.page} ({self._truth.pages[each.page - 1].layout}): {self._describe(each.story)}, text {each.text}: {text.change}, notice {text.notice}"
                )

    def _text(self, each: Expected) -> Text:
        return self._truth.stories[each.story].texts[each.text]

    def _describe(self, name: str) -> str:
        story = self._truth.stories[name]
        return f"{name} ({story.family}) {story.texts[0].headline!r}"

    def _page(self, event: Event) -> Page:
        return self._truth.pages[event.page - 1]


def _inside(published: dict[str, Any], instant: datetime) -> bool:
    if published["at"] is not None:
        at = datetime.fromisoformat(published["at"])
        return at <= instant < at + timedelta(minutes=1)
    return (
        datetime.fromisoformat(published["earliest"]) < instant <= datetime.fromisoformat(published["latest"])
    )


def _better(before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Whether a refinement brings one of the facts that the contract names."""
    if before["headline"] is None and after["headline"] is not None:
        return True
    if before["pub_status"] == "withheld" and after["pub_status"] == "usable":
        return True
    if _known_expansions(after) - _known_expansions(before):
        return True
    old, new = before["published"], after["published"]
    if new["at"] is not None:
        return bool(old["at"] != new["at"])
    if new["earliest"] is None:
        return False
    return old["earliest"] is None or (old["at"] is None and _width(new) <= NARROWER * _width(old))


def _known_expansions(data: dict[str, Any]) -> set[tuple[str, str]]:
    return {(each["rel"], each["id"]) for each in data["related"] if each["rel"] in EXPANSION.values()}


def _width(published: dict[str, Any]) -> float:
    ends = [datetime.fromisoformat(published[end]) for end in ("earliest", "latest")]
    return (ends[1] - ends[0]).total_seconds()


def _expansions(truth: Truth) -> Iterator[tuple[str, str]]:
    """Story and relation that an event must have told by the end: when its text was at hand, both sides were known."""
    current: dict[str, int] = {}
    earliest: dict[str, dict[int, datetime]] = defaultdict(dict)
    gone: set[str] = set()
    for page in truth.pages:
        whole = [showing for showing in page.showings if showing.key is not None and not showing.cut]
        gone |= {showing.story for showing in page.showings if showing.notice == "withdrawn"}
        for showing in whole:
            captures = earliest[showing.story]
            captures[showing.text] = min(page.captured, captures.get(showing.text, page.captured))
            current[showing.story] = max(captures, key=lambda text: captures[text])
        for showing in whole:
            story = truth.stories[showing.story]
            if (
                story.twin not in current
                or gone & {story.name, story.twin}
                or current[story.name] != showing.text
            ):
                continue
            other = truth.stories[story.twin]
            brief, article = (story, other) if story.kind is Kind.BRIEF else (other, story)
            if brief.texts[current[brief.name]].key == article.texts[current[article.name]].lead_key:
                yield story.name, EXPANSION[story.kind]
