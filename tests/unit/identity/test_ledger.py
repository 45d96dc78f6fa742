"""What grows old, and what a page may change."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import SplitItem, SplitPage
from tests.unit.identity.stream import DAY, MUSEUM, SENATE, START, Stream, notice, page, show
from worker.identity import Rules, identify
from worker.identity.keys import keys_of
from worker.identity.ledger import FORGET_AT_ONCE
from worker.identity.memory import MemoryState
from worker.identity.records import is_story, seen_of

HOUR = 3600
MAX_AGE = 10 * HOUR
RULES = Rules(max_age=MAX_AGE)
TEXTS = {
    letter: f"{name} heeft gezegd dat het plan voor {name} er volgend jaar komt, zo meldt {name}."
    for letter, name in zip("abcdef", ("Assen", "Breda", "Cuijk", "Delft", "Emmen", "Franeker"), strict=True)
}
PAGES = st.lists(st.tuples(st.integers(0, 50), st.lists(st.sampled_from("abcdef"), max_size=4)), max_size=12)
SECONDS = int(START.timestamp())


class Days(Stream):
    """Pages by the hour at which they were recorded."""

    def __init__(self) -> None:
        super().__init__(RULES)

    def see(self, hours: float | None, *letters: str) -> list[str]:
        """Which of these texts a page publishes."""
        items = [show(TEXTS[letter], captured=None) for letter in letters]
        found = self.decide(page(*items, recorded=hours)).items
        texts = [identified.item.text for identified in found]
        return [letter for letter in "abcdef" if TEXTS[letter] in texts]


def many(number: int) -> list[SplitItem]:
    return [show(f"Bericht {n} over {n} in {n} is het bericht met nummer {n}.") for n in range(number)]


@given(st.lists(st.tuples(st.integers(0, 20), st.lists(st.sampled_from("abcdef"), max_size=4)), max_size=12))
def test_a_text_is_new_again_when_it_was_not_seen_for_max_age_and_never_before(
    pages: Sequence[tuple[int, list[str]]],
) -> None:
    stream, now, last_seen = Days(), 0, dict[str, int]()
    for later, letters in pages:
        now += later
        published = stream.see(now, *letters)
        for letter in set(letters):
            is_new = letter not in last_seen or now - last_seen[letter] > 10
            assert (letter in published) is is_new
            last_seen[letter] = now


@pytest.mark.parametrize(
    ("sightings", "new"),
    [
        ([0, 10], False),
        ([0, 11], True),
        ([0, 1, 11], False),
        ([0, 5, 14, 24], False),
        # A page that comes late makes nothing younger or older.
        ([10, 0, 20], False),
        ([50, 0], False),
    ],
)
def test_by_the_times_of_its_records_a_text_is_new_again_or_not(sightings: list[int], new: bool) -> None:
    stream = Days()
    *before, last = sightings
    for hours in before:
        stream.see(hours, "a")
    assert (stream.see(last, "a") == ["a"]) is new


def test_a_story_lives_as_long_as_any_text_of_it_is_seen_and_so_does_what_leads_to_it() -> None:
    stream = Stream(RULES)
    changed = SENATE.replace("negentien", "twintig")
    stream.show(show(SENATE))
    stream.show(show(changed, captured=1))
    for hours in range(8, 60, 8):
        assert stream.changes(show(changed, captured=hours), show(MUSEUM, captured=hours)) in (
            ["published"],
            [],
        )
    assert stream.changes(show(SENATE, captured=61)) == []  # its first text, not seen for sixty hours
    again = SENATE.replace("negentien", "achttien")
    assert stream.changes(show(again, captured=62)) == ["updated"]


def test_a_story_that_is_forgotten_is_found_by_nothing() -> None:
    stream = Stream(RULES)
    stream.show(show(SENATE, headline="Senaat stemt in met begroting"))
    changed = show(
        SENATE.replace("negentien", "twintig"), headline="Senaat stemt in met begroting", captured=11
    )
    assert stream.changes(changed) == ["published"]


def test_what_is_forgotten_leaves_the_state_whole() -> None:
    stream = Stream(RULES)
    stream.show(show(SENATE, headline="Senaat stemt in met begroting"))
    stream.show(show("", headline="Een naam die wacht", notices=(notice("withdrawn"),)))
    stream.show(show(SENATE.replace("negentien", "twintig"), captured=1))
    stream.show(show(MUSEUM, captured=12))
    alone = Stream(RULES)
    alone.show(show(MUSEUM, captured=12))
    assert {key for key, _ in stream.state.oldest_first()} == {key for key, _ in alone.state.oldest_first()}


def test_one_page_forgets_no_more_than_a_bound() -> None:
    stream = Days()
    stream.decide(page(*many(3 * FORGET_AT_ONCE)))
    decision = identify(stream.state, page(show(SENATE), recorded=80 * 365 * 24), RULES)  # the year 2106
    removed = [key for key, value in decision.changes.items() if value is None]
    assert len(removed) == FORGET_AT_ONCE


def test_a_record_from_the_future_does_not_keep_others_from_being_forgotten() -> None:
    stream = Days()
    stream.see(80 * 365 * 24, "a")
    stream.see(0, "b")
    stream.see(11, "c")
    left = [
        keys_of("nl").to_id(key) for key, value in stream.state.oldest_first() if key[:1] == b"b" and value
    ]
    assert len(left) == 2


@given(PAGES)
def test_only_what_is_older_than_the_page_by_more_than_max_age_is_removed(
    pages: Sequence[tuple[int, list[str]]],
) -> None:
    stream = Days()
    for hours, letters in pages:
        before = dict(stream.state.oldest_first())
        decision = stream.decide(
            page(*(show(TEXTS[letter], captured=None) for letter in letters), recorded=hours)
        )
        for key, value in decision.changes.items():
            if value is None:
                assert SECONDS + hours * HOUR - seen_of(before[key]) > MAX_AGE


@pytest.mark.parametrize(("hours", "expected"), [(19, []), (20, ["b"])])
def test_a_page_without_a_time_ages_nothing_and_is_as_old_as_the_next_one(
    hours: int, expected: list[str]
) -> None:
    stream = Days()
    stream.see(0, "a")
    stream.see(None, "b")
    assert stream.see(None, "a", "b") == []
    assert stream.see(9, "c") == ["c"]  # looks b over
    assert stream.see(hours, "b") == expected
    assert stream.see(hours, "a") == ["a"]


def test_pages_without_any_time_forget_nothing() -> None:
    stream = Days()
    assert stream.see(None, "a") == ["a"]
    for _ in range(3):
        assert stream.see(None, "a", "b") in (["b"], [])


@pytest.mark.parametrize(
    ("at", "seconds"), [(None, 0), (-(60 * 365 * 24), 0), (0, SECONDS), (200 * 365 * 24, 2**32 - 1)]
)
def test_times_beyond_the_value_s_range_are_cut(at: float | None, seconds: int) -> None:
    decision = identify(MemoryState(), page(show(SENATE), recorded=at), RULES)
    assert {seen_of(value) for value in decision.changes.values() if value is not None} == {seconds}


@given(PAGES)
def test_a_decision_changes_nothing_by_itself(pages: Sequence[tuple[int, list[str]]]) -> None:
    stream = Days()
    for hours, letters in pages:
        shown = page(*(show(TEXTS[letter], captured=None) for letter in letters), recorded=hours)
        before = list(stream.state.oldest_first())
        assert identify(stream.state, shown, RULES) == identify(stream.state, shown, RULES)
        assert list(stream.state.oldest_first()) == before
        stream.decide(shown)


def test_a_sighting_writes_the_story_alone() -> None:
    stream = Stream()
    stream.show(show(SENATE, headline="Senaat stemt in met begroting"))
    decision = stream.decide(
        page(show(SENATE, headline="Senaat stemt in met begroting", captured=1), recorded=1)
    )
    ((_, value),) = decision.changes.items()
    assert value is not None
    assert is_story(value)


def test_stories_are_written_before_what_leads_to_them() -> None:
    shown: SplitPage = page(show(SENATE, headline="Senaat stemt in met begroting"), show(MUSEUM))
    written = [
        value is not None and len(value) > 40
        for value in identify(MemoryState(), shown, RULES).changes.values()
    ]
    assert written == sorted(written, reverse=True)
    assert sum(written) == 2


def test_an_address_leads_to_the_last_of_its_stories() -> None:
    stream = Stream(Rules(max_age=300 * DAY))
    for number, item in enumerate(many(20)):
        again = item.model_copy(
            update={
                "type": "article",
                "page": item.page.model_copy(update={"url": "https://nieuws.example/live"}),
                "id": item.id.replace("brief", "article"),
            }
        )
        stream.decide(page(again, recorded=number))
    (value,) = [value for key, value in stream.state.oldest_first() if key[:1] == b"u"]
    assert (len(value) - 4) / 17 == 8
