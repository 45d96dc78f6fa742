"""`dateline reprocess`: what its options take, and what it tells at the end."""

import json

import pytest
import typer

from schemas import ItemType
from tests.unit.builders import item_id
from worker.commands.reprocess import PARTS, Report
from worker.delivery.reprocess import Fate, Judged
from worker.settings import Settings


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--only", "brief"], "'brief' is not one of 'articles', 'briefs'"),
        (["--limit", "0"], "greater than or equal to 1"),
        (["--limit", "many"], "valid integer"),
    ],
)
def test_wrong_use_is_explained(dateline, monkeypatch, arguments, said):
    monkeypatch.setenv("DATELINE_BOOTSTRAP_SERVERS", "127.0.0.1:1")
    monkeypatch.setenv("COLUMNS", "200")
    result = dateline("reprocess", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_list_that_cannot_be_used_is_told_before_a_broker_is_asked(dateline, monkeypatch, tmp_path):
    (tmp_path / "people").mkdir()
    (tmp_path / "people/own.tsv").write_text("wrong\n")
    monkeypatch.setenv("DATELINE_LISTS_DIR", str(tmp_path))
    monkeypatch.setenv("DATELINE_BOOTSTRAP_SERVERS", "127.0.0.1:1")
    result = dateline("reprocess")
    assert result.exit_code == 2
    assert f"DATELINE_LISTS_DIR: {tmp_path / 'people/own.tsv'}:1:1" in result.stderr


def judged(fate: Fate, *fields: str, kind: ItemType = "brief") -> Judged:
    return Judged(item_id("a", kind), fate, None, fields)


def ended(report: Report, *items: Judged) -> int:
    for item in items:
        report.hear(item)
    with pytest.raises(typer.Exit) as end:
        report.end()
    return end.value.exit_code


CHANGED = (judged(Fate.SENT, "entities"), judged(Fate.SENT, "timexes", "entities"), judged(Fate.UNCHANGED))


def test_fields_are_counted_the_most_frequent_first(capfdbinary):
    assert ended(Report(Settings(), dry_run=True, as_json=False), *CHANGED) == 0
    out, err = capfdbinary.readouterr()
    assert out == b"entities: 2 items\ntimexes: 1 items\n"
    assert err == b"dateline: 2 would be sent, 1 unchanged, 0 under way, 0 left out\n"


@pytest.mark.parametrize("fate", [Fate.NO_ITEM, Fate.UNREADABLE, Fate.STEP_FAILED, Fate.TOO_LARGE])
def test_what_is_left_out_is_told_and_is_the_status(capfdbinary, fate):
    left_out = judged(fate)
    assert ended(Report(Settings(), dry_run=False, as_json=False), *CHANGED, left_out) == 1
    _, err = capfdbinary.readouterr()
    first, last = err.decode().splitlines()
    assert first == f"dateline: {left_out.id}: {fate}"
    assert last == "dateline: 2 sent, 1 unchanged, 0 under way, 1 left out"


def test_json_tells_of_each_that_is_not_as_it_was_and_sums_up(capfdbinary):
    assert ended(Report(Settings(), dry_run=False, as_json=True), *CHANGED, judged(Fate.UNDER_WAY)) == 0
    *lines, sums = [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]
    assert [(line["outcome"], line["fields"]) for line in lines] == [
        ("sent", ["entities"]),
        ("sent", ["timexes", "entities"]),
        ("under_way", []),
    ]
    assert sums["fields"] == {"entities": 2, "timexes": 1}
    assert (sums["dry_run"], sums["sent"], sums["unchanged"], sums["under_way"]) == (False, 2, 1, 1)


def test_of_many_parts_some_are_shown(capfdbinary):
    Report._write_parts("+", tuple({"text": "x" * 500} for _ in range(PARTS + 3)))
    lines = capfdbinary.readouterr().out.decode().splitlines()
    assert len(lines) == PARTS + 1
    assert lines[0].endswith("…")
    assert lines[-1] == "    + and 3 more"
