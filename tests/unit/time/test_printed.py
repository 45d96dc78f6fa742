"""Printed dates and times of publication, seen from a capture."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from babel.dates import format_date, format_datetime
from hypothesis import example, given
from hypothesis import strategies as st

from schemas import Evidence, Published
from worker.time.capturing import UNKNOWN, CaptureTime
from worker.time.certain import Flag, instants_of
from worker.time.civil import AMSTERDAM
from worker.time.printed import published_at, read_at, read_printed_time, trailing_time

CAPTURE = "2026-01-01T09:00:00+01:00"  # a Thursday


def published(label: str, capture: str | None = CAPTURE) -> Published:
    printed = read_printed_time(label)
    assert printed is not None
    at = None if capture is None else datetime.fromisoformat(capture).astimezone(UTC)
    captured = UNKNOWN if at is None else CaptureTime(at, at)
    return published_at(printed, captured, Evidence(text=label, rounding="floor", profile="A"))


def minute(local: str) -> datetime:
    return datetime.fromisoformat(local).astimezone(UTC)


@pytest.mark.parametrize(
    ("label", "at", "flags"),
    [
        ("vandaag, 08:05", "2026-01-01T08:05+01:00", ()),
        ("Vandaag 08.05 uur", "2026-01-01T08:05+01:00", ()),
        ("gisteren 14:32", "2025-12-31T14:32+01:00", ()),
        ("eergisteren om 9.30 uur", "2025-12-30T09:30+01:00", ()),
        ("gisteren om 14u05", "2025-12-31T14:05+01:00", ()),
        ("afgelopen maandag om 14:05", "2025-12-29T14:05+01:00", ()),
        ("afgelopen donderdag om 08:05", "2025-12-25T08:05+01:00", ()),
        ("donderdag 08:05", "2026-01-01T08:05+01:00", ()),
        ("donderdag 10:05", "2025-12-25T10:05+01:00", ()),
        ("ma. 14:05", "2025-12-29T14:05+01:00", ()),
        ("31 dec 2025, 14:05", "2025-12-31T14:05+01:00", ()),
        ("31 december 2025 14:05", "2025-12-31T14:05+01:00", ()),
        ("31 december 2025 om 14:05 uur", "2025-12-31T14:05+01:00", ()),
        ("woensdag 31 december 2025, 14:05:59", "2025-12-31T14:05+01:00", ()),
        ("31-12-2025 14:05", "2025-12-31T14:05+01:00", ()),
        ("31/12/25 | 14.05 uur", "2025-12-31T14:05+01:00", ()),
        ("31.12.2025, 14:05", "2025-12-31T14:05+01:00", ()),
        ("2025-12-31 14:05", "2025-12-31T14:05+01:00", ()),
        ("2025-12-31T14:05:00", "2025-12-31T14:05+01:00", ()),
        ("14:05 - 31 dec 2025", "2025-12-31T14:05+01:00", ()),
        ("Gepubliceerd op 31 dec. 2025 om 14:05", "2025-12-31T14:05+01:00", ()),
        ("Geplaatst: 5-9-2016, 14:50", "2016-09-05T14:50+02:00", ()),
        ("wo 31 dec. 14:05", "2025-12-31T14:05+01:00", (Flag.YEAR_NOT_PRINTED,)),
        ("31/12, 14:05", "2025-12-31T14:05+01:00", (Flag.YEAR_NOT_PRINTED,)),
        # The 31st was a Tuesday in 2024.
        ("di 31 dec. 14:05", "2024-12-31T14:05+01:00", (Flag.YEAR_NOT_PRINTED,)),
        ("29 feb 14:05", "2024-02-29T14:05+01:00", (Flag.YEAR_NOT_PRINTED,)),
        ("di 31 dec. 2025 14:05", "2025-12-31T14:05+01:00", (Flag.WEEKDAY_MISMATCH,)),
        ("08:05", "2026-01-01T08:05+01:00", (Flag.DAY_NOT_PRINTED,)),
        ("14.05 uur", "2025-12-31T14:05+01:00", (Flag.DAY_NOT_PRINTED,)),
        ("5-9-2016, 14:50 (Update 5-9-2016, 15:10)", "2016-09-05T14:50+02:00", (Flag.MODIFIED,)),
        ("gisteren, 14:50 | Laatste update: 15:10", "2025-12-31T14:50+01:00", (Flag.MODIFIED,)),
        ("gisteren, 14:50 (update vandaag, 09:00)", "2025-12-31T14:50+01:00", (Flag.MODIFIED,)),
        (
            "gisteren, 14:50 (bijgewerkt vandaag om 9.30 uur)",
            "2025-12-31T14:50+01:00",
            (Flag.MODIFIED, Flag.MODIFIED_AFTER_CAPTURE),
        ),
    ],
)
def test_a_printed_minute_is_a_point(label: str, at: str, flags: tuple[Flag, ...]) -> None:
    found = published(label)
    assert (found.at, found.earliest, found.latest) == (minute(at),) * 3
    assert (found.precision, found.source, found.flags) == ("minute", "absolute", flags)
    assert found.civil_date == at[:10]
    assert found.evidence is not None
    assert (found.evidence.text, found.evidence.rounding) == (label, None)


@pytest.mark.parametrize(
    ("label", "earliest", "latest", "flags"),
    [
        ("31 december 2025", "2025-12-31T00:00+01:00", "2026-01-01T00:00+01:00", ()),
        ("maandag 3 november 2025", "2025-11-03T00:00+01:00", "2025-11-04T00:00+01:00", ()),
        ("26-10-2025", "2025-10-26T00:00+02:00", "2025-10-27T00:00+01:00", ()),
        ("28 dec", "2025-12-28T00:00+01:00", "2025-12-29T00:00+01:00", (Flag.YEAR_NOT_PRINTED,)),
        ("2 jan.", "2025-01-02T00:00+01:00", "2025-01-03T00:00+01:00", (Flag.YEAR_NOT_PRINTED,)),
        # Of the capture's own day only what has passed of it.
        ("1 januari 2026", "2026-01-01T00:00+01:00", CAPTURE, ()),
    ],
)
def test_a_date_alone_is_a_whole_civil_day(
    label: str, earliest: str, latest: str, flags: tuple[Flag, ...]
) -> None:
    found = published(label)
    assert (found.at, found.earliest, found.latest) == (None, minute(earliest), minute(latest))
    assert (found.precision, found.civil_date, found.flags) == ("day", earliest[:10], flags)


@pytest.mark.parametrize(
    ("label", "flags"),
    [
        ("vandaag, 14:05", (Flag.AFTER_CAPTURE,)),
        ("2 januari 2026, 08:05", (Flag.AFTER_CAPTURE,)),
        ("2 januari 2026", (Flag.AFTER_CAPTURE,)),
        ("30 maart 2025, 02:30", (Flag.NONEXISTENT_TIME,)),
        ("31 februari 2025, 14:05", (Flag.NONEXISTENT_TIME,)),
        ("30 feb 14:05", (Flag.NONEXISTENT_TIME,)),
        ("Laatste update: 31 december 2025 14:05", (Flag.MODIFIED,)),
        ("Gewijzigd op 2 januari 2026", (Flag.MODIFIED, Flag.MODIFIED_AFTER_CAPTURE)),
    ],
)
def test_what_says_nothing_certain_leaves_the_bound(label: str, flags: tuple[Flag, ...]) -> None:
    found = published(label)
    assert (found.at, found.earliest, found.latest) == (None, None, minute(CAPTURE))
    assert (found.source, found.precision, found.civil_date) == ("bound", None, None)
    assert found.flags == flags


def test_a_time_that_clocks_showed_twice_is_both() -> None:
    found = published("26 oktober 2025, 02:30")
    assert (found.at, found.earliest, found.latest) == (
        None,
        minute("2025-10-26T02:30+02:00"),
        minute("2025-10-26T02:30+01:00"),
    )
    assert (found.precision, found.civil_date) == ("hour", "2025-10-26")
    assert found.flags == (Flag.AMBIGUOUS_TIME,)


def test_of_two_instants_the_capture_may_leave_one() -> None:
    found = published("vandaag, 02:30", "2025-10-26T02:45:00+02:00")
    assert (found.at, found.flags) == (minute("2025-10-26T02:30+02:00"), ())


@pytest.mark.parametrize(
    ("label", "at"),
    [("31 dec 2025, 14:05", "2025-12-31T14:05+01:00"), ("gisteren 14:05", None), ("14:05", None)],
)
def test_without_a_capture_only_a_whole_date_is_known(label: str, at: str | None) -> None:
    found = published(label, None)
    assert found.at == (None if at is None else minute(at))
    assert found.latest == found.at


@pytest.mark.parametrize(
    "label",
    [
        "", "gisteren", "maandag", "31", "3-1", "december 2025", "31 dec 2025 14:5", "25:05", "vandaag 24:00", "5 meisjes",
        "32 dec 2025", "31 dec 2025, 14:05 en verder", "14:05:", "(14:05)", "1 uur geleden", "31 dec 2025 (Update", "update",
        "31 dec 2025 (Update 14:05", "maandag 14:05 dinsdag", "\ud800 14:05",
    ],
)  # fmt: skip
def test_what_is_no_printed_time(label: str) -> None:
    assert read_printed_time(label) is None


def test_a_time_of_day_alone_is_one_only_where_that_is_known() -> None:
    assert read_at("14:05 Ploeg wint") is None
    assert read_at("14:05 Ploeg wint", clock_alone=True) is not None


@pytest.mark.parametrize(
    ("line", "before"),
    [
        ("Door ANP - 5-9-2016, 14:50", "Door ANP"),
        ("Jan Jansen • 31 december 2025 14:05", "Jan Jansen"),
        ("Van onze redactie, gisteren 14:05", "Van onze redactie"),
        ("x" * 500 + " - 31 dec 2025, 14:05", "x" * 500),
    ],
)
def test_a_time_may_stand_behind_a_name(line: str, before: str) -> None:
    found = trailing_time(line)
    assert found is not None
    assert found[0] == before
    assert found[1].clock is not None


@pytest.mark.parametrize(
    "line", ["Door ANP", "Door ANP - 2016", "PSV - Ajax 3-1, 14:05 uur gespeeld", "Door ANP - 5-9-2016"]
)
def test_what_does_not_end_in_a_time_has_none(line: str) -> None:
    assert trailing_time(line) is None


MINUTES = st.datetimes(datetime(2016, 1, 1), datetime(2025, 12, 31, 23, 59))  # noqa: DTZ001 (a wall clock)
# CLDR's patterns, as Babel has them, and hand-written ones.
PATTERNS = [
    "d MMMM y HH:mm", "d MMM y, HH:mm", "EEEE d MMMM y 'om' HH:mm", "EE d MMM y HH:mm", "dd-MM-y HH:mm", "d-M-y, H:mm",
    "dd/MM/yy HH.mm 'uur'", "y-MM-dd HH:mm",
]  # fmt: skip


@given(local=MINUTES, pattern=st.sampled_from(PATTERNS))
@example(local=datetime(2025, 10, 26, 2, 30), pattern=PATTERNS[0])  # noqa: DTZ001
@example(local=datetime(2025, 3, 30, 2, 30), pattern=PATTERNS[0])  # noqa: DTZ001
def test_any_rendered_minute_reads_back(local: datetime, pattern: str) -> None:
    printed = local.replace(second=0, microsecond=0)
    found = published(format_datetime(printed, pattern, locale="nl"))
    instants = instants_of(printed)
    if len(instants) == 1:
        assert found.at == instants[0]
    elif instants:
        assert (found.earliest, found.latest) == instants
    else:
        assert found.flags == (Flag.NONEXISTENT_TIME,)


@given(
    day=st.dates(date(2016, 1, 1), date(2025, 12, 31)),
    style=st.sampled_from(["full", "long", "medium", "short"]),
)
def test_any_rendered_date_is_its_civil_day(day: date, style: str) -> None:
    found = published(format_date(day, style, locale="nl"))
    assert found.civil_date == day.isoformat()
    assert found.earliest is not None
    assert found.latest is not None
    assert found.latest.astimezone(AMSTERDAM).time() == time()
    assert found.latest.astimezone(AMSTERDAM).date() - day == timedelta(days=1)
