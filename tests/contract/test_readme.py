"""What the README says is so."""

import json
import re

from schemas import RejectionCode
from tests.harness import readme
from worker.commands.settings import markdown_table

ROOT = readme.README.parent
EVENTS = ROOT / "tests/cases/seed-page.events.jsonl"


def test_the_table_of_settings_is_the_models() -> None:
    written = readme.between("settings: written by `make docs`", "end of settings")
    assert written == markdown_table(), "run: make docs"


def test_the_example_event_is_the_third_brief_of_the_seed_page_shortened() -> None:
    shown = json.loads(readme.block("example event"))
    real = json.loads(EVENTS.read_text(encoding="utf-8").splitlines()[3])
    for name, value in shown.items():
        if isinstance(value, str) and value.endswith("…"):
            assert real[name].startswith(value.removesuffix("…").rstrip())
        else:
            assert real[name] == value, name


def test_every_file_and_folder_that_it_names_is_there() -> None:
    text = readme.README.read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:)([^)#]+)", text)
    tree = re.search(r"## What is where\n\n(.*?)\n\n##", text, re.DOTALL)
    assert links
    assert tree
    named = [ROOT / link for link in links]
    for line in tree.group(1).splitlines():
        folder = ROOT / "worker" if line.startswith(" " * 6) else ROOT
        names = re.split(r"\s{3,}", line.strip())[0]
        named += [folder / name for name in names.split()]
    missing = [str(path) for path in named if not path.exists()]
    assert not missing


def test_every_make_target_that_it_names_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    documents = [readme.README, ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
    named = {
        name for path in documents for name in re.findall(r"`?make ([a-z][a-z-]+)", path.read_text("utf-8"))
    }
    assert named <= targets


def test_every_code_of_a_dead_letter_is_documented() -> None:
    table = (ROOT / "docs/failures.md").read_text(encoding="utf-8").split("<!-- codes -->\n")[1]
    documented = re.findall(r"^\| `([a-z0-9_]+)` \|", table, re.MULTILINE)
    assert documented == [code.value for code in RejectionCode]
