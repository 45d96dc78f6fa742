"""The interval of a story, and what of it the state keeps."""

import pytest

from schemas import Evidence, Published
from tests.unit.identity.stream import SENATE, at, bound, label, show
from worker.identity.records import PRECISE, UNBOUNDED, UNKNOWN, Story
from worker.identity.sightings import (
    MAX_EVIDENCE,
    begin,
    instant,
    is_narrower,
    microseconds,
    narrow,
    overlaps,
    published_by,
    width_of,
)

HOUR = 3_600_000_000
MINUTE = Published(
    at=at(0), earliest=at(0), latest=at(0), precision="minute", civil_date="2026-01-01", source="absolute"
)
FULL = Published(
    earliest=at(-2),
    latest=at(-1),
    precision="hour",
    civil_date="2026-01-01",
    source="relative_age",
    evidence=Evidence(text="1 uur geleden", start=10, end=23, rounding="floor", profile="A"),
    flags=("ambiguous_time",),
)


def story(*sightings: Published) -> Story:
    """A story after these sightings."""
    found = Story(seen=0, texts=[])
    begin(found, sightings[0])
    for published in sightings[1:]:
        narrow(found, published)
    return found


def told(*sightings: Published) -> Published:
    """What an event of a page that says nothing of the time says."""
    return published_by(story(*sightings), show(SENATE, captured=None))


@pytest.mark.parametrize("published", [FULL, MINUTE, label(-1, 0), bound(3), bound(None)])
def test_an_interval_comes_back_from_the_state_without_the_place_of_its_evidence(
    published: Published,
) -> None:
    evidence = published.evidence and published.evidence.model_copy(update={"start": None, "end": None})
    assert told(published) == published.model_copy(update={"evidence": evidence})


def test_the_page_of_the_evidence_has_its_place_too() -> None:
    assert published_by(story(label(-5, 0), FULL), show(SENATE, published=FULL)) == FULL


def test_every_field_of_an_interval_is_kept_or_known() -> None:
    kept = set(FULL.model_dump(exclude_defaults=True)) | set(MINUTE.model_dump(exclude_defaults=True))
    assert kept == set(Published.model_fields)


def test_long_words_are_no_evidence_that_is_kept() -> None:
    assert (
        told(FULL.model_copy(update={"evidence": Evidence(text="x" * (MAX_EVIDENCE + 1))})).evidence is None
    )


@pytest.mark.parametrize(
    ("sightings", "earliest", "latest", "source"),
    [
        ([label(-4, 0), label(-3, 1)], -3, 0, "sighting"),
        ([label(-4, 0), label(-3, -1)], -3, -1, "relative_age"),
        ([label(-3, -1), label(-4, 0)], -3, -1, "relative_age"),
        ([bound(0), label(-3, -1)], -3, -1, "relative_age"),
        ([label(-3, -1), bound(0)], -3, -1, "relative_age"),
        ([label(-3, 1), bound(0)], -3, 0, "sighting"),
        ([label(-1, 0), MINUTE], 0, 0, "absolute"),
        ([MINUTE, label(-1, 0)], 0, 0, "absolute"),
        ([bound(None), bound(0), bound(-1), bound(2)], None, -1, "bound"),
        # Published again: the first time stays.
        ([label(-1, 0), label(5, 6), label(-0.5, 4)], -0.5, 0, "sighting"),
    ],
)
def test_sightings_intersect(
    sightings: list[Published], earliest: float | None, latest: float, source: str
) -> None:
    found = told(*sightings)
    assert found.earliest == (None if earliest is None else at(earliest))
    assert (found.latest, found.source) == (at(latest), source)
    assert found.at == (at(0) if source == "absolute" else None)


@pytest.mark.parametrize(
    ("later", "again"), [(label(1, 2), True), (label(-9, -8), True), (label(-9, 9), False)]
)
def test_a_sighting_that_contradicts_is_remembered(later: Published, again: bool) -> None:
    assert story(label(-1, 0), later).is_republished is again


@pytest.mark.parametrize(
    ("published", "said", "share", "expected"),
    [
        (label(-2, 0), 4 * HOUR, 0.5, True),
        (label(-2, 0), 4 * HOUR - 1, 0.5, False),
        (label(-2, 0), 4 * HOUR, 0.4, False),
        (label(-2, 0), 2 * HOUR, 1, True),
        (label(-2, 0), UNBOUNDED, 0.5, True),
        (bound(0), UNBOUNDED, 0.5, False),
        (bound(None), UNBOUNDED, 0.5, False),
        (MINUTE, UNBOUNDED, 0.5, True),
        (MINUTE, 1, 0.5, True),
        (MINUTE, PRECISE, 0.5, False),
    ],
)
def test_an_interval_is_worth_an_event(published: Published, said: int, share: float, expected: bool) -> None:
    found = story(published)
    found.said = said
    assert is_narrower(found, share) is expected


def test_widths() -> None:
    assert [width_of(story(each)) for each in (label(-2, 0), MINUTE, bound(0), bound(None))] == [
        2 * HOUR,
        PRECISE,
        UNBOUNDED,
        UNBOUNDED,
    ]


@pytest.mark.parametrize(
    ("other", "expected"), [(label(-1, 1), True), (label(0, 1), False), (bound(-2), False), (bound(5), True)]
)
def test_whether_a_story_may_be_of_that_time(other: Published, expected: bool) -> None:
    assert overlaps(story(label(-1, 0)), other) is expected


def test_instants_are_exact() -> None:
    moment = at(0).replace(microsecond=123_456)
    assert instant(microseconds(moment)) == moment
    assert (microseconds(None), instant(UNKNOWN)) == (UNKNOWN, None)
