"""`python -m lists.names`: compiles what the recogniser knows of names and words.

Names: the tables of the product, the places of lists/places, demonyms, portfolios, and Faker's first and last names.
Words: those of OpenTaal's list that have no capital, from Debian's package wdutch; without it the words stay as they are.
"""

import importlib
import os
import pkgutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

import faker.providers.person
import marisa_trie

import worker.entities.recogniser
from lists.places.gather import gather
from worker.entities import demonyms
from worker.entities.recogniser.names import Kind, NameTable
from worker.entities.recogniser.packaged import NAMES, WORDS, names_of
from worker.entities.recogniser.rulebook import rules
from worker.entities.tables import packaged_rows

TARGET = Path(worker.entities.recogniser.__file__).parent
WORDLIST = Path(os.environ.get("WORDLIST", "/usr/share/dict/dutch"))

# From this prominence (lists/places/gather.py) a settlement is a metropolis, a town, or a village worth a name.
METROPOLIS, TOWN, VILLAGE = 1_000_000.0, 60_000.0, 3_000.0
# A meaning that is this much less prominent than the first says nothing of the name.
FAINT = 0.05
# Motorways, other roads of the state, European roads, and their highest numbers.
ROADS = {"A": 99, "N": 999, "E": 999}
SITES = frozenset({"water", "mountain", "airport", "stadium", "landmark"})
PARTS: tuple[Literal["first"], Literal["last"]] = ("first", "last")


def main() -> None:
    """Build, write, and say what there is."""
    names = NameTable.of(every_name())
    (TARGET / NAMES).write_bytes(names.to_bytes())
    print(f"{NAMES}: {len(names.kinds):,} names, {len(names.to_bytes()):,} bytes", file=sys.stderr)
    if not WORDLIST.exists():
        print(f"{WORDS}: kept, as there is no {WORDLIST} (Debian: apt install wdutch)", file=sys.stderr)
        return
    words = ordinary_words(WORDLIST.read_text(encoding="utf-8"))
    (TARGET / WORDS).write_bytes(words.tobytes())
    print(f"{WORDS}: {len(words):,} words, {len(words.tobytes()):,} bytes", file=sys.stderr)


def every_name() -> Iterator[tuple[str, Kind]]:
    """All names with what they may stand for."""
    yield from names_of(packaged_rows())
    yield from places()
    for row in demonyms.rows():
        yield from ((name, Kind.METROPOLIS if row.kind == "city" else Kind.COUNTRY) for name in row.names)
    yield from ((form, Kind.DEMONYM) for form in demonyms.demonyms())
    yield from ((portfolio, Kind.PORTFOLIO) for portfolio in rules("ministries")["portfolios"])
    yield from (
        (f"{letter}{number}", Kind.SITE) for letter, last in ROADS.items() for number in range(1, last + 1)
    )
    for _, part, name in people_by_language():
        yield name, Kind.FIRST_NAME if part == "first" else Kind.SURNAME


def places() -> Iterator[tuple[str, Kind]]:
    """The keys of the gazetteer."""
    gathered = gather()
    for name, meanings in gathered.names.items():
        top = max(meanings.values())
        for index, prominence in meanings.items():
            kind = _kind_of_place(gathered.places[index].kind, prominence)
            if kind and prominence >= FAINT * top:
                yield name, kind


def _kind_of_place(kind: str, prominence: float) -> Kind | None:
    if kind in SITES:
        return Kind.SITE
    if kind != "city":
        return Kind.COUNTRY
    if prominence >= METROPOLIS:
        return Kind.METROPOLIS
    if prominence >= TOWN:
        return Kind.TOWN
    return Kind.VILLAGE if prominence >= VILLAGE else None


def people_by_language() -> Iterator[tuple[str, Literal["first", "last"], str]]:
    """First and last names in Latin script with the code of their language, in a fixed order."""
    for module in sorted(pkgutil.iter_modules(faker.providers.person.__path__), key=lambda found: found.name):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        for part in PARTS:
            names: set[str] = set()
            for attribute in dir(provider):
                values = getattr(provider, attribute)
                if part in attribute and "names" in attribute and isinstance(values, Iterable):
                    names.update(name for name in values if isinstance(name, str))
            for name in sorted(filter(_is_latin_name, names)):
                yield module.name, part, name


def _is_latin_name(name: str) -> bool:
    """Whether it is written as Dutch news would: Latin script, a capital, more than an abbreviation."""
    letters = name.replace(" ", "").replace("-", "").replace("'", "")
    return len(letters) > 2 and name[0].isupper() and not name.isupper() and max(map(ord, letters)) < 0x250


def ordinary_words(wordlist: str) -> marisa_trie.Trie:
    """The words that are written without a capital, of a list with one a line."""
    return marisa_trie.Trie(
        sorted({line for line in wordlist.splitlines() if line == line.lower() and " " not in line})
    )


if __name__ == "__main__":
    main()
