"""A Docker engine with Compose: the one that answers, else one of our own, for the time of the test."""

import contextlib
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.brokers.broker import Watchdog
from tests.compose.shell import Failed, run, say, succeeds

WHAT_TO_INSTALL = "Docker with Compose is needed (Debian: apt-get install docker.io iptables docker-compose)"


@contextlib.contextmanager
def engine() -> Iterator[None]:
    """While it lasts, `docker` reaches an engine."""
    if not _answers() and not (shutil.which("docker") and shutil.which("dockerd")):
        install("docker.io", "iptables")
    if _answers():
        yield
        return
    if not (shutil.which("dockerd") and os.geteuid() == 0):
        raise Failed(f"no Docker engine answers, and one can be started only by root. {WHAT_TO_INSTALL}")
    with _own_engine():
        yield


def compose() -> list[str]:
    """The command: Compose v2, else the older docker-compose."""
    if succeeds(["docker", "compose", "version"]):
        return ["docker", "compose"]
    if not shutil.which("docker-compose"):
        install("docker-compose")
    return ["docker-compose"]


def _answers() -> bool:
    return succeeds(["docker", "version", "--format", "{{.Server.Version}}"], timeout=20)


def install(*packages: str) -> None:
    """By apt, where that is possible; otherwise the test ends with a line that says what is needed."""
    if os.geteuid() or not shutil.which("apt-get"):
        raise Failed(f"{WHAT_TO_INSTALL}; missing here: {', '.join(packages)}")
    say(f"installing {', '.join(packages)} (apt-get)")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", *packages]
    if not succeeds(command, timeout=300, env=quiet):  # package lists that are old or were never fetched
        run(["apt-get", "update", "--quiet"], timeout=300)
        run(command, timeout=300, env=quiet)


@contextlib.contextmanager
def _own_engine() -> Iterator[None]:
    folder = Path(tempfile.mkdtemp(prefix="dl-docker-"))  # short: a socket's path has 107 characters at most
    places = {"--data-root": "data", "--exec-root": "exec", "--pidfile": "pid"}
    options = [word for option, name in places.items() for word in (option, str(folder / name))]
    socket = f"unix://{folder}/sock"
    say("no Docker engine answers: starting one of our own")
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            ["dockerd", "--host", socket, *options], stdout=log, stderr=log, start_new_session=True
        )
    watchdog = Watchdog(["kill", str(process.pid)])
    before = os.environ.get("DOCKER_HOST")
    os.environ["DOCKER_HOST"] = socket
    try:
        _await_engine(process, folder / "log")
        yield
    finally:
        process.terminate()
        process.wait(60)
        watchdog.dismiss()
        os.environ.pop("DOCKER_HOST")
        if before is not None:
            os.environ["DOCKER_HOST"] = before
        _unmount_below(folder)
        shutil.rmtree(folder)


def _unmount_below(folder: Path) -> None:
    """dockerd leaves its network namespace mounted."""
    mounts = Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines()
    places = [line.split()[1] for line in mounts]
    for place in reversed([place for place in places if place.startswith(f"{folder}/")]):
        run(["umount", place])


def _await_engine(process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(100):
        if _answers():
            return
        if process.poll() is not None:
            break
        time.sleep(0.3)
    raise Failed(f"dockerd does not start:\n{log.read_text(encoding='utf-8', errors='replace')[-2000:]}")
