"""What `dateline doctor` looks at. Importing it imports aiokafka.

`CHECKS` is the table: they run in its order, and one that fails does not stop the others. None writes a record.
"""

import asyncio
import os
import socket
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp
from aiokafka import AIOKafkaConsumer
from aiokafka.errors import KafkaConnectionError, KafkaError
from aiokafka.structs import TopicPartition

from worker.commands.kafka import admin_client, reason
from worker.commands.settings_rules import SETTINGS_RULES
from worker.delivery.client import connection
from worker.delivery.inspection import inspect_topics
from worker.delivery.replay import LEFT_OUT, DeadLetter, Fate, Wanted, replay
from worker.delivery.sink import new_producer
from worker.delivery.topics import INPUTS, partition_counts
from worker.findings import Finding, Severity, error, info, ok, warning
from worker.settings import PREFIX, Settings, SettingsError, unknown_variables

SECONDS_FOR_A_CHECK = 20.0
SECONDS_FOR_HEALTH = 2.0
SECONDS_TO_COUNT = 10.0
POLL_MS = 1000
PAUSE = 0.5  # seconds before what was refused for the moment is tried again
LOCATION = (
    f"is it running, and are {PREFIX}BOOTSTRAP_SERVERS, {PREFIX}SECURITY_PROTOCOL and the credentials right?"
)


async def check_environment(_settings: Settings) -> list[Finding]:
    """Variables that look like settings."""
    unknown = unknown_variables(os.environ)
    return [
        warning("environment", line, "correct it or take it away: it has no effect") for line in unknown
    ] or [ok("environment", f"all {PREFIX}… variables are settings")]


async def check_settings(settings: Settings) -> list[Finding]:
    """The settings in force against their table."""
    return [
        Finding(rule.severity, PREFIX + rule.setting, rule.message, rule.remedy)
        for rule in SETTINGS_RULES
        if rule.broken(settings)
    ] or [ok("settings", f"none is unsafe, {settings.guarantee}")]


async def check_port(settings: Settings) -> list[Finding]:
    """The port of the health checks: free, or a worker's."""
    if not settings.http_port:
        return [info("health", f"no health checks: {PREFIX}HTTP_PORT is 0")]
    where = f"{settings.http_host}:{settings.http_port}"
    try:
        socket.create_server((settings.http_host, settings.http_port)).close()
    except OSError as refusal:
        return [await _who_has_port(where, refusal)]
    return [ok("health", f"{where} is free for a worker")]


async def _who_has_port(where: str, refusal: OSError) -> Finding:
    try:
        timeout = aiohttp.ClientTimeout(total=SECONDS_FOR_HEALTH)
        async with (
            aiohttp.ClientSession(timeout=timeout) as client,
            client.get(f"http://{where}/livez") as answer,
        ):
            facts = await answer.json()
        if "idle_seconds" in facts:
            well = "is well" if answer.status == 200 else "hangs"
            return info("health", f"a worker runs at {where}, and {well}")
    except (aiohttp.ClientError, TimeoutError, ValueError, TypeError):
        pass  # not one of ours
    return error(
        "health",
        f"{where} cannot be used: {refusal.strerror}",
        f"set {PREFIX}HTTP_HOST and {PREFIX}HTTP_PORT to an address of this machine that is free, or the port to 0",
    )


async def check_broker(settings: Settings) -> list[Finding]:
    """Whether a broker answers."""
    try:
        async with admin_client(settings) as admin:
            cluster = await admin.describe_cluster()
    except KafkaConnectionError:
        return [error("broker", f"cannot reach Kafka at {settings.bootstrap_servers}", LOCATION)]
    brokers = len(cluster["brokers"])
    return [
        ok(
            "broker",
            f"{settings.bootstrap_servers} answers: cluster {cluster['cluster_id']}, brokers: {brokers}",
        )
    ]


async def check_topics(settings: Settings) -> list[Finding]:
    """As `dateline topics check`."""
    async with admin_client(settings) as admin:
        return await inspect_topics(settings, admin)


