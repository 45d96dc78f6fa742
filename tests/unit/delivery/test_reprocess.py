"""Which items of wire.items are sent through identify again, and as what."""

from collections.abc import AsyncIterator, Mapping
from types import SimpleNamespace
from typing import Any

import orjson
import pytest

from schemas import Item, Provenance, SplitPage, canonical_bytes
from tests.unit.builders import split_item
from worker.delivery import reprocess as module
from worker.delivery.reprocess import Fate, Index, Judged, judge, marked_record, other_maker, reprocess
from worker.entities import packaged_annotator
from worker.identity.identify import first_seen
from worker.pipeline import publish_item
from worker.records import Headers, OutRecord
from worker.settings import Settings
from worker.stages import MARKET_HEADER
from worker.version import VERSION

# Read by no recogniser and no list: what these tests are about is not what a text says.
ITEM = first_seen(split_item("Ein Satz.").model_copy(update={"language": "de"}))
CHANGED = {"timexes": [{"text": "gestern"}]}
SETTINGS = Settings(market="be")


def numbered(revision: int, item: Item = ITEM) -> Item:
    return item.model_copy(update={"revision": revision})


def event_of(item: Item, change: Mapping[str, object] = CHANGED) -> bytes:
    """The event of an item, other than it would be now."""
    return orjson.dumps(orjson.loads(canonical_bytes(publish_item(item, packaged_annotator()))) | change)


def stored(
    item_id: str, value: bytes | None, offset: int = 0, headers: Headers | None = None, at: int = 0
) -> Any:
    return SimpleNamespace(
        key=item_id.encode(),
        value=value,
        offset=offset,
        partition=1,
        timestamp=at,
        headers=tuple(headers or ()),
    )


class Topics:
    """What stands on the topics, and what is sent."""

    def __init__(self, **records: list[Any]) -> None:
        self.records = records
        self.sent: list[OutRecord] = []

    async def stored_records(self, _settings: Settings, topic: str) -> AsyncIterator[Any]:
        for record in self.records.get(topic.removeprefix("wire."), []):
            yield record

    async def send_all(self, _producer: object, records: list[OutRecord]) -> None:
        self.sent += records

    async def start(self) -> None:
        """It is a producer, too."""

    async def stop(self) -> None:
        """As above."""


async def judged(
    monkeypatch: pytest.MonkeyPatch, topics: Topics, limit: int | None = None, *, dry_run: bool = False
) -> list[Judged]:
    """What a reprocessing of these topics tells."""
    monkeypatch.setattr(module, "stored_records", topics.stored_records)
    monkeypatch.setattr(module, "send_all", topics.send_all)
    monkeypatch.setattr(module, "new_producer", lambda _settings: topics)
    index = Index(SETTINGS, ("article", "brief"))
    await index.read_events(lambda _count: None)
    await index.read_items(lambda _count: None)
    told: list[Judged] = []
    await reprocess(SETTINGS, index, packaged_annotator(), told.append, limit=limit, dry_run=dry_run)
    return told


def item_record(item: Item, offset: int = 0) -> Any:
    return stored(item.id, canonical_bytes(item), offset)


@pytest.mark.parametrize(
    ("items", "events", "fate"),
    [
        ([item_record(ITEM)], [stored(ITEM.id, event_of(ITEM))], Fate.SENT),
        ([item_record(ITEM)], [stored(ITEM.id, event_of(ITEM, {}))], Fate.UNCHANGED),
        ([item_record(ITEM)], [], Fate.UNDER_WAY),
        ([item_record(ITEM), item_record(numbered(2), 1)], [stored(ITEM.id, event_of(ITEM))], Fate.UNDER_WAY),
        ([item_record(ITEM)], [stored(ITEM.id, event_of(ITEM)), stored(ITEM.id, None, 1)], Fate.UNDER_WAY),
        ([], [stored(ITEM.id, event_of(ITEM))], Fate.NO_ITEM),
        ([item_record(ITEM), stored(ITEM.id, None, 1)], [stored(ITEM.id, event_of(ITEM))], Fate.NO_ITEM),
        ([stored(ITEM.id, b'{"a": 1}')], [stored(ITEM.id, event_of(ITEM))], Fate.UNREADABLE),
        ([stored(ITEM.id, b"\xff")], [], Fate.UNREADABLE),
    ],
)
async def test_an_item_has_one_fate(
    monkeypatch: pytest.MonkeyPatch, items: list[Any], events: list[Any], fate: Fate
) -> None:
    topics = Topics(items=items, briefs=events)
    assert [(each.id, each.fate) for each in await judged(monkeypatch, topics)] == [(ITEM.id, fate)]
    assert len(topics.sent) == (fate is Fate.SENT)


