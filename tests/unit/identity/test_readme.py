"""The README's stream of six pages makes the events that it says."""

import json

from typer.testing import CliRunner

from tests.harness import readme
from worker.cli import app


def told(event: dict[str, object]) -> str:
    """An event in the README's words."""
    data = event["data"]
    change = event["ce"]["type"].split(".")[2]  # type: ignore[index]
    earliest, latest = (data["published"][name][11:19] for name in ("earliest", "latest"))  # type: ignore[index]
    words = f"{change}, version {data['version']}, revision {data['revision']}, after {earliest} and until {latest}"  # type: ignore[index]
    replaced = data["replaces"]  # type: ignore[index]
    return (
        words
        if replaced is None
        else f"{words}, replaces version {replaced['version']}, revision {replaced['revision']}"
    )


def test_the_example_of_the_readme() -> None:
    pages = readme.block("stream: pages")
    result = CliRunner().invoke(app, ["parse", "--stream", "--ack", "--json", "-"], input=pages)
    assert result.exit_code == 0
    events, waiting = [], []
    for line in map(json.loads, result.stdout.splitlines()):
        if "ce" in line:
            waiting.append(line)
        else:
            events += [f"page {line['page']}: {told(event)}" for event in waiting]
            waiting = []
    assert events == readme.block("stream: events").splitlines()
