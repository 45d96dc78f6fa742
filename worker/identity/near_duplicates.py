"""Whether two texts are versions of one story: by what they share, and by what one has in the place of the other's.

Reports of weather, stocks, traffic or accidents share most of their words and are stories of their own: they differ in
the facts (numbers, names, days) that stand in the same place of the same sentence. A version keeps its facts but for a
correction, and adds, drops or rewrites whole sentences. So texts are compared word by word (Levenshtein, over sketches),
and besides the words that they share the facts that were exchanged are counted.
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from enum import IntFlag

from rapidfuzz.distance import Levenshtein

from worker.identity.sketch import DAMAGED, DAY, NAME, NUMBER, PLAIN, Sketch, Sketched, kind_of, slips

# Words are shared in runs of so many: single ones (de, van, in) meet by chance.
SHORTEST_RUN = 3
# What a text opens with says what it is about; its end is said of many things.
OPENING = 12
# So many words on each side of a fact say whether it stands in the same sentence of both texts.
NEIGHBOURS = 3


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike an earlier text and a later one are.

    `shared` is the share of the longer one's words that both have, `contained` of the shorter one's, `opening` of the
    earlier one's first words. `numbers`, `names` and `days` count the facts that were exchanged for others of their kind
    while their sentence stayed, those that stand in several places once; a name that is spelt otherwise is none.
    """

    shared: float
    contained: float
    opening: float
    numbers: int = 0
    names: int = 0
    days: int = 0

    @property
    def facts(self) -> int:
        """All facts that were exchanged."""
        return self.numbers + self.names + self.days


