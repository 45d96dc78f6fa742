"""The simulated country: stories are born and changed over thirty days, sites carry them, and a scraper passes by.

Everything follows from the seed and the number of pages.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random

from tests.stream import texts
from tests.stream.layouts import AMSTERDAM, DAMAGES, FOR_TEXT_ONLY, PRINTERS, Printed, Sheet
from tests.stream.texts import CHANGES, DATA, TEMPLATED_CHANGES, WEEKDAYS, Draft, Origin, Paragraphs
from tests.stream.truth import Kind, Page, Showing, Story, Text, Truth, text_key

BEGIN = datetime(2026, 1, 5, 5, 0, tzinfo=UTC)
DAYS = 30
FIRST = 8  # articles that stand on the sites when the scraper comes for the first time
SECTIONS = ("Binnenland", "Buitenland", "Financieel", "Politiek", "Sport")

# How much of what there is; shares are of 1.
ARTICLES_A_PAGE = 0.22
BRIEFS_A_PAGE = 0.26
TEMPLATED = 0.35  # of the briefs
SIBLINGS = 0.5  # of those
TWINS = 0.12  # of the articles: a brief is their lead
CHANGED = {Kind.ARTICLE: 0.35, Kind.BRIEF: 0.18}
TEMPLATED_CHANGED = 0.06
RETITLED = 0.04
REPUBLISHED = 0.03
WITHDRAWN = 0.025
EMBARGOED = 0.015
DAMAGED = 0.14
OPEN_ENDED = 0.12
CUT = 0.01
LATE = 0.03
AGAIN = 0.02

HEADLINE_TAILS = (
    "onrust groeit",
    "reacties verdeeld",
    "Kamer wil uitleg",
    "nieuwe cijfers",
    "burgemeester reageert",
)
NOTICES = (None, None, None, "update", "number", "replaces")


@dataclass(frozen=True, slots=True)
class Site:
    """A site. `slowness`: up to so many minutes until a story or its change stands there."""

    source: str
    host: str
    layout: str
    weight: int
    slowness: int

    @property
    def has_articles(self) -> bool:
        """Index pages have none."""
        return self.layout in {"A", "B", "html"}

    @property
    def has_headlines(self) -> bool:
        """Whether its briefs have."""
        return self.layout in {"B", "C", "html"}


SITES = (
    Site("Streekbode", "www.streekbode.example", "A", 5, 10),
    Site("Het Avondblad", "avondblad.example", "A", 5, 45),
    Site("Polderkoerier", "www.polderkoerier.example", "A", 3, 240),
    Site("Zeelandnieuws", "nieuws.zeeland.example", "B", 5, 20),
    Site("De Dorpsbode", "www.dorpsbode.example", "B", 3, 180),
    Site("Zeelandnieuws index", "index.zeeland.example", "C", 2, 60),
    Site("Kustnieuws", "kust.example", "D", 2, 90),
    Site("Krant", "www.krant.example", "html", 4, 30),
)


def generate(pages: int, seed: int) -> Truth:
    """A stream of so many pages (one scraped twice counts twice) with its truth."""
    stories = Newsroom(Random(f"{seed}/stories"), pages).stories
    walk = Scraper(Random(f"{seed}/pages"), stories, seed)
    fresh = list(walk.pages(round(pages / (1 + AGAIN))))
    return Truth(stories, _arrivals(Random(f"{seed}/arrivals"), fresh, pages - len(fresh)))


class Newsroom:
    """Writes the stories and plans what becomes of each."""

    def __init__(self, random: Random, pages: int) -> None:
        self._random = random
        self._keys: set[tuple[Kind, str]] = set()
        self._headlines: set[str] = set()
        self._reports: list[tuple[datetime, Origin]] = []
        self._identities: set[tuple[str, ...]] = set()
        self.stories: list[Story] = []
        for number in range(max(FIRST, round(pages * ARTICLES_A_PAGE))):
            article = self._article(self._instant() if number >= FIRST else BEGIN - timedelta(hours=number))
            if random.random() < TWINS:
                self._twin(article)
        for _ in range(max(8, round(pages * BRIEFS_A_PAGE))):
            self._brief()

    def _instant(self) -> datetime:
        return BEGIN + timedelta(seconds=self._random.randrange(DAYS * 86400))

    def _article(self, at: datetime) -> Story:
        size = self._random.randint(2, 5)
        draft = self._new(Kind.ARTICLE, lambda: texts.ordinary(self._random, at.astimezone(AMSTERDAM), size))
        story = self._story(Kind.ARTICLE, draft, at)
        self._plan(story, draft)
        return story

    def _brief(self) -> None:
        at = self._instant()
        if self._random.random() >= TEMPLATED:
            draft = self._new(Kind.BRIEF, lambda: texts.ordinary(self._random, at.astimezone(AMSTERDAM), 1))
            self._plan(self._story(Kind.BRIEF, draft, at), draft)
            return
        relative = (
            self._random.choice(self._reports) if self._reports and self._random.random() < SIBLINGS else None
        )
        if relative is not None:
            at = relative[0] + timedelta(
                minutes=self._random.choice((1, 60, 1440, 3 * 1440)) * self._random.randint(1, 5)
            )
        draft = self._new(
            Kind.BRIEF, lambda: self._report(at.astimezone(AMSTERDAM), relative and relative[1])
        )
        assert draft.origin is not None
        self._reports.append((at, draft.origin))
        self._identities.add(draft.origin.identity)
        self._plan(self._story(Kind.BRIEF, draft, at), draft)

    def _report(self, day: datetime, relative: Origin | None) -> Draft:
        if relative is not None:
            draft = texts.sibling(self._random, day, relative)
            if draft.origin is not None and draft.origin.identity not in self._identities:
                return draft
        return texts.templated(self._random, day)

    def _twin(self, article: Story) -> None:
        """A brief with the article's lead: at once, hours or days later, sometimes with another dateline."""
        first = article.texts[0]
        apart = self._random.choice(
            (timedelta(), timedelta(minutes=20), timedelta(hours=3), timedelta(days=1), timedelta(days=3))
        )
        lead = (first.paragraphs[0],)
        draft = Draft("lead", article.section, first.headline, lead, ())
        if (Kind.BRIEF, Text("", lead, BEGIN).key) in self._keys:
            return
        brief = self._story(Kind.BRIEF, draft, article.published + apart)
        if self._random.random() < 0.7:
            brief.place, brief.agencies = article.place, article.agencies
        brief.twin, article.twin = article.name, brief.name

    def _new(self, kind: Kind, draw: Callable[[], Draft]) -> Draft:
        while True:
            draft = draw()
            if draft.origin is None:
                told = draft.headline in self._headlines
            else:
                told = draft.origin.identity in self._identities
            if not told and (kind, Text("", draft.paragraphs, BEGIN).key) not in self._keys:
                return draft

    def _story(self, kind: Kind, draft: Draft, at: datetime) -> Story:
        random = self._random
        section = draft.section or random.choice(SECTIONS)
        places = DATA["datelines"]["abroad" if section == "Buitenland" else "home"]
        story = Story(
            f"{kind}-{len(self.stories)}",
            kind,
            draft.family,
            section,
            random.choice(places),
            random.choice(DATA["datelines"]["agencies"]),
            at,
            [Text(draft.headline, draft.paragraphs, at)],
        )
        self._keys.add((kind, story.texts[0].key))
        self.stories.append(story)
        return story

    def _plan(self, story: Story, draft: Draft) -> None:
        random = self._random
        unique = draft.headline not in self._headlines
        self._headlines.add(draft.headline)
        changed = CHANGED[story.kind] if story.family == "ordinary" else TEMPLATED_CHANGED
        if random.random() < changed:
            for _ in range(random.choice((1, 1, 1, 2, 3))):
                self._change(story, draft)
        later = story.texts[-1].made_at + timedelta(hours=random.randint(3, 60))
        fate = random.random()
        if fate < WITHDRAWN:
            story.withdrawn_at = later
            story.withdrawn_by_name = story.kind is Kind.ARTICLE and unique and random.random() < 0.5
        elif fate < WITHDRAWN + REPUBLISHED:
            story.republished.append(later + timedelta(days=1))
        elif fate < WITHDRAWN + REPUBLISHED + RETITLED:
            story.retitled = (later, f"{story.texts[-1].headline}, {random.choice(HEADLINE_TAILS)}")
        elif (
            fate < WITHDRAWN + REPUBLISHED + RETITLED + EMBARGOED
            and story.kind is Kind.ARTICLE
            and len(story.texts) == 1
        ):
            tomorrow = (story.published.astimezone(AMSTERDAM) + timedelta(days=1)).replace(
                minute=0, second=0, microsecond=0
            )
            story.embargo_until = tomorrow.replace(hour=random.choice((6, 9, 12, 18))).astimezone(UTC)

    def _change(self, story: Story, draft: Draft) -> None:
        random, last = self._random, story.texts[-1]
        changes = (
            TEMPLATED_CHANGES
            if draft.origin is not None
            else (*CHANGES, "number corrected", "headline and sentences")
        )
        change = random.choice(changes)
        if change == "headline and sentences":
            paragraphs = texts.sentence_added(
                random, last.paragraphs, random.choice(draft.spare or ("Meer volgt later.",))
            )
        else:
            paragraphs = CHANGES[change](
                random, last.paragraphs, random.choice(draft.spare or ("De politie onderzoekt de zaak.",))
            )
        if paragraphs is None:
            return
        headline = last.headline
        notice = random.choice(NOTICES)
        if change.endswith("corrected") and (random.random() < 0.5 or story.family != "ordinary"):
            notice = "correction"
        if change == "headline and sentences":
            headline = f"{story.texts[0].headline}, {random.choice(HEADLINE_TAILS)}"
            notice = random.choice((None, "replaces"))
        at = last.made_at + timedelta(minutes=round(20 + random.expovariate(1 / 600)))
        text = Text(headline, paragraphs, at, change, notice)
        if (story.kind, text.key) not in self._keys:
            self._keys.add((story.kind, text.key))
            story.texts.append(text)


