"""The command line: one module under `worker.commands` for each command, put together here."""

from pathlib import Path
from typing import Annotated

import typer

from worker.commands.ages import ages
from worker.commands.demo import demo
from worker.commands.doctor import doctor
from worker.commands.entities import entities
from worker.commands.feed import feed
from worker.commands.parse import parse
from worker.commands.replay import replay
from worker.commands.reprocess import reprocess
from worker.commands.run import run
from worker.commands.schemas import schemas
from worker.commands.settings import settings
from worker.commands.tail import tail
from worker.commands.times import times
from worker.commands.topics import topics
from worker.version import VERSION

# One for each command; a page of help ends with its own, the first page with all.
EXAMPLES = {
    "demo": "dateline demo",
    "parse": "dateline parse page.txt --scraped-at 2026-01-01T00:59:00+01:00",
    "ages": "dateline ages labels.jsonl",
    "times": "dateline times sentences.jsonl --explain",
    "entities": "dateline entities items.jsonl --explain",
    "run": "DATELINE_BOOTSTRAP_SERVERS=kafka:9092 dateline run",
    "feed": "dateline feed page.txt --url https://nieuws.example/artikel",
    "tail": "dateline tail --from-start --max 10",
    "topics": "dateline topics create --dry-run",
    "doctor": "dateline doctor",
    "replay": "dateline replay --code internal_error --dry-run",
    "reprocess": "dateline reprocess --dry-run",
    "settings": "dateline settings",
    "schemas": "dateline schemas --out schemas",
}
SETTINGS = "Settings are DATELINE_… variables (see the README), or a file named by --config."

app = typer.Typer(
    name="dateline",
    # Faults of the program show Python's own traceback: it is shorter, and holds no local values.
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    # Typer starts a new line where it finds an empty one.
    epilog="\n\n".join(["Examples:", *EXAMPLES.values(), "", SETTINGS]),
)
for command in (
    demo,
    parse,
    ages,
    times,
    entities,
    run,
    feed,
    tail,
    doctor,
    replay,
    reprocess,
    settings,
    schemas,
):
    app.command(epilog=f"Example: {EXAMPLES[command.__name__]}")(command)
app.add_typer(topics, name="topics", epilog=f"Example: {EXAMPLES['topics']}")


def print_version(wanted: bool) -> None:
    """Answer `--version`."""
    if wanted:
        typer.echo(f"dateline {VERSION}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def dateline(
    context: typer.Context,
    config: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Settings in TOML; the environment wins over them.")
    ] = None,
    version: Annotated[  # noqa: ARG001 (answered by its callback)
        bool, typer.Option("--version", help="Print the version.", callback=print_version, is_eager=True)
    ] = False,
) -> None:
    """Scraped pages of Dutch news sites become structured events."""
    context.obj = config
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def main() -> None:
    """The console script."""
    app(prog_name="dateline")
