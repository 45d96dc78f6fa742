"""The values of the state, in bytes: there are millions of them. Little-endian; instants are microseconds since 1970.

Every value begins with the record time (seconds since 1970; 0 for unknown) by which it ages. What follows:

    a text      STORY and a story, under the first text of it; ALIAS and the story's key, under a later one
    u h o c l   keys of stories, 17 bytes each, the one that was written last in front
    w           the capture of the page that withdrew the name, and the text of its notice (UTF-8)

A story is HEADER; then for each of its texts 8 bytes of the key and the earliest capture, the current one in front;
4 bytes of each beginning that a brief may consist of; for each tie the other item's key and whether it was said; then
the headline and the evidence, and to the end the sketch of the current text.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from schemas.event import PubStatus

# No instant: before any other.
UNKNOWN = -(2**63)
# The width of an interval that has no end, and of a printed minute.
UNBOUNDED, PRECISE = -1, 0
NOT_APPLIED = -1

STORY, ALIAS = 1, 2
KEY_BYTES = 17
DIGEST = 8
BEGINNING = 4

SEEN = struct.Struct("<I")
# seen, kind, flags, version, revision, count; offset, first and last capture, earliest and latest publication, said,
# until; numbers of texts, beginnings and ties; lengths of the headline and the evidence
HEADER = struct.Struct("<IBBHIIqqqqqqqBBBHH")
TEXT = struct.Struct(f"<{DIGEST}sq")
TIE = struct.Struct(f"<{KEY_BYTES}s?")
WITHDRAWAL = struct.Struct("<Iq")
ALIAS_RECORD = struct.Struct(f"<IB{KEY_BYTES}s")

# The largest numbers that HEADER holds.
MAX_VERSION, MAX_COUNT = 2**16 - 1, 2**32 - 1
# Texts of which a story keeps the earliest capture. One that was dropped is still known.
MAX_TEXTS = 8
# More of the words that withdrew a name are not kept.
MAX_NOTICE = 200


class Status(IntEnum):
    """A story's `pub_status`; the two lowest bits of its flags."""

    USABLE = 0
    WITHHELD = 1
    CANCELED = 2


PUB_STATUS: dict[Status, PubStatus] = {
    Status.USABLE: "usable",
    Status.WITHHELD: "withheld",
    Status.CANCELED: "canceled",
}
STATUSES = tuple(Status)
HAS_HEADLINE, IS_REPUBLISHED = 4, 8


@dataclass(slots=True)
class KnownText:
    """A text of a story: 8 bytes of its key, and its earliest capture."""

    digest: bytes
    earliest: int


@dataclass(slots=True)
class Tie:
    """Another item's key, and whether an event has named it."""

    key: bytes
    said: bool


@dataclass(slots=True)
class Story:
    """All that is known of an item.

    `texts` holds the current one in front, `sketch` is its sketch in bytes. `offset` is that of the input record that
    changed the story last, `said` the width of the interval that an event named last. `evidence` is what `published`
    says beside its instants, in JSON.
    """

    seen: int
    texts: list[KnownText]
    sketch: bytes = b""
    status: Status = Status.USABLE
    has_headline: bool = False
    is_republished: bool = False
    version: int = 1
    revision: int = 0
    count: int = 0
    offset: int = NOT_APPLIED
    first: int = UNKNOWN
    last: int = UNKNOWN
    earliest: int = UNKNOWN
    latest: int = UNKNOWN
    said: int = UNBOUNDED
    until: int = UNKNOWN
    headline: str = ""
    evidence: bytes = b""
    beginnings: list[bytes] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)

    def add_text(self, text_key: bytes, capture: int, *, is_current: bool) -> None:
        """One more text; of too many the one that was captured first is dropped."""
        self.texts.insert(0 if is_current else len(self.texts), KnownText(digest_of(text_key), capture))
        if len(self.texts) > MAX_TEXTS:
            self.texts.remove(min(self.texts[1:], key=lambda text: text.earliest))

    def see_text(self, text_key: bytes, capture: int) -> None:
        """A known text was captured then, perhaps earlier than so far."""
        digest = digest_of(text_key)
        for text in self.texts:
            if text.digest == digest and capture != UNKNOWN:
                text.earliest = capture if text.earliest == UNKNOWN else min(text.earliest, capture)

    def has_text(self, text_key: bytes) -> bool:
        """Whether the text with this key is one of those that are kept."""
        return any(text.digest == digest_of(text_key) for text in self.texts)

    def is_current(self, text_key: bytes) -> bool:
        """Whether the text with this key is the current one."""
        return self.texts[0].digest == digest_of(text_key)

    def packed(self) -> bytes:
        """The story as a value of the state."""
        headline = self.headline.encode("utf-8", "surrogatepass")
        flags = self.status | HAS_HEADLINE * self.has_headline | IS_REPUBLISHED * self.is_republished
        return b"".join(
            (
                HEADER.pack(
                    self.seen,
                    STORY,
                    flags,
                    self.version,
                    self.revision,
                    self.count,
                    self.offset,
                    self.first,
                    self.last,
                    self.earliest,
                    self.latest,
                    self.said,
                    self.until,
                    len(self.texts),
                    len(self.beginnings),
                    len(self.ties),
                    len(headline),
                    len(self.evidence),
                ),
                *(TEXT.pack(text.digest, text.earliest) for text in self.texts),
                *self.beginnings,
                *(TIE.pack(tie.key, tie.said) for tie in self.ties),
                headline,
                self.evidence,
                self.sketch,
            )
        )


