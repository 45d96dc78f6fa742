"""`dateline ages`: a label a line, answered line by line."""

import json
import subprocess
import sys

import pytest
from typer.testing import Result

AT = "2026-01-01T09:00:00+01:00"


def query(label: str, **fields: object) -> bytes:
    return json.dumps({"id": 1, "label": label, "scraped_at": AT, **fields}).encode() + b"\n"


def answers(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_label_gives_an_interval_under_its_id(dateline) -> None:
    result = dateline("ages", stdin=query("4 uur geleden", id="b-7", profile="A"))
    assert result.exit_code == 0
    assert answers(result) == [
        {
            "id": "b-7",
            "published": {
                "at": None,
                "earliest": "2026-01-01T03:00:00Z",
                "latest": "2026-01-01T04:00:00Z",
                "precision": "hour",
                "civil_date": "2026-01-01",
                "source": "relative_age",
                "evidence": {
                    "text": "4 uur geleden", "start": None, "end": None, "rounding": "floor", "profile": "A",
                },
                "flags": [],
            },
        }
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("profile", "earliest", "latest"),
    [
        ({}, "04:00", "05:30"),
        ({"profile": "union"}, "04:00", "05:30"),
        ({"profile": "generic"}, "04:00", "05:30"),
        ({"profile": "floor"}, "04:00", "05:00"),
        ({"profile": "D"}, "04:00", "05:00"),
        ({"profile": "round"}, "04:30", "05:30"),
        ({"profile": "dayjs 1.11.23 nl"}, "04:30", "05:30"),
        ({"profile": "timeago.js 4.0.2 nl"}, "04:00", "05:00"),
    ],
)
def test_the_profile_says_how_it_was_printed(dateline, profile, earliest, latest) -> None:
    (answer,) = answers(dateline("ages", stdin=query("3 uur geleden", **profile)))
    bounds = answer["published"]["earliest"], answer["published"]["latest"]
    assert bounds == (f"2026-01-01T{earliest}:00Z", f"2026-01-01T{latest}:00Z")


def test_the_profiles_are_listed(dateline) -> None:
    names = dateline("ages", "--profiles").stdout.splitlines()
    assert {"A", "generic", "floor", "round", "union", "moment 2.31.0 nl"} <= set(names)


@pytest.mark.parametrize(
    ("line", "flag", "latest"),
    [
        (query("drie zonnen geleden"), "unreadable_label", "2026-01-01T08:00:00Z"),
        (query("vandaag, 14:05"), "after_capture", "2026-01-01T08:00:00Z"),
        (query("4 uur geleden", scraped_at=None), "capture_unknown", None),
        (query("4 uur geleden", scraped_at="gisteren"), "capture_unknown", None),
        (query("4 uur geleden", scraped_at="2026-01-01T09:00:00"), "capture_unknown", None),
    ],
)
def test_what_is_not_known_is_null_and_flagged(dateline, line, flag, latest) -> None:
    result = dateline("ages", stdin=line)
    (answer,) = answers(result)
    assert result.exit_code == 0
    assert answer["published"]["flags"] == [flag]
    assert (answer["published"]["earliest"], answer["published"]["latest"]) == (None, latest)


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        (b"4 uur geleden\n", "bad_envelope", "no JSON"),
        (b'["4 uur geleden"]\n', "bad_envelope", "not a JSON object"),
        (b'{"id": 1}\n', "bad_envelope", "label: "),
        (query("4 uur geleden", scraped_at=1767254400), "bad_envelope", "scraped_at: "),
        (query("4 uur geleden", profile="moment"), "bad_envelope", "no profile 'moment'"),
        (b"\n", "empty", "blank"),
        (query("a" * 1_048_576), "too_large", "1048576 bytes"),
    ],
)
def test_a_bad_line_is_named_by_number_and_code_and_the_rest_go_on(dateline, line, code, said) -> None:
    result = dateline("ages", stdin=query("zojuist") + line + query("gisteren"))
    assert result.exit_code == 1
    assert len(answers(result)) == 2
    (message,) = result.stderr.splitlines()
    assert message.startswith(f"dateline: line 2: {code}: ")
    assert said in message


def test_files_are_read_one_after_the_other(dateline, tmp_path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).write_bytes(query("zojuist", id=name))
    assert [answer["id"] for answer in answers(dateline("ages", tmp_path / "a", tmp_path / "b"))] == [
        "a",
        "b",
    ]


def test_people_get_dutch_clocks(dateline) -> None:
    shown = dateline(
        "ages", "--pretty", stdin=query("gisteren, 14:05") + query("4 uur geleden", profile="A")
    ).stdout
    assert "gisteren, 14:05 → 2025-12-31 14:05 minute, absolute" in shown
    assert "4 uur geleden → 2026-01-01 04:00–05:00 hour, relative_age" in shown


def test_each_line_is_answered_before_the_next_is_read() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "worker", "ages"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        for number in (1, 2):
            running.stdin.write(query("zojuist", id=number))
            running.stdin.flush()
            assert json.loads(running.stdout.readline())["id"] == number
        running.stdin.close()
        assert running.wait(10) == 0


def test_a_missing_file_is_wrong_use(dateline) -> None:
    result = dateline("ages", "nowhere.jsonl")
    assert result.exit_code == 2
    assert "there is no file nowhere.jsonl" in result.stderr
