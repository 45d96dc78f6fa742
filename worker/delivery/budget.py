"""How many bytes may be read ahead of the work."""

import asyncio


class ByteBudget:
    """Bytes are taken when a record is read and given back when its batch is delivered."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._taken = 0
        self._room = asyncio.Event()

    @property
    def taken(self) -> int:
        """Bytes that are read and not yet delivered."""
        return self._taken

    def take_now(self, size: int) -> bool:
        """Take if there is room. A record larger than the whole budget goes when nothing else is under way."""
        if self._taken and self._taken + size > self._limit:
            return False
        self._taken += size
        return True

    async def take(self, size: int) -> None:
        """Wait until there is room, and take."""
        while not self.take_now(size):
            self._room.clear()
            await self._room.wait()

    def give_back(self, size: int) -> None:
        """Make room."""
        self._taken = max(0, self._taken - size)
        self._room.set()

    def reset(self) -> None:
        """Forget what was taken: after an assignment what was read ahead is read again."""
        self._taken = 0
        self._room.set()
