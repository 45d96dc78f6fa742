"""Time expressions: microseconds a sentence on text not seen before, and a kilobyte for texts of 1 KB to 1 MB.

Time of the processor: what else runs on the machine does not count.

python -m benchmarks.times
"""

import re
from datetime import datetime
from itertools import cycle
from pathlib import Path
from time import process_time

from worker.time.expressions import Reference, read_expressions

SEED = (Path(__file__).parents[1] / "tests/cases/seed-page.txt").read_text(encoding="utf-8")
REFERENCE = Reference.at(datetime.fromisoformat("2025-12-31T19:42:00+01:00"))
SENTENCE = re.compile(r"[^.\n]{20,}\.")
WEEKDAYS = (
    "maandag",
    "dinsdagavond",
    "woensdag 7 januari",
    "vrijdag om 20.30 uur",
    "komende zondag",
    "vorige week",
)
VARIANTS = 200
SIZES = (1, 4, 16, 64, 256, 1000)  # KB


def sentences() -> list[str]:
    """The seed's sentences again and again, each time with other numbers and another day."""
    found = SENTENCE.findall(SEED)
    days = cycle(WEEKDAYS)
    return [
        sentence.replace("president", f"president {number}").replace("donderdag", next(days))
        for number in range(VARIANTS)
        for sentence in found
    ]


def main() -> None:
    """Print a line for sentences, and one for each size of text: the best of several runs."""
    texts = sentences()
    best = min(_seconds(texts) for _ in range(3))
    found = sum(len(read_expressions(text, REFERENCE)) for text in texts)
    print(f"{len(texts)} sentences, {found} expressions: {best * 1e6 / len(texts):.1f} µs a sentence")
    whole = "\n".join(texts)
    for kilobytes in SIZES:
        text = whole[: kilobytes * 1000]
        best = min(_seconds([text]) for _ in range(max(3, 50 // kilobytes)))
        print(f"{len(text) / 1000:6.0f} KB: {best * 1e6 / (len(text) / 1000):5.0f} µs/KB")


def _seconds(texts: list[str]) -> float:
    started = process_time()
    for text in texts:
        read_expressions(text, REFERENCE)
    return process_time() - started


if __name__ == "__main__":
    main()
