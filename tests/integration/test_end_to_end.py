"""A page goes in, events come out: a real `dateline run` on a real Kafka."""

import json
from pathlib import Path

import orjson

from schemas.cloudevents import ce_id
from tests.harness import Wire, WorkerProcess
from tests.harness.wire import Page

CASES = Path(__file__).parent.parent / "cases"
SEED = (CASES / "seed-page.txt").read_bytes()
SEED_EVENTS = [json.loads(line) for line in (CASES / "seed-page.events.jsonl").read_text().splitlines()]
CAPTURED = b"2026-01-01T00:59:00+01:00"


def _headers(record) -> dict[str, str]:
    return {name: value.decode() for name, value in record.headers}


async def test_the_seed_page_becomes_exactly_these_events(wire: Wire) -> None:
    await wire.feed([Page(SEED, headers=(("scraped-at", CAPTURED), ("traceparent", b"00-1-2-01")))])
    with WorkerProcess(wire.environment()) as worker:
        records = await wire.read(until=8)
        assert worker.stop() == 0

    events = sorted(
        (json.loads(record.value) for record in records), key=lambda event: event["page"]["position"]
    )
    assert events == SEED_EVENTS


async def test_events_are_cloudevents_in_binary_mode_keyed_by_their_item(wire: Wire) -> None:
    await wire.feed([Page(SEED, headers=(("scraped-at", CAPTURED), ("traceparent", b"00-1-2-01")))])
    with WorkerProcess(wire.environment(source="/desk/one")):
        records = await wire.read(until=8)

    assert {record.topic for record in records} == {wire.topic("articles"), wire.topic("briefs")}
    for record in records:
        event, headers = orjson.loads(record.value), _headers(record)
        assert record.key.decode() == event["id"] == headers["ce_subject"]
        assert record.topic == wire.topic(event["type"] + "s")
        assert headers == {
            "ce_specversion": "1.0",
            "ce_id": ce_id(headers["ce_type"], record.value),
            "ce_source": "/desk/one",
            "ce_type": f"dateline.{event['type']}.published.v1",
            "ce_time": "2025-12-31T23:59:00Z",
            "ce_subject": event["id"],
            "ce_dataschema": f"urn:dateline:{event['type']}:v1",
            "content-type": "application/json",
            "traceparent": "00-1-2-01",
        }


async def test_the_same_page_gives_the_same_bytes_in_another_worker(wire: Wire) -> None:
    page = Page(SEED, headers=(("scraped-at", CAPTURED),))
    await wire.feed([page])
    with WorkerProcess(wire.environment()):
        first = await wire.read(until=8)
    again = Wire(wire.bootstrap_servers)
    await again.create()
    await again.feed([page])
    with WorkerProcess(again.environment()):
        second = await again.read(until=8)

    assert sorted((r.key, r.value, r.headers) for r in first) == sorted(
        (r.key, r.value, r.headers) for r in second
    )
