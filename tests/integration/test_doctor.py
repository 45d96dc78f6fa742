"""`dateline doctor` and `dateline topics check` on a real Kafka."""

from typing import Any

from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.admin.new_partitions import NewPartitions

from tests.brokers import Broker
from tests.harness import Wire, WorkerProcess, run_command
from tests.harness.wire import Page
from worker.delivery.inspection import recorded_partitions
from worker.delivery.sink import new_producer
from worker.delivery.state import PARTITIONS_KEY

GOOD = Page(b"Kop boven het bericht\nUTRECHT (ANP) - De brug gaat open.", partition=0)


async def findings(wire: Wire, *command: str, status: int) -> list[dict[str, Any]]:
    ended = await run_command(wire.environment(http_port="0"), *command, "--json")
    assert ended.status == status, ended.results + ended.messages
    return ended.objects


def complaints(found: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(each["severity"], each["subject"]) for each in found if each["severity"] in ("warning", "error")]


async def test_a_healthy_set_up_has_no_complaint_and_nothing_is_written(wire: Wire) -> None:
    topics = ("pages", "split", "items", "articles", "briefs", "state", "rejected", "replayed")
    before = await wire.ends(*topics)
    found = await findings(wire, "doctor", status=0)
    assert complaints(found) == []
    subjects = {each["subject"] for each in found}
    assert {"broker", "reading", "group", "transactions", "lag", "dead letters"} <= subjects
    assert wire.topic("pages") in subjects
    assert await wire.ends(*topics) == before
    assert complaints(await findings(wire, "topics", "check", status=0)) == []


async def test_lag_and_dead_letters_are_counted(wire: Wire) -> None:
    await wire.feed([GOOD, Page(b"", partition=1), Page(b"", partition=1)])
    waiting = await findings(wire, "doctor", status=0)
    assert f"{wire.topic('pages')}: at most 3 records wait, on 2 of 4 partitions" in _said(waiting, "lag")
    with WorkerProcess(wire.environment(http_port="0")) as worker:
        await wire.read("articles", "rejected", until=3)
        assert worker.stop() == 0
    done = await findings(wire, "doctor", status=0)
    # Also where the last offset is the end of a transaction, which is no record.
    assert _said(done, "lag") == [
        f"{wire.topic(name)}: nothing waits" for name in ("pages", "split", "items")
    ]
    assert _said(done, "dead letters") == ["2 empty can be sent back, 0 cannot"]


def _said(found: list[dict[str, Any]], subject: str) -> list[str]:
    return [each["message"] for each in found if each["subject"] == subject]


async def test_missing_topics_are_errors(kafka: Broker) -> None:
    wire = Wire(kafka.bootstrap_servers)
    found = await findings(wire, "doctor", status=3)
    assert ("error", wire.topic("pages")) in complaints(found)
    assert len(complaints(await findings(wire, "topics", "check", status=3))) == 8


async def test_topics_that_are_wrong_are_told_with_what_to_do(wire: Wire) -> None:
    wrong = {
        "state": {"cleanup.policy": "delete"},
        "articles": {"cleanup.policy": "compact", "max.message.bytes": "1000"},
        "pages": {
            "retention.ms": "1000",
            "max.message.bytes": "50000000",
            "message.timestamp.type": "LogAppendTime",
        },
    }
    async with wire.admin() as admin:
        for name, configs in wrong.items():
            await admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, wire.topic(name), configs)])
    for command in (("topics", "check"), ("doctor",)):
        found = await findings(wire, *command, status=3)
        assert {
            ("error", wire.topic("state")),
            ("error", wire.topic("articles")),
            ("warning", wire.topic("pages")),
        } <= set(complaints(found))
        assert any("set cleanup.policy=compact" in each["remedy"] for each in found)


async def test_warnings_alone_are_status_0(wire: Wire) -> None:
    async with wire.admin() as admin:
        short = {"cleanup.policy": "delete", "retention.ms": "60000", "max.message.bytes": "50000000"}
        await admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, wire.topic("rejected"), short)])
    assert complaints(await findings(wire, "topics", "check", status=0)) == [
        ("warning", wire.topic("rejected"))
    ]


async def test_partitions_that_changed_under_a_state_are_an_error(wire: Wire) -> None:
    assert await recorded_partitions(wire.settings()) is None
    async with new_producer(wire.settings(), f"{wire.prefix}-test") as producer, producer.transaction():
        await producer.send(wire.topic("state"), b"value", b"another key", partition=2)
        await producer.send(wire.topic("state"), b"4", PARTITIONS_KEY, partition=2)
    assert await recorded_partitions(wire.settings()) == 4
    assert complaints(await findings(wire, "topics", "check", status=0)) == []

    async with wire.admin() as admin:
        for name in ("split", "state"):
            await admin.create_partitions({wire.topic(name): NewPartitions(total_count=6)})
    found = await findings(wire, "topics", "check", status=3)
    assert complaints(found) == [("error", wire.topic("split"))]
    assert "its state was written for 4" in _said(found, wire.topic("split"))[-1]


async def test_a_typing_error_is_told_by_the_worker_too(wire: Wire) -> None:
    with WorkerProcess(wire.environment(http_port="0", sesion_timeout="12")) as worker:
        worker.wait_ready()
        assert worker.stop() == 0
        assert "DATELINE_SESION_TIMEOUT is no setting; is it DATELINE_SESSION_TIMEOUT?" in worker.log()
