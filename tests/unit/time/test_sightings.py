"""What several sightings of one text say together."""

from datetime import UTC, datetime

import pytest

from schemas import Evidence, Published
from schemas.event import Precision
from worker.time.sightings import intersect


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-01-01T{text}+00:00").astimezone(UTC)


def between(earliest: str | None, latest: str | None, precision: Precision = "hour") -> Published:
    return Published(
        earliest=at(earliest) if earliest else None,
        latest=at(latest) if latest else None,
        precision=precision,
        source="relative_age",
        evidence=Evidence(text=f"{earliest} {latest}"),
    )


MINUTE = Published(
    at=at("08:30"), earliest=at("08:30"), latest=at("08:30"), precision="minute", source="absolute"
)


def test_what_is_narrower_than_both_is_a_sighting() -> None:
    one, other = between("08:00", "09:00"), between("08:40", "10:00", "day")
    found = intersect(one, other)
    assert found is not None
    assert (found.earliest, found.latest, found.source) == (at("08:40"), at("09:00"), "sighting")
    assert (found.precision, found.civil_date, found.evidence) == ("hour", "2026-01-01", one.evidence)
    assert found == intersect(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (between("08:00", "09:00"), between("07:00", "10:00")),
        (between("08:00", "09:00"), between(None, "10:00")),
        (between("08:00", "09:00"), between(None, None)),
        (MINUTE, between("08:00", "09:00")),
        (MINUTE, between("08:30", "09:00")),
        (MINUTE, between("08:30:30", "09:00")),
        (MINUTE, between(None, "08:30")),
        (MINUTE, MINUTE),
    ],
)
def test_the_narrower_sighting_stays_as_it_is(one: Published, other: Published) -> None:
    assert intersect(one, other) == one
    assert intersect(other, one) == one


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (between("08:00", "09:00"), between("09:00", "10:00")),
        (between("08:00", "09:00"), between("10:00", None)),
        (MINUTE, between("08:31", "09:00")),
        (MINUTE, between("07:00", "08:29")),
        (MINUTE, MINUTE.model_copy(update={"at": at("08:31")})),
    ],
)
def test_sightings_that_contradict_each_other_are_of_two_publications(
    one: Published, other: Published
) -> None:
    assert intersect(one, other) is None
    assert intersect(other, one) is None


def test_open_bounds_meet() -> None:
    found = intersect(between("08:00", None), between(None, "09:00"))
    assert found is not None
    assert (found.earliest, found.latest, found.source) == (at("08:00"), at("09:00"), "sighting")


def test_a_day_stays_known_and_flags_join() -> None:
    day = between("00:00", "23:00").model_copy(update={"civil_date": "2026-01-01", "flags": ("modified",)})
    found = intersect(day, between("22:00", "23:30").model_copy(update={"flags": ("year_not_printed",)}))
    assert found is not None
    assert (found.civil_date, found.flags) == ("2026-01-01", ("modified", "year_not_printed"))