class Clue(IntFlag):
    """Why an earlier text may be the same story's."""

    WORDS = 0  # it begins or ends with the same words
    HEADLINE = 1  # its headline, of some words, is the same
    URL = 2  # it stood at the same address
    NOTICE = 4  # the later one calls itself an update or a correction
    REPLACED = 8  # the later one says that it replaces the text of this headline


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How unlike two versions may be: at least so much of each share, at most so many facts exchanged."""

    shared: float = 0
    contained: float = 0
    opening: float = 0
    numbers: int = 0
    names: int = 0
    days: int = 0
    facts: int = 0

    def allows(self, like: Likeness) -> bool:
        """Whether texts so alike are versions of one story."""
        return (
            like.shared >= self.shared
            and like.contained >= self.contained
            and like.opening >= self.opening
            and like.numbers <= self.numbers
            and like.names <= self.names
            and like.days <= self.days
            and like.facts <= self.facts
        )


# What is enough for which clues, by one row or another: a fact corrected, and little else; or sentences that were added,
# dropped or rewritten, and no fact of the others. Measured by `python -m benchmarks.near_duplicates`.
_LONG = Tolerance(contained=0.95, opening=0.5, numbers=3, names=2, facts=3)
TOLERANCES: dict[Clue, tuple[Tolerance, ...]] = {
    Clue.WORDS: (
        Tolerance(contained=0.9, opening=0.5, numbers=1, names=1, facts=1),
        Tolerance(shared=0.3, opening=0.8),
    ),
    Clue.NOTICE: (
        Tolerance(contained=0.8, opening=0.5, numbers=2, facts=2),
        Tolerance(contained=0.8, opening=0.5, names=1, facts=1),
        Tolerance(shared=0.3, opening=0.5),
    ),
    Clue.URL: (
        Tolerance(contained=0.8, opening=0.5, numbers=2, names=1, facts=2),
        Tolerance(shared=0.3, opening=0.5),
    ),
    Clue.HEADLINE: (
        Tolerance(contained=0.8, numbers=2, names=1, facts=2),
        Tolerance(shared=0.3),
        _LONG,
    ),
}
FOR_MORE_CLUES = (
    Tolerance(contained=0.7, numbers=3, names=1, facts=3),
    Tolerance(shared=0.2, contained=0.3, numbers=3, facts=3),
    _LONG,
)
# What calls itself a correction may exchange any one fact.
FOR_CORRECTIONS = Tolerance(contained=0.9, opening=0.5, numbers=1, names=1, days=1, facts=1)
# A text may be rewritten from beginning to end where it stands at the same address under the same headline, or says which
# one it replaces; other facts in the same sentences are another report all the same.
IN_PLACE = Clue.URL | Clue.HEADLINE
FOR_REWRITTEN_IN_PLACE = Tolerance(numbers=3, names=1, facts=3)
FOR_REPLACEMENTS = Tolerance(numbers=3, names=1, days=1, facts=3)


def are_versions(like: Likeness, clues: Clue, *, corrects: bool) -> bool:
    """Whether texts so alike, found by these clues, are versions of one story. `corrects`: the later one says so."""
    rows = TOLERANCES.get(clues, FOR_MORE_CLUES)
    if corrects:
        rows = (*rows, FOR_CORRECTIONS)
    if IN_PLACE in clues:
        rows = (*rows, FOR_REWRITTEN_IN_PLACE)
    if clues & Clue.REPLACED:
        rows = (*rows, FOR_REPLACEMENTS)
    return any(row.allows(like) for row in rows)


def likeness(old: Sketch, new: Sketched) -> Likeness:
    """Compare the sketch of an earlier text with a text at hand."""
    if not old or not new.sketch:
        return Likeness(0, 0, 0)
    aligned = _aligned(old, new.sketch)
    others = {}
    for to, at in aligned.exchanged.items():
        if not _sentence_stayed(new, aligned, to):
            continue
        if kind_of(old[at]) == NAME and old[at] in slips(new.words[to]):
            aligned.shared[to] = at
        else:
            others[to] = at
    shorter, longer = sorted((len(old), len(new.sketch)))
    facts = [kind_of(before) for before, _ in _distinct(old, new.sketch, others)]
    return Likeness(
        shared=len(aligned.shared) / longer,
        contained=len(aligned.shared) / shorter,
        opening=sum(at < OPENING for at in aligned.shared.values()) / min(OPENING, len(old)),
        numbers=facts.count(NUMBER),
        names=facts.count(NAME),
        days=facts.count(DAY),
    )


def _distinct(old: Sketch, new: Sketch, others: Mapping[int, int]) -> set[tuple[int, int]]:
    """Facts with those that stand in their place. De Kraker for Van Es is one name, and so is what stands there twice."""
    return {
        (old[at], new[to])
        for to, at in others.items()
        if kind_of(old[at]) != NAME or to - 1 not in others or kind_of(new[to - 1]) != NAME
    }


@dataclass(slots=True)
class _Alignment:
    """Indices of the later text's words with those of the earlier one's: the same word, or another fact of its kind."""

    shared: dict[int, int]
    exchanged: dict[int, int]


def _aligned(old: Sketch, new: Sketch) -> _Alignment:
    aligned = _Alignment({}, {})
    beside: list[tuple[int, int]] = []
    for step in Levenshtein.opcodes(old, new):
        pairs = zip(range(step.dest_start, step.dest_end), range(step.src_start, step.src_end), strict=False)
        if step.tag == "equal" and step.src_end - step.src_start >= SHORTEST_RUN:
            aligned.shared.update(pairs)
            beside += [(step.dest_start - 1, step.src_start - 1), (step.dest_end, step.src_end)]
        elif step.tag == "replace":
            for to, at in pairs:
                if DAMAGED in {old[at], new[to]}:
                    aligned.shared[to] = at
                elif _are_facts_of_a_kind(old[at], new[to]):
                    aligned.exchanged[to] = at
    _exchange_beside_runs(aligned, old, new, beside)
    return aligned


def _are_facts_of_a_kind(before: int, after: int) -> bool:
    return PLAIN != kind_of(before) == kind_of(after)


def _exchange_beside_runs(
    aligned: _Alignment, old: Sketch, new: Sketch, beside: Iterable[tuple[int, int]]
) -> None:
    """Facts next to the same words stand in one another's place, also where the rest of the texts is aligned otherwise."""
    placed_new = aligned.shared.keys() | aligned.exchanged.keys()
    placed_old = {*aligned.shared.values(), *aligned.exchanged.values()}
    for to, at in beside:
        is_free = (
            to in range(len(new)) and at in range(len(old)) and to not in placed_new and at not in placed_old
        )
        if is_free and _are_facts_of_a_kind(old[at], new[to]):
            aligned.exchanged[to] = at


def _sentence_stayed(new: Sketched, aligned: _Alignment, to: int) -> bool:
    """Whether half of the words around a fact are shared, or facts of their own: it is its sentence with another fact."""
    around = _around(new, aligned.exchanged, to)
    stayed = sum(near in aligned.shared or near in aligned.exchanged for near in around)
    return 2 * stayed >= len(around)


def _around(text: Sketched, exchanged: Container[int], at: int) -> list[int]:
    """The words of the sentence that stand nearest to a fact, or to the row of facts of which it is one."""
    first = last = at
    while first not in text.openings and first - 1 in exchanged:
        first -= 1
    while last + 1 not in text.openings and last + 1 in exchanged:
        last += 1
    around = []
    for near in range(first - 1, first - 1 - NEIGHBOURS, -1):
        if near + 1 in text.openings:
            break
        around.append(near)
    for near in range(last + 1, min(last + 1 + NEIGHBOURS, len(text.sketch))):
        if near in text.openings:
            break
        around.append(near)
    return around
