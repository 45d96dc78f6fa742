"""Dead letters: why a record was refused."""

from enum import StrEnum


class RejectionCode(StrEnum):
    """`dlq.code`. The text beside each code is its documentation."""

    EMPTY = "empty"  # no value at all (a tombstone) or nothing but blanks
    TOO_LARGE = "too_large"  # more bytes or lines than the settings allow, or than a topic takes
    NOT_UTF8 = "not_utf8"  # the bytes are no UTF-8 text
    BAD_ENVELOPE = "bad_envelope"  # JSON, but not a page envelope
    NO_ITEMS = "no_items"  # nothing of the page could be read as an article or a brief
    BAD_RECORD = "bad_record"  # an internal topic holds something that this version cannot read
    INTERNAL_ERROR = "internal_error"  # a fault of the program; the message names it


class Rejection(Exception):
    """A record that cannot become events. `stage` is filled in by the agent that dead-letters it."""

    def __init__(self, code: RejectionCode, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
