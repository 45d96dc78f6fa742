"""Bytes to the page's text: bare text, HTML, or either of them in a JSON envelope."""

from typing import Any

import orjson

from schemas import PageEnvelope, Rejection, RejectionCode
from worker.page.html import is_html, reduce_html

JSON_TYPES = ("application/json", "+json", "text/json")
TEXT_TYPES = ("text/plain", "text/html", "application/xhtml+xml")
HTML_TYPES = ("text/html", "application/xhtml+xml")

# What begins like this was meant as JSON, whether or not it can be read; `[Update] Kop` was not.
JSON_OBJECT = ('{"', "{}")
# JSON texts that a scraper writes for want of a page.
JSON_NOTHING = ("null", "true", "false")


def decode_page(raw: bytes | None, content_type: str | None, max_bytes: int) -> PageEnvelope:
    """The page as an envelope: `content` is text, never HTML; fields that nobody gave are null.

    `content_type` says what the bytes are; where it is absent or says nothing, they are sniffed. Raises Rejection:
    `empty`, `too_large`, `not_utf8`, `bad_envelope`.
    """
    if raw is not None and len(raw) > max_bytes:
        raise Rejection(RejectionCode.TOO_LARGE, f"the page has {len(raw)} bytes, {max_bytes} are allowed")
    text = _as_text(raw or b"")
    kind = _media_type(content_type)
    envelope = (
        _envelope(text) if _is_json(text, kind) else PageEnvelope(content=text, content_type=content_type)
    )
    if not envelope.content.strip():
        raise Rejection(RejectionCode.EMPTY, "the page's content is empty or blank")
    if is_html(envelope.content, _media_type(envelope.content_type) in HTML_TYPES):
        return envelope.model_copy(update={"content": reduce_html(envelope.content)})
    return envelope


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


def _envelope(text: str) -> PageEnvelope:
    fields = _parse(text)
    if not isinstance(fields, dict) or not isinstance(fields.get("content"), str):
        raise Rejection(
            RejectionCode.BAD_ENVELOPE, "no JSON object with a string `content`: is it a page envelope?"
        )
    known = {name: fields[name] for name in PageEnvelope.model_fields if fields.get(name) is not None}
    # A number as `scraped_at` is a claim that cannot be read, not a missing one. Of the others a value that is no
    # text says nothing; none of them is worth a page.
    claim = known.get("scraped_at")
    texts = {name: value for name, value in known.items() if isinstance(value, str)}
    if claim is not None:
        texts["scraped_at"] = str(claim)
    return PageEnvelope(**texts)
