"""The words of the rules against CLDR's names, and written numbers against a speller of their own."""

import pytest
from babel.dates import get_day_names, get_month_names

from tests.harness.times import reference
from worker.time.expressions import read_expressions
from worker.time.expressions.vocabulary import TABLE, WORDS, expand, written_numbers

NUMBERS = written_numbers(TABLE["numbers"])


def test_weekdays_are_those_of_cldr() -> None:
    assert WORDS["weekday"] == {name: number for number, name in get_day_names("wide", locale="nl").items()}


def test_months_are_those_of_cldr() -> None:
    assert WORDS["month"] == {name: number for number, name in get_month_names("wide", locale="nl").items()}


@pytest.mark.parametrize("number", range(1, 13))
def test_the_months_of_cldr_are_read_in_full_and_abbreviated(number: int) -> None:
    for width in ("wide", "abbreviated"):
        name = get_month_names(width, locale="nl")[number]
        (timex,) = read_expressions(f"Het was op 5 {name} 2024 al zo.", reference("2025-11-20T11:00"))
        assert timex.value == f"2024-{number:02d}-05", name


@pytest.mark.parametrize("number", range(7))
def test_abbreviated_weekdays_of_cldr_are_read_before_a_date_only(number: int) -> None:
    name = get_day_names("abbreviated", locale="nl")[number]
    (timex,) = read_expressions(
        f"De mars van {name} {17 + number} november 2025.", reference("2025-11-20T11:00")
    )
    assert (timex.value, timex.flags) == (f"2025-11-{17 + number}", ())
    assert read_expressions(f"Hij zei {name} en ging.", reference("2025-11-20T11:00")) == ()


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("een", 1), ("acht", 8), ("veertien", 14), ("twintig", 20), ("eenentwintig", 21), ("tweeëntwintig", 22),
        ("drieëndertig", 33), ("zesenveertig", 46), ("negenennegentig", 99),
    ],
)  # fmt: skip
def test_written_numbers(word: str, number: int) -> None:
    assert NUMBERS.cardinals[word] == number


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("eerste", 1), ("tweede", 2), ("derde", 3), ("achtste", 8), ("zeventiende", 17), ("negentiende", 19),
        ("twintigste", 20), ("eenentwintigste", 21), ("eenendertigste", 31),
    ],
)  # fmt: skip
def test_ordinals(word: str, number: int) -> None:
    assert NUMBERS.ordinals[word] == number


def test_all_numbers_to_99_have_one_word() -> None:
    assert sorted(NUMBERS.cardinals.values()) == list(range(1, 100))


def test_the_second_list_of_a_kind_is_another_group() -> None:
    assert "(?P<day>" in expand("{day}-{day_2}")
    assert "(?P<day_2>" in expand("{day}-{day_2}")
