"""`python -m training SILVER --date YYYY-MM-DD`: trains the weights of the recogniser and writes their card.

The same files give the same weights, byte for byte.
"""

import argparse
import random
import sys
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson

from training import learning, measuring, texts
from training.relabelling import relabel
from training.supplying import packaged_supply
from worker.entities.recogniser.packaged import CARD, WEIGHTS, packaged_lists
from worker.entities.recogniser.weights import Weights

TARGET = Path(__file__).parents[1] / "worker/entities/weights"
SEED = 2026


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
    own = learning.examples_of(texts.own(lists, supply, chance))
    righted = relabel(texts.silver(arguments.silver, lists), own)
    sentences = [text.sentence for text in righted.texts]
    swapped = texts.swapped(sentences, lists, supply, chance)
    found = [*learning.examples_of(righted.texts), *learning.examples_of(swapped), *own]
    content = learning.learn(found)
    card = {
        "trained": arguments.date.isoformat(),
        "version": sha256(content).hexdigest()[:12],
        "data": _data(arguments.silver, len(sentences), righted.righted, len(found)),
        "licence": "see NOTICE.txt beside this file",
        "scores": {
            "silver sentences, four-fold by document, types as given": measuring.in_short(righted.scores),
            **measuring.on_cases(Weights.from_bytes(content), lists),
        },
    }
    TARGET.joinpath(WEIGHTS).write_bytes(content)
    TARGET.joinpath(CARD).write_bytes(orjson.dumps(card, option=orjson.OPT_INDENT_2) + b"\n")
    print(orjson.dumps(card, option=orjson.OPT_INDENT_2).decode(), f"{len(content):,} bytes", sep="\n")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("silver", type=Path, help="JSON lines of sentences with BIO tags")
    parser.add_argument("--date", type=date.fromisoformat, required=True, help="the date for the card")
    return parser.parse_args()


def _data(silver: Path, sentences: int, righted: int, groups: int) -> dict[str, Any]:
    return {
        "silver": {
            "what": "Alpino treebank, sentences with names: boundaries gold, types silver",
            "sha256": sha256(silver.read_bytes()).hexdigest(),
            "sentences": sentences,
            "types_righted": righted,
        },
        "own": {
            "sentences": len(texts.own_sentences()),
            "copies": texts.COPIES,
            "for_each_apposition": texts.EACH,
        },
        "groups_of_candidates": groups,
    }


if __name__ == "__main__":
    sys.exit(main())