@dataclass(slots=True)
class Shelf:
    """What a site carries. `feed` are its briefs by the instant that their labels count from."""

    articles: list[tuple[datetime, Story]] = field(default_factory=list)
    feed: list[tuple[datetime, Story]] = field(default_factory=list)
    scraped: dict[str, int] = field(default_factory=dict)  # the article's text when last scraped


class Scraper:
    """Passes by the sites, one page after another, and knows what it has captured."""

    def __init__(self, random: Random, stories: Sequence[Story], seed: int) -> None:
        self._random = random
        self._seed = seed
        self._stories = {story.name: story for story in stories}
        self._captured: dict[str, int] = {}  # the newest text of each story
        self._all_captured: set[tuple[str, int]] = set()
        self._withdrawn: set[str] = set()
        self._lags: dict[tuple[str, str, int], timedelta] = {}
        self._shelves = {site.host: Shelf() for site in SITES}
        for story in sorted(stories, key=lambda story: story.published):
            self._deliver(story)

    def _deliver(self, story: Story) -> None:
        """Choose the sites that carry the story: one at least."""
        fitting = [site for site in SITES if site.has_articles or story.kind is Kind.BRIEF]
        carriers = [site for site in fitting if self._random.random() < 0.5] or [self._random.choice(fitting)]
        for site in carriers:
            shelf = self._shelves[site.host]
            if story.kind is Kind.ARTICLE:
                shelf.articles.append((story.published + self._lag(site, story, 0), story))
                continue
            for instant in story.instants if site.has_headlines else (story.published,):
                shelf.feed.append((instant, story))
        for site in carriers:
            self._shelves[site.host].feed.sort(key=lambda entry: entry[0])

    def _lag(self, site: Site, story: Story, text: int) -> timedelta:
        """How long after its making a text stands on a site; text -1 is the withdrawal."""
        key = (site.host, story.name, text)
        if key not in self._lags:
            self._lags[key] = timedelta(seconds=Random(f"{self._seed}/{key}").randrange(site.slowness * 60))
        return self._lags[key]

    def pages(self, count: int) -> Iterator[Page]:
        """So many pages in the order of their captures."""
        span = DAYS * 86400
        offsets = sorted(self._random.sample(range(3 * 3600, span + 86400), count))
        for offset in offsets:
            captured = BEGIN + timedelta(seconds=offset)
            page = None
            while page is None:
                page = self._page(self._random.choices(SITES, [site.weight for site in SITES])[0], captured)
            yield page

    def _page(self, site: Site, at: datetime) -> Page | None:
        article = self._choose_article(site, at) if site.has_articles else None
        if site.has_articles and article is None:
            return None
        entries = self._choose_briefs(site, at, article)
        if not entries and not site.has_articles:
            return None
        showings: list[Showing] = []
        printed_article = None
        if article is not None:
            showing, printed_article = self._show_article(site, article, at)
            showings.append(showing)
        open_ended = self._random.random() < OPEN_ENDED and bool(entries)
        cut = (
            open_ended
            and self._random.random() < CUT / OPEN_ENDED
            and self._may_cut(site, entries[-1][1], at)
        )
        printed_briefs = []
        for instant, story in entries:
            showing, printed = self._show_brief(site, story, instant, at, cut=cut and story is entries[-1][1])
            showings.append(showing)
            printed_briefs.append(printed)
        for showing in showings:
            self._remember(showing)
        section = article.section if article is not None else self._random.choice(SECTIONS)
        content = PRINTERS[site.layout](Sheet(printed_article, printed_briefs, section, at, open_ended))
        damage, content = self._damaged(site, content)
        return Page(
            self._url(site, article),
            site.source,
            at,
            site.layout,
            content,
            "text/html" if site.layout == "html" else "text/plain",
            tuple(showings),
            damage,
        )

    def _choose_article(self, site: Site, at: datetime) -> Story | None:
        shelf = self._shelves[site.host]
        end = bisect_right(shelf.articles, at, key=lambda entry: entry[0])
        known = [
            story for _, story in shelf.articles[max(0, end - 120) : end] if self._stands(site, story, at)
        ]
        new = [story for story in known if story.name not in shelf.scraped]
        changed = [
            story for story in known if shelf.scraped.get(story.name, 99) < self._state(site, story, at)
        ]
        dice = self._random.random()
        pool = new if new and dice < 0.55 else changed if changed and dice < 0.8 else known
        chosen = self._random.choice(pool[-40:]) if pool else None
        if chosen is not None:
            shelf.scraped[chosen.name] = self._state(site, chosen, at)
        return chosen

    def _choose_briefs(self, site: Site, at: datetime, article: Story | None) -> list[tuple[datetime, Story]]:
        """A stretch of the site's list, newest first; each story once."""
        if self._random.random() < 0.03 and article is not None:
            return []
        feed = self._shelves[site.host].feed
        end = bisect_right(feed, at, key=lambda entry: entry[0])
        listed: dict[str, tuple[datetime, Story]] = {}
        for instant, story in reversed(feed[max(0, end - 120) : end]):
            if (
                at - instant < timedelta(days=25)
                and at >= instant + self._lag(site, story, 0)
                and self._stands(site, story, at)
            ):
                listed.setdefault(story.name, (instant, story))
        entries = list(listed.values())
        if article is not None and self._random.random() < 0.4:
            entries = [entry for entry in entries if entry[1].section == article.section] or entries
        start = min(
            int(self._random.expovariate(1 / (20 if article is None else 6))), max(0, len(entries) - 3)
        )
        chosen = entries[start : start + self._random.randint(3, 8)]
        twin = listed.get(article.twin) if article is not None and article.twin is not None else None
        if twin is not None and twin not in chosen:
            chosen.append(twin)
        return sorted(chosen, key=lambda entry: entry[0], reverse=True)

    def _stands(self, site: Site, story: Story, at: datetime) -> bool:
        """Whether the site shows the story, if only to say that it is withdrawn. None shows a text after all others took it back."""
        if not self._gone(site, story, at):
            return (
                story.name not in self._withdrawn
                or (story.name, self._text(site, story, at)) in self._all_captured
            )
        assert story.withdrawn_at is not None
        shows_it = story.kind is Kind.ARTICLE or site.has_headlines
        return shows_it and at < story.withdrawn_at + timedelta(days=3)

    def _gone(self, site: Site, story: Story, at: datetime) -> bool:
        return story.withdrawn_at is not None and at >= story.withdrawn_at + self._lag(site, story, -1)

    def _state(self, site: Site, story: Story, at: datetime) -> int:
        return len(story.texts) if self._gone(site, story, at) else self._text(site, story, at)

    def _text(self, site: Site, story: Story, at: datetime) -> int:
        """The text on the site. A slow site shows no older one that nobody has captured: nobody could tell its age."""
        there = [
            n
            for n, text in enumerate(story.texts)
            if n == 0 or at >= text.made_at + self._lag(site, story, n)
        ]
        captured = self._captured.get(story.name, 0)
        return there[-1] if (story.name, there[-1]) in self._all_captured else max(there[-1], captured)

    def _show_article(self, site: Site, story: Story, at: datetime) -> tuple[Showing, Printed]:
        number = self._text(site, story, at)
        text = story.texts[number]
        headline = story.headline_at(at, number)
        notice, above, under, printed_headline = text.notice, None, None, headline
        if self._gone(site, story, at):
            notice = "withdrawn"
        elif story.embargo_until is not None and at < story.embargo_until:
            notice, above = "embargo", _embargo_line(story.embargo_until)
        elif story.republished and at >= story.republished[0]:
            notice = "repeat"
        elif notice == "replaces":
            under = f"N i e u w bericht, vervangt: {story.texts[number - 1].headline}"
        printed_headline = _noticed(headline, notice, number)
        named_only = notice == "withdrawn" and story.withdrawn_by_name
        showing = Showing(
            story.name, number, None if named_only else text.key, notice, page_headline=headline
        )
        paragraphs = () if named_only else _joined(text.paragraphs)
        subheads = self._subheads(story, len(paragraphs))
        return showing, Printed(
            printed_headline, story.place, story.agencies, paragraphs, story.published, above, under, subheads
        )

    def _subheads(self, story: Story, paragraphs: int) -> tuple[tuple[int, str], ...]:
        """A subhead in the middle of some articles: the same on all sites."""
        random = Random(f"{self._seed}/{story.name}/subheads")
        if paragraphs < 3 or random.random() < 0.5:
            return ()
        return ((random.randint(2, paragraphs - 1), random.choice(DATA["subheads"]["texts"])),)

    def _show_brief(
        self, site: Site, story: Story, instant: datetime, at: datetime, *, cut: bool
    ) -> tuple[Showing, Printed]:
        number = self._text(site, story, at)
        text = story.texts[number]
        headline = story.headline_at(at, number)
        notice = text.notice
        if self._gone(site, story, at):
            notice = "withdrawn"
        elif instant != story.published:
            notice = "repeat"
        paragraph = " ".join(_joined(text.paragraphs))
        if cut:
            paragraph = paragraph[: round(len(paragraph) * self._random.uniform(0.4, 0.8))].rsplit(" ", 1)[0]
        showing = Showing(story.name, number, text_key(paragraph), notice, cut, headline)
        if notice == "correction" and not site.has_headlines:
            paragraph = f"CORRECTIE: {paragraph}"
        return showing, Printed(
            _noticed(headline, notice, number),
            story.place,
            story.agencies,
            (paragraph,),
            instant,
            under=f"N i e u w bericht, vervangt: {story.texts[number - 1].headline}"
            if notice == "replaces"
            else None,
        )

    def _may_cut(self, site: Site, story: Story, at: datetime) -> bool:
        return (story.name, self._text(site, story, at)) in self._all_captured and not self._gone(
            site, story, at
        )

    def _remember(self, showing: Showing) -> None:
        if showing.notice == "withdrawn":
            self._withdrawn.add(showing.story)
        self._captured[showing.story] = max(showing.text, self._captured.get(showing.story, 0))
        if showing.key is not None:
            self._all_captured.add((showing.story, showing.text))

    def _damaged(self, site: Site, content: str) -> tuple[str | None, str]:
        if self._random.random() >= DAMAGED:
            return None, content
        fitting = [name for name in DAMAGES if site.layout != "html" or name not in FOR_TEXT_ONLY]
        name = self._random.choice(fitting)
        return name, DAMAGES[name](self._random, content)

    def _url(self, site: Site, article: Story | None) -> str:
        if article is None:
            return f"https://{site.host}/"
        tracking = self._random.choice(("", "", "", "?utm_source=nieuwsbrief", "#reacties"))
        return f"https://{site.host}/{article.section.casefold()}/{article.name}{tracking}"


