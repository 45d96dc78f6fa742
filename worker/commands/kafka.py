"""What the commands that talk to Kafka have in common. Importing it imports aiokafka."""

import logging
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaConnectionError, KafkaError

from worker.commands.console import Status, fail
from worker.delivery.client import connection
from worker.settings import PREFIX, Settings, SettingsError


@contextmanager
def talking_to_kafka(settings: Settings) -> Iterator[None]:
    """Turn what can go wrong with a broker into one line and the exit status for it."""
    where = f"{settings.bootstrap_servers} ({PREFIX}BOOTSTRAP_SERVERS, {settings.security_protocol})"
    try:
        with quiet_client():
            yield
    except SettingsError as error:
        fail(str(error), Status.WRONG_USE)
    except KafkaConnectionError:
        fail(
            f"cannot reach Kafka at {where}: is it running, and are the address and the credentials right?",
            Status.DEPENDENCY,
        )
    except KafkaError as error:
        fail(f"Kafka at {where} refused: {reason(error)}", Status.DEPENDENCY)


@contextmanager
def quiet_client() -> Iterator[None]:
    """Commands say once what went wrong; aiokafka would say it many times."""
    client_log = logging.getLogger("aiokafka")
    level = client_log.level
    client_log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        client_log.setLevel(level)


def reason(error: KafkaError) -> str:
    """The error's own words; its class where it has none."""
    return ", ".join(map(str, error.args)) or type(error).__name__


@asynccontextmanager
async def admin_client(settings: Settings) -> AsyncIterator[AIOKafkaAdminClient]:
    """A started admin client, closed at the end."""
    admin = AIOKafkaAdminClient(**connection(settings))
    try:
        await admin.start()
        yield admin
    finally:
        await admin.close()


async def require_topics(settings: Settings, names: Sequence[str]) -> None:
    """End the command where a topic is missing; a broker might else make it, with settings of its own."""
    async with admin_client(settings) as admin:
        present = await admin.list_topics()
    missing = [name for name in names if name not in present]
    if missing:
        fail(
            f"no topic {', '.join(missing)} at {settings.bootstrap_servers}: run `dateline topics create`, or set "
            f"{PREFIX}TOPIC_PREFIX (it is '{settings.topic_prefix}')",
            Status.DEPENDENCY,
        )
