"""A stream of repeats, changes and damage through a worker that is killed: the events of a run without a broker, as bytes."""

import json
from collections import Counter
from pathlib import Path

import orjson
import pytest
from aiokafka import ConsumerRecord

from tests.harness import Wire, WorkerProcess
from tests.harness.wire import Page
from tests.stream.__main__ import parse, write
from tests.stream.generator import generate

PAGES, SEED = 250, 77
KILLED_AT = (0.2, 0.5)  # shares of the events
LAST = Page(b"Het laatste bericht\nDEN HAAG (ANP) - Dit was alles.", partition=0)


def is_last(record: ConsumerRecord) -> bool:
    return b"Dit was alles." in record.value


def events_without_a_broker(folder: Path) -> Counter[bytes]:
    (events,) = parse(folder / "pages.jsonl", folder, runs=1)
    lines = map(json.loads, events.read_bytes().splitlines())
    return Counter(orjson.dumps(line["data"]) for line in lines if "ce" in line)


@pytest.mark.parametrize("guarantee", ["exactly-once", "at-least-once"])
async def test_kills_and_a_replay_change_no_event(wire: Wire, guarantee: str, tmp_path: Path) -> None:
    truth = generate(PAGES, SEED)
    write(truth, tmp_path)
    wanted = events_without_a_broker(tmp_path)
    pages = [Page(orjson.dumps(page.envelope()), partition=0) for page in truth.pages]
    await wire.feed(pages)
    with WorkerProcess(wire.environment(guarantee=guarantee)) as worker:
        async with wire.reader("articles", "briefs") as reader:
            for share in KILLED_AT:
                goal = int(share * wanted.total())
                await reader.read_while(lambda goal=goal: len(reader.records) < goal, within=90)  # type: ignore[misc]
                worker.kill()
                worker.restart()
            await reader.read_while(
                lambda: not wanted.keys() <= {record.value for record in reader.records}, within=120
            )
            await wire.feed([*pages, LAST])
            await reader.read_while(lambda: not any(map(is_last, reader.records)), within=120)
            await reader.read(until=0)
            seen = Counter(record.value for record in reader.records if not is_last(record))
        assert worker.stop() == 0
    assert seen.keys() == wanted.keys()
    if guarantee == "exactly-once":
        assert seen == wanted
