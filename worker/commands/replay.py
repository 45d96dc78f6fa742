"""`dateline replay`: dead letters back through, after a fix."""

import asyncio
from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import orjson
import typer

from schemas import RejectionCode
from worker.commands.console import Status, fail, say, settings_of, write_line
from worker.settings import Settings
from worker.time.capturing import read_instant

if TYPE_CHECKING:
    from worker.delivery.replay import DeadLetter, Fate, Wanted

FACTS = ("code", "message", "topic", "partition", "offset", "stage", "attempts")


def instant(text: str) -> datetime:
    """A time on the command line. With its offset: whose clock a bare one was read from nobody can tell."""
    read = read_instant(text)
    if read is None:
        raise typer.BadParameter(f"'{text}' is no time with an offset, such as 2026-01-01T00:59:00+01:00")
    return read


def replay(
    context: typer.Context,
    code: Annotated[
        list[RejectionCode] | None,
        typer.Option(help="Only with this code; may be given again. Without: all."),
    ] = None,
    since: Annotated[
        datetime | None,
        typer.Option(parser=instant, metavar="TIME", help="Only what was dead-lettered then or later."),
    ] = None,
    until: Annotated[
        datetime | None,
        typer.Option(parser=instant, metavar="TIME", help="Only what was dead-lettered then or before."),
    ] = None,
    partition: Annotated[
        int | None, typer.Option(min=0, help="Only from this partition of the dead letters.")
    ] = None,
    from_offset: Annotated[
        int | None, typer.Option(min=0, help="Only from this offset on (with --partition).")
    ] = None,
    to_offset: Annotated[
        int | None, typer.Option(min=0, help="Only up to this offset, it included (with --partition).")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be sent, and send nothing.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object a dead letter, and one at the end.")
    ] = False,
) -> None:
    """Send dead letters back to the topic that they came from. Each is sent once, however often this is run."""
    from worker.commands.kafka import talking_to_kafka  # noqa: PLC0415 (aiokafka is slow to import)
    from worker.delivery.replay import Wanted  # noqa: PLC0415

    settings = settings_of(context)
    if partition is None and (from_offset is not None or to_offset is not None):
        fail(
            "--from-offset and --to-offset go with --partition: each partition counts its own",
            Status.WRONG_USE,
        )
    wanted = Wanted(
        codes=frozenset(each.value for each in code or ()),
        since=since,
        until=until,
        partition=partition,
        first_offset=from_offset,
        last_offset=to_offset,
    )
    with talking_to_kafka(settings):
        tally = asyncio.run(send_back(settings, wanted, dry_run=dry_run, as_json=as_json))
    report(tally, dry_run=dry_run, as_json=as_json)


async def send_back(settings: Settings, wanted: "Wanted", *, dry_run: bool, as_json: bool) -> "Counter[Fate]":
    """Replay, and count what became of the dead letters."""
    from aiokafka.errors import ProducerFenced  # noqa: PLC0415 (as above)

    from worker.commands.kafka import admin_client, require_topics  # noqa: PLC0415
    from worker.commands.progress import counting  # noqa: PLC0415
    from worker.delivery.replay import LEFT_OUT  # noqa: PLC0415
    from worker.delivery.replay import replay as send_wanted  # noqa: PLC0415
    from worker.delivery.topics import INPUTS, partition_counts  # noqa: PLC0415

    await require_topics(settings, [settings.topic("rejected"), settings.topic("replayed")])
    async with admin_client(settings) as admin:
        targets = await partition_counts(admin, [settings.topic(name) for name in INPUTS])
    tally: Counter[Fate] = Counter()
    with counting("replaying") as advance:

        def tell(letter: "DeadLetter", fate: "Fate") -> None:
            tally[fate] += 1
            advance(1)
            if as_json or dry_run:
                write_line(line_of(letter, fate, dry_run=dry_run, as_json=as_json))
            elif fate in LEFT_OUT:
                say(f"{letter.place}: {fate}")

        try:
            await send_wanted(settings, wanted, targets, tell, dry_run=dry_run)
        except ProducerFenced:
            fail("another replay of this APP_ID was started meanwhile, and goes on", Status.DEPENDENCY)
    return tally


def line_of(letter: "DeadLetter", fate: "Fate", *, dry_run: bool, as_json: bool) -> bytes:
    """What a dead letter was, and what becomes of it."""
    facts = {name: letter.reason(name) for name in FACTS}
    if as_json:
        return orjson.dumps({"rejected": letter.place, "outcome": fate.name.lower(), **facts})
    outcome = f"would be {fate}" if dry_run and fate.name == "REPLAYED" else fate
    return f"{letter.place}  {facts['code']}: {facts['message']}  [{outcome}]".encode()


def report(tally: "Counter[Fate]", *, dry_run: bool, as_json: bool) -> None:
    """The sum at the end; exit status 1 where something that was asked for is left out."""
    from worker.delivery.replay import LEFT_OUT, Fate  # noqa: PLC0415 (as above)

    left_out = sum(tally[fate] for fate in LEFT_OUT)
    if as_json:
        counts = {fate.name.lower(): tally[fate] for fate in Fate}
        write_line(orjson.dumps({"dry_run": dry_run, **counts}))
    else:
        sent = "would be sent back" if dry_run else "sent back"
        say(
            f"{tally[Fate.REPLAYED]} {sent}, {tally[Fate.REPLAYED_BEFORE]} sent back before, {left_out} left out"
        )
    raise typer.Exit(Status.REJECTED if left_out else Status.DONE)
