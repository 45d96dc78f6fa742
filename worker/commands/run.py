"""`dateline run`: the worker."""

import typer

from worker.commands.console import settings_of


def run(context: typer.Context) -> None:
    """Run the worker until SIGTERM or Ctrl-C."""
    settings = settings_of(context)
    from worker.app import run_worker  # noqa: PLC0415 (Faust is slow to import, and `--help` needs none)

    raise typer.Exit(run_worker(settings))
