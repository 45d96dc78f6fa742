"""`dateline times`: Dutch text in, its time expressions out."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter
from typing import Annotated, Any

import orjson
import typer
from pydantic import BaseModel, ConfigDict

from schemas import Rejection, RejectionCode, Timex
from worker.commands import show
from worker.commands.console import for_people, settings_of, write_line
from worker.commands.json_lines import answer_lines, checked
from worker.commands.reading import STANDARD_INPUT, readable
from worker.time.capturing import read_instant
from worker.time.expressions import Explanation, Reference, explain_expressions, read_expressions


class Query(BaseModel):
    """A line of the input."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")

    id: str | int | float | None = None
    text: str
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a text says of time, the microseconds of the reading, and on request why."""

    query: Query
    timexes: tuple[Timex, ...]
    microseconds: float
    explanations: tuple[Explanation, ...] | None


Print = Callable[[Answer], None]
Files = Annotated[
    list[Path] | None,
    typer.Argument(metavar="FILE", help="JSON lines; - is standard input.", callback=readable),
]


def times(
    context: typer.Context,
    files: Files = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Name the rule, the tense and the arithmetic of each value.")
    ] = False,
    pretty: Annotated[
        bool | None,
        typer.Option(
            "--pretty/--json", help="For people, or one JSON object a line.", show_default="terminal"
        ),
    ] = None,
) -> None:
    """Read the time expressions of Dutch news text (`donderdag`, `half drie 's middags`) as TIMEX3.

    A line in is {"id": …, "text": "Hij verlaat donderdag de kliniek.", "reference": "2025-12-31T19:42:00+01:00"}.

    A line out is {"id": …, "timexes": [{"start": 12, "end": 21, "text": "donderdag", "type": "DATE", "value": "2026-01-01", …}], "us": …}.

    The reference is when the text was published: an instant, an interval (`A/B`), or null. Where it does
    not settle a value, the value is null, and `alternatives` or `underspecified` say what is known.
    """
    show_answer = print_for_people if for_people(pretty) else print_as_json
    limit = settings_of(context).max_page_bytes

    def answer(values: dict[str, Any]) -> None:
        show_answer(answered(checked(Query, values), explain=explain))

    raise typer.Exit(answer_lines(files or [STANDARD_INPUT], limit, answer))


def answered(query: Query, *, explain: bool) -> Answer:
    """The answer to one line. Raises Rejection for a reference that is no time."""
    reference = read_reference(query.reference)
    started = perf_counter()
    timexes = read_expressions(query.text, reference)
    microseconds = (perf_counter() - started) * 1e6
    explanations = explain_expressions(query.text, reference) if explain else None
    return Answer(query, timexes, round(microseconds, 1), explanations)


def read_reference(text: str | None) -> Reference | None:
    """An RFC 3339 instant, an interval of two (`A/B`), or nothing. Raises Rejection for anything else."""
    if text is None:
        return None
    bounds = [read_instant(part) for part in text.split("/")]
    earliest, latest = bounds[0], bounds[-1]
    if len(bounds) > 2 or earliest is None or latest is None or earliest > latest:
        raise Rejection(
            RejectionCode.BAD_ENVELOPE,
            f"reference: '{text}' is no time with an offset, such as 2026-01-01T00:59:00+01:00, and no interval A/B",
        )
    return Reference(earliest, latest)


def print_as_json(answer: Answer) -> None:
    """The answer as a line."""
    line: dict[str, Any] = {
        "id": answer.query.id,
        "timexes": [timex.model_dump(mode="json", exclude={"field"}) for timex in answer.timexes],
        "us": answer.microseconds,
    }
    if answer.explanations is not None:
        line["explain"] = [asdict(explanation) for explanation in answer.explanations]
    write_line(orjson.dumps(line))


def print_for_people(answer: Answer) -> None:
    """The text with its expressions marked, and each of them with its value."""
    from rich.padding import Padding  # noqa: PLC0415 (most runs write JSON and never need it)
    from rich.text import Text  # noqa: PLC0415 (as above)

    console = show.people_console()
    marked = Text(answer.query.text)
    for timex in answer.timexes:
        marked.stylize("bold cyan", timex.start, timex.end)
    console.print(marked)
    for number, timex in enumerate(answer.timexes):
        line = Text.assemble(
            (timex.text, "cyan"), " → ", (in_words(timex), "bold"), (f"  {timex.rule}", "dim")
        )
        console.print(Padding(line, (0, 0, 0, 2)))
        if answer.explanations is not None:
            console.print(Padding(Text(why(answer.explanations[number]), style="dim"), (0, 0, 0, 4)))


def in_words(timex: Timex) -> str:
    """The value, or what is known instead of one."""
    told = timex.value or " or ".join(timex.alternatives) or timex.underspecified or "unknown"
    return ", ".join([told, *timex.flags])


def why(explanation: Explanation) -> str:
    """`Thursday, onward (verlaat), counted from 2025-12-31 = 2026-01-01`"""
    side = explanation.side or ""
    if explanation.told_by:
        side += f" ({explanation.told_by})"
    origin = f"counted from {explanation.counted_from}" if explanation.counted_from else ""
    gives = " or ".join(explanation.gives) or "no value"
    return f"{', '.join(filter(None, [explanation.means, side, origin]))} = {gives}"
