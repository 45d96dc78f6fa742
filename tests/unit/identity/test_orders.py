"""Whatever the order of pages: nothing twice, nothing lost, and the same from the same."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import Change, ItemType, SplitItem, SplitPage, canonical_bytes
from tests.unit.identity.pairs import stories
from tests.unit.identity.stream import RULES, Stream, at, label, notice, page, show
from worker.delivery.state import PartitionState
from worker.delivery.work import Overlay
from worker.identity import Decision, identify
from worker.identity.records import is_story, story_of
from worker.identity.sightings import instant

ADDED = (
    "Dat maakte een woordvoerder bekend.",
    "Meer details zijn er nog niet.",
    "Later op de dag volgt een toelichting.",
)
STORIES = [
    [" ".join((text.text, *ADDED[:version])) for version in range(len(ADDED) + 1)]
    for text in islice(stories(), 6)
]


@dataclass(frozen=True)
class Sighting:
    """Version `version` of a story, captured so many hours after START under a true label."""

    story: int
    version: int
    captured: int

    @property
    def text(self) -> str:
        return STORIES[self.story][self.version]

    def item(self) -> SplitItem:
        published = -self.story / 10 - 0.05  # hours after START
        age = int(self.captured - published)
        return show(
            self.text, captured=self.captured, published=label(self.captured - age - 1, self.captured - age)
        )


@st.composite
def worlds(draw: st.DrawFn) -> list[Sighting]:
    """Sightings of some stories in the order of their captures: a version appears every eight hours."""
    found = []
    for story in range(draw(st.integers(1, 4))):
        for version in range(draw(st.integers(1, 3))):
            later = draw(st.lists(st.integers(0, 40), max_size=4))
            found += [Sighting(story, version, 8 * version + 1 + hours) for hours in sorted({0, *later})]
    return sorted(found, key=lambda sighting: (sighting.captured, sighting.story, sighting.version))


@st.composite
def orderly(draw: st.DrawFn) -> tuple[list[Sighting], list[Sighting]]:
    """The same sightings in two orders: each text's first capture comes first, and versions come in order."""
    captured = draw(worlds())
    shuffled = draw(st.permutations(captured))
    firsts: dict[tuple[int, int], Sighting] = {}
    for sighting in captured:
        firsts.setdefault((sighting.story, sighting.version), sighting)
    arrived: list[Sighting] = []
    for sighting in shuffled:
        for version in range(sighting.version + 1):
            first = firsts[sighting.story, version]
            if first not in arrived:
                arrived.append(first)
        if sighting not in arrived:
            arrived.append(sighting)
    return captured, arrived


def intervals(stream: Stream) -> set[object]:
    """What the state holds of each story: its text, version and interval."""
    found = [
        story_of(value) for key, value in stream.state.oldest_first() if key[0] in b"ab" and is_story(value)
    ]
    return {
        (story.texts[0].digest, story.version, instant(story.earliest), instant(story.latest))
        for story in found
    }


def run(sightings: Sequence[Sighting]) -> tuple[Stream, list[tuple[Sighting, str, str, int]]]:
    """The events of pages of one sighting each, in this order."""
    stream, told = Stream(), []
    for sighting in sightings:
        for change, item in stream.show(sighting.item()):
            told.append((sighting, change, item.id, item.version))
    return stream, told


@given(orderly())
def test_orders_that_keep_first_captures_first_give_the_same_items(
    orders: tuple[list[Sighting], list[Sighting]],
) -> None:
    (one, told_one), (other, told_other) = map(run, orders)
    texts = {id_: (item.version, item.text) for id_, item in one.items.items()}
    assert texts == {id_: (item.version, item.text) for id_, item in other.items.items()}
    assert intervals(one) == intervals(other)
    for told in (told_one, told_other):
        published = [(s.story, s.version) for s, change, _, _ in told if change != "refined"]
        assert sorted(published) == sorted({(s.story, s.version) for s in orders[0]})


@given(st.data())
def test_in_any_order_no_text_is_published_twice_and_no_older_one_replaces_a_newer(
    data: st.DataObject,
) -> None:
    stream, ids = Stream(), set[tuple[int, str]]()
    earliest: dict[int, dict[int, int]] = {}  # what has arrived of each text, by story and version
    published: dict[int, list[int]] = {}
    for sighting in data.draw(st.permutations(data.draw(worlds()))):
        known = earliest.setdefault(sighting.story, {})
        for change, item in stream.show(sighting.item()):
            ids.add((sighting.story, item.id))
            if change != "refined":
                assert sighting.version not in published.get(sighting.story, [])
                assert all(sighting.captured >= capture for capture in known.values())
                published.setdefault(sighting.story, []).append(sighting.version)
        known[sighting.version] = min(sighting.captured, known.get(sighting.version, sighting.captured))
    assert len(ids) == len(earliest)


