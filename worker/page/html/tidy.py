"""Makes tag soup fit for a browser's parser.

Lexbor builds the tree that browsers build. That has two prices: a `<` that is no markup takes the text behind it along,
and the work grows with the square of the depth (240 KB of `<div>`: 4 seconds; formatting elements left open: all of the
memory). So each tag is looked at once before: what is no tag is escaped, elements beyond a browser's own depth become
line breaks. The work here is linear, as every pattern takes what it has looked at.
"""

import re

from worker.page.html.elements import ENDS_LEFT_OUT, FORMATTING, KNOWN, RAW, VOID

# Browsers stop at 512. What is deeper loses its place in the tree, never its text.
MAX_DEPTH = 256
# Tags longer than this keep only the attributes that are read: a parser compares each attribute with all before it.
LONG_TAG = 2000

TOKEN = re.compile(
    rf"""
      <!--(?:-?>|.*?(?:--!?>|\Z))
    | (?P<cdata><!\[CDATA\[|\]\]>)
    | <(?P<raw>{"|".join(sorted(RAW))})(?=[\s>])[^>]*+(?<!/)>.*?(?=</(?P=raw)|\Z)
    | <(?P<end>/?)(?P<name>[a-z][^\s<>/]*+)
      (?P<attributes>(?:[^<>=]++|=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))?+)*+)
      (?P<close>>?)
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
# <br/>, <a name="x" />, but not <a href=/x/>
SELF_CLOSED = re.compile(r"(?:\A|[\s\"'])/\Z")
ATTRIBUTE = re.compile(r"""([^\s=/>"']++)(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"']++))?+""")
READ_ATTRIBUTES = frozenset(
    ("aria-hidden", "class", "content", "datetime", "hidden", "href", "id", "itemprop", "lang", "name", "property", "rel",
     "role", "style", "title", "type")
)  # fmt: skip


def tidy(content: str) -> str:
    """The same markup, with nothing in it that a browser's parser stumbles over."""
    return _Tidier().tidy(content)


class _Tidier:
    """Goes through the tags once. `opened`: what may be open; what is closed out of turn stays in it, to be safe."""

    def __init__(self) -> None:
        self.opened: list[str] = []

    def tidy(self, content: str) -> str:
        return TOKEN.sub(self._token, content)

    def _token(self, token: re.Match[str]) -> str:
        cdata, _, end, name, attributes, close = token.groups()
        if name is None:
            return "" if cdata else token[0]
        name = name.lower()
        if not close and _is_text(name, attributes, at_end=token.end() == len(token.string)):
            return f"&lt;{token[0][1:]}"
        if name in FORMATTING:
            name = "span"
        return self._end(name) if end else self._start(name, attributes)

    def _start(self, name: str, attributes: str) -> str:
        if len(attributes) > LONG_TAG:
            attributes = _read_alone(attributes)
        if attributes.endswith("/") and name not in VOID and SELF_CLOSED.search(attributes):
            return f"<{name}{attributes[:-1]}></{name}>"
        if name not in ENDS_LEFT_OUT:
            if len(self.opened) >= MAX_DEPTH:
                return "<br>"
            self.opened.append(name)
        return f"<{name}{attributes}>"

    def _end(self, name: str) -> str:
        if self.opened and self.opened[-1] == name:
            self.opened.pop()
        return f"</{name}>"


def _read_alone(attributes: str) -> str:
    """The attributes that are read, without the others."""
    read = (match[0] for match in ATTRIBUTE.finditer(attributes) if match[1].lower() in READ_ATTRIBUTES)
    return "".join(f" {attribute}" for attribute in read)


def _is_text(name: str, attributes: str, at_end: bool) -> bool:
    """Whether a tag that nothing closes is none: its name is no element's, or words follow. Elements of other
    vocabularies have a sign in their names. At the page's end it is a tag that was cut off."""
    is_element = name in KNOWN or "-" in name or ":" in name
    return not is_element or (
        not at_end and "=" not in attributes and not attributes.isspace() and bool(attributes)
    )
