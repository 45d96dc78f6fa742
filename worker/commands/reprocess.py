"""`dateline reprocess`: after a change of rules or lists, events that would be others are published anew."""

import asyncio
from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import orjson
import typer

from worker.commands.console import Status, fail, say, settings_of, write_line
from worker.settings import PREFIX, Settings, SettingsError

if TYPE_CHECKING:
    from schemas import ItemType
    from worker.delivery.reprocess import Fate, Index, Judged
    from worker.entities import Annotator

# Items of which a dry run shows, for each field, what goes and what comes; and so many parts of each.
EXAMPLES, PARTS = 3, 4
# A longer part is cut off, for people.
WIDTH = 160


class Only(StrEnum):
    """The choices of `--only`."""

    ARTICLES = "articles"
    BRIEFS = "briefs"


TYPES: dict[Only | None, tuple["ItemType", ...]] = {
    None: ("article", "brief"),
    Only.ARTICLES: ("article",),
    Only.BRIEFS: ("brief",),
}


def reprocess(
    context: typer.Context,
    only: Annotated[Only | None, typer.Option(help="Only these. Without: both.")] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Stop after N items that changed.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say by field what would change, and send nothing.")
    ] = False,
    force: Annotated[
        bool,
        typer.Option(
            "--force", help="Also where the newest event was made by another release or with other lists."
        ),
    ] = False,
    as_json: Annotated[
        bool,
        typer.Option(
            "--json", help="One JSON object an item that is no longer the same, and one at the end."
        ),
    ] = False,
) -> None:
    """Enrich every item anew; where that changes its event, have the worker publish it again, as `refined`.

    Run it with the release and the lists of the worker, after those have changed. It may be ended and run again.
    """
    from worker.commands.kafka import talking_to_kafka  # noqa: PLC0415 (aiokafka is slow to import)
    from worker.options import entity_annotator  # noqa: PLC0415

    settings = settings_of(context)
    try:
        annotator = entity_annotator(settings)
    except SettingsError as error:
        fail(str(error), Status.WRONG_USE)
    report = Report(settings, dry_run=dry_run, as_json=as_json)
    with talking_to_kafka(settings):
        asyncio.run(run(settings, annotator, report, TYPES[only], limit=limit, force=force))
    report.end()


async def run(
    settings: Settings,
    annotator: "Annotator",
    report: "Report",
    types: tuple["ItemType", ...],
    *,
    limit: int | None,
    force: bool,
) -> None:
    """Read, compare and send; the report hears of each item."""
    from worker.commands.kafka import require_topics  # noqa: PLC0415 (as above)
    from worker.commands.progress import counting  # noqa: PLC0415
    from worker.delivery.reprocess import EVENT_TOPICS, Index  # noqa: PLC0415
    from worker.delivery.reprocess import reprocess as reprocess_items  # noqa: PLC0415

    await require_topics(
        settings, [settings.topic(name) for name in ("split", "items", *map(EVENT_TOPICS.__getitem__, types))]
    )
    index = Index(settings, types)
    with counting("reading events") as advance:
        await index.read_events(advance)
    require_same_maker(index, annotator, only_warn=force or report.dry_run)
    with counting("reading items") as advance:
        await index.read_items(advance)
    with counting("reprocessing") as advance:

        def tell(judged: "Judged") -> None:
            advance(1)
            report.hear(judged)

        await reprocess_items(settings, index, annotator, tell, limit=limit, dry_run=report.dry_run)
    await report.show_examples(index)


def require_same_maker(index: "Index", annotator: "Annotator", *, only_warn: bool) -> None:
    """End the command where the worker would publish everything as it was: it is of another release, or reads other lists."""
    from worker.delivery.reprocess import other_maker  # noqa: PLC0415 (as above)

    other = index.made_by and other_maker(index.made_by, annotator)
    if not other or index.newest is None:
        return
    message = f"the newest event (of {index.newest:%Y-%m-%dT%H:%M:%SZ}) was not made as this command would make it: {other}"
    if only_warn:
        say(message)
        return
    fail(
        f"{message}. Run the worker and this command with the same release and {PREFIX}LISTS_DIR; if the worker has "
        "been renewed and has published nothing since, add --force",
        Status.DEPENDENCY,
    )


