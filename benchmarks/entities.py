"""Names found and linked: how many rightly, and what an item costs.

python -m benchmarks.entities
"""

import resource
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from statistics import median, quantiles
from time import perf_counter, process_time

from tests.harness.entities import Case, briefs, halves, links, seed
from training.scoring import Scores
from worker.entities import Annotator, LinkedMention, packaged_annotator
from worker.entities.knowledge import packaged_knowledge
from worker.entities.linking import Linker, Mention
from worker.entities.recogniser.datelines import find_datelines
from worker.entities.recogniser.packaged import packaged_lists

FACTS = ("canonical", "iso", "geonames", "wikidata")
ITEMS = 3_000
LONG = (1, 10, 100, 1000)  # KB


def main() -> None:
    """Print a section for each set of cases, then speed and memory."""
    started = perf_counter()
    annotator = packaged_annotator()
    annotator.annotate_text("Een eerste tekst uit Amsterdam.")
    loaded = perf_counter() - started
    looked_at, held_out = halves(briefs())
    sets = {
        "seed page": seed(),
        "briefs, the half that was looked at": looked_at,
        "briefs, the other half": held_out,
        "made-up items for links": links(),
    }
    for name, cases in sets.items():
        print(f"== {name}")
        print(_quality(annotator, cases))
    print("== links alone, the names given")
    for name in ("seed page", "made-up items for links"):
        print(f"{name}: {_links(sets[name])}")
    print("== cost")
    print(f"lists and weights loaded in {loaded:.2f} s")
    print(_speed(annotator, [case.text for cases in sets.values() for case in cases]))
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB resident at most")


def _quality(annotator: Annotator, cases: Iterable[Case]) -> str:
    """Spans by label, and of the names found with their label how many facts are right."""
    spans = Scores()
    right: Counter[str] = Counter()
    told: Counter[str] = Counter()
    wrong: list[str] = []
    for case in cases:
        found = {_place(each): each for each in annotator.annotate_text(case.text)}
        spans.add([(name.start, name.end, name.label) for name in case.names], found)
        for name in case.names:
            each = found.get((name.start, name.end, name.label))
            if each is None:
                continue
            for fact, expected in name.facts.items():
                # A case without an identifier says nothing of it.
                if expected is not None or fact in {"canonical", "iso"}:
                    answer = getattr(each.link, fact)
                    told[fact] += 1
                    right[fact] += answer == expected
                    if answer not in {expected, None}:
                        wrong.append(f"{case.id} {each.mention.text}: {fact} {answer}, not {expected}")
    facts = [f"{fact} {100 * right[fact] / told[fact]:.1f} % of {told[fact]}" for fact in FACTS if told[fact]]
    return "\n".join([spans.report(), *([", ".join(facts)] if facts else []), *wrong])


def _links(cases: Iterable[Case]) -> str:
    """How many facts are right where the recogniser makes no mistake."""
    linker = Linker(packaged_knowledge())
    right: Counter[str] = Counter()
    told: Counter[str] = Counter()
    for case in cases:
        mentions = [
            Mention("text", name.start, name.end, case.text[name.start : name.end], name.label)
            for name in case.names
        ]
        datelined = {
            span.start for found in find_datelines(case.text, packaged_lists()) for span in found.spans
        }
        links = linker.link(mentions, {"text": case.text}, None, datelined)
        for name, link in zip(case.names, links, strict=True):
            for fact, expected in name.facts.items():
                if expected is not None or fact in {"canonical", "iso"}:
                    told[fact] += 1
                    right[fact] += getattr(link, fact) == expected
    return ", ".join(
        f"{fact} {100 * right[fact] / told[fact]:.1f} % of {told[fact]}" for fact in FACTS if told[fact]
    )


def _place(each: LinkedMention) -> tuple[int, int, str]:
    return each.mention.start, each.mention.end, each.mention.label


def _speed(annotator: Annotator, texts: Sequence[str]) -> str:
    milliseconds = []
    for text in islice(_unseen(texts), ITEMS):
        started = process_time()
        annotator.annotate_text(text)
        milliseconds.append((process_time() - started) * 1e3)
    lines = [
        f"an item (CPU): median {median(milliseconds):.2f} ms, 95th percentile {quantiles(milliseconds, n=20)[-1]:.2f} ms"
    ]
    whole = "\n".join(islice(_unseen(texts), 5 * max(LONG)))
    for kilobytes in LONG:
        text = whole[: kilobytes * 1000]
        started = process_time()
        annotator.annotate_text(text)
        lines.append(f"{len(text) / 1000:6.0f} KB: {(process_time() - started) * 1e3 / kilobytes:.2f} ms/KB")
    return "\n".join(lines)


def _unseen(texts: Sequence[str]) -> Iterator[str]:
    """The texts again and again, each time with other numbers and other names at their end."""
    for number in range(sys.maxsize):
        for text in texts:
            yield f"{text} Dat zei woordvoerder Jan{number} Willem{number} van {number} bedrijven in plaats {number}."


if __name__ == "__main__":
    main()
