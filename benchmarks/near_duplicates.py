"""How well versions of one story are told from stories that share their words, through all of identity.

Each pair of `tests/unit/identity/pairs.py` is shown on two pages. One half of the pairs was looked at when the
thresholds were set; the figures are those of the other.

python -m benchmarks.near_duplicates [SEED] [held-out|seen]
"""

import random
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial

from schemas import SplitItem
from tests.unit.identity.pairs import Pair, Text, false_pairs, halves, true_pairs
from tests.unit.identity.stream import Stream, bound, label, notice, show

Scenario = Callable[[Pair, random.Random], tuple[SplitItem, SplitItem]]
ADDRESS = "https://nieuws.example/artikel/1"
HOURS_OF_A_MONTH = 30 * 24


def shown(text: Text, hours: float, **fields: object) -> SplitItem:
    """The text as a page shows it, captured then."""
    return show(text.text, text.kind, place=text.place, captured=hours, **fields)  # type: ignore[arg-type]


def version(
    pair: Pair, rng: random.Random, *, labels: str, named: bool, at: bool, says: bool
) -> tuple[SplitItem, SplitItem]:
    """Two hours to a day later. `labels`: kept from the first version, set anew, or none."""
    later = rng.uniform(2, 24)
    first, second = {
        "kept": (label(-1, 0), label(-1, 0)),
        "anew": (label(-1, 0), label(later - 1, later)),
        "none": (bound(0), bound(later)),
    }[labels]
    common = {"headline": pair.old.headline if named else None, "url": ADDRESS if at else None}
    notices = (notice("update", "UPDATE"),) if says else ()
    return (
        shown(pair.old, 0, published=first, **common),
        shown(pair.new, later, published=second, notices=notices, **common),
    )


def other(
    pair: Pair, rng: random.Random, *, within: float, labels: bool, headline: str | None, at: bool
) -> tuple[SplitItem, SplitItem]:
    """Up to so many hours later. Labels, where they are printed, are true."""
    later = rng.uniform(1, within)
    times = (label(-1, 0), label(later - 1, later)) if labels else (bound(0), bound(later))
    common = {"headline": headline, "url": ADDRESS if at else None}
    return shown(pair.old, 0, published=times[0], **common), shown(
        pair.new, later, published=times[1], **common
    )


VERSIONS: dict[str, Scenario] = {
    "no headline, label kept": partial(version, labels="kept", named=False, at=False, says=False),
    "no headline, label set anew": partial(version, labels="anew", named=False, at=False, says=False),
    "no headline, no label": partial(version, labels="none", named=False, at=False, says=False),
    "no headline, UPDATE": partial(version, labels="kept", named=False, at=False, says=True),
    "headline": partial(version, labels="kept", named=True, at=False, says=False),
    "address": partial(version, labels="none", named=False, at=True, says=False),
    "headline and address": partial(version, labels="none", named=True, at=True, says=False),
}
OTHERS: dict[str, Scenario] = {
    "within a month": partial(other, within=HOURS_OF_A_MONTH, labels=True, headline=None, at=False),
    "within a day": partial(other, within=24, labels=True, headline=None, at=False),
    "within a day, no labels": partial(other, within=24, labels=False, headline=None, at=False),
    "within a week, one address": partial(other, within=168, labels=False, headline="Nieuws", at=True),
    "within a week, one headline": partial(other, within=168, labels=True, headline="Nieuws", at=False),
}


def are_tied(one: SplitItem, two: SplitItem) -> bool:
    """Whether the second becomes a version of the first."""
    stream = Stream()
    stream.show(one)
    return stream.changes(two) == ["updated"]


def print_table(
    title: str, scenarios: dict[str, Scenario], pairs: Iterable[Pair], seed: int, *, wanted: bool
) -> None:
    """For each scenario how many pairs were tied, and which changes or templates went wrong."""
    print(f"\n{title}")
    for name, scenario in scenarios.items():
        rng = random.Random(seed)
        kinds = [(pair.change, are_tied(*scenario(pair, rng))) for pair in pairs if wanted_in(pair, name)]
        wrong = Counter(change for change, tied in kinds if tied is not wanted)
        tied = sum(tied for _, tied in kinds)
        print(f"  {name:30} {tied:6} of {len(kinds):6} tied ({tied / len(kinds):.2%})  wrong: {dict(wrong)}")


def wanted_in(pair: Pair, scenario: str) -> bool:
    """Addresses are articles'."""
    return pair.old.kind == "article" if "address" in scenario and pair.old.headline else True


def main(seed: int = 1, which: str = "held-out") -> None:
    """Print the tables."""
    at = {"seen": 0, "held-out": 1}[which]
    rng = random.Random(seed)
    print_table("Versions", VERSIONS, halves(list(true_pairs(rng)))[at], seed, wanted=True)
    print_table("Other stories", OTHERS, halves(list(false_pairs(rng)))[at], seed, wanted=False)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]), *sys.argv[2:3])
