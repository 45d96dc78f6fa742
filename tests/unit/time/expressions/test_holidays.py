"""Holidays against an independent calendar of Dutch holidays."""

from datetime import date

import holidays
import pytest

from worker.time.expressions.holidays import BY_WORDS, HOLIDAYS

CATEGORIES = (holidays.PUBLIC, holidays.OPTIONAL)


@pytest.mark.parametrize("year", range(1966, 2100))
def test_the_days_are_those_of_the_oracle(year: int) -> None:
    oracle = holidays.country_holidays("NL", years=year, language="nl", categories=CATEGORIES, expand=False)
    checked = 0
    for day, names in oracle.items():
        for name in names.split("; "):
            ours = BY_WORDS[name.lower()].period(year)
            assert ours is not None
            assert ours.day == day, f"{name} {year}"
            checked += 1
    assert checked >= 9


@pytest.mark.parametrize(
    ("words", "year", "day"),
    [
        ("koningsdag", 2025, date(2025, 4, 26)),  # the 27th is a Sunday
        ("koningsdag", 2026, date(2026, 4, 27)),
        ("koninginnedag", 2013, date(2013, 4, 30)),
        ("koninginnedag", 1989, date(1989, 4, 29)),
        ("koninginnedag", 1978, date(1978, 5, 1)),
        ("prinsjesdag", 2025, date(2025, 9, 16)),
        ("moederdag", 2026, date(2026, 5, 10)),
        ("vaderdag", 2026, date(2026, 6, 21)),
        ("veteranendag", 2025, date(2025, 6, 28)),
        ("black friday", 2025, date(2025, 11, 28)),
        ("carnaval", 2026, date(2026, 2, 15)),
        ("aswoensdag", 2026, date(2026, 2, 18)),
    ],
)
def test_days_that_move(words: str, year: int, day: date) -> None:
    period = BY_WORDS[words].period(year)
    assert period is not None
    assert period.day == day


@pytest.mark.parametrize(
    ("words", "year"), [("koningsdag", 2013), ("koninginnedag", 2014), ("dodenherdenking", 1944)]
)
def test_a_year_without_the_day_has_none(words: str, year: int) -> None:
    assert BY_WORDS[words].period(year) is None


def test_each_era_says_how_its_day_is_found_in_one_way() -> None:
    for era in (era for holiday in HOLIDAYS for era in holiday.eras):
        assert [era.on, era.easter, era.nth].count(None) == 2
