"""Names as the cases of tests/cases/entities mark them."""

import json
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from worker.entities.recogniser.spans import Label

CASES = Path(__file__).parents[1] / "cases/entities"
# Half of the briefs was looked at while the program was made; what it does on the other half is what is reported.
SEED_OF_HALVES = 7


@dataclass(frozen=True)
class Name:
    """A marked name. `facts`: what it stands for, as far as the case says it: canonical, iso, geonames, wikidata."""

    start: int
    end: int
    label: Label
    facts: dict[str, Any]


@dataclass(frozen=True)
class Case:
    """A text with all of its names."""

    id: str
    text: str
    names: tuple[Name, ...]


def briefs() -> tuple[Case, ...]:
    """40 briefs, spans only."""
    return tuple(_case(row, "entities", []) for row in _rows("briefs.jsonl"))


def halves(cases: Sequence[Case]) -> tuple[tuple[Case, ...], tuple[Case, ...]]:
    """The half that was looked at, and the other."""
    shuffled = list(cases)
    random.Random(SEED_OF_HALVES).shuffle(shuffled)
    middle = len(shuffled) // 2
    return tuple(shuffled[:middle]), tuple(shuffled[middle:])


def links() -> tuple[Case, ...]:
    """Items made up around places of one name, surnames, transliterations and abbreviations."""
    return tuple(_case(row, "names", ["canonical", "iso"]) for row in _rows("links.jsonl"))


def seed() -> tuple[Case, ...]:
    """The article and the briefs of the seed page, each with all its paragraphs."""
    documents: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for item in json.loads((CASES / "seed.json").read_text(encoding="utf-8"))["items"]:
        documents[item["doc"]].append(item)
    return tuple(_joined(name, items) for name, items in documents.items())


def _joined(name: str, items: list[dict[str, Any]]) -> Case:
    text, names = "", []
    for item in items:
        begin = len(text) + bool(text)
        text = f"{text}\n{item['text']}" if text else item["text"]
        for entity in item["entities"]:
            facts = {fact: entity[fact] for fact in ("canonical", "iso", "geonames")} | {
                "wikidata": entity["qid"]
            }
            names.append(Name(begin + entity["start"], begin + entity["end"], entity["label"], facts))
    return Case(name, text, tuple(names))


def _case(row: dict[str, Any], field: str, facts: list[str]) -> Case:
    names = (
        Name(each["start"], each["end"], each["label"], {fact: each[fact] for fact in facts})
        for each in row[field]
    )
    return Case(row["id"], row["text"], tuple(names))


def _rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CASES / name).read_text(encoding="utf-8").splitlines()]