def story_of(value: bytes) -> Story:
    """The story that `packed` made this value of. Raises struct.error for what is none."""
    seen, _, flags, version, revision, count, *instants, texts, beginnings, ties, headline, evidence = (
        HEADER.unpack_from(value)
    )
    at_beginnings = HEADER.size + TEXT.size * texts
    at_ties = at_beginnings + BEGINNING * beginnings
    at_headline = at_ties + TIE.size * ties
    at_evidence = at_headline + headline
    at_sketch = at_evidence + evidence
    offset, first, last, earliest, latest, said, until = instants
    return Story(
        seen=seen,
        texts=[KnownText(*text) for text in TEXT.iter_unpack(value[HEADER.size : at_beginnings])],
        sketch=value[at_sketch:],
        status=STATUSES[flags & 3],
        has_headline=bool(flags & HAS_HEADLINE),
        is_republished=bool(flags & IS_REPUBLISHED),
        version=version,
        revision=revision,
        count=count,
        offset=offset,
        first=first,
        last=last,
        earliest=earliest,
        latest=latest,
        said=said,
        until=until,
        headline=value[at_headline:at_evidence].decode("utf-8", "surrogatepass"),
        evidence=value[at_evidence:at_sketch],
        beginnings=[value[at : at + BEGINNING] for at in range(at_beginnings, at_ties, BEGINNING)],
        ties=[Tie(*tie) for tie in TIE.iter_unpack(value[at_ties:at_headline])],
    )


def digest_of(text_key: bytes) -> bytes:
    """What a story keeps of the key of one of its texts."""
    return text_key[1 : 1 + DIGEST]


def seen_of(value: bytes) -> int:
    """The record time of a value."""
    return int.from_bytes(value[: SEEN.size], "little")


def with_seen(value: bytes, seen: int) -> bytes:
    """A value with another record time."""
    return SEEN.pack(seen) + value[SEEN.size :]


def is_story(value: bytes) -> bool:
    """Whether the value under a text is the story itself."""
    return value[SEEN.size] == STORY


def story_key_at(key: bytes, value: bytes) -> bytes:
    """The key of the story of the text that has `key` and `value`."""
    return value[-KEY_BYTES:] if value[SEEN.size] == ALIAS else key


def alias(seen: int, story_key: bytes) -> bytes:
    """The value under a later text of a story."""
    return ALIAS_RECORD.pack(seen, ALIAS, story_key)


def pointers(seen: int, story_keys: Sequence[bytes]) -> bytes:
    """The value under what leads to stories."""
    return SEEN.pack(seen) + b"".join(story_keys)


def story_keys_in(value: bytes) -> list[bytes]:
    """The keys of which `pointers` made this value."""
    return [value[at : at + KEY_BYTES] for at in range(SEEN.size, len(value), KEY_BYTES)]


def withdrawal(seen: int, capture: int, notice: str) -> bytes:
    """The value under a name that is withdrawn."""
    return WITHDRAWAL.pack(seen, capture) + notice[:MAX_NOTICE].encode("utf-8", "surrogatepass")


def capture_in(value: bytes) -> int:
    """The capture that `withdrawal` wrote."""
    return int(WITHDRAWAL.unpack_from(value)[1])


def notice_in(value: bytes) -> str:
    """The text of the notice that `withdrawal` wrote."""
    return value[WITHDRAWAL.size :].decode("utf-8", "surrogatepass")
