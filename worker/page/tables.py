"""Reads the tables (TOML) that lie beside the modules of this package."""

import tomllib
from importlib.resources import files
from typing import Any


def read_table(name: str) -> dict[str, Any]:
    """The parsed file `name` of this package."""
    return tomllib.loads(files("worker.page").joinpath(name).read_text(encoding="utf-8"))