async def check_reading(settings: Settings) -> list[Finding]:
    """Whether the agents' topics may be read: a fetch from each."""
    partitions = await _input_partitions(settings)
    if not partitions:
        return []  # the topics' check has said so
    async with _consumer(settings, partitions) as consumer:
        await consumer.seek_to_end(*partitions)
        await consumer.getmany(timeout_ms=POLL_MS)
    return [ok("reading", f"may read {', '.join(_topics(partitions))}")]


async def check_group(settings: Settings) -> list[Finding]:
    """Whether the group may be used, and who is in it."""
    async with admin_client(settings) as admin:
        (answer,) = await admin.describe_consumer_groups([settings.app_id])
    (group,) = answer.to_object()["groups"]
    if group["error_code"]:
        return [
            error(
                "group",
                f"{settings.app_id} may not be used (error {group['error_code']})",
                "grant Read on the group",
            )
        ]
    return [
        ok(
            "group",
            f"{settings.app_id} may be used; it is {group['state']}, workers: {len(group['members'])}",
        )
    ]


async def check_transactions(settings: Settings) -> list[Finding]:
    """Whether transactional ids may be used: an id of the doctor's own, and a transaction with nothing in it."""
    if settings.guarantee != "exactly-once":
        return []
    producer = new_producer(settings, f"{settings.app_id}-doctor")
    try:
        await producer.start()
        await producer.begin_transaction()
        await producer.abort_transaction()
    finally:
        await producer.stop()
    return [ok("transactions", f"may use transactional ids {settings.app_id}-…")]


async def check_lag(settings: Settings) -> list[Finding]:
    """How much waits on each of the agents' topics."""
    partitions = await _input_partitions(settings)
    if not partitions:
        return []  # as above
    async with _consumer(settings, partitions, group=settings.app_id) as consumer:
        unread = await _unread(consumer, await consumer.end_offsets(partitions))
    return [_lag(topic, unread) for topic in _topics(partitions)]


def _lag(topic: str, unread: Mapping[TopicPartition, int]) -> Finding:
    offsets = [number for partition, number in unread.items() if partition.topic == topic]
    waiting = [number for number in offsets if number]
    if not waiting:
        return ok("lag", f"{topic}: nothing waits")
    return info(
        "lag",
        f"{topic}: at most {sum(waiting)} records wait, on {len(waiting)} of {len(offsets)} partitions",
    )


async def _unread(
    consumer: AIOKafkaConsumer, ends: Mapping[TopicPartition, int]
) -> dict[TopicPartition, int]:
    """The offsets between each partition's commit and its end; 0 where none of them is a record.

    The end of a transaction takes an offset too: only reading tells whether there is a record.
    """
    behind = {}
    for partition, end in ends.items():
        await _seek_to_committed(consumer, partition)
        behind[partition] = end - await consumer.position(partition)
    searching = {partition for partition, offsets in behind.items() if offsets}
    while searching:
        consumer.pause(*(set(ends) - searching))
        found = {
            partition
            for partition, records in (await consumer.getmany(timeout_ms=POLL_MS)).items()
            if records
        }
        empty = {each for each in searching - found if await consumer.position(each) >= ends[each]}
        behind.update(dict.fromkeys(empty, 0))
        searching -= found | empty
    return behind


async def _seek_to_committed(consumer: AIOKafkaConsumer, partition: TopicPartition) -> None:
    committed = await consumer.committed(partition)
    if committed is None:
        await consumer.seek_to_beginning(partition)
    else:
        consumer.seek(partition, committed)


async def check_dead_letters(settings: Settings) -> list[Finding]:
    """How many dead letters wait for a replay, and why they are there."""
    async with admin_client(settings) as admin:
        topics = await partition_counts(
            admin, [settings.topic(name) for name in (*INPUTS, "rejected", "replayed")]
        )
    if not {settings.topic("rejected"), settings.topic("replayed")} <= topics.keys():
        return []  # the topics' check has said so
    codes: Counter[str] = Counter()
    left_out = 0

    def count(letter: DeadLetter, fate: Fate) -> None:
        nonlocal left_out
        left_out += fate in LEFT_OUT
        codes[letter.reason("code")] += fate is Fate.REPLAYED

    counted = ""
    try:
        async with asyncio.timeout(SECONDS_TO_COUNT):
            await replay(settings, Wanted(), topics, count, dry_run=True)
    except TimeoutError:
        counted = f" (at least: they were counted for {SECONDS_TO_COUNT:g} s)"
    waiting = ", ".join(f"{number} {code}" for code, number in codes.most_common() if number)
    if not (waiting or left_out or counted):
        return [ok("dead letters", "none waits")]
    return [
        info(
            "dead letters",
            f"{waiting or 'none'} can be sent back, {left_out} cannot{counted}",
            "see them with: dateline replay --dry-run",
        )
    ]


