"""Trains the weights: a semi-Markov conditional random field over the names of a group of candidates.

Chosen over an averaged perceptron because its scores are probabilities, which the linker's threshold needs, and because
the wrong types in the silver sentences then pull less. At run time both are the same sum of weights.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp, inf, log, sqrt

from worker.entities.recogniser.spans import LABELS

COUNT = len(LABELS)
PLACES = range(COUNT)
GAPS = (0, 1)
# Below this a gradient is not worth the time that it costs.
NEGLIGIBLE = 1e-4
NO_LINK = (0.0,) * COUNT

Row = list[float]


@dataclass(slots=True)
class Item:
    """A candidate: positions within its group, its features' rows, and its label's place where it is a name."""

    start: int
    end: int
    features: Sequence[int]
    gold: int | None = None


@dataclass(slots=True)
class Group:
    """Candidates by beginning, over the positions 0 to `size`.

    `links`: per position and gap (none, one token), the row for each label of a name that ends before the gap; empty
    where the token in the gap tells nothing. `weight`: how much the group counts.
    """

    items: list[Item]
    size: int
    links: Sequence[tuple[Sequence[int], Sequence[int]]]
    weight: float = 1.0

    def gold_links(self) -> Iterator[tuple[int, int]]:
        """The rows and places of the links between the names of the truth."""
        last: Item | None = None
        for item in self.items:
            if item.gold is None:
                continue
            if last is not None and last.gold is not None and item.start - last.end in GAPS:
                rows = self.links[item.start][item.start - last.end]
                if rows:
                    yield rows[last.gold], item.gold
            last = item


@dataclass(frozen=True, slots=True)
class Settings:
    """How the training goes. `seed` fixes the order of the groups."""

    epochs: int = 5
    rate: float = 0.2
    decay: float = 3e-3
    seed: int = 1


class Trainer:
    """Rows of weights, one for each feature, and AdaGrad's sums of squares beside them."""

    def __init__(self, features: int, settings: Settings) -> None:
        self.rows: list[Row] = [[0.0] * COUNT for _ in range(features)]
        self._squares: list[Row] = [[1e-3] * COUNT for _ in range(features)]
        self._settings = settings

    def train(self, groups: Sequence[Group]) -> float:
        """Go through all groups several times, each time in another order. Gives the last pass's mean log loss.

        The rows are in the end the mean of those after each pass but the first, which weighs less by chance.
        """
        order = list(groups)
        shuffled = random.Random(self._settings.seed)  # noqa: S311
        means = [[0.0] * COUNT for _ in self.rows]
        loss = 0.0
        for epoch in range(self._settings.epochs):
            shuffled.shuffle(order)
            loss = sum(map(self._step, order)) / len(order)
            if epoch:
                for mean, row in zip(means, self.rows, strict=True):
                    for place in PLACES:
                        mean[place] += row[place] / (self._settings.epochs - 1)
        self.rows = means
        return loss

    def _step(self, group: Group) -> float:
        scores = [self._score(item.features) for item in group.items]
        lattice = Lattice(group, scores, self.rows)
        lattice.differentiate()
        truth = 0.0
        for item, row, gradient in zip(group.items, scores, lattice.of_items, strict=True):
            if item.gold is not None:
                gradient[item.gold] -= 1.0
                truth += row[item.gold]
        for link, place in group.gold_links():
            truth += self.rows[link][place]
            lattice.of_links.setdefault(link, [0.0] * COUNT)[place] -= 1.0
        for item, gradient in zip(group.items, lattice.of_items, strict=True):
            self._update(item.features, gradient, group.weight)
        for link, gradient in lattice.of_links.items():
            self._update((link,), gradient, group.weight)
        return lattice.total - truth

    def _score(self, features: Sequence[int]) -> Row:
        rows = self.rows
        first = second = third = fourth = 0.0
        for feature in features:
            row = rows[feature]
            first += row[0]
            second += row[1]
            third += row[2]
            fourth += row[3]
        return [first, second, third, fourth]

    def _update(self, features: Sequence[int], gradient: Row, weight: float) -> None:
        rate, decay = self._settings.rate, self._settings.decay
        for place in PLACES:
            pull = gradient[place] * weight
            if -NEGLIGIBLE < pull < NEGLIGIBLE:
                continue
            for feature in features:
                row, squares = self.rows[feature], self._squares[feature]
                slope = pull + decay * row[place]
                squares[place] += slope * slope
                row[place] -= rate * slope / sqrt(squares[place])


