"""The rules of the libraries against what the libraries print."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest
from babel.dates import format_timedelta

from tests.harness import ages
from worker.time.ages import GENERATORS
from worker.time.ages.generators import LADDERS, Part

FORMS = ages.forms()
RUNS = ages.runs()
GENERATED = sorted({sample.generator for sample in FORMS})
# Both DST nights, a leap day and the end of a month; the rest is for `python -m tests.harness.ages`.
CAPTURES = frozenset(ages.CAPTURES[2:3] + ages.CAPTURES[4:7])


def of(samples: Iterable[ages.Sample], generator: str) -> list[ages.Sample]:
    return [sample for sample in samples if sample.generator == generator]


def test_every_library_of_the_cases_is_known() -> None:
    assert set(GENERATED) == set(GENERATORS)


@pytest.mark.parametrize("generator", GENERATED)
def test_what_a_library_printed_is_inside_whether_it_is_known_or_not(generator: str) -> None:
    samples = [*of(FORMS, generator), *of(RUNS, generator)]
    assert [sample for sample in samples if not ages.is_inside(sample, generator)] == []
    assert [sample for sample in samples if not ages.is_inside(sample, None)] == []


@pytest.mark.parametrize("generator", GENERATED)
def test_time_that_passes_is_counted_alike_at_every_capture(generator: str) -> None:
    moved = [sample for sample in ages.elsewhere(of(FORMS, generator)) if sample.capture in CAPTURES]
    assert [sample for sample in moved if not ages.is_inside(sample, generator)] == []


# Read wider than need be: Django compares the numbers of days, sugar-date lets 29 February be 1 March.
WIDER = {"sugar-date 2.0.6 nl relative": 3}


@pytest.mark.parametrize("generator", GENERATED)
def test_the_interval_of_a_known_library_is_the_narrowest(generator: str) -> None:
    wide = [sample.label for sample in of(FORMS, generator) if not ages.is_narrowest(sample)]
    assert len(wide) <= WIDER.get(generator, 0), wide


def test_without_a_library_it_is_at_most_one_unit_wider() -> None:
    assert ages.too_wide(FORMS) == []
    # sugar-date alone prints this one, for some hours before a full year.
    assert set(ages.too_wide(RUNS)) <= {"12 maanden"}


NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)
# Around every change of unit or count up to two years, and far from them.
AGES = sorted(
    {
        int(bound * unit) + near
        for unit in (1, 60, 3_600, 86_400, 7 * 86_400, 30 * 86_400, 365 * 86_400)
        for bound in (0.85, 1, 1.5, 2, 2.5, 3, 3.5, 5.95, 6.5, 10, 11.5, 22.5, 25.5)
        for near in (-1, 0, 1)
        if 0 <= int(bound * unit) + near < 2 * 365 * 86_400
    }
)


@pytest.mark.parametrize("style", ["long", "short", "narrow"])
def test_babel_prints_what_its_rules_say(style: str) -> None:
    generator = f"Babel 2.18.0 nl format_timedelta {style} (threshold 0.85)"
    for age in AGES:
        label = format_timedelta(timedelta(seconds=-age), add_direction=True, locale="nl", format=style)
        sample = ages.Sample(generator, label, 0, (age, age), NOON)
        assert ages.is_inside(sample, generator), (label, age)
        assert ages.is_inside(sample, None), (label, age)


@pytest.mark.parametrize(
    ("ladder", "parts", "youngest", "oldest"),
    [
        ("Django timesince", [(1, "day"), (3, "hour")], timedelta(hours=27), timedelta(hours=28)),
        ("Django timesince", [(2, "week"), (6, "day")], timedelta(days=20), timedelta(days=21)),
        # 18 November: a month until 18 December, and from there four weeks. On 15 November it is two months.
        ("Django timesince", [(1, "month"), (4, "week")], timedelta(days=58), timedelta(days=61)),
        # 15.25 days are cut to 15, so that one month begins with 16.
        ("humanize", [(1, "year"), (1, "month")], timedelta(days=381), timedelta(days=411)),
    ],
)
def test_two_units_are_full_but_for_the_second(
    ladder: str, parts: list[tuple[int, str]], youngest: timedelta, oldest: timedelta
) -> None:
    found = LADDERS[ladder].parts_span([Part(count, unit) for count, unit in parts], NOON)
    assert found is not None
    assert (NOON - found[1].latest, NOON - found[1].earliest) == (youngest, oldest)


def test_a_unit_that_a_library_lacks_is_in_none_of_its_parts() -> None:
    assert LADDERS["humanize"].parts_span([Part(1, "week"), Part(1, "day")], NOON) is None