@dataclass(frozen=True, slots=True)
class Check:
    """A row of the table: `remedy` is for when it cannot even be made."""

    subject: str
    run: Callable[[Settings], Awaitable[list[Finding]]]
    remedy: str
    needs_broker: bool = True


CHECKS = (
    Check("environment", check_environment, "", needs_broker=False),
    Check("settings", check_settings, "", needs_broker=False),
    Check("health", check_port, "", needs_broker=False),
    Check("broker", check_broker, LOCATION, needs_broker=False),
    Check("topics", check_topics, "grant Describe and DescribeConfigs on the topics, and Read on the state"),
    Check("reading", check_reading, "grant Read and Describe on the topics"),
    Check("group", check_group, f"grant Read on the group ({PREFIX}APP_ID)"),
    Check(
        "transactions",
        check_transactions,
        f"grant Write and Describe on the transactional ids {PREFIX}APP_ID-*. If nobody answers: has the cluster as "
        "many brokers as transaction.state.log.replication.factor says?",
    ),
    Check("lag", check_lag, f"grant Read on the group ({PREFIX}APP_ID) and on the topics"),
    Check(
        "dead letters",
        check_dead_letters,
        "grant Read on the topics; or look with: dateline replay --dry-run",
    ),
)


async def examination(settings: Settings) -> AsyncIterator[Finding]:
    """All findings as they are made."""
    broker_answers = True
    for check in CHECKS:
        if check.needs_broker and not broker_answers:
            continue
        findings = await _made(check, settings)
        for finding in findings:
            yield finding
        if check.run is check_broker:
            broker_answers = findings[0].severity is Severity.OK


async def _made(check: Check, settings: Settings) -> list[Finding]:
    """What the check finds; where it cannot be made, that."""
    try:
        async with asyncio.timeout(SECONDS_FOR_A_CHECK):
            return await _answer(check, settings)
    except TimeoutError:
        failure = f"no answer within {SECONDS_FOR_A_CHECK:g} s"
    except SettingsError as wrong:
        return [error(check.subject, str(wrong), "correct the setting")]
    except KafkaError as refusal:
        failure = reason(refusal)
    except Exception as fault:  # noqa: BLE001 (the other checks are made all the same)
        failure = repr(fault)
    return [error(check.subject, failure, check.remedy)]


async def _answer(check: Check, settings: Settings) -> list[Finding]:
    """What the check finds. What is refused for the moment (a leader is being chosen, say) is asked for again."""
    while True:
        try:
            return await check.run(settings)
        except KafkaError as refusal:
            if not refusal.retriable:
                raise
        await asyncio.sleep(PAUSE)


async def _input_partitions(settings: Settings) -> list[TopicPartition]:
    """The partitions of the agents' topics, as far as these exist."""
    async with admin_client(settings) as admin:
        counts = await partition_counts(admin, [settings.topic(name) for name in INPUTS])
    return [TopicPartition(topic, number) for topic, count in counts.items() for number in range(count)]


def _topics(partitions: list[TopicPartition]) -> list[str]:
    return list(dict.fromkeys(partition.topic for partition in partitions))


@asynccontextmanager
async def _consumer(
    settings: Settings, partitions: list[TopicPartition], group: str | None = None
) -> AsyncIterator[AIOKafkaConsumer]:
    """A reader of partitions. It joins no group, and commits nothing."""
    consumer = AIOKafkaConsumer(
        **connection(settings),
        group_id=group,
        isolation_level="read_committed",
        auto_offset_reset="earliest",
        enable_auto_commit=False,
    )
    try:
        await consumer.start()
        consumer.assign(partitions)
        yield consumer
    finally:
        await consumer.stop()
