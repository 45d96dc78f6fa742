"""Running programs, and saying what goes on."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_started = time.monotonic()


class Failed(Exception):
    """The test failed, or this machine lacks something: one line that says which."""


def say(text: str) -> None:
    """A line of progress."""
    print(f"[{time.monotonic() - _started:5.1f} s] {text}", file=sys.stderr, flush=True)


def run(command: Sequence[str], *, timeout: float = 300, env: dict[str, str] | None = None) -> str:
    """Standard output of a command, which must succeed; its words are shown only when it does not."""
    done = attempt(command, timeout=timeout, env=env)
    if done is None:
        raise Failed(f"{' '.join(command[:3])} … did not end within {timeout:.0f} s")
    if done.returncode:
        raise Failed(f"{' '.join(command)} failed:\n{(done.stdout + done.stderr)[-4000:]}")
    return done.stdout


def attempt(
    command: Sequence[str], *, timeout: float = 60, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str] | None:
    """Run a command that may fail. None: it is not there, or it did not end in time."""
    try:
        return subprocess.run(
            command,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
            cwd=ROOT,
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
        )
    except (FileNotFoundError, subprocess.TimeoutExpired):
        return None


def succeeds(command: Sequence[str], *, timeout: float = 60, env: dict[str, str] | None = None) -> bool:
    """Whether a command is there and ends well."""
    done = attempt(command, timeout=timeout, env=env)
    return done is not None and done.returncode == 0
