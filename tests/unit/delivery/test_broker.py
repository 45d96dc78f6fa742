"""At start: how long is waited for brokers that do not answer."""

import asyncio
from collections.abc import AsyncIterator
from time import monotonic

import pytest

from worker.delivery.broker import BrokerAway, wait_for_topics
from worker.settings import Settings


@pytest.fixture
async def silent() -> AsyncIterator[str]:
    """The address of something that accepts connections and says nothing, as a broker that hangs does."""
    server = await asyncio.start_server(lambda _reader, _writer: None, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    yield f"{host}:{port}"
    server.close()


async def test_a_silent_broker_costs_no_more_than_the_connect_timeout(silent: str) -> None:
    settings = Settings(bootstrap_servers=silent, connect_timeout=1)
    started = monotonic()
    with pytest.raises(BrokerAway, match=r"no broker answers at .*: it is silent; gave up"):
        await wait_for_topics(settings, asyncio.Event())
    assert monotonic() - started < 10


async def test_a_worker_that_waits_for_a_silent_broker_can_be_stopped(silent: str) -> None:
    stop = asyncio.Event()
    waiting = asyncio.create_task(wait_for_topics(Settings(bootstrap_servers=silent), stop))
    await asyncio.sleep(0.2)
    stop.set()
    async with asyncio.timeout(10):
        await waiting
