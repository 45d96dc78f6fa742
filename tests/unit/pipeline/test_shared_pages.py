"""The real page and the pages in the real layouts, against what a reader of them expects."""

import json
from pathlib import Path
from typing import Any

import pytest

from schemas import SplitItem
from worker.pipeline import Capture, PageOptions, split_page
from worker.pipeline.splitting import read_page

CASES = Path(__file__).parents[2] / "cases"
CAPTURE = Capture(scraped_at="2025-12-31T23:59:00Z")


def dateline(item: SplitItem) -> dict[str, Any] | None:
    if item.dateline is None:
        return None
    return {
        "raw": item.dateline.raw,
        "places": [place.raw for place in item.dateline.places],
        "agencies": [agency.code for agency in item.dateline.agencies],
    }


def brief_as_expected(item: SplitItem) -> dict[str, Any]:
    evidence = item.published.evidence
    return {
        "headline": item.headline,
        "dateline": dateline(item),
        "text": item.text,
        "label": evidence.text if evidence else None,
    }


def article_as_expected(item: SplitItem) -> dict[str, Any]:
    return {
        "headline": item.headline,
        "dateline": dateline(item),
        "body": [paragraph.text for paragraph in item.paragraphs if paragraph.role != "subhead"],
        "subheads": [paragraph.text for paragraph in item.paragraphs if paragraph.role == "subhead"],
    }


@pytest.mark.parametrize("path", sorted((CASES / "pages").glob("*.txt")), ids=lambda path: path.stem)
def test_a_page_splits_as_a_reader_expects(path: Path) -> None:
    expected = json.loads(path.with_name(f"{path.stem}.expected.json").read_text(encoding="utf-8"))
    page = split_page(path.read_bytes(), CAPTURE, PageOptions())
    articles = [article_as_expected(item) for item in page.items if item.type == "article"]
    briefs = [brief_as_expected(item) for item in page.items if item.type == "brief"]
    assert articles == [{key: expected[key] for key in articles[0]} for _ in range("body" in expected)][:1]
    assert briefs == [
        {
            "headline": brief["headline"],
            "dateline": brief["dateline"],
            "text": brief["text"],
            "label": brief["relative"] and brief["relative"]["raw"],
        }
        for brief in expected["briefs"]
    ]
    assert {item.page.layout for item in page.items} == {expected["layout"]}
    assert {item.section and item.section.name for item in page.items} == {expected.get("section")}


def test_the_real_page_gives_its_article_and_seven_briefs() -> None:
    page = split_page((CASES / "seed-page.txt").read_bytes(), CAPTURE, PageOptions())
    article, *briefs = page.items
    assert article.headline == "Rusland verwacht snel akkoord over defensiesamenwerking met Iran"
    assert [paragraph.role for paragraph in article.paragraphs] == [
        "lead", "body", "body", "subhead", "body", "body",
    ]  # fmt: skip
    assert "Drones en raketten\n" not in article.text
    assert [brief.dateline.places[0].name for brief in briefs if brief.dateline] == [
        "Washington", "Washington", "Washington", "Brasilia", "Kyiv", "Parijs", "Washington",
    ]  # fmt: skip
    assert [brief.published.evidence.text for brief in briefs if brief.published.evidence] == [
        f"{hours} uur geleden" for hours in (1, 3, 4, 4, 5, 6, 7)
    ]
    assert page.market == "nl"
    assert {item.language for item in page.items} == {"nl"}
    assert not [note for item in page.items for note in item.notes]


def test_an_article_never_gets_a_date_from_labels() -> None:
    article = split_page((CASES / "seed-page.txt").read_bytes(), CAPTURE, PageOptions()).items[0]
    assert article.published.model_dump(mode="json", exclude_defaults=True) == {
        "latest": "2025-12-31T23:59:00Z"
    }
    assert article.published.source == "bound"


def test_a_label_points_at_its_place_in_the_page() -> None:
    raw = (CASES / "seed-page.txt").read_bytes()
    for brief in split_page(raw, CAPTURE, PageOptions()).items[1:]:
        evidence = brief.published.evidence
        assert evidence is not None
        assert raw.decode()[evidence.start : evidence.end] == evidence.text


@pytest.mark.parametrize(
    "path", sorted([CASES / "seed-page.txt", *(CASES / "pages").glob("*.txt")]), ids=lambda path: path.stem
)
def test_every_printed_line_is_accounted_for(path: Path) -> None:
    page = read_page(path.read_bytes(), CAPTURE, PageOptions())
    assert [line.text for line in page.lines if line.role is None] == []
    accounted = {line.number for line in page.lines}
    printed = {at for at, line in enumerate(path.read_text(encoding="utf-8").split("\n")) if line.strip()}
    assert accounted == printed


def test_the_same_bytes_give_the_same_page() -> None:
    raw = (CASES / "seed-page.txt").read_bytes()
    assert split_page(raw, CAPTURE, PageOptions()) == split_page(raw, CAPTURE, PageOptions())