async def test_the_newest_form_is_compared_with_the_newest_event(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the story was forgotten and is told anew: then its numbers began anew, too."""
    again = ITEM.model_copy(update={"page": ITEM.page.model_copy(update={"position": 9})})
    topics = Topics(
        items=[item_record(ITEM), item_record(numbered(2), 1), item_record(again, 2)],
        briefs=[stored(each.id, event_of(each)) for each in (ITEM, numbered(2), again)],
    )
    (told,) = await judged(monkeypatch, topics)
    assert (told.item, told.fields) == (again, ("timexes",))


async def test_a_step_that_fails_takes_nothing_from_an_event(monkeypatch: pytest.MonkeyPatch) -> None:
    dutch = first_seen(split_item("Een zin."))
    events = [stored(dutch.id, event_of(dutch))]

    def broken(_item: Item) -> None:
        raise RuntimeError

    broken.__name__ = "time_expressions"
    monkeypatch.setattr("worker.pipeline.publishing.time_expressions", broken)
    topics = Topics(items=[item_record(dutch)], briefs=events)
    assert [each.fate for each in await judged(monkeypatch, topics)] == [Fate.STEP_FAILED]
    assert topics.sent == []


async def test_a_dry_run_tells_the_same_and_sends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    topics = Topics(items=[item_record(ITEM)], briefs=[stored(ITEM.id, event_of(ITEM))])
    assert [each.fate for each in await judged(monkeypatch, topics, dry_run=True)] == [Fate.SENT]
    assert topics.sent == []


async def test_a_limit_ends_the_run_after_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    items = [ITEM.model_copy(update={"id": f"brief:{number:032x}"}) for number in range(5)]
    topics = Topics(
        items=[item_record(item, offset) for offset, item in enumerate(items)],
        briefs=[stored(item.id, event_of(item)) for item in items],
    )
    assert [each.id for each in await judged(monkeypatch, topics, limit=3)] == [item.id for item in items[:3]]
    assert len(topics.sent) == 3


async def test_what_wire_split_does_not_take_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "largest_record", lambda *_: module.HEADERS_BYTES + 10)
    topics = Topics(items=[item_record(ITEM)], briefs=[stored(ITEM.id, event_of(ITEM))])
    assert [each.fate for each in await judged(monkeypatch, topics)] == [Fate.TOO_LARGE]
    assert topics.sent == []


@pytest.mark.parametrize(("headers", "market"), [([], "be"), ([(MARKET_HEADER, "lëtz".encode())], "lëtz")])
def test_a_marked_record_goes_to_the_writer_of_its_market(headers: Headers, market: str) -> None:
    trace = ("traceparent", b"00-1-2-01")
    record = stored(ITEM.id, b"", headers=[*headers, ("dateline-change", b"published"), trace])
    marked = marked_record(SETTINGS, record, ITEM)
    assert (marked.topic, marked.key) == ("wire.split", market.encode())
    assert SplitPage.model_validate_json(marked.value or b"") == SplitPage(
        market=market, items=(), reprocessed=(ITEM,)
    )
    assert marked.headers == [("content-type", b"application/json"), trace]


def test_an_item_of_which_another_record_is_the_newest_is_not_judged() -> None:
    known = module.Known(1, 1, b"", (1, 0), (1, 5))
    assert judge(item_record(ITEM, 4), known, packaged_annotator()) is None


async def test_who_made_the_newest_event_of_all_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    makers = [{"provenance": {"pipeline": version}} for version in ("new", "old", None)]
    events = [
        stored(ITEM.id, event_of(ITEM, maker), at=at)
        for maker, at in zip(makers, (5000, 4000, 6000), strict=True)
    ]
    monkeypatch.setattr(module, "stored_records", Topics(briefs=events).stored_records)
    index = Index(SETTINGS, ("brief",))
    await index.read_events(lambda _count: None)
    assert index.made_by == Provenance(pipeline="new")


@pytest.mark.parametrize(
    ("made_by", "said"),
    [
        (Provenance(pipeline=VERSION), None),
        (Provenance(pipeline="0.0.1"), f"pipeline 0.0.1, here {VERSION}"),
        (Provenance(pipeline=VERSION, lists="old"), f"lists old, here {packaged_annotator().lists}"),
        (Provenance(pipeline=VERSION, lists=packaged_annotator().lists), None),
    ],
)
def test_another_release_or_other_lists_are_named(made_by: Provenance, said: str | None) -> None:
    assert other_maker(made_by, packaged_annotator()) == said


@pytest.mark.parametrize("value", [None, b"", b"[]", b"3", b"{}", b'{"version": "1", "revision": -1}'])
async def test_what_is_no_event_is_not_known(monkeypatch: pytest.MonkeyPatch, value: bytes | None) -> None:
    monkeypatch.setattr(module, "stored_records", Topics(briefs=[stored(ITEM.id, value)]).stored_records)
    index = Index(SETTINGS, ("brief",))
    await index.read_events(lambda _count: None)
    assert len(index) == 0
