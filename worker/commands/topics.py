"""`dateline topics`: make the program's topics, and say whether those that exist are safe."""

import asyncio
from typing import TYPE_CHECKING, Annotated

import orjson
import typer

from worker.commands.console import Status, fail, say, settings_of, write_line
from worker.commands.findings import print_findings
from worker.findings import Finding
from worker.settings import Settings

if TYPE_CHECKING:
    from worker.delivery.topics import Topic

USUAL_REPLICATION = 3

topics = typer.Typer(help="Make the topics that the worker needs, and check them.", no_args_is_help=True)


@topics.command(epilog="Example: dateline topics create --partitions 8 --replication 3")
def create(
    context: typer.Context,
    partitions: Annotated[int, typer.Option(min=1, max=10_000, help="Partitions of each topic.")] = 4,
    replication: Annotated[
        int | None,
        typer.Option(min=1, max=100, help="Copies of each partition; without it 3, or one a broker."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be made, and make nothing.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a topic.")] = False,
) -> None:
    """Make the topics that are missing. What exists is compared, reported and left as it is."""
    from worker.commands.kafka import talking_to_kafka  # noqa: PLC0415 (aiokafka is slow to import)

    settings = settings_of(context)
    with talking_to_kafka(settings):
        asyncio.run(make_missing(settings, partitions, replication, dry_run=dry_run, as_json=as_json))


async def make_missing(
    settings: Settings, partitions: int, replication: int | None, *, dry_run: bool, as_json: bool
) -> None:
    """Make what is missing and report on each topic."""
    from worker.commands.kafka import admin_client  # noqa: PLC0415 (as above)
    from worker.delivery import topics as kinds  # noqa: PLC0415

    async with admin_client(settings) as admin:
        copies = replication or min(USUAL_REPLICATION, await kinds.brokers(admin))
        plan = kinds.wanted(settings, partitions, copies)
        found = await kinds.find(admin, [topic.name for topic in plan])
        plan = kinds.beside_existing(settings, plan, found)
        missing = [topic for topic in plan if topic.name not in found]
        if missing and not dry_run:
            await kinds.create(admin, missing)
    for topic in plan:
        report(topic, found.get(topic.name), dry_run=dry_run, as_json=as_json)
    if not kinds.state_beside_split(settings, found):
        fail(
            f"{settings.topic('split')} and {settings.topic('state')} must have as many partitions: the worker will "
            "not run. Add partitions to the one that has fewer (kafka-topics --alter)",
            Status.DEPENDENCY,
        )


def report(topic: "Topic", found: "Topic | None", *, dry_run: bool, as_json: bool) -> None:
    """Print what was done about a topic; what differs in an existing one goes to standard error as well."""
    from worker.delivery.topics import differences  # noqa: PLC0415 (as above)

    differing = differences(topic, found) if found else ()
    outcome = "exists" if found else "would be made" if dry_run else "made"
    shown = found or topic
    if as_json:
        described = {
            "topic": topic.name,
            "outcome": outcome,
            "partitions": shown.partitions,
            "replication": shown.replication,
            "configs": {name: shown.configs.get(name) for name in topic.configs},
            "differences": {each.setting: {"wanted": each.wanted, "found": each.found} for each in differing},
            "why": topic.why,
        }
        write_line(orjson.dumps(described))
    else:
        line = f"{topic.name:<20} {outcome:<14} {shown.partitions} partitions, {shown.replication} copies: {topic.why}"
        write_line(line.encode())
    for each in differing:
        say(f"{each.topic}: {each.setting} is {each.found}, not {each.wanted}; left as it is")


@topics.command(epilog="Example: dateline topics check --json")
def check(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a finding.")] = False,
) -> None:
    """Say what of the topics is missing or unsafe, and what to do. Exit status 3 where a page could be lost."""
    from worker.commands.kafka import talking_to_kafka  # noqa: PLC0415 (as above)

    settings = settings_of(context)
    with talking_to_kafka(settings):
        findings = asyncio.run(inspected(settings))
    raise typer.Exit(print_findings(findings, as_json=as_json))


async def inspected(settings: Settings) -> list[Finding]:
    """What is to be said about each topic."""
    from worker.commands.kafka import admin_client  # noqa: PLC0415 (as above)
    from worker.delivery.inspection import inspect_topics  # noqa: PLC0415

    async with admin_client(settings) as admin:
        return await inspect_topics(settings, admin)
