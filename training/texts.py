"""The texts that the weights are trained on."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

from training.appositions import appositions
from training.cleaning import cleaned, is_printed_oddly
from training.corpus import Sentence, read_marked, read_silver
from training.scoring import Place
from training.swapping import HidingLists, Supply, hide, swap
from worker.entities.recogniser.names import NameLists
from worker.entities.recogniser.preparing import Prepared, prepare
from worker.entities.recogniser.recogniser import Recogniser

# How many swapped copies of each of the project's own sentences, and sentences for each apposition.
COPIES, EACH = 4, 4


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence with its tokens, as lists see it that may not know all of its names."""

    sentence: Sentence
    prepared: Prepared
    lists: NameLists

    def expected_and_found(self, recogniser: Recogniser) -> tuple[list[Place], list[Place]]:
        """The names that are in it, and those that a recogniser finds."""
        expected: list[Place] = [(gold.start, gold.end, gold.label) for gold in self.sentence.golds]
        return expected, [
            (span.start, span.end, span.label) for span in recogniser.recognise(self.sentence.text)
        ]


def silver(path: Path, lists: NameLists) -> list[Text]:
    """The silver sentences, brought to the project's conventions."""
    texts = []
    for sentence in read_silver(path):
        if not is_printed_oddly(sentence):
            prepared = prepare(sentence.text, lists)
            golds = tuple(cleaned(sentence, prepared, lists))
            texts.append(Text(replace(sentence, golds=golds), prepared, lists))
    return texts


def own(lists: NameLists, supply: Supply, chance: random.Random) -> list[Text]:
    """The project's own sentences twice as they are, swapped, and those made of appositions."""
    written = own_sentences()
    made = appositions(supply, chance, EACH)
    return [
        *(Text(sentence, prepare(sentence.text, lists), lists) for sentence in 2 * written),
        *swapped(COPIES * written, lists, supply, chance),
        *(_hidden(sentence, hide(sentence, supply, chance), lists) for sentence in made),
    ]


def own_sentences() -> list[Sentence]:
    """The sentences that were written for the training."""
    folder = Path(str(files("training").joinpath("sentences")))
    return [sentence for file in sorted(folder.glob("*.txt")) for sentence in read_marked(file)]


def swapped(
    sentences: Iterable[Sentence], lists: NameLists, supply: Supply, chance: random.Random
) -> Iterator[Text]:
    """The sentences with other names."""
    for sentence in sentences:
        other = swap(sentence, supply, chance)
        yield _hidden(other, hide(other, supply, chance), lists)


def _hidden(sentence: Sentence, tokens: frozenset[str], lists: NameLists) -> Text:
    hiding = HidingLists(lists, tokens)
    return Text(sentence, prepare(sentence.text, hiding), hiding)
