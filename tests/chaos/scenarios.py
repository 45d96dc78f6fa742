"""What is done to the workers and brokers, in a long and a short version, and the negative controls."""

import asyncio
import itertools
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from time import monotonic

from tests.brokers import Broker, LocalKafka
from tests.chaos.fleet import Member
from tests.chaos.sabotage import SLOW
from tests.chaos.trial import Play, Result, Scenario, Trial
from worker.delivery import topics

PAST_SESSION = 9.0  # seconds; the fleet's session time-out is 6
AWAY = 4.0  # seconds that a broker stays away


async def undisturbed(trial: Trial) -> None:
    """Nothing but what the tricks do."""


async def kills(trial: Trial) -> None:
    """(a) kill -9 of a random worker that works."""
    await trial.after_each_step(trial.fleet.kill_one)


async def early_kills(trial: Trial) -> None:
    """(a) The same as soon as anything is done, when most partitions have no committed offset yet.

    What a poll returned between an assignment and the seek is dropped by Faust; aiokafka's seek_to_committed leaves
    a partition without a commit where it stands, behind that.
    """
    await trial.after_each_step(trial.fleet.kill_one, start=0.001, end=0.1)


async def sigterms(trial: Trial) -> None:
    """(b) SIGTERM: exit status 0 within the deadline; a new one follows, as in a rolling update."""

    async def replace_one() -> None:
        await trial.fleet.replace(trial.random.choice(await trial.fleet.some_ready()))

    await trial.after_each_step(replace_one)


async def scaling(trial: Trial) -> None:
    """(c) 1 → 3 → 1 workers, and again."""
    numbers = itertools.cycle((3, 1))

    async def scale() -> None:
        await trial.fleet.scale(next(numbers))
        await trial.fleet.some_ready(len(trial.fleet.members))
        # The new owners do a part of the work before the partitions move again.
        await trial.watch.reach(min(1, trial.watch.share + 0.1), trial.within)

    await trial.after_each_step(scale, end=0.7)


async def broker_stops(trial: Trial) -> None:
    """(d) The only broker is stopped and started again."""

    async def bounce() -> None:
        await asyncio.to_thread(trial.broker.stop)
        await asyncio.sleep(AWAY)
        await asyncio.to_thread(trial.broker.start)
        trial.bounces += 1

    await trial.after_each_step(bounce)


async def broker_freezes(trial: Trial) -> None:
    """(d) The only broker freezes for longer than a session: connections stay open and nothing answers."""

    async def freeze() -> None:
        trial.broker.pause()
        await asyncio.sleep(PAST_SESSION)
        trial.broker.resume()
        trial.bounces += 1

    await trial.after_each_step(freeze)


async def broker_lost(trial: Trial) -> None:
    """(d) One broker of three is killed; the other two go on without it; it comes back."""
    assert isinstance(trial.broker, LocalKafka)
    nodes = trial.broker.nodes

    async def lose_one() -> None:
        node = trial.random.choice(nodes)
        node.kill()
        trial.bounces += 1
        await trial.watch.reach(min(1, trial.watch.share + 0.02), trial.within)
        await asyncio.to_thread(node.start)

    await trial.after_each_step(lose_one)


async def kills_in_slow_records(trial: Trial) -> None:
    """(g) Records that take longer than a heartbeat, at each place of a batch; workers are killed in the middle."""
    seen: dict[Member, int] = {}

    async def kill_in_slow_record() -> None:
        seen.update({member: _slow_records(member) for member in trial.fleet.members})
        end = monotonic() + trial.within
        while not (busy := [m for m in await trial.fleet.some_ready() if _slow_records(m) > seen[m]]):
            assert monotonic() < end, "no slow record came"
            await asyncio.sleep(0.05)
        await asyncio.sleep(0.5)  # the client has committed by itself by now, where it does
        trial.fleet.kill(busy[0])

    await trial.after_each_step(kill_in_slow_record)


