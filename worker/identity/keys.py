"""The keys of the state. Stories of different markets never meet, though they may share a partition and its state.

    a b   a text, as article or brief: its type and the 16 bytes of its id. Under a story's first text stands the story,
          under a later one the way to it.
    u h   where a changed text may be found again: the page's address, the headline …
    o c   … the place and the first words, the last words …
    i     … the place and a long word. The letter and 8 bytes of a hash.
    l     an article's beginning, without its dateline: what a brief may consist of
    w     a headline that was withdrawn before any item had it

The 16 bytes are masked by the market (exclusive or), the hashes are keyed by it.
"""

import struct
from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b

from schemas import ItemType
from worker.page.fingerprint import same_text

URL, HEADLINE, OPENING, CLOSING, INSIDE, LEAD, WITHDRAWN = b"u", b"h", b"o", b"c", b"i", b"l", b"w"
TEXTS = frozenset(b"ab")
TYPES: dict[int, ItemType] = {b"a"[0]: "article", b"b"[0]: "brief"}


class Keys:
    """The keys of one market."""

    def __init__(self, market: str) -> None:
        self._salt = blake2b(market.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        self._mask = int.from_bytes(self._salt, "big")

    def of_id(self, item_id: str) -> bytes:
        """The key of the text that an item's id was made from: `brief:2b0c…` as 17 bytes."""
        kind, _, digest = item_id.partition(":")
        return kind[:1].encode() + (int(digest, 16) ^ self._mask).to_bytes(16, "big")

    def of_digest(self, item_type: ItemType, digest: bytes) -> bytes:
        """The same, of the bytes that an id shows in hexadecimal."""
        return item_type[:1].encode() + (int.from_bytes(digest, "big") ^ self._mask).to_bytes(16, "big")

    def to_id(self, key: bytes) -> str:
        """The id of which `of_id` made this key."""
        return f"{TYPES[key[0]]}:{int.from_bytes(key[1:], 'big') ^ self._mask:032x}"

    def of_name(self, letter: bytes, name: str) -> bytes:
        """The key of an address or a headline."""
        return self._hashed(letter, same_text(name).encode("utf-8", "surrogatepass"))

    def of_words(self, letter: bytes, item_type: ItemType, words: Sequence[int]) -> bytes:
        """The key of some words of a sketch, for items of this type."""
        return self._hashed(letter, struct.pack(f"<c{len(words)}I", item_type[:1].encode(), *words))

    def of_lead(self, digest: bytes) -> bytes:
        """The key of the beginning with this digest."""
        return self._hashed(LEAD, digest)

    def _hashed(self, letter: bytes, content: bytes) -> bytes:
        return letter + blake2b(content, digest_size=8, key=self._salt).digest()


@lru_cache(maxsize=64)
def keys_of(market: str) -> Keys:
    """The keys of a market; there are few, and each page names one."""
    return Keys(market)
