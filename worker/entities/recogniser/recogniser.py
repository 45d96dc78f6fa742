"""Finds the names of a text."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Protocol

from worker.entities.recogniser.decoder import Decoder, Name
from worker.entities.recogniser.document import read_again
from worker.entities.recogniser.lattice import Candidate, groups
from worker.entities.recogniser.listed import ListedNames
from worker.entities.recogniser.names import NameLists
from worker.entities.recogniser.packaged import WEIGHTS, packaged_lists
from worker.entities.recogniser.preparing import Prepared, prepare
from worker.entities.recogniser.spans import Span
from worker.entities.recogniser.view import View
from worker.entities.recogniser.weights import Weights


class ChoosesNames(Protocol):
    """Takes the names of a group of candidates that overlap or touch."""

    def names(self, view: View, group: Sequence[Candidate]) -> list[Name]: ...


class Recogniser:
    """Rules, lists and weights together; where there are no weights, rules and lists."""

    def __init__(self, lists: NameLists, weights: Weights) -> None:
        self._lists = lists
        self._choice: ChoosesNames = Decoder(weights, lists) if weights.tables else ListedNames()

    def recognise(self, text: str) -> list[Span]:
        """The names of `text`, in order; none overlaps another. Any text will do, and takes time by its length."""
        prepared = prepare(text, self._lists)
        tokens = prepared.tokens
        found = [
            Span(tokens.starts[name.start], tokens.end(name.end - 1), name.label, name.score)
            for name in self._names(prepared)
        ]
        return sorted([*prepared.settled, *found])

    def recognise_tokens(self, tokens: Sequence[str]) -> list[Span]:
        """The names of a text that is cut already: offsets count tokens. A token that holds a name is one."""
        starts: list[int] = []
        end = 0
        for token in tokens:
            starts.append(end)
            end += len(token) + 1
        spans = self.recognise(" ".join(tokens))
        return _apart(
            Span(bisect_right(starts, span.start) - 1, bisect_left(starts, span.end), span.label, span.score)
            for span in spans
        )

    def _names(self, prepared: Prepared) -> list[Name]:
        found = [
            name
            for group in groups(prepared.view, self._lists, prepared.may_bound)
            for name in self._choice.names(prepared.view, group)
        ]
        return read_again(prepared, found, self._lists)


@cache
def packaged_recogniser() -> Recogniser:
    """The recogniser that comes with the program."""
    file = files("worker.entities").joinpath("weights").joinpath(WEIGHTS)
    weights = Weights.from_bytes(file.read_bytes()) if file.is_file() else Weights({})
    return Recogniser(packaged_lists(), weights)


def _apart(spans: Iterable[Span]) -> list[Span]:
    """The spans without those that begin within the one before: two names in one token are one."""
    apart: list[Span] = []
    for span in spans:
        if not apart or span.start >= apart[-1].end:
            apart.append(span)
    return apart
