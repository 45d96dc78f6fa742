"""Findings on the screen: one a line, the worst in colour; or as JSON."""

from collections.abc import Iterable

import orjson
import typer

from worker.commands.console import Status, write_line
from worker.findings import Finding, Severity

COLOURS = {Severity.OK: "green", Severity.INFO: "cyan", Severity.WARNING: "yellow", Severity.ERROR: "red"}


def print_findings(findings: Iterable[Finding], *, as_json: bool) -> Status:
    """Print each as it comes; the exit status that they add up to."""
    status = Status.DONE
    for finding in findings:
        print_finding(finding, as_json=as_json)
        if finding.severity is Severity.ERROR:
            status = Status.DEPENDENCY
    return status


def print_finding(finding: Finding, *, as_json: bool) -> None:
    """One line."""
    if as_json:
        write_line(orjson.dumps(finding))
        return
    remedy = f" → {finding.remedy}" if finding.remedy else ""
    severity = typer.style(f"{finding.severity.value:<8}", fg=COLOURS[finding.severity], bold=True)
    # Without colours where this is no terminal.
    typer.echo(f"{severity} {finding.subject}: {finding.message}{remedy}")
