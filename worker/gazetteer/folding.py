"""The form in which names of places are compared."""

from unicodedata import combining, normalize

# Letters that no decomposition takes apart.
_PLAIN_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss", "ĳ": "ij"}
)
_JOINTS = str.maketrans("-‐‑–/_", "      ", "'’‘‛`´ʻʼʽʾʿ.")
MAX_NAME = 100


def key(name: str) -> str:
    """The name without case, accents, apostrophes and full stops, its parts divided by one blank.

    `’S-HERTOGENBOSCH` → `s hertogenbosch`, `St. Louis` → `st louis`. Empty for what is too long to be a name.
    """
    if len(name) > MAX_NAME:
        return ""
    if name.isascii():
        return _joined(name.lower())
    # A lone surrogate is in no name, and no trie takes it.
    valid = name.encode(errors="ignore").decode()
    decomposed = normalize("NFKD", valid).lower().translate(_PLAIN_LETTERS)
    return _joined("".join(sign for sign in decomposed if not combining(sign)))


def _joined(lower: str) -> str:
    return " ".join(lower.translate(_JOINTS).split())
