"""Which runs of tokens may be names, before anything is weighed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from worker.entities.recogniser.names import NameLists
from worker.entities.recogniser.view import View

# The words in lower case that a name may hold: `Centraal Bureau voor de Statistiek`.
CONNECTORS = frozenset(
    [
        "van",
        "de",
        "der",
        "den",
        "ten",
        "ter",
        "te",
        "het",
        "'t",
        "voor",
        "en",
        "of",
        "op",
        "aan",
        "in",
        "tot",
        "tegen",
        "zonder",
        "bij",
        "om",
        "over",
        "uit",
        "onder",
        "&",
        "and",
        "the",
        "for",
        "on",
        "at",
        "a",
        "an",
        "du",
        "la",
        "le",
        "les",
        "des",
        "del",
        "della",
        "di",
        "da",
        "das",
        "do",
        "dos",
        "e",
        "y",
        "von",
        "zu",
        "zum",
        "zur",
        "und",
        "für",
        "am",
        "im",
        "bin",
        "ibn",
        "al",
        "el",
    ]
)
# In lower case in front of a name that a list has: `sc Heerenveen`, `'t Harde`.
FOREWORDS = frozenset({"'t", "sc", "vv", "sv", "van", "von"})
# Between two names that may tell something of each other: `Trump en Poetin`, `Omtzigt (NSC)`.
JOINTS = frozenset(
    {",", "en", "(", "/", "-", "–", "of", "tegen", "van", "in", "bij", "met", "uit", "&", "+", "|"}
)
MAX_LENGTH = 7
MAX_CONNECTORS = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """A run of tokens, end exclusive, with the kinds that the lists give for it, its first and its last token."""

    start: int
    end: int
    kinds: int
    kinds_of_ends: tuple[int, int]


def groups(view: View, names: NameLists, may_bound: Sequence[bool]) -> Iterator[list[Candidate]]:
    """All runs that may be names, by beginning; those that overlap, touch or have one joint between them together.

    `may_bound`: per token, whether it may begin or end a name that no list has.
    """
    found: dict[int, dict[int, int]] = {}
    group: list[Candidate] = []
    reach = -2
    for start, is_bound in enumerate(may_bound):
        if not is_bound and not (view.lower[start] in FOREWORDS and any(may_bound[start + 1 : start + 2])):
            continue
        if start not in found:
            found = {start: names.names_from(view.words, view.folded, start)}
        if not is_bound and max(found[start], default=0) < 2:
            continue
        if group and not _is_tied(view, reach, start):
            yield group
            group = []
        for candidate in _beginning_at(start, view, names, may_bound, found):
            group.append(candidate)
            reach = max(reach, candidate.end)
    if group:
        yield group


def _is_tied(view: View, reach: int, start: int) -> bool:
    return start <= reach or (start == reach + 1 and view.lower[reach] in JOINTS)


def _beginning_at(
    start: int, view: View, names: NameLists, may_bound: Sequence[bool], found: dict[int, dict[int, int]]
) -> Iterator[Candidate]:
    listed = found[start]
    first = listed.get(1, 0)
    ends = (
        {end: listed.get(end - start, 0) for end in _ends(start, view, may_bound)} if may_bound[start] else {}
    )
    for length, kinds in listed.items():
        ends[start + length] = kinds
    for end in sorted(ends):
        if end == start + 1:
            last = first
        else:
            if end - 1 not in found:
                found[end - 1] = names.names_from(view.words, view.folded, end - 1)
            last = found[end - 1].get(1, 0)
        yield Candidate(start, end, ends[end], (first, last))


def _ends(start: int, view: View, may_bound: Sequence[bool]) -> Iterator[int]:
    """Where a name that begins at `start` may end by its letters alone."""
    words, lower = view.words, view.lower
    yield start + 1
    connectors = 0
    for index in range(start + 1, min(start + MAX_LENGTH, len(words))):
        if may_bound[index]:
            connectors = 0
            yield index + 1
        elif lower[index] in CONNECTORS and connectors < MAX_CONNECTORS:
            connectors += 1
        else:
            # Estlink 2, Formule 1
            if may_bound[index - 1] and words[index].isdigit() and len(words[index]) <= 4:
                yield index + 1
            return
