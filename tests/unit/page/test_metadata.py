"""What a page says of itself for machines, and of whom it says it."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from worker.page.metadata import PageMetadata, Story, read_metadata

AT = "2025-12-31T18:00:00Z"


def metadata(content: str) -> PageMetadata:
    return read_metadata(LexborHTMLParser(content))


def linked(document: str) -> PageMetadata:
    return metadata(f'<script type="application/ld+json">{document}</script>')


@pytest.mark.parametrize(
    ("content", "field", "expected"),
    [
        ('<link rel=canonical href="https://example.org/1">', "url", "https://example.org/1"),
        ('<link rel="alternate CANONICAL" href="https://example.org/1">', "url", "https://example.org/1"),
        ('<meta property=og:url content="https://example.org/1">', "url", "https://example.org/1"),
        ('<link rel=canonical href="/1"><meta property=og:url content="https://example.org/1">', "url",
         "https://example.org/1"),
        ("<link rel=canonical href=javascript:1>", "url", None),
        ("<link rel=canonical href='https://[::1'>", "url", None),
        ("<link rel=canonical href='https://a b.nl/'>", "url", None),
        ("<link rel=stylesheet href='https://example.org/a.css'>", "url", None),
        ("<html lang=nl-NL>", "language", "nl-NL"),
        ("<html lang=''><meta http-equiv=Content-Language content=nl>", "language", "nl"),
        ("<meta property=og:locale content=nl_BE>", "language", "nl-BE"),
        ("<html lang='een taal'>", "language", None),
        (f"<meta property=article:published_time content={AT}>", "published", AT),
        (f"<meta name='DC.date.issued' content='{AT}'>", "published", AT),
        (f"<meta itemprop=datePublished content={AT}>", "published", AT),
        (f"<body><p itemscope><meta itemprop=datePublished content={AT}>", "published", None),
        (f"<meta property=article:modified_time content={AT}>", "modified", AT),
        (f"<meta property=article:published_time content={'9' * 500}>", "published", None),
        ("<p>Kop", "published", None),
    ],
)  # fmt: skip
def test_the_head_gives_the_page_s_facts(content: str, field: str, expected: str | None) -> None:
    assert getattr(metadata(content), field) == expected


@pytest.mark.parametrize(
    "document",
    [
        '{"@type":"NewsArticle","headline":"Kop","datePublished":"%s"}',
        '[{"@type":"BreadcrumbList"},{"@type":["Thing","ReportageNewsArticle"],"headline":"Kop","datePublished":"%s"}]',
        '{"@graph":[{"@type":"WebPage"},{"@type":"http://schema.org/NewsArticle","headline":"Kop","datePublished":"%s"}]}',
        '{"@type":"WebPage","mainEntity":{"@type":"Article","headline":"Kop","datePublished":"%s"}}',
        '{"@type":"NewsArticle","headline":"Kop","description":"een\ntwee","datePublished":"%s"}',
    ],
)
def test_json_ld_describes_the_page_s_own_story(document: str) -> None:
    (story,) = linked(document % AT).stories
    assert (story.headline, story.published, story.is_listed) == ("Kop", AT, False)


def test_all_of_a_story_is_read() -> None:
    document = (
        '{"@type":"NewsArticle","headline":"V&amp;D &quot;dicht&quot;","mainEntityOfPage":{"@id":"https://example.org/1"},'
        '"datePublished":"2025-12-31","dateModified":"2026-01-01","inLanguage":"nl"}'
    )
    found = linked(document)
    assert found.stories == (
        Story('V&D "dicht"', "https://example.org/1", "2025-12-31", "2026-01-01", "nl", is_listed=False),
    )
    assert (found.url, found.language) == ("https://example.org/1", "nl")


@pytest.mark.parametrize(
    "document",
    [
        "", "{", "null", "[]", "1", '"NewsArticle"', '{"@type":5}', '{"@type":[5,null]}', '{"@graph":{"@graph":"x"}}',
        '{"@type":"Person","datePublished":"2025-12-31"}', "[" * 100_000, '{"@graph":' * 5000, "{'@type':'NewsArticle'}",
    ],
)  # fmt: skip
def test_what_is_no_story_or_cannot_be_read_is_nothing(document: str) -> None:
    assert linked(document) == PageMetadata()


def test_a_story_without_text_in_its_fields_says_nothing() -> None:
    document = (
        '{"@type":"NewsArticle","headline":5,"datePublished":null,"url":["x"],"mainEntityOfPage":{"@id":3}}'
    )
    assert linked(document).stories == (Story(None, None, None, None, None, is_listed=False),)


LIST = (
    '{"@type":"ItemList","itemListElement":[{"@type":"ListItem","item":{"@type":"NewsArticle","headline":"Een",'
    '"datePublished":"2025-12-30"}},{"@type":"NewsArticle","headline":"Twee","datePublished":"2025-12-31"}]}'
)


def test_stories_of_a_list_are_never_the_page_s_own() -> None:
    found = linked(LIST)
    assert {story.headline for story in found.stories if story.is_listed} == {"Een", "Twee"}
    assert found.own_story("Kop", None) is None
    assert found.own_story("Een", None) is None
    assert (story := found.story_of("TWEE")) is not None
    assert story.published == "2025-12-31"
    assert found.story_of("Drie") is None
    assert found.story_of(None) is None


def test_the_own_story_is_that_of_the_headline_else_of_the_address_else_the_only_one() -> None:
    one = '{"@type":"NewsArticle","headline":"Een!","url":"https://example.org/1"}'
    two = '{"@type":"NewsArticle","headline":"Twee","url":"http://www.example.org/2/?a#b"}'
    both, only = linked(f"[{one},{two}]"), linked(one)

    def headline(found: PageMetadata, *of: str | None) -> str | None:
        story = found.own_story(*of)
        return story.headline if story else None

    assert headline(both, "twee.", "https://example.org/1") == "Twee"
    assert headline(both, "Kop", "https://example.org/2") == "Twee"
    assert headline(both, "Kop", None) is None
    assert headline(only, "Een heel andere kop", None) == "Een!"
