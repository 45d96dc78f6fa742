"""The attributes of events as record headers."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from schemas import Change, ItemType
from schemas.cloudevents import ce_headers, ce_id, ce_type
from tests.unit.builders import split_item
from worker.identity.identify import first_seen


def test_headers_name_the_event() -> None:
    item = first_seen(split_item("a"))
    assert ce_headers(item, Change.PUBLISHED, b"{}", "/dateline") == [
        ("ce_specversion", b"1.0"),
        ("ce_id", ce_id("dateline.brief.published.v1", b"{}").encode()),
        ("ce_source", b"/dateline"),
        ("ce_type", b"dateline.brief.published.v1"),
        ("ce_subject", item.id.encode()),
        ("ce_dataschema", b"urn:dateline:brief:v1"),
        ("content-type", b"application/json"),
        ("ce_time", b"2026-01-01T08:00:00Z"),
    ]


def test_an_unknown_capture_leaves_the_time_out() -> None:
    headers = ce_headers(first_seen(split_item("a", captured=None)), Change.PUBLISHED, b"{}", "/dateline")
    assert "ce_time" not in dict(headers)


@pytest.mark.parametrize("kind", ["article", "brief"])
@pytest.mark.parametrize("change", list(Change))
def test_the_type_says_what_happened_to_what(kind: ItemType, change: Change) -> None:
    assert ce_type(first_seen(split_item("a", kind)), change) == f"dateline.{kind}.{change.value}.v1"


def test_an_id_depends_on_type_and_bytes_alone() -> None:
    # As written by the first release: an id that changes would make duplicates of every replay.
    assert ce_id("dateline.brief.published.v1", b"{}") == "2b663341076a236faefc8d5812b2ed5b"
    assert ce_id("a", b"b") != ce_id("ab", b"")
    assert len({ce_id("t", b"1"), ce_id("t", b"2"), ce_id("u", b"1")}) == 3


def test_times_are_in_utc() -> None:
    summer = timezone(timedelta(hours=2))
    item = first_seen(split_item("a", captured=datetime(2026, 7, 1, 0, 30, tzinfo=summer)))
    assert item.page.scraped_at == datetime(2026, 6, 30, 22, 30, tzinfo=UTC)
    headers = dict(ce_headers(item, Change.PUBLISHED, b"{}", "/dateline"))
    assert headers["ce_time"] == b"2026-06-30T22:30:00Z"
