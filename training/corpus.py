"""Sentences with their names marked, from the files that the weights are trained on."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from worker.entities.recogniser.spans import LABELS, Label

# `De [MISC Franse] president [PER Emmanuel Macron]`
MARK = re.compile(r"\[(PER|ORG|LOC|MISC) ([^\[\]]+)\]")
BY_NAME: dict[str, Label] = {label: label for label in LABELS}

# Sentences of one document have numbers that follow each other; how many is not told.
SENTENCES_OF_DOCUMENT = 20


@dataclass(frozen=True, slots=True)
class Gold:
    """A name in a text: code points, end exclusive."""

    start: int
    end: int
    label: Label


@dataclass(frozen=True, slots=True)
class Sentence:
    """`source`: which document it is of; what belongs together is never split between training and test."""

    text: str
    golds: tuple[Gold, ...]
    source: str


def read_silver(path: Path) -> Iterator[Sentence]:
    """JSON lines `{"id", "tokens", "tags"}`, tags in BIO."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield from_tokens(row["tokens"], row["tags"], row["id"])


def from_tokens(tokens: list[str], tags: list[str], source: str) -> Sentence:
    """A sentence of tokens with BIO tags, joined by blanks."""
    golds: list[Gold] = []
    at = 0
    for token, tag in zip(tokens, tags, strict=True):
        end = at + len(token)
        if tag.startswith("B-"):
            golds.append(Gold(at, end, BY_NAME[tag[2:]]))
        elif tag.startswith("I-"):
            golds[-1] = Gold(golds[-1].start, end, golds[-1].label)
        at = end + 1
    return Sentence(" ".join(tokens), tuple(golds), source)


def read_marked(path: Path) -> Iterator[Sentence]:
    """A sentence a line, names marked as in `De [MISC Franse] president [PER Emmanuel Macron]`; # begins a comment."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        if line.strip() and not line.startswith("#"):
            yield from_marks(line, f"{path.stem}/{number}")


def from_marks(marked: str, source: str) -> Sentence:
    """A sentence whose names are marked."""
    golds: list[Gold] = []
    text = ""
    last = 0
    for match in MARK.finditer(marked):
        text += marked[last : match.start()]
        golds.append(Gold(len(text), len(text) + len(match[2]), BY_NAME[match[1]]))
        text += match[2]
        last = match.end()
    return Sentence(text + marked[last:], tuple(golds), source)


def fold_of(source: str, folds: int) -> int:
    """In which of so many parts a sentence is tested. Neighbours in the treebank, of one document, fall together."""
    corpus, _, number = source.partition("/")
    document = str(int(number) // SENTENCES_OF_DOCUMENT) if number.isdecimal() else number
    return crc32(f"{corpus}/{document}".encode()) % folds