async def no_letter_topic(trial: Trial) -> None:
    """(h) wire.rejected goes missing at work: the workers stop, again and again, and drop nothing."""
    await trial.fleet.some_ready(len(trial.fleet.members))
    name = trial.wire.topic("rejected")
    async with trial.wire.admin() as admin:
        await admin.delete_topics([name])
    await trial.feed()
    end = monotonic() + trial.within
    while not trial.fleet.exits:
        assert monotonic() < end, "no worker stopped, though the dead letters have no topic"
        await asyncio.sleep(0.2)
    await asyncio.sleep(PAST_SESSION)  # what would be dropped has its chance
    await make_topic(trial, name)


async def letters_dropped(trial: Trial) -> None:
    """The same for workers that do not stop."""
    await trial.fleet.some_ready(len(trial.fleet.members))
    name = trial.wire.topic("rejected")
    async with trial.wire.admin() as admin:
        await admin.delete_topics([name])
    await trial.feed()
    await asyncio.sleep(3 * PAST_SESSION)
    await make_topic(trial, name)


async def make_topic(trial: Trial, name: str) -> None:
    """Make one of the topics again."""
    wanted = [topic for topic in topics.wanted(trial.wire.settings(), 4, 1) if topic.name == name]
    async with trial.wire.admin() as admin:
        await topics.create(admin, wanted)


async def zombies(trial: Trial) -> None:
    """(i) A worker freezes past its session, another takes its partitions over, and it wakes up again."""

    async def freeze_and_wake() -> None:
        zombie = await trial.fleet.freeze_one()
        before = trial.watch.share
        await asyncio.sleep(PAST_SESSION)
        await trial.watch.reach(min(1, before + 0.03), trial.within)
        trial.fleet.thaw(zombie)
        await asyncio.sleep(1)

    await trial.after_each_step(freeze_and_wake, end=0.7)


def _slow_records(member: Member) -> int:
    return len(re.findall(f"^{SLOW} ", member.worker.log(), re.MULTILINE))


IN_TRANSACTION = ("slow-commits=0.1",)
RACING = (*IN_TRANSACTION, "racing-reads=0.3")
IN_IDENTIFY = ("slow-identify=0.3",)
SMALL_BATCHES = {"batch_records": "16"}
SLOW_RECORDS = ("slow-records=1.5",)

LONG = (
    Scenario("kill -9", kills, pages=24_000, hits=20),
    Scenario("kill -9 in mid-transaction", kills, 12_000, hits=15, tricks=IN_TRANSACTION),
    Scenario("kill -9 before the first commits", early_kills, 600, 3, tricks=RACING, settings=SMALL_BATCHES),
    Scenario("kill -9, static members", kills, 12_000, hits=12, static=True),
    Scenario("kill -9, at least once", kills, 12_000, hits=10, settings={"guarantee": "at-least-once"}),
    Scenario("SIGTERM", sigterms, 8_000, hits=8),
    Scenario("scale 1-3-1", scaling, 8_000, hits=6, workers=1, tricks=IN_TRANSACTION, settings=SMALL_BATCHES),
    Scenario("broker stopped", broker_stops, 6_000, hits=3, workers=2, brokers=1),
    Scenario("broker frozen", broker_freezes, 6_000, hits=2, workers=2, brokers=1),
    Scenario(
        "one broker of three lost",
        broker_lost,
        6_000,
        hits=4,
        workers=2,
        brokers=3,
        tricks=IN_TRANSACTION,
        settings=SMALL_BATCHES,
    ),
    Scenario(
        "failed deliveries", undisturbed, 6_000, tricks=("failing-sends=0.0003",), settings=SMALL_BATCHES
    ),
    Scenario("poison", undisturbed, 4_000, workers=1),
    Scenario(
        "slow records",
        kills_in_slow_records,
        600,
        hits=3,
        tricks=SLOW_RECORDS,
        settings={"batch_records": "8"},
    ),
    Scenario(
        "no topic for dead letters",
        no_letter_topic,
        400,
        workers=2,
        settings={"request_timeout": "8"},
        feeds_itself=True,
    ),
    Scenario("zombie", zombies, 6_000, hits=4, workers=2, tricks=IN_TRANSACTION, settings=SMALL_BATCHES),
)

