"""`dateline entities`: Dutch text in, its names out, and what each stands for."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter
from typing import Annotated, Any

import orjson
import typer
from pydantic import BaseModel, ConfigDict, model_validator

from worker.commands import show
from worker.commands.console import Status, fail, for_people, settings_of, write_line
from worker.commands.json_lines import answer_lines, checked
from worker.commands.reading import STANDARD_INPUT, readable
from worker.entities import Annotator, LinkedMention
from worker.options import entity_annotator
from worker.settings import SettingsError

# Tokens are joined as print has them, or a dateline such as ( ANP / RTR ) would be none.
CLOSE_BEFORE = frozenset(",.;:!?)]%/’”")
CLOSE_BEHIND = frozenset("([/‘“„")


class Query(BaseModel):
    """A line of the input: a text, or its tokens."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")

    id: str | int | float | None = None
    text: str | None = None
    tokens: list[str] | None = None

    @model_validator(mode="after")
    def _has_one_text(self) -> "Query":
        if (self.text is None) == (self.tokens is None):
            raise ValueError("a line has either a text or tokens")
        return self


@dataclass(frozen=True, slots=True)
class Answer:
    """The names of a text with their offsets as the query counts: in code points, or in tokens."""

    query: Query
    text: str
    linked: tuple[LinkedMention, ...]
    offsets: list[tuple[int, int]]
    seconds: float


Print = Callable[[Answer], None]
Files = Annotated[
    list[Path] | None,
    typer.Argument(metavar="FILE", help="JSON lines; - is standard input.", callback=readable),
]


def entities(
    context: typer.Context,
    files: Files = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say how each name was linked, and what else was weighed.")
    ] = False,
    pretty: Annotated[
        bool | None,
        typer.Option(
            "--pretty/--json", help="For people, or one JSON object a line.", show_default="terminal"
        ),
    ] = None,
) -> None:
    """Find the people, organisations, places and other names of Dutch news text, and say which ones they are.

    A line in is {"id": …, "text": "Poetin sprak in Londen."} or {"id": …, "tokens": ["Poetin", "sprak", …]}.

    A line out is {"id": …, "entities": [{"start": 16, "end": 22, "label": "LOC", "canonical": "Londen",
    "iso": "GB", "geonames": 2643743, "wikidata": null, "score": 0.99}, …]}; offsets count code points, or
    tokens, end exclusive. The last line is {"meta": {"seconds": …}}: what reading took.

    Labels are PER, ORG, LOC and MISC. A name that no list has, or not surely, keeps its own spelling and has
    no identifier. Lists of one's own: DATELINE_LISTS_DIR.
    """
    settings = settings_of(context)
    try:
        annotator = entity_annotator(settings)
    except SettingsError as error:
        fail(str(error), Status.WRONG_USE)
    for_eyes = for_people(pretty)
    show_answer: Print = (
        (lambda answer: print_for_people(answer, explain))
        if for_eyes
        else (lambda answer: print_as_json(answer, explain))
    )
    seconds = 0.0

    def answer(values: dict[str, Any]) -> None:
        nonlocal seconds
        found = answered(annotator, checked(Query, values))
        seconds += found.seconds
        show_answer(found)

    status = answer_lines(files or [STANDARD_INPUT], settings.max_page_bytes, answer)
    if not for_eyes:
        write_line(orjson.dumps({"meta": {"seconds": round(seconds, 6)}}))
    raise typer.Exit(status)


def answered(annotator: Annotator, query: Query) -> Answer:
    """The answer to one line."""
    text, starts = (query.text or "", None) if query.tokens is None else joined(query.tokens)
    started = perf_counter()
    linked = annotator.annotate_text(text)
    seconds = perf_counter() - started
    spans = [(each.mention.start, each.mention.end) for each in linked]
    offsets = spans if starts is None else [in_tokens(start, end, starts) for start, end in spans]
    return Answer(query, text, linked, offsets, seconds)


def joined(tokens: Sequence[str]) -> tuple[str, list[int]]:
    """The text of tokens, and where each of them begins in it."""
    pieces: list[str] = []
    starts: list[int] = []
    length = 0
    for before, token in zip(["", *tokens], tokens, strict=False):
        if length and before[-1:] not in CLOSE_BEHIND and token[:1] not in CLOSE_BEFORE:
            pieces.append(" ")
            length += 1
        starts.append(length)
        pieces.append(token)
        length += len(token)
    return "".join(pieces), starts


def in_tokens(start: int, end: int, starts: Sequence[int]) -> tuple[int, int]:
    """The tokens that a span touches, end exclusive."""
    return bisect_right(starts, start) - 1, bisect_left(starts, end)


def print_as_json(answer: Answer, explain: bool) -> None:
    """The answer as a line."""
    line: dict[str, Any] = {
        "id": answer.query.id,
        "entities": [
            {
                "start": start,
                "end": end,
                "label": each.mention.label,
                "canonical": each.link.canonical,
                "iso": each.link.iso,
                "geonames": each.link.geonames,
                "wikidata": each.link.wikidata,
                "score": each.link.score,
            }
            for each, (start, end) in zip(answer.linked, answer.offsets, strict=True)
        ],
    }
    if explain:
        line["explain"] = [explained(each) for each in answer.linked]
    write_line(orjson.dumps(line))


def explained(each: LinkedMention) -> dict[str, Any]:
    """The reasons of a link: its rule, what spoke for it, and what was weighed."""
    link = each.link
    return {
        "text": each.mention.text,
        "kind": link.kind,
        "rule": link.rule,
        "because": link.because,
        "rivals": [asdict(rival) for rival in link.rivals],
        "recognised": round(each.mention.score, 3),
    }


def print_for_people(answer: Answer, explain: bool) -> None:
    """The text with its names marked, and each of them with what it stands for."""
    from rich.padding import Padding  # noqa: PLC0415 (most runs write JSON and never need it)
    from rich.text import Text  # noqa: PLC0415 (as above)

    console = show.people_console()
    marked = Text(answer.text)
    for each in answer.linked:
        marked.stylize("bold cyan", each.mention.start, each.mention.end)
    console.print(marked)
    for each in answer.linked:
        mention, link = each.mention, each.link
        facts = [link.iso, f"GeoNames {link.geonames}" if link.geonames else None, link.wikidata, link.rule]
        line = Text.assemble(
            (mention.text, "cyan"),
            f" {mention.label} → ",
            (link.canonical, "bold"),
            ("  " + ", ".join(filter(None, facts)), "dim"),
        )
        console.print(Padding(line, (0, 0, 0, 2)))
        if explain:
            console.print(Padding(Text(why(each), style="dim"), (0, 0, 0, 4)))


def why(each: LinkedMention) -> str:
    """`speaks of RU, filed from RU; Moskou RU 1.0`"""
    rivals = (f"{rival.canonical} {rival.iso or '–'} {rival.share:g}" for rival in each.link.rivals)
    return "; ".join(filter(None, [", ".join(each.link.because), ", ".join(rivals)])) or "no list has it"
