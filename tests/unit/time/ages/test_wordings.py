"""What is read of an age, and what is not."""

import pytest

from worker.time.ages.wordings import Ahead, Compound, Counted, Worded, read_relative_age


@pytest.mark.parametrize(
    ("label", "form", "count", "unit", "is_plain"),
    [
        ("4 uur geleden", "{n} uur geleden", 4, "hour", True),
        ("5 MIN. GELEDEN", "{n} min. geleden", 5, "minute", True),
        ("2\u00a0dgn\u202fgeleden", "{n} dgn geleden", 2, "day", True),
        ("3mnd geleden", "{n}mnd geleden", 3, "month", True),
        ("5 sec.", "{n} sec.", 5, "second", True),
        ("e\u0301e\u0301n uur geleden", "één uur geleden", 1, "hour", False),
        ("twaalf weken geleden", "twaalf weken geleden", 12, "week", False),
        ("ca. 2 kwartalen geleden", "ca. {n} kwartalen geleden", 2, "quarter", False),
        ("meer dan 1 jaar geleden", "meer dan {n} jaar geleden", 1, "year", False),
    ],
)
def test_a_counted_age_has_a_form(label: str, form: str, count: int, unit: str, is_plain: bool) -> None:
    age = read_relative_age(label)
    assert isinstance(age, Counted)
    assert (age.wording.form, age.wording.count, age.unit.name, age.is_plain) == (form, count, unit, is_plain)


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("1 dag, 3 uur geleden", Compound),
        ("2 uur 5 min geleden", Compound),
        ("1 uur, 2 minuten en 3 seconden geleden", Compound),
        ("zojuist", Worded),
        ("Vorige week", Worded),
        ("over 5 minuten", Ahead),
        ("binnen een uur", Ahead),
    ],
)
def test_other_ages_have_their_kind(label: str, kind: type) -> None:
    assert isinstance(read_relative_age(label), kind)


@pytest.mark.parametrize(
    "label",
    [
        "3 zonnen geleden", "een tijd geleden", "uur geleden", "", "geleden", "een uur", "ongeveer 5 minuten",
        "1 uur geleden.", "-5 minuten geleden", "1,5 uur geleden", "1 dag, 3 uur", "9999999999 uur geleden",
        "5 minuten te laat", "\ud800", "\0", "5 " * 1_000,
    ],
)  # fmt: skip
def test_a_wording_in_no_row_is_no_age(label: str) -> None:
    assert read_relative_age(label) is None
