"""The id of an item, made from its own text: seen again on another page or site, it is the same item."""

import re
from functools import lru_cache
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
# Runs of what these two may change, in a Dutch text a letter here and there. Written as one of them and the rest of
# its run, as `re` finds a single sign twice as fast.
CHANGEABLE = re.compile(r"[^\x00-_a-\x7f][^\x00-_a-\x7f]*")
LONGEST_WORD = 40
DIGEST_BYTES = 16
# Blanks come and go where sites glue lines and sentences, but these part two numbers.
BETWEEN_NUMBERS = re.compile(r" (?<=\d )(?=\d)")


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
    if not text.isascii() or "`" in text:
        text = CHANGEABLE.sub(_plain_run, text)
    folded = text.casefold()
    if ",," in folded or "''" in folded:
        folded = OLD_QUOTES.sub('"', folded)
    return BETWEEN_NUMBERS.sub("_", " ".join(folded.split())).replace(" ", "")


def _plain_run(run: re.Match[str]) -> str:
    signs = run[0]
    return _plain_word(signs) if len(signs) <= LONGEST_WORD else _plain(signs)


def _plain(signs: str) -> str:
    """Letters without accents, signs without style."""
    unaccented = UNSEEN.sub("", normalize("NFD", signs).casefold())
    return SIGNS.sub(lambda sign: SAME_SIGN[sign[0]], unaccented)


# The same few letters and quotes stand in most texts; a run without an end would fill the memory.
_plain_word = lru_cache(maxsize=4_096)(_plain)