@given(st.data())
def test_the_interval_of_every_event_holds_the_true_instant(data: st.DataObject) -> None:
    stream = Stream()
    for sighting in data.draw(st.permutations(data.draw(worlds()))):
        truth = at(-sighting.story / 10 - 0.05)
        for _, item in stream.show(sighting.item()):
            assert item.published.earliest is not None
            assert item.published.latest is not None
            assert item.published.earliest < truth <= item.published.latest
            assert item.notes == ()


# Odd pages

ODD = st.text(st.one_of(st.characters(), st.sampled_from("\0\ufffd😀\ud800\u0301 \n.'5")), max_size=60)
KINDS = st.sampled_from(["update", "correction", "repeat", "withdrawn", "embargo", "replaces", "note"])
ITEMS = st.builds(
    lambda text, kind, headline, captured, notices, place: show(
        text,
        kind,
        captured=captured,
        headline=headline,
        notices=tuple(notice(each, words) for each, words in notices),
        place=place,
        url="https://nieuws.example/1",
    ),
    text=st.one_of(ODD, st.sampled_from([text for story in STORIES for text in story])),
    kind=st.sampled_from(["article", "brief"]),
    headline=st.one_of(st.none(), ODD, st.sampled_from(["Weer", "Kabinet stelt besluit over spoorlijn uit"])),
    captured=st.one_of(st.none(), st.integers(0, 100)),
    notices=st.lists(
        st.tuples(KINDS, st.sampled_from(["Weer", "Kabinet stelt besluit over spoorlijn uit"])), max_size=2
    ),
    place=st.one_of(st.none(), st.just("EDE")),
)
ODD_PAGES = st.lists(
    st.builds(
        lambda items, recorded: page(*items, recorded=recorded),
        st.lists(ITEMS, max_size=4),
        st.one_of(st.none(), st.integers(0, 2000)),
    ),
    max_size=6,
)


def decisions(pages: Sequence[SplitPage]) -> list[Decision]:
    stream = Stream()
    return [stream.decide(shown) for shown in pages]


@given(ODD_PAGES)
def test_odd_pages_are_worked_on_and_the_same_each_time(pages: list[SplitPage]) -> None:
    one, other = decisions(pages), decisions(pages)
    assert one == other
    assert [list(decision.changes.items()) for decision in one] == [
        list(decision.changes.items()) for decision in other
    ]


@given(ODD_PAGES)
def test_revisions_count_events_and_versions_texts(pages: list[SplitPage]) -> None:
    newest: dict[str, tuple[int, int]] = {}
    for identified in (found for decision in decisions(pages) for found in decision.items):
        item = identified.item
        if (item.version, item.revision) == (1, 1):  # new, or new again
            assert identified.change in {Change.PUBLISHED, Change.WITHDRAWN}
        else:
            version, revision = newest[item.id]
            assert item.revision == revision + 1
            assert item.version - version == (identified.change is Change.UPDATED) or (
                identified.change is Change.WITHDRAWN and item.text
            )
        newest[item.id] = (item.version, item.revision)


@given(ODD_PAGES, st.integers(1, 4))
def test_batches_and_restarts_change_nothing(pages: list[SplitPage], size: int) -> None:
    expected = decisions(pages)
    state, found = PartitionState(), list[Decision]()
    for start in range(0, len(pages), size):
        overlay = Overlay(state)
        for shown in pages[start : start + size]:
            decision = identify(overlay, shown, RULES)
            overlay.change(decision.changes)
            found.append(decision)
        state.apply(overlay.changes)
        # As after a restart: what was written is read back in its order.
        restored = PartitionState()
        restored.apply(dict(state.oldest_first()))
        state = restored
    assert [decision.items for decision in found] == [decision.items for decision in expected]


@pytest.mark.parametrize(
    "text", ["x" * 1_000_000, "a " * 500_000, "Een zin. " * 100_000, "1 " * 500_000, "😀\0" * 300_000]
)
def test_a_huge_item_costs_no_more_than_reading_it(text: str) -> None:
    stream = Stream()
    assert stream.changes(show(text, headline=text[:1000])) == ["published"]
    decision = stream.decide(page(show(f"{text}!", headline=text[:1000], captured=1), recorded=1))
    assert sum(len(value) for value in decision.changes.values() if value is not None) < 5000


def test_a_thousand_pages_twice_give_the_same_bytes() -> None:
    def told(seed: int) -> list[bytes]:
        rng = random.Random(seed)
        stream, found = Stream(), []
        for hours in range(1000):
            items = [
                show(STORIES[rng.randrange(6)][min(hours // 100, 3)], rng.choice(KIND), captured=hours)
                for _ in range(4)
            ]
            found += [
                canonical_bytes(each.item) for each in stream.decide(page(*items, recorded=hours)).items
            ]
        return found

    assert told(1) == told(1)
    assert len(told(1)) > 12


KIND: list[ItemType] = ["article", "brief"]
