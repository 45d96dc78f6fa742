"""The trainer's sums and slopes, against every choice counted out."""

from collections.abc import Iterator
from itertools import pairwise, product
from math import exp, log

import pytest

from training.crf import COUNT, Group, Item, Lattice, Settings, Trainer

ITEMS = [
    Item(0, 1, [0, 1]),
    Item(0, 2, [2, 3]),
    Item(1, 2, [4, 5]),
    Item(2, 3, [6]),
    Item(2, 4, [7]),
    Item(3, 4, [8]),
]
ADJACENT, JOINED = range(10, 10 + COUNT), range(20, 20 + COUNT)
GROUP = Group(
    ITEMS, 4, [(ADJACENT, JOINED), (ADJACENT, JOINED), (ADJACENT, ()), (ADJACENT, JOINED), (ADJACENT, ())]
)
# Any numbers will do, as long as no two are alike.
ROWS = [[((7 * row + 3 * place) % 11 - 5) / 4 for place in range(COUNT)] for row in range(30)]

Choice = list[tuple[Item, int]]


def choices(begin: int = 0) -> Iterator[Choice]:
    """Every way to choose names that do not overlap."""
    yield []
    for item, place in product(ITEMS, range(COUNT)):
        if item.start >= begin:
            yield from ([(item, place), *rest] for rest in choices(item.end))


def total_of(choice: Choice, rows: list[list[float]]) -> float:
    """The sum of a choice's weights, links too."""
    total = sum(rows[feature][place] for item, place in choice for feature in item.features)
    for (before, label), (item, place) in pairwise(choice):
        gap = item.start - before.end
        if gap < 2 and GROUP.links[item.start][gap]:
            total += rows[GROUP.links[item.start][gap][label]][place]
    return total


def lattice(rows: list[list[float]]) -> Lattice:
    scores = [
        [sum(rows[feature][place] for feature in item.features) for place in range(COUNT)] for item in ITEMS
    ]
    return Lattice(GROUP, scores, rows)


def test_the_sum_is_that_of_all_choices() -> None:
    expected = log(sum(exp(total_of(choice, ROWS)) for choice in choices()))
    assert lattice(ROWS).total == pytest.approx(expected)


def test_the_slopes_are_those_of_the_sum() -> None:
    found = lattice(ROWS)
    found.differentiate()
    step = 1e-6
    for row, place in product(range(len(ROWS)), range(COUNT)):
        moved = [list(weights) for weights in ROWS]
        moved[row][place] += step
        of_items = sum(
            slopes[place] for item, slopes in zip(ITEMS, found.of_items, strict=True) if row in item.features
        )
        slope = of_items + found.of_links.get(row, [0.0] * COUNT)[place]
        assert (lattice(moved).total - found.total) / step == pytest.approx(slope, abs=1e-4)


def test_what_is_shown_is_learnt_the_same_each_time() -> None:
    groups = [
        Group([Item(0, 1, [0, 2], gold=1)], 1, [(ADJACENT, ())] * 2),
        Group([Item(0, 1, [1, 2])], 1, [(ADJACENT, ())] * 2),
    ]
    trainers = [Trainer(30, Settings(epochs=20)) for _ in range(2)]
    for trainer in trainers:
        trainer.train(groups)
    rows = trainers[0].rows
    assert rows[0][1] > 0.5
    assert rows[1][1] < 0
    assert rows == trainers[1].rows
