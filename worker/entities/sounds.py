"""A key under which transliterations of a name meet: Poetin and Putin, Zelensky and Zelenskyy.

It retrieves names that may be meant, and never settles that they are.
"""

import re

from worker.gazetteer import key

# In order: what is longer comes first. The right side is a sound, not a letter.
SPELLINGS = (
    ("tsch", "x"), ("tsj", "x"), ("tch", "x"), ("sjtsj", "x"), ("sch", "s"), ("sh", "s"), ("sj", "s"), ("sc", "s"),
    ("kh", "x"), ("ch", "x"), ("gh", "g"), ("dzj", "z"), ("dzh", "z"), ("dj", "z"), ("zh", "z"), ("zj", "z"),
    ("ph", "f"), ("th", "t"), ("ck", "k"), ("qu", "k"), ("x", "x"), ("oe", "u"), ("ou", "u"), ("oo", "u"), ("ee", "i"),
    ("ij", "i"), ("ie", "i"), ("ae", "e"), ("aa", "a"), ("c", "k"), ("q", "k"), ("y", "i"), ("j", "i"), ("w", "v"),
    ("f", "v"), ("z", "s"),
)  # fmt: skip
_SOUND_OF = dict(SPELLINGS)
_SPELLING = re.compile("|".join(spelling for spelling, _ in SPELLINGS))
_REPEATED = re.compile(r"(.)\1{1,99}")


def sound_key(name: str) -> str:
    """`Poetin` and `Putin` → `putin`. Empty for what is too long to be a name."""
    return _REPEATED.sub(r"\1", _SPELLING.sub(lambda found: _SOUND_OF[found[0]], key(name)))
