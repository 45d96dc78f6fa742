"""Pages with only what a test is about, and the events that they lead to."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from schemas import (
    Change,
    Dateline,
    Item,
    ItemType,
    Notice,
    PageFacts,
    Place,
    Published,
    SplitItem,
    SplitPage,
)
from worker.identity import Decision, Rules, identify
from worker.identity.memory import MemoryState
from worker.page.fingerprint import fingerprint

DAY = 86_400
START = datetime(2026, 1, 1, 8, tzinfo=UTC)
RULES = Rules(max_age=30 * DAY)

SENATE = (
    "De Amerikaanse Senaat heeft na een debat van negentien uur ingestemd met de begroting. "
    "Senator Alan Crowther noemde het akkoord een eerste stap, maar waarschuwde dat er nog veel werk wacht."
)
MUSEUM = (
    "Het Stadsmuseum heeft een schetsboek van kunstenaar Pier Verhulst gekocht voor 340.000 euro. "
    "Het boek is vanaf maart te zien in de Oostvleugel."
)
LEAD = "De Tweede Kamer wil opheldering van minister Gijs Terlinden over de veiligheid van de Merwetunnel."
ARTICLE = (
    f"{LEAD}\nEen meerderheid van de fracties steunde dinsdag een verzoek om een debat van Nurcan Aydin."
)


def at(hours: float) -> datetime:
    """So many hours after START."""
    return START + timedelta(hours=hours)


def label(first: float, last: float) -> Published:
    """Published between these hours after START, as a label says."""
    return Published(earliest=at(first), latest=at(last), precision="hour", source="relative_age")


def bound(captured: float | None) -> Published:
    """Published before the capture: nothing else is known."""
    return Published(latest=None if captured is None else at(captured))


def show(
    text: str,
    kind: ItemType = "brief",
    *,
    captured: float | None = 0,
    place: str | None = None,
    published: Published | None = None,
    url: str | None = None,
    **fields: Any,
) -> SplitItem:
    """An item as its page shows it, captured so many hours after START."""
    notices: tuple[Notice, ...] = fields.get("notices", ())
    status = "usable"
    for notice in notices:
        if notice.kind == "withdrawn":
            status = "canceled"
        elif notice.kind == "embargo":
            until = notice.until
            runs = until is None or captured is None or at(captured) < until
            status = "withheld" if runs else status
    return SplitItem(
        id=fingerprint(kind, text or fields.get("headline") or ""),
        type=kind,
        pub_status=fields.pop("pub_status", status),
        language="nl",
        dateline=None
        if place is None
        else Dateline(raw=f"{place} (ANP) -", places=(Place(raw=place, name=place),)),
        text=text,
        published=published or bound(captured),
        page=PageFacts(
            url=url,
            scraped_at=None if captured is None else at(captured),
            layout="A",
            position=int(kind == "brief"),
        ),
        **fields,
    )


def page(*items: SplitItem, recorded: float | None = 0, market: str = "nl") -> SplitPage:
    """A page with these items, recorded so many hours after START."""
    return SplitPage(market=market, recorded_at=None if recorded is None else at(recorded), items=items)


def notice(kind: Any, text: str = "…", **fields: Any) -> Notice:
    return Notice(kind=kind, text=text, **fields)


@dataclass
class Stream:
    """Pages through identity, one after the other. `items` are the newest of each id."""

    rules: Rules = RULES
    state: MemoryState = field(default_factory=MemoryState)
    items: dict[str, Item] = field(default_factory=dict)

    def decide(self, shown: SplitPage, offset: int | None = None) -> Decision:
        decision = identify(self.state, shown, self.rules, offset)
        self.state.apply(decision.changes)
        for identified in decision.items:
            self.items[identified.item.id] = identified.item
        return decision

    def show(self, *items: SplitItem, recorded: float | None = None) -> list[tuple[str, Item]]:
        """The events of a page with these items, recorded when the first of them was captured."""
        scraped_at = items[0].page.scraped_at
        hours = None if scraped_at is None else (scraped_at - START) / timedelta(hours=1)
        decision = self.decide(page(*items, recorded=hours if recorded is None else recorded))
        return [(identified.change.value, identified.item) for identified in decision.items]

    def changes(self, *items: SplitItem, recorded: float | None = None) -> list[str]:
        """Why the events of a page are events."""
        return [change for change, _ in self.show(*items, recorded=recorded)]


def changes(shown: Iterable[SplitItem], rules: Rules = RULES) -> list[list[str]]:
    """Why the events of pages of one item each are events."""
    stream = Stream(rules)
    return [stream.changes(item) for item in shown]


def ids(decision: Decision) -> list[tuple[Change, str, int, int]]:
    return [
        (found.change, found.item.id, found.item.version, found.item.revision) for found in decision.items
    ]
