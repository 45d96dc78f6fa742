"""What every broker for tests offers, and the little that the kinds of broker share."""

import contextlib
import random
import socket
import subprocess
import time
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Protocol, Self

KAFKA_VERSION = "4.3.1"
KAFKA_IMAGE = f"apache/kafka:{KAFKA_VERSION}"
STARTED = "Kafka Server started"  # the broker's own word in its log, once it is registered and serving


class BrokerError(Exception):
    """A broker could not be started, or not be controlled as asked."""


class NoBroker(BrokerError):
    """This machine has not what this kind of broker needs."""


class Broker(Protocol):
    """A real Apache Kafka. As a context manager it is started on entry, and gone for sure after it."""

    kind: str  # for people: which kind of broker it is
    bootstrap_servers: str

    def start(self) -> None:
        """Start, or start again on the same port with the same data; returns when it serves."""

    def stop(self) -> None:
        """Stop in an orderly way."""

    def kill(self) -> None:
        """Kill without a chance to say goodbye (SIGKILL)."""

    def pause(self) -> None:
        """Freeze (SIGSTOP): connections stay open and nothing answers."""

    def resume(self) -> None:
        """Go on after `pause`."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class Watchdog:
    """Runs a command should this process die, however it dies: `kill -9` of pytest leaves no broker behind.

    It waits at a pipe whose other end only this process holds. (Linux' PR_SET_PDEATHSIG would not do: it fires when
    the *thread* that started the child ends.)
    """

    def __init__(self, command: Sequence[str]) -> None:
        self._waiting = subprocess.Popen(
            ["/bin/sh", "-c", 'read -r _; exec "$@" >/dev/null 2>&1', "watchdog", *command],
            stdin=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C at the terminal is not for it
        )

    def dismiss(self) -> None:
        """What was watched is gone."""
        self._waiting.kill()
        self._waiting.communicate()


def free_ports(number: int) -> list[int]:
    """Ports that are free and stay ours while a broker is down.

    They lie below the range that the system hands out: from that range a client that reconnects all the time could be
    given the very port that it connects to, reach itself and keep the broker from coming back.
    """
    with contextlib.ExitStack() as held:
        ports: list[int] = []
        while len(ports) < number:
            port = random.randint(20_000, 32_000)
            probe = held.enter_context(socket.socket())
            with contextlib.suppress(OSError):
                probe.bind(("", port))
                ports.append(port)
        return ports


def wait_until(done: Callable[[], bool], alive: Callable[[], bool], timeout: float) -> bool:
    """Whether `done` came true in time; gives up at once when `alive` is not."""
    end = time.monotonic() + timeout
    while time.monotonic() < end:
        if done():
            return True
        if not alive():
            return done()
        time.sleep(0.05)
    return False
