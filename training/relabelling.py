"""Rights the silver sentences' types: what models that have not seen a sentence are sure of counts for more.

The boundaries of the silver names are gold, their types are not. Each part of the sentences is read by a model that was
trained on the other parts and on the project's own sentences; where it is sure of another type, that is taken.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import exp

from training.corpus import Gold, fold_of
from training.examples import Example
from training.learning import examples_of, learn
from training.scoring import Scores
from training.texts import Text
from worker.entities.recogniser.decoder import Decoder
from worker.entities.recogniser.lattice import groups
from worker.entities.recogniser.recogniser import Recogniser
from worker.entities.recogniser.spans import LABELS
from worker.entities.recogniser.weights import SCALE, Weights

FOLDS = 4
SURE = 0.8


@dataclass(frozen=True, slots=True)
class Relabelled:
    """The texts with righted types, how many were righted, and how well each text was found before that."""

    texts: list[Text]
    righted: int
    scores: Scores


def relabel(texts: Sequence[Text], own: Sequence[Example]) -> Relabelled:
    """Right the types of `texts`. `own`: examples that are right, for all models."""
    scores = Scores()
    righted: list[Text] = []
    for fold in range(FOLDS):
        parts = [fold_of(text.sentence.source, FOLDS) == fold for text in texts]
        known = [text for text, is_held_out in zip(texts, parts, strict=True) if not is_held_out]
        weights = Weights.from_bytes(learn([*examples_of(known), *own]))
        for text, is_held_out in zip(texts, parts, strict=True):
            if is_held_out:
                scores.add(*text.expected_and_found(Recogniser(text.lists, weights)))
                golds = tuple(_righted(text, Decoder(weights, text.lists)))
                righted.append(replace(text, sentence=replace(text.sentence, golds=golds)))
    return Relabelled(righted, len(_golds(righted) - _golds(texts)), scores)


def _righted(text: Text, decoder: Decoder) -> Iterator[Gold]:
    sure = dict(_sure_labels(text, decoder))
    for gold in text.sentence.golds:
        yield replace(gold, label=LABELS[sure.get((gold.start, gold.end), LABELS.index(gold.label))])


def _sure_labels(text: Text, decoder: Decoder) -> Iterator[tuple[tuple[int, int], int]]:
    """The place of the label that each candidate surely has if it is a name."""
    tokens, view = text.prepared.tokens, text.prepared.view
    for group in groups(view, text.lists, text.prepared.may_bound):
        for candidate, scores in zip(group, decoder.scores(view, group), strict=True):
            odds = [exp((score - max(scores)) / SCALE) for score in scores]
            if max(odds) > SURE * sum(odds):
                place = (tokens.starts[candidate.start], tokens.end(candidate.end - 1))
                yield place, odds.index(max(odds))


def _golds(texts: Sequence[Text]) -> set[tuple[str, Gold]]:
    return {(text.sentence.source, gold) for text in texts for gold in text.sentence.golds}
