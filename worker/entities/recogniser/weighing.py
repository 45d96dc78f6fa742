"""Adds up what speaks for each label of a candidate: the words around it, its words, and its make.

The weights come by template and key (training/features.py). Here they are compiled: what several templates say of one
word is one look-up, what one end of a name weighs is added up once for all candidates that share that end, and what a
make weighs is remembered.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from worker.entities.recogniser.lattice import Candidate
from worker.entities.recogniser.makes import MAKE, keys_of_make, sort
from worker.entities.recogniser.names import NameLists
from worker.entities.recogniser.view import OUTSIDE, View
from worker.entities.recogniser.weights import Scores, Table, Weights, unpack

# What is seen of a word, and of a name's shape.
MAX_WORD = 20
MAX_SHAPES = 5
# So many makes are remembered: nine in ten names of new text have one of them.
MAKES = 4096

NONE: Table = {}


class Beside(NamedTuple):
    """What a word beside a name weighs: by itself, with the word beyond it, and with the sort of the name."""

    weight: int
    beyond: Table
    sorts: Table


class Weigher:
    """Weighs candidates."""

    def __init__(self, weights: Weights, names: NameLists) -> None:
        table = weights.table
        self._is_word = names.is_word
        self._before = _beside(
            _with_part(table("before"), slice(-4, None), _weight_in(table("ending before"))),
            _nested(table("two before"), of=1),
            _nested(table("before and kinds"), of=0),
        )
        self._after = _beside(
            _with_part(table("after"), slice(-4, None), _weight_in(table("ending after"))),
            _nested(table("two after"), of=0),
            _nested(table("after and kinds"), of=0),
        )
        self._first = _with_part(table("first"), slice(3), _weight_in(table("first's beginning")))
        longer = _with_part(
            table("last's longer ending"), slice(-3, None), _weight_in(table("last's ending"))
        )
        self._last = _with_part(table("last"), slice(-5, None), longer)
        self._between = table("between")
        self._shape_before, self._shape_after = table("shape before"), table("shape after")
        self._make = _weight_of_make(weights)

    def scores(self, view: View, group: Sequence[Candidate]) -> list[Scores]:
        """The score of each candidate for each label, against none. `group` is sorted by beginning."""
        shapes, make, between = view.shapes, self._make, self._between
        endings: dict[int, tuple[int, Table]] = {}
        scores: list[Scores] = []
        begun, beginning, before, begins_sentence, is_word = -1, 0, NONE, False, False
        for start, end, kinds, first, last in group:
            if start != begun:
                begun = start
                beginning, before = self._beginning(view, start)
                begins_sentence, is_word = view.begins_sentence(start), self._is_word(view.lower[start])
            if end not in endings:
                endings[end] = self._ending(view, end)
            ending, after = endings[end]
            signs = sort(kinds)
            total = beginning + ending + before.get(signs, 0) + after.get(signs, 0)
            length = end - start
            shape = shapes[start] if length == 1 else shape_of(view, start, end)
            total += make(begins_sentence, is_word, length, shape, kinds, first, last)
            if length > 2:
                total += between.get(words_between(view, start, end), 0)
            scores.append(unpack(total))
        return scores

    def _beginning(self, view: View, start: int) -> tuple[int, Table]:
        """What a beginning weighs, and what more by sort."""
        lower = view.lower
        before = self._before(lower[start - 1][-MAX_WORD:] if start else OUTSIDE)
        weight = before.weight + self._first(lower[start][:MAX_WORD])
        weight += before.beyond.get(lower[start - 2][-MAX_WORD:] if start > 1 else OUTSIDE, 0)
        weight += self._shape_before.get(view.shapes[start - 1] if start else OUTSIDE, 0)
        return weight, before.sorts

    def _ending(self, view: View, end: int) -> tuple[int, Table]:
        """What an end weighs, and what more by sort."""
        lower = view.lower
        count = len(lower)
        after = self._after(lower[end][:MAX_WORD] if end < count else OUTSIDE)
        weight = after.weight + self._last(lower[end - 1][-MAX_WORD:])
        weight += after.beyond.get(lower[end + 1][:MAX_WORD] if end + 1 < count else OUTSIDE, 0)
        weight += self._shape_after.get(view.shapes[end] if end < count else OUTSIDE, 0)
        return weight, after.sorts


def shape_of(view: View, start: int, end: int) -> str:
    """The shape of a name."""
    return " ".join(view.shapes[start : min(end, start + MAX_SHAPES)])


def words_between(view: View, start: int, end: int) -> str:
    """The words in lower case within a name."""
    return " ".join([word for word in view.lower[start + 1 : end - 1] if word.islower()])[:MAX_WORD]


def _weight_in(table: Table) -> Callable[[str], int]:
    return lambda key: table.get(key, 0)


def _with_part(table: Table, part: slice, weight_of_part: Callable[[str], int]) -> Callable[[str], int]:
    """What a word weighs together with a part of it. That of a word of the table is added up beforehand."""
    together = {word: weight + weight_of_part(word[part]) for word, weight in table.items()}

    def weight_of(word: str) -> int:
        known = together.get(word)
        return weight_of_part(word[part]) if known is None else known

    return weight_of


def _beside(
    weight_of: Callable[[str], int], beyond: dict[str, Table], sorts: dict[str, Table]
) -> Callable[[str], Beside]:
    """What a word beside a name weighs. That of a word which weighs with others is put together beforehand."""
    together = {
        word: Beside(weight_of(word), beyond.get(word, NONE), sorts.get(word, NONE))
        for word in beyond.keys() | sorts.keys()
    }
    return lambda word: together.get(word) or Beside(weight_of(word), NONE, NONE)


def _nested(table: Table, of: int) -> dict[str, Table]:
    """The weights of a table whose keys are pairs: by the one (0 or 1) and then by the other."""
    nested: dict[str, Table] = defaultdict(dict)
    for key, weight in table.items():
        pair = key.split(" ")
        nested[pair[of]][pair[1 - of]] = weight
    return nested


def _weight_of_make(weights: Weights) -> Callable[[bool, bool, int, str, int, int, int], int]:
    tables = [weights.table(template) for template in MAKE]

    @lru_cache(MAKES)
    def weight_of(
        begins_sentence: bool, is_word: bool, length: int, shape: str, kinds: int, first: int, last: int
    ) -> int:
        keys = keys_of_make(begins_sentence, is_word, length, shape, kinds, first, last)
        return sum([table.get(key, 0) for table, key in zip(tables, keys, strict=True)])

    return weight_of
