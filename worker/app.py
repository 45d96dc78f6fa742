"""The worker: the Faust app and its life from start to exit status."""

import asyncio
import contextlib
import logging
import os
import signal
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from enum import IntEnum
from functools import partial
from typing import cast

import faust
from faust.app.base import BootStrategy
from mode.supervisors import CrashingSupervisor

from worker.agents import AGENTS, add_agent
from worker.delivery.broker import BrokerAway, wait_for_topics
from worker.delivery.budget import ByteBudget
from worker.delivery.ownership import Ownership
from worker.delivery.sink import SINKS, Sink
from worker.delivery.transport import Consumer, Transport
from worker.delivery.vitals import VitalSigns
from worker.delivery.work import StageWork
from worker.operations.health import Check, Finding, HealthServer
from worker.operations.logs import configure_logging
from worker.operations.watchdog import Watchdog
from worker.settings import Settings, unknown_variables

log = logging.getLogger(__name__)


class Exit(IntEnum):
    """Exit statuses of `dateline run`."""

    STOPPED = 0
    CRASHED = 1
    WRONG_USE = 2
    BROKER_AWAY = 3


class ConsumerOnly(BootStrategy):
    """Faust's producer is left out: the sink has its own, which wait for every delivery."""

    enable_kafka_producer = False
    enable_web = False


class App(faust.App):
    """A Faust app that reads; delivery is the sink's."""

    BootStrategy = ConsumerOnly

    def _create_directories(self) -> None:
        """Faust would make folders for tables where it was started. There are none, and the disk may be read-only."""


@dataclass(frozen=True, slots=True)
class Worker:
    """The parts of a worker that know of each other."""

    settings: Settings
    app: App
    sink: Sink
    ownership: Ownership
    works: dict[str, StageWork]  # by the topic that each agent reads

    @property
    def consumer(self) -> Consumer:
        """The app's consumer, which is ours."""
        return cast(Consumer, self.app.consumer)

    async def start(self) -> None:
        """Join the group and begin to work."""
        await self.sink.start(self.consumer.commit_delivered)
        await self.app.start()

    async def stop(self) -> None:
        """Finish the batches under way, leave the group, close all connections."""
        await self.app.stop()
        await self.ownership.drop_all()
        await self.sink.stop()


def create_worker(settings: Settings) -> Worker:
    """Put a worker together."""
    app = App(
        settings.app_id,
        broker=[f"kafka://{server}" for server in settings.bootstrap_servers.split(",")],
        agent_supervisor=CrashingSupervisor,  # an error stops the worker; the default would go on past it
        stream_wait_empty=True,  # a rebalance waits for the batch under way
        stream_buffer_maxsize=settings.batch_records,
        stream_recovery_delay=0.0,
        broker_request_timeout=settings.request_timeout,
        broker_session_timeout=settings.session_timeout,
        broker_rebalance_timeout=settings.rebalance_timeout,
        table_standby_replicas=0,
        topic_allow_declare=False,  # topics are made by `dateline topics create`, with settings that hold
        topic_disable_leader=True,
        web_enabled=False,
        worker_redirect_stdouts=False,
    )
    sink = SINKS[settings.guarantee](settings)
    ownership = Ownership(settings, sink)
    budget = ByteBudget(settings.buffer_bytes)
    app.transport = Transport(app.conf.broker_consumer, app, settings, ownership, budget)
    works = {
        settings.topic(topic): StageWork(name, stage(settings), settings, ownership, sink)
        for name, (topic, stage) in AGENTS.items()
    }
    for topic, work in works.items():
        add_agent(app, topic, work, settings, budget)
    return Worker(settings, app, sink, ownership, works)


def run_worker(settings: Settings, ready: Callable[[], None] | None = None) -> int:
    """Run the worker until it is told to stop or cannot go on. Returns the exit status."""
    configure_logging(settings)
    for unknown in unknown_variables(os.environ):
        log.warning("%s", unknown)
    return asyncio.run(_run(settings, ready))


async def _run(settings: Settings, ready: Callable[[], None] | None) -> int:
    stop = _stop_signal()
    try:
        await wait_for_topics(settings, stop)
    except BrokerAway as away:
        log.error("%s", away)
        return Exit.BROKER_AWAY
    if stop.is_set():
        return Exit.STOPPED
    status = await _serve(settings, stop, ready)
    if status == Exit.CRASHED:
        # Faust's threads may outlive the crash: waiting for them brings nothing but their complaints.
        _leave_now()
    return status


