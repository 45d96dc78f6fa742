"""The demo's two child processes: started, listened to, ended."""

import asyncio
import os
import sys
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

# The worker ends its running batch first.
SECONDS_TO_STOP = 8.0
LAST_LINES = 12


class Child:
    """A running child and the last lines that it printed."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._first_line = asyncio.get_running_loop().create_future()
        self.last_lines: deque[str] = deque(maxlen=LAST_LINES)

    @property
    def ended(self) -> bool:
        """Whether it is gone."""
        return self._process.returncode is not None

    async def first_line(self) -> str:
        """The first line that it prints; empty where it ends without one."""
        line: str = await self._first_line
        return line

    async def listen(self) -> None:
        """Take in what it prints, so that its pipe never fills."""
        assert self._process.stdout is not None  # noqa: S101 (it was started with a pipe)
        async for line in self._process.stdout:
            self.last_lines.append(line.decode(errors="replace").rstrip())
            if not self._first_line.done():
                self._first_line.set_result(self.last_lines[0])
        if not self._first_line.done():
            self._first_line.set_result("")

    async def stop(self) -> None:
        """Let go of its tether, which tells it to stop; kill it where it does not."""
        assert self._process.stdin is not None  # noqa: S101 (as above)
        self._process.stdin.close()
        try:
            await asyncio.wait_for(self._process.wait(), SECONDS_TO_STOP)
        except TimeoutError:
            self._process.kill()
            await self._process.wait()


@asynccontextmanager
async def child(
    module: str, *arguments: str, environment: dict[str, str] | None = None
) -> AsyncIterator[Child]:
    """Run a module, as `python -m` would, until the block ends."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "worker.commands.demo.tethered",
        module,
        *arguments,
        env={**os.environ, **(environment or {})},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        # Ctrl-C is for the parent, which ends its children in order.
        start_new_session=True,
    )
    running = Child(process)
    listening = asyncio.create_task(running.listen())
    try:
        yield running
    finally:
        await running.stop()
        await listening
