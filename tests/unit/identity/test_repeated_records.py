"""Records that come again after a crash, and items that are made anew."""

import random
from itertools import islice

import pytest

from schemas import Change, SplitPage, canonical_bytes
from tests.unit.identity.stream import ARTICLE, MUSEUM, RULES, SENATE, Stream, at, label, notice, page, show
from worker.delivery.state import PartitionState
from worker.delivery.work import Overlay
from worker.identity import identify
from worker.identity.records import is_story, story_of

CHANGED = SENATE.replace("negentien", "twintig")
HEADLINE = "Kamer wil opheldering over tunnel"


def log(seed: int) -> list[SplitPage]:
    """Pages as wire.split holds them: repeats, versions, withdrawals, ties."""
    rng = random.Random(seed)
    lead = ARTICLE.split("\n")[0]
    pages = []
    for hours in range(12):
        items = [
            show(SENATE if hours < 5 else CHANGED, captured=hours, published=label(-1 - hours, 0)),
            show(ARTICLE, "article", headline=HEADLINE, url="https://nieuws.example/1", captured=hours),
            show(lead, captured=hours),
            show(MUSEUM, captured=hours, notices=(notice("withdrawn", "VERVALLEN"),) if hours > 8 else ()),
        ]
        shown = items[: 1 if hours == 0 else 4]
        rng.shuffle(shown)
        pages.append(page(*shown, recorded=hours))
    return pages


@pytest.mark.parametrize("seed", range(40))
def test_a_crash_between_state_and_commit_repeats_events_byte_for_byte_and_counts_nothing_twice(
    seed: int,
) -> None:
    rng = random.Random(seed)
    pages = log(seed)
    clean = Stream()
    expected = [
        [(found.change, canonical_bytes(found.item)) for found in clean.decide(shown, offset).items]
        for offset, shown in enumerate(pages)
    ]
    # The worker takes batches; a crash leaves some of a batch's state records, in their order, and no commit.
    state, told, offset = PartitionState(), [list[object]() for _ in pages], 0
    while offset < len(pages):
        batch = range(offset, min(offset + rng.randint(1, 4), len(pages)))
        overlay = Overlay(state)
        for at_offset in batch:
            decision = identify(overlay, pages[at_offset], RULES, at_offset)
            overlay.change(decision.changes)
            told[at_offset] += [(found.change, canonical_bytes(found.item)) for found in decision.items]
        is_crash = rng.random() < 0.5
        written = rng.randint(0, len(overlay.changes)) if is_crash else len(overlay.changes)
        state.apply(dict(islice(overlay.changes.items(), written)))
        offset += 0 if is_crash else len(batch)
    for events, known in zip(told, expected, strict=True):
        assert [event for event in known if event not in events] == []
    counts = {
        key: story_of(value).count for key, value in clean.state.oldest_first() if _is_story(key, value)
    }
    assert counts == {
        key: story_of(value).count for key, value in state.oldest_first() if _is_story(key, value)
    }


def _is_story(key: bytes, value: bytes) -> bool:
    return key[0] in b"ab" and is_story(value)


def test_a_record_that_comes_again_is_known_by_its_offset() -> None:
    stream = Stream()
    shown = page(show(SENATE), show(ARTICLE, "article", headline=HEADLINE))
    assert len(stream.decide(shown, 7).items) == 2
    before = list(stream.state.oldest_first())
    assert stream.decide(shown, 7).items == ()
    assert sorted(stream.state.oldest_first()) == sorted(before)
    # The same page as another record is a sighting.
    stream.decide(shown, 8)
    assert [story_of(value).count for key, value in stream.state.oldest_first() if _is_story(key, value)] == [
        2,
        2,
    ]


def test_what_a_crash_kept_from_being_written_is_written_when_the_record_comes_again() -> None:
    stream = Stream()
    shown = page(show(SENATE, headline="Senaat stemt in met begroting"))
    decision = identify(stream.state, shown, RULES, 7)
    stream.state.apply(dict(islice(decision.changes.items(), 1)))  # the story, and nothing that leads to it
    assert stream.decide(shown, 7).items == ()
    assert {key for key, _ in stream.state.oldest_first()} == set(decision.changes)
    changed = page(show(CHANGED, headline="Senaat stemt in met begroting", captured=1))
    decision = identify(stream.state, changed, RULES, 8)
    stream.state.apply(dict(islice(decision.changes.items(), 1)))
    assert stream.decide(changed, 8).items == ()
    assert {key for key, _ in stream.state.oldest_first()} >= set(decision.changes)
    assert stream.decide(changed, 9).items == ()


def test_without_offsets_every_page_counts() -> None:
    stream = Stream()
    stream.decide(page(show(SENATE)), 7)
    assert [found.change for found in stream.decide(page(show(CHANGED, captured=1))).items] == [
        Change.UPDATED
    ]


# Reprocessing


def reprocessed(stream: Stream, *of: str) -> list[tuple[Change, int, int]]:
    """The events of a record that sends the newest items with these texts back."""
    items = tuple(item for item in stream.items.values() if item.text in of)
    marked = SplitPage(market="nl", recorded_at=at(50), items=(), reprocessed=items)
    return [(found.change, found.item.version, found.item.revision) for found in stream.decide(marked).items]


def test_a_current_item_is_refined_and_nothing_else_changes() -> None:
    stream = Stream()
    stream.show(show(ARTICLE, "article", headline=HEADLINE), show(SENATE, published=label(-1, 0)))
    stream.show(show(CHANGED, captured=3, published=label(-1, 0)))
    before = stream.items[show(SENATE).id]
    assert before.replaces is not None
    assert reprocessed(stream, CHANGED) == [(Change.REFINED, 2, 3)]
    after = stream.items[show(SENATE).id]
    assert after == before.model_copy(update={"revision": 3, "replaces": None})
    # And again, after the next change of rules.
    assert reprocessed(stream, CHANGED) == [(Change.REFINED, 2, 4)]


def test_an_item_that_is_unknown_or_outdated_gives_nothing() -> None:
    stream, other = Stream(), Stream()
    other.show(show(MUSEUM), show(SENATE))
    stream.show(show(SENATE))
    stream.items |= other.items
    assert reprocessed(stream, MUSEUM) == []
    old = dict(stream.items)
    stream.show(show(CHANGED, captured=1))
    stream.items = old
    assert reprocessed(stream, SENATE) == []


def test_the_same_record_twice_gives_one_event() -> None:
    stream = Stream()
    stream.show(show(SENATE))
    old = dict(stream.items)
    assert len(reprocessed(stream, SENATE)) == 1
    stream.items = old
    assert reprocessed(stream, SENATE) == []


def test_a_reprocessed_item_is_no_sighting() -> None:
    stream = Stream()
    stream.show(show(SENATE))
    reprocessed(stream, SENATE)
    ((_, item),) = stream.show(show(SENATE, headline="Kop", captured=51))
    assert (item.revision, item.sightings.count, item.sightings.last) == (3, 2, at(51))
    assert stream.changes(show(SENATE, captured=29 * 24)) == []
