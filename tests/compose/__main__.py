"""Bring docker-compose.yml up, feed it the seed page, read its events, kill its worker, take it down.

Ends with status 0 only when all of that went as it should. Works where the official images can be had, and where not.
"""

import asyncio
import json
import os
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from aiokafka import AIOKafkaConsumer

from tests.brokers.broker import free_ports
from tests.compose.engine import compose, engine
from tests.compose.images import build_worker, have_images, python_image, use_classic_builder_if_need_be
from tests.compose.shell import ROOT, Failed, attempt, run, say

SEED = ROOT / "tests" / "cases" / "seed-page.txt"
SECOND_PAGE = """\
Grote brand in haven van Rotterdam
ROTTERDAM (ANP) - In de haven van Rotterdam woedt een grote brand in een loods. Dat meldt de veiligheidsregio. Er zijn geen gewonden.
De brandweer verwacht nog tot de avond bezig te zijn met blussen.
"""
EVENTS_WITHIN = 90.0
DATELINE = str(Path(sys.executable).with_name("dateline"))


class Stack:
    """docker-compose.yml under a project name, an image and a port of its own: nobody's running stack is disturbed."""

    def __init__(self, image: str) -> None:
        (port,) = free_ports(1)
        self.image = image
        self.bootstrap_servers = f"localhost:{port}"
        self._compose = [*compose(), "--project-name", f"dateline-test-{os.getpid()}"]
        self._environment = {"KAFKA_PORT": str(port), "DATELINE_IMAGE": image}

    def __call__(self, *command: str) -> str:
        return run([*self._compose, *command], timeout=240, env=self._environment)

    def container(self, service: str) -> str:
        """Id of a service's container, also of one that has ended."""
        # (docker-compose 1.29 has no --all together with -q, and its -q lists ended ones too.)
        ids = self("ps", "-q", service).split() or self("ps", "-a", "-q", service).split()
        if not ids:
            raise Failed(f"the service {service} has no container")
        return ids[0]

    def logs(self) -> str:
        """The end of each service's log."""
        done = attempt([*self._compose, "logs", "--no-color", "--tail=40"], env=self._environment)
        return (done.stdout + done.stderr) if done else ""

    def feed(self, page: Path) -> None:
        """As the README says it, from this machine."""
        run([DATELINE, "feed", str(page)], env={"DATELINE_BOOTSTRAP_SERVERS": self.bootstrap_servers})


def inspect(container: str) -> dict[str, Any]:
    """What Docker knows about a container."""
    found: dict[str, Any] = json.loads(run(["docker", "inspect", container]))[0]
    return found


async def read_events(servers: str, enough: Callable[[Counter[str]], bool]) -> Counter[str]:
    """All events so far, counted by topic and type, once there are enough of them; later ones too."""
    seen: Counter[str] = Counter()
    async with AIOKafkaConsumer(
        "wire.articles",
        "wire.briefs",
        bootstrap_servers=servers,
        auto_offset_reset="earliest",
        isolation_level="read_committed",
    ) as consumer:
        end = time.monotonic() + EVENTS_WITHIN
        while time.monotonic() < end:
            batches = await consumer.getmany(timeout_ms=3000)
            for record in (record for batch in batches.values() for record in batch):
                seen[dict(record.headers)["ce_type"].decode()] += 1
            if not batches and enough(seen):  # enough, and 3 s of silence: no more than that
                return seen
    raise Failed(f"too few events within {EVENTS_WITHIN:.0f} s: {dict(seen)}")


def check_the_seed_page(stack: Stack) -> None:
    stack.feed(SEED)
    seen = asyncio.run(read_events(stack.bootstrap_servers, lambda events: events.total() >= 8))
    expected = {"dateline.article.published.v1": 1, "dateline.brief.published.v1": 7}
    if seen != expected:
        raise Failed(f"the seed page gave {dict(seen)} instead of {expected}")
    say("the seed page gave 1 article and 7 briefs")


def check_that_a_killed_worker_comes_back(stack: Stack) -> None:
    """Kill its process (`docker kill` would do it on the user's behalf, and Docker then leaves it stopped)."""
    worker = stack.container("worker")
    pid = inspect(worker)["State"]["Pid"]
    kill = ["--pid=host", "--user=0", "--entrypoint=python", stack.image, "-c"]
    run(["docker", "run", "--rm", *kill, f"import os; os.kill({pid}, {signal.SIGKILL.value})"])
    end = time.monotonic() + 60
    while not (inspect(worker)["RestartCount"] and inspect(worker)["State"]["Running"]):
        if time.monotonic() > end:
            raise Failed("the worker was killed and did not come back")
        time.sleep(0.5)
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "second.txt")
        page.write_text(SECOND_PAGE, encoding="utf-8")
        stack.feed(page)
    article = "dateline.article.published.v1"
    asyncio.run(read_events(stack.bootstrap_servers, lambda events: events[article] >= 2))
    say("the worker was killed (-9), came back and went on")


def check_that_the_topics_were_made(stack: Stack) -> None:
    state = inspect(stack.container("topics"))["State"]
    if state["Status"] != "exited" or state["ExitCode"] != 0:
        raise Failed(f"`dateline topics create` did not end well: {state}")
    say("up: Kafka is healthy, the topics are made, the worker is started")


def check_that_it_stops_when_asked_to(stack: Stack) -> None:
    stack("stop")
    if code := inspect(stack.container("worker"))["State"]["ExitCode"]:
        raise Failed(f"the worker ended with status {code} when asked to stop")
    say("the worker ended with status 0 when asked to stop")


def check(stack: Stack) -> None:
    """The whole story; the services' logs are shown when it goes wrong."""
    try:
        stack("up", "-d", "--no-build")
        check_that_the_topics_were_made(stack)
        check_the_seed_page(stack)
        check_that_a_killed_worker_comes_back(stack)
        check_that_it_stops_when_asked_to(stack)
    except BaseException:
        print(stack.logs(), file=sys.stderr)
        raise
    finally:
        stack("down", "--volumes", "--remove-orphans")


def main() -> None:
    """`make test-compose`."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that everything is taken down
    image = f"dateline:test-{os.getpid()}"
    try:
        with engine():
            use_classic_builder_if_need_be()
            stand_ins: list[str] = []
            try:
                stand_ins = have_images()
                build_worker(image, on_stand_in=python_image() in stand_ins)
                say("the worker's image is built")
                check(Stack(image))
            finally:  # nothing of ours stays under an official name
                attempt(["docker", "image", "rm", "--force", image, *stand_ins])
    except Failed as reason:
        sys.exit(f"test-compose: FAILED: {reason}")
    images = f"stand-ins for {', '.join(stand_ins)}" if stand_ins else "official images"
    say(f"test-compose: passed ({images})")


if __name__ == "__main__":
    main()
