"""What a page says of itself for machines: JSON-LD, <meta>, canonical address, language.

Nothing here is believed of another page: a story of a list is only its own.
"""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from worker.page.tables import read_table

_TABLE = read_table("metadata.toml")
STORIES = frozenset(_TABLE["stories"].split())
OWN = frozenset(_TABLE["own"].split())
LISTED = frozenset(_TABLE["listed"].split())
META: dict[str, str] = {name: field for field, names in _TABLE["meta"].items() for name in names.split()}

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
MAX_URL = 2000
MAX_TIME = 100


@dataclass(frozen=True, slots=True)
class Story:
    """A story that the page's JSON-LD describes: the page's own, or one of a list. Times are as they are written."""

    headline: str | None
    url: str | None
    published: str | None
    modified: str | None
    language: str | None
    is_listed: bool


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """The page's own facts, each null where nobody gave it, and the stories that it describes."""

    url: str | None = None
    language: str | None = None
    published: str | None = None
    modified: str | None = None
    stories: tuple[Story, ...] = ()

    def completed(self, published: str | None, modified: str | None) -> "PageMetadata":
        """With the times of the article's markup, where the head of the page gives none."""
        return replace(self, published=self.published or published, modified=self.modified or modified)

    def own_story(self, headline: str | None, url: str | None) -> Story | None:
        """The page's own story: of its headline, else of its address, else the only one that stands in no list."""
        own = [story for story in self.stories if not story.is_listed]
        by_headline = [story for story in own if _is_same(story.headline, headline)]
        by_url = [story for story in own if url is not None and _address(story.url) == _address(url)]
        found = by_headline or by_url or own
        return found[0] if by_headline or by_url or len(own) == 1 else None

    def story_of(self, headline: str | None) -> Story | None:
        """The story of this headline, if the page describes exactly one."""
        found = [story for story in self.stories if _is_same(story.headline, headline)]
        return found[0] if len(found) == 1 else None


def read_metadata(tree: LexborHTMLParser) -> PageMetadata:
    """What the page's head and its JSON-LD say. What cannot be read is as if it were not there."""
    meta = _meta(tree)
    stories = tuple(_stories(tree))
    own = [story for story in stories if not story.is_listed]
    only = own[0] if len(own) == 1 else None
    canonical = tree.css_first('link[rel~="canonical" i]')
    root = tree.root
    return PageMetadata(
        url=_first_url(
            canonical.attributes.get("href") if canonical is not None else None,
            meta.get("url"),
            only.url if only is not None else None,
        ),
        language=_first_language(
            root.attributes.get("lang") if root is not None else None,
            meta.get("language"),
            only.language if only is not None else None,
        ),
        published=_time(meta.get("published")),
        modified=_time(meta.get("modified")),
        stories=stories,
    )


def _meta(tree: LexborHTMLParser) -> dict[str, str]:
    """The first value of each field. `itemprop` counts in the head only: in the body it may be another story's."""
    found: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        for attribute in ("property", "name", "http-equiv", "itemprop"):
            field = META.get((attributes.get(attribute) or "").strip().lower())
            is_of_page = attribute != "itemprop" or _is_in_head(node)
            if field is not None and is_of_page and attributes["content"]:
                found.setdefault(field, attributes["content"].strip())
    return found


def _is_in_head(node: LexborNode) -> bool:
    return node.parent is not None and node.parent.tag == "head"


def _stories(tree: LexborHTMLParser) -> Iterator[Story]:
    for script in tree.css('script[type="application/ld+json" i]'):
        # Line ends within strings are wrong and common.
        with suppress(ValueError, RecursionError):
            yield from _described(json.loads(script.text(), strict=False))


def _described(document: object) -> Iterator[Story]:
    """The stories of a document. Without recursion, and only where stories stand."""
    waiting: list[tuple[object, bool]] = [(document, False)]
    while waiting:
        node, is_listed = waiting.pop()
        if isinstance(node, list):
            waiting.extend((element, is_listed) for element in reversed(node))
        elif isinstance(node, dict):
            if not STORIES.isdisjoint(_types(node)):
                yield _story(node, is_listed)
            waiting.extend((node[name], True) for name in LISTED if name in node)
            waiting.extend((node[name], is_listed) for name in OWN if name in node)


def _types(node: dict[str, Any]) -> set[str]:
    types = node.get("@type")
    names = types if isinstance(types, list) else [types]
    return {name.rpartition("/")[2] for name in names if isinstance(name, str)}


def _story(node: dict[str, Any], is_listed: bool) -> Story:
    page = node.get("mainEntityOfPage")
    address = page.get("@id") if isinstance(page, dict) else page
    return Story(
        headline=_text(node.get("headline")) or _text(node.get("name")),
        url=_text(node.get("url")) or _text(address) or _text(node.get("@id")),
        published=_time(node.get("datePublished")) or _time(node.get("dateCreated")),
        modified=_time(node.get("dateModified")),
        language=_text(node.get("inLanguage")),
        is_listed=is_listed,
    )


def _text(value: object) -> str | None:
    return unescape(value).strip() or None if isinstance(value, str) else None


def _time(value: object) -> str | None:
    text = _text(value)
    return text if text is not None and len(text) <= MAX_TIME else None


def _first_url(*candidates: str | None) -> str | None:
    return next((url for url in candidates if url is not None and _is_address(url)), None)


def _is_address(url: str) -> bool:
    if len(url) > MAX_URL or any(sign.isspace() for sign in url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def _first_language(*candidates: str | None) -> str | None:
    tags = (tag.strip().replace("_", "-") for tag in candidates if tag is not None)
    return next((tag for tag in tags if LANGUAGE.fullmatch(tag)), None)


def _is_same(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and _letters(one) == _letters(other) != ""


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _address(url: str | None) -> str | None:
    """An address without what does not name another page: scheme, `www.`, query, fragment, last slash."""
    if url is None:
        return None
    return re.sub(r"^https?://(?:www\.)?", "", url.partition("#")[0].partition("?")[0]).rstrip("/").casefold()
