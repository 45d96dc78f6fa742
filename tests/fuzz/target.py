"""What the fuzzer calls, and the tests with the corpus."""

from schemas import Rejection, canonical_bytes
from worker.pipeline import Capture, PageOptions
from worker.pipeline.splitting import read_page

CAPTURE = Capture(scraped_at="2026-01-01T08:00:00Z")
OPTIONS = PageOptions()


def split_anything(raw: bytes) -> None:
    """Split any bytes. Whatever raises anything but a Rejection, or leaves a line unaccounted for, is a fault."""
    try:
        page = read_page(raw, CAPTURE, OPTIONS)
    except Rejection:
        return
    if page.items:
        canonical_bytes(page.frozen())
    failed = [
        note for item in page.items for note in (*page.notes, *item.notes) if note.code == "step_failed"
    ]
    if failed:
        raise AssertionError(f"a step failed: {failed[0].detail}")
    if any(not (item.text or item.headline or item.block.asides) for item in page.items):
        raise AssertionError("an item holds nothing")
    unaccounted = [line.text for line in page.lines if line.role is None or not line.why]
    if unaccounted:
        raise AssertionError(f"nobody took the line {unaccounted[0]!r}")
