"""Finds the names of a text."""

from worker.entities.recogniser.decoder import Decoder
from worker.entities.recogniser.document import read_again
from worker.entities.recogniser.lattice import groups
from worker.entities.recogniser.names import NameLists
from worker.entities.recogniser.preparing import prepare
from worker.entities.recogniser.spans import Span
from worker.entities.recogniser.weights import Weights


class Recogniser:
    """Rules, lists and weights together."""

    def __init__(self, names: NameLists, weights: Weights) -> None:
        self._lists = names
        self._decoder = Decoder(weights, names)

    def recognise(self, text: str) -> list[Span]:
        """The names of `text`, in order, none within another. Never fails, whatever the text."""
        prepared = prepare(text, self._lists)
        names = [
            name
            for group in groups(prepared.view, self._lists, prepared.may_bound)
            for name in self._decoder.names(prepared.view, group)
        ]
        tokens = prepared.tokens
        found = [
            Span(tokens.starts[name.start], tokens.end(name.end - 1), name.label, name.score)
            for name in read_again(prepared, names, self._lists)
        ]
        return sorted([*prepared.settled, *found])
