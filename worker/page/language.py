"""The language of a page, by a vote of its function words."""

from collections import Counter
from itertools import chain

from worker.page.tables import read_table

LANGUAGES_OF: dict[str, list[str]] = {}
for _language, _words in read_table("languages.toml").items():
    for _word in _words:
        LANGUAGES_OF.setdefault(_word, []).append(_language)

UNDETERMINED = "und"
# So much of a page decides.
SAMPLE = 2000


def detect_language(text: str) -> str:
    """`nl`, `en`, `fr` or `de`: the one whose function words stand most often in the text's beginning, else `und`."""
    words = text[:SAMPLE].lower().split()
    telling = filter(LANGUAGES_OF.__contains__, words)
    votes = Counter(chain.from_iterable(map(LANGUAGES_OF.__getitem__, telling)))
    (winner, most), (_, second) = [*votes.most_common(2), (UNDETERMINED, 0), (UNDETERMINED, 0)][:2]
    return winner if most > second else UNDETERMINED
