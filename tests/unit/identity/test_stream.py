"""A short stream with a known truth; and that its verdict finds what it is there to find."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.stream.__main__ import parse, write
from tests.stream.generator import generate
from tests.stream.ideal import ideal_events
from tests.stream.truth import Truth
from tests.stream.verdict import Event, Row, events_of, judge, passed

SEED = 7

Sabotage = Callable[[list[Event]], list[Event]]


@pytest.fixture(scope="module")
def truth() -> Truth:
    return generate(300, SEED)


@pytest.fixture(scope="module")
def events(truth: Truth) -> list[Event]:
    return ideal_events(truth)


def missed(rows: list[Row]) -> set[str]:
    return {row.name for row in rows if row.hard and not row.met}


def test_the_program_reaches_every_hard_goal_on_a_short_stream(tmp_path: Path) -> None:
    short = generate(200, SEED)
    write(short, tmp_path)
    (output,) = parse(tmp_path / "pages.jsonl", tmp_path, runs=1)
    with output.open("rb") as lines:
        read, answered = events_of(lines)
    rows = judge(short, read, answered)
    assert passed(rows), [(row.name, row.value, row.examples) for row in rows if row.hard and not row.met]


def test_a_seed_gives_the_same_pages_and_another_seed_others(truth: Truth) -> None:
    assert generate(300, SEED).pages == truth.pages
    assert generate(300, SEED + 1).pages != truth.pages


def test_a_program_without_fault_is_found_faultless(truth: Truth, events: list[Event]) -> None:
    assert missed(judge(truth, events, len(truth.pages))) == set()


def first(events: list[Event], change: str) -> int:
    return next(at for at, event in enumerate(events) if event.change == change)


def changed(event: Event, **facts: object) -> Event:
    return replace(event, data={**event.data, **facts})


def say_twice(events: list[Event]) -> list[Event]:
    at = first(events, "published")
    return [*events[: at + 1], events[at], *events[at + 1 :]]


def say_twice_under_another_id(events: list[Event]) -> list[Event]:
    at = first(events, "published")
    return [*events, changed(events[at], id="brief:another")]


def drop_an_update(events: list[Event]) -> list[Event]:
    at = first(events, "updated")
    return [*events[:at], *events[at + 1 :]]


def drop_a_story(events: list[Event]) -> list[Event]:
    return [event for event in events if event.id != events[0].id]


def merge_two_ids(events: list[Event]) -> list[Event]:
    first_id, second_id = sorted({event.id for event in events if event.kind == "brief"})[:2]
    return [changed(event, id=first_id) if event.id == second_id else event for event in events]


def publish_updates_anew(events: list[Event]) -> list[Event]:
    return [
        changed(
            replace(event, change="published"), id=f"{event.id}-{at}", version=1, revision=1, replaces=None
        )
        if event.change == "updated"
        else event
        for at, event in enumerate(events)
    ]


def let_an_older_text_win(events: list[Event]) -> list[Event]:
    at = first(events, "updated")
    older = next(event for event in events if event.id == events[at].id)
    return [*events, changed(older, version=3, revision=9)]


def put_publication_after_the_truth(events: list[Event]) -> list[Event]:
    late = {**events[0].data["published"], "earliest": events[0].data["published"]["latest"]}
    return [changed(events[0], published=late), *events[1:]]


def withdraw_another(events: list[Event]) -> list[Event]:
    withdrawn = {event.id for event in events if event.change == "withdrawn"}
    other = next(event for event in events if event.id not in withdrawn and event.data["text"])
    return [*events, changed(replace(other, change="withdrawn", page=events[-1].page), revision=2)]


def withdraw_none(events: list[Event]) -> list[Event]:
    return [event for event in events if event.change != "withdrawn"]


def refine_for_nothing(events: list[Event]) -> list[Event]:
    return [*events, changed(replace(events[-1], change="refined"), revision=events[-1].data["revision"] + 1)]


def skip_a_revision(events: list[Event]) -> list[Event]:
    at = first(events, "updated")
    return [*events[:at], changed(events[at], revision=events[at].data["revision"] + 1), *events[at + 1 :]]


@pytest.mark.parametrize(
    ("sabotage", "row"),
    [
        (say_twice, "repeated events"),
        (say_twice_under_another_id, "repeated events"),
        (drop_an_update, "lost updates"),
        (drop_a_story, "lost stories"),
        (merge_two_ids, "different stories merged"),
        (publish_updates_anew, "versions tied to the right item"),
        (let_an_older_text_win, "older text replaced a newer"),
        (put_publication_after_the_truth, "publication outside the interval"),
        (withdraw_another, "wrong withdrawals"),
        (withdraw_none, "lost withdrawals"),
        (refine_for_nothing, "refined without being better"),
        (skip_a_revision, "wrong version, revision or replaces"),
    ],
    ids=lambda each: each.__name__ if callable(each) else each,
)
def test_the_verdict_finds_sabotage(truth: Truth, events: list[Event], sabotage: Sabotage, row: str) -> None:
    assert row in missed(judge(truth, sabotage(events), len(truth.pages)))


def test_a_page_without_an_answer_is_missed(truth: Truth, events: list[Event]) -> None:
    assert "unanswered pages" in missed(judge(truth, events, len(truth.pages) - 1))
