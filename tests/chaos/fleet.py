"""Workers as an orchestrator runs them: what ends is started again, until it is told to stop."""

import asyncio
import signal
from contextlib import ExitStack
from pathlib import Path
from random import Random
from time import monotonic
from types import TracebackType
from typing import Self

from tests.chaos.load import MAX_PAGE_BYTES
from tests.harness import Wire, WorkerProcess
from tests.harness.worker import READY

ROOT = Path(__file__).parents[2]
# Short deadlines: a test must not wait for a session of ten seconds at each kill.
QUICK = {
    "session_timeout": "6",
    "request_timeout": "15",
    "transaction_timeout": "30",
    "stall_timeout": "45",
    "max_page_bytes": str(MAX_PAGE_BYTES),
    "http_port": "0",
}
STOP_WITHIN = 25.0  # seconds: a little more than the worker's own deadline
RESTART_PAUSE = 0.5


class Member:
    """One place in the fleet: a worker, and after its end its successor."""

    def __init__(self, environment: dict[str, str], command: tuple[str, ...], name: str) -> None:
        self.worker = WorkerProcess(environment, command)
        self.name = name
        self.starts = 1
        self.wanted = True  # as long as it is, it is started again
        self.frozen = False

    @property
    def running(self) -> bool:
        return self.worker.process.poll() is None

    @property
    def ready(self) -> bool:
        """Whether it works: it runs and has said so since its last start."""
        return self.running and not self.frozen and self.worker.log().count(READY) >= self.starts

    def start_again(self) -> None:
        self.worker.restart()
        self.starts += 1


class Fleet:
    """The workers of one trial. `tricks` are names from `sabotage`; `exits` tells the ends that nobody asked for."""

    def __init__(
        self, wire: Wire, random: Random, tricks: tuple[str, ...] = (), static: bool = False, **settings: str
    ) -> None:
        self._environment = {**wire.environment(**{**QUICK, **settings}), "PYTHONPATH": str(ROOT)}
        self._command = ("-m", "tests.chaos.sabotage", *tricks) if tricks else ("-m", "worker", "run")
        self._random = random
        self._static = static
        self._stack = ExitStack()
        self._supervision: asyncio.Task[None] | None = None
        self.members: list[Member] = []
        self.kills = 0
        self.exits: list[str] = []

    async def scale(self, number: int) -> None:
        """Start workers, or stop the newest in an orderly way, until there are `number`."""
        while len(self.members) < number:
            name = f"worker-{len(self.members) + 1}"
            static = {"DATELINE_GROUP_INSTANCE_ID": name} if self._static else {}
            member = Member(self._environment | static, self._command, name)
            self._stack.enter_context(member.worker)
            self.members.append(member)
        leaving, self.members = self.members[number:], self.members[:number]
        await asyncio.gather(*(self.terminate(member) for member in leaving))

    async def terminate(self, member: Member) -> None:
        """SIGTERM: it must end within its deadline, with status 0."""
        member.wanted = False
        status = await asyncio.to_thread(member.worker.stop, STOP_WITHIN)
        assert status == 0, f"{member.name} ended with {status} on SIGTERM:\n{member.worker.log()[-5000:]}"

    async def replace(self, member: Member) -> None:
        """SIGTERM and a new start, as a rolling update does."""
        await self.terminate(member)
        member.start_again()
        member.wanted = True

    async def some_ready(self, number: int = 1, within: float = 90.0) -> list[Member]:
        """Wait until at least `number` are ready; all that are."""
        end = monotonic() + within
        while len(ready := [member for member in self.members if member.ready]) < number:
            assert monotonic() < end, f"not {number} workers ready within {within:g} s"
            await asyncio.sleep(0.1)
        return ready

    async def kill_one(self) -> None:
        """kill -9 of a random one that works; it is started again."""
        self.kill(self._random.choice(await self.some_ready()))

    def kill(self, victim: Member) -> None:
        """kill -9; it is started again."""
        victim.worker.kill()
        self.kills += 1

    async def freeze_one(self) -> Member:
        """SIGSTOP of a random one that works."""
        victim = self._random.choice(await self.some_ready())
        victim.worker.signal(signal.SIGSTOP)
        victim.frozen = True
        return victim

    def thaw(self, member: Member) -> None:
        """SIGCONT."""
        member.worker.signal(signal.SIGCONT)
        member.frozen = False

    def revive(self) -> None:
        """Start one worker after `stop`."""
        member = self.members[0]
        member.start_again()
        member.wanted = True

    async def stop(self) -> None:
        """Stop all, in an orderly way; whether one manages to is not asked here."""
        for member in self.members:
            member.wanted = False
            if member.frozen:
                self.thaw(member)
        for member in self.members:
            if member.running:
                member.worker.signal(signal.SIGTERM)
        await asyncio.gather(*(asyncio.to_thread(_wait_or_kill, member.worker) for member in self.members))

    def logs(self, characters: int = 4000) -> str:
        """The ends of all logs."""
        return "\n".join(
            f"--- {member.name}, started {member.starts} times:\n{member.worker.log()[-characters:]}"
            for member in self.members
        )

    async def _supervise(self) -> None:
        while True:
            for member in self.members:
                if member.wanted and not member.running:
                    if member.worker.process.returncode != -signal.SIGKILL:
                        self.exits.append(f"{member.name}: {_last_words(member.worker)}")
                    member.start_again()
            await asyncio.sleep(RESTART_PAUSE)

    async def __aenter__(self) -> Self:
        self._supervision = asyncio.create_task(self._supervise())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._supervision is not None:
            self._supervision.cancel()
            await asyncio.wait([self._supervision])
        if error is not None:
            error.add_note(self.logs())
        self._stack.close()


def _last_words(worker: WorkerProcess) -> str:
    """Why it ended, as far as it says so."""
    lines = [line for line in worker.log().splitlines() if " ERROR " in line]
    return f"status {worker.process.returncode}, {lines[-1] if lines else 'no error logged'}"


def _wait_or_kill(worker: WorkerProcess) -> None:
    try:
        worker.wait(STOP_WITHIN)
    except AssertionError:
        worker.kill()
