"""The whole training on a small part of its sentences."""

import os
import subprocess
import sys
from pathlib import Path

SENTENCES = Path(__file__).parents[2] / "cases/training/sentences.jsonl"
TRAINING = """
import random, sys
from itertools import chain
from pathlib import Path
from training import texts
from training.__main__ import train
from training.appositions import appositions
from training.supplying import SITES, supply_with
from worker.entities.recogniser.packaged import packaged_lists

lists, chance = packaged_lists(), random.Random(1)
supply = supply_with([("LOC", f"{name} {sort}", sort) for sort in sorted({*SITES, "town"}) for name in ("Oud", "Nieuw")])
own = chain(texts.own_sentences()[:100], appositions(supply, chance, 1))
trained = train(Path(sys.argv[1]), texts.swapped(own, lists, supply, chance), lists, supply, chance)
assert trained.sentences and trained.groups > 500
sys.stdout.buffer.write(trained.content)
"""


def test_the_same_sentences_give_the_same_bytes_whatever_the_order_of_sets() -> None:
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", TRAINING, str(SENTENCES)],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        for seed in ("1", "2")
    ]
    first, second = (process.communicate()[0] for process in processes)
    assert [process.returncode for process in processes] == [0, 0]
    assert len(first) > 10_000
    assert first == second
