"""Words before an expression that say how far it reaches: `sinds`, `tot en met`, `rond`."""

import re

from worker.time.expressions.joining import Found
from worker.time.expressions.periods import Flag
from worker.time.expressions.standpoint import Kind
from worker.time.expressions.vocabulary import TABLE, either

EDGES: dict[str, list[str]] = TABLE["edges"]
LONGEST = 16
PATTERNS = {
    Flag.OPEN_END: re.compile(rf"(?<!\w)(?:{either(EDGES['open_end'])}) $"),
    Flag.OPEN_START: re.compile(rf"(?<!\w)(?:{either(EDGES['open_start'])}) $"),
    Flag.APPROXIMATE: re.compile(rf"(?<!\w)(?:{either(EDGES['approximate'])}) $"),
}
# The last words of all that is searched: what ends in none of them is not searched at all.
LAST_WORDS = frozenset(words.split()[-1] for group in EDGES.values() for words in group)
CERTAIN_BEFORE = frozenset({Kind.YEAR, Kind.PERIOD, Kind.MOMENT, Kind.CLOCK})


def edges_of(text: str, found: Found) -> tuple[Flag, ...]:
    """The flags that the words before an expression give it."""
    if found.meaning.kind in {Kind.SPAN, Kind.SET, Kind.CLOCKS}:
        return ()
    before = text[max(0, found.start - LONGEST) : found.start]
    if not before.endswith(" ") or before[:-1].rpartition(" ")[2] not in LAST_WORDS:
        return ()
    if before.endswith("voor "):
        return (Flag.OPEN_START,) if found.meaning.kind in CERTAIN_BEFORE else ()
    return tuple(flag for flag, pattern in PATTERNS.items() if pattern.search(before))
