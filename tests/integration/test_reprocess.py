"""After a change of lists: events that would be others are published anew, on a real Kafka and with a real worker."""

import asyncio
import json
import re
import sys
from pathlib import Path
from typing import Any

from aiokafka import AIOKafkaProducer, ConsumerRecord

from tests.harness import Ended, Wire, WorkerProcess, run_command
from tests.harness.wire import Page

HEADER = "canonical\tkind\tiso\twikidata\taliases\n"
# A person whom only the new list knows, by this number.
KNOWN, NUMBER = "Joost Zwanenkamp", "Q999999999"
NAMING, OTHERS = 3, 4
TRACE = ("traceparent", b"00-1-2-01")


def article(number: int, text: str, hour: int = 8) -> Page:
    """A page of its own, captured at `hour`."""
    place = ("Utrecht", "Zwolle", "Breda", "Assen", "Delft", "Sneek", "Venlo", "Almelo")[number]
    return Page(
        f"Kop over {place} nummer {number}\n{place.upper()} (ANP) - {text} Dat zei de burgemeester van {place}.".encode(),
        b"k",
        (
            ("scraped-at", f"2026-01-01T{hour:02}:00:00+01:00".encode()),
            ("url", f"https://nieuws.example/{number}".encode()),
            TRACE,
        ),
    )


def naming(number: int, more: str = "", hour: int = 8) -> Page:
    """A page that names what the list adds."""
    return article(number, f"De politicus {KNOWN} opent hier {2 + number} fabrieken.{more}", hour)


PAGES = [
    *(naming(number) for number in range(NAMING)),
    *(
        article(NAMING + number, f"De brug nummer {number} is {number + 2} uur dicht geweest door {cause}.")
        for number, cause in enumerate(("mist", "een aanvaring", "werkzaamheden", "stroomuitval"))
    ),
]
assert len(PAGES) == NAMING + OTHERS


def own_lists(directory: Path, *names: str) -> str:
    """A directory of lists with these people; its path."""
    folder = directory / f"lists-{len(names)}" / "people"
    folder.mkdir(parents=True, exist_ok=True)
    rows = "".join(f"{name}\tpolitician\tNL\t{NUMBER}\t\n" for name in names)
    (folder / "own.tsv").write_text(HEADER + rows, encoding="utf-8")
    return str(folder.parent)


async def reprocess(wire: Wire, lists: str, *options: str, **more: str) -> Ended:
    return await run_command(wire.environment(lists_dir=lists, **more), "reprocess", *options)


def worker(wire: Wire, lists: str) -> WorkerProcess:
    return WorkerProcess(wire.environment(lists_dir=lists, http_port="0"))


async def published(wire: Wire, lists: str) -> list[ConsumerRecord]:
    """PAGES through a worker, which is gone after that: their events."""
    await wire.feed(PAGES)
    with worker(wire, lists) as running:
        events = await wire.read("articles", until=len(PAGES))
        assert running.stop() == 0
    assert len(events) == len(PAGES)
    return events


def value(record: ConsumerRecord) -> dict[str, Any]:
    event: dict[str, Any] = json.loads(record.value)
    return event


def change(record: ConsumerRecord) -> str:
    return dict(record.headers)["ce_type"].decode().split(".")[2]


def people(event: dict[str, Any]) -> list[str]:
    return [entity["wikidata"] for entity in event["entities"] if entity["canonical"] == KNOWN]


async def marked_records(wire: Wire) -> list[ConsumerRecord]:
    records = await wire.read("split", until=0)
    return [record for record in records if value(record)["reprocessed"]]


