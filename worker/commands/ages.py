"""`dateline ages`: printed labels in, intervals of publication out."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer
from pydantic import BaseModel, ConfigDict

from schemas import Evidence, Published, Rejection, RejectionCode
from schemas.notes import NoteCode
from worker.commands import show
from worker.commands.console import Status, fail, for_people, settings_of, write_line
from worker.commands.json_lines import answer_lines, checked
from worker.commands.reading import STANDARD_INPUT, readable
from worker.options import page_options
from worker.settings import SettingsError
from worker.time.ages import GENERATORS, Generator, Rounding, published_by_age, read_age
from worker.time.capturing import UNKNOWN, capture_time

Print = Callable[["Query", Published], None]

ROUNDINGS: tuple[Rounding, ...] = ("floor", "round", "union")


class Query(BaseModel):
    """A line of the input."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")

    id: str | int | float | None = None
    label: str
    scraped_at: str | None = None
    profile: str = "union"


@dataclass(frozen=True, slots=True)
class Profile:
    """How the labels of a site are read. `name` is what evidence calls it."""

    name: str
    rounding: Rounding
    generator: Generator | None = None


Files = Annotated[
    list[Path] | None,
    typer.Argument(metavar="FILE", help="JSON lines; - is standard input.", callback=readable),
]


def ages(
    context: typer.Context,
    files: Files = None,
    pretty: Annotated[
        bool | None,
        typer.Option(
            "--pretty/--json", help="For people, or one JSON object a line.", show_default="terminal"
        ),
    ] = None,
    profiles: Annotated[
        bool, typer.Option("--profiles", help="Print the names that `profile` may have, and stop.")
    ] = False,
) -> None:
    """Read printed labels and print when their items were published; no broker is needed.

    Each line is {"id": 1, "label": "4 uur geleden", "scraped_at": "2026-01-01T00:59:00+01:00", "profile": "floor"};
    the answer, printed before the next line is read, is {"id": 1, "published": {"earliest": …, "latest": …, …}}:
    the instant lies after earliest and not after latest. What is not known is null, and flags say why.

    The profile says what prints the labels: a layout (A), a library (moment 2.31.0 nl), or how it rounds (floor, round).
    Without it the interval holds what any of them may mean (union).
    """
    known = _profiles(context)
    if profiles:
        for name in known:
            write_line(name.encode())
        raise typer.Exit(Status.DONE)
    show_answer = people_printer() if for_people(pretty) else print_as_json
    limit = settings_of(context).max_page_bytes

    def answer(values: dict[str, Any]) -> None:
        query = checked(Query, values)
        show_answer(query, published(query, known))

    raise typer.Exit(answer_lines(files or [STANDARD_INPUT], limit, answer))


def published(query: Query, known: dict[str, Profile]) -> Published:
    """The answer to one line. What is not known is null and flagged. Raises Rejection for an unknown profile."""
    profile = known.get(query.profile)
    if profile is None:
        raise Rejection(
            RejectionCode.BAD_ENVELOPE, f"no profile '{query.profile}'; dateline ages --profiles lists them"
        )
    captured = UNKNOWN if query.scraped_at is None else capture_time(query.scraped_at, None, False)
    evidence = Evidence(text=query.label, rounding=profile.rounding, profile=profile.name)
    age = read_age(query.label)
    found = None if age is None else published_by_age(age, captured, evidence, profile.generator)
    if found is None:
        found = Published(latest=captured.latest, evidence=evidence, flags=(NoteCode.UNREADABLE_LABEL.value,))
    if captured.note is None:
        return found
    return found.model_copy(update={"flags": (*found.flags, captured.note.value)})


def _profiles(context: typer.Context) -> dict[str, Profile]:
    try:
        layouts = page_options(settings_of(context)).layouts
    except SettingsError as error:
        fail(str(error), Status.WRONG_USE)
    return {
        **{name: Profile(name, "union", generator) for name, generator in GENERATORS.items()},
        **{layout.name: Profile(layout.name, layout.rounding) for layout in layouts},
        **{rounding: Profile(rounding, rounding) for rounding in ROUNDINGS},
    }


def print_as_json(query: Query, found: Published) -> None:
    """The answer as a line."""
    write_line(orjson.dumps({"id": query.id, "published": found.model_dump(mode="json")}))


def people_printer() -> Print:
    """Print answers on Dutch clocks, each with what it rests on."""
    from rich.text import Text  # noqa: PLC0415 (most runs write JSON and never need it)

    console = show.people_console()

    def print_for_people(query: Query, found: Published) -> None:
        facts = filter(None, (found.precision, found.source, *found.flags))
        console.print(
            Text(query.label, style="cyan"),
            Text("→"),
            Text(show.local_interval(found), style="bold"),
            Text(", ".join(facts), style="dim"),
        )

    return print_for_people
