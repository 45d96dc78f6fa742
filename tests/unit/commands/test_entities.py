"""`dateline entities`: the forms of its answers, lists of one's own, and what it says about bad lines."""

import json
import subprocess
import sys

import pytest
from typer.testing import Result

from worker.commands.entities import in_tokens, joined

DATELINE = "LONDEN (ANP/RTR) - vrede."


def line(**values: object) -> bytes:
    return json.dumps(values or {"text": DATELINE}).encode() + b"\n"


def answers(result: Result) -> list[dict[str, object]]:
    return [json.loads(answer) for answer in result.stdout.splitlines()]


def test_a_line_is_answered_with_its_id_and_names_and_the_last_tells_the_time(dateline):
    answer, last = answers(dateline("entities", stdin=line(id=7, text=DATELINE)))
    assert set(answer) == {"id", "entities"}
    assert answer["id"] == 7
    london, anp, reuters = answer["entities"]
    assert london.pop("score") > 0.9
    assert london == {
        "start": 0,
        "end": 6,
        "label": "LOC",
        "canonical": "Londen",
        "iso": "GB",
        "geonames": 2643743,
        "wikidata": "Q84",
    }
    assert (anp["canonical"], anp["label"], anp["iso"]) == ("ANP", "ORG", "NL")
    assert (reuters["start"], reuters["canonical"], reuters["wikidata"]) == (12, "Reuters", "Q130879")
    assert list(last) == ["meta"]
    assert last["meta"]["seconds"] > 0


def test_offsets_count_tokens_where_tokens_are_given(dateline):
    tokens = ["LONDEN", "(", "ANP", "/", "RTR", ")", "-", "vrede", "."]
    answer, _ = answers(dateline("entities", stdin=line(tokens=tokens)))
    spans = [(entity["start"], entity["end"], entity["canonical"]) for entity in answer["entities"]]
    assert spans == [(0, 1, "Londen"), (2, 3, "ANP"), (4, 5, "Reuters")]


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        (["LONDEN", "(", "ANP", "/", "RTR", ")", "-", "vrede", "."], DATELINE),
        (["Ja", ",", "nee", "!"], "Ja, nee!"),
        (["", "Ja", "", "nee"], "Ja nee"),
        ([], ""),
    ],
)
def test_tokens_are_joined_as_print_has_them(tokens, text):
    whole, starts = joined(tokens)
    assert whole.split() == text.split()
    assert [whole[start : start + len(token)] for start, token in zip(starts, tokens, strict=True)] == tokens


def test_a_name_within_a_token_is_that_token():
    _, starts = joined(["De", "NAVO-chef", "komt"])
    assert in_tokens(3, 7, starts) == (1, 2)


def test_explain_names_the_rule_and_what_was_weighed(dateline):
    answer, _ = answers(dateline("entities", "--explain", stdin=line()))
    assert [each["rule"] for each in answer["explain"]] == ["place", "listed", "listed"]
    assert answer["explain"][0]["rivals"][0]["canonical"] == "Londen"
    assert "is an agency in a dateline" in answer["explain"][2]["because"]


def test_people_read_names_with_what_they_stand_for(dateline):
    shown = dateline("entities", "--pretty", "--explain", stdin=line()).stdout
    assert "RTR ORG → Reuters  GB, Q130879, listed" in shown
    assert "is an agency in a dateline" in shown
    assert "meta" not in shown


def test_lists_of_ones_own_are_read(dateline, monkeypatch, tmp_path):
    (tmp_path / "organisations").mkdir()
    table = tmp_path / "organisations/own.tsv"
    table.write_text("canonical\tkind\tiso\twikidata\taliases\nEigen Persbureau\tnews_agency\tNL\t\tEPB\n")
    monkeypatch.setenv("DATELINE_LISTS_DIR", str(tmp_path))
    answer, _ = answers(dateline("entities", stdin=line(text="LONDEN (ANP/EPB) - vrede.")))
    assert answer["entities"][2]["canonical"] == "Eigen Persbureau"


def test_a_mistake_in_a_list_is_wrong_use_and_named(dateline, monkeypatch, tmp_path):
    (tmp_path / "people").mkdir()
    (tmp_path / "people/own.tsv").write_text(
        "canonical\tkind\tiso\twikidata\taliases\nIemand\tPerson\t\t\t\n"
    )
    monkeypatch.setenv("DATELINE_LISTS_DIR", str(tmp_path))
    result = dateline("entities", stdin=line())
    assert result.exit_code == 2
    assert f"DATELINE_LISTS_DIR: {tmp_path / 'people/own.tsv'}:2:8: 'Person'" in result.stderr


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (b"Een gewone regel\n", "bad_envelope"),
        (b"[1, 2]\n", "bad_envelope"),
        (b'{"id": 1}\n', "bad_envelope"),
        (b'{"text": 5}\n', "bad_envelope"),
        (b'{"text": "a", "tokens": ["a"]}\n', "bad_envelope"),
        (b'{"tokens": "a"}\n', "bad_envelope"),
        (b"\n", "empty"),
    ],
)
def test_a_bad_line_is_named_by_number_and_code_and_the_rest_go_on(dateline, bad, code):
    result = dateline("entities", stdin=line(id=1, text="") + bad + line(id=2, text=""))
    assert result.exit_code == 1
    assert [answer.get("id") for answer in answers(result)] == [1, 2, None]
    (message,) = result.stderr.splitlines()
    assert message.startswith(f"dateline: line 2: {code}: ")


def test_each_line_is_answered_before_the_next_is_read():
    with subprocess.Popen(
        [sys.executable, "-m", "worker", "entities"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as running:
        for number in (1, 2):
            running.stdin.write(line(id=number, text=DATELINE))
            running.stdin.flush()
            assert json.loads(running.stdout.readline())["id"] == number
        running.stdin.close()
        assert running.wait(10) == 0
