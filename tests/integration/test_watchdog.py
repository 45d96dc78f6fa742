"""An agent that hangs ends the worker, whatever the others do; a quiet topic does not."""

import asyncio

import aiohttp

from tests.brokers.broker import free_ports
from tests.harness import Wire, WorkerProcess
from tests.harness.wire import Page

QUICK = {"stall_timeout": "6"}


def _pages(start: int, number: int) -> list[Page]:
    return [
        Page(f"Bericht {each}\nUTRECHT (ANP) - Brug {each} gaat open.".encode())
        for each in range(start, start + number)
    ]


async def test_an_agent_that_hangs_is_not_excused_by_the_others(wire: Wire) -> None:
    await wire.feed(_pages(0, 5))
    with WorkerProcess(
        wire.environment(**QUICK), ("-m", "tests.chaos.sabotage", "hanging-publish")
    ) as worker:
        for start in range(10, 200, 10):  # the other agents always have something to do
            if worker.process.poll() is not None:
                break
            await wire.feed(_pages(start, 5))
            await asyncio.sleep(1)
        assert worker.wait(20) == 1
        assert "nothing has moved" in worker.log()


async def test_a_quiet_topic_is_no_reason_to_be_unwell(wire: Wire) -> None:
    (port,) = free_ports(1)
    await wire.feed(_pages(0, 3))
    with WorkerProcess(wire.environment(**QUICK, http_port=str(port))) as worker:
        await wire.read("articles", until=3)
        await asyncio.sleep(12)  # two time-outs, with transaction markers behind the last record
        async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session:
            for check in ("/livez", "/readyz"):
                async with session.get(check) as answer:
                    assert answer.status == 200, await answer.text()
        assert worker.stop() == 0
