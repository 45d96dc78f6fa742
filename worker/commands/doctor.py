"""`dateline doctor`: what is wrong with the set-up, and what to do about it."""

import asyncio
from typing import Annotated

import typer

from worker.commands.console import Status, settings_of
from worker.commands.findings import print_finding
from worker.findings import Finding, Severity
from worker.settings import Settings


def doctor(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a finding.")] = False,
) -> None:
    """Say what is wrong with settings, broker, topics and rights, and what to do. Writes no record."""
    settings = settings_of(context)
    errors = asyncio.run(examine(settings, as_json=as_json))
    raise typer.Exit(Status.DEPENDENCY if errors else Status.DONE)


async def examine(settings: Settings, *, as_json: bool) -> int:
    """Run the checks, print what each finds at once, and count the errors."""
    from worker.commands.checks import examination  # noqa: PLC0415 (aiokafka is slow to import)
    from worker.commands.kafka import quiet_client  # noqa: PLC0415

    errors = 0
    with quiet_client():
        async for finding in examination(settings):
            print_finding(finding, as_json=as_json)
            errors += is_error(finding)
    return errors


def is_error(finding: Finding) -> bool:
    """Whether it keeps the worker from its work."""
    return finding.severity is Severity.ERROR
