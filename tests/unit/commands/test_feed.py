"""What `dateline feed` makes of its input before a broker sees it."""

import pytest

from worker.commands import feed
from worker.commands.reading import PageSource

URL = b"https://nieuws.example/a"


@pytest.mark.parametrize(
    ("raw", "headers", "key"),
    [
        (b"Een kop", [], None),
        (b"Een kop", [("url", URL)], URL),
        (b' {"content": "x", "url": "https://nieuws.example/a"}', [], URL),
        (b'{"content": "x", "url": "https://elders.example"}', [("url", URL)], URL),
        (b'{"content": "x", "url": null}', [], None),
        (b'{"content": "x"}', [], None),
        (b'{"content": ', [], None),
    ],
)
def test_the_key_is_the_url_so_that_captures_of_a_page_stay_in_order(raw, headers, key):
    assert feed.key_of(raw, headers) == key


def test_pages_in_flight_are_bounded_by_number():
    sizes = [len(batch) for batch in feed.batches(PageSource("p", b"x") for _ in range(600))]
    assert sizes == [256, 256, 88]


def test_pages_in_flight_are_bounded_by_bytes(monkeypatch):
    monkeypatch.setattr(feed, "LARGEST_PAGE", 10)
    sizes = [len(batch) for batch in feed.batches(PageSource("p", b"1234") for _ in range(7))]
    assert sizes == [3, 3, 1]


def test_no_page_is_no_batch():
    assert list(feed.batches(iter(()))) == []


@pytest.mark.parametrize(
    "arguments", [["feed"], ["feed", "nowhere.txt"], ["feed", "-", "--scraped-at", "nu"]]
)
def test_wrong_use_is_told_before_a_broker_is_asked(dateline, arguments):
    assert dateline(*arguments).exit_code == 2
