"""Events for people (rich) and for programs (JSON lines)."""

from collections.abc import Iterable
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import orjson

from schemas import Change, Event, Published
from schemas.cloudevents import Headers

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

READERS_ZONE = ZoneInfo("Europe/Amsterdam")
OPENING_WORDS = 12
# Rich takes 80 columns where there is no terminal; a file or a log holds wider lines.
WIDTH_WITHOUT_TERMINAL = 120

COLOURS = {"published": "green", "updated": "cyan", "refined": "blue", "withdrawn": "red", "rejected": "red"}


# For programs


def cloudevent_line(headers: Headers, value: bytes) -> bytes:
    """`{"ce": {…}, "data": {event}}` with the event's own bytes, untouched."""
    return b'{"ce":' + orjson.dumps(ce_attributes(headers)) + b',"data":' + value + b"}"


def ce_attributes(headers: Headers) -> dict[str, str]:
    """The CloudEvents attributes among a record's headers, under their names in CloudEvents' JSON."""
    texts = {name: value.decode(errors="replace") for name, value in headers}
    attributes = {name.removeprefix("ce_"): text for name, text in texts.items() if name.startswith("ce_")}
    if "content-type" in texts:
        attributes["datacontenttype"] = texts["content-type"]
    return attributes


def change_of(headers: Headers) -> str:
    """`published` out of `dateline.brief.published.v1`."""
    parts = ce_attributes(headers).get("type", "").split(".")
    return parts[2] if len(parts) == 4 else Change.PUBLISHED.value


# For people: facts of an event in words


def opening(event: Event) -> str:
    """The headline, or the first words of the text."""
    if event.headline:
        return event.headline
    words = event.text.split()
    return " ".join(islice(words, OPENING_WORDS)) + (" …" if len(words) > OPENING_WORDS else "")


def origin(event: Event) -> str:
    """`Washington (ANP, Reuters)`"""
    if event.dateline is None:
        return ""
    places = ", ".join(place.name for place in event.dateline.places)
    agencies = ", ".join(agency.name for agency in event.dateline.agencies)
    return f"{places} ({agencies})" if agencies else places


def local_interval(published: Published) -> str:
    """When it was published, on Dutch clocks: `2025-12-31 19:59–20:59`; a missing bound is left open."""
    if published.at is not None:
        return local(published.at)
    earliest, latest = published.earliest, published.latest
    if earliest is None:
        return f"until {local(latest)}" if latest else "unknown"
    if latest is None:
        return f"after {local(earliest)}"
    start, end = local(earliest), local(latest)
    return f"{start}–{end[11:]}" if start[:10] == end[:10] else f"{start} – {end}"


def local(instant: datetime) -> str:
    """`2025-12-31 19:59`"""
    return instant.astimezone(READERS_ZONE).strftime("%Y-%m-%d %H:%M")


def notes(event: Event) -> str:
    """The codes of the event's notes."""
    return ", ".join(note.code.value for note in event.notes)


# For people: on a terminal


def people_console(*, messages: bool = False) -> "Console":
    """A console for results or, with `messages`, for what is said on the side."""
    from rich.console import Console  # noqa: PLC0415 (most runs write JSON and never need it)

    console = Console(stderr=messages, highlight=False)
    return (
        console
        if console.is_terminal
        else Console(stderr=messages, highlight=False, width=WIDTH_WITHOUT_TERMINAL)
    )


class EventRows:
    """A table that grows: each event is a row, printed when it comes, under a header printed once."""

    def __init__(self, console: "Console") -> None:
        self._console = console
        self._started = False

    def event(self, event: Event, change: str) -> None:
        """Print an event as a row."""
        label = event.published.evidence.text if event.published.evidence else ""
        self._row(
            kind=f"{event.type}\n{change}",
            style=COLOURS.get(change, ""),
            text=(opening(event), notes(event)),
            origin=origin(event),
            published=(label, local_interval(event.published)),
        )

    def dead_letter(self, name: str, code: str, message: str) -> None:
        """Print a rejected page as a row."""
        self._row(
            kind="dead letter\nrejected",
            style=COLOURS["rejected"],
            text=(name, message),
            origin=code,
            published=("", ""),
        )

    def _row(
        self, *, kind: str, style: str, text: tuple[str, str], origin: str, published: tuple[str, str]
    ) -> None:
        from rich.text import Text  # noqa: PLC0415 (as above)

        table = self._table(show_header=not self._started)
        self._started = True
        table.add_row(
            Text(kind, style=style),
            _two_lines(*text, second_style="yellow"),
            Text(origin),
            _two_lines(*published, second_style="bold"),
        )
        self._console.print(table)

    def _table(self, *, show_header: bool) -> "Table":
        from rich.table import Table  # noqa: PLC0415 (as above)

        # Widths are fixed, as every row is a table of its own.
        table = Table(
            show_header=show_header, box=None, padding=(0, 2, 1, 0), expand=True, header_style="dim"
        )
        table.add_column("event", width=11)
        table.add_column("headline or first words, notes", ratio=1)
        table.add_column("dateline", width=18)
        table.add_column("label, published (Dutch time)", width=22)
        return table


def _two_lines(first: str, second: str, second_style: str) -> "Text":
    from rich.text import Text  # noqa: PLC0415 (as above)

    lines = [Text(first)] if first else []
    if second:
        lines.append(Text(second, style=second_style))
    return Text("\n").join(lines)


def print_event(console: "Console", event: Event, change: str) -> None:
    """Print an event in full, as a short article."""
    from rich.padding import Padding  # noqa: PLC0415 (as above)
    from rich.text import Text  # noqa: PLC0415

    console.print(Text(f"{event.type} {change}", style=COLOURS.get(change, "")), Text(event.id, style="dim"))
    if event.headline:
        console.print(Text(event.headline, style="bold"))
    console.print(Text(" · ".join(_facts(event)), style="cyan"))
    for paragraph in event.paragraphs:
        style = "bold" if paragraph.role == "subhead" else ""
        console.print(Padding(Text(paragraph.text, style=style), (0, 0, 0, 2)))
    if event.notes:
        console.print(Text(f"notes: {notes(event)}", style="yellow"))
    console.print()


def _facts(event: Event) -> Iterable[str]:
    if place := origin(event):
        yield place
    if event.section:
        yield event.section.name
    if event.published.evidence:
        yield event.published.evidence.text
    yield local_interval(event.published)
