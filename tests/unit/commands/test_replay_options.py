"""`dateline replay`: what its options take, told before a broker is asked."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from worker.commands.replay import instant, line_of
from worker.delivery.replay import Fate


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--code", "no_such_code"], "no_such_code"),
        (["--since", "gisteren"], "no time with an offset"),
        (["--since", "2026-01-01"], "no time with an offset"),
        (["--until", "2026-01-01T00:00:00"], "no time with an offset"),
        (["--from-offset", "3"], "go with --partition"),
        (["--to-offset", "3"], "go with --partition"),
        (["--partition", "-1"], "--partition"),
    ],
)
def test_wrong_use_is_explained(dateline, monkeypatch, arguments, said):
    monkeypatch.setenv("DATELINE_BOOTSTRAP_SERVERS", "127.0.0.1:1")
    monkeypatch.setenv("COLUMNS", "200")
    result = dateline("replay", *arguments)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())


@pytest.mark.parametrize(
    "text", ["2026-01-01T01:00:00+01:00", "2026-01-01T00:00Z", "2026-01-01T00:00:00.000+00:00"]
)
def test_times_carry_their_offset(text):
    assert instant(text) == datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("fate", "dry_run", "said"),
    [
        (Fate.REPLAYED, True, "[would be sent back]"),
        (Fate.REPLAYED, False, "[sent back]"),
        (Fate.REPLAYED_BEFORE, True, "[sent back before]"),
    ],
)
def test_a_dry_run_does_not_say_that_anything_was_sent(fate, dry_run, said):
    letter = SimpleNamespace(place="wire.rejected/0/7", reason=lambda _name: "x")
    assert line_of(letter, fate, dry_run=dry_run, as_json=False).decode().endswith(said)
