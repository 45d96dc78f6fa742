"""Splitting: microseconds a kilobyte, for pages of 1 KB to 1 MB, as bare text and as HTML.

python -m benchmarks.pages
"""

import re
from html import escape
from pathlib import Path
from time import perf_counter

from worker.pipeline import Capture, PageOptions, split_page

SEED = (Path(__file__).parents[1] / "tests/cases/seed-page.txt").read_text(encoding="utf-8")
CAPTURE = Capture(scraped_at="2026-01-01T00:59:00+01:00")
OPTIONS = PageOptions()
SIZES = (1, 4, 16, 64, 256, 1000)  # KB


def page(kilobytes: int) -> bytes:
    """The seed page, cut, or with its article's body and its briefs repeated with another number in each."""
    top, briefs = SEED.split("Meer uit Buitenland\n")
    share = max(1, round(kilobytes * 1000 / len(SEED.encode())))
    body = "\n".join([top.strip(), *(top.split("\n", 2)[2].strip() for _ in range(share - 1))])
    listed = "".join(briefs.replace("president", f"president {number}") for number in range(share))
    text = f"{body}\nMeer uit Buitenland\n{listed}".encode()
    return text[: kilobytes * 1000].decode(errors="ignore").encode()


def html_page(kilobytes: int) -> bytes:
    """The same as a site's HTML: an article, a list of briefs with their labels, and the site's own things around."""
    body, _, briefs = page(max(1, kilobytes * 4 // 5)).decode().partition("Meer uit Buitenland\n")
    headline, *paragraphs = body.strip().split("\n")
    article = "".join(
        f'<p class="article__paragraph">{escape(text, quote=False)}</p>\n' for text in paragraphs
    )
    listed = "".join(
        f'<li class="brief"><a href="/buitenland/{at}"><p class="brief__text">{escape(text.strip(), quote=False)}</p></a>'
        f'<time class="brief__age">{label}</time></li>\n'
        for at, (text, label) in enumerate(re.findall(r"([^\n]+)(?:\n(\d+ uur geleden)|\Z)", briefs))
    )
    menu = "".join(f'<li><a href="/{name}">{name}</a></li>' for name in ("sport", "politiek", "cultuur"))
    return (
        f'<!doctype html><html lang="nl"><head><title>Nieuws</title></head><body><nav><ul>{menu}</ul></nav>'
        f"<main><article><h1>{headline}</h1>{article}</article><aside><h2>Meer uit Buitenland</h2><ul>{listed}</ul></aside>"
        '</main><footer class="site-footer"><p>Colofon</p></footer></body></html>'
    ).encode()


def main() -> None:
    """Print a line for each form and size: the best of several runs."""
    for form, make in (("text", page), ("HTML", html_page)):
        for kilobytes in SIZES:
            raw = make(kilobytes)
            best = min(_seconds(raw) for _ in range(max(3, 200 // kilobytes)))
            items = len(split_page(raw, CAPTURE, OPTIONS).items)
            print(
                f"{form} {len(raw) / 1000:6.0f} KB, {items:5} items: {best * 1e6 / (len(raw) / 1000):5.0f} µs/KB"
            )


def _seconds(raw: bytes) -> float:
    started = perf_counter()
    split_page(raw, CAPTURE, OPTIONS)
    return perf_counter() - started


if __name__ == "__main__":
    main()
