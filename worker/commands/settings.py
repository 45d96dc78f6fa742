"""`dateline settings`: what can be set, and what is in force."""

from typing import Annotated, Any, get_args

import orjson
import typer
from pydantic import SecretStr

from worker.commands.console import settings_of, write_line
from worker.settings import PREFIX, SECRETS, Settings


def settings(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a setting.")] = False,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="The README's table, with the defaults.")
    ] = False,
) -> None:
    """Show every setting, the value in force, and what it does."""
    if markdown:
        write_line(markdown_table().encode())
        return
    in_force = settings_of(context)
    for name, field in Settings.model_fields.items():
        value = shown(getattr(in_force, name))
        if as_json:
            write_line(
                orjson.dumps({"setting": PREFIX + name.upper(), "value": value, "about": field.description})
            )
        else:
            write_line(f"{PREFIX + name.upper():<30} {value}\n    {field.description}".encode())


def markdown_table() -> str:
    """Every setting as a row: name, default, what it does and, where the choice is limited, what is allowed."""
    rows = ["| `DATELINE_…` | default | what it does |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        file = f" (or `{name.upper()}_FILE`)" if name in SECRETS else ""
        choices = [f"`{choice}`" for choice in get_args(field.annotation) if isinstance(choice, str)]
        allowed = f" One of {', '.join(choices)}." if choices else ""
        default = f"`{shown(field.default)}`" if field.default is not None else ""
        rows.append(f"| `{name.upper()}`{file} | {default} | {field.description}{allowed} |")
    return "\n".join(rows)


def shown(value: Any) -> str:
    """A value as a person would write it; a secret's existence only."""
    if value is None:
        return ""
    if isinstance(value, SecretStr):
        return "(set)"
    return f"{value:g}" if isinstance(value, float) else str(value)
