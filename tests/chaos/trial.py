"""One scenario, from topics to verdict: feed, play, drain, judge; then replay the input and judge again."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from random import Random
from time import monotonic

from tests.brokers import Broker
from tests.chaos.fleet import Fleet
from tests.chaos.load import PARTITIONS, Load
from tests.chaos.verdict import Verdict, judge
from tests.chaos.watch import Watch, drain, read_uncommitted, rewind, watching
from tests.harness import Wire

Say = Callable[[str], None]


@dataclass
class Trial:
    """What a scenario plays with. `hits` is how many blows it deals, `within` how long each step may take."""

    wire: Wire
    fleet: Fleet
    watch: Watch
    broker: Broker
    random: Random
    hits: int
    say: Say
    feed: Callable[[], Awaitable[None]]
    within: float = 120.0
    bounces: int = 0

    async def after_each_step(
        self, blow: Callable[[], Awaitable[None]], start: float = 0.02, end: float = 0.85
    ) -> None:
        """Deal `hits` blows, each only after progress since the last, none when the work is done."""
        step = (end - start) / self.hits
        share = start
        for number in range(1, self.hits + 1):
            await self.watch.reach(share, self.within)
            assert self.watch.share < 1, f"done before blow {number}: this proves nothing"
            await blow()
            self.say(f"blow {number} of {self.hits} at {self.watch.share:.0%}")
            share = max(share, self.watch.share) + min(step, (end - self.watch.share) / self.hits)


Play = Callable[[Trial], Awaitable[None]]


@dataclass(frozen=True)
class Scenario:
    """What is done, to how many workers, under which hardships."""

    name: str
    play: Play
    pages: int
    hits: int = 1
    workers: int = 3
    tricks: tuple[str, ...] = ()
    settings: dict[str, str] = field(default_factory=dict)
    brokers: int = 0  # of its own; 0: the shared one does
    static: bool = False  # static membership: each place in the fleet keeps its name in the group
    feeds_itself: bool = False  # the play says when
    replay: bool = True

    @property
    def at_least_once(self) -> bool:
        return self.settings.get("guarantee") == "at-least-once"


@dataclass(frozen=True)
class Result:
    """The account of one trial. `failure` is what kept it from its end: workers that hung, a wrong exit status."""

    scenario: Scenario
    verdict: Verdict
    kills: int
    bounces: int
    exits: tuple[str, ...]
    seconds: float
    failure: str = ""

    @property
    def holds(self) -> bool:
        """Whether the promise was kept."""
        kept = self.verdict.at_least_once if self.scenario.at_least_once else self.verdict.exactly_once
        return kept and not self.failure


async def run(
    scenario: Scenario, broker: Broker, seed: int, say: Say = lambda _text: None, patience: float = 240.0
) -> Result:
    """Play the scenario and judge. AssertionErrors of the play are part of the result; others are not caught."""
    for chatty in ("aiokafka", "asyncio"):  # a broker that is away is no news here
        logging.getLogger(chatty).setLevel(logging.CRITICAL)
    started = monotonic()
    load = Load(scenario.pages, seed)
    wire = Wire(broker.bootstrap_servers)
    await wire.create(PARTITIONS, min(3, max(1, scenario.brokers)))
    random = Random(seed)
    fleet = Fleet(wire, random, scenario.tricks, scenario.static, **scenario.settings)
    failure = ""
    async with watching(wire, load.truth) as watch:
        trial = Trial(
            wire, fleet, watch, broker, random, scenario.hits, say, lambda: wire.feed(load.records())
        )
        verdicts: list[Verdict] = []
        try:
            async with fleet:
                await _play(trial, scenario, patience)
                verdicts.append(await _judged(trial, load))
                if scenario.replay:
                    await _replay(trial, patience)
                    verdicts.append(await _judged(trial, load, rounds=2))
        except AssertionError as error:
            failure = "\n".join([str(error), *getattr(error, "__notes__", [])])
        if not verdicts:
            verdicts.append(await _judged(trial, load))
        everything = judge(await asyncio.wait_for(read_uncommitted(wire), 120), load.truth)
        verdict = _worst(verdicts, everything, len(watch.outcomes))
    return Result(
        scenario, verdict, fleet.kills, trial.bounces, tuple(fleet.exits), monotonic() - started, failure
    )


async def _play(trial: Trial, scenario: Scenario, patience: float) -> None:
    if not scenario.feeds_itself:
        await trial.feed()
    await trial.fleet.scale(scenario.workers)
    await scenario.play(trial)
    await drain(trial.wire, patience)


async def _replay(trial: Trial, patience: float) -> None:
    """Read the input once more from its start: dead letters come again, and nothing else."""
    await trial.fleet.stop()
    await rewind(trial.wire)
    trial.fleet.revive()
    await drain(trial.wire, patience)
    await trial.fleet.stop()


async def _judged(trial: Trial, load: Load, rounds: int = 1) -> Verdict:
    await trial.watch.catch_up()
    verdict = judge(trial.watch.outcomes, load.truth, rounds)
    trial.say(f"{'after the replay: ' * (rounds > 1)}{verdict}")
    return verdict


def _worst(verdicts: list[Verdict], everything: Verdict, committed: int) -> Verdict:
    """The first verdict's records with the faults of all; `everything` is what a read_uncommitted reader sees, which
    may hold records more than once but never two that differ."""
    return Verdict(
        records=verdicts[0].records,
        missing=max(verdict.missing for verdict in verdicts),
        extra=max(verdict.extra for verdict in verdicts),
        out_of_order=max(verdict.out_of_order for verdict in verdicts),
        conflicting=max(verdict.conflicting for verdict in (*verdicts, everything)),
        aborted=everything.records - committed,
        examples=tuple(example for verdict in verdicts for example in verdict.examples),
    )
