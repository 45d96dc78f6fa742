"""The long chaos suite: `python -m tests.chaos`, or `make chaos`. Exit status 1 if anything is not as it must be."""

import argparse
import asyncio
import sys
from dataclasses import replace
from time import monotonic

from rich.console import Console
from rich.table import Table

from tests.brokers import Broker, choose_broker
from tests.chaos.scenarios import CONTROLS, LONG, SHORT, SHORT_CONTROLS, Control, broker_for
from tests.chaos.trial import Result, Scenario, run

COLUMNS = (
    "kills",
    "bounces",
    "exits",
    "pages",
    "records",
    "missing",
    "extra",
    "out of order",
    "conflicting",
    "aborted seen",
    "seconds",
)
ENOUGH = {"kills": 50, "bounces": 5, "pages": 100_000}  # what the whole of the long suite must come to
CONTROL_PATIENCE = 60.0  # seconds; a worker with a broken guard may well hang


def main() -> int:
    """Run what was asked for and print the table."""
    options = _options()
    scenarios = [
        _sized(scenario, options.scale)
        for scenario in (SHORT if options.short else LONG)
        if _chosen(scenario.name, options.only)
    ]
    controls = [
        control
        for control in (SHORT_CONTROLS if options.short else CONTROLS)
        if _chosen(control.name, options.only)
    ]
    if options.no_controls:
        controls = []
    if options.controls_only:
        scenarios = []
    with choose_broker() as shared:
        print(f"seed {options.seed}, {shared.kind}", file=sys.stderr)
        results = [_run(scenario, shared, options.seed) for scenario in scenarios]
        broken = [
            (control, _run(control.scenario, shared, options.seed, CONTROL_PATIENCE)) for control in controls
        ]
    return _report(results, broken, whole=not (options.only or options.short or options.controls_only))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument(
        "--only", action="append", metavar="TEXT", help="scenarios and controls whose name has this"
    )
    parser.add_argument("--seed", type=int, default=1, help="of pages and blows (default 1)")
    parser.add_argument("--scale", type=float, default=1, help="times as many pages (default 1)")
    parser.add_argument("--short", action="store_true", help="the sizes of `make test`")
    parser.add_argument("--no-controls", action="store_true", help="scenarios only")
    parser.add_argument("--controls-only", action="store_true", help="negative controls only")
    return parser.parse_args()


def _chosen(name: str, only: list[str] | None) -> bool:
    return not only or any(text.casefold() in name.casefold() for text in only)


def _sized(scenario: Scenario, scale: float) -> Scenario:
    return replace(scenario, pages=round(scenario.pages * scale))


def _run(scenario: Scenario, shared: Broker, seed: int, patience: float = 240.0) -> Result:
    started = monotonic()

    def say(text: str) -> None:
        print(f"{monotonic() - started:6.1f} s  {scenario.name}: {text}", file=sys.stderr, flush=True)

    with broker_for(scenario, shared) as broker:
        result = asyncio.run(run(scenario, broker, seed, say, patience))
    for words in result.exits:
        say(f"exit: {words}")
    say("done" if not result.failure else f"FAILED: {result.failure}")
    return result


def _report(results: list[Result], broken: list[tuple[Control, Result]], whole: bool) -> int:
    table = Table(title="Chaos")
    table.add_column("scenario")
    for column in COLUMNS:
        table.add_column(column, justify="right")
    table.add_column("verdict")
    for result in results:
        table.add_row(result.scenario.name, *_cells(result), "holds" if result.holds else "BROKEN")
    # At-least-once may repeat, so it does not count towards what exactly-once has proven.
    counted = [result for result in results if not result.scenario.at_least_once]
    totals = [sum(numbers) for numbers in zip(*map(_numbers, counted), strict=True)]
    if totals:
        table.add_section()
        table.add_row(
            "all, exactly once", *map(str, totals), "holds" if all(r.holds for r in results) else "BROKEN"
        )
    table.add_section()
    for control, result in broken:
        found = ", ".join(f"{fault} {getattr(result.verdict, fault)}" for fault in control.must)
        word = "fails as it must" if control.fails_as_it_must(result) else "DOES NOT FAIL"
        table.add_row(control.name, *_cells(result), f"{word}: {found}")
    Console(width=200).print(table)
    well = all(result.holds for result in results)
    well &= all(control.fails_as_it_must(result) for control, result in broken)
    return 0 if well and not (whole and _too_little(dict(zip(COLUMNS, totals, strict=True)))) else 1


def _too_little(totals: dict[str, int]) -> bool:
    short = [f"{name} {totals[name]} of {least}" for name, least in ENOUGH.items() if totals[name] < least]
    if short:
        print(f"too little to prove anything: {', '.join(short)}", file=sys.stderr)
    return bool(short)


def _numbers(result: Result) -> tuple[int, ...]:
    verdict = result.verdict
    return (
        result.kills,
        result.bounces,
        len(result.exits),
        result.scenario.pages,
        verdict.records,
        verdict.missing,
        verdict.extra,
        verdict.out_of_order,
        verdict.conflicting,
        verdict.aborted,
        round(result.seconds),
    )


def _cells(result: Result) -> list[str]:
    return [str(number) for number in _numbers(result)]


if __name__ == "__main__":
    sys.exit(main())
