"""The small cases: datelines, splitting, markers, notices, labels, bylines, captions, damage."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.harness.snippets import AREAS, differences

CASES = json.loads((Path(__file__).parents[2] / "cases/snippets.json").read_text(encoding="utf-8"))["cases"]


@pytest.mark.parametrize(
    "case", [case for case in CASES if case["area"] in AREAS], ids=lambda case: case["id"]
)
def test_a_snippet_reads_as_expected(case: dict[str, Any]) -> None:
    assert differences(case) == []
