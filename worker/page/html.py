"""HTML to text, one line for each block: the plainest reduction, until a real extractor stands here.

Text nodes keep their order; markup, scripts and styles go; entities become characters.
"""

import html
import re

# How much of a page is looked at to tell whether it is HTML.
SNIFFED = 4096
MARKUP = re.compile(
    r"<(?:!doctype html|/?(?:html|head|body|div|p|br|b|i|em|strong|span|a|h[1-6]|ul|li|article)\b)",
    re.IGNORECASE,
)
# Linear: a tag ends at the first `>`, and one that does not end is text.
TAG = re.compile(r"<(!--|[/!?]?[a-zA-Z][a-zA-Z0-9]{0,20})[^<>]{0,2000}>")
INLINE = {
    "a",
    "abbr",
    "b",
    "cite",
    "em",
    "font",
    "i",
    "mark",
    "q",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "time",
    "u",
}
UNSEEN = {"script", "style", "head", "noscript", "template"}
BLANKS = re.compile(r"\s+")


def is_html(content: str, declared: bool) -> bool:
    """Whether the content is HTML: by its declared type, or by the markup at its beginning."""
    return declared or ("<" in content and MARKUP.search(content, 0, SNIFFED) is not None)


def reduce_html(content: str) -> str:
    """The text of an HTML page, each block on a line of its own."""
    parts: list[str] = []
    unseen: str | None = None
    position = 0
    for tag in TAG.finditer(content):
        if unseen is None:
            parts.append(BLANKS.sub(" ", content[position : tag.start()]))
        name = tag[1].casefold()
        position = tag.end()
        if unseen is not None:
            unseen = None if name == f"/{unseen}" else unseen
        elif name in UNSEEN:
            unseen = name
        elif name.strip("/") not in INLINE:
            parts.append("\n")
    if unseen is None:
        parts.append(BLANKS.sub(" ", content[position:]))
    return html.unescape("".join(parts))
