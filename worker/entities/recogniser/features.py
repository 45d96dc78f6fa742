"""What the weights know a name by: its words, its shape, what the lists say, and the words around it.

The features of a name come in three groups, so that what depends on one end of it is added up once for all names that
share that end. A feature is a key in the table of its template.
"""

from functools import cache

from worker.entities.recogniser.lattice import Candidate
from worker.entities.recogniser.names import Kind
from worker.entities.recogniser.view import OUTSIDE, View

# Names of the templates, in the order in which the function of the same group returns their keys.
BEGINNING = ("before", "two before", "ending before", "first", "first's beginning", "shape before")
ENDING = (
    "after",
    "two after",
    "ending after",
    "last",
    "last's ending",
    "last's longer ending",
    "shape after",
)
WHOLE = (
    "length",
    "kinds",
    "kinds of ends",
    "sorts of ends",
    "shape",
    "between",
    "before and kinds",
    "after and kinds",
    "word",
)
# The label of the name before, and what stands between the two: `Trump en Poetin`, `Omtzigt (NSC)`.
LINK = "link"

MAX_WORD = 20


def beginning(view: View, start: int) -> tuple[str, ...]:
    """The keys of a name that begins at `start`."""
    lower = view.lower
    before = lower[start - 1][-MAX_WORD:] if start else OUTSIDE
    second = lower[start - 2][-MAX_WORD:] if start > 1 else OUTSIDE
    first = lower[start][:MAX_WORD]
    return (
        before,
        f"{second} {before}",
        before[-4:],
        first,
        first[:3],
        shape(view.words[start - 1]) if start else OUTSIDE,
    )


def ending(view: View, end: int) -> tuple[str, ...]:
    """The keys of a name that ends before `end`."""
    lower = view.lower
    count = len(lower)
    after = lower[end][:MAX_WORD] if end < count else OUTSIDE
    second = lower[end + 1][:MAX_WORD] if end + 1 < count else OUTSIDE
    last = lower[end - 1][-MAX_WORD:]
    return (
        after,
        f"{after} {second}",
        after[-4:],
        last,
        last[-3:],
        last[-5:],
        shape(view.words[end]) if end < count else OUTSIDE,
    )


def whole(view: View, candidate: Candidate, is_word: bool) -> tuple[str, ...]:
    """The keys of a name as a whole. `is_word`: whether its first token is also an ordinary word."""
    words, lower, start, end, kinds = view.words, view.lower, candidate.start, candidate.end, candidate.kinds
    length = end - start
    begins = "^" if view.begins_sentence(start) else ""
    sort = coarse(kinds)
    first, last = candidate.kinds_of_ends
    return (
        f"{begins}{min(length, 6)}",
        f"{min(length, 3)} {kinds}",
        f"{min(length, 3)} {first} {last}" if length > 1 else "",
        f"{coarse(first)} {coarse(last)} {length > 2}" if length > 1 else "",
        begins + " ".join([shape(word) for word in words[start : min(end, start + 5)]]),
        " ".join([word for word in lower[start + 1 : end - 1] if word.islower()])[:MAX_WORD],
        f"{lower[start - 1][-MAX_WORD:] if start else OUTSIDE} {sort}",
        f"{lower[end][:MAX_WORD] if end < len(lower) else OUTSIDE} {sort}",
        f"{begins}{is_word:d}{bool(kinds):d}{length > 1:d}",
    )


_COARSE = (
    (Kind.PERSON, "P"),
    (Kind.FIRST_NAME | Kind.SURNAME, "p"),
    (Kind.COUNTRY | Kind.METROPOLIS | Kind.SITE, "L"),
    (Kind.TOWN | Kind.VILLAGE, "l"),
    (Kind.CLUB, "C"),
    (Kind.ORGANISATION | Kind.PARTY | Kind.MEDIUM | Kind.PORTFOLIO, "O"),
    (Kind.DEMONYM, "D"),
    (Kind.OTHER, "M"),
)


@cache
def coarse(kinds: int) -> str:
    """A set of kinds as a short key in which near kinds are one."""
    return "".join(sign for group, sign in _COARSE if kinds & group)


def shape(word: str) -> str:
    """How a word is written: `Xx`, `XX` (a short one in capitals), `X.`, `xX` (mixed), `x`, `9`, or a sign itself."""
    if word.islower():
        return "x"
    if word.isupper():
        if word[-1] == ".":
            return "X."
        return "X" if len(word) == 1 else "XX" if len(word) < 5 else "XXX"
    if word.istitle():
        return "Xx"
    if word.isdigit():
        return "9"
    return "xX" if any(map(str.isalpha, word[:MAX_WORD])) else word[:1]