async def _serve(settings: Settings, stop: asyncio.Event, ready: Callable[[], None] | None) -> int:
    worker = create_worker(settings)
    try:
        async with _attended(worker):
            starting = asyncio.create_task(worker.start())
            await _first(stop.wait(), starting, worker.app.wait_until_stopped())
            if not stop.is_set() and not worker.app.crashed:
                await starting  # raises what kept it from starting
                log.info("dateline is ready: it reads %s, %s", settings.topic("pages"), settings.guarantee)
                if ready is not None:
                    ready()
                await _first(stop.wait(), worker.app.wait_until_stopped())
    except PortTaken as taken:
        log.error("%s", taken)
        return Exit.WRONG_USE
    except Exception as error:  # noqa: BLE001 (whatever kept it from starting)
        await worker.app.crash(error)
    return await _end(worker)


async def _end(worker: Worker) -> int:
    """Stop in an orderly way, or after a crash as fast as may be; never longer than the settings allow."""
    crashed = worker.app.crashed
    if crashed:
        log.error(
            "stopping after: %s; what was not committed is read again at the next start",
            worker.app.crash_reason,
        )
    else:
        log.info("stopping: the batches under way are finished first")
    deadline = worker.settings.shutdown_timeout
    try:
        async with asyncio.timeout(deadline):
            if crashed:
                # What is still in flight must not be committed any more: the next owner does it again.
                await worker.sink.stop()
            await worker.stop()
    except TimeoutError:
        log.error("not stopped within DATELINE_SHUTDOWN_TIMEOUT=%g s; leaving now", deadline)
        _leave_now()
    return Exit.CRASHED if crashed else Exit.STOPPED


class PortTaken(Exception):
    """The port that the settings name for the health checks is not to be had."""


@contextlib.asynccontextmanager
async def _attended(worker: Worker) -> AsyncIterator[None]:
    """With a watchdog for each agent (one that hangs is not excused by the others), and with health checks."""
    settings = worker.settings
    signs = VitalSigns(settings, worker.consumer, worker.ownership)
    watchdogs = [
        Watchdog(settings.stall_timeout, partial(signs.look, topic, work), _leave_stalled)
        for topic, work in worker.works.items()
    ]

    def alive() -> Finding:
        idle = max(watchdog.idle for watchdog in watchdogs)
        return idle < settings.stall_timeout, {"idle_seconds": round(idle, 1)}

    async with _health_checks(settings, alive, signs.readiness):
        watching = [asyncio.create_task(watchdog.run()) for watchdog in watchdogs]
        try:
            yield
        finally:
            for task in watching:
                task.cancel()
            await signs.close()


@contextlib.asynccontextmanager
async def _health_checks(settings: Settings, alive: Check, ready: Check) -> AsyncIterator[None]:
    """Serve them while the worker runs. Raises PortTaken where somebody has asked for a port that is taken."""
    server = HealthServer(settings.http_host, settings.http_port, alive, ready)
    try:
        if settings.http_port:
            await server.start()
    except OSError as error:
        taken = f"no health checks at {settings.http_host}:{settings.http_port} (DATELINE_HTTP_PORT): {error.strerror}"
        if "http_port" in settings.model_fields_set:
            raise PortTaken(f"{taken}. Name another port, or 0 for none") from error
        # Nobody asked for this port: a second worker on a machine does without.
        log.warning("%s", taken)
    try:
        yield
    finally:
        await server.stop()


def _stop_signal() -> asyncio.Event:
    """Set by SIGTERM and SIGINT; a second one ends the process at once."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def on_signal() -> None:
        if stop.is_set():
            _leave_now()
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, on_signal)
    return stop


def _leave_stalled(reason: str) -> None:
    log.error("leaving: %s", reason)
    _leave_now()


def _leave_now() -> None:
    """Leave without waiting for threads that hang; what was not committed is done again by the next owner."""
    logging.shutdown()
    os._exit(Exit.CRASHED)


async def _first(*waits: object) -> None:
    tasks = [asyncio.ensure_future(wait) for wait in waits]  # type: ignore[call-overload]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
