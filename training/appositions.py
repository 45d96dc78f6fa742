"""Sentences made of nouns that tell what a name is and of names of that sort (appositions.toml)."""

import random
import re
import tomllib
from collections.abc import Callable, Iterator
from importlib.resources import files

from training.corpus import Sentence, from_marks
from training.swapping import Supply
from worker.entities.recogniser.spans import LABELS

TABLE = "appositions.toml"
SLOT = re.compile(r"\{([Ddnmlpo])\}")
PERSON, FIRST_NAME = PEOPLE = ("person", "first_name")


def appositions(supply: Supply, chance: random.Random, each: int) -> Iterator[Sentence]:
    """For each noun of the table so many sentences."""
    table = tomllib.loads(files("training").joinpath(TABLE).read_text(encoding="utf-8"))
    for label in LABELS:
        for sort, nouns in table[label].items():
            for noun in nouns:
                for number in range(each):
                    sentence = chance.choice(table["sentences"][label])
                    marked = SLOT.sub(_filling(label, sort, noun, supply, chance), sentence)
                    yield from_marks(marked, f"appositions/{label}/{noun}/{number}")


def _filling(
    label: str, sort: str, noun: str, supply: Supply, chance: random.Random
) -> Callable[[re.Match[str]], str]:
    def fill(slot: re.Match[str]) -> str:  # noqa: PLR0911 (a case for each slot)
        match slot[1]:
            case "D":
                return noun[0].upper() + noun[1:]
            case "d":
                return noun
            case "n":
                return f"[{label} {_name(sort, supply, chance)}]"
            case "m":
                return f"[MISC {chance.choice(supply.by_sort['demonym inflected'])}]"
            case "l":
                return f"[LOC {chance.choice(supply.by_sort['town'])}]"
            case "p":
                return f"[PER {_name(PERSON, supply, chance)}]"
            case _:
                return f"[ORG {chance.choice(supply.by_sort['company'])}]"

    return fill


def _name(sort: str, supply: Supply, chance: random.Random) -> str:
    if sort not in PEOPLE:
        return chance.choice(supply.by_sort[sort])
    language = chance.choice(list(supply.first_names))
    first = chance.choice(supply.first_names[language])
    return first if sort == FIRST_NAME else f"{first} {chance.choice(supply.last_names[language])}"
