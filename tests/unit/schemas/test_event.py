"""The models of the contract: strict, frozen, in UTC."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import orjson
import pytest
from pydantic import ValidationError

from schemas import ArticleEvent, BriefEvent, PageFacts, Provenance, Published, SplitItem, canonical_bytes
from schemas.base import rfc3339
from tests.unit.builders import split_item
from worker.identity.identify import first_seen

AMSTERDAM = timezone(timedelta(hours=1))
# The fields that the contract promises, in their order.
FIELDS = [
    "id",
    "type",
    "pub_status",
    "notices",
    "language",
    "headline",
    "byline",
    "captions",
    "dateline",
    "section",
    "paragraphs",
    "text",
    "published",
    "page",
    "notes",
    "version",
    "revision",
    "replaces",
    "related",
    "sightings",
    "timexes",
    "entities",
    "provenance",
]


def event(kind: type[ArticleEvent | BriefEvent] = BriefEvent, **changes: object) -> ArticleEvent | BriefEvent:
    item = first_seen(split_item("a", "brief" if kind is BriefEvent else "article"))
    parts: dict[str, Any] = {name: getattr(item, name) for name in type(item).model_fields}
    return kind(**{**parts, "provenance": Provenance(pipeline="1"), **changes})


def test_an_event_has_every_field_also_where_it_does_not_apply() -> None:
    assert list(orjson.loads(canonical_bytes(event()))) == FIELDS


@pytest.mark.parametrize(("kind", "wrong"), [(BriefEvent, "article"), (ArticleEvent, "brief")])
def test_an_event_has_the_type_of_its_topic(kind: type[ArticleEvent | BriefEvent], wrong: str) -> None:
    with pytest.raises(ValidationError):
        event(kind, type=wrong)


@pytest.mark.parametrize(
    "changes",
    [
        {"unknown": 1},
        {"version": "1"},
        {"text": None},
        {"pub_status": "published"},
        {"notes": ({"code": "no_such_code"},)},
    ],
)
def test_what_the_contract_does_not_know_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        event(**changes)


def test_an_event_never_changes() -> None:
    with pytest.raises(ValidationError):
        event().text = "b"


@pytest.mark.parametrize(
    ("instant", "written"),
    [
        (datetime(2025, 12, 31, 18, 59, tzinfo=UTC), "2025-12-31T18:59:00Z"),
        (datetime(2026, 1, 1, 0, 59, tzinfo=AMSTERDAM), "2025-12-31T23:59:00Z"),
        (datetime(2026, 1, 1, microsecond=500_000, tzinfo=UTC), "2026-01-01T00:00:00.500000Z"),
        (datetime(1, 1, 1, tzinfo=UTC), "0001-01-01T00:00:00Z"),
        (datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC), "9999-12-31T23:59:59Z"),
    ],
)
def test_instants_are_written_in_utc(instant: datetime, written: str) -> None:
    facts = PageFacts(scraped_at=instant, layout="A", position=0)
    assert orjson.loads(canonical_bytes(facts))["scraped_at"] == written
    assert PageFacts.model_validate_json(canonical_bytes(facts)) == facts


def test_an_instant_without_an_offset_is_none() -> None:
    with pytest.raises(ValidationError):
        PageFacts(scraped_at=datetime(2026, 1, 1), layout="A", position=0)  # noqa: DTZ001


def test_rfc_3339_is_made_of_instants_in_utc() -> None:
    assert rfc3339(datetime(2026, 1, 1, tzinfo=UTC)) == "2026-01-01T00:00:00Z"


@pytest.mark.parametrize("day", ["2026-1-1", "2026-01-01T00:00:00Z", "gisteren", "2026-01-01\n"])
def test_a_civil_date_is_a_date(day: str) -> None:
    with pytest.raises(ValidationError):
        Published(civil_date=day)


def test_a_split_item_survives_the_wire() -> None:
    item = split_item("één\ntwee")
    assert SplitItem.model_validate_json(canonical_bytes(item)) == item