# Pages and blows of the short version, without the replay but for the first.
SHORT_SIZES = {
    "kill -9 in mid-transaction": (1_200, 3),
    "SIGTERM": (1_500, 2),
    "scale 1-3-1": (1_500, 2),
    "broker stopped": (1_500, 1),
    "failed deliveries": (1_500, 1),
    "slow records": (150, 1),
    "no topic for dead letters": (120, 1),
    "zombie": (1_000, 1),
}
BY_NAME = {scenario.name: scenario for scenario in LONG}
SHORT = tuple(
    replace(
        BY_NAME[name],
        pages=pages,
        hits=hits,
        replay=place == 0,
        settings=BY_NAME[name].settings | SMALL_BATCHES,
    )
    for place, (name, (pages, hits)) in enumerate(SHORT_SIZES.items())
)


@dataclass(frozen=True)
class Control:
    """A scenario with a guard broken: at least one of the faults `must` must be found, or the scenario proves nothing."""

    name: str
    scenario: Scenario
    must: tuple[str, ...]

    def fails_as_it_must(self, result: Result) -> bool:
        """Whether the fault was found."""
        return any(getattr(result.verdict, fault) for fault in self.must)


def _broken(
    scenario: str,
    tricks: tuple[str, ...],
    *must: str,
    pages: int = 2_000,
    hits: int = 2,
    play: Play | None = None,
    hardships: tuple[str, ...] | None = None,
) -> Control:
    base = BY_NAME[scenario]
    broken = replace(
        base,
        name=f"{scenario}: {', '.join(tricks)}",
        pages=pages,
        hits=hits,
        play=play or base.play,
        tricks=(*(base.tricks if hardships is None else hardships), *tricks),
        settings=base.settings | SMALL_BATCHES,
        replay=False,
    )
    return Control(broken.name, broken, must)


# Each of them must fail.
CONTROLS = (
    _broken("kill -9", ("plain",), "missing", "extra"),
    _broken("kill -9 in mid-transaction", ("read-uncommitted",), "extra", hits=3, hardships=IN_IDENTIFY),
    _broken("kill -9 in mid-transaction", ("state-apart",), "missing", hits=3, hardships=IN_IDENTIFY),
    _broken("kill -9 before the first commits", ("no-rewind",), "missing", pages=600, hits=1),
    _broken("SIGTERM", ("no-restore",), "extra"),
    _broken("scale 1-3-1", ("stale-state",), "extra", hardships=IN_IDENTIFY),
    _broken("poison", ("faust-commits", "failing-sink=40"), "missing"),
    _broken("failed deliveries", ("swallowed-errors",), "missing", hardships=("failing-sends=0.003",)),
    _broken("poison", ("dropped-rejects",), "missing", pages=500),
    _broken("poison", ("reversed-sends",), "out_of_order", pages=500),
    _broken("slow records", ("commit-first",), "missing", pages=200, hits=1),
    _broken("no topic for dead letters", ("swallowed-errors",), "missing", pages=120, play=letters_dropped),
    _broken("zombie", ("no-fence",), "extra", hits=1),
)

# Those of them that take a few seconds.
SHORT_CONTROLS = tuple(
    control
    for control in CONTROLS
    if control.scenario.tricks[-1] in {"no-restore", "dropped-rejects", "reversed-sends"}
)


@contextmanager
def broker_for(scenario: Scenario, shared: Broker) -> Iterator[Broker]:
    """The shared broker, or as many of its own as the scenario wants to do harm to."""
    if not scenario.brokers:
        yield shared
        return
    with LocalKafka(brokers=scenario.brokers) as own:
        yield own
