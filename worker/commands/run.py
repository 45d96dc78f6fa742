"""`dateline run`: the worker."""

import typer

from worker.commands.console import Status, fail, settings_of
from worker.settings import SettingsError


def run(context: typer.Context) -> None:
    """Run the worker until SIGTERM or Ctrl-C."""
    settings = settings_of(context)
    from worker.app import run_worker  # noqa: PLC0415 (Faust is slow to import, and `--help` needs none)

    try:
        status = run_worker(settings)
    except SettingsError as error:  # a certificate that cannot be used is seen only when it is
        fail(str(error), Status.WRONG_USE)
    raise typer.Exit(status)
