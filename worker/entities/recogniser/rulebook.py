"""The rules' data, read once from `rules.toml`."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def rules(section: str) -> dict[str, list[str]]:
    """The lists of a section, by name."""
    lists: dict[str, list[str]] = _table()[section]
    return lists


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("rules.toml").read_text(encoding="utf-8"))
