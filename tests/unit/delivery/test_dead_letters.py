"""Dead letters: the original untouched, the reason beside it."""

from schemas import Rejection, RejectionCode
from tests.unit.fakes import record
from worker.delivery.dead_letters import MESSAGE_LIMIT, bare, dead_letter
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


def test_a_bare_letter_says_where_the_original_stands_and_nothing_of_it() -> None:
    huge = record(b"x" * 100, key=b"k" * 100, headers=ODD, offset=9)
    letter = bare(dead_letter(huge, "split", REJECTION, "wire.rejected"))
    assert (letter.topic, letter.key, letter.value) == ("wire.rejected", None, b"")
    assert letter.headers[0] == ("dlq.topic", b"wire.pages")
    assert dict(letter.headers)["dlq.offset"] == b"9"
    assert letter.headers[-1][0] == "dlq.value"
