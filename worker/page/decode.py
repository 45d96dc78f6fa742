"""Bytes to the page's text: bare text, HTML, or either of them in a JSON envelope."""

from dataclasses import dataclass
from typing import Any

import orjson

from schemas import PageEnvelope, Rejection, RejectionCode
from worker.page.html import HtmlPage, is_html, read_html

JSON_TYPES = ("application/json", "+json", "text/json")
TEXT_TYPES = ("text/plain", "text/html", "application/xhtml+xml")

# What begins like this was meant as JSON, whether or not it can be read; `[Update] Kop` was not.
JSON_OBJECT = ('{"', "{}")
# JSON texts that a scraper writes for want of a page.
JSON_NOTHING = ("null", "true", "false")


@dataclass(frozen=True, slots=True)
class DecodedPage:
    """A page's text with what its scraper and its markup say of it.

    `envelope.content` is text, never HTML. `unread`: fields of the envelope that hold something else than text, with
    the type that they have.
    """

    envelope: PageEnvelope
    html: HtmlPage | None = None
    unread: tuple[str, ...] = ()


def decode_page(raw: bytes | None, content_type: str | None, max_bytes: int) -> DecodedPage:
    """The page as text; fields of the envelope that nobody gave are null.

    `content_type` says what the bytes are; where it is absent or says nothing, they are sniffed. Raises Rejection:
    `empty`, `too_large`, `not_utf8`, `bad_envelope`.
    """
    if raw is not None and len(raw) > max_bytes:
        raise Rejection(RejectionCode.TOO_LARGE, f"the page has {len(raw)} bytes, {max_bytes} are allowed")
    text = _as_text(raw or b"")
    kind = _media_type(content_type)
    if _is_json(text, kind):
        envelope, unread = _envelope(text)
    else:
        envelope, unread = PageEnvelope(content=text, content_type=content_type), ()
    html = None
    if is_html(envelope.content, _media_type(envelope.content_type)):
        html = read_html(envelope.content)
        envelope = envelope.model_copy(update={"content": html.text})
    if not envelope.content.strip():
        raise Rejection(RejectionCode.EMPTY, "the page's content is empty or blank")
    return DecodedPage(envelope, html, unread)


def _as_text(raw: bytes) -> str:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Rejection(
            RejectionCode.NOT_UTF8, f"byte {error.start} of {len(raw)} is no UTF-8: {error.reason}"
        ) from None
    if not text.strip("\ufeff \t\r\n\0"):
        raise Rejection(RejectionCode.EMPTY, "the record has no value, or a blank one")
    return text


def _media_type(content_type: str | None) -> str:
    return (content_type or "").partition(";")[0].strip().casefold()


def _is_json(text: str, kind: str) -> bool:
    if kind.endswith(JSON_TYPES):
        return True
    if kind in TEXT_TYPES:
        return False
    start = text[:64].lstrip("\ufeff \t\r\n")
    if start.startswith("{") and "".join(start.split()).startswith(JSON_OBJECT):
        return True
    if start.startswith("["):
        return _parse(text) is not None
    return text.strip("\ufeff \t\r\n") in JSON_NOTHING


def _parse(text: str) -> Any:
    try:
        return orjson.loads(text.lstrip("\ufeff"))
    except orjson.JSONDecodeError:
        return None


def _envelope(text: str) -> tuple[PageEnvelope, tuple[str, ...]]:
    """The envelope, and the fields that hold something else than text: none of them is worth a page."""
    fields = _parse(text)
    if not isinstance(fields, dict) or not isinstance(fields.get("content"), str):
        raise Rejection(
            RejectionCode.BAD_ENVELOPE, "no JSON object with a string `content`: is it a page envelope?"
        )
    claims = {name: fields[name] for name in PageEnvelope.model_fields if fields.get(name) is not None}
    texts = {name: claim for name, claim in claims.items() if isinstance(claim, str)}
    unread = tuple(f"{name}: {type(claims[name]).__name__}" for name in claims if name not in texts)
    # A number as `scraped_at` is a claim that cannot be read, not a missing one.
    if "scraped_at" in claims:
        texts["scraped_at"] = str(claims["scraped_at"])
    return PageEnvelope(**texts), unread
