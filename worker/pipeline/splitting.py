"""One page's bytes become its items: the pure function behind the agent `split`."""

from schemas import SplitPage
from worker.pipeline.capture import Capture, PageOptions
from worker.pipeline.order import run_steps
from worker.pipeline.working import WorkingPage


def split_page(raw: bytes | None, capture: Capture, options: PageOptions) -> SplitPage:
    """Everything that one page holds, the article first. The same arguments give the same page, always.

    Raises Rejection where nothing can be made of it: `empty` (None or blank), `too_large`, `not_utf8`,
    `bad_envelope`, `no_items`.
    """
    return read_page(raw, capture, options).frozen()


def read_page(raw: bytes | None, capture: Capture, options: PageOptions) -> WorkingPage:
    """As split_page, with the lines: each printed one says what took it and for which item. It may have no items."""
    page = WorkingPage(raw, capture, options)
    run_steps(page)
    return page
