"""How the commands are run: in this process, as from a shell."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from worker import examples
from worker.cli import app

EXAMPLE = Path(examples.__file__).parent / "buitenland.json"

Dateline = Callable[..., Result]


@pytest.fixture(autouse=True)
def no_settings_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody's own DATELINE_… variables may change what is tested."""
    import os

    for name in [name for name in os.environ if name.startswith("DATELINE_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def dateline() -> Dateline:
    """Run a command line: `dateline("parse", "-", stdin=b"…")`."""
    runner = CliRunner()

    def run(*arguments: object, stdin: bytes = b"") -> Result:
        result = runner.invoke(app, [str(argument) for argument in arguments], input=stdin)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


@pytest.fixture
def example() -> Path:
    """The page that the demo feeds: an article and seven briefs."""
    return EXAMPLE
