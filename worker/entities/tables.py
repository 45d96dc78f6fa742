"""Reads the tables of organisations, people and other things: tab-separated, as `lists/organisations/README.md` says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from worker.entities.recogniser.spans import Label

# The folders of a directory of lists, and what their rows are.
FOLDERS: dict[str, Label] = {"organisations": "ORG", "people": "PER", "other": "MISC"}
COLUMNS = ("canonical", "kind", "iso", "wikidata", "aliases")
SHARED = "*"

# What a cell must be, and what to say where it is not.
CELLS = {
    "canonical": (re.compile(r"\S.{0,198}\S|\S"), "a name without blanks around it"),
    "kind": (re.compile(r"[a-z][a-z_]{0,39}"), "a kind in lower case, such as company"),
    "iso": (re.compile(r"(?:[A-Z]{2})?"), "an ISO 3166-1 code such as NL, or nothing"),
    "wikidata": (re.compile(r"(?:Q[1-9]\d{0,9})?"), "a Wikidata number such as Q55, or nothing"),
    "aliases": (re.compile(r"(?:[^|*]{1,200}\*?(?:\|[^|*]{1,200}\*?){0,99})?"), "names parted by |"),
}


class ListError(ValueError):
    """A table that cannot be used. The message begins with `file:line:column:`, both counted from 1."""


@dataclass(frozen=True, slots=True)
class Form:
    """A name in print. `shared`: it also names something else, so that something else must decide."""

    name: str
    shared: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One thing of the tables with all its names, the canonical one first."""

    label: Label
    canonical: str
    kind: str
    iso: str | None
    wikidata: str | None
    forms: tuple[Form, ...]


def packaged_rows() -> Iterator[Row]:
    """The rows that come with the program, in a fixed order."""
    return _rows_of(files("worker.entities").joinpath("lists"))


def read_lists(directory: Path) -> tuple[Row, ...]:
    """The rows of a directory with the folders `organisations`, `people` and `other`. Raises ListError, OSError."""
    unknown = sorted(
        entry.name for entry in directory.iterdir() if entry.is_dir() and entry.name not in FOLDERS
    )
    if unknown:
        raise ListError(f"{directory / unknown[0]}:1:1: no folder of lists; they are {', '.join(FOLDERS)}")
    return tuple(_rows_of(directory))


def _rows_of(directory: Traversable) -> Iterator[Row]:
    for folder, label in FOLDERS.items():
        within = directory.joinpath(folder)
        tables = within.iterdir() if within.is_dir() else iter(())
        for table in sorted(tables, key=lambda file: file.name):
            if table.name.endswith(".tsv"):
                yield from read_table(table, label)


def read_table(table: Traversable, label: Label) -> Iterator[Row]:
    """The rows of one file. Raises ListError."""
    try:
        lines = table.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        raise ListError(f"{table}:1:1: no UTF-8 text") from None
    if not lines or tuple(lines[0].split("\t")) != COLUMNS:
        raise ListError(f"{table}:1:1: the first line must be {' '.join(COLUMNS)}, with tabs between")
    for number, line in enumerate(lines[1:], start=2):
        yield _row(line, f"{table}:{number}", label)


def _row(line: str, where: str, label: Label) -> Row:
    cells = line.split("\t")
    if len(cells) != len(COLUMNS):
        raise ListError(f"{where}:{len(line) + 1}: {len(cells)} columns, not {len(COLUMNS)}")
    column = 1
    for cell, (pattern, wanted) in zip(cells, CELLS.values(), strict=True):
        if not pattern.fullmatch(cell):
            raise ListError(f"{where}:{column}: '{cell[:50]}' is not {wanted}")
        column += len(cell) + 1
    canonical, kind, iso, wikidata, aliases = cells
    return Row(label, canonical, kind, iso or None, wikidata or None, _forms(canonical, aliases))


def _forms(canonical: str, aliases: str) -> tuple[Form, ...]:
    """The canonical name first. Without its country in brackets a name is every country's."""
    names = [name for name in aliases.split("|") if name]
    shared = {name.removesuffix(SHARED) for name in names if name.endswith(SHARED)}
    bare, bracket, _ = canonical.rpartition(" (")
    if bracket:
        names.append(bare)
        shared.add(bare)
    every = dict.fromkeys([canonical, *(name.removesuffix(SHARED) for name in names)])
    return tuple(Form(name, name in shared) for name in every)
