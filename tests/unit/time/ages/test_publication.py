"""Intervals of publication from printed ages."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import Evidence, Published
from worker.time.ages import GENERATORS, Rounding, published_by_age, read_age
from worker.time.capturing import UNKNOWN, CaptureTime
from worker.time.civil import civil_day, start_of_day

CAPTURE = datetime.fromisoformat("2026-01-01T09:00:00+01:00")


def published(
    label: str, capture: datetime = CAPTURE, rounding: Rounding = "floor", generator: str | None = None
) -> Published:
    age = read_age(label)
    assert age is not None
    capture = capture.astimezone(UTC)
    library = None if generator is None else GENERATORS[generator]
    evidence = Evidence(text=label, rounding=rounding)
    result = published_by_age(age, CaptureTime(capture, capture), evidence, library)
    assert result is not None
    return result


def bounds(found: Published) -> tuple[str, str]:
    assert found.earliest is not None
    assert found.latest is not None
    return found.earliest.isoformat(), found.latest.isoformat()


def utc(local: str) -> str:
    return datetime.fromisoformat(local).astimezone(UTC).isoformat()


@pytest.mark.parametrize(
    ("label", "earliest", "latest", "precision"),
    [
        ("zojuist", "2026-01-01T08:59", "2026-01-01T09:00", "minute"),
        ("een paar seconden geleden", "2026-01-01T08:59", "2026-01-01T09:00", "minute"),
        ("30 seconden geleden", "2026-01-01T08:59:29", "2026-01-01T08:59:30", "minute"),
        ("1 min. geleden", "2026-01-01T08:58", "2026-01-01T08:59", "minute"),
        ("59 minuten geleden", "2026-01-01T08:00", "2026-01-01T08:01", "minute"),
        ("een half uur geleden", "2026-01-01T08:15", "2026-01-01T08:45", "hour"),
        ("1 uur geleden", "2026-01-01T07:00", "2026-01-01T08:00", "hour"),
        ("één uur geleden", "2026-01-01T07:00", "2026-01-01T08:00", "hour"),
        ("1\u00a0uur geleden", "2026-01-01T07:00", "2026-01-01T08:00", "hour"),
        ("5u geleden", "2026-01-01T03:00", "2026-01-01T04:00", "hour"),
        ("12 uur", "2025-12-31T20:00", "2025-12-31T21:00", "hour"),
        ("ongeveer 2 uur geleden", "2026-01-01T06:00", "2026-01-01T07:00", "hour"),
        ("bijna 2 uur geleden", "2026-01-01T07:00", "2026-01-01T08:00", "hour"),
        ("2 uren geleden", "2026-01-01T06:00", "2026-01-01T07:00", "hour"),
        ("anderhalf uur geleden", "2026-01-01T07:00", "2026-01-01T08:00", "hour"),
        ("2 uur 15 min geleden", "2026-01-01T06:44", "2026-01-01T06:45", "minute"),
        ("1 dag, 3 uur geleden", "2025-12-31T05:00", "2025-12-31T06:00", "hour"),
        ("2 dagen geleden", "2025-12-29T09:00", "2025-12-30T09:00", "day"),
        ("vandaag", "2026-01-01T00:00", "2026-01-01T09:00", "day"),
        ("gisteren", "2025-12-31T00:00", "2026-01-01T00:00", "day"),
        ("eergisteren", "2025-12-30T00:00", "2025-12-31T00:00", "day"),
        ("vorige week", "2025-12-22T00:00", "2025-12-29T00:00", "week"),
        ("deze maand", "2026-01-01T00:00", "2026-01-01T09:00", "month"),
        ("vorig kwartaal", "2025-10-01T00:00+02:00", "2026-01-01T00:00", "year"),
        ("1 week geleden", "2025-12-18T09:00", "2025-12-25T09:00", "week"),
        ("0 uur geleden", "2026-01-01T08:00", "2026-01-01T09:00", "hour"),
        ("over 0 seconden", "2026-01-01T08:59:59", "2026-01-01T09:00", "minute"),
    ],
)
def test_a_floored_label_is_an_interval(label: str, earliest: str, latest: str, precision: str) -> None:
    result = published(label)
    local = [text if "+" in text else f"{text}+01:00" for text in (earliest, latest)]
    assert bounds(result) == (utc(local[0]), utc(local[1]))
    assert (result.precision, result.source, result.at) == (precision, "relative_age", None)


@pytest.mark.parametrize(
    ("rounding", "earliest", "latest"),
    [
        ("floor", "2026-01-01T05:00", "2026-01-01T06:00"),
        ("round", "2026-01-01T05:30", "2026-01-01T06:30"),
        ("union", "2026-01-01T05:00", "2026-01-01T06:30"),
    ],
)
def test_the_rounding_of_the_site_moves_the_interval(rounding: Rounding, earliest: str, latest: str) -> None:
    assert bounds(published("3 uur geleden", rounding=rounding)) == (
        utc(f"{earliest}+01:00"),
        utc(f"{latest}+01:00"),
    )


@pytest.mark.parametrize(
    ("label", "youngest", "oldest"),
    [
        # Nobody who floors says `ongeveer`; moment and no other says `één`; only days are cut on a calendar.
        ("ongeveer 3 uur geleden", 149.5, 210),
        ("één uur geleden", 44.5, 90),
        ("ongeveer een uur geleden", 45, 90),
        ("een uur geleden", 44.5, 120),
        ("meer dan 1 uur geleden", 60, 120),
        ("zojuist", 0, 5),
        ("minder dan een minuut geleden", 0, 1),
        ("enkele seconden geleden", 0, 11 / 60),
        # In no library: anybody may round or floor.
        ("twee uur geleden", 90, 180),
        ("90 minuten geleden", 89.5, 91),
        ("5 weken geleden", 4.5 * 10_080, 6 * 10_080),
    ],
)
def test_without_a_profile_the_wording_tells_who_may_have_printed_it(
    label: str, youngest: float, oldest: float
) -> None:
    assert bounds(published(label, rounding="union")) == (
        (CAPTURE - timedelta(minutes=oldest)).astimezone(UTC).isoformat(),
        (CAPTURE - timedelta(minutes=youngest)).astimezone(UTC).isoformat(),
    )


@pytest.mark.parametrize(
    ("label", "capture", "earliest", "latest"),
    [
        # A month is 28 to 31 days on a calendar, 30 or 30.4375 for a generator: the interval holds them all.
        ("1 maand geleden", "2026-03-01T12:00+01:00", "2025-12-30T15:00+01:00", "2026-02-01T12:00+01:00"),
        ("1 maand geleden", "2026-01-01T09:00+01:00", "2025-11-01T09:00+01:00", "2025-12-02T09:00+01:00"),
        ("1 jaar geleden", "2026-01-01T09:00+01:00", "2024-01-01T09:00+01:00", "2025-01-01T09:00+01:00"),
        ("1 jaar geleden", "2025-01-01T09:00+01:00", "2023-01-01T09:00+01:00", "2024-01-02T09:00+01:00"),
    ],
)
def test_a_month_or_year_holds_every_way_to_count_it(
    label: str, capture: str, earliest: str, latest: str
) -> None:
    result = published(label, datetime.fromisoformat(capture))
    assert result.earliest is not None
    assert result.latest == datetime.fromisoformat(latest)
    assert result.earliest <= datetime.fromisoformat(earliest)
    assert (datetime.fromisoformat(earliest) - result.earliest).total_seconds() <= 86400


@pytest.mark.parametrize(
    ("generator", "label", "rounding"),
    [
        ("timeago.js 4.0.2 nl", "4 uur geleden", "floor"),
        ("dayjs 1.11.23 nl", "4 uur geleden", "round"),
        ("pendulum 3.3.0 nl", "2 dagen geleden", None),
        ("moment 2.31.0 nl", "2 uren geleden", "union"),  # it prints no such text
    ],
)
def test_evidence_says_how_the_label_was_rounded(
    generator: str, label: str, rounding: Rounding | None
) -> None:
    evidence = published(label, generator=generator).evidence
    assert evidence is not None
    assert evidence.rounding == rounding


def test_hours_are_counted_in_utc_across_the_start_of_summer_time() -> None:
    result = published("2 uur geleden", datetime.fromisoformat("2026-03-29T04:30:00+02:00"))
    assert bounds(result) == (utc("2026-03-29T00:30:00+01:00"), utc("2026-03-29T01:30:00+01:00"))


def test_yesterday_has_25_hours_after_the_end_of_summer_time() -> None:
    result = published("gisteren", datetime.fromisoformat("2025-10-27T09:00:00+01:00"))
    assert result.earliest is not None
    assert result.latest is not None
    assert (result.latest - result.earliest).total_seconds() == 25 * 3600
    assert result.civil_date == "2025-10-26"


@pytest.mark.parametrize("rounding", ["floor", "round", "union"])
@pytest.mark.parametrize("label", ["gisteren", "eergisteren"])
def test_a_day_word_is_a_civil_day_whatever_the_site_is(label: str, rounding: Rounding) -> None:
    assert bounds(published(label, rounding=rounding)) == bounds(published(label))


@pytest.mark.parametrize(
    ("label", "day"),
    [("4 uur geleden", "2026-01-01"), ("9 uur geleden", None), ("10 uur geleden", "2025-12-31"), ("2 dagen geleden", None)],
)  # fmt: skip
def test_a_civil_day_is_given_only_where_the_interval_lies_in_one(label: str, day: str | None) -> None:
    assert published(label).civil_date == day


@pytest.mark.parametrize("label", ["4 uur geleden", "gisteren"])
def test_an_upper_bound_of_the_capture_gives_one_of_the_publication(label: str) -> None:
    age = read_age(label)
    assert age is not None
    found = published_by_age(
        age, CaptureTime(latest=CAPTURE.astimezone(UTC)), Evidence(text=label, rounding="floor")
    )
    assert found is not None
    assert (found.earliest, found.latest, found.civil_date) == (None, published(label).latest, None)


def test_nothing_is_known_without_a_capture() -> None:
    age = read_age("4 uur geleden")
    assert age is not None
    found = published_by_age(age, UNKNOWN, Evidence(text="4 uur geleden", rounding="floor"))
    assert found is not None
    assert (found.earliest, found.latest, found.precision) == (None, None, "hour")


def test_what_is_still_to_come_is_flagged() -> None:
    found = published("over 5 minuten")
    assert (found.earliest, found.latest, found.source) == (None, CAPTURE, "bound")
    assert found.flags == ("after_capture",)


@pytest.mark.parametrize(
    "label",
    ["999999999 jaar geleden", "99999 maanden geleden", "999999999 weken geleden", "bijna 0 jaar geleden"],
)
@pytest.mark.parametrize("rounding", ["floor", "union"])
def test_an_age_beyond_the_calendar_gives_nothing(label: str, rounding: Rounding) -> None:
    age = read_age(label)
    assert age is not None
    assert (
        published_by_age(age, CaptureTime(CAPTURE, CAPTURE), Evidence(text=label, rounding=rounding)) is None
    )


CAPTURES = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
UNITS = {"seconden": 1, "minuten": 60, "uur": 3_600, "dagen": 86_400, "weken": 604_800}


@given(
    capture=CAPTURES,
    count=st.integers(1, 400),
    unit=st.sampled_from(sorted(UNITS)),
    part=st.floats(0, 0.999),
    floors=st.booleans(),
)
def test_whoever_floors_or_rounds_was_inside(
    capture: datetime, count: int, unit: str, part: float, floors: bool
) -> None:
    capture = capture.replace(microsecond=0)
    age = (count + part if floors else count - 0.5 + part) * UNITS[unit]
    instant = capture - timedelta(seconds=age)
    roundings: list[Rounding] = ["floor" if floors else "round", "union"]
    for rounding in roundings:
        found = published(f"{count} {unit} geleden", capture, rounding)
        assert found.earliest is not None
        assert found.latest is not None
        assert found.earliest < instant <= found.latest


@given(capture=CAPTURES, label=st.sampled_from(["vandaag", "gisteren", "eergisteren"]))
def test_a_day_word_never_leaves_its_civil_day(capture: datetime, label: str) -> None:
    found = published(label, capture, "union")
    assert found.earliest is not None
    assert found.latest is not None
    day = civil_day(found.earliest)
    assert found.civil_date == day.isoformat()
    assert found.earliest in {start_of_day(day), capture - timedelta(seconds=1)}
    assert found.latest == min(start_of_day(day + timedelta(days=1)), capture)


LABELS = [
    "4 uur geleden", "1 dag geleden", "een dag geleden", "1 dag", "2 weken geleden", "1 maand geleden", "3 maanden geleden",
    "2 jaar geleden", "gisteren", "vandaag", "vorig jaar", "deze maand", "1 jaar, 2 maanden geleden", "zojuist", "30 min.",
]  # fmt: skip


@given(
    capture=CAPTURES,
    label=st.sampled_from(LABELS),
    rounding=st.sampled_from(["floor", "round", "union"]),
    generator=st.sampled_from([None, *GENERATORS]),
)
def test_no_interval_is_empty_or_ends_after_the_capture(
    capture: datetime, label: str, rounding: Rounding, generator: str | None
) -> None:
    found = published(label, capture, rounding, generator)
    assert found.earliest is not None
    assert found.latest is not None
    assert found.earliest < found.latest <= capture
