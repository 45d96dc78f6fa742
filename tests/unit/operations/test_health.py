"""The health checks as an orchestrator sees them."""

import aiohttp
import pytest
from aiohttp.test_utils import TestClient, TestServer, unused_port

from worker.operations.health import Check, HealthServer


def says(well: bool, **facts: object) -> Check:
    return lambda: (well, facts)


@pytest.mark.parametrize("well", [True, False])
@pytest.mark.parametrize("path", ["/livez", "/readyz"])
async def test_a_check_answers_200_or_503_with_its_facts(path: str, well: bool) -> None:
    live, ready = says(well, which="alive"), says(well, which="ready")
    if path == "/livez":
        ready = says(not well)
    else:
        live = says(not well)
    server = HealthServer("127.0.0.1", 0, live, ready)
    async with TestClient(TestServer(server._runner.app)) as client:
        answer = await client.get(path)
        assert answer.status == (200 if well else 503)
        assert answer.content_type == "application/json"
        assert await answer.json() == {"which": "alive" if path == "/livez" else "ready"}


async def test_other_paths_and_methods_are_refused() -> None:
    server = HealthServer("127.0.0.1", 0, says(True), says(True))
    async with TestClient(TestServer(server._runner.app)) as client:
        assert (await client.get("/")).status == 404
        assert (await client.post("/livez")).status == 405


async def test_a_check_that_fails_is_no_health() -> None:
    def broken() -> tuple[bool, dict[str, object]]:
        raise ZeroDivisionError

    server = HealthServer("127.0.0.1", 0, broken, says(True))
    async with TestClient(TestServer(server._runner.app)) as client:
        assert (await client.get("/livez")).status == 500


async def test_it_listens_from_start_to_stop() -> None:
    port = unused_port()
    server = HealthServer("127.0.0.1", port, says(True), says(True))
    await server.start()
    async with aiohttp.ClientSession() as session:
        async with session.get(f"http://127.0.0.1:{port}/livez") as answer:
            assert answer.status == 200
        await server.stop()
        with pytest.raises(aiohttp.ClientConnectorError):
            await session.get(f"http://127.0.0.1:{port}/livez")


async def test_a_port_that_is_taken_is_an_error() -> None:
    port = unused_port()
    first = HealthServer("127.0.0.1", port, says(True), says(True))
    second = HealthServer("127.0.0.1", port, says(True), says(True))
    await first.start()
    try:
        with pytest.raises(OSError, match=str(port)):
            await second.start()
    finally:
        await second.stop()
        await first.stop()
