"""Whether a text is HTML, by its markup.

A text that only mentions a tag (`De tag <b> maakt vet.`) is none. What counts is a document's beginning, an end tag,
`<br>`, a tag with attributes, a tag at the very beginning, a block's tag with text right beside it, and characters
written as references.
"""

import html
import re
from html.entities import html5

from worker.page.html.elements import BLOCKS, KNOWN

HTML_TYPES = ("text/html", "application/xhtml+xml")
PLAIN_TYPE = "text/plain"


def _either(names: frozenset[str]) -> str:
    return "|".join(sorted(names, key=len, reverse=True))


_NAME = rf"(?:{_either(KNOWN)})"
_BLOCK = rf"(?:{_either(BLOCKS - {'caption'})})"

DOCUMENT = re.compile(
    r"[\s\ufeff]*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*){0,3}<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
BEGINNING = re.compile(rf"[\s\ufeff]*<{_NAME}(?:\s[^<>]{{0,2000}}|/)?>", re.IGNORECASE)
MARKUP = re.compile(
    rf"</{_NAME}\s?>|<br\s?/?>|<{_NAME}\s[^<>=]{{0,200}}=|<!\[CDATA\[|(?<=[\w.!?,:])<{_BLOCK}>|<{_BLOCK}>(?=[\w(])",
    re.IGNORECASE,
)
BLOCK_TAG = re.compile(rf"</?{_BLOCK}(?=[\s/>])", re.IGNORECASE)
# Markup that was escaped as a whole: &lt;p&gt;Tekst&lt;/p&gt;
ESCAPED_TAG = re.compile(rf"&lt;(?:/{_NAME}|br\s?/?)&gt;", re.IGNORECASE)
REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|([a-zA-Z][a-zA-Z0-9]{1,30}));")


def is_html(content: str, media_type: str) -> bool:
    """Whether the content is HTML: by its declared type, else by its markup."""
    if media_type in HTML_TYPES:
        return True
    if media_type == PLAIN_TYPE:
        # Servers declare whole documents as plain text. Nobody writes one of them as prose.
        return DOCUMENT.match(content) is not None
    return ("<" in content and _has_markup(content)) or ("&" in content and has_reference(content))


def has_reference(content: str) -> bool:
    """Whether a character is written as a reference: `&quot;`, `&#39;`."""
    return any(_is_reference(match) for match in REFERENCE.finditer(content))


def unescape(content: str) -> str:
    """The characters that references stand for. What only looks like one (`AT&T`, `&onzin;`) stays."""
    return REFERENCE.sub(_character, content) if "&" in content else content


def _character(match: re.Match[str]) -> str:
    return html.unescape(match[0]) if _is_reference(match) else match[0]


def _is_reference(match: re.Match[str]) -> bool:
    return match[1] is None or f"{match[1]};" in html5


def is_escaped(content: str) -> bool:
    """Whether the markup was escaped as a whole, as in the description of an RSS item."""
    return ESCAPED_TAG.search(content) is not None and BLOCK_TAG.search(content) is None


def has_blocks(content: str) -> bool:
    """Whether elements part the lines. Where they do not, the line ends of the source do."""
    return BLOCK_TAG.search(content) is not None


def _has_markup(content: str) -> bool:
    return (
        any(pattern.match(content) for pattern in (DOCUMENT, BEGINNING)) or MARKUP.search(content) is not None
    )