class Lattice:
    """All ways to choose names from a group. `total`: the logarithm of the sum of their weights."""

    def __init__(self, group: Group, scores: Sequence[Row], rows: Sequence[Row]) -> None:
        self._group, self._scores, self._rows = group, scores, rows
        # By position: the sum over all choices before it, over those whose last name ends there with each label, and
        # over those that may go on with each label.
        self._before = [0.0] * (group.size + 1)
        self._ends = [[-inf] * COUNT for _ in self._before]
        self._entries: list[Row | None] = [None] * (group.size + 1)
        self._sum()
        self.total = self._before[-1]
        self.of_items = [[0.0] * COUNT for _ in group.items]
        self.of_links: dict[int, Row] = {}

    def _sum(self) -> None:
        waiting = iter(zip(self._group.items, self._scores, strict=True))
        item, scores = next(waiting, (None, []))
        for position in range(self._group.size + 1):
            if position:
                self._before[position] = _log_sum([self._before[position - 1], *self._ends[position]])
            while item is not None and item.start == position:
                entry = self._entries[position]
                if entry is None:
                    arrivals = list(self._arrivals(position))
                    entry = [
                        _log_sum([value + link[place] for value, link, _, _ in arrivals]) for place in PLACES
                    ]
                    self._entries[position] = entry
                ends = self._ends[item.end]
                for place in PLACES:
                    ends[place] = _log_sum([ends[place], entry[place] + scores[place]])
                item, scores = next(waiting, (None, []))

    def _arrivals(
        self, position: int
    ) -> Iterator[tuple[float, Sequence[float], int, tuple[int, int] | None]]:
        """From where a name at `position` goes on: weight, link's weights, link's row (or -1), where from."""
        yield self._before[position - 2] if position > 1 else 0.0, NO_LINK, -1, None
        for gap in GAPS:
            if position > gap:
                rows = self._group.links[position][gap]
                for place, value in enumerate(self._ends[position - gap]):
                    if value > -inf:
                        row = rows[place] if rows else -1
                        yield value, self._rows[row] if rows else NO_LINK, row, (position - gap, place)

    def differentiate(self) -> None:
        """Fill `of_items` and `of_links`: how `total` grows with each score, the expected number of such names."""
        size = self._group.size
        of_before = [0.0] * (size + 1)
        of_before[size] = 1.0
        of_ends = [[0.0] * COUNT for _ in of_before]
        of_entries = [[0.0] * COUNT for _ in of_before]
        ending: list[list[int]] = [[] for _ in of_before]
        for index, item in enumerate(self._group.items):
            ending[item.end].append(index)
        for position in range(size, -1, -1):
            entry = self._entries[position]
            if entry is not None:
                self._through_entry(position, entry, of_entries[position], of_before, of_ends)
            if position:
                share = of_before[position]
                of_before[position - 1] += share * exp(self._before[position - 1] - self._before[position])
                for place in PLACES:
                    of_ends[position][place] += share * exp(
                        self._ends[position][place] - self._before[position]
                    )
            for index in ending[position]:
                start = self._group.items[index].start
                came = self._entries[start]
                for place in PLACES:
                    share = of_ends[position][place]
                    if came is not None and share > 0.0:
                        value = came[place] + self._scores[index][place] - self._ends[position][place]
                        self.of_items[index][place] = share * exp(value)
                        of_entries[start][place] += share * exp(value)

    def _through_entry(
        self, position: int, entry: Row, of_entry: Row, of_before: Row, of_ends: Sequence[Row]
    ) -> None:
        for value, link, row, origin in self._arrivals(position):
            for place in PLACES:
                share = of_entry[place] * exp(value + link[place] - entry[place])
                if origin is not None:
                    of_ends[origin[0]][origin[1]] += share
                elif position > 1:
                    of_before[position - 2] += share
                if row >= 0:
                    self.of_links.setdefault(row, [0.0] * COUNT)[place] += share


def _log_sum(values: Sequence[float]) -> float:
    top = max(values)
    return top if top == -inf else top + log(sum([exp(value - top) for value in values]))
