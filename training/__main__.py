"""`python -m training SILVER --date YYYY-MM-DD`: trains the weights of the recogniser and writes their card.

The same files give the same weights, byte for byte.
"""

import argparse
import random
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson

from training import learning, measuring, texts
from training.relabelling import relabel
from training.scoring import Scores
from training.supplying import packaged_supply
from training.swapping import Supply
from worker.entities.recogniser.names import NameLists
from worker.entities.recogniser.packaged import CARD, WEIGHTS, packaged_lists
from worker.entities.recogniser.weights import Weights

TARGET = Path(__file__).parents[1] / "worker/entities/weights"
SEED = 2026


@dataclass(frozen=True, slots=True)
class Trained:
    """The file of weights, and from how much: silver sentences, those of their types that were righted, groups.

    `scores`: those of the models that righted the types, on sentences that they had not seen.
    """

    content: bytes
    sentences: int
    righted: int
    groups: int
    scores: Scores


def main() -> int:
    """Train, write, and say how good it is."""
    arguments = _arguments()
    if not arguments.silver.is_file():
        print(
            f"no silver sentences in {arguments.silver}: name their file, make train SILVER=…",
            file=sys.stderr,
        )
        return 2
    lists, supply, chance = packaged_lists(), packaged_supply(), random.Random(SEED)  # noqa: S311
    trained = train(arguments.silver, texts.own(lists, supply, chance), lists, supply, chance)
    card = {
        "trained": arguments.date.isoformat(),
        "version": sha256(trained.content).hexdigest()[:12],
        "data": _data(arguments.silver, trained),
        "licence": "see NOTICE.txt beside this file",
        "scores": {
            "silver sentences, four-fold by document, types as given": measuring.in_short(trained.scores),
            **measuring.on_cases(Weights.from_bytes(trained.content), lists),
        },
    }
    TARGET.joinpath(WEIGHTS).write_bytes(trained.content)
    TARGET.joinpath(CARD).write_bytes(orjson.dumps(card, option=orjson.OPT_INDENT_2) + b"\n")
    print(
        orjson.dumps(card, option=orjson.OPT_INDENT_2).decode(), f"{len(trained.content):,} bytes", sep="\n"
    )
    return 0


def train(
    silver: Path, own: Iterable[texts.Text], lists: NameLists, supply: Supply, chance: random.Random
) -> Trained:
    """Learn from the silver sentences of a file, with the same sentences with other names, and from `own`."""
    known = learning.examples_of(own)
    relabelled = relabel(texts.silver(silver, lists), known)
    swapped = texts.swapped([text.sentence for text in relabelled.texts], lists, supply, chance)
    found = [*learning.examples_of(relabelled.texts), *learning.examples_of(swapped), *known]
    return Trained(
        learning.learn(found), len(relabelled.texts), relabelled.righted, len(found), relabelled.scores
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("silver", type=Path, help="JSON lines of sentences with BIO tags")
    parser.add_argument("--date", type=date.fromisoformat, required=True, help="the date for the card")
    return parser.parse_args()


def _data(silver: Path, trained: Trained) -> dict[str, Any]:
    return {
        "silver": {
            "what": "Alpino treebank, sentences with names: boundaries gold, types silver",
            "sha256": sha256(silver.read_bytes()).hexdigest(),
            "sentences": trained.sentences,
            "types_righted": trained.righted,
        },
        "own": {
            "sentences": len(texts.own_sentences()),
            "copies": texts.COPIES,
            "for_each_apposition": texts.EACH,
        },
        "groups_of_candidates": trained.groups,
    }


if __name__ == "__main__":
    sys.exit(main())
