"""Measures the recogniser: `python -m training.measuring SILVER` cross-validates it, once with all names new.

What is measured here is never trained on, and nothing is tuned on the disjoint run.
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import orjson

from training import learning, texts
from training.corpus import fold_of
from training.scoring import Place, Scores
from training.supplying import packaged_supply
from worker.entities.recogniser.names import NameLists
from worker.entities.recogniser.packaged import packaged_lists
from worker.entities.recogniser.recogniser import Recogniser
from worker.entities.recogniser.spans import LABELS
from worker.entities.recogniser.weights import Weights
from worker.gazetteer import key

CASES = Path(__file__).parents[1] / "tests/cases/entities"
FILES = ("seed.json", "briefs.jsonl", "anp_style.jsonl")
MEASURES = ("precision", "recall", "f1")
FOLDS = 5


def on_cases(weights: Weights, lists: NameLists) -> dict[str, Any]:
    """The scores on each file of cases."""
    recogniser = Recogniser(lists, weights)
    scores = {}
    for file in map(CASES.joinpath, FILES):
        counted = Scores()
        for text, expected in cases(file):
            counted.add(expected, ((span.start, span.end, span.label) for span in recogniser.recognise(text)))
        scores[file.name] = in_short(counted)
    return scores


def cases(file: Path) -> Iterator[tuple[str, list[Place]]]:
    """The texts of a file of cases, each with its names."""
    content = file.read_text(encoding="utf-8")
    items = (
        orjson.loads(content)["items"] if file.suffix == ".json" else map(orjson.loads, content.splitlines())
    )
    for item in items:
        yield item["text"], [(entity["start"], entity["end"], entity["label"]) for entity in item["entities"]]


def in_short(scores: Scores) -> dict[str, Any]:
    """Precision, recall and F1 in per cent, for each label and for all."""
    groups: dict[str, Sequence[str]] = {**{label: [label] for label in LABELS}, "all": LABELS}
    return {
        name: dict(
            zip(("precision", "recall", "f1"), (round(value, 1) for value in scores.of(labels)), strict=True)
        )
        | {"names": sum(scores.expected[label] for label in labels)}
        for name, labels in groups.items()
    }


def cross_validated(silver: Path, *, disjoint: bool) -> Scores:
    """Every silver sentence read by a model that did not see its document.

    `disjoint`: nor any sentence with one of the names that are tested, demonyms and countries too.
    """
    lists, supply = packaged_lists(), packaged_supply()
    own = texts.own(lists, supply, random.Random(FOLDS))  # noqa: S311
    sentences = texts.silver(silver, lists)
    scores = Scores()
    for fold in range(1 if disjoint else FOLDS):
        tested = [text for text in sentences if fold_of(text.sentence.source, FOLDS) == fold]
        known = [*own, *(text for text in sentences if fold_of(text.sentence.source, FOLDS) != fold)]
        if disjoint:
            names = {name for text in tested for name in _names(text)}
            known = [text for text in known if names.isdisjoint(_names(text))]
        weights = Weights.from_bytes(learning.learn(learning.examples_of(known)))
        for text in tested:
            scores.add(*text.expected_and_found(Recogniser(lists, weights)))
    return scores


def _names(text: texts.Text) -> set[str]:
    return {key(text.sentence.text[gold.start : gold.end]) for gold in text.sentence.golds}


def main() -> None:
    """Print both runs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("silver", type=Path, help="JSON lines of sentences with BIO tags")
    silver = parser.parse_args().silver
    print(f"== {FOLDS} folds by document", cross_validated(silver, disjoint=False).report(), sep="\n")
    print(
        "== one fold, its names in no sentence of the others",
        cross_validated(silver, disjoint=True).report(),
        sep="\n",
    )


if __name__ == "__main__":
    main()
