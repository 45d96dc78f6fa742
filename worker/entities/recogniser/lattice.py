"""Which runs of tokens may be names, before anything is weighed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from worker.entities.recogniser.names import Kind, NameLists
from worker.entities.recogniser.view import View

# The words in lower case that a name may hold: `Centraal Bureau voor de Statistiek`.
CONNECTORS = frozenset(
    {
        "van", "de", "der", "den", "ten", "ter", "te", "het", "'t", "voor", "en", "of", "op", "aan", "in",
        "tot", "tegen", "zonder", "bij", "om", "over", "uit", "onder", "&", "and", "the", "for", "on", "at",
        "a", "an", "du", "la", "le", "les", "des", "del", "della", "di", "da", "das", "do", "dos", "e", "y",
        "von", "zu", "zum", "zur", "und", "für", "am", "im", "bin", "ibn", "al", "el",
    }
)  # fmt: skip
# In lower case in front of a name that a list has: `sc Heerenveen`, `'t Harde`.
FOREWORDS = frozenset({"'t", "sc", "vv", "sv", "van", "von"})
# Between two names that may tell something of each other: `Trump en Poetin`, `Omtzigt (NSC)`.
JOINTS = frozenset(
    {",", "en", "(", "/", "-", "–", "of", "tegen", "van", "in", "bij", "met", "uit", "&", "+", "|"}
)
MAX_LENGTH = 7
MAX_CONNECTORS = 3
# What is listed in several tokens as more than a village or a part of a person's name is one name: `Den Haag`.
WHOLE = ~int(Kind.FIRST_NAME | Kind.SURNAME | Kind.VILLAGE | Kind.UNSURE)
ARTICLES = frozenset({"de", "het", "een", "'t"})
UNSURE, DEMONYM = int(Kind.UNSURE), int(Kind.DEMONYM)


class Candidate(NamedTuple):
    """A run of tokens, end exclusive, with the kinds that the lists give for it, its first and its last token."""

    start: int
    end: int
    kinds: int
    kinds_of_first: int
    kinds_of_last: int


def groups(view: View, names: NameLists, may_bound: Sequence[bool]) -> Iterator[list[Candidate]]:
    """All runs that may be names, by beginning; those that overlap, touch or have one joint between them together.

    `may_bound`: per token, whether it may begin or end a name that no list has.
    """
    listed = _Listed(view, names)
    group: list[Candidate] = []
    reach = -2
    after = 0
    for start in _beginnings(view, may_bound, listed):
        if start < after:
            continue
        if group and not (start <= reach or (start == reach + 1 and view.lower[reach] in JOINTS)):
            yield group
            group = []
        least = _length_of_whole(view.lower[start], listed[start])
        group += _candidates(start, least, _lengths(view, start, may_bound), listed)
        reach = max(reach, group[-1].end)
        after = start + least
    if group:
        yield group


class _Listed(dict[int, dict[int, int]]):
    """What the lists have that begins with a token: its number of tokens → its kinds. Looked up when asked for."""

    def __init__(self, view: View, names: NameLists) -> None:
        super().__init__()
        self._view = view
        self._names = names

    def __missing__(self, start: int) -> dict[int, int]:
        self[start] = found = self._names.names_from(self._view.words, self._view.folded, start)
        return found


def _beginnings(view: View, may_bound: Sequence[bool], listed: _Listed) -> Iterator[int]:
    """Where names may begin: at what may bound one, and at a foreword that is listed together with what follows."""
    for start, (word, is_bound) in enumerate(zip(view.lower, may_bound, strict=True)):
        if is_bound or (
            word in FOREWORDS and any(may_bound[start + 1 : start + 2]) and max(listed[start], default=0) > 1
        ):
            yield start


def _length_of_whole(first: str, listed: Mapping[int, int]) -> int:
    """The tokens of the longest listed name that is not taken apart; 1 where there is none.

    What begins with an article or a demonym may be taken apart: `Het Concertgebouw`, `Nederlands elftal`.
    """
    longest = 1
    if first not in ARTICLES and not listed.get(1, 0) & DEMONYM:
        for length, kinds in listed.items():
            if length > longest and kinds & WHOLE and not kinds & UNSURE:
                longest = length
    return longest


def _candidates(start: int, least: int, lengths: Iterable[int], listed: _Listed) -> list[Candidate]:
    """Those of so many tokens, and those that are listed, by length; none shorter than `least`."""
    here = listed[start]
    first = here.get(1, 0)
    return [
        Candidate(start, start + length, here.get(length, 0), first, listed[start + length - 1].get(1, 0))
        for length in sorted({*lengths, *here})
        if length >= least
    ]


def _lengths(view: View, start: int, may_bound: Sequence[bool]) -> list[int]:
    """How many tokens a name that begins at `start` may have by its letters alone."""
    if not may_bound[start]:
        return []
    words, lower = view.words, view.lower
    lengths = [1]
    connectors = 0
    for index in range(start + 1, min(start + MAX_LENGTH, len(words))):
        if may_bound[index]:
            connectors = 0
            lengths.append(index + 1 - start)
        elif connectors < MAX_CONNECTORS and lower[index] in CONNECTORS:
            connectors += 1
        else:
            # Estlink 2, Formule 1
            if may_bound[index - 1] and words[index].isdigit() and len(words[index]) <= 4:
                lengths.append(index + 1 - start)
            break
    return lengths
