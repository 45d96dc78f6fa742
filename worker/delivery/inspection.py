"""Whether the topics on a cluster are safe to work with: what is not, and what to do about it.

`RULES` is the table. What differs from the topics that `dateline topics create` makes and breaks no rule is safe.
"""

import asyncio
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from aiokafka.admin import AIOKafkaAdminClient

from worker.delivery.reading import stored_records
from worker.delivery.state import PARTITIONS_KEY
from worker.delivery.topics import TOPICS, Topic, brokers, differences, find, state_beside_split, wanted
from worker.findings import Finding, Severity, error, ok
from worker.settings import Settings

# How far from the start the number of partitions can stand, and how long to look for it.
FIRST_OFFSETS = 500
SECONDS_TO_LOOK = 15.0
UNLIMITED = float("inf")

MIGRATE = (
    "start a deployment with a new TOPIC_PREFIX and APP_ID beside this one, have the scrapers write to its pages, and "
    "let this one run dry (docs/operating.md)"
)


@dataclass(frozen=True, slots=True)
class Case:
    """A topic as it was found, beside what it must be like with so many partitions and copies."""

    name: str
    wanted: Topic
    found: Topic
    brokers: int

    def setting(self, name: str) -> str:
        """A setting as it is in force; empty where the broker does not say it."""
        return self.found.configs.get(name, "")

    def below(self, name: str) -> bool:
        """Whether a number is smaller than it must be."""
        return _number(self.setting(name)) < _number(self.wanted.configs[name])

    @property
    def in_sync(self) -> float:
        """How many copies must have a record before it is acknowledged; 0 where the broker does not say it."""
        return float(self.setting("min.insync.replicas") or 0)


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the table: `topics` are the kinds that it holds for, `broken` says when it is not kept."""

    setting: str
    topics: Collection[str]
    broken: Callable[[Case], bool]
    severity: Severity
    message: str
    remedy: str


ALL = tuple(kind.name for kind in TOPICS)
EXPIRING = ("pages", "split", "rejected")
REMEMBERED = ("state", "replayed")

# In messages {found} is the setting in force and {wanted} what it should be.
RULES = (
    Rule(
        "cleanup.policy",
        REMEMBERED,
        lambda case: case.setting("cleanup.policy") != "compact",
        Severity.ERROR,
        "cleanup.policy is {found}: what the program must remember is deleted after a while",
        "set cleanup.policy=compact",
    ),
    Rule(
        "cleanup.policy",
        EXPIRING,
        lambda case: "compact" in case.setting("cleanup.policy"),
        Severity.ERROR,
        "cleanup.policy is {found}: of records with the same key all but one vanish, read or not",
        "set cleanup.policy=delete",
    ),
    Rule(
        "cleanup.policy",
        ("items",),
        lambda case: "delete" in case.setting("cleanup.policy"),
        Severity.WARNING,
        "cleanup.policy is {found}: a reprocessing finds only the newest items",
        "set cleanup.policy=compact",
    ),
    Rule(
        "min.compaction.lag.ms",
        ("items",),
        lambda case: "compact" in case.setting("cleanup.policy") and case.below("min.compaction.lag.ms"),
        Severity.WARNING,
        "min.compaction.lag.ms is {found}: a worker that is behind for longer misses revisions",
        "set min.compaction.lag.ms={wanted}",
    ),
    Rule(
        "max.message.bytes",
        ALL,
        lambda case: case.below("max.message.bytes"),
        Severity.ERROR,
        "max.message.bytes is {found}: a record can have {wanted} with DATELINE_MAX_PAGE_BYTES as it is",
        "set max.message.bytes={wanted}",
    ),
    Rule(
        "retention.ms",
        EXPIRING,
        lambda case: case.below("retention.ms"),
        Severity.WARNING,
        "retention.ms is {found}: records may be gone before they are read or mended",
        "set retention.ms={wanted} or more",
    ),
    Rule(
        "retention.bytes",
        EXPIRING,
        lambda case: _number(case.setting("retention.bytes")) != UNLIMITED,
        Severity.WARNING,
        "retention.bytes is {found}: when many pages come at once, some are deleted before they are read",
        "set retention.bytes=-1",
    ),
    Rule(
        "min.insync.replicas",
        ALL,
        lambda case: case.in_sync > case.found.replication,
        Severity.ERROR,
        "min.insync.replicas is {found}, more than there are copies: nobody can write",
        "set min.insync.replicas={wanted}",
    ),
    Rule(
        "min.insync.replicas",
        ALL,
        lambda case: case.in_sync == case.found.replication > 1,
        Severity.WARNING,
        "min.insync.replicas is {found}, as many as there are copies: one broker away stops the worker",
        "set min.insync.replicas={wanted}",
    ),
    Rule(
        "min.insync.replicas",
        ALL,
        lambda case: case.below("min.insync.replicas"),
        Severity.ERROR,
        "min.insync.replicas is {found}: what was acknowledged may be lost with one disk, for all its copies",
        "set min.insync.replicas={wanted}",
    ),
    Rule(
        "unclean.leader.election.enable",
        ALL,
        lambda case: case.setting("unclean.leader.election.enable") == "true" and case.found.replication > 1,
        Severity.ERROR,
        "unclean.leader.election.enable is true: a copy that lags may lead, and what it lacks is lost",
        "set unclean.leader.election.enable=false",
    ),
    Rule(
        "replication",
        ALL,
        lambda case: case.found.replication == 1 < case.brokers,
        Severity.WARNING,
        "there is one copy of each partition: a lost disk loses what stands there",
        "raise the replication to 3, or to as many brokers as there are (kafka-reassign-partitions)",
    ),
    Rule(
        "message.timestamp.type",
        ("pages",),
        lambda case: case.setting("message.timestamp.type") == "LogAppendTime",
        Severity.INFO,
        "the broker stamps the pages: of a page that does not say when it was captured only a bound is known",
        "have the scrapers send scraped_at",
    ),
)


async def inspect_topics(settings: Settings, admin: AIOKafkaAdminClient) -> list[Finding]:
    """What is to be said about the topics; at least one line for each."""
    found = await find(admin, [settings.topic(name) for name in ALL])
    findings = judge(settings, found, await brokers(admin))
    if settings.topic("state") in found:
        findings += await _state_findings(settings, found)
    return findings


async def _state_findings(settings: Settings, found: Mapping[str, Topic]) -> list[Finding]:
    try:
        return changed_partitions(settings, found, await recorded_partitions(settings))
    except TimeoutError:
        message = f"it cannot be read within {SECONDS_TO_LOOK:g} s: no worker could restore it"
        return [
            error(
                settings.topic("state"), message, "have all its partitions a leader? kafka-topics --describe"
            )
        ]


def judge(settings: Settings, found: Mapping[str, Topic], brokers: int) -> list[Finding]:
    """The findings about topics as they were found."""
    findings = []
    for name in ALL:
        topic = found.get(settings.topic(name))
        findings += _missing(settings, name) if topic is None else _judge_one(settings, name, topic, brokers)
    if not state_beside_split(settings, found):
        counts = [found[settings.topic(name)].partitions for name in ("split", "state")]
        findings.append(
            error(
                settings.topic("state"),
                f"it has {counts[1]} partitions and {settings.topic('split')} has {counts[0]}: the worker will not run",
                "if the worker has never run, add partitions to the one that has fewer (kafka-topics --alter); "
                f"else {MIGRATE}",
            )
        )
    return findings


def changed_partitions(settings: Settings, found: Mapping[str, Topic], recorded: int | None) -> list[Finding]:
    """An error where split no longer has the partitions that its state was written for."""
    split = found.get(settings.topic("split"))
    if split is None or recorded is None or recorded == split.partitions:
        return []
    return [
        error(
            split.name,
            f"it has {split.partitions} partitions, and its state was written for {recorded}: markets have moved "
            "away from their state, and what was published would be published again",
            MIGRATE,
        )
    ]


async def recorded_partitions(settings: Settings) -> int | None:
    """The number of split's partitions that its state was written for; None where no worker has written it yet.

    Raises TimeoutError where the state cannot be read in time.
    """
    async with asyncio.timeout(SECONDS_TO_LOOK):
        async for record in stored_records(settings, settings.topic("state"), FIRST_OFFSETS):
            if record.key == PARTITIONS_KEY and record.value is not None and record.value.isdigit():
                return int(record.value)
    return None


def _missing(settings: Settings, name: str) -> list[Finding]:
    return [error(settings.topic(name), "it is missing", "make it with: dateline topics create")]


def _judge_one(settings: Settings, name: str, found: Topic, brokers: int) -> list[Finding]:
    case = Case(name, _wanted(settings, name, found), found, brokers)
    broken = [rule for rule in RULES if name in rule.topics and rule.broken(case)]
    if not any(rule.severity in (Severity.WARNING, Severity.ERROR) for rule in broken):
        return [ok(found.name, _description(case)), *(_finding(rule, case) for rule in broken)]
    return [_finding(rule, case) for rule in broken]


def _wanted(settings: Settings, name: str, found: Topic) -> Topic:
    """The topic as it must be with the partitions and copies that it has."""
    topics = wanted(settings, found.partitions, found.replication)
    return next(topic for topic in topics if topic.name == settings.topic(name))


def _finding(rule: Rule, case: Case) -> Finding:
    values = {
        "found": case.setting(rule.setting),
        "wanted": case.wanted.configs.get(rule.setting, ""),
    }
    return Finding(
        rule.severity, case.found.name, rule.message.format(**values), rule.remedy.format(**values)
    )


def _description(case: Case) -> str:
    safe = [
        f"{each.setting} is {each.found}, not {each.wanted}" for each in differences(case.wanted, case.found)
    ]
    counts = f"partitions: {case.found.partitions}, copies: {case.found.replication}"
    return f"{counts}; it differs, and is safe: {', '.join(safe)}" if safe else counts


def _number(text: str) -> float:
    """A number of a topic's settings; -1 is no limit, and what the broker does not say is none either."""
    return UNLIMITED if text in ("-1", "") else float(text)
