"""kill -9 in the middle of the work, and a restart: every page's events are there."""

from collections import Counter

import pytest

from tests.harness import Wire, WorkerProcess
from tests.harness.wire import Page, Reader

PAGES = 2_000


def _page(number: int) -> Page:
    brief = f"UTRECHT (ANP) - Brug {number} gaat vandaag open. Het verkeer kan er weer over."
    text = f"Bericht {number} over een brug\nDEN HAAG (ANP) - Het kabinet besluit over zaak {number}.\nMeer uit Binnenland\n{brief}\n"
    return Page(text.encode(), key=str(number).encode())


def _names(number: int) -> set[tuple[str, str]]:
    """What a page's two events are recognised by."""
    return {
        ("article", f"Het kabinet besluit over zaak {number}."),
        ("brief", f"Brug {number} gaat vandaag open. Het verkeer kan er weer over."),
    }


@pytest.mark.parametrize("guarantee", ["exactly-once", "at-least-once"])
async def test_kill_9_loses_no_page(wire: Wire, guarantee: str) -> None:
    await wire.feed(_page(number) for number in range(PAGES))
    wanted = set().union(*(_names(number) for number in range(PAGES)))
    with WorkerProcess(wire.environment(guarantee=guarantee)) as worker:
        async with wire.reader("articles", "briefs") as reader:
            await reader.read_while(lambda: len(reader.records) < PAGES // 10, within=60)
            worker.kill()
            before = len(await reader.read(until=0))
            assert before < len(wanted), "the worker was done before it was killed: this proves nothing"
            worker.restart()
            seen = Counter()
            await reader.read_while(lambda: wanted - _count(reader, seen).keys() != set(), within=120)
            await reader.read(until=0)
            _count(reader, seen)
        assert worker.stop() == 0
    assert set(seen) == wanted
    if guarantee == "exactly-once":
        assert set(seen.values()) == {1}


def _count(reader: Reader, seen: Counter[tuple[str, str]]) -> Counter[tuple[str, str]]:
    """Move what was read to `seen`."""
    events = [reader.event(record) for record in reader.records]
    seen.update((event["type"], event["text"]) for event in events)
    reader.records.clear()
    return seen


async def test_sigterm_stops_with_status_0_and_leaves_nothing_undone(wire: Wire) -> None:
    await wire.feed(_page(number) for number in range(400))
    with WorkerProcess(wire.environment()) as worker:
        async with wire.reader("articles", "briefs") as reader:
            await reader.read_while(lambda: len(reader.records) < 100, within=60)
            assert worker.stop() == 0
        worker.restart()
        records = await wire.read("articles", "briefs", until=800)
        assert worker.stop() == 0
    assert len({record.value for record in records}) == 800
