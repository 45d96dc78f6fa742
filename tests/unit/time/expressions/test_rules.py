"""Every rule against its own examples and counter-examples, which stand beside it in rules/*.toml."""

import pytest

from tests.harness.times import marked, reference
from worker.time.expressions import read_expressions
from worker.time.expressions.joining import JOINS, PREFIXES
from worker.time.expressions.rules import RULES

ROWS = [rule.row for rule in (*RULES, *JOINS, *PREFIXES)]
EXAMPLES = [(row.name, *example) for row in ROWS for example in row.examples]
NEVER = [(row.name, text) for row in ROWS for text in row.never]


@pytest.mark.parametrize(
    ("rule", "example", "at", "value"), EXAMPLES, ids=[f"{row[0]}: {row[1]}" for row in EXAMPLES]
)
def test_an_example_is_read_by_its_rule(rule: str, example: str, at: str, value: str) -> None:
    timex = marked(example, at)
    assert (timex.value or timex.underspecified) == value
    assert rule in timex.rule.replace("+", " ").replace(":", " ").split()


@pytest.mark.parametrize(("rule", "text"), NEVER, ids=[f"{row[0]}: {row[1]}" for row in NEVER])
def test_nothing_is_read_in_a_counter_example(rule: str, text: str) -> None:
    assert read_expressions(text, reference("2025-11-20T11:00")) == ()


def test_every_rule_has_a_name_of_its_own_and_an_example() -> None:
    assert len({row.name for row in ROWS}) == len(ROWS)
    assert [row.name for row in ROWS if not row.examples] == []
