"""The broker of the tests is chosen in a known order, is a real one, and can be stopped, frozen and started."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from tests.brokers import Broker, ExternalKafka, LocalKafka, NoBroker, choice, choose_broker, jars
from tests.brokers.broker import Watchdog, wait_until

pytestmark = pytest.mark.timeout(180)


class Fake:
    """Stands in for a kind of broker that can be had."""

    kind = "fake"


def missing(reason: str) -> Callable[[], Broker]:
    def make() -> Broker:
        raise NoBroker(reason)

    return make


class TestChoice:
    @pytest.fixture(autouse=True)
    def _no_broker_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("KAFKA_BOOTSTRAP_SERVERS", raising=False)

    def test_the_broker_that_is_named_comes_first(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("KAFKA_BOOTSTRAP_SERVERS", "elsewhere:9092")
        with choose_broker() as broker:
            assert isinstance(broker, ExternalKafka)
            assert broker.bootstrap_servers == "elsewhere:9092"

    def test_then_a_container(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(choice, "ContainerKafka", Fake)
        monkeypatch.setattr(choice, "LocalKafka", missing("not asked"))
        assert choose_broker().kind == "fake"

    def test_then_a_local_jvm(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(choice, "ContainerKafka", missing("no Docker engine answers"))
        monkeypatch.setattr(choice, "LocalKafka", Fake)
        assert choose_broker().kind == "fake"

    def test_no_docker_no_java(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv("DOCKER_HOST", f"unix://{tmp_path}/no.sock")
        monkeypatch.setenv("PATH", str(tmp_path))
        monkeypatch.delenv("JAVA_HOME", raising=False)
        with pytest.raises(NoBroker) as error:
            choose_broker()
        assert "\n" not in str(error.value)
        assert "install Docker, or Java 17+ with Maven" in str(error.value)
        assert "(no Docker engine answers; no Java 17 or later)" in str(error.value)

    def test_java_without_maven_and_without_cache(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        _fake_java(tmp_path, 'openjdk version "21.0.1" 2026-10-20')
        monkeypatch.setenv("PATH", f"{tmp_path}:/nowhere")
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
        monkeypatch.delenv("JAVA_HOME", raising=False)
        monkeypatch.setattr(choice, "ContainerKafka", missing("no Docker engine answers"))
        with pytest.raises(NoBroker, match=r"no Maven \(mvn\)"):
            choose_broker()

    def test_java_that_is_too_old(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        _fake_java(tmp_path, 'java version "1.8.0_401"')
        monkeypatch.setenv("JAVA_HOME", str(tmp_path))
        with pytest.raises(NoBroker, match="is no Java 17 or later"):
            jars.java()

    def test_tests_fail_in_one_line_and_are_not_skipped(
        self, pytestconfig: pytest.Config, tmp_path: Path
    ) -> None:
        (tmp_path / "test_it.py").write_text("def test_it(kafka): pass\n", encoding="utf-8")
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-p",
            "tests.conftest",
            "-c",
            os.devnull,
            "-q",
            str(tmp_path),
        ]
        bare = {"PATH": str(tmp_path), "DOCKER_HOST": f"unix://{tmp_path}/no.sock"}
        root = str(pytestconfig.rootpath)
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            env=bare | {"PYTHONPATH": root},
            check=False,
            cwd=tmp_path,
        )
        assert done.returncode == 1, done.stdout + done.stderr
        assert "1 error" in done.stdout
        assert "Traceback" not in done.stdout
        assert (
            done.stdout.count("no Kafka for the tests") <= 3
        )  # where it failed, and in the summary (twice on some terminals)


def _fake_java(folder: Path, answer: str) -> None:
    (folder / "bin").mkdir()
    for path in (folder / "bin" / "java", folder / "java"):
        path.write_text(f"#!/bin/sh\necho '{answer}' >&2\n", encoding="utf-8")
        path.chmod(0o755)


class TestJars:
    @pytest.fixture(autouse=True)
    def _own_cache(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        """A Maven that writes two small jars and counts its calls."""
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
        monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
        self.calls = tmp_path / "calls"
        maven = tmp_path / "mvn"
        maven.write_text(
            textwrap.dedent(f"""\
                #!/bin/bash
                echo call >> {self.calls}
                for argument; do case $argument in -DoutputDirectory=*) out=${{argument#*=}};; esac; done
                mkdir -p $out; echo one > $out/kafka_2.13.jar; sleep 0.3; echo two > $out/other.jar
            """),
            encoding="utf-8",
        )
        maven.chmod(0o755)

    def test_fetched_once(self) -> None:
        assert jars.jars() == jars.jars()
        assert self.calls.read_text(encoding="utf-8").count("call") == 1

    def test_a_half_filled_cache_is_noticed(self) -> None:
        (jars.jars() / "other.jar").unlink()
        assert (jars.jars() / "other.jar").is_file()
        assert self.calls.read_text(encoding="utf-8").count("call") == 2

    async def test_two_runs_at_once_share_one_download(self, pytestconfig: pytest.Config) -> None:
        command = [sys.executable, "-m", "tests.brokers.jars"]
        runs = [await asyncio.create_subprocess_exec(*command, cwd=pytestconfig.rootpath) for _ in range(3)]
        assert [await run.wait() for run in runs] == [0, 0, 0]
        assert self.calls.read_text(encoding="utf-8").count("call") == 1
        assert sorted(jar.name for jar in jars.cache_folder().glob("*.jar")) == [
            "kafka_2.13.jar",
            "other.jar",
        ]

    def test_mavens_words_are_shown_when_it_fails(self, tmp_path: Path) -> None:
        (tmp_path / "mvn").write_text(
            "#!/bin/sh\necho no route to the repository\nexit 1\n", encoding="utf-8"
        )
        with pytest.raises(Exception, match="no route to the repository"):
            jars.jars()


def test_a_watchdog_acts_when_its_process_is_killed(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    program = f"""
        import os, signal
        from tests.brokers.broker import Watchdog
        Watchdog(["touch", "{tmp_path}/done"])
        os.kill(os.getpid(), signal.SIGKILL)
    """
    command = [sys.executable, "-c", textwrap.dedent(program)]
    assert subprocess.run(command, cwd=pytestconfig.rootpath, check=False).returncode == -signal.SIGKILL
    assert wait_until((tmp_path / "done").exists, lambda: True, timeout=5)


def test_a_watchdog_that_is_dismissed_does_nothing(tmp_path: Path) -> None:
    Watchdog(["touch", str(tmp_path / "done")]).dismiss()
    assert not (tmp_path / "done").exists()


async def create(servers: str, topic: str, replicas: int = 1) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=servers)
    await admin.start()
    try:
        await admin.create_topics([NewTopic(topic, num_partitions=1, replication_factor=replicas)])
    finally:
        await admin.close()


async def produce(servers: str, topic: str, values: list[bytes]) -> None:
    """All in one transaction."""
    async with (
        AIOKafkaProducer(bootstrap_servers=servers, transactional_id=f"test-{topic}") as producer,
        producer.transaction(),
    ):
        for value in values:
            await producer.send(topic, value)


async def consume(servers: str, topic: str, count: int) -> list[bytes]:
    """From the beginning, whatever was read before."""
    async with AIOKafkaConsumer(
        topic,
        bootstrap_servers=servers,
        auto_offset_reset="earliest",
        isolation_level="read_committed",
    ) as consumer:
        return [(await consumer.getone()).value for _ in range(count)]


@pytest.mark.kafka
async def test_transactions_are_read_back(kafka: Broker) -> None:
    topic = f"brokers-{os.getpid()}"
    await create(kafka.bootstrap_servers, topic)
    values = [b"%d" % number for number in range(100)]
    await produce(kafka.bootstrap_servers, topic, values)
    assert await consume(kafka.bootstrap_servers, topic, 100) == values


def _answers(servers: str) -> bool:
    """Whether the broker answers a request (ApiVersions v0): a frozen one accepts the connection and is silent."""
    host, _, port = servers.split(",", maxsplit=1)[0].rpartition(":")
    request = bytes.fromhex("0000000a 0012 0000 00000001 ffff")
    try:
        with socket.create_connection((host, int(port)), timeout=1) as connection:
            connection.sendall(request)
            return len(connection.recv(4)) == 4
    except OSError:
        return False


@pytest.mark.kafka
async def test_paused_killed_stopped_and_started_again() -> None:
    """On a broker of its own: others share the session's."""
    try:
        broker = choose_broker()
        if isinstance(broker, ExternalKafka):
            broker = LocalKafka()
    except NoBroker as reason:
        pytest.fail(str(reason), pytrace=False)
    with broker:
        servers = broker.bootstrap_servers
        await create(servers, "kept")
        await produce(servers, "kept", [b"1", b"2"])
        assert await consume(servers, "kept", 2) == [b"1", b"2"]  # so its markers are written
        broker.pause()
        assert not _answers(servers)
        broker.resume()
        assert _answers(servers)
        for end in (broker.kill, broker.stop):
            end()
            assert not _answers(servers)
            broker.start()
            assert broker.bootstrap_servers == servers
        assert await consume(servers, "kept", 2) == [b"1", b"2"]
    assert not _answers(servers)


@pytest.mark.kafka
async def test_a_cluster_of_three_goes_on_without_one() -> None:
    try:
        cluster = LocalKafka(brokers=3)
    except NoBroker as reason:
        pytest.fail(str(reason), pytrace=False)
    with cluster:
        servers = cluster.bootstrap_servers
        await create(servers, "kept", replicas=3)
        await produce(servers, "kept", [b"1"])
        cluster.nodes[0].kill()
        await produce(servers, "kept", [b"2"])
        cluster.nodes[0].start()
        assert await consume(servers, "kept", 2) == [b"1", b"2"]
