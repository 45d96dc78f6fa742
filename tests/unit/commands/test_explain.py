"""`dateline parse --explain`: what became of each line; and the profile that docs/layouts.md teaches to write."""

import json
import re
import textwrap
from pathlib import Path

import pytest

from worker.page.layout import Layout

DOCS = Path(__file__).parents[3] / "docs/layouts.md"
PAGE = (
    "Kop\nASSEN (ANP) - Tekst.\nLees ook: Iets anders\nMeer uit Sport\nROME (ANP) - Bericht.\n1 uur geleden\n"
)


def block(comment: str) -> str:
    """The block of code in docs/layouts.md under a comment."""
    text = DOCS.read_text(encoding="utf-8")
    return textwrap.dedent(text.split(f"<!-- {comment} -->\n")[1].split("```")[1].partition("\n")[2])


def explained(result) -> tuple[dict, list[dict]]:
    choice, *lines = map(json.loads, result.stdout.splitlines())
    return choice, lines


def test_each_line_says_what_it_became_and_why(dateline):
    choice, lines = explained(dateline("parse", "--explain", "-", stdin=PAGE.encode()))
    assert choice["layout"] == "A"
    assert choice["points"]["dateline_under_headline"] == 2
    assert [(line["line"], line["role"], line["item"]) for line in lines] == [
        (1, "headline", 0),
        (2, "paragraph", 0),
        (3, "reference", None),
        (4, "briefs_start", None),
        (5, "paragraph", 1),
        (6, "label", 1),
    ]
    assert all(line["why"] for line in lines)


def test_people_get_a_table_with_the_reasons(dateline):
    shown = dateline("parse", "--explain", "--pretty", "-", stdin=PAGE.encode()).stdout
    assert "layout A, because of dateline_under_headline (2)" in shown
    assert re.search(r"6 +brief 1 +label +the age of the brief before it +1 uur geleden", shown)


def test_a_page_that_is_rejected_is_said_and_no_lines_are_printed(dateline):
    result = dateline("parse", "--explain", "-", stdin=b" \n")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "empty" in result.stderr


def test_the_profile_of_the_docs_reads_the_page_of_the_docs(dateline, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts/de-stad.toml").write_text(block("profile: de-stad.toml"), encoding="utf-8")
    (tmp_path / "de-stad.txt").write_text(block("page: de-stad.txt"), encoding="utf-8")
    variable, _, *arguments = block("command").strip().partition("=")[2].split()
    assert [variable, arguments[0]] == ["layouts", "parse"]
    monkeypatch.setenv("DATELINE_LAYOUTS_DIR", variable)
    choice, lines = explained(dateline(*arguments))
    assert (choice["layout"], choice["site"]) == ("de-stad", "www.destad.example")
    assert [(line["role"], line["item"]) for line in lines] == [
        ("chrome", None),
        ("headline", 0),
        ("paragraph", 0),
        ("paragraph", 0),
        ("briefs_start", None),
        ("paragraph", 1),
        ("label", 1),
        ("paragraph", 2),
        ("label", 2),
        ("chrome", None),
    ]


@pytest.mark.parametrize(
    ("profile", "message"),
    [
        ('name = "x"\ncolour = 3', "DATELINE_LAYOUTS_DIR: own.toml: rounding: Field required"),
        ("name = ", "DATELINE_LAYOUTS_DIR: own.toml: Invalid value"),
    ],
)
def test_a_profile_that_cannot_be_used_is_named_with_its_field(
    dateline, tmp_path, monkeypatch, profile, message
):
    (tmp_path / "own.toml").write_text(profile, encoding="utf-8")
    monkeypatch.setenv("DATELINE_LAYOUTS_DIR", str(tmp_path))
    result = dateline("parse", "-", stdin=PAGE.encode())
    assert result.exit_code == 2
    assert message in result.stderr


def test_the_docs_name_every_field_of_a_profile():
    table = DOCS.read_text(encoding="utf-8").split("## The fields")[1]
    named = {
        name
        for row in table.splitlines()
        if row.startswith("| `")
        for name in re.findall(r"`(\w+)`", row.split("|")[1])
    }
    assert named == set(Layout.model_fields)


def test_what_the_markup_sets_aside_is_shown_too(dateline):
    html = b"<html><body><nav><a>Home</a></nav><article><h1>Kop</h1><p>ASSEN (ANP) - Tekst.</p></article></body></html>"
    _, lines = explained(dateline("parse", "--explain", "-", stdin=html))
    assert [(line["line"], line["role"], line["text"]) for line in lines] == [
        (None, "chrome", "Home"),
        (1, "headline", "Kop"),
        (2, "paragraph", "ASSEN (ANP) - Tekst."),
    ]
