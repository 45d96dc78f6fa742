"""Pairs of texts of which it is known whether they are two versions of one story or two stories.

Made from `tests/cases/identity`: stories that are changed as a wire changes them, and reports that share a template.
"""

import random
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

CASES = Path(__file__).parents[2] / "cases" / "identity"
STORIES = tomllib.loads((CASES / "stories.toml").read_text(encoding="utf-8"))
TEMPLATES = tomllib.loads((CASES / "templates.toml").read_text(encoding="utf-8"))
SENTENCE = re.compile(r"(?<=[.!?\"”])[ \n]+(?=[A-Z\"“'])")
FIGURE = re.compile(r"\b\d+(?:[.,]\d+)?\b")
NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-zë]{4,}")
WORD = re.compile(r"\b[a-z]{5,}\b")


@dataclass(frozen=True)
class Text:
    """What is compared of an item."""

    kind: str
    place: str
    headline: str
    text: str


@dataclass(frozen=True)
class Pair:
    """`change` says what was done to the first text, or what the two share."""

    change: str
    old: Text
    new: Text


def stories() -> list[Text]:
    return [
        Text(kind, row["place"], row["headline"], row["text"].replace("|", "\n"))
        for kind in ("brief", "article")
        for row in STORIES[kind]
    ]


def filled(template: dict[str, str], rng: random.Random) -> Text:
    """A report of this template, its dateline from the place that it names."""
    values: dict[str, str] = {}

    def fill(slot: re.Match[str]) -> str:
        values[slot[1]] = rng.choice(TEMPLATES["slots"][slot[1].rstrip("0123456789")])
        return values[slot[1]]

    text = re.sub(r"\{(\w+)\}", fill, template["text"])
    return Text("brief", values.get("place", "Amsterdam"), "", text)


def true_pairs(rng: random.Random) -> Iterator[Pair]:
    """Versions of one story."""
    everything = stories()
    for story in everything:
        other = rng.choice([text for text in everything if text is not story])
        for change, text in changed(story, other, rng):
            if text != story.text:
                yield Pair(change, story, Text(story.kind, story.place, story.headline, text))


def changed(story: Text, other: Text, rng: random.Random) -> Iterator[tuple[str, str]]:
    sentences = SENTENCE.split(story.text)
    spare = rng.choice(SENTENCE.split(other.text))
    at = rng.randrange(len(sentences))
    yield "sentence added at the end", f"{story.text} {spare}"
    yield "sentence added inside", " ".join([*sentences[:1], spare, *sentences[1:]])
    if len(sentences) > 1:
        yield "last sentence removed", " ".join(sentences[:-1])
        yield "last sentence changed", " ".join([*sentences[:-1], spare])
        yield "sentence changed", " ".join([*sentences[:at], spare, *sentences[at + 1 :]])
    yield "number corrected", _one(FIGURE, story.text, rng, lambda _: str(rng.randint(2, 99)))
    yield "name corrected", _one(NAME, story.text, rng, lambda name: _slip(name, rng))
    yield "typo", _one(WORD, story.text, rng, lambda word: _slip(word, rng))
    yield "word changed", _one(WORD, story.text, rng, lambda _: "opnieuw")
    yield "two words added", _one(WORD, story.text, rng, lambda word: f"{word} naar verluidt")
    if story.kind == "article":
        lead, _, rest = story.text.partition("\n")
        yield "new lead above the old text", f"{spare} {other.text.partition(chr(10))[0]}\n{story.text}"
        yield "paragraph removed", rest and story.text.rpartition("\n")[0]
        yield "paragraph added inside", f"{lead}\n{spare}\n{rest}"


def false_pairs(rng: random.Random, fillings: int = 24) -> Iterator[Pair]:
    """Two stories that share words."""
    for template in TEMPLATES["template"]:
        reports = [filled(template, rng) for _ in range(fillings)]
        for one, two in combinations(reports, 2):
            if one.text != two.text:
                yield Pair(f"template {template['kind']}", one, two)
    boilerplate = STORIES["boilerplate"]["sentences"]
    for one, two in combinations(stories(), 2):
        if one.kind == two.kind:
            yield Pair("other story", one, two)
            end = "\n".join(rng.sample(boilerplate, rng.randint(1, 3)))
            yield Pair(
                "other story, same end", *(replace(text, text=f"{text.text}\n{end}") for text in (one, two))
            )
            lead = [replace(text, text=f"{SENTENCE.split(text.text)[0]}\n{end}") for text in (one, two)]
            yield Pair("other lead, same end", *lead)


def halves(pairs: list[Pair], seed: int = 7) -> tuple[list[Pair], list[Pair]]:
    """One half to look at while developing, one to report."""
    shuffled = list(pairs)
    random.Random(seed).shuffle(shuffled)
    return shuffled[: len(shuffled) // 2], shuffled[len(shuffled) // 2 :]


def _one(pattern: re.Pattern[str], text: str, rng: random.Random, new: Callable[[str], str]) -> str:
    found = list(pattern.finditer(text))
    if not found:
        return text
    match = rng.choice(found)
    return text[: match.start()] + new(match[0]) + text[match.end() :]


def _slip(word: str, rng: random.Random) -> str:
    at = rng.randrange(1, len(word) - 1)
    return rng.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + rng.choice("aeorst") + word[at + 1 :],
            word[:at] + word[at] + word[at:],
        ]
    )
