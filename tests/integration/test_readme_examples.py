"""The README's programs, run as they stand against a real Kafka."""

import asyncio
import json
import sys
import types
from pathlib import Path

from tests.harness import Wire, WorkerProcess, readme
from tests.harness.wire import Page

PAGE = "Brug open\nUTRECHT (ANP) - De brug is weer open."


def _program(mark: str, wire: Wire) -> str:
    """The example with this test's broker and topics in the place of the default ones."""
    program = readme.block(mark).replace("localhost:9092", wire.bootstrap_servers)
    return program.replace('"wire.', f'"{wire.prefix}.')


async def test_the_python_sender_puts_a_page_that_becomes_an_event(wire: Wire) -> None:
    sender = await asyncio.create_subprocess_exec(sys.executable, "-c", _program("run: send", wire))
    assert await sender.wait() == 0
    with WorkerProcess(wire.environment()):
        (record,) = await wire.read("articles", until=1)
    event = json.loads(record.value)
    assert (event["headline"], event["text"]) == ("Brug open", "De brug is weer open.")
    assert event["page"]["url"] == "https://nieuws.example/1"


async def test_the_scrapy_pipeline_sends_an_item(wire: Wire) -> None:
    module = types.ModuleType("pipelines")
    exec(compile(_program("run: scrapy", wire), "pipelines.py", "exec"), module.__dict__)
    pipeline = module.WirePipeline()
    pipeline.open_spider(spider=None)
    item = {"url": "https://nieuws.example/2", "scraped_at": "2026-01-01T00:59:00+01:00", "content": PAGE}
    assert pipeline.process_item(item, spider=None) is item
    await asyncio.to_thread(pipeline.close_spider, None)
    (record,) = await wire.read("pages", until=1)
    assert json.loads(record.value) == item


async def test_the_reader_prints_each_event(wire: Wire, tmp_path: Path) -> None:
    await wire.feed([Page(PAGE.encode())])
    with WorkerProcess(wire.environment()):
        await wire.read("articles", until=1)
    printed = tmp_path / "printed"
    with printed.open("wb") as out:
        reader = await asyncio.create_subprocess_exec(
            sys.executable, "-u", "-c", _program("run: read", wire), stdout=out
        )
    try:
        async with asyncio.timeout(30):
            while b"De brug is weer open." not in printed.read_bytes():
                assert reader.returncode is None
                await asyncio.sleep(0.1)
    finally:
        reader.kill()
        await reader.wait()
    assert printed.read_text().startswith("dateline.article.published.v1 article:")
