"""Finds the names of a text."""

from collections.abc import Sequence
from functools import cache
from typing import Protocol

from worker.entities.recogniser.decoder import Decoder, Name
from worker.entities.recogniser.document import read_again
from worker.entities.recogniser.lattice import Candidate, groups
from worker.entities.recogniser.listed import ListedNames
from worker.entities.recogniser.names import NameLists
from worker.entities.recogniser.packaged import packaged_lists, packaged_weights
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
    return Recogniser(packaged_lists(), packaged_weights())
