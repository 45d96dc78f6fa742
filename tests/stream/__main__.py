"""Feed a simulated stream to `dateline parse --stream` and judge the events: `python -m tests.stream`, or `make stream`.

Exit status 1 when a hard goal is missed.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

import orjson
from rich.console import Console
from rich.table import Table

from tests.stream.generator import generate
from tests.stream.truth import Truth
from tests.stream.verdict import Row, events_of, judge, passed


def main() -> int:
    """Run what was asked for and print the table."""
    options = _options()
    truth = generate(options.pages, options.seed)
    with TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        write(truth, folder)
        started = monotonic()
        outputs = parse(folder / "pages.jsonl", folder, runs=1 if options.once else 2)
        seconds = monotonic() - started
        with outputs[0].open("rb") as lines:
            events, answered = events_of(lines)
        rows = judge(truth, events, answered)
        if not options.once:
            same = outputs[0].read_bytes() == outputs[1].read_bytes()
            rows.append(Row("runs with other bytes", hard=True, value=float(not same)))
    title = f"{options.pages:,} pages, seed {options.seed}, {len(truth.stories):,} stories, {seconds:.0f} s"
    if options.json:
        print(
            json.dumps(
                {
                    "pages": options.pages,
                    "seed": options.seed,
                    "passed": passed(rows),
                    "rows": [asdict(row) for row in rows],
                },
                ensure_ascii=False,
            )
        )
    else:
        show(title, rows, examples=options.examples)
    return 0 if passed(rows) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.stream", description=__doc__)
    parser.add_argument("--pages", type=int, default=10_000, help="how many (default 10,000)")
    parser.add_argument("--seed", type=int, default=1, help="of the stories and pages (default 1)")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    parser.add_argument("--once", action="store_true", help="no second run to compare the bytes with")
    parser.add_argument("--examples", action="store_true", help="show examples of what was counted")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep pages, truth and events here")
    return parser.parse_args()


def write(truth: Truth, folder: Path) -> None:
    """Write the pages as envelopes and the truth beside them."""
    with (folder / "pages.jsonl").open("wb") as file:
        file.writelines(orjson.dumps(page.envelope()) + b"\n" for page in truth.pages)
    shown = [[asdict(showing) for showing in page.showings] for page in truth.pages]
    known = {
        "stories": [asdict(story) for story in truth.stories.values()],
        "pages": shown,
        "expected": [asdict(each) for each in truth.expected()],
    }
    (folder / "truth.json").write_bytes(orjson.dumps(known, option=orjson.OPT_INDENT_2))


def parse(pages: Path, folder: Path, runs: int) -> list[Path]:
    """Let the program read the pages, so many times side by side; returns where the events of each run are."""
    outputs = [folder / f"events-{run}.jsonl" for run in range(1, runs + 1)]
    command: Sequence[str | Path] = [
        sys.executable,
        "-m",
        "worker",
        "parse",
        "--stream",
        "--ack",
        "--json",
        pages,
    ]
    with ExitStack() as files:
        processes = [
            subprocess.Popen(command, stdout=files.enter_context(output.open("wb"))) for output in outputs
        ]
        statuses = [process.wait() for process in processes]
    if any(status not in {0, 1} for status in statuses):
        raise SystemExit(f"dateline parse ended with {statuses}")
    return outputs


def show(title: str, rows: Sequence[Row], *, examples: bool) -> None:
    """Print the counts with the goal beside each."""
    table = Table(title=title)
    for column in ("what", "count", "goal", ""):
        table.add_column(column, justify="left" if column in {"what", ""} else "right")
    for row in rows:
        goal = "" if row.goal is None else f"{'≥ ' if row.least else ''}{row.goal:g}{row.unit}"
        verdict = "" if row.goal is None else "met" if row.met else "MISSED" if row.hard else "missed (soft)"
        table.add_row(row.name, f"{row.value:,.10g}{row.unit}", goal, verdict)
    console = Console(width=None if sys.stdout.isatty() else 110)
    console.print(table)
    for row in rows if examples else ():
        for example in row.examples:
            print(f"{row.name}: {example}")


if __name__ == "__main__":
    sys.exit(main())
