"""The countries and regions that a text speaks of: they decide between places of one name."""

import re
from functools import lru_cache

from worker.gazetteer.lookup import meanings

CAPITALISED = re.compile(r"[A-ZÀ-ÖØ-Þ][\w'’-]{1,30}(?: [A-ZÀ-ÖØ-Þ][\w'’-]{1,30}){0,2}")
WHOLES = frozenset({"country", "region"})


def areas_in(text: str) -> frozenset[str]:
    """`US`, and for a region also `US.TX`. Reads all of `text`: give it the lead, not a book."""
    return frozenset(area for found in CAPITALISED.finditer(text) for area in _areas(found[0]))


@lru_cache(maxsize=4_096)
def _areas(words: str) -> tuple[str, ...]:
    """Of the words together (`Verenigde Staten`), else of those within them."""
    first = meanings(words)[:1]
    if first and first[0].place.kind in WHOLES and first[0].place.iso:
        return (first[0].place.iso, first[0].place.area)
    if " " not in words:
        return ()
    return _areas(words.partition(" ")[2]) + _areas(words.rpartition(" ")[0])
