"""What holds for all commands: help, version, wrong use, a broker that is away, and a quick start."""

import os
import subprocess
import sys

import pytest
import typer

from worker.cli import EXAMPLES, app
from worker.version import VERSION

COMMANDS = [
    "demo",
    "parse",
    "ages",
    "times",
    "entities",
    "run",
    "feed",
    "tail",
    "replay",
    "topics",
    "doctor",
    "reprocess",
    "settings",
    "schemas",
]
# Nothing listens on port 1.
NOWHERE = "127.0.0.1:1"


def test_without_arguments_the_help_is_shown(dateline):
    result = dateline()
    assert result.exit_code == 0
    assert all(example in result.stdout for example in EXAMPLES.values())


@pytest.mark.parametrize("command", COMMANDS)
def test_help_teaches_by_an_example(dateline, command):
    result = dateline(command, "--help")
    assert result.exit_code == 0
    assert "Example: " in result.stdout


def test_every_command_is_covered_by_these_tests():
    assert set(typer.main.get_command(app).commands) == set(COMMANDS) == set(EXAMPLES)


def test_version(dateline):
    assert dateline("--version").stdout == f"dateline {VERSION}\n"


def test_an_unknown_command_is_wrong_use(dateline):
    assert dateline("pars").exit_code == 2


def test_a_missing_config_file_is_wrong_use(dateline, example):
    result = dateline("--config", "nowhere.toml", "parse", example)
    assert result.exit_code == 2
    assert "nowhere.toml" in result.stderr


def test_settings_come_from_the_config_file(dateline, example, tmp_path):
    config = tmp_path / "dateline.toml"
    config.write_text("max_page_bytes = 1024\n", encoding="utf-8")
    result = dateline("--config", config, "parse", example)
    assert result.exit_code == 1
    assert "too_large" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [["topics", "create"], ["topics", "check"], ["tail"], ["feed", "-"], ["replay"], ["reprocess"]],
)
def test_a_broker_that_is_away_is_named(dateline, monkeypatch, arguments):
    monkeypatch.setenv("DATELINE_BOOTSTRAP_SERVERS", NOWHERE)
    result = dateline(*arguments)
    assert result.exit_code == 3
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"dateline: cannot reach Kafka at {NOWHERE} (DATELINE_BOOTSTRAP_SERVERS")


def test_an_unusable_certificate_is_a_wrong_setting(dateline, monkeypatch, tmp_path):
    certificate = tmp_path / "ca.pem"
    certificate.write_text("no certificate", encoding="utf-8")
    monkeypatch.setenv("DATELINE_SECURITY_PROTOCOL", "SSL")
    monkeypatch.setenv("DATELINE_SSL_CAFILE", str(certificate))
    result = dateline("tail")
    assert result.exit_code == 2
    assert f"DATELINE_SSL_CAFILE: cannot use {certificate}" in result.stderr


def test_the_demo_says_what_to_install(dateline, monkeypatch):
    monkeypatch.setattr("worker.commands.demo.find_spec", lambda _: None)
    result = dateline("demo")
    assert result.exit_code == 3
    assert 'pip install "dateline[demo]"' in result.stderr


@pytest.mark.parametrize("heavy", ["faust", "aiokafka", "confluent_kafka", "rich"])
def test_starting_loads_nothing_heavy(heavy):
    loaded = subprocess.run(
        [sys.executable, "-c", f"import sys, worker.cli; print({heavy!r} in sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ,
    )
    assert loaded.stdout == "False\n"
