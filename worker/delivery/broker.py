"""At start: wait until the brokers answer and the topics exist, and say what is missing."""

import asyncio
import logging
from time import monotonic

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from worker.delivery.client import connection
from worker.settings import Settings

log = logging.getLogger(__name__)

PAUSE = 1.0  # seconds between two tries
NEEDED = ("pages", "split", "items", "articles", "briefs", "state", "rejected")


class BrokerAway(Exception):
    """The brokers did not answer, or topics are missing, for as long as the settings allow."""


async def wait_for_topics(settings: Settings, stop: asyncio.Event) -> None:
    """Return when all topics can be used, or `stop` is set. Raises BrokerAway after `connect_timeout`."""
    deadline = monotonic() + settings.connect_timeout
    said = ""
    while not stop.is_set():
        problem = await _problem_unless(settings, stop, max(PAUSE, deadline - monotonic()))
        if stop.is_set() or not problem:
            return
        if monotonic() >= deadline:
            raise BrokerAway(
                f"{problem}; gave up after DATELINE_CONNECT_TIMEOUT={settings.connect_timeout:g} s"
            )
        if problem != said:
            log.warning("%s; trying again for up to %g s", problem, settings.connect_timeout)
            said = problem
        await asyncio.sleep(PAUSE)


async def _problem_unless(settings: Settings, stop: asyncio.Event, seconds: float) -> str:
    """The problem, within `seconds` or until `stop` is set: a broker that accepts and says nothing takes far longer."""
    looking, stopping = asyncio.create_task(_problem(settings)), asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({looking, stopping}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        return looking.result() if looking.done() else _silence(settings, "it is silent")
    finally:
        looking.cancel()
        stopping.cancel()
        await asyncio.gather(looking, stopping, return_exceptions=True)


def _silence(settings: Settings, reason: object) -> str:
    return f"no broker answers at {settings.bootstrap_servers} (DATELINE_BOOTSTRAP_SERVERS): {reason}"


async def _problem(settings: Settings) -> str:
    """What keeps the worker from starting; empty where nothing does."""
    admin = AIOKafkaAdminClient(**connection(settings))
    try:
        await admin.start()
        topics = [settings.topic(name) for name in NEEDED]
        known = {topic["topic"]: topic["error_code"] for topic in await admin.describe_topics(topics)}
    except (KafkaError, OSError) as error:
        return _silence(settings, error)
    finally:
        await admin.close()
    missing = [topic for topic in topics if known.get(topic, 3) != 0]
    return f"missing topics: {', '.join(missing)}; make them with: dateline topics create" if missing else ""
