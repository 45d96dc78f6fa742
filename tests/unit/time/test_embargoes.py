"""When an embargo ends, seen from its page's capture."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.notes import NoteCode
from worker.time.embargoes import EmbargoEnd, embargo_end, read_end

# A Thursday.
CAPTURED = datetime.fromisoformat("2026-01-01T09:00:00+01:00")
UNCLEAR = NoteCode.AMBIGUOUS_TIME
NONEXISTENT = NoteCode.NONEXISTENT_TIME


def end_of(printed: str, captured: datetime | None = CAPTURED) -> EmbargoEnd:
    read = read_end(printed)
    assert read is not None
    assert read.end == len(printed)
    return embargo_end(read, captured)


@pytest.mark.parametrize(
    ("printed", "until"),
    [
        ("vrijdag 06.00 uur", "2026-01-02T06:00+01:00"),
        ("VRIJDAG 06.00 UUR", "2026-01-02T06:00+01:00"),
        ("vr 2 jan. 06:00u", "2026-01-02T06:00+01:00"),
        ("donderdag 09.01 uur", "2026-01-01T09:01+01:00"),
        ("06.00 uur op vrijdag", "2026-01-02T06:00+01:00"),
        ("10 uur", "2026-01-01T10:00+01:00"),
        ("tien uur", "2026-01-01T10:00+01:00"),
        ("half elf vanavond", "2026-01-01T22:30+01:00"),
        ("vandaag 06.00 uur", "2026-01-01T06:00+01:00"),
        ("morgen om 7.00 uur", "2026-01-02T07:00+01:00"),
        ("overmorgen 12u30", "2026-01-03T12:30+01:00"),
        ("morgenmiddag 3 uur", "2026-01-02T15:00+01:00"),
        ("vannacht 1 uur", "2026-01-02T01:00+01:00"),
        ("vrijdagmiddag 12 uur", "2026-01-02T12:00+01:00"),
        ("zaterdagochtend 6 uur", "2026-01-03T06:00+01:00"),
        ("zaterdag 6 uur 's avonds", "2026-01-03T18:00+01:00"),
        ("zaterdag 1 uur 's nachts", "2026-01-03T01:00+01:00"),
        ("zaterdag 18 uur 's avonds", "2026-01-03T18:00+01:00"),
        ("vrijdag 24.00 uur", "2026-01-03T00:00+01:00"),
        ("middernacht", "2026-01-02T00:00+01:00"),
        ("5 januari 2026, 00.01 uur", "2026-01-05T00:01+01:00"),
        ("maandag 5 januari 2026 om 00.01 uur (Nederlandse tijd)", "2026-01-05T00:01+01:00"),
        ("5-1-2026, 06:00", "2026-01-05T06:00+01:00"),
        ("5/1/26 06.00", "2026-01-05T06:00+01:00"),
        ("2026-01-05 06:00", "2026-01-05T06:00+01:00"),
        ("31 december 06.00 uur", "2025-12-31T06:00+01:00"),
        ("1 mrt 06.00 uur", "2026-03-01T06:00+01:00"),
        ("en met 2 januari", "2026-01-03T00:00+01:00"),
        ("vrijdag 06.00 uur GMT", "2026-01-02T06:00+00:00"),
        ("15 juli 2026 06.00 uur", "2026-07-15T06:00+02:00"),
    ],
)
def test_a_printed_end_is_an_instant_in_amsterdam(printed: str, until: str) -> None:
    assert end_of(printed) == EmbargoEnd(datetime.fromisoformat(until))


@pytest.mark.parametrize(
    ("printed", "until"),
    [
        ("donderdag 06.00 uur", "2026-01-08T06:00+01:00"),
        ("donderdag 09.00 uur", "2026-01-08T09:00+01:00"),
        ("06.00 uur", "2026-01-02T06:00+01:00"),
        ("vrijdag", "2026-01-02T00:00+01:00"),
        ("10 januari", "2026-01-10T00:00+01:00"),
        ("zondagnacht 1 uur", "2026-01-05T01:00+01:00"),
        ("vrijdag middernacht", "2026-01-03T00:00+01:00"),
        ("25 oktober 2026 02.30 uur", "2026-10-25T02:30+01:00"),
    ],
)
def test_of_two_instants_the_later_holds_and_is_noted(printed: str, until: str) -> None:
    assert end_of(printed) == EmbargoEnd(datetime.fromisoformat(until), UNCLEAR)


@pytest.mark.parametrize(
    ("printed", "note"),
    [
        ("31 februari 06.00 uur", NONEXISTENT),
        ("25.00 uur", NONEXISTENT),
        ("12.75 uur", NONEXISTENT),
        ("24.01 uur", NONEXISTENT),
        ("29 maart 2026 02.30 uur", NONEXISTENT),
        ("9999-12-31 24.00 uur", NONEXISTENT),
        ("vrijdagavond", UNCLEAR),
        ("maandag 6 januari 2026 06.00 uur", UNCLEAR),
    ],
)
def test_what_is_no_instant_stays_null(printed: str, note: NoteCode) -> None:
    assert end_of(printed) == EmbargoEnd(None, note)


def test_a_leap_day_without_a_year_is_that_of_a_leap_year() -> None:
    captured = datetime.fromisoformat("2028-02-20T09:00:00+01:00")
    assert end_of("29 februari 06.00 uur", captured).until == datetime.fromisoformat("2028-02-29T06:00+01:00")


@pytest.mark.parametrize(
    "printed", ["vrijdag 06.00 uur", "06.00 uur", "5 januari 06.00 uur", "morgen 06.00 uur"]
)
def test_without_a_capture_only_a_full_date_is_an_instant(printed: str) -> None:
    assert end_of(printed, None) == EmbargoEnd(None, UNCLEAR)
    assert end_of("5 januari 2026 06.00 uur", None).until == datetime.fromisoformat("2026-01-05T06:00+01:00")


@pytest.mark.parametrize("text", ["Rusland", "nader order", "12", "januari", "uur", "", "zomer", "vandalen"])
def test_other_words_are_no_end(text: str) -> None:
    assert read_end(text) is None


def test_what_follows_the_end_is_left() -> None:
    text = "EMBARGO tot vrijdag 06.00 uur: Kabinet valt"
    read = read_end(text, len("EMBARGO tot "))
    assert read is not None
    assert text[read.end :] == ": Kabinet valt"


@given(
    st.lists(
        st.sampled_from(
            ["vrijdag", "ochtend", "31", "2", "-", ".", ":", " ", "uur", "mei", "om", "half", "’s"]
        )
    )
)
def test_any_words_end_or_do_not(parts: list[str]) -> None:
    read = read_end("".join(parts))
    assert read is None or isinstance(embargo_end(read, CAPTURED), EmbargoEnd)
