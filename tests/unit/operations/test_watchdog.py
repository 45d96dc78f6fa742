"""When the watchdog barks, and when it must not. The clock is the test's: each look takes a sixth of the time."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from itertools import count

import pytest

from worker.operations import watchdog as module
from worker.operations.watchdog import Vitals, Watchdog

STALL = 0.006  # seconds; it looks six times as often
LOOKS = 40
FIRST_BARK = 7  # the look at which more than STALL is over since the first one

Look = Callable[[], Awaitable[Vitals]]
now = 0.0


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "monotonic", lambda: now)


async def bark_at(look: Look) -> int | None:
    """The number of the look at which it barks; None when it does not in LOOKS looks."""
    said: list[str] = []
    looks = 0
    enough = asyncio.Event()

    async def counted() -> Vitals:
        global now  # noqa: PLW0603
        nonlocal looks
        now += STALL / 6 * 1.01
        looks += 1
        if looks > LOOKS:
            enough.set()
        return await look()

    watching = asyncio.create_task(Watchdog(STALL, counted, said.append).run())
    waiting = asyncio.create_task(enough.wait())
    await asyncio.wait({watching, waiting}, return_when=asyncio.FIRST_COMPLETED, timeout=20)
    assert watching.done() or waiting.done()
    for task in (watching, waiting):
        task.cancel()
    await asyncio.gather(watching, waiting, return_exceptions=True)
    assert len(said) <= 1
    return looks if said else None


def looking(vitals: Iterator[Vitals]) -> Look:
    async def look() -> Vitals:
        return next(vitals)

    return look


@pytest.mark.parametrize(
    ("moved", "waiting", "barks"),
    [
        pytest.param(lambda _: 0, lambda _: True, FIRST_BARK, id="it waits and nothing moves"),
        pytest.param(lambda _: 0, lambda _: False, None, id="nothing waits"),
        pytest.param(lambda n: n, lambda _: True, None, id="it moves all the time"),
        pytest.param(lambda n: n // 6, lambda _: True, None, id="it moves just often enough"),
        pytest.param(lambda n: n // 7, lambda _: True, FIRST_BARK, id="it moves too rarely"),
        pytest.param(lambda _: 0, lambda n: n % 6 != 0, None, id="it waits, but never for the whole time"),
        pytest.param(lambda n: min(n, 5), lambda _: True, 5 + FIRST_BARK, id="it moved, and stopped"),
        pytest.param(lambda _: 0, lambda n: n >= 10, 9 + FIRST_BARK, id="nothing waited, and then it did"),
        pytest.param(lambda n: (n % 2,), lambda _: True, None, id="it moves to and fro"),
    ],
)
async def test_it_barks_when_records_wait_and_nothing_moves_for_the_time(
    moved: Callable[[int], object], waiting: Callable[[int], bool], barks: int | None
) -> None:
    assert await bark_at(looking(Vitals(moved(n), waiting(n)) for n in count())) == barks


@pytest.mark.parametrize("error", [ConnectionError("no broker"), RuntimeError("whatever")])
async def test_a_look_that_fails_is_no_reason_to_bark(error: Exception) -> None:
    async def look() -> Vitals:
        raise error

    assert await bark_at(look) is None


async def test_the_time_begins_anew_after_a_look_that_failed() -> None:
    looks = count()

    async def look() -> Vitals:
        if next(looks) % 6 == 5:
            raise ConnectionError
        return Vitals(moved=0, waiting=True)

    assert await bark_at(look) is None


async def test_a_look_that_hangs_is_a_reason() -> None:
    async def look() -> Vitals:
        await asyncio.Event().wait()
        raise AssertionError

    assert await bark_at(look) is not None


async def test_a_look_that_says_that_the_consumer_hangs_is_one_too() -> None:
    async def look() -> Vitals:
        raise TimeoutError

    assert await bark_at(look) is not None


async def test_looks_that_hang_now_and_then_are_none() -> None:
    looks = count()

    async def look() -> Vitals:
        number = next(looks)
        if number % 3 == 2:
            await asyncio.Event().wait()
        return Vitals(moved=number, waiting=True)

    assert await bark_at(look) is None


async def test_idle_grows_while_nothing_moves() -> None:
    async def look() -> Vitals:
        return Vitals(moved=0, waiting=True)

    global now  # noqa: PLW0603
    watchdog = Watchdog(STALL, look, lambda _reason: None)
    watching = asyncio.create_task(watchdog.run())
    await asyncio.sleep(STALL)
    assert watchdog.idle == 0
    now += 10 * STALL
    assert watchdog.idle == pytest.approx(10 * STALL)
    await asyncio.wait_for(watching, 5)  # it ends with its bark