async def test_what_a_new_list_changes_is_published_anew_and_nothing_else(wire: Wire, tmp_path: Path) -> None:
    old, new = own_lists(tmp_path), own_lists(tmp_path, KNOWN)
    before = {event["id"]: event for event in map(value, await published(wire, old))}
    # The worker and its lists are as they were when the page came whose events are compared.
    same = await reprocess(wire, old)
    assert (same.status, same.messages) == (
        0,
        f"dateline: 0 sent, {len(PAGES)} unchanged, 0 under way, 0 left out\n",
    )
    # The newest event has been made with other lists: that worker would publish all as it was.
    refused = await reprocess(wire, new)
    assert refused.status == 3
    assert "was not made as this command would make it: lists" in refused.messages
    assert "--force" in refused.messages
    assert await marked_records(wire) == []

    dry = await reprocess(wire, new, "--dry-run", "--json")
    *lines, sums = dry.objects
    assert dry.status == 0
    assert {line["id"] for line in lines} == {id_ for id_, event in before.items() if KNOWN in event["text"]}
    assert (sums["dry_run"], sums["sent"], sums["unchanged"]) == (True, NAMING, OTHERS)
    assert sums["fields"] == {"entities": NAMING}
    example = sums["examples"][0]
    assert (example["field"], example["id"] in before) == ("entities", True)
    assert [entity["wikidata"] for entity in example["come"]] == [NUMBER]
    assert all(entity["wikidata"] is None for entity in example["gone"])
    shown = await reprocess(wire, new, "--dry-run")
    assert f"entities: {NAMING} items" in shown.results
    assert f"{NAMING} would be sent, {OTHERS} unchanged" in shown.messages
    assert await marked_records(wire) == []

    sent = await reprocess(wire, new, "--force")
    assert f"{NAMING} sent, {OTHERS} unchanged, 0 under way, 0 left out" in sent.messages
    with worker(wire, new) as running:
        records = await wire.read("articles", until=len(PAGES) + NAMING)
        # What was published anew differs no more.
        again = await reprocess(wire, new)
        assert f"0 sent, {len(PAGES)} unchanged" in again.messages
        assert running.stop() == 0
    anew = [record for record in records if change(record) == "refined"]
    assert len(records) == len(PAGES) + NAMING
    assert len(anew) == NAMING
    for record in anew:
        event, former = value(record), before[value(record)["id"]]
        assert (people(event), people(former)) == ([NUMBER], [None])
        changed = {name for name in event if event[name] != former[name]}
        assert changed == {"revision", "entities", "provenance"}
        assert (event["version"], event["revision"]) == (1, 2)
        assert dict(record.headers)["traceparent"] == TRACE[1]


async def test_sent_again_while_under_way_each_is_published_once(wire: Wire, tmp_path: Path) -> None:
    old, new = own_lists(tmp_path), own_lists(tmp_path, KNOWN)
    await published(wire, old)
    for _ in range(2):
        assert f"{NAMING} sent" in (await reprocess(wire, new, "--force")).messages
    assert len(await marked_records(wire)) == 2 * NAMING
    with worker(wire, new) as running:
        records = await wire.read("articles", until=len(PAGES) + NAMING)
        assert running.stop() == 0
    assert sorted(value(record)["revision"] for record in records) == [1] * len(PAGES) + [2] * NAMING


async def test_a_run_that_ended_half_way_is_run_again_until_all_is_done(wire: Wire, tmp_path: Path) -> None:
    """`--limit` ends the first run as a kill would: some were sent, the others were not."""
    old, new = own_lists(tmp_path), own_lists(tmp_path, KNOWN)
    await published(wire, old)
    assert "1 sent" in (await reprocess(wire, new, "--force", "--limit", "1")).messages
    with worker(wire, new) as running:
        await wire.read("articles", until=len(PAGES) + 1)
        # The worker's newest event is made with the new lists by now.
        assert f"{NAMING - 1} sent" in (await reprocess(wire, new)).messages
        records = await wire.read("articles", until=len(PAGES) + NAMING)
        assert running.stop() == 0
    assert sorted(value(record)["revision"] for record in records) == [1] * len(PAGES) + [2] * NAMING


async def test_an_item_that_was_updated_meanwhile_keeps_its_newer_text(wire: Wire, tmp_path: Path) -> None:
    old, new = own_lists(tmp_path), own_lists(tmp_path, KNOWN)
    await published(wire, old)
    # On wire.split the update stands before the marked record, which is made of the text before it.
    await wire.feed([naming(0, more=" Er komen 80 banen bij.", hour=9)])
    with worker(wire, old) as running:
        await wire.read("articles", until=len(PAGES) + 1)
        assert running.stop() == 0
    marked = await _marked_of_first_revisions(wire, new)
    with worker(wire, new) as running:
        records = await wire.read("articles", until=len(PAGES) + NAMING)
        # The updated one is done by a run that sees its newest form.
        assert "1 sent" in (await reprocess(wire, new)).messages
        records = await wire.read("articles", until=len(PAGES) + NAMING + 1)
        assert running.stop() == 0
    assert marked == NAMING
    updated = [value(record) for record in records if "80 banen" in value(record)["text"]]
    assert [(event["version"], event["revision"]) for event in updated] == [(2, 2), (2, 3)]
    (first,) = {event["id"] for event in updated}
    of_first = [value(record) for record in records if value(record)["id"] == first]
    assert [event["version"] for event in of_first] == [1, 2, 2]


async def _marked_of_first_revisions(wire: Wire, lists: str) -> int:
    """What a reprocessing sends that read everything before the update: it is made to see no second revision."""
    earlier = Wire(wire.bootstrap_servers)
    await earlier.create()
    for name in ("items", "articles"):
        records = await wire.read(name, until=len(PAGES))
        await _copy(earlier, name, [record for record in records if value(record)["revision"] == 1])
    assert f"{NAMING} sent" in (await reprocess(earlier, lists, "--force")).messages
    marked = await earlier.read("split", until=NAMING)
    await _copy(wire, "split", marked)
    return len(marked)


