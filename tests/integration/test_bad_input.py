"""Each bad page ends as a dead letter with its code and its original bytes, and costs only itself."""

import pytest

from tests.harness import Wire, WorkerProcess
from tests.harness.wire import Page

LIMIT = 1_048_576
GOOD = Page(b"Kop boven het bericht\nUTRECHT (ANP) - De brug gaat open.")
LATER = Page(b"Kop van later\nUTRECHT (ANP) - De brug gaat dicht.")
BAD = {
    "empty": Page(b"", b"k1", (("a", b"1"), ("b", b"\xff"), ("a", b"2"))),
    "tombstone": Page(None, b"k2"),
    "blanks": Page(b" \n\t\n"),
    "latin-1": Page("Kop\nMALMÖ (ANP) - Één bericht.".encode("latin-1")),
    "envelope without content": Page(b'{"url": "https://example.org/1"}'),
    "too large": Page(b"x" * (LIMIT + 1), headers=(("scraped-at", b"2026-01-01T00:59:00+01:00"),)),
}
CODES = {
    "empty": "empty",
    "tombstone": "empty",
    "blanks": "empty",
    "latin-1": "not_utf8",
    "envelope without content": "bad_envelope",
    "too large": "too_large",
}


@pytest.fixture(scope="module")
def names() -> list[str]:
    return list(BAD)


async def test_bad_pages_become_dead_letters_with_code_and_original_bytes(
    wire: Wire, names: list[str]
) -> None:
    await wire.feed([Page(p.value, p.key, p.headers, partition=0) for p in (GOOD, *BAD.values(), LATER)])
    with WorkerProcess(wire.environment()) as worker:
        dead = await wire.read("rejected", until=len(BAD))
        good = await wire.read("articles", until=2)
        assert worker.stop() == 0

    assert len(good) == 2
    assert len(dead) == len(BAD)
    by_offset = sorted(dead, key=lambda record: int(dict(record.headers)["dlq.offset"]))
    for name, record in zip(names, by_offset, strict=True):
        page, reason = (
            BAD[name],
            {key: value.decode() for key, value in record.headers if key.startswith("dlq.")},
        )
        assert (record.key, record.value) == (page.key, page.value)
        assert record.headers[: len(page.headers)] == page.headers
        assert reason["dlq.code"] == CODES[name]
        assert reason["dlq.topic"] == wire.topic("pages")
        assert (reason["dlq.stage"], reason["dlq.attempts"], reason["dlq.partition"]) == ("split", "1", "0")
        assert reason["dlq.message"]


async def test_ten_megabytes_are_refused_without_harm(wire: Wire) -> None:
    # Above what wire.pages takes: only a topic with a higher limit lets such a page through to the worker.
    await wire.allow_large("pages", "rejected", size=16 * LIMIT)
    await wire.feed([Page(b"y" * 10 * LIMIT, partition=0), Page(GOOD.value, partition=0)])
    with WorkerProcess(
        wire.environment(),
    ) as worker:
        (dead,) = await wire.read("rejected", until=1)
        await wire.read("articles", until=1)
        assert worker.stop() == 0
    assert dict(dead.headers)["dlq.code"] == b"too_large"
    assert dead.value == b"y" * 10 * LIMIT