def _joined(paragraphs: Paragraphs) -> tuple[str, ...]:
    return tuple(" ".join(sentences) for sentences in paragraphs)


def _noticed(headline: str, notice: str | None, number: int) -> str:
    match notice:
        case "correction":
            return f"CORRECTIE: {headline}"
        case "update":
            return f"UPDATE: {headline}"
        case "number" | "replaces":
            return f"{headline} ({number + 1})"
        case "repeat":
            return f"HERHALING: {headline}"
        case "withdrawn":
            return f"VERVALLEN: {headline}"
    return headline


def _embargo_line(until: datetime) -> str:
    local = until.astimezone(AMSTERDAM)
    return f"LET OP: embargo tot {WEEKDAYS[local.weekday()]} {local:%H.%M} uur"


def _arrivals(random: Random, pages: list[Page], again: int) -> Iterator[Page]:
    """Some pages come late and some twice. None is so late that a text's first capture follows a repeat of it."""
    showings: dict[tuple[str, int], list[int]] = defaultdict(list)
    for number, page in enumerate(pages):
        for showing in page.showings:
            showings[showing.story, showing.text].append(number)
    places = [float(number) for number in range(len(pages))]
    arriving = list(pages)
    for number in random.sample(range(len(pages)), round(LATE * len(pages))):
        until = number + random.randint(2, 200)
        if not any(_comes_first(showings[s.story, s.text], number, until) for s in pages[number].showings):
            places[number] = until + 0.5
            arriving[number] = replace(pages[number], arrival="late")
    for _ in range(again):
        number = random.randrange(len(pages))
        places.append(places[number] + random.randint(0, 300) + 0.25)
        arriving.append(replace(pages[number], arrival="again"))
    return (arriving[at] for at in sorted(range(len(arriving)), key=lambda at: (places[at], at)))


def _comes_first(numbers: list[int], number: int, until: int) -> bool:
    """Whether this page is the first with a text that others show before it arrives."""
    return numbers[0] == number and any(number < other <= until + 1 for other in numbers)
