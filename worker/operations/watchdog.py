"""Tells a worker that hangs from a topic on which nothing happens.

A rebalance of the group can hang (faust-streaming issues 175, 523, 532, 629), and so can a connection. While records
wait and nothing moves for `stall_timeout`, the worker is of no use: it exits, and whoever started it starts it anew.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass
from time import monotonic

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Vitals:
    """What the watchdog looks at. Any change of `moved` is progress; `waiting` says that there is work to do."""

    moved: Hashable
    waiting: bool


class Watchdog:
    """Looks at the vitals again and again and calls `bark` once when nothing has moved for too long.

    `look` may fail or hang: a broker that does not answer is no reason to restart, a consumer thread that does not
    answer is. `look` raises ConnectionError for the first and TimeoutError for the second.
    """

    def __init__(
        self, stall_timeout: float, look: Callable[[], Awaitable[Vitals]], bark: Callable[[str], None]
    ) -> None:
        self._stall_timeout = stall_timeout
        self._look = look
        self._bark = bark
        self._moved: Hashable = None
        self._moved_at = monotonic()

    @property
    def idle(self) -> float:
        """Seconds since something moved, or nothing was waiting."""
        return monotonic() - self._moved_at

    async def run(self) -> None:
        """Watch until cancelled."""
        while True:
            await asyncio.sleep(self._stall_timeout / 6)
            if await self._stalled():
                self._bark(
                    f"records wait and nothing has moved for {self.idle:.0f} s (DATELINE_STALL_TIMEOUT)"
                )
                return

    async def _stalled(self) -> bool:
        try:
            async with asyncio.timeout(self._stall_timeout / 2):
                vitals = await self._look()
        except TimeoutError:
            return self.idle > self._stall_timeout
        except Exception as error:  # noqa: BLE001 (the watchdog outlives whatever it meets)
            log.warning("cannot see whether records wait: %r", error)
            self._moved_at = monotonic()
            return False
        if vitals.moved != self._moved or not vitals.waiting:
            self._moved, self._moved_at = vitals.moved, monotonic()
        return self.idle > self._stall_timeout
