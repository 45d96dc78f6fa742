"""How a name is made: how long it is, how it is written, and what the lists say of it.

Many names share a make: what it weighs need not be added up each time.
"""

from functools import cache

from worker.entities.recogniser.names import Kind

# Names of the templates, in the order in which `keys_of_make` returns their keys.
MAKE = ("length", "kinds", "kinds of ends", "sorts of ends", "shape", "word")

# Kinds that are alike, with the sign for them.
SORTS = (
    (Kind.PERSON, "P"),
    (Kind.FIRST_NAME | Kind.SURNAME, "p"),
    (Kind.COUNTRY | Kind.METROPOLIS | Kind.SITE, "L"),
    (Kind.TOWN | Kind.VILLAGE, "l"),
    (Kind.CLUB, "C"),
    (Kind.ORGANISATION | Kind.PARTY | Kind.MEDIUM | Kind.PORTFOLIO, "O"),
    (Kind.DEMONYM, "D"),
    (Kind.OTHER, "M"),
)


def keys_of_make(
    begins_sentence: bool, is_word: bool, length: int, shape: str, kinds: int, first: int, last: int
) -> tuple[str, ...]:
    """The keys of a make.

    `is_word`: whether the first token is also an ordinary word; `length`: in tokens; `shape`: that of each token;
    `kinds`, `first`, `last`: those of the whole name, of its first and of its last token.
    """
    begins = "^" if begins_sentence else ""
    return (
        f"{begins}{min(length, 6)}",
        f"{min(length, 3)} {kinds}",
        f"{min(length, 3)} {first} {last}" if length > 1 else "",
        f"{sort(first)} {sort(last)} {length > 2}" if length > 1 else "",
        begins + shape,
        f"{begins}{is_word:d}{bool(kinds):d}{length > 1:d}",
    )


@cache
def sort(kinds: int) -> str:
    """A set of kinds as a short key in which near kinds are one."""
    return "".join(sign for group, sign in SORTS if kinds & group)
