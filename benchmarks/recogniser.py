"""Names found, without links: tokens a second on text not seen before, an item's time, loading, memory, weights.

Time of the processor, which other work on the same core makes longer. The text is as full of names as news in brief
is, a name for each four or five words; text with fewer names takes less (a fourth of the names: less than half).

python -m benchmarks.recogniser
"""

import random
import subprocess
import sys
from statistics import quantiles
from time import process_time

from training.__main__ import TARGET
from training.supplying import packaged_supply
from training.swapping import swap
from training.texts import own_sentences
from worker.entities.recogniser.packaged import WEIGHTS
from worker.entities.recogniser.recogniser import packaged_recogniser
from worker.entities.recogniser.tokens import words_of

ITEMS = 4_000
SENTENCES = (1, 4)
SIZES = (1, 10, 100, 1000)  # KB
LOADING = """
from resource import RUSAGE_SELF, getrusage
from time import process_time
import marisa_trie, orjson
before, started = getrusage(RUSAGE_SELF).ru_maxrss, process_time()
from worker.entities.recogniser.recogniser import packaged_recogniser
packaged_recogniser().recognise("Een tekst.")
memory = (getrusage(RUSAGE_SELF).ru_maxrss - before) / 1024
print(f"loaded in {process_time() - started:.2f} s, {memory:.0f} MB more resident at most")
"""


def items() -> list[str]:
    """Items that no one has seen: sentences of the training with other names, some together."""
    chance, supply, written = random.Random(1), packaged_supply(), own_sentences()
    return [
        " ".join(swap(sentence, supply, chance).text for sentence in chance.choices(written, k=count))
        for count in (chance.randint(*SENTENCES) for _ in range(ITEMS))
    ]


def main() -> None:
    """Print a line for each."""
    print(f"weights: {TARGET.joinpath(WEIGHTS).stat().st_size / 1e6:.2f} MB gzipped")
    print(
        subprocess.run(
            [sys.executable, "-c", LOADING], check=True, capture_output=True, text=True
        ).stdout.strip()
    )
    texts = items()
    seconds = [_seconds(text) for text in texts]
    tokens = sum(len(words_of(text)) for text in texts)
    names = sum(len(packaged_recogniser().recognise(text)) for text in texts)
    print(f"{len(texts)} items, {tokens} tokens, {1000 * names / tokens:.0f} names in 1000 tokens")
    print(f"{tokens / sum(seconds):,.0f} tokens a second")
    cuts = quantiles(seconds, n=100)
    print(f"an item: {cuts[49] * 1e3:.2f} ms in the middle, {cuts[94] * 1e3:.2f} ms at the 95th percentile")
    whole = " ".join(texts)
    for kilobytes in SIZES:
        text = whole[: kilobytes * 1000]
        print(f"{kilobytes:6} KB: {_seconds(text) * 1e6 / kilobytes:5.0f} µs/KB")


def _seconds(text: str) -> float:
    started = process_time()
    packaged_recogniser().recognise(text)
    return process_time() - started


if __name__ == "__main__":
    main()
