"""Apache Kafka on this machine's Java: one broker, or a small cluster on loopback."""

import os
import shutil
import signal
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from tests.brokers.broker import KAFKA_VERSION, STARTED, BrokerError, Watchdog, free_ports, wait_until
from tests.brokers.jars import jars, java

LOG_CONFIG = Path(__file__).with_name("log4j2.yaml")
CLUSTER_ID = "ZGF0ZWxpbmUtdGVzdHMtMQ"
QUICK = ["-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"]
START_TIMEOUT = 90.0
STOP_TIMEOUT = 30.0


class Node:
    """One broker (and controller) in a JVM of its own. Its port and its data outlive `stop` and `kill`."""

    def __init__(self, number: int, folder: Path, properties: dict[str, str], command: list[str]) -> None:
        self.number = number
        self.address = properties["advertised.listeners"].removeprefix("PLAINTEXT://")
        self.log = folder / "broker.log"
        self._config = folder / "server.properties"
        self._java = command
        self._process: subprocess.Popen[bytes] | None = None
        self._watchdog: Watchdog | None = None
        folder.mkdir()
        lines = (properties | {"log.dirs": str(folder / "data")}).items()
        self._config.write_text("".join(f"{name}={value}\n" for name, value in lines), encoding="utf-8")

    @property
    def running(self) -> bool:
        """Whether the process is there (it may be paused)."""
        return self._process is not None and self._process.poll() is None

    def format(self) -> None:
        """Make the data folder, once in a node's life."""
        storage = ["kafka.tools.StorageTool", "format", "-t", CLUSTER_ID, "-c", str(self._config)]
        with self.log.open("ab") as log:
            if subprocess.run([*self._java, *storage], stdout=log, stderr=log, check=False).returncode:
                raise BrokerError(f"Kafka could not format its storage:\n{self._tail()}")

    def launch(self) -> int:
        """Start the process; returns how often the log says already that it had started."""
        if self.running:
            raise BrokerError(f"broker {self.number} runs already")
        before = self._starts()
        with self.log.open("ab") as log:
            self._process = self._spawn(log)
        self._watchdog = Watchdog(["kill", "-9", str(self._process.pid)])
        return before

    def await_start(self, before: int) -> None:
        """Wait until it says so once more."""
        if not wait_until(lambda: self._starts() > before, lambda: self.running, START_TIMEOUT):
            self.kill()
            raise BrokerError(f"Kafka did not start within {START_TIMEOUT:.0f} s:\n{self._tail()}")

    def start(self) -> None:
        """Start (again) on the same port with the same data; returns when it serves."""
        self.await_start(self.launch())

    def stop(self) -> None:
        """Stop in an orderly way (SIGTERM)."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """SIGKILL; also ends a paused one. Nothing happens to one that is not running."""
        self._end(signal.SIGKILL)

    def pause(self) -> None:
        """SIGSTOP: the process freezes, its connections stay open; returns when its last thread stands still."""
        os.waitpid(self._signal(signal.SIGSTOP), os.WUNTRACED)

    def resume(self) -> None:
        """SIGCONT."""
        self._signal(signal.SIGCONT)

    def _spawn(self, log: IO[bytes]) -> subprocess.Popen[bytes]:
        # A session of its own: Ctrl-C reaches pytest alone, which then stops the broker.
        command = [*self._java, "kafka.Kafka", str(self._config)]
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )

    def _end(self, number: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(number)
            try:
                self._process.wait(STOP_TIMEOUT)
            except subprocess.TimeoutExpired:  # frozen, or hanging in its shutdown
                self._process.kill()
                self._process.wait()
        if self._watchdog is not None:
            self._watchdog.dismiss()
        self._process = self._watchdog = None

    def _signal(self, number: signal.Signals) -> int:
        if self._process is None or not self.running:
            raise BrokerError(f"broker {self.number} is not running")
        self._process.send_signal(number)
        return self._process.pid

    def _starts(self) -> int:
        return self._text().count(STARTED)

    def _tail(self) -> str:
        return "\n".join(self._text().splitlines()[-30:])

    def _text(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""


class LocalKafka:
    """A cluster of one or more JVMs on loopback.

    Its methods act on all brokers; `nodes[i].kill()` and its like on one. With three brokers topics get three replicas,
    two of which must hold a record before it counts.

    Broker failures in mid-transaction want three: where a lone broker is killed between a commit and its markers, Kafka
    4.3.1 drops the markers on its return ("likely deleted already") and read_committed stands still at that place.
    """

    def __init__(self, brokers: int = 1) -> None:
        self.kind = f"Apache Kafka {KAFKA_VERSION} on a local JVM" + (f", {brokers} brokers" * (brokers > 1))
        self._java = java()
        self._jars = jars()
        self._folder = Path(tempfile.mkdtemp(prefix="dateline-kafka-"))
        self.nodes = self._make_nodes(brokers)
        self.bootstrap_servers = ",".join(node.address for node in self.nodes)
        self._formatted = False

    def start(self) -> None:
        """Start all brokers that are not running."""
        with ThreadPoolExecutor() as pool:  # a quorum comes up only together
            if not self._formatted:
                list(pool.map(Node.format, self.nodes))
                self._formatted = True
            waiting = [(node, node.launch()) for node in self.nodes if not node.running]
            list(pool.map(lambda started: started[0].await_start(started[1]), waiting))

    def stop(self) -> None:
        """Stop in an orderly way, one broker after the other."""
        for node in self.nodes[:2]:
            node.stop()
        for node in self.nodes[2:]:  # has no quorum left to sign off with, and would wait for it
            node.kill()

    def kill(self) -> None:
        """Kill all brokers."""
        for node in self.nodes:
            node.kill()

    def pause(self) -> None:
        """Freeze all brokers."""
        for node in self.nodes:
            node.pause()

    def resume(self) -> None:
        """Let all brokers go on."""
        for node in self.nodes:
            node.resume()

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
        """End it and remove its data: nobody wants an orderly stop then."""
        self.kill()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _make_nodes(self, brokers: int) -> list[Node]:
        ports = free_ports(2 * brokers)
        pairs = list(zip(ports[:brokers], ports[brokers:], strict=True))
        voters = ",".join(f"{number}@127.0.0.1:{control}" for number, (_, control) in enumerate(pairs, 1))
        options = f"-Dlog4j2.configurationFile={LOG_CONFIG}"
        command = [self._java, *QUICK, options, "-cp", f"{self._jars}/*"]
        return [
            Node(number, self._folder / str(number), _properties(number, ports_, voters, brokers), command)
            for number, ports_ in enumerate(pairs, 1)
        ]


def _properties(number: int, ports: tuple[int, int], voters: str, brokers: int) -> dict[str, str]:
    port, control = ports
    replicas, in_sync = str(min(3, brokers)), str(min(2, brokers))
    return {
        "process.roles": "broker,controller",
        "node.id": str(number),
        "controller.quorum.voters": voters,
        "controller.listener.names": "CONTROLLER",
        "listeners": f"PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{control}",
        "advertised.listeners": f"PLAINTEXT://127.0.0.1:{port}",
        "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "default.replication.factor": replicas,
        "min.insync.replicas": in_sync,
        "offsets.topic.replication.factor": replicas,
        "offsets.topic.num.partitions": "4",
        "transaction.state.log.replication.factor": replicas,
        "transaction.state.log.min.isr": in_sync,
        "transaction.state.log.num.partitions": "4",
        # A topic that is missing must be missed, as on a well-kept cluster.
        "auto.create.topics.enable": "false",
        "group.initial.rebalance.delay.ms": "0",
        # A killed broker may come back when its session has ended: 9 s by default.
        "broker.session.timeout.ms": "5000",
        "broker.heartbeat.interval.ms": "500",
    }
