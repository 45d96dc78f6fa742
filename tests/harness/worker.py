"""`dateline run` in a process of its own, as an operator would run it."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from time import monotonic, sleep
from types import TracebackType
from typing import Self

READY = "dateline is ready"  # the line that the worker logs


class WorkerProcess:
    """A worker process; its log is kept until the end of the `with` block, and shown when an assertion fails."""

    def __init__(
        self, environment: Mapping[str, str], command: tuple[str, ...] = ("-m", "worker", "run")
    ) -> None:
        self._environment = {**without_dateline(os.environ), **environment, "PYTHONUNBUFFERED": "1"}
        self._command = [sys.executable, *command]
        handle, path = tempfile.mkstemp(prefix="dateline-worker-", suffix=".log")
        os.close(handle)
        self._log = Path(path)
        self.process = self._spawn()

    def _spawn(self) -> subprocess.Popen[bytes]:
        with self._log.open("ab") as log:
            return subprocess.Popen(self._command, env=self._environment, stdout=log, stderr=log)

    def restart(self) -> None:
        """Start it again after it ended."""
        assert self.process.poll() is not None, "it still runs"
        self.process = self._spawn()

    def log(self) -> str:
        """Everything that it has logged."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    def wait_ready(self, timeout: float = 60.0, times: int = 1) -> None:
        """Wait until it has said `times` times that it is ready."""
        end = monotonic() + timeout
        while self.log().count(READY) < times:
            assert self.process.poll() is None, (
                f"the worker ended with {self.process.returncode}:\n{self.log()[-5000:]}"
            )
            assert monotonic() < end, f"the worker is not ready:\n{self.log()[-5000:]}"
            sleep(0.05)

    def signal(self, number: signal.Signals) -> None:
        """Send a signal."""
        self.process.send_signal(number)

    def kill(self) -> None:
        """kill -9."""
        self.process.kill()
        self.process.wait()

    def stop(self, timeout: float = 30.0) -> int:
        """SIGTERM; returns the exit status."""
        if self.process.poll() is None:
            self.process.terminate()
        return self.wait(timeout)

    def wait(self, timeout: float = 60.0) -> int:
        """Wait for its end; returns the exit status."""
        try:
            return self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            raise AssertionError(
                f"the worker did not end within {timeout:g} s:\n{self.log()[-5000:]}"
            ) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)  # a frozen one would not die of SIGTERM
            self.kill()
        if isinstance(error, AssertionError):
            error.add_note(f"The worker's log ends with:\n{self.log()[-5000:]}")
        self._log.unlink()


def without_dateline(environment: Mapping[str, str]) -> dict[str, str]:
    """An environment without settings of the machine's own."""
    return {name: value for name, value in environment.items() if not name.startswith("DATELINE_")}
