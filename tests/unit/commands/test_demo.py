"""`dateline demo`, whole: the embedded broker, the worker and what is left of them afterwards."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("confluent_kafka")

PATIENCE = 60.0


def start(*arguments: str | Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "worker", "demo", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def children(parent: int) -> list[int]:
    """Process ids, read from /proc; none where the parent is gone."""
    try:
        return [int(pid) for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]
    except FileNotFoundError:
        return []


def runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def wait_until(holds: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, what
        time.sleep(0.1)


def test_the_demo_shows_every_event_and_every_dead_letter_and_ends(example, tmp_path):
    broken = tmp_path / "broken.txt"
    broken.write_bytes(b"\xff\xfe\x00")
    with start("--json", example, broken) as demo:
        shown, said = demo.communicate(timeout=PATIENCE)
    results = [json.loads(line) for line in shown.splitlines()]
    types = sorted(result["data"]["type"] for result in results if "ce" in result)
    assert types == ["article"] + ["brief"] * 7
    (dead,) = [result["dead_letter"] for result in results if "dead_letter" in result]
    assert (dead["page"], dead["code"]) == (str(broken), "not_utf8")
    assert demo.returncode == 1, said
    assert "at-least-once" in said


def test_kept_up_it_ends_with_ctrl_c_and_takes_its_children_along(example):
    with start("--keep", example) as demo:
        assert demo.stderr is not None
        said = [demo.stderr.readline() for _ in range(3)]
        assert "the broker stays at 127.0.0.1:" in said[2], said
        pids = children(demo.pid)
        assert len(pids) == 2
        demo.send_signal(signal.SIGINT)
        shown, said_last = demo.communicate(timeout=PATIENCE)
    assert demo.returncode == 0
    assert "Traceback" not in said_last
    assert "3 uur geleden" in shown
    assert not any(map(runs, pids))


def test_children_end_with_a_parent_that_was_killed(example):
    with start("--keep", example) as demo:
        wait_until(lambda: len(children(demo.pid)) == 2, "the children start")
        pids = children(demo.pid)
        os.kill(demo.pid, signal.SIGKILL)
        wait_until(lambda: not any(map(runs, pids)), "the children end")


def test_a_worker_that_cannot_start_is_explained(example, monkeypatch):
    # Known to the worker's process and not to this one, which has its settings already.
    monkeypatch.setattr(
        "worker.commands.demo.DEMO_SETTINGS", {"security_protocol": "PLAINTEXT", "guarantee": "none"}
    )
    from typer.testing import CliRunner

    from worker.cli import app

    result = CliRunner().invoke(app, ["demo", str(example)])
    assert result.exit_code == 3
    assert "the worker ended before its work; its last lines were:" in result.stderr
    assert "DATELINE_GUARANTEE" in result.stderr
