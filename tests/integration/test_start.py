"""What keeps a worker from starting is said in one line, with an exit status that tells it apart."""

from tests.brokers import Broker
from tests.harness import Wire, WorkerProcess


def test_a_wrong_setting_stops_it_with_the_settings_name_and_what_is_allowed() -> None:
    with WorkerProcess({"DATELINE_GUARANTEE": "twice"}) as worker:
        assert worker.wait() == 2
        assert "DATELINE_GUARANTEE" in worker.log()
        assert "'exactly-once' or 'at-least-once'" in worker.log()
        assert "Traceback" not in worker.log()


def test_without_a_broker_it_retries_says_so_and_exits_with_3() -> None:
    away = {"DATELINE_BOOTSTRAP_SERVERS": "127.0.0.1:9", "DATELINE_CONNECT_TIMEOUT": "3"}
    with WorkerProcess(away) as worker:
        assert worker.wait() == 3
        log = worker.log()
    assert "no broker answers at 127.0.0.1:9 (DATELINE_BOOTSTRAP_SERVERS)" in log
    assert "trying again for up to 3 s" in log
    assert "gave up after DATELINE_CONNECT_TIMEOUT=3 s" in log
    assert "Traceback" not in log


def test_missing_topics_are_named_with_the_command_that_makes_them(kafka: Broker) -> None:
    wire = Wire(kafka.bootstrap_servers)
    with WorkerProcess(wire.environment(connect_timeout="2")) as worker:
        assert worker.wait() == 3
        log = worker.log()
    assert f"missing topics: {wire.topic('pages')}" in log
    assert "dateline topics create" in log


async def test_topics_that_come_late_are_waited_for(kafka: Broker) -> None:
    wire = Wire(kafka.bootstrap_servers)
    with WorkerProcess(wire.environment()) as worker:
        while "missing topics" not in worker.log():
            assert worker.process.poll() is None
        await wire.create()
        worker.wait_ready()
        assert worker.stop() == 0
