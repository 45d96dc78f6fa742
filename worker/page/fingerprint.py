"""The id of an item, made from its own text: seen again on another page or site, it is the same item."""

import re
from hashlib import blake2b
from unicodedata import normalize

from schemas import ItemType

# How quotes and dashes are typed differs from site to site.
SAME_SIGN = {
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‘’‚‛‹›′`´", "'"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    "…": "...",
}
SIGNS = re.compile(f"[{''.join(SAME_SIGN)}]")
OLD_QUOTES = re.compile(r",,|''")


def fingerprint(item_type: ItemType, text: str) -> str:
    """`article:` or `brief:` and 32 hexadecimal digits (BLAKE2b, 16 bytes) of the text as `same_text` gives it.

    `text` is the item's own: without label, dateline and notices, damage repaired; the headline of an item that has
    nothing else. An article and a brief with the same text share the digits.
    """
    return f"{item_type}:{blake2b(same_text(text).encode(), digest_size=16).hexdigest()}"


def same_text(text: str) -> str:
    """The text in the form in which two prints of it are equal: NFC, without case, blanks and sign styles folded."""
    folded = normalize("NFC", normalize("NFC", text).casefold())
    signs = SIGNS.sub(lambda sign: SAME_SIGN[sign[0]], folded)
    return " ".join(OLD_QUOTES.sub('"', signs).split())
