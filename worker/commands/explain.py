"""`dateline parse --explain`: for each line of a page the rule that took it, and why."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import orjson

from worker.commands.console import write_line
from worker.commands.show import people_console
from worker.page.lines import Line, LineRole

if TYPE_CHECKING:
    from rich.table import Table

    from worker.pipeline.working import WorkingPage

SHOWN_TEXT = 90
# What an HTML page shows beside its news never becomes a line.
MARKUP = "the markup sets it aside"
# What becomes an event stands out from what is only accounted for.
IN_ITEMS = {
    LineRole.HEADLINE: "bold",
    LineRole.PARAGRAPH: "",
    LineRole.SUBHEAD: "italic",
    LineRole.LABEL: "green",
    LineRole.NOTICE: "magenta",
    LineRole.TAIL: "magenta",
    LineRole.BYLINE: "cyan",
    LineRole.CAPTION: "cyan",
}


def explain_for_programs(name: str, page: "WorkingPage") -> None:
    """An object with the choice of the layout, then one for each printed line."""
    write_line(orjson.dumps({"page": name, **_choice(page)}))
    for line in _lines(page):
        write_line(orjson.dumps(line))


def explain_for_people(name: str, page: "WorkingPage") -> None:
    """The same as a table."""
    console = people_console()
    choice = _choice(page)
    console.print(f"[bold]{name}[/]: layout {choice['layout']}, because of {_reasons(page)}")
    if choice["notes"]:
        console.print(f"[yellow]notes: {', '.join(choice['notes'])}[/]")
    console.print(_table(page))


def _choice(page: "WorkingPage") -> dict[str, Any]:
    return {
        "layout": page.layout.name,
        "points": page.choice.points,
        "site": page.choice.site,
        "notes": [note.code.value for note in page.notes],
    }


def _reasons(page: "WorkingPage") -> str:
    if page.choice.site is not None:
        return f"the site {page.choice.site}"
    points = [f"{signal} ({points})" for signal, points in page.choice.points.items()]
    return ", ".join(points) or "nothing: no profile has points enough"


def _lines(page: "WorkingPage") -> Iterator[dict[str, Any]]:
    for text in page.html.aside if page.html is not None else ():
        yield {"line": None, "role": LineRole.CHROME, "item": None, "why": MARKUP, "text": text}
    for line in page.lines:
        yield {
            "line": line.number + 1,
            "role": line.role,
            "item": line.item,
            "why": line.why,
            "dateline": line.dateline.dateline.raw if line.dateline else None,
            "repairs": line.repairs,
            "text": line.text,
        }


def _table(page: "WorkingPage") -> "Table":
    from rich.table import Table  # noqa: PLC0415 (only people need it)
    from rich.text import Text  # noqa: PLC0415

    table = Table(box=None, expand=True, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("line", justify="right", width=4)
    for column, width in (("item", 8), ("role", 17), ("why", 36)):
        table.add_column(column, no_wrap=True, width=width)
    table.add_column("text", overflow="ellipsis", no_wrap=True, ratio=1)
    for text in page.html.aside if page.html is not None else ():
        table.add_row("", "", LineRole.CHROME, MARKUP, Text(text[:SHOWN_TEXT]), style="dim")
    for line in page.lines:
        table.add_row(
            str(line.number + 1),
            _item(line),
            line.role or "?",
            line.why,
            Text(line.text[:SHOWN_TEXT]),
            style=IN_ITEMS.get(line.role, "dim") if line.role else "red",
        )
    return table


def _item(line: Line) -> str:
    if line.item is None:
        return ""
    return "article" if line.item == 0 else f"brief {line.item}"
