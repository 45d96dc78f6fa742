"""The rules of the grammar: the rows `[[rule]]` of rules/*.toml, compiled, and by the words at which they are tried."""

import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from pydantic import BaseModel, ConfigDict

from worker.time.expressions.building import build
from worker.time.expressions.standpoint import Meaning
from worker.time.expressions.vocabulary import expand, fields_of, first_words

FILES = ("days", "dates", "stretches", "clocks", "counts")
# So far back a rule looks for what must stand before it.
LOOK_BEHIND = 40


class Row(BaseModel):
    """A row as written.

    `at`: the words at which the rule is tried, `pattern`: what must follow there (macros: vocabulary.toml), `value`: the
    builder of building.py that makes a meaning of it. Conditions, each with its examples and counter-examples (`never`):
    `after` and `not_after` on the word before it, `behind` and `not_behind` on the text before it, `not_before` on the text behind it,
    `follows` on the rule of the expression just before it (a list goes on), `near` on the words around it. `opener`: words before it that belong to it
    if they stand there; `article`: so does one of these. `not_counting`: behind one of these words it is none if it counts what follows. `names`: with a capital inside a sentence it is a name;
    `names_before_capital`: also at its start, when a capital follows.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    at: tuple[str, ...]
    pattern: str | tuple[str, ...]
    value: str
    after: frozenset[str] = frozenset()
    not_after: frozenset[str] = frozenset()
    behind: str | None = None
    not_behind: str | None = None
    not_before: str | None = None
    follows: str | None = None
    near: frozenset[str] = frozenset()
    opener: frozenset[str] = frozenset()
    article: frozenset[str] = frozenset()
    not_counting: frozenset[str] = frozenset()
    names: bool = False
    names_before_capital: bool = False
    examples: tuple[tuple[str, str, str], ...] = ()
    never: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A compiled row."""

    row: Row
    pattern: re.Pattern[str]
    behind: re.Pattern[str] | None
    not_behind: re.Pattern[str] | None

    @classmethod
    def of(cls, row: Row) -> "Rule":
        """Compile a row."""
        pattern = row.pattern if isinstance(row.pattern, str) else "".join(row.pattern)
        refused = f"(?!{expand(row.not_before)})" if row.not_before else ""
        return cls(
            row,
            re.compile(f"{expand(pattern)}(?!\\w){refused}"),
            _ending(row.behind),
            _ending(row.not_behind),
        )

    def meaning(self, match: re.Match[str]) -> Meaning | None:
        """What a match means; None where its fields make no sense together."""
        return build(self.row.value, fields_of(match))


def _ending(pattern: str | None) -> re.Pattern[str] | None:
    return re.compile(f"{expand(pattern)}$") if pattern else None


def _read(name: str) -> list[dict[str, Any]]:
    text = files("worker.time.expressions").joinpath("rules", f"{name}.toml").read_text(encoding="utf-8")
    rows: list[dict[str, Any]] = tomllib.loads(text)["rule"]
    return rows


RULES = tuple(Rule.of(Row.model_validate(row)) for name in FILES for row in _read(name))


def _by_word() -> dict[str, tuple[Rule, ...]]:
    found: dict[str, dict[str, Rule]] = {}
    for rule in RULES:
        for word in first_words(rule.row.at):
            found.setdefault(word, {})[rule.row.name] = rule
    return {word: tuple(rules.values()) for word, rules in found.items()}


RULES_AT = _by_word()
