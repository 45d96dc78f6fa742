"""The table of topics, and what is said about a cluster that has other ones."""

from dataclasses import replace

import pytest

from worker.delivery.topics import (
    LARGEST_REQUEST,
    TOPICS,
    beside_existing,
    differences,
    largest_record,
    state_beside_split,
    wanted,
)
from worker.settings import load_settings


@pytest.fixture
def settings():
    return load_settings(topic_prefix="nieuws")


@pytest.fixture
def topics(settings):
    return {topic.name: topic for topic in wanted(settings, partitions=4, replication=3)}


def test_all_topics_of_the_contract_are_there(topics):
    names = ["pages", "split", "items", "articles", "briefs", "state", "rejected", "replayed"]
    assert list(topics) == [f"nieuws.{name}" for name in names]


def test_what_is_read_again_by_key_is_compacted_and_the_rest_expires(topics):
    compacted = {name for name, topic in topics.items() if topic.configs["cleanup.policy"] == "compact"}
    assert compacted == {
        "nieuws.items",
        "nieuws.articles",
        "nieuws.briefs",
        "nieuws.state",
        "nieuws.replayed",
    }
    assert all("retention.ms" in topic.configs for name, topic in topics.items() if name not in compacted)


def test_every_topic_says_why():
    assert all(kind.why for kind in TOPICS)


@pytest.mark.parametrize(("replication", "in_sync"), [(1, "1"), (2, "1"), (3, "2")])
def test_one_replica_may_be_away(settings, replication, in_sync):
    for topic in wanted(settings, partitions=1, replication=replication):
        assert topic.configs["min.insync.replicas"] == in_sync


@pytest.mark.parametrize("limit", [1024, 1_048_576, 64 * 1_048_576])
def test_a_record_fits_wherever_it_can_go(limit):
    settings = load_settings(max_page_bytes=limit)
    page, grown, dead = (largest_record(settings, size) for size in ("page", "grown", "dead letter"))
    # A page with its headers; what it grows to; either of them as a dead letter with headers of its own.
    assert limit < page <= grown < dead <= LARGEST_REQUEST


def test_a_missing_state_takes_the_partitions_of_split(settings, topics):
    found = {"nieuws.split": replace(topics["nieuws.split"], partitions=12)}
    planned = {
        topic.name: topic.partitions for topic in beside_existing(settings, list(topics.values()), found)
    }
    assert planned["nieuws.state"] == 12
    assert planned["nieuws.split"] == planned["nieuws.items"] == 4


def test_state_and_split_must_agree(settings, topics):
    assert state_beside_split(settings, topics)
    assert not state_beside_split(
        settings, {**topics, "nieuws.state": replace(topics["nieuws.state"], partitions=5)}
    )


def test_what_differs_is_named(topics):
    topic = topics["nieuws.state"]
    found = replace(
        topic, partitions=5, configs={**topic.configs, "cleanup.policy": "delete", "retention.ms": "1"}
    )
    assert [(each.setting, each.wanted, each.found) for each in differences(topic, found)] == [
        ("partitions", "4", "5"),
        ("cleanup.policy", "compact", "delete"),
    ]
    assert differences(topic, topic) == ()
