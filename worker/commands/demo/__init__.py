"""`dateline demo`: the main job on this machine alone, with a broker in memory.

Three processes: this one feeds the pages and shows what comes out; `broker` and the worker are its children, and
end with it however it ends (`tethered`).
"""

import asyncio
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import orjson
import typer

from worker import examples
from worker.commands import show
from worker.commands.console import Status, fail, say, settings_of, write_line
from worker.commands.reading import readable
from worker.settings import PREFIX, Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from worker.commands.demo.children import Child
    from worker.commands.demo.watching import Outcome, Place, Watch

TOPICS = ("pages", "split", "items", "articles", "briefs", "state", "rejected")
PATIENCE = 30.0  # seconds in which something must happen
TICK = 0.3  # seconds between two looks

# Whatever the user's own settings are: the embedded broker is on this machine and completes no transactions, and
# no port is taken that something else may have.
DEMO_SETTINGS: dict[str, str | int] = {
    "security_protocol": "PLAINTEXT",
    "guarantee": "at-least-once",
    "http_port": 0,
}


def demo(
    context: typer.Context,
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE", help="Pages of your own, instead of the examples.", callback=readable),
    ] = None,
    keep: Annotated[bool, typer.Option("--keep", help="Stay up until Ctrl-C, for feed and tail.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Start a broker in memory and the worker, feed example pages, show the events, and end."""
    if find_spec("confluent_kafka") is None:
        fail('the embedded broker is not installed: pip install "dateline[demo]"', Status.DEPENDENCY)
    stage = Stage(
        settings=settings_of(context),
        config=context.obj,
        pages=files or sorted(Path(examples.__file__).parent.glob("*.json")),
        show=json_writer if as_json else row_printer(),
    )
    try:
        asyncio.run(stage.play(keep=keep))
    except KeyboardInterrupt:
        if not (keep and stage.done):
            raise  # it ended before its time
    raise typer.Exit(Status.REJECTED if stage.counts["dead letter"] else Status.DONE)


class Stage:
    """One run of the demo."""

    def __init__(
        self, settings: Settings, config: Path | None, pages: list[Path], show: "Callable[[Outcome], None]"
    ) -> None:
        self.settings = settings
        self.config = config
        self.pages = pages
        self.show = show
        self.done = False
        self.counts = {"article": 0, "brief": 0, "dead letter": 0}

    async def play(self, *, keep: bool) -> None:
        """Start everything, feed, and watch until all pages have their outcome; with `keep` until Ctrl-C."""
        from worker.commands.demo.children import child  # noqa: PLC0415 (after the check for the broker)
        from worker.commands.kafka import talking_to_kafka  # noqa: PLC0415 (aiokafka is slow to import)

        say("starting a broker in memory and a worker (at-least-once: this broker has no transactions) …")
        async with child("worker.commands.demo.broker", *map(self.settings.topic, TOPICS)) as broker:
            address = await broker.first_line()
            if broker.ended or not address:
                fail(self.failure("the embedded broker did not start", broker), Status.DEPENDENCY)
            own = {**DEMO_SETTINGS, "bootstrap_servers": address}
            self.settings = self.settings.model_copy(update=own)
            environment = {PREFIX + name.upper(): str(value) for name, value in own.items()}
            arguments = () if self.config is None else ("--config", str(self.config))
            async with child("worker", *arguments, "run", environment=environment) as worker:
                with talking_to_kafka(self.settings):
                    await self.feed_and_watch(worker, keep=keep)

    async def feed_and_watch(self, worker: "Child", *, keep: bool) -> None:
        """The part of `play` in which everything runs."""
        from worker.commands.demo.watching import watching  # noqa: PLC0415 (as above)

        async with watching(self.settings, await self.feed()) as watch:
            await self.watch_to_the_end(watch, worker)
            self.done = True
            articles, briefs, refused = self.counts.values()
            say(
                f"done: {len(self.pages)} page(s) gave {articles} article(s), {briefs} brief(s), {refused} dead letter(s)"
            )
            if keep:
                say(
                    f"the broker stays at {self.settings.bootstrap_servers} until Ctrl-C. In another shell:\n"
                    f"  export {PREFIX}BOOTSTRAP_SERVERS={self.settings.bootstrap_servers}\n"
                    "  dateline feed FILE\n"
                    "  dateline tail --from-start"
                )
            while keep:
                await self.look(watch, worker)

    async def feed(self) -> "dict[Place, str]":
        """Put the pages on the input topic; says where each file's page went."""
        from worker.commands import feed  # noqa: PLC0415 (as above)

        names = {}
        async with feed.page_producer(self.settings) as producer:
            for page in feed.pages(self.pages):
                delivered = await feed.send(producer, self.settings.topic("pages"), page, [])
                if delivered is not None:
                    names[delivered.partition, delivered.offset] = page.name
        return names

    async def watch_to_the_end(self, watch: "Watch", worker: "Child") -> None:
        """Show what comes until the worker has done all that it was given."""
        loop = asyncio.get_running_loop()
        last_news = loop.time()
        while not await watch.all_done():
            if await self.look(watch, worker):
                last_news = loop.time()
            elif loop.time() - last_news > PATIENCE:
                fail(
                    self.failure(f"the worker did nothing for {PATIENCE:g} seconds", worker),
                    Status.DEPENDENCY,
                )

    async def look(self, watch: "Watch", worker: "Child") -> bool:
        """Show what is new; false where nothing is."""
        outcomes = await watch.outcomes(TICK)
        for outcome in outcomes:
            self.counts[outcome.kind] += 1
            self.show(outcome)
        if worker.ended:
            fail(self.failure("the worker ended before its work", worker), Status.DEPENDENCY)
        return bool(outcomes)

    @staticmethod
    def failure(what: str, child: "Child") -> str:
        """What went wrong, with the child's last words."""
        return "\n  ".join([f"{what}; its last lines were:", *child.last_lines])


def json_writer(outcome: "Outcome") -> None:
    """Write an outcome as a JSON line."""
    from worker.commands.demo.watching import DeadLetter  # noqa: PLC0415 (as above)

    if isinstance(outcome, DeadLetter):
        reason = {"page": outcome.name, "code": outcome.code, "message": outcome.message}
        write_line(orjson.dumps({"dead_letter": reason}))
    else:
        write_line(show.cloudevent_line(outcome.headers, outcome.value))


def row_printer() -> "Callable[[Outcome], None]":
    """Print outcomes as rows of a table."""
    rows = show.EventRows(show.people_console())

    def print_row(outcome: "Outcome") -> None:
        from worker.commands.demo.watching import DeadLetter  # noqa: PLC0415 (as above)

        if isinstance(outcome, DeadLetter):
            rows.dead_letter(outcome.name, outcome.code, outcome.message)
        else:
            rows.event(outcome.event, show.change_of(outcome.headers))

    return print_row
