"""Health checks over HTTP, for an orchestrator.

GET /livez    200 while the worker makes progress or has nothing to do; 503 when it hangs
GET /readyz   200 when every partition that it owns is being read; 503 while states are being restored
"""

from collections.abc import Awaitable, Callable

import orjson
from aiohttp import web

# What a check finds: whether it is well, and facts for people.
Finding = tuple[bool, dict[str, object]]
Check = Callable[[], Finding]


class HealthServer:
    """Serves the checks on `host`:`port`. Raises OSError where the port is taken."""

    def __init__(self, host: str, port: int, alive: Check, ready: Check) -> None:
        self._host, self._port = host, port
        application = web.Application()
        application.router.add_get("/livez", _handler(alive))
        application.router.add_get("/readyz", _handler(ready))
        self._runner = web.AppRunner(application, access_log=None)

    async def start(self) -> None:
        """Listen."""
        await self._runner.setup()
        await web.TCPSite(self._runner, self._host, self._port).start()

    async def stop(self) -> None:
        """Close the port."""
        await self._runner.cleanup()


def _handler(check: Check) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def handle(_request: web.Request) -> web.Response:
        well, facts = check()
        return web.Response(
            status=200 if well else 503, body=orjson.dumps(facts), content_type="application/json"
        )

    return handle
