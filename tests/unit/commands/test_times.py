"""`dateline times`: the forms of its answers, and what it says about bad lines."""

import json
import subprocess
import sys

import pytest
from typer.testing import Result

SENTENCE = "Hij verlaat donderdag de kliniek."
READ_AT = "2025-12-31T19:42:00+01:00"


def line(**values: object) -> bytes:
    return json.dumps({"text": SENTENCE, "reference": READ_AT, **values}).encode() + b"\n"


def answers(result: Result) -> list[dict[str, object]]:
    return [json.loads(answer) for answer in result.stdout.splitlines()]


def test_a_line_is_answered_with_its_id_and_expressions(dateline):
    (answer,) = answers(dateline("times", stdin=line(id=7)))
    assert set(answer) == {"id", "timexes", "us"}
    assert answer["id"] == 7
    assert answer["us"] > 0
    (timex,) = answer["timexes"]
    assert timex == {
        "start": 12,
        "end": 21,
        "text": "donderdag",
        "type": "DATE",
        "value": "2026-01-01",
        "underspecified": "XXXX-WXX-4",
        "edtf": "2026-01-01",
        "interval": ["2025-12-31T23:00:00Z", "2026-01-01T23:00:00Z"],
        "alternatives": [],
        "anchor": "2025-12-31",
        "direction": "after",
        "confidence": 0.9,
        "rule": "weekday",
        "flags": [],
    }


@pytest.mark.parametrize(
    ("reference", "value", "alternatives"),
    [
        (READ_AT, "2026-01-01", []),
        ("2025-12-31T22:30:00Z/2025-12-31T23:30:00Z", "2026-01-01", []),
        ("2026-01-01T22:30:00Z/2026-01-01T23:30:00Z", None, ["2026-01-01", "2026-01-08"]),
        (None, None, []),
    ],
)
def test_a_reference_is_an_instant_an_interval_or_null(dateline, reference, value, alternatives):
    (answer,) = answers(dateline("times", stdin=line(reference=reference)))
    (timex,) = answer["timexes"]
    assert (timex["value"], timex["alternatives"]) == (value, alternatives)


def test_id_and_reference_may_be_left_out(dateline):
    (answer,) = answers(dateline("times", stdin=b'{"text": "Op 11 september 2001."}\n'))
    assert answer["id"] is None
    assert answer["timexes"][0]["value"] == "2001-09-11"


def test_explain_names_rule_tense_and_arithmetic(dateline):
    (answer,) = answers(dateline("times", "--explain", stdin=line()))
    assert answer["explain"] == [
        {
            "text": "donderdag",
            "rule": "weekday",
            "means": "Thursday",
            "side": "onward",
            "told_by": "verlaat",
            "counted_from": "2025-12-31",
            "gives": ["2026-01-01"],
        }
    ]


def test_people_get_values_and_reasons(dateline):
    shown = dateline("times", "--pretty", "--explain", stdin=line()).stdout
    assert "donderdag → 2026-01-01  weekday" in shown
    assert "Thursday, onward (verlaat), counted from 2025-12-31 = 2026-01-01" in shown


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (b"Een gewone regel\n", "bad_envelope"),
        (b"[1, 2]\n", "bad_envelope"),
        (b'{"id": 1}\n', "bad_envelope"),
        (b'{"text": 5}\n', "bad_envelope"),
        (b"\n", "empty"),
        (line(reference="gisteren"), "bad_envelope"),
        (line(reference="2025-12-31"), "bad_envelope"),
        (line(reference="2025-12-31T10:00:00Z/2025-12-30T10:00:00Z"), "bad_envelope"),
        (line(reference="2025-12-31T10:00:00Z/2025-12-31T11:00:00Z/2025-12-31T12:00:00Z"), "bad_envelope"),
    ],
)
def test_a_bad_line_is_named_by_number_and_code_and_the_rest_go_on(dateline, bad, code):
    result = dateline("times", stdin=line(id=1) + bad + line(id=2))
    assert result.exit_code == 1
    assert [answer["id"] for answer in answers(result)] == [1, 2]
    (message,) = result.stderr.splitlines()
    assert message.startswith(f"dateline: line 2: {code}: ")


def test_each_line_is_answered_before_the_next_is_read():
    with subprocess.Popen(
        [sys.executable, "-m", "worker", "times"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as running:
        for number in (1, 2):
            running.stdin.write(line(id=number))
            running.stdin.flush()
            assert json.loads(running.stdout.readline())["id"] == number
        running.stdin.close()
        assert running.wait(10) == 0
