"""The program's topics: what each must be like, and how that is made and compared on a cluster.

`TOPICS` is the table. Everything that depends on settings is computed from it by `wanted`; `create` makes what
is missing, and what exists already is compared (`differences`) and never changed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import KafkaError, TopicAlreadyExistsError, for_code

from worker.settings import Settings

DAY_MS = 24 * 60 * 60 * 1000

# Kafka counts keys, headers and the batch's own frame in; a URL and trace headers are far below this.
HEADERS_BYTES = 65_536
# A record of an internal topic or an event holds a text twice (paragraphs, text) with JSON's escapes, and about
# 1 KB of fields for each item, mention or time expression. Pages of many tiny briefs come to about eight times
# the page.
GROWTH = 8
# A broker takes no request above 100 MiB (socket.request.max.bytes), whatever a topic allows.
LARGEST_REQUEST = 96 * 1_048_576

Size = Literal["page", "grown", "dead letter"]


@dataclass(frozen=True, slots=True)
class TopicKind:
    """A row of the table. `configs` are Kafka's topic settings that depend on no setting of ours."""

    name: str
    size: Size
    configs: Mapping[str, str]
    why: str


TOPICS = (
    TopicKind(
        "pages",
        "page",
        {"cleanup.policy": "delete", "retention.ms": str(7 * DAY_MS)},
        "scraped pages; a week is enough to repair a worker and let it catch up",
    ),
    TopicKind(
        "split",
        "grown",
        {"cleanup.policy": "delete", "retention.ms": str(7 * DAY_MS)},
        "a page's items, one record a page; kept as long as the pages",
    ),
    TopicKind(
        "items",
        "grown",
        {"cleanup.policy": "compact", "min.compaction.lag.ms": str(7 * DAY_MS)},
        "the newest form of each item, for a reprocessing; a worker that is behind still sees every revision",
    ),
    TopicKind(
        "articles",
        "grown",
        {"cleanup.policy": "compact", "min.compaction.lag.ms": str(7 * DAY_MS)},
        "the newest event of each article for good; readers see every event for a week",
    ),
    TopicKind(
        "briefs",
        "grown",
        {"cleanup.policy": "compact", "min.compaction.lag.ms": str(7 * DAY_MS)},
        "the newest event of each brief for good; readers see every event for a week",
    ),
    TopicKind(
        "state",
        "page",
        # Restored from its start at each assignment: compacted early, in small segments, to be short.
        {
            "cleanup.policy": "compact",
            "min.cleanable.dirty.ratio": "0.1",
            "segment.bytes": str(64 * 1_048_576),
        },
        "identity's state, partition by partition beside split",
    ),
    TopicKind(
        "rejected",
        "dead letter",
        {"cleanup.policy": "delete", "retention.ms": str(30 * DAY_MS)},
        "dead letters; a month to find the fault, mend it and replay them",
    ),
    TopicKind(
        "replayed",
        "page",
        {"cleanup.policy": "compact"},
        "which dead letters `dateline replay` has sent back",
    ),
)

