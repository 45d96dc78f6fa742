"""The judge finds each kind of fault: a check that cannot fail is none. And the truth is the pipeline's."""

from dataclasses import replace

import pytest

from schemas import Rejection
from tests.chaos.load import CODES, MAX_PAGE_BYTES, ChaosPage, Load, Name, Truth
from tests.chaos.verdict import Outcome, judge
from worker.pipeline import Capture, PageOptions, split_page

LOAD = Load(pages=400, seed=7)


def perfect(load: Load) -> list[Outcome]:
    """What a faultless worker would publish."""
    seen: set[Name] = set()
    outcomes = []
    for page in load:
        for place, name in enumerate(page.names()):
            if name not in seen:
                seen.add(name)
                topic = "rejected" if page.poison else f"{name.kind}s"
                outcomes.append(Outcome(topic, 0, name, page.number, place, b"same"))
    return outcomes


@pytest.fixture
def outcomes() -> list[Outcome]:
    return perfect(LOAD)


@pytest.fixture
def truth() -> Truth:
    return LOAD.truth


def test_a_perfect_run_has_no_fault(outcomes: list[Outcome], truth: Truth) -> None:
    verdict = judge(outcomes, truth)
    assert verdict.exactly_once
    assert verdict.records == len(truth) == len(outcomes)


@pytest.mark.parametrize("topic", ["articles", "briefs", "rejected"])
def test_one_missing_record_is_found(outcomes: list[Outcome], truth: Truth, topic: str) -> None:
    gone = next(found for found in outcomes if found.topic == topic)
    verdict = judge([found for found in outcomes if found is not gone], truth)
    assert (verdict.missing, verdict.extra) == (1, 0)
    assert not verdict.at_least_once
    assert gone.name.text in str(verdict)


@pytest.mark.parametrize("topic", ["articles", "briefs", "rejected"])
def test_one_record_twice_is_found(outcomes: list[Outcome], truth: Truth, topic: str) -> None:
    twice = next(found for found in outcomes if found.topic == topic)
    verdict = judge([*outcomes, twice], truth)
    assert (verdict.missing, verdict.extra, verdict.conflicting) == (0, 1, 0)
    assert verdict.at_least_once
    assert not verdict.exactly_once


def test_a_record_that_nobody_expects_is_extra(outcomes: list[Outcome], truth: Truth) -> None:
    alien = replace(outcomes[-1], name=Name("brief", "Nooit gezien."), place=99)
    assert judge([*outcomes, alien], truth).extra == 1


def test_a_repetition_with_other_bytes_conflicts(outcomes: list[Outcome], truth: Truth) -> None:
    verdict = judge([*outcomes, replace(outcomes[0], digest=b"other")], truth)
    assert verdict.conflicting == 1
    assert not verdict.at_least_once


def test_two_events_of_a_lane_in_the_wrong_order_are_found(outcomes: list[Outcome], truth: Truth) -> None:
    articles = [found for found in outcomes if found.topic == "articles"]
    first = articles[0]
    second = next(found for found in articles[1:] if truth.lanes[found.page] == truth.lanes[first.page])
    place = outcomes.index(second)
    swapped = [second if found is first else found for found in outcomes]
    swapped[place] = first
    assert judge(swapped, truth).out_of_order >= 1


def test_after_a_replay_dead_letters_come_again_and_events_do_not(
    outcomes: list[Outcome], truth: Truth
) -> None:
    letters = [found for found in outcomes if found.topic == "rejected"]
    assert judge([*outcomes, *letters], truth, rounds=2).exactly_once
    assert judge([*outcomes, *letters, outcomes[0]], truth, rounds=2).extra == 1


def test_the_load_is_the_same_for_the_same_seed_only() -> None:
    assert list(LOAD) == list(Load(pages=400, seed=7)) != list(Load(pages=400, seed=8))


def test_the_load_has_poison_of_each_kind_and_repetitions() -> None:
    pages = list(Load(pages=5000, seed=7))
    assert {page.poison for page in pages} >= {*CODES, "not_utf8", "too_large", "empty", "bad_envelope"}
    names = [name for page in pages for name in page.names()]
    assert len(names) - len(set(names)) > 1000


def test_offsets_count_up_in_each_partition() -> None:
    for number in range(4):
        offsets = [page.offset for page in LOAD if page.lane.partition == number]
        assert offsets == list(range(len(offsets)))


@pytest.mark.parametrize("page", list(Load(pages=200, seed=3)), ids=lambda page: str(page.number))
def test_the_truth_is_what_the_pipeline_makes_of_a_page(page: ChaosPage) -> None:
    record = page.record()
    options = PageOptions(max_page_bytes=MAX_PAGE_BYTES, market=page.lane.market)
    if page.poison is not None:
        with pytest.raises(Rejection) as refused:
            split_page(record.value, Capture(), options)
        assert refused.value.code.value == CODES.get(page.poison, page.poison)
    else:
        split = split_page(record.value, Capture(), options)
        assert tuple((item.type, item.text) for item in split.items) == page.texts
