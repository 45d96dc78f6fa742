"""The edges that all commands share: settings in, results and messages out, the exit status."""

import os
import sys
from enum import IntEnum
from pathlib import Path
from typing import NoReturn

import typer

from worker.settings import Settings, SettingsError, load_settings


class Status(IntEnum):
    """The exit statuses of the contract."""

    DONE = 0
    REJECTED = 1  # some input was rejected
    WRONG_USE = 2  # options, files or settings
    DEPENDENCY = 3  # the broker, or something that must be installed


def say(message: str) -> None:
    """Tell the user something: always on standard error, which is not for results."""
    typer.echo(f"dateline: {message}", err=True)


def fail(message: str, status: Status) -> NoReturn:
    """End the command with one line that says what, where and what to do."""
    say(message)
    raise typer.Exit(status)


def settings_of(context: typer.Context) -> Settings:
    """The settings of this run: the environment, and the file of `--config`."""
    config: Path | None = context.obj
    try:
        return load_settings(config)
    except SettingsError as error:
        fail(str(error), Status.WRONG_USE)


def write_line(line: bytes) -> None:
    """Write one result and flush it: whoever reads a pipe may wait for it before sending more."""
    try:
        sys.stdout.buffer.write(line + b"\n")
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # The reader (`head`) has enough. Python flushes once more at its end: that must go nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(Status.DONE) from None


def for_people(pretty: bool | None) -> bool:
    """`--pretty` and `--json` decide; without them a terminal gets what people read, a pipe gets JSON."""
    return sys.stdout.isatty() if pretty is None else pretty
