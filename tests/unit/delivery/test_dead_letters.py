"""Dead letters: the original untouched, the reason beside it."""

from schemas import Rejection, RejectionCode
from tests.unit.fakes import record
from worker.delivery.dead_letters import MESSAGE_LIMIT, dead_letter, without_value
from worker.records import Headers
from worker.version import VERSION

REJECTION = Rejection(RejectionCode.NOT_UTF8, "byte 3 is no UTF-8")
ODD: Headers = [("a", b"1"), ("b", b"\xff\x00"), ("a", b"2"), ("dlq.code", b"from a scraper")]


def test_key_value_and_headers_are_kept_byte_for_byte_and_in_order() -> None:
    letter = dead_letter(
        record(b"\xff\xfe\x00", key=b"\x80", headers=ODD), "split", REJECTION, "wire.rejected"
    )
    assert (letter.topic, letter.key, letter.value) == ("wire.rejected", b"\x80", b"\xff\xfe\x00")
    assert letter.headers[: len(ODD)] == ODD
    assert letter.partition is None


def test_a_tombstone_without_key_stays_one() -> None:
    letter = dead_letter(record(None, key=None), "split", REJECTION, "wire.rejected")
    assert (letter.key, letter.value) == (None, None)


def test_the_reason_stands_in_headers() -> None:
    letter = dead_letter(record(offset=7, partition=3), "split", REJECTION, "wire.rejected")
    assert dict(letter.headers) == {
        "dlq.topic": b"wire.pages",
        "dlq.partition": b"3",
        "dlq.offset": b"7",
        "dlq.timestamp": b"1767225600000",
        "dlq.stage": b"split",
        "dlq.code": b"not_utf8",
        "dlq.message": b"byte 3 is no UTF-8",
        "dlq.attempts": b"1",
        "dlq.version": VERSION.encode(),
        "__connect.errors.topic": b"wire.pages",
        "__connect.errors.partition": b"3",
        "__connect.errors.offset": b"7",
        "__connect.errors.stage": b"split",
        "__connect.errors.exception.class.name": b"not_utf8",
        "__connect.errors.exception.message": b"byte 3 is no UTF-8",
    }


def test_a_record_without_timestamp_has_an_empty_one() -> None:
    letter = dead_letter(record(timestamp=None), "split", REJECTION, "wire.rejected")
    assert dict(letter.headers)["dlq.timestamp"] == b""


def test_attempts_grow_when_a_replayed_record_is_refused_again() -> None:
    headers: Headers = []
    for attempts in (b"1", b"2", b"3"):
        letter = dead_letter(record(headers=headers), "split", REJECTION, "wire.rejected")
        headers = letter.headers
        assert dict(headers)["dlq.attempts"] == attempts


def test_a_long_message_is_cut() -> None:
    letter = dead_letter(
        record(), "split", Rejection(RejectionCode.INTERNAL_ERROR, "é" * 5000), "wire.rejected"
    )
    assert dict(letter.headers)["dlq.message"].decode() == "é" * MESSAGE_LIMIT


def test_a_message_that_is_no_unicode_text_does_not_stop_the_dead_letter() -> None:
    letter = dead_letter(
        record(), "split", Rejection(RejectionCode.INTERNAL_ERROR, "half a pair: \ud83d"), "wire.rejected"
    )
    assert dict(letter.headers)["dlq.message"] == rb"half a pair: \ud83d"


def test_without_its_value_a_letter_says_where_the_value_stands() -> None:
    letter = dead_letter(record(b"x" * 100, offset=9), "split", REJECTION, "wire.rejected")
    bare = without_value(letter)
    assert (bare.topic, bare.key, bare.value) == (letter.topic, letter.key, b"")
    assert bare.headers[:-1] == letter.headers
    assert bare.headers[-1][0] == "dlq.value"
