"""HTML pages give the events of their text; what their markup says for machines wins where it can be true."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest

from schemas import SplitItem, SplitPage
from schemas.notes import NoteCode
from worker.page.lines import LineRole
from worker.pipeline import Capture, PageOptions, split_page
from worker.pipeline.splitting import read_page

CASES = Path(__file__).parents[2] / "cases"
CAPTURE = Capture(scraped_at="2025-12-31T23:59:00Z")
# What a page says by printing a headline twice, or a blank that does not break, markup says otherwise.
OF_THE_FORM = {NoteCode.DUPLICATE_HEADLINE, NoteCode.REPAIRED_ENCODING}


def split(content: str, capture: Capture = CAPTURE) -> SplitPage:
    return split_page(content.encode(), capture, PageOptions())


def as_read(item: SplitItem) -> dict[str, Any]:
    evidence = item.published.evidence
    return {
        **item.model_dump(include={"id", "type", "headline", "dateline", "section", "paragraphs", "captions", "notices"}),
        "position": item.page.position,
        "label": evidence.text if evidence else None,
        "notes": {note.code for note in item.notes} - OF_THE_FORM,
    }  # fmt: skip


@pytest.mark.parametrize("path", sorted((CASES / "html").glob("*.html")), ids=lambda path: path.stem)
def test_an_html_page_gives_the_items_of_its_text(path: Path) -> None:
    name = f"{path.stem.partition('.')[2]}.txt"
    text = next(found for found in (CASES / name, CASES / "pages" / name) if found.exists())
    expected = split_page(text.read_bytes(), CAPTURE, PageOptions())
    found = split_page(path.read_bytes(), CAPTURE, PageOptions())
    assert [as_read(item) for item in found.items] == [as_read(item) for item in expected.items]
    for item, other in zip(found.items, expected.items, strict=True):
        if item.published.source == "metadata":
            assert other.published.earliest is not None
            assert other.published.latest is not None
            assert item.published.at is not None
            assert other.published.earliest < item.published.at <= other.published.latest
        else:
            assert item.published.latest == other.published.latest
            assert item.published.earliest == other.published.earliest


@pytest.mark.parametrize("path", sorted((CASES / "html").glob("*.html")), ids=lambda path: path.stem)
def test_every_line_of_an_html_page_is_accounted_for(path: Path) -> None:
    page = read_page(path.read_bytes(), CAPTURE, PageOptions())
    assert page.html is not None
    assert {line.number for line in page.lines} == set(range(len(page.html.lines)))
    assert [line.text for line in page.lines if line.role is None] == []


def brief(time: str, label: str = "4 uur geleden") -> str:
    return (
        "<main><h1>Kop</h1><p>DEN HAAG (ANP) - De tekst van het artikel.</p></main><aside><h2>Meer uit Sport</h2><ul><li>"
        f"<h3>Vrijspraak</h3><p>ROME (ANP) - De tekst.</p><time datetime='{time}'>{label}</time></li></ul></aside>"
    )


def published(item: SplitItem) -> dict[str, Any]:
    return item.published.model_dump(mode="json", exclude={"evidence"}, exclude_defaults=True)


def codes(item: SplitItem) -> set[NoteCode]:
    return {note.code for note in item.notes}


def test_a_brief_s_machine_time_wins_over_its_label_which_stays_the_evidence() -> None:
    content = brief("2025-12-31T19:30:00Z")
    item = split(content).items[1]
    assert published(item) == {
        "at": "2025-12-31T19:30:00Z", "earliest": "2025-12-31T19:30:00Z", "latest": "2025-12-31T19:30:00Z",
        "precision": "minute", "civil_date": "2025-12-31", "source": "metadata",
    }  # fmt: skip
    evidence = item.published.evidence
    assert evidence is not None
    assert evidence.text == "4 uur geleden"
    page = read_page(content.encode(), CAPTURE, PageOptions())
    assert page.envelope.content[evidence.start : evidence.end] == "4 uur geleden"


@pytest.mark.parametrize(
    ("time", "differs"),
    [
        ("2025-12-31T19:30:00Z", False),
        ("2025-12-31T20:29:00Z", False),  # some sites round
        ("2025-12-31T18:58:30Z", False),  # a minute in a cache
        ("2025-12-31T17:00:00Z", True),
        ("2025-12-31T22:00:00Z", True),
        ("2024-12-31T19:30:00Z", True),
        ("2025-12-30", True),
        ("2025-12-31", False),
    ],
)
def test_a_label_that_cannot_be_right_is_noted_and_loses(time: str, differs: bool) -> None:
    item = split(brief(time)).items[1]
    assert (NoteCode.CONFLICTING_LABEL in codes(item)) is differs
    assert ("label_differs" in item.published.flags) is differs
    if "T" in time:
        assert item.published.at == datetime.fromisoformat(time)


def test_a_date_leaves_a_label_within_it_as_it_is() -> None:
    assert published(split(brief("2025-12-31")).items[1]) == {
        "earliest": "2025-12-31T18:59:00Z", "latest": "2025-12-31T19:59:00Z", "precision": "hour",
        "civil_date": "2025-12-31", "source": "relative_age",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("time", "note"),
    [
        ("2026-01-01T00:00:00Z", NoteCode.AFTER_CAPTURE),
        ("2025-03-30T02:30:00", NoteCode.NONEXISTENT_TIME),
        ("gisteren", NoteCode.UNREADABLE_CLAIM),
    ],
)
def test_a_machine_time_that_cannot_be_leaves_the_label(time: str, note: NoteCode) -> None:
    item = split(brief(time)).items[1]
    assert note in codes(item)
    assert (item.published.at, item.published.source) == (None, "relative_age")
    assert item.published.flags == (() if note is NoteCode.UNREADABLE_CLAIM else (note.value,))


def test_a_machine_time_that_clocks_show_twice_is_both() -> None:
    item = split(brief("2025-10-26T02:30:00", label="2 maanden geleden")).items[1]
    assert NoteCode.AMBIGUOUS_TIME in codes(item)
    assert item.published.at is None
    assert item.published.earliest == datetime(2025, 10, 26, 0, 30, tzinfo=UTC)
    assert item.published.latest == datetime(2025, 10, 26, 1, 30, tzinfo=UTC)


def article(head: str = "", meta: str = "") -> str:
    return (
        f"<html><head>{head}</head><body><article><h1>Kop &amp; staart</h1>{meta}<p>DEN HAAG (ANP) - De tekst.</p></article>"
        "<section><h2>Meer uit Sport</h2><p>ROME (ANP) - Meer tekst.</p><time>2 uur geleden</time></section></body></html>"
    )


def json_ld(document: str) -> str:
    return f'<script type="application/ld+json">{document}</script>'


AT = "2025-12-30T14:05:00+01:00"
STORY = f'{{"@type":"NewsArticle","headline":"Kop & staart","datePublished":"{AT}"}}'
OTHER = '{"@type":"NewsArticle","headline":"Iets anders","datePublished":"2025-12-29T09:00:00Z"}'


@pytest.mark.parametrize(
    ("head", "meta"),
    [
        (json_ld(STORY), ""),
        (json_ld(f"[{OTHER},{STORY}]"), ""),
        (json_ld(f'{{"@graph":[{STORY},{{"@type":"ItemList","itemListElement":[{OTHER}]}}]}}'), ""),
        (f"<meta property='article:published_time' content='{AT}'>", ""),
        ("", f"<meta itemprop=datePublished content='{AT}'>"),
        ("", f"<p>Door <b>Jan Jansen</b>, <time datetime='{AT}'>30 december 2025</time></p>"),
        ("", f"<time datetime='{AT}'></time>"),
    ],
)
def test_an_article_has_its_own_machine_time(head: str, meta: str) -> None:
    item, listed = split(article(head, meta)).items
    assert published(item)["at"] == "2025-12-30T13:05:00Z"
    assert item.published.source == "metadata"
    assert listed.published.source == "relative_age"


@pytest.mark.parametrize(
    "head",
    [
        json_ld(f'{{"@type":"ItemList","itemListElement":[{STORY.replace("Kop & staart", "Andere kop")}]}}'),
        json_ld(f"[{OTHER},{OTHER.replace('anders', 'meer')}]"),
        json_ld('{"@type":"NewsArticle","headline":"Kop & staart"}'),
    ],
)
def test_an_article_never_has_the_time_of_another(head: str) -> None:
    item = split(article(head)).items[0]
    assert published(item) == {"latest": "2025-12-31T23:59:00Z"}


def test_an_article_s_time_is_never_that_of_a_brief_below_it() -> None:
    assert published(split(brief("2025-12-31T19:30:00Z")).items[0]) == {"latest": "2025-12-31T23:59:00Z"}


def test_a_brief_has_the_time_of_its_headline_in_a_list() -> None:
    listed = '{"@type":"ItemList","itemListElement":[{"@type":"NewsArticle","headline":"Vrijspraak","datePublished":"%s"}]}'
    content = json_ld(listed % "2025-12-31T19:30:00Z") + brief("").replace("datetime=''", "")
    assert [item.published.source for item in split(content).items] == ["bound", "metadata"]


def test_a_change_after_the_capture_is_noted() -> None:
    head = json_ld(STORY.replace("}", ',"dateModified":"2026-01-01T00:00:00Z"}'))
    assert NoteCode.MODIFIED_AFTER_CAPTURE in codes(split(article(head)).items[0])


def test_the_page_s_own_facts_count_where_the_scraper_gave_none() -> None:
    head = "<link rel=canonical href='https://example.org/1'>"
    content = article(head).replace("<html>", "<html lang=nl-BE>")
    assert {(item.page.url, item.language) for item in split(content).items} == {
        ("https://example.org/1", "nl-BE")
    }
    told = orjson.dumps({"content": content, "url": "https://example.org/2", "language": "nl-NL"})
    assert {(item.page.url, item.language) for item in split_page(told, CAPTURE, PageOptions()).items} == {
        ("https://example.org/2", "nl-NL")
    }


def test_a_template_s_language_does_not_outvote_the_text() -> None:
    text = "<p>De gemeente wil het geld niet uitgeven, want dat is er niet en het komt er ook niet van.</p>"
    assert split(article(meta=text).replace("<html>", "<html lang=en>")).items[0].language == "nl"


def test_a_page_of_no_known_layout_is_read_as_html_and_says_so() -> None:
    items = split("<h1>Kop</h1><p>De tekst van het artikel.</p>").items
    assert {item.page.layout for item in items} == {"html"}
    assert NoteCode.UNKNOWN_LAYOUT not in codes(items[0])


def test_a_snippet_is_its_text() -> None:
    item = split("De &quot;top&quot; is <b>afgelast</b>.<br/>Punt.").items[0]
    assert [item.headline, item.text] == ['De "top" is afgelast.', "Punt."]


def test_a_caption_s_place_in_the_markup_tells_what_it_is() -> None:
    caption = "<figure><img><figcaption>Het stadhuis van Den Haag</figcaption></figure>"
    page = read_page(article(meta=caption).encode(), CAPTURE, PageOptions())
    assert [line.text for line in page.lines if line.role is LineRole.CAPTION] == [
        "Het stadhuis van Den Haag"
    ]
    assert page.items[0].text == "De tekst."


def test_an_envelope_s_claim_of_another_type_is_noted() -> None:
    raw = orjson.dumps({"content": "Kop\nDEN HAAG (ANP) - Tekst.", "url": ["https://example.org"]})
    item = split_page(raw, CAPTURE, PageOptions()).items[0]
    assert [(note.code, note.detail) for note in item.notes] == [(NoteCode.UNREADABLE_CLAIM, "url: list")]
