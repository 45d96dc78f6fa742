"""What is said about topics: unsafe is told with what to do, different and safe is no complaint."""

from dataclasses import replace

import pytest

from worker.delivery.inspection import RULES, changed_partitions, judge
from worker.delivery.topics import DAY_MS, Topic, wanted
from worker.findings import Severity
from worker.settings import Settings

SETTINGS = Settings(topic_prefix="nieuws")


def healthy(replication: int = 3) -> dict[str, Topic]:
    return {topic.name: topic for topic in wanted(SETTINGS, partitions=4, replication=replication)}


def complaints(found: dict[str, Topic], brokers: int = 3) -> list[tuple[Severity, str, str]]:
    return [
        (finding.severity, finding.subject, f"{finding.message} → {finding.remedy}")
        for finding in judge(SETTINGS, found, brokers)
        if finding.severity is not Severity.OK
    ]


@pytest.mark.parametrize(("replication", "brokers"), [(1, 1), (2, 3), (3, 3)])
def test_topics_as_they_are_made_are_safe(replication: int, brokers: int) -> None:
    assert complaints(healthy(replication), brokers) == []
    assert len(judge(SETTINGS, healthy(replication), brokers)) == len(healthy())


def test_a_missing_topic_is_an_error() -> None:
    found = {name: topic for name, topic in healthy().items() if name != "nieuws.rejected"}
    ((severity, topic, said),) = complaints(found)
    assert (severity, topic) == (Severity.ERROR, "nieuws.rejected")
    assert "dateline topics create" in said


@pytest.mark.parametrize(
    ("name", "setting", "value", "severity", "said"),
    [
        ("state", "cleanup.policy", "delete", "error", "cleanup.policy=compact"),
        ("state", "cleanup.policy", "compact,delete", "error", "cleanup.policy=compact"),
        ("replayed", "cleanup.policy", "delete", "error", "cleanup.policy=compact"),
        ("pages", "cleanup.policy", "compact", "error", "cleanup.policy=delete"),
        ("rejected", "cleanup.policy", "compact,delete", "error", "cleanup.policy=delete"),
        ("items", "cleanup.policy", "delete", "warning", "cleanup.policy=compact"),
        ("items", "min.compaction.lag.ms", "0", "warning", f"min.compaction.lag.ms={7 * DAY_MS}"),
        ("articles", "max.message.bytes", "1048588", "error", "max.message.bytes=8454144"),
        ("pages", "retention.ms", "3600000", "warning", f"retention.ms={7 * DAY_MS}"),
        ("rejected", "retention.ms", "3600000", "warning", f"retention.ms={30 * DAY_MS}"),
        ("split", "retention.bytes", "1000", "warning", "retention.bytes=-1"),
        ("pages", "min.insync.replicas", "1", "error", "min.insync.replicas=2"),
        ("pages", "min.insync.replicas", "3", "warning", "one broker away stops the worker"),
        ("pages", "min.insync.replicas", "4", "error", "nobody can write"),
        ("briefs", "unclean.leader.election.enable", "true", "error", "unclean.leader.election.enable=false"),
        ("pages", "message.timestamp.type", "LogAppendTime", "info", "only a bound is known"),
    ],
)
def test_what_is_unsafe_is_told_with_what_to_do(
    name: str, setting: str, value: str, severity: str, said: str
) -> None:
    topic = healthy()[f"nieuws.{name}"]
    found = {**healthy(), topic.name: replace(topic, configs={**topic.configs, setting: value})}
    ((found_severity, subject, line),) = complaints(found)
    assert (found_severity, subject) == (severity, topic.name)
    assert said in line


@pytest.mark.parametrize(
    ("name", "setting", "value"),
    [
        ("pages", "retention.ms", str(30 * DAY_MS)),
        ("pages", "retention.ms", "-1"),
        ("rejected", "retention.bytes", "-1"),
        ("split", "max.message.bytes", "100000000"),
        ("articles", "cleanup.policy", "delete"),
        ("briefs", "message.timestamp.type", "LogAppendTime"),
        ("state", "segment.bytes", "1073741824"),
    ],
)
def test_what_is_only_different_is_no_complaint(name: str, setting: str, value: str) -> None:
    topic = healthy()[f"nieuws.{name}"]
    found = {**healthy(), topic.name: replace(topic, configs={**topic.configs, setting: value})}
    assert complaints(found) == []


def test_more_partitions_are_no_complaint() -> None:
    found = healthy()
    found["nieuws.pages"] = replace(found["nieuws.pages"], partitions=64)
    assert complaints(found) == []


def test_one_copy_is_enough_only_where_there_is_one_broker() -> None:
    assert complaints(healthy(replication=1), brokers=1) == []
    warned = complaints(healthy(replication=1), brokers=3)
    assert {severity for severity, _, _ in warned} == {Severity.WARNING}
    assert len(warned) == len(healthy())


def test_split_and_state_must_have_the_same_partitions() -> None:
    found = healthy()
    found["nieuws.split"] = replace(found["nieuws.split"], partitions=5)
    ((severity, subject, said),) = complaints(found)
    assert (severity, subject) == (Severity.ERROR, "nieuws.state")
    assert "new TOPIC_PREFIX and APP_ID" in said


@pytest.mark.parametrize(("recorded", "errors"), [(None, 0), (4, 0), (3, 1), (8, 1)])
def test_partitions_that_changed_under_a_state_are_an_error(recorded: int | None, errors: int) -> None:
    findings = changed_partitions(SETTINGS, healthy(), recorded)
    assert len(findings) == errors
    assert all("new TOPIC_PREFIX and APP_ID" in finding.remedy for finding in findings)


def test_a_broker_that_does_not_say_a_setting_is_not_accused() -> None:
    found = {
        name: replace(topic, configs={"cleanup.policy": topic.configs["cleanup.policy"]})
        for name, topic in healthy().items()
    }
    assert complaints(found) == []


def test_every_rule_says_what_to_do() -> None:
    assert all(rule.message and rule.remedy and rule.topics for rule in RULES)
