"""Which broker the tests run on."""

import os
from types import TracebackType
from typing import NoReturn, Self

from tests.brokers.broker import Broker, BrokerError, NoBroker
from tests.brokers.container import ContainerKafka
from tests.brokers.local import LocalKafka

VARIABLE = "KAFKA_BOOTSTRAP_SERVERS"
WHAT_TO_INSTALL = (
    "no Kafka for the tests: install Docker, or Java 17+ with Maven (Debian: apt-get install openjdk-17-jre-headless "
    f"maven), or set {VARIABLE}"
)


class ExternalKafka:
    """A broker that somebody else runs: used as it is, never stopped."""

    def __init__(self, bootstrap_servers: str) -> None:
        self.bootstrap_servers = bootstrap_servers
        self.kind = f"the broker at {bootstrap_servers} ({VARIABLE})"

    def start(self) -> None:
        """Nothing to do: it runs."""

    def stop(self) -> NoReturn:
        """Not ours to stop; nor to kill, pause or resume."""
        raise BrokerError(f"{self.kind} is not the tests' own and cannot be stopped, killed or paused")

    kill = pause = resume = stop

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass


def choose_broker() -> Broker:
    """A broker that is not started yet: the one that is named, else a container, else a local JVM.

    Raises NoBroker, with one line that says what to install, where none of them can be had.
    """
    if servers := os.environ.get(VARIABLE):
        return ExternalKafka(servers)
    reasons = []
    for candidate in (ContainerKafka, LocalKafka):
        try:
            return candidate()
        except NoBroker as reason:
            reasons.append(" ".join(str(reason).split()))
    raise NoBroker(f"{WHAT_TO_INSTALL} ({'; '.join(reasons)})")
