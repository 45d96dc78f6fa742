"""What `identify` remembers survives the worker, and reading it back costs nobody his place in the group."""

import asyncio

from aiokafka.admin import NewPartitions

from tests.harness import Wire, WorkerProcess
from tests.harness.wire import Page

SLOW = 25.0  # seconds that a state takes to be restored: longer than any of LIMITS
LIMITS = {"session_timeout": "6", "request_timeout": "8", "rebalance_timeout": "10", "stall_timeout": "12"}
SLOWLY = ("-m", "tests.chaos.sabotage", f"slow-restores={SLOW:g}")


def _page(number: int, *again: int) -> Page:
    """A page with one new brief and some that stood on earlier pages."""
    briefs = [f"UTRECHT (ANP) - Brug {each} gaat vandaag weer open." for each in (number, *again)]
    lines = [
        f"Bericht {number}",
        f"DEN HAAG (ANP) - Het kabinet besluit over zaak {number}.",
        "Meer uit Binnenland",
    ]
    return Page("\n".join([*lines, *briefs]).encode())


async def test_what_was_published_before_a_restart_is_not_published_again(wire: Wire) -> None:
    await wire.feed([_page(1), _page(2, 1)])
    with WorkerProcess(wire.environment()) as worker:
        assert len(await wire.read("articles", "briefs", until=4)) == 4
        assert worker.stop() == 0
        await wire.feed([_page(1), _page(3, 1, 2)])
        worker.restart()
        records = await wire.read("articles", "briefs", until=6)
        assert worker.stop() == 0
        assert "keys in" in worker.log(), "nothing was restored"
    assert len(records) == len({record.value for record in records}) == 6


async def test_a_slow_restore_and_a_rebalance_in_the_middle_of_it_cost_nothing(wire: Wire) -> None:
    environment = wire.environment(**LIMITS)
    await wire.feed([_page(1), _page(2, 1)])
    with WorkerProcess(environment, SLOWLY) as first:
        # Meanwhile the partitions without a state flow.
        assert len(await wire.read("split", until=2, within=SLOW - 5)) == 2
        with WorkerProcess(environment, SLOWLY) as second:
            await wire.feed([_page(3, 1, 2)])
            records = await wire.read("articles", "briefs", until=6, within=120)
            assert (first.stop(), second.stop()) == (0, 0)
            assert (first.log() + second.log()).count("dateline is ready") == 2
    assert len(records) == len({record.value for record in records}) == 6


async def test_a_changed_number_of_partitions_is_refused(wire: Wire) -> None:
    await wire.feed([_page(1)])
    with WorkerProcess(wire.environment()) as worker:
        await wire.read("articles", "briefs", until=2)
        assert worker.stop() == 0
        async with wire.admin() as admin:
            await admin.create_partitions({wire.topic(name): NewPartitions(8) for name in ("split", "state")})
        await asyncio.sleep(1)  # until all brokers know
        worker.restart()
        assert worker.wait() == 1
        assert "was written for 4 partitions and has 8 now" in worker.log()