# What the worker's agents read, in the order in which a page passes them.
INPUTS = ("pages", "split", "items")
# The state of partition n of split is partition n of state.
SAME_PARTITIONS = ("split", "state")


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic as it must be, or as it was found (then with all of its settings)."""

    name: str
    partitions: int
    replication: int
    configs: Mapping[str, str]
    why: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """A setting of an existing topic that is not as wanted."""

    topic: str
    setting: str
    wanted: str
    found: str


def largest_record(settings: Settings, size: Size = "dead letter") -> int:
    """The most bytes that a record of this size may have. Producers take at least the largest of them."""
    grown = min(GROWTH * settings.max_page_bytes + HEADERS_BYTES, LARGEST_REQUEST - HEADERS_BYTES)
    # A dead letter may come from any topic, and carries headers of its own.
    sizes: dict[Size, int] = {
        "page": settings.max_page_bytes + HEADERS_BYTES,
        "grown": grown,
        "dead letter": grown + HEADERS_BYTES,
    }
    return sizes[size]


def wanted(settings: Settings, partitions: int, replication: int) -> tuple[Topic, ...]:
    """The topics that this worker needs."""
    # One replica may be away without stopping the writers, and what was acknowledged is on all others.
    in_sync = max(1, replication - 1)
    return tuple(
        Topic(
            name=settings.topic(kind.name),
            partitions=partitions,
            replication=replication,
            configs={
                **kind.configs,
                "max.message.bytes": str(largest_record(settings, kind.size)),
                "min.insync.replicas": str(in_sync),
            },
            why=kind.why,
        )
        for kind in TOPICS
    )


def beside_existing(
    settings: Settings, topics: Sequence[Topic], found: Mapping[str, Topic]
) -> tuple[Topic, ...]:
    """`topics` with a missing split or state taking the partitions of the other, where that exists."""
    first, second = (settings.topic(name) for name in SAME_PARTITIONS)
    partners = {first: second, second: first}
    return tuple(
        replace(topic, partitions=found[partners[topic.name]].partitions)
        if topic.name not in found and partners.get(topic.name) in found
        else topic
        for topic in topics
    )


def differences(topic: Topic, found: Topic) -> tuple[Difference, ...]:
    """What of an existing topic is not as wanted."""
    pairs = {
        "partitions": (str(topic.partitions), str(found.partitions)),
        "replication": (str(topic.replication), str(found.replication)),
        **{name: (value, found.configs.get(name, "unknown")) for name, value in topic.configs.items()},
    }
    return tuple(
        Difference(topic.name, name, want, have) for name, (want, have) in pairs.items() if want != have
    )


def state_beside_split(settings: Settings, found: Mapping[str, Topic]) -> bool:
    """Whether split and state, where both exist, have the same partitions. If not, the worker cannot run."""
    counts = {found[name].partitions for name in map(settings.topic, SAME_PARTITIONS) if name in found}
    return len(counts) <= 1


async def find(admin: AIOKafkaAdminClient, names: Sequence[str]) -> dict[str, Topic]:
    """Those of the topics that exist, with their settings. Asking for all makes none, as asking by name could."""
    described = {topic["topic"]: topic["partitions"] for topic in await admin.describe_topics()}
    present = [name for name in names if name in described]
    configs = await _configs(admin, present)
    return {
        name: Topic(
            name=name,
            partitions=len(described[name]),
            replication=len(described[name][0]["replicas"]),
            configs=configs[name],
        )
        for name in present
    }


async def _configs(admin: AIOKafkaAdminClient, names: Sequence[str]) -> dict[str, dict[str, str]]:
    if not names:
        return {}
    responses = await admin.describe_configs(
        [ConfigResource(ConfigResourceType.TOPIC, name) for name in names]
    )
    configs = {}
    for response in responses:
        for code, message, _, name, entries in response.resources:
            if code:
                raise for_code(code)(f"{name}: {message}")
            configs[name] = {entry[0]: entry[1] for entry in entries}
    return configs


async def partition_counts(admin: AIOKafkaAdminClient, names: Sequence[str]) -> dict[str, int]:
    """The number of partitions of those topics that exist."""
    described = {topic["topic"]: len(topic["partitions"]) for topic in await admin.describe_topics()}
    return {name: described[name] for name in names if name in described}


async def brokers(admin: AIOKafkaAdminClient) -> int:
    """How many brokers the cluster has."""
    return len((await admin.describe_cluster())["brokers"])


async def create(admin: AIOKafkaAdminClient, topics: Sequence[Topic]) -> None:
    """Make topics. Raises the broker's error for the first that it refuses; one made meanwhile is fine."""
    response = await admin.create_topics(
        [
            NewTopic(topic.name, topic.partitions, topic.replication, topic_configs=dict(topic.configs))
            for topic in topics
        ]
    )
    for name, code, message in response.topic_errors:
        error: type[KafkaError] = for_code(code)
        if code and error is not TopicAlreadyExistsError:
            raise error(f"{name}: {message}")
