"""Facts of events in words."""

from datetime import UTC, datetime

import pytest

from schemas import Published
from worker.commands import show

NEW_YEARS_EVE = datetime(2025, 12, 31, 18, 59, tzinfo=UTC)
AN_HOUR_LATER = datetime(2025, 12, 31, 19, 59, tzinfo=UTC)
NEXT_DAY = datetime(2026, 1, 1, 18, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("published", "words"),
    [
        (Published(earliest=NEW_YEARS_EVE, latest=AN_HOUR_LATER), "2025-12-31 19:59–20:59"),
        (Published(earliest=NEW_YEARS_EVE, latest=NEXT_DAY), "2025-12-31 19:59 – 2026-01-01 19:59"),
        (Published(at=NEW_YEARS_EVE, earliest=NEW_YEARS_EVE, latest=NEW_YEARS_EVE), "2025-12-31 19:59"),
        (Published(latest=AN_HOUR_LATER), "until 2025-12-31 20:59"),
        (Published(), "unknown"),
    ],
)
def test_intervals_are_told_on_dutch_clocks(published, words):
    assert show.local_interval(published) == words


def test_attributes_have_their_cloudevents_names():
    headers = [("ce_id", b"1"), ("content-type", b"application/json"), ("traceparent", b"00-")]
    assert show.ce_attributes(headers) == {"id": "1", "datacontenttype": "application/json"}


def test_the_change_is_read_from_the_type():
    assert show.change_of([("ce_type", b"dateline.brief.withdrawn.v1")]) == "withdrawn"
