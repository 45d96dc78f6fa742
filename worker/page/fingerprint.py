"""The id of an item, made from its own text: seen again on another page or site, it is the same item."""

import re
from hashlib import blake2b
from unicodedata import normalize

from schemas import ItemType

# How a sign is typed, and how much of a letter is left of it, differs from site to site.
SAME_SIGN = {
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‘’‚‛‹›′`´", "'"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    "…": "...",
    **dict(zip("øłđıæœĳ", ("o", "l", "d", "i", "ae", "oe", "ij"), strict=True)),
}
SIGNS = re.compile(f"[{''.join(SAME_SIGN)}]")
OLD_QUOTES = re.compile(r",,|''")
# Accents, parted from their letters, and what is not seen: soft hyphens, blanks without a width, marks of direction.
UNSEEN = re.compile("[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff]")
DIGEST_BYTES = 16
# Blanks come and go where sites glue lines and sentences, but these part two numbers.
BETWEEN_NUMBERS = re.compile(r"(\d)\s+(?=\d)")


def fingerprint(item_type: ItemType, text: str) -> str:
    """`article:` or `brief:` and 32 hexadecimal digits (BLAKE2b, 16 bytes) of the text as `same_text` gives it.

    `text` is the item's own: without label, dateline and notices, damage repaired; the headline of an item that has
    nothing else. An article and a brief with the same text share the digits.
    """
    return f"{item_type}:{digest(same_text(text)).hex()}"


def digest(folded: str) -> bytes:
    """The 16 bytes of a text that `same_text` gave."""
    # Half a surrogate pair has no UTF-8, and hostile pages have them.
    return blake2b(folded.encode("utf-8", "surrogatepass"), digest_size=DIGEST_BYTES).digest()


def same_text(text: str) -> str:
    """The text in the form in which two prints of it are equal.

    Case, accents, blanks and the style of quotes and dashes do not count; letters, figures and punctuation do, and so
    does the blank between two numbers.
    """
    folded = text.casefold()
    if not text.isascii():
        unaccented = UNSEEN.sub("", normalize("NFD", text).casefold())
        folded = SIGNS.sub(lambda sign: SAME_SIGN[sign[0]], unaccented)
    if ",," in folded or "''" in folded:
        folded = OLD_QUOTES.sub('"', folded)
    return "".join(BETWEEN_NUMBERS.sub(r"\1_", folded).split())
