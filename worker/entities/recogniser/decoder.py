"""Takes of the runs of tokens that may be names those that fit together best."""

from collections.abc import Iterable, Sequence
from math import exp
from typing import NamedTuple

from worker.entities.recogniser.lattice import JOINTS, Candidate
from worker.entities.recogniser.names import NameLists
from worker.entities.recogniser.spans import LABELS, Label
from worker.entities.recogniser.view import View
from worker.entities.recogniser.weighing import Weigher
from worker.entities.recogniser.weights import LINK, SCALE, Scores, Weights, unpack

# A label this far below none is not followed: a neighbour adds less.
HOPELESS = -3 * SCALE

# The best way to end with a name: the total, the candidate's index, the place of its label in LABELS, the path before.
Path = tuple[int, int, int, "Path | None"]
NO_NAMES: Path = (0, -1, -1, None)
# The total with which a name begins, and the path that it follows.
Entry = tuple[int, Path]


class Name(NamedTuple):
    """A name in tokens, end exclusive. `score`: how probable the label is, 0 to 1, given the weights."""

    start: int
    end: int
    label: Label
    score: float
    kinds: int


class Decoder:
    """Takes the best names of a group of candidates."""

    def __init__(self, weights: Weights, names: NameLists) -> None:
        self.scores = Weigher(weights, names).scores
        links = weights.table(LINK)
        # By joint, then by the label before it, then by the label behind it.
        self._links = {
            joint: [unpack(links.get(f"{label} {joint}", 0)) for label in LABELS] for joint in ("", *JOINTS)
        }
        self._strongest_link = max(link for rows in self._links.values() for row in rows for link in row)

    def names(self, view: View, group: Sequence[Candidate]) -> list[Name]:
        """The names of a group, in order. `group` is sorted by beginning."""
        scores = self.scores(view, group)
        if len(group) == 1:
            best = max(scores[0])
            return [_name(group[0], scores[0], scores[0].index(best))] if best >= 0 else []
        names: list[Name] = []
        _, index, place, before = self._best_path(view, group, scores)
        while before:
            names.append(_name(group[index], scores[index], place))
            _, index, place, before = before
        return names[::-1]

    def _best_path(self, view: View, group: Sequence[Candidate], scores: Sequence[Scores]) -> Path:
        first = group[0].start
        # The best path within the tokens before each position, and all that end with a name there.
        best = [NO_NAMES]
        ends: list[list[Path]] = [[] for _ in range(first, max([candidate.end for candidate in group]) + 1)]
        entries: list[Entry] = []
        begun = -1
        for index, candidate in enumerate(group):
            position = candidate.start - first
            if position != begun:
                begun = position
                _advance(best, ends, position)
                joint = view.lower[candidate.start - 1] if position else ""
                entries = self._entries(best, ends, position, joint)
            landing = ends[candidate.end - first]
            for place, score in enumerate(scores[index]):
                if score > HOPELESS:
                    total, before = entries[place]
                    landing.append((total + score, index, place, before))
        _advance(best, ends, len(ends) - 1)
        return best[-1]

    def _entries(
        self, best: Sequence[Path], ends: Sequence[Sequence[Path]], position: int, joint: str
    ) -> list[Entry]:
        """For each label, the best that a name at `position` may follow. `joint`: the token before it."""
        joined = self._links.get(joint) if position else None
        free = best[max(position - (2 if joined else 1), 0)]
        entries: list[Entry] = [(free[0], free)] * len(LABELS)
        worth = free[0] - self._strongest_link
        if joined:
            _link(ends[position - 1], joined, worth, entries)
        _link(ends[position], self._links[""], worth, entries)
        return entries


def _link(paths: Iterable[Path], links: Sequence[Scores], worth: int, entries: list[Entry]) -> None:
    """Enter by those of the paths that lead to something better; none does whose total is not above `worth`."""
    for path in paths:
        total, _, place_before, _ = path
        if total > worth:
            for place, link in enumerate(links[place_before]):
                if total + link > entries[place][0]:
                    entries[place] = (total + link, path)


def _advance(best: list[Path], ends: Sequence[Sequence[Path]], position: int) -> None:
    """Bring `best` up to a position; all names that end up to there are in `ends`."""
    for reached in range(len(best), position + 1):
        best.append(max([best[-1], *ends[reached]]))


def _name(candidate: Candidate, scores: Scores, place: int) -> Name:
    odds = [exp(score / SCALE) for score in scores]
    return Name(candidate.start, candidate.end, LABELS[place], odds[place] / (1 + sum(odds)), candidate.kinds)
