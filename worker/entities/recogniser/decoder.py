"""Weighs the runs of tokens that may be names, and takes those that fit together best."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

from worker.entities.recogniser.features import BEGINNING, ENDING, LINK, WHOLE, beginning, ending, whole
from worker.entities.recogniser.lattice import Candidate
from worker.entities.recogniser.names import NameLists
from worker.entities.recogniser.spans import LABELS, Label
from worker.entities.recogniser.view import View
from worker.entities.recogniser.weights import SCALE, Lookup, Weights, unpack

Scores = tuple[int, int, int, int]
# A label this far below none is not followed: a neighbour adds less.
HOPELESS = -3 * SCALE


@dataclass(frozen=True, slots=True)
class Name:
    """A name in tokens, end exclusive. `score`: how probable the label is, 0 to 1, given the weights."""

    start: int
    end: int
    label: Label
    score: float
    kinds: int


@dataclass(frozen=True, slots=True)
class _Path:
    """The best way to end with `candidate` as a name; `total` in units of 1 / SCALE."""

    total: int
    before: "_Path | None"
    candidate: Candidate
    scores: Scores
    place: int  # of its label in LABELS


class Decoder:
    """Takes the best names of a group of candidates."""

    def __init__(self, weights: Weights, names: NameLists) -> None:
        self._is_word = names.is_word
        self._beginning = weights.lookups(BEGINNING)
        self._ending = weights.lookups(ENDING)
        self._whole = weights.lookups(WHOLE)
        self._link = {key: unpack(packed) for key, packed in weights.tables.get(LINK, {}).items()}

    def names(self, view: View, group: Sequence[Candidate]) -> list[Name]:
        """The names of a group, in order. `group` is sorted by beginning."""
        first = group[0].start
        reach = max(candidate.end for candidate in group)
        # The best path within the tokens before each position, and those that end with a name there, by label.
        best: list[_Path | None] = [None] * (reach - first + 1)
        ends: list[list[_Path]] = [[] for _ in best]
        scored = self.scores(view, group)
        index = 0
        for position in range(reach - first + 1):
            if position:
                best[position] = max((*ends[position], best[position - 1]), key=_total)
            while index < len(group) and group[index].start == first + position:
                self._extend(view, scored[index], group[index], position, best, ends)
                index += 1
        return _names(best[-1])

    def _extend(
        self,
        view: View,
        scores: Scores,
        candidate: Candidate,
        position: int,
        best: Sequence[_Path | None],
        ends: Sequence[list[_Path]],
    ) -> None:
        """Add the paths that end with `candidate`."""
        arrivals: list[tuple[int, _Path | None, Scores]] = [(0, None, (0, 0, 0, 0))]
        if position > 1 and (free := best[position - 2]):
            arrivals = [(free.total, free, (0, 0, 0, 0))]
        for gap in (0, 1):
            if position >= gap and ends[position - gap]:
                joint = view.lower[candidate.start - 1] if gap else ""
                for path in ends[position - gap]:
                    link = self._link.get(f"{LABELS[path.place]} {joint}", (0, 0, 0, 0))
                    arrivals.append((path.total, path, link))
        landing = ends[position + candidate.end - candidate.start]
        for place, score in enumerate(scores):
            if score > HOPELESS:
                total, before = max(
                    ((total + link[place], path) for total, path, link in arrivals), key=_first
                )
                landing.append(_Path(total + score, before, candidate, scores, place))

    def scores(self, view: View, group: Sequence[Candidate]) -> list[Scores]:
        """The score of each candidate for each label, against none."""
        beginnings: dict[int, int] = {}
        endings: dict[int, int] = {}
        scored: list[Scores] = []
        for candidate in group:
            start, end = candidate.start, candidate.end
            if start not in beginnings:
                beginnings[start] = _sum(self._beginning, beginning(view, start))
            if end not in endings:
                endings[end] = _sum(self._ending, ending(view, end))
            keys = whole(view, candidate, self._is_word(view.lower[start]))
            scored.append(unpack(beginnings[start] + endings[end] + _sum(self._whole, keys)))
        return scored


def _sum(lookups: Sequence[Lookup], keys: Sequence[str]) -> int:
    return sum([lookup(key, 0) for lookup, key in zip(lookups, keys, strict=True)])


def _total(path: _Path | None) -> int:
    return path.total if path else 0


def _first(arrival: tuple[int, _Path | None]) -> int:
    return arrival[0]


def _names(path: _Path | None) -> list[Name]:
    names: list[Name] = []
    while path:
        candidate = path.candidate
        odds = [exp(score / SCALE) for score in path.scores]
        probability = odds[path.place] / (1 + sum(odds))
        names.append(Name(candidate.start, candidate.end, LABELS[path.place], probability, candidate.kinds))
        path = path.before
    return names[::-1]
