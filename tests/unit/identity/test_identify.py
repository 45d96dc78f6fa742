"""What is published once, and when it is forgotten."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import Change, SplitPage
from tests.unit.builders import CAPTURED, item_id, split_item, split_page
from worker.delivery.state import PartitionState
from worker.identity import identify
from worker.identity.identify import FORGET_AT_ONCE, first_seen, state_key

MAX_AGE = 1000
LATEST = MAX_AGE + MAX_AGE // 10  # by then a text is forgotten
START = 1_767_225_600
TEXTS = st.lists(st.sampled_from("abcdef"), max_size=4)
PAGES = st.lists(st.tuples(st.integers(0, 5 * MAX_AGE), TEXTS), max_size=12)


class Stream:
    """Pages through identity, one after the other."""

    def __init__(self) -> None:
        self.state = PartitionState()

    def show(self, at: float | None, *texts: str) -> list[str]:
        """The texts that are published of a page whose record was written `at` seconds after START."""
        page = split_page(texts, None if at is None else START + at)
        decision = identify(self.state, page, MAX_AGE)
        self.state.apply(decision.changes)
        return [identified.item.text for identified in decision.items]


def key(text: str) -> bytes:
    return state_key(item_id(text))


# Once


@given(st.lists(st.tuples(st.integers(0, MAX_AGE), TEXTS), max_size=12))
def test_each_text_is_published_once_whatever_the_order_of_pages_within_max_age(
    pages: Sequence[tuple[int, list[str]]],
) -> None:
    stream = Stream()
    published = [text for at, texts in pages for text in stream.show(at, *texts)]
    assert sorted(published) == sorted({text for _, texts in pages for text in texts})


@given(st.lists(TEXTS, max_size=8))
def test_each_text_is_published_once_over_pages_without_a_time(pages: Sequence[list[str]]) -> None:
    stream = Stream()
    published = [text for texts in pages for text in stream.show(None, *texts)]
    assert sorted(published) == sorted({text for texts in pages for text in texts})


def test_an_article_and_a_brief_with_one_text_are_two_items() -> None:
    page = SplitPage(market="nl", items=(split_item("a", "brief"), split_item("a", "article")))
    assert len(identify(PartitionState(), page, MAX_AGE).items) == 2


def test_items_keep_the_order_of_the_page() -> None:
    assert Stream().show(0, "c", "a", "c", "b", "a") == ["c", "a", "b"]


@given(PAGES)
def test_the_same_pages_give_the_same_decisions(pages: Sequence[tuple[int, list[str]]]) -> None:
    decisions = []
    for _ in range(2):
        state = PartitionState()
        run = []
        for at, texts in pages:
            decision = identify(state, split_page(texts, START + at), MAX_AGE)
            state.apply(decision.changes)
            run.append((list(decision.changes.items()), decision.items))
        decisions.append(run)
    assert decisions[0] == decisions[1]


@given(PAGES)
def test_a_decision_changes_nothing_by_itself(pages: Sequence[tuple[int, list[str]]]) -> None:
    stream = Stream()
    for at, texts in pages:
        before = list(stream.state.oldest_first())
        identify(stream.state, split_page(texts, START + at), MAX_AGE)
        assert list(stream.state.oldest_first()) == before
        stream.show(at, *texts)


# Ageing


@given(st.lists(st.tuples(st.integers(0, 2 * LATEST), TEXTS), max_size=12))
def test_a_text_is_new_again_never_before_max_age_and_always_a_tenth_later(
    pages: Sequence[tuple[int, list[str]]],
) -> None:
    stream, now, last_seen = Stream(), 0, dict[str, int]()
    for later, texts in pages:
        now += later
        published = set(stream.show(now, *texts))
        for text in set(texts):
            unseen = now - last_seen[text] if text in last_seen else None
            if unseen is None or unseen > LATEST:
                assert text in published
            elif unseen <= MAX_AGE:
                assert text not in published
            last_seen[text] = now


@pytest.mark.parametrize(
    ("sightings", "new"),
    [
        ([0, MAX_AGE], False),
        ([0, LATEST], False),
        ([0, LATEST + 1], True),
        # Seen a tenth later, which is not written: it must not be forgotten earlier for that.
        ([0, MAX_AGE // 10, MAX_AGE // 10 + MAX_AGE], False),
        ([0, MAX_AGE // 10 + 1, MAX_AGE // 10 + 1 + LATEST], False),
        ([0, *range(500, 5000, 500)], False),
        # A page that comes late makes nothing younger or older.
        ([1000, 0, 1000 + MAX_AGE], False),
        ([5000, 0], False),
    ],
)
def test_by_the_times_of_its_records_a_text_is_new_again_or_not(sightings: list[int], new: bool) -> None:
    stream = Stream()
    *before, last = sightings
    for at in before:
        stream.show(at, "a")
    assert (stream.show(last, "a") == ["a"]) is new


@pytest.mark.parametrize(
    ("later", "written"), [(0, False), (100, False), (101, True), (1000, True), (-500, False)]
)
def test_a_sighting_is_written_only_after_a_tenth_of_the_age(later: int, written: bool) -> None:
    stream = Stream()
    stream.show(2000, "a")
    decision = identify(stream.state, split_page("a", START + 2000 + later), MAX_AGE)
    assert (key("a") in decision.changes) is written


def test_forgotten_keys_leave_the_state_whatever_is_shown() -> None:
    stream = Stream()
    stream.show(0, "a", "b")
    stream.show(600, "c")
    stream.show(LATEST + 1, "d")
    assert [k for k, _ in stream.state.oldest_first()] == [key("c"), key("d")]


def test_a_text_that_is_shown_when_it_would_be_forgotten_stays() -> None:
    stream = Stream()
    stream.show(0, "a")
    assert stream.show(LATEST + 1, "a") == ["a"]
    assert stream.show(LATEST + 2, "a") == []


def test_one_page_forgets_no_more_than_a_bound() -> None:
    stream = Stream()
    texts = [str(number) for number in range(3 * FORGET_AT_ONCE)]
    stream.show(0, *texts)
    decision = identify(stream.state, split_page(["new"], 2**32 - 1), MAX_AGE)  # the year 2106
    assert sum(value is None for value in decision.changes.values()) == FORGET_AT_ONCE
    assert sum(value is not None for value in decision.changes.values()) == 1


@given(PAGES)
def test_only_what_is_older_than_the_page_by_more_than_max_age_is_forgotten(
    pages: Sequence[tuple[int, list[str]]],
) -> None:
    stream = Stream()
    for at, texts in pages:
        now = START + at
        decision = identify(stream.state, split_page(texts, now), MAX_AGE)
        for changed, value in decision.changes.items():
            if value is None:
                before = stream.state.get(changed)
                assert before is not None
                assert now - int.from_bytes(before, "big") > MAX_AGE
        stream.state.apply(decision.changes)


def test_a_page_without_a_time_ages_and_refreshes_nothing() -> None:
    stream = Stream()
    stream.show(0, "a", "b")
    before = list(stream.state.oldest_first())
    assert stream.show(None, "a", "b") == []
    assert list(stream.state.oldest_first()) == before
    assert stream.show(LATEST, "a") == []
    assert stream.show(2 * LATEST, "b") == ["b"]


# What is written


def test_a_value_is_the_record_s_time_and_a_key_the_type_and_the_id() -> None:
    decision = identify(PartitionState(), split_page(["a"], START + 0.9), MAX_AGE)
    digest = item_id("a").removeprefix("brief:")
    assert decision.changes == {b"b" + bytes.fromhex(digest): START.to_bytes(4, "big")}


@pytest.mark.parametrize(
    ("at", "seconds"), [(None, 0), (0, 0), (2**32, 2**32 - 1), (253_402_300_799, 2**32 - 1)]
)
def test_times_beyond_the_value_s_range_are_cut(at: float | None, seconds: int) -> None:
    decision = identify(PartitionState(), split_page(["a"], at), MAX_AGE)
    assert list(decision.changes.values()) == [seconds.to_bytes(4, "big")]


def test_keys_of_different_items_differ() -> None:
    keys = sorted(state_key(item_id(str(n), kind)) for n in range(50) for kind in ("article", "brief"))
    assert all(one != other for one, other in pairwise(keys))
    assert {len(one) for one in keys} == {17}


@pytest.mark.parametrize("captured", [CAPTURED, None])
def test_an_item_at_its_first_sighting(captured: object) -> None:
    split = split_item("a", captured=captured)  # type: ignore[arg-type]
    item = first_seen(split)
    assert (item.version, item.revision, item.replaces) == (1, 1, None)
    assert (item.sightings.first, item.sightings.last, item.sightings.count) == (captured, captured, 1)
    assert item.model_dump(include=set(type(split).model_fields)) == split.model_dump()


def test_a_new_text_is_published() -> None:
    decision = identify(PartitionState(), split_page(["a"], START), MAX_AGE)
    assert [identified.change for identified in decision.items] == [Change.PUBLISHED]
