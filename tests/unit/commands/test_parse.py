"""`dateline parse`: the forms of its output, its stream, and what it says about bad input."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import Result

from schemas import ArticleEvent, BriefEvent, canonical_bytes
from schemas.cloudevents import ce_id
from worker.commands.reading import STANDARD_INPUT, pages_of_files, pages_of_lines

STORY = (
    "Kabinet presenteert plannen voor het platteland\n"
    "DEN HAAG (ANP) - Het kabinet heeft dinsdag plannen voor het platteland gepresenteerd. De plannen kosten geld.\n"
)


def lines(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def envelope(content: str = STORY, **fields: str) -> bytes:
    return json.dumps({"content": content, **fields}).encode() + b"\n"


@pytest.fixture
def story(tmp_path: Path) -> Path:
    file = tmp_path / "page.txt"
    file.write_text(STORY, encoding="utf-8")
    return file


def test_one_page_gives_bare_events_the_article_first(dateline, example):
    events = lines(dateline("parse", example))
    assert [event["type"] for event in events] == ["article"] + ["brief"] * 7
    assert [event["page"]["position"] for event in events] == list(range(8))


def test_an_event_is_printed_as_its_canonical_bytes(dateline, example):
    for line in dateline("parse", example).stdout_bytes.splitlines():
        model = ArticleEvent if b'"type":"article"' in line else BriefEvent
        assert canonical_bytes(model.model_validate_json(line)) == line


def test_stream_lines_hold_the_events_own_bytes_under_their_id(dateline):
    (line,) = dateline("parse", "--stream", stdin=envelope()).stdout_bytes.splitlines()
    ce = json.loads(line)["ce"]
    value = line.split(b',"data":', 1)[1].removesuffix(b"}")
    assert ce["type"] == "dateline.article.published.v1"
    assert ce["id"] == ce_id(ce["type"], value)
    assert ce["subject"] == json.loads(value)["id"]


def test_several_files_take_the_form_of_a_stream(dateline, example, story):
    assert all(set(line) == {"ce", "data"} for line in lines(dateline("parse", example, story)))


def test_options_say_what_the_page_does_not(dateline, story):
    result = dateline(
        "parse", story, "--scraped-at", "2026-01-01T00:59:00+01:00", "--url", "https://nieuws.example/a"
    )
    (event,) = lines(result)
    assert event["page"]["scraped_at"] == "2025-12-31T23:59:00Z"
    assert event["page"]["url"] == "https://nieuws.example/a"


def test_standard_input_is_one_page(dateline):
    (event,) = lines(dateline("parse", "-", stdin=STORY.encode()))
    assert event["headline"] == STORY.splitlines()[0]


def test_ack_follows_every_page_also_a_rejected_one(dateline):
    result = dateline("parse", "--stream", "--ack", stdin=envelope() + b"no envelope\n" + b"\n")
    assert [line for line in lines(result) if "page" in line] == [
        {"page": 1, "events": 1},
        {"page": 2, "events": 0},
        {"page": 3, "events": 0},
    ]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"Een gewone regel", "bad_envelope"),
        (b"[1, 2]", "bad_envelope"),
        (b'{"content": ', "bad_envelope"),
        (b'{"inhoud": "x"}', "bad_envelope"),
        (b"", "empty"),
        (b'{"content": "' + b"a" * 1_048_576 + b'"}', "too_large"),
    ],
)
def test_a_rejected_line_is_named_by_number_and_code_and_the_rest_go_on(dateline, line, code):
    result = dateline(
        "parse", "--stream", stdin=envelope() + line + b"\n" + envelope(STORY.replace("plannen", "ideeën"))
    )
    assert result.exit_code == 1
    assert len(lines(result)) == 2
    (message,) = result.stderr.splitlines()
    assert message.startswith(f"dateline: page 2: {code}: ")


def test_a_rejected_file_is_named(dateline, tmp_path, story):
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b" \n")
    result = dateline("parse", empty, story)
    assert result.exit_code == 1
    assert len(lines(result)) == 1
    assert result.stderr.startswith(f"dateline: {empty}: empty: ")


def test_a_fault_of_the_program_rejects_only_its_page(dateline, monkeypatch):
    from worker.pipeline import splitting

    working = splitting.read_page

    def faulty(raw, capture, options):
        if b"kapot" in raw:
            raise ZeroDivisionError("division by zero")
        return working(raw, capture, options)

    monkeypatch.setattr(splitting, "read_page", faulty)
    result = dateline("parse", "--stream", stdin=envelope("kapot") + envelope())
    assert result.exit_code == 1
    assert len(lines(result)) == 1
    assert "page 1: internal_error: ZeroDivisionError" in result.stderr


def test_people_get_words(dateline, example):
    shown = dateline("parse", "--pretty", example).stdout
    assert "Rusland verwacht snel akkoord over defensiesamenwerking met Iran" in shown
    # 3 hours before 00:59 on Dutch clocks, at most an hour more.
    assert "Washington (ANP) · Buitenland · 3 uur geleden · 2025-12-31 20:59–21:59" in shown


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere.txt"], "there is no file nowhere.txt"),
        (["."], ". is a directory"),
        (["-", "--scraped-at", "gisteren"], "--scraped-at: 'gisteren'"),
        (["-", "--scraped-at", "2026-01-01T00:00:00"], "no time with an offset"),
        (["-", "--no-such-option"], "No such option"),
    ],
)
def test_wrong_use_is_explained(dateline, arguments, said):
    result = dateline("parse", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""


def test_wrong_settings_are_explained(dateline, monkeypatch, story):
    monkeypatch.setenv("DATELINE_MAX_PAGE_BYTES", "many")
    result = dateline("parse", story)
    assert result.exit_code == 2
    assert "DATELINE_MAX_PAGE_BYTES" in result.stderr


def test_a_file_is_read_to_just_above_the_limit(tmp_path):
    file = tmp_path / "large"
    file.write_bytes(b"a" * 5_000)
    (page,) = pages_of_files([file], limit=1_000)
    assert len(page.raw) == 1_001


def test_a_line_above_the_limit_costs_no_other(tmp_path):
    file = tmp_path / "lines"
    file.write_bytes(b"a" * 10 + b"\n" + b"b" * 200_000 + b"\n" + b"c" * 11 + b"\nd")
    pages = list(pages_of_lines([file], limit=10))
    assert [(page.name, page.raw) for page in pages] == [
        ("page 1", b"a" * 10),
        ("page 2", b"b" * 11),
        ("page 3", b"c" * 11),
        ("page 4", b"d"),
    ]


def test_standard_input_is_no_file_of_that_name():
    assert Path("-") == STANDARD_INPUT


def test_each_line_is_answered_before_the_next_is_read():
    with shell("parse", "--stream", "--ack") as running:
        for number in (1, 2):
            running.stdin.write(envelope(STORY.replace("platteland", f"platteland {number}")))
            running.stdin.flush()
            assert b'"ce"' in running.stdout.readline()
            assert json.loads(running.stdout.readline()) == {"page": number, "events": 1}
        running.stdin.close()
        assert running.wait(10) == 0


def test_a_reader_that_has_enough_is_no_error():
    with shell("parse", "--stream") as running:
        running.stdin.write(envelope())
        running.stdin.flush()
        running.stdout.readline()
        running.stdout.close()
        running.stdin.write(envelope(STORY.replace("plannen", "ideeën")))
        running.stdin.close()
        assert running.wait(10) == 0
        assert running.stderr.read() == b""


def test_ctrl_c_is_quiet():
    with shell("parse", "--stream", "--ack") as running:
        running.stdin.write(envelope())
        running.stdin.flush()
        running.stdout.readline()
        running.send_signal(signal.SIGINT)
        assert running.wait(10) == 130
        assert running.stderr.read() == b""


def shell(*arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "worker", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
