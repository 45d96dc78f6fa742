"""`dateline schemas`: the contract as JSON Schema."""

from pathlib import Path
from typing import Annotated

import orjson
import typer

from schemas.generate import documents
from worker.commands.console import Status, fail, say, write_line


def schemas(
    out: Annotated[
        Path | None,
        typer.Option(help="Write a file for each into DIR, made if needed.", metavar="DIR", file_okay=False),
    ] = None,
) -> None:
    """Write the JSON Schemas of pages and events, or print them one a line."""
    if out is None:
        for text in documents().values():
            write_line(orjson.dumps(orjson.loads(text)))
        return
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, text in documents().items():
            (out / name).write_bytes(text)
            say(f"wrote {out / name}")
    except OSError as error:
        fail(
            f"cannot write {error.filename}: {error.strerror}; name another directory with --out",
            Status.WRONG_USE,
        )