async def _copy(wire: Wire, name: str, records: list[ConsumerRecord]) -> None:
    async with AIOKafkaProducer(bootstrap_servers=wire.bootstrap_servers) as producer:
        for record in records:
            await producer.send_and_wait(
                wire.topic(name), record.value, record.key, headers=list(record.headers)
            )


async def test_an_item_goes_back_to_the_market_that_it_came_from(wire: Wire, tmp_path: Path) -> None:
    old, new = own_lists(tmp_path), own_lists(tmp_path, KNOWN)
    page = naming(0)
    await wire.feed([page, Page(page.value, page.key, (*page.headers, ("market", b"be")))])
    with worker(wire, old) as running:
        await wire.read("articles", until=2)
        assert running.stop() == 0
    # Both markets have the text, under one id: its newest event alone is looked at.
    *_, newest = await wire.read("items", until=2)
    market = dict(newest.headers)["dateline-market"]
    assert "1 sent" in (await reprocess(wire, new, "--force")).messages
    (marked,) = await marked_records(wire)
    assert (marked.key, value(marked)["market"]) == (market, market.decode())


async def test_only_and_what_cannot_be_done_is_told(wire: Wire, tmp_path: Path) -> None:
    old, new = own_lists(tmp_path), own_lists(tmp_path, KNOWN)
    await published(wire, old)
    assert "0 sent, 0 unchanged" in (await reprocess(wire, new, "--only", "briefs")).messages
    assert f"{NAMING} sent" in (await reprocess(wire, new, "--only", "articles", "--force")).messages
    async with AIOKafkaProducer(bootstrap_servers=wire.bootstrap_servers) as producer:
        for name, key, content in (
            ("articles", b"article:1", {"version": 1, "revision": 1}),
            ("articles", b"article:2", {"version": 1, "revision": 1}),
            ("items", b"article:2", {"of": "another release"}),
            ("items", b"article:3", {"of": "another release"}),
            ("articles", b"article:4", []),
        ):
            await producer.send_and_wait(wire.topic(name), json.dumps(content).encode(), key)
    ended = await reprocess(wire, old)
    assert ended.status == 1
    assert f"0 sent, {len(PAGES)} unchanged, 0 under way, 3 left out" in ended.messages
    for id_, said in (
        ("article:1", "does not hold"),
        ("article:2", "no item of"),
        ("article:3", "no item of"),
    ):
        assert any(f"{id_}: left out" in line and said in line for line in ended.messages.splitlines())


async def test_a_missing_topic_is_named(wire: Wire, tmp_path: Path) -> None:
    ended = await reprocess(wire, own_lists(tmp_path), topic_prefix="nowhere")
    assert ended.status == 3
    assert "no topic nowhere.split" in ended.messages


# After a change of splitting: a rebuild


async def test_a_rebuild_under_a_new_prefix_publishes_every_page_again(wire: Wire, tmp_path: Path) -> None:
    lists = own_lists(tmp_path)
    before = await published(wire, lists)
    rebuilt = Wire(wire.bootstrap_servers)
    await rebuilt.create()
    for _ in range(2):  # it was ended and run again
        assert await _run_copy(wire, rebuilt) == 0
    pages, copies = (
        await wire.read("pages", until=len(PAGES)),
        await rebuilt.read("pages", until=2 * len(PAGES)),
    )
    assert {_as_written(page) for page in copies} == {_as_written(page) for page in pages}
    with worker(rebuilt, lists) as running:
        *_, last = await rebuilt.read("split", until=2 * len(PAGES))
        after = await rebuilt.read("articles", until=len(PAGES))
        async with asyncio.timeout(60):
            while await rebuilt.committed("split") <= last.offset:
                after = await rebuilt.read("articles", until=len(PAGES))
        assert running.stop() == 0
    assert sorted(record.value for record in after) == sorted(record.value for record in before)


def _as_written(record: ConsumerRecord) -> tuple[object, ...]:
    return record.partition, record.timestamp, record.key, record.value, tuple(record.headers)


async def _run_copy(wire: Wire, rebuilt: Wire) -> int:
    """The program of docs/reprocessing.md with this test's broker and topics."""
    text = (Path(__file__).parents[2] / "docs/reprocessing.md").read_text(encoding="utf-8")
    found = re.search(r"<!-- run: copy -->\n```python\n(.*?)```", text, re.DOTALL)
    assert found
    program = found.group(1).replace("localhost:9092", wire.bootstrap_servers)
    program = program.replace("wire.pages", wire.topic("pages")).replace(
        "wire2.pages", rebuilt.topic("pages")
    )
    copying = await asyncio.create_subprocess_exec(sys.executable, "-c", program)
    return await copying.wait()
