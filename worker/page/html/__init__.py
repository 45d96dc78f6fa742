"""HTML pages as lines of text, with what the markup says beside the text."""

from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from worker.page.html.reduce import reduce_tree
from worker.page.html.runs import HtmlLine
from worker.page.html.sniff import has_blocks, is_escaped, is_html, unescape
from worker.page.html.tidy import tidy
from worker.page.metadata import PageMetadata, read_metadata

__all__ = ["HtmlLine", "HtmlPage", "is_html", "read_html"]


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """An HTML page. `lines` are those of its text; `aside` the texts that are the site's own and no part of it."""

    lines: tuple[HtmlLine, ...]
    aside: tuple[str, ...]
    metadata: PageMetadata

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


def read_html(content: str) -> HtmlPage:
    """The page as it is printed: one line for each block. Whatever the markup is, linear in its length."""
    if is_escaped(content):
        content = unescape(content)
    tree = LexborHTMLParser(tidy(content))
    reduced = reduce_tree(tree.body or tree.root, keeps_lines=not has_blocks(content))
    return HtmlPage(
        lines=tuple(reduced.lines),
        aside=tuple(reduced.aside),
        metadata=read_metadata(tree).completed(reduced.published, reduced.modified),
    )
