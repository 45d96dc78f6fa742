"""Whole sentences of the news with the values that a reader gives them."""

import pytest

from tests.harness.times import CASES, Case, cases, reference
from worker.time.expressions import read_expressions

EXPRESSIONS = [*cases("expressions.tsv"), *cases("more_expressions.tsv")]
NO_TIMES = (CASES / "no_expressions.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("case", EXPRESSIONS, ids=lambda case: f"{case.id}: {case.text}")
def test_a_sentence_is_read_as_a_reader_reads_it(case: Case) -> None:
    assert case.faults() == []


@pytest.mark.parametrize("text", NO_TIMES)
def test_what_only_looks_like_a_time_is_none(text: str) -> None:
    assert read_expressions(text, reference("2025-11-20T11:00")) == ()
