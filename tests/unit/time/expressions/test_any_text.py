"""Properties: rendered times read back, values stay within what the reference allows, and no text harms."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from time import perf_counter

import pytest
from babel.dates import format_date
from hypothesis import given, settings
from hypothesis import strategies as st

from worker.time.civil import AMSTERDAM, start_of_day
from worker.time.expressions import Reference, read_expressions
from worker.time.expressions.rules import RULES

DAYS = st.dates(date(1950, 1, 1), date(2099, 12, 31))
INSTANTS = st.builds(
    lambda seconds: datetime.fromtimestamp(seconds, UTC), st.integers(-600_000_000, 4_000_000_000)
)
FORMS = (
    "d MMMM y", "EEEE d MMMM y", "d MMM y", "EEE d MMM y", "dd-MM-y", "d-M-y", "d/M/y", "d.M.y", "y-MM-dd", "EEEE, d MMMM y",
)  # fmt: skip
SENTENCES = (
    "Morgen, overmorgen en eergisteren.",
    "Hij komt donderdag en ging zaterdagavond.",
    "In juni sloot hij een verdrag, in maart komt hij.",
    "Op 1 januari en op 29 februari gaat de wet in.",
    "Vannacht is er brand; de nacht van zaterdag op zondag was koud.",
    "Dit jaar, vorige maand, volgende week, deze eeuw.",
    "Afgelopen zomer, deze winter, het vierde kwartaal, week 53.",
    "Koningsdag verliep rustig, met Kerst is het druk, tijdens de jaarwisseling niet.",
    "De laatste zondag van maart en de eerste maandag van de maand.",
    "Tien jaar geleden, over drie weken, een maand geleden.",
    "Van maandag tot en met woensdag, van 12 tot 16 november.",
    "Eind vorige maand, het einde van het jaar, dit weekend.",
)


def readings(text: str, reference: Reference | None) -> list[str | None]:
    return [timex.value for timex in read_expressions(text, reference)]


@given(DAYS, st.sampled_from(FORMS), INSTANTS)
def test_a_full_date_reads_back_in_every_form(day: date, form: str, instant: datetime) -> None:
    text = f"Het besluit van {format_date(day, form, locale='nl')} is ingetrokken."
    assert readings(text, Reference.at(instant)) == [day.isoformat()]


@given(DAYS, st.sampled_from(["d MMMM", "EEEE d MMMM", "d MMM"]), st.integers(-150, 150))
def test_a_date_without_a_year_is_the_nearest(day: date, form: str, days: int) -> None:
    text = f"De vergadering van {format_date(day, form, locale='nl')}"
    noon = datetime.combine(day + timedelta(days=days), datetime.min.time(), AMSTERDAM).replace(hour=12)
    assert readings(text, Reference.at(noon)) == [day.isoformat()]


@given(DAYS, st.integers(-6, 6))
def test_a_weekday_is_the_one_that_the_tense_points_to(day: date, days: int) -> None:
    name = format_date(day, "EEEE", locale="nl")
    noon = datetime.combine(day - timedelta(days=days), datetime.min.time(), AMSTERDAM).replace(hour=12)
    text = f"Hij komt {name} vrij." if days >= 0 else f"Hij kwam {name} vrij."
    assert readings(text, Reference.at(noon)) == [day.isoformat()]


@given(
    st.integers(0, 23),
    st.integers(0, 59),
    st.sampled_from(["{}.{:02d} uur", "{}:{:02d} uur", "{:02d}.{:02d} uur"]),
)
def test_a_clock_time_reads_back(hour: int, minute: int, form: str) -> None:
    text = f"Op 20 november 2025 om {form.format(hour, minute)} viel het licht uit."
    assert readings(text, None) == [f"2025-11-20T{hour:02d}:{minute:02d}"]


@given(INSTANTS, st.sampled_from(SENTENCES))
def test_a_day_has_the_bounds_of_its_civil_day(instant: datetime, text: str) -> None:
    for timex in read_expressions(text, Reference.at(instant)):
        if timex.value and len(timex.value) == 10 and timex.value[4] == timex.value[7] == "-":
            day = date.fromisoformat(timex.value)
            assert timex.interval == (start_of_day(day), start_of_day(day + timedelta(days=1)))


@given(INSTANTS, st.floats(0, 1), st.integers(1, 72 * 3600), st.sampled_from(SENTENCES))
def test_readings_lie_within_what_the_interval_allows(
    earliest: datetime, share: float, seconds: int, text: str
) -> None:
    """From any instant within the reference, the value is the reference's own or one of its alternatives."""
    latest = earliest + timedelta(seconds=seconds)
    instant = latest - timedelta(seconds=share * seconds * 0.999)
    whole = read_expressions(text, Reference(earliest, latest))
    exact = read_expressions(text, Reference.at(instant))
    assert [timex.text for timex in whole] == [timex.text for timex in exact]
    for allowed, timex in zip(whole, exact, strict=True):
        assert timex.value in ({allowed.value} if allowed.value else set(allowed.alternatives)), timex.text
        assert timex.interval is not None
        assert allowed.interval is not None
        assert allowed.interval[0] <= timex.interval[0] <= timex.interval[1] <= allowed.interval[1]


WORDS = sorted({word for rule in RULES for word in " ".join([*rule.row.at, *rule.row.never]).split()})


@settings(max_examples=300)
@given(
    st.lists(
        st.one_of(st.sampled_from(WORDS), st.integers(0, 3000).map(str), st.text(max_size=4)), max_size=30
    ),
    st.sampled_from([" ", "  ", "-", ". ", ", ", "\n", "/", "\x00", ""]),
    st.one_of(st.none(), INSTANTS),
)
def test_any_text_is_read_without_an_error(words: list[str], blank: str, instant: datetime | None) -> None:
    text = blank.join(words)
    reference = None if instant is None else Reference.at(instant)
    found = read_expressions(text, reference)
    assert [timex.text for timex in found] == [text[timex.start : timex.end] for timex in found]
    assert all(left.end <= right.start for left, right in pairwise(found))


@pytest.mark.parametrize("year", [1, 2, 9998, 9999])
@pytest.mark.parametrize("text", SENTENCES)
def test_the_edges_of_the_calendar_are_no_error(year: int, text: str) -> None:
    read_expressions(text, Reference.at(datetime(year, 1, 2, tzinfo=UTC)))
    read_expressions(text, Reference.at(datetime(year, 12, 30, tzinfo=UTC)))


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        "1" * 1_000_000,
        "\x00" * 1_000_000,
        "😀" * 250_000,
        "\udc80" * 250_000,
        "donderdag " * 40_000,
        "12 en " * 40_000,
        "van 12 tot " * 20_000,
        "de nacht van zaterdag op " * 10_000,
        "een jaar geleden, " * 20_000,
        "1990 en " * 30_000,
        " " * 1_000_000,
        "eind van de " * 80_000,
        "İ" * 500_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_hostile_text_takes_no_more_than_its_length(text: str) -> None:
    quarter = text[: len(text) // 4]
    read_expressions(quarter[:1000], None)
    started = perf_counter()
    read_expressions(quarter, Reference.at(datetime(2025, 11, 20, 11, tzinfo=UTC)))
    once = perf_counter() - started
    started = perf_counter()
    read_expressions(text, Reference.at(datetime(2025, 11, 20, 11, tzinfo=UTC)))
    # Four times the text: twelve leave room for a busy machine, sixteen would be its square.
    assert perf_counter() - started < max(12 * once, 2.0)
