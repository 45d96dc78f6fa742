"""Names as they are compared: without case, accents and curly apostrophes."""

from unicodedata import combining, normalize

APOSTROPHES = str.maketrans("’‘`´ʼ", "'''''")
# Letters that no decomposition takes apart.
PLAIN_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss", "ĳ": "ij"}
)


def fold(text: str) -> str:
    """`Orbán` → `orban`, `Israëli’s` → `israeli's`. Never fails, whatever the text."""
    lower = text.lower()
    if lower.isascii():
        return lower.replace("`", "'")
    decomposed = normalize("NFKD", lower.translate(APOSTROPHES)).translate(PLAIN_LETTERS)
    return "".join(sign for sign in decomposed if not combining(sign))
