"""The lists that come with the program, compiled by `make lists`, and how their rows become names."""

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

import marisa_trie

from worker.entities.recogniser.names import Kind, NameLists, NameTable
from worker.entities.recogniser.weights import Weights
from worker.entities.tables import Row

NAMES, WORDS = "names.bin", "words.bin"
WEIGHTS, CARD = "weights.json.gz", "card.json"

BY_LABEL = {"PER": Kind.PERSON, "ORG": Kind.ORGANISATION, "LOC": Kind.SITE, "MISC": Kind.OTHER}
# Rows of these kinds are more than what their label says.
BY_KIND = {
    "party": Kind.PARTY,
    "club": Kind.CLUB,
    "team": Kind.CLUB,
    "broadcaster": Kind.MEDIUM,
    "newspaper": Kind.MEDIUM,
    "media": Kind.MEDIUM,
    "news_agency": Kind.MEDIUM,
    "platform": Kind.MEDIUM,
    "party_adjective": Kind.DEMONYM,
}


@cache
def packaged_lists() -> NameLists:
    """All lists of the package."""
    directory = files(__package__)
    names = NameTable.from_bytes(directory.joinpath(NAMES).read_bytes())
    return NameLists([names], marisa_trie.Trie().frombytes(directory.joinpath(WORDS).read_bytes()))


def packed_weights() -> bytes:
    """The file of trained weights; nothing before the first training."""
    file = files("worker.entities").joinpath("weights").joinpath(WEIGHTS)
    return file.read_bytes() if file.is_file() else b""


def packaged_weights() -> Weights:
    """The trained weights; none before the first training."""
    return Weights.from_bytes(packed_weights())


def names_of(rows: Iterable[Row]) -> Iterator[tuple[str, Kind]]:
    """Every name of the rows of a table, and the surname of each person."""
    for row in rows:
        kind = BY_KIND.get(row.kind, BY_LABEL[row.label])
        for form in row.forms:
            yield form.name, kind | Kind.UNSURE if form.shared else kind
        if row.label == "PER" and " " in row.canonical:
            yield row.canonical.rpartition(" ")[2], Kind.SURNAME