class Report:
    """What is told of a reprocessing: items that are no longer the same as they come, sums at the end."""

    def __init__(self, settings: Settings, *, dry_run: bool, as_json: bool) -> None:
        self.dry_run = dry_run
        self._settings = settings
        self._as_json = as_json
        self._fates: Counter[Fate] = Counter()
        self._fields: Counter[str] = Counter()
        self._examples: dict[str, list[Judged]] = {}
        self._shown: list[dict[str, object]] = []

    def hear(self, judged: "Judged") -> None:
        """Count an item, and tell of it where it is not as it was."""
        from worker.delivery.reprocess import LEFT_OUT, Fate  # noqa: PLC0415 (as above)

        self._fates[judged.fate] += 1
        if judged.fate is Fate.SENT:
            for field in judged.fields:
                self._fields[field] += 1
                examples = self._examples.setdefault(field, [])
                if self.dry_run and len(examples) < EXAMPLES:
                    examples.append(judged)
        if self._as_json and judged.fate is not Fate.UNCHANGED:
            line = {"id": judged.id, "outcome": judged.fate.name.lower(), "fields": judged.fields}
            write_line(orjson.dumps(line))
        elif judged.fate in LEFT_OUT:
            say(f"{judged.id}: {judged.fate}")

    async def show_examples(self, index: "Index") -> None:
        """Read the events that a dry run shows beside those that would come."""
        from worker.delivery.reprocess import event_before  # noqa: PLC0415 (as above)
        from worker.pipeline.differences import gone_and_come  # noqa: PLC0415

        for field, examples in self._examples.items():
            for judged in examples:
                known = index.of(judged.id.encode())
                if known is None or judged.item is None or judged.after is None:
                    continue
                before = await event_before(self._settings, judged.item.type, known)
                if before is not None:
                    gone, come = gone_and_come(before, judged.after, field)
                    self._shown.append({"field": field, "id": judged.id, "gone": gone, "come": come})

    def end(self) -> None:
        """The sums; exit status 1 where something is left out."""
        from worker.delivery.reprocess import LEFT_OUT, Fate  # noqa: PLC0415 (as above)

        left_out = sum(self._fates[fate] for fate in LEFT_OUT)
        if self._as_json:
            counts = {fate.name.lower(): self._fates[fate] for fate in Fate}
            sums = {"dry_run": self.dry_run, **counts, "fields": self._fields, "examples": self._shown}
            write_line(orjson.dumps(sums))
        else:
            self._write_fields()
            sent = "would be sent" if self.dry_run else "sent"
            say(
                f"{self._fates[Fate.SENT]} {sent}, {self._fates[Fate.UNCHANGED]} unchanged, "
                f"{self._fates[Fate.UNDER_WAY]} under way, {left_out} left out"
            )
        raise typer.Exit(Status.REJECTED if left_out else Status.DONE)

    def _write_fields(self) -> None:
        for field, count in self._fields.most_common():
            write_line(f"{field}: {count} items".encode())
            for shown in self._shown:
                if shown["field"] == field:
                    write_line(f"  {shown['id']}".encode())
                    self._write_parts("-", shown["gone"])
                    self._write_parts("+", shown["come"])

    @staticmethod
    def _write_parts(sign: str, parts: object) -> None:
        shown = list(parts) if isinstance(parts, tuple) else []
        for part in shown[:PARTS]:
            text = orjson.dumps(part).decode()
            write_line(f"    {sign} {text if len(text) <= WIDTH else text[: WIDTH - 1] + '…'}".encode())
        if len(shown) > PARTS:
            write_line(f"    {sign} and {len(shown) - PARTS} more".encode())
