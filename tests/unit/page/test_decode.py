"""Bytes to a page's text, in each form in which pages come."""

import orjson
import pytest

from schemas import Rejection
from worker.page.decode import DecodedPage, decode_page

MAX = 100_000


def decode(raw: bytes, content_type: str | None = None) -> DecodedPage:
    return decode_page(raw, content_type, MAX)


@pytest.mark.parametrize(
    ("raw", "content_type", "text"),
    [
        (b"Kop\nTekst.", None, "Kop\nTekst."),
        (b"Kop\r\n\r\nTekst.", "text/plain; charset=utf-8", "Kop\r\n\r\nTekst."),
        ("\ufeffKop".encode(), None, "\ufeffKop"),
        (b"[Update] Kop", None, "[Update] Kop"),
        (b"{Kop} met haken", None, "{Kop} met haken"),
        (b'{"content": "Kop"}', "text/plain", '{"content": "Kop"}'),
        (b"De tag <b> maakt vet.", None, "De tag <b> maakt vet."),
        (b"Kop<br>Tekst", "text/plain", "Kop<br>Tekst"),
        (b"<h1>Kop</h1><p>Tekst.", None, "Kop\nTekst."),
        (b"Kop", "text/html", "Kop"),
        (b"<h1>Kop</h1>", "TEXT/HTML; charset=iso-8859-1", "Kop"),
        (b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><p>Kop</p></html>",
         "application/xhtml+xml", "Kop"),
        (b"<!doctype html><p>Kop", "text/plain", "Kop"),
        (b"Kop &amp; staart\nTekst.", None, "Kop & staart\nTekst."),
        (b'{"content": "Kop\\nTekst."}', None, "Kop\nTekst."),
        (b' \n{ "content": "Kop"}', None, "Kop"),
        (b'{"content": "<h1>Kop</h1><p>Tekst."}', None, "Kop\nTekst."),
        (b'{"content": "Kop<br>Tekst", "content_type": "text/plain"}', None, "Kop<br>Tekst"),
        (b'{"content": "Kop &amp; staart", "content_type": "text/html"}', "application/json", "Kop & staart"),
        (b'{"content": "Kop"}', "application/vnd.scraper+json; v=2", "Kop"),
    ],
)  # fmt: skip
def test_every_form_becomes_its_text(raw: bytes, content_type: str | None, text: str) -> None:
    assert decode(raw, content_type).envelope.content == text


@pytest.mark.parametrize(
    ("fields", "unread"),
    [
        ({}, ()),
        ({"url": None, "crawler": {"depth": 3}}, ()),
        ({"url": ["https://example.org"]}, ("url: list",)),
        ({"scraped_at": 1767254400}, ("scraped_at: int",)),
        (
            {"source": {}, "language": True, "market": 1.5},
            ("source: dict", "language: bool", "market: float"),
        ),
    ],
)
def test_a_claim_of_another_type_is_left_out_and_named(
    fields: dict[str, object], unread: tuple[str, ...]
) -> None:
    decoded = decode(orjson.dumps({"content": "Kop", **fields}))
    assert sorted(decoded.unread) == sorted(unread)
    assert (decoded.envelope.url, decoded.envelope.source, decoded.envelope.language) == (None, None, None)


def test_a_time_of_another_type_stays_a_claim_that_cannot_be_read() -> None:
    assert decode(b'{"content": "Kop", "scraped_at": 1767254400}').envelope.scraped_at == "1767254400"


def test_only_html_has_facts_of_its_markup() -> None:
    assert decode(b"Kop").html is None
    html = decode(b"<html lang=nl><p>Kop").html
    assert html is not None
    assert html.metadata.language == "nl"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"<script>alert(1)</script>", "empty"),
        (b"<p hidden>Kop</p>", "empty"),
        (b"<!doctype html>", "empty"),
        (b'{"content": "<p> </p>"}', "empty"),
        ("<meta charset=iso-8859-1><p>Itali\u00eb".encode("latin-1"), "not_utf8"),
    ],
)
def test_html_that_prints_nothing_or_is_no_utf_8_is_rejected(raw: bytes, code: str) -> None:
    with pytest.raises(Rejection) as rejection:
        decode(raw)
    assert rejection.value.code == code
