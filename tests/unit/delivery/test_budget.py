"""The bytes that are read ahead."""

import asyncio

import pytest

from worker.delivery.budget import ByteBudget


@pytest.mark.parametrize(
    ("taken", "size", "fits"),
    [(0, 100, True), (0, 1000, True), (60, 40, True), (60, 41, False), (100, 0, True), (100, 1, False)],
)
def test_there_is_room_up_to_the_limit_and_for_a_larger_record_alone(
    taken: int, size: int, fits: bool
) -> None:
    budget = ByteBudget(100)
    assert budget.take_now(taken)
    assert budget.take_now(size) is fits
    assert budget.taken == taken + (size if fits else 0)


async def test_taking_waits_for_room() -> None:
    budget = ByteBudget(100)
    budget.take_now(90)
    taking = asyncio.create_task(budget.take(50))
    await asyncio.sleep(0)
    budget.give_back(30)  # not enough yet
    await asyncio.sleep(0.01)
    assert not taking.done()
    budget.give_back(10)
    await asyncio.wait_for(taking, 1)
    assert budget.taken == 100


async def test_a_record_above_the_budget_waits_until_it_is_alone() -> None:
    budget = ByteBudget(100)
    budget.take_now(1)
    taking = asyncio.create_task(budget.take(5000))
    await asyncio.sleep(0.01)
    assert not taking.done()
    budget.give_back(1)
    await asyncio.wait_for(taking, 1)
    assert budget.taken == 5000


async def test_a_reset_frees_everything_and_wakes_who_waits() -> None:
    budget = ByteBudget(100)
    budget.take_now(100)
    taking = asyncio.create_task(budget.take(10))
    await asyncio.sleep(0.01)
    budget.reset()
    await asyncio.wait_for(taking, 1)
    assert budget.taken == 10


def test_bytes_of_before_a_reset_that_are_given_back_late_do_no_harm() -> None:
    budget = ByteBudget(100)
    budget.take_now(80)
    budget.reset()
    budget.give_back(80)
    assert budget.taken == 0
    assert not (budget.take_now(60) and budget.take_now(60))


async def test_who_gives_up_waiting_has_taken_nothing() -> None:
    budget = ByteBudget(100)
    budget.take_now(100)
    taking = asyncio.create_task(budget.take(10))
    await asyncio.sleep(0)
    taking.cancel()
    await asyncio.gather(taking, return_exceptions=True)
    budget.give_back(100)
    assert budget.taken == 0
