"""Apache Kafka in a container, by testcontainers."""

import contextlib
import socket
import sys
import threading
from types import TracebackType
from typing import Self

import docker
from docker.errors import DockerException, ImageNotFound
from docker.models.containers import Container
from testcontainers.core.config import testcontainers_config
from testcontainers.core.container import DockerContainer
from testcontainers.core.docker_client import DockerClient
from testcontainers.core.utils import inside_container

from tests.brokers.broker import (
    KAFKA_IMAGE,
    STARTED,
    BrokerError,
    NoBroker,
    Watchdog,
    free_ports,
    wait_until,
)

PULL_TIMEOUT = 120.0
START_TIMEOUT = 90.0
REMOVE = "import docker, sys; docker.from_env().containers.get(sys.argv[1]).remove(force=True, v=True)"


def engine() -> docker.DockerClient:
    """The Docker engine, as testcontainers finds it. Raises NoBroker where none answers."""
    try:
        client = DockerClient(timeout=30).client
        client.ping()
    except (DockerException, OSError) as error:
        raise NoBroker("no Docker engine answers") from error
    return client


def require_image(client: docker.DockerClient, image: str, timeout: float = PULL_TIMEOUT) -> None:
    """Have the image, pulled if need be. Raises NoBroker where it is not to be had in time."""
    try:
        client.images.get(image)
    except ImageNotFound:
        problems: list[str] = []
        puller = threading.Thread(target=_pull, args=(client, image, problems), daemon=True)
        puller.start()
        puller.join(timeout)
        if puller.is_alive():
            raise NoBroker(f"the image {image} could not be pulled within {timeout:.0f} s") from None
        if problems:
            raise NoBroker(f"the image {image} could not be pulled: {problems[0]}") from None


def _pull(client: docker.DockerClient, image: str, problems: list[str]) -> None:
    try:
        client.images.pull(image)
    except (DockerException, OSError) as error:
        problems.append(str(error))


class ContainerKafka:
    """One broker in a container. The published port is chosen beforehand: Docker would give another after a restart."""

    kind = f"{KAFKA_IMAGE} in a container"

    def __init__(self) -> None:
        client = engine()
        require_image(client, KAFKA_IMAGE)
        # The watchdog does what testcontainers' own reaper does, with no second image.
        testcontainers_config.ryuk_disabled = True
        (port,) = free_ports(1)
        self.bootstrap_servers = f"{_host(client)}:{port}"
        self._container = DockerContainer(KAFKA_IMAGE).with_bind_ports(9092, port)
        self._container.with_envs(
            KAFKA_NODE_ID="1",
            KAFKA_PROCESS_ROLES="broker,controller",
            KAFKA_LISTENERS="OUTSIDE://0.0.0.0:9092,INSIDE://0.0.0.0:19092,CONTROLLER://0.0.0.0:9093",
            KAFKA_ADVERTISED_LISTENERS=f"OUTSIDE://{self.bootstrap_servers},INSIDE://localhost:19092",
            KAFKA_LISTENER_SECURITY_PROTOCOL_MAP="OUTSIDE:PLAINTEXT,INSIDE:PLAINTEXT,CONTROLLER:PLAINTEXT",
            KAFKA_INTER_BROKER_LISTENER_NAME="INSIDE",
            KAFKA_CONTROLLER_LISTENER_NAMES="CONTROLLER",
            KAFKA_CONTROLLER_QUORUM_VOTERS="1@localhost:9093",
            KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR="1",
            KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS="4",
            KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR="1",
            KAFKA_TRANSACTION_STATE_LOG_MIN_ISR="1",
            KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS="4",
            KAFKA_AUTO_CREATE_TOPICS_ENABLE="false",  # as in local.py
            KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS="0",
            KAFKA_BROKER_SESSION_TIMEOUT_MS="5000",
            KAFKA_BROKER_HEARTBEAT_INTERVAL_MS="500",
            KAFKA_HEAP_OPTS="-Xmx512m",
        )
        self._watchdog: Watchdog | None = None

    def start(self) -> None:
        """Start, or start again on the same port with the same data; returns when it serves."""
        if self._watchdog is None:
            self._container.start()
            self._watchdog = Watchdog([sys.executable, "-c", REMOVE, self._container.get_container_id()])
            before = 0
        else:
            before = self._starts()
            self._wrapped.start()
        if not wait_until(lambda: self._starts() > before, self._running, START_TIMEOUT):
            log = self._wrapped.logs(tail=30).decode(errors="replace")
            raise BrokerError(f"Kafka's container did not start within {START_TIMEOUT:.0f} s:\n{log}")

    def stop(self) -> None:
        """Stop in an orderly way."""
        self._wrapped.stop(timeout=30)

    def kill(self) -> None:
        """SIGKILL."""
        self._wrapped.kill()

    def pause(self) -> None:
        """Freeze."""
        self._wrapped.pause()

    def resume(self) -> None:
        """Go on."""
        self._wrapped.unpause()

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Remove the container, in whatever state it is, with its data."""
        self._container.stop(force=True, delete_volume=True)
        if self._watchdog is not None:
            self._watchdog.dismiss()

    @property
    def _wrapped(self) -> Container:
        return self._container.get_wrapped_container()

    def _running(self) -> bool:
        self._wrapped.reload()
        return self._wrapped.status == "running"

    def _starts(self) -> int:
        return self._wrapped.logs().decode(errors="replace").count(STARTED)


def _host(client: docker.DockerClient) -> str:
    """Where published ports appear: here, or where testcontainers says that the engine is."""
    if inside_container() and _engine_is_here(client):
        return "localhost"
    return DockerClient().host()


def _engine_is_here(client: docker.DockerClient) -> bool:
    """Whether an engine that runs in this very container, not outside it, serves us: its bridge is then ours."""
    gateway = client.networks.get("bridge").attrs["IPAM"]["Config"][0].get("Gateway", "")
    with contextlib.suppress(OSError), socket.socket() as probe:
        probe.bind((gateway or "invalid.", 0))
        return True
    return False
