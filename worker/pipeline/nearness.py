"""What an item speaks of decides where its dateline lies: BIRMINGHAM, with `in de Amerikaanse staat Alabama` below it."""

import re
from functools import lru_cache

from worker import gazetteer
from worker.entities.demonyms import demonym

# As far as the lead's first sentences go; what stands further down tells of other places too.
FIRST_CHARACTERS = 300
# Up to three words in a row: Verenigde Staten, Koninkrijk der Nederlanden has a lower one and is known by its last.
CAPITALISED = re.compile(r"[A-ZÀ-ÖØ-Þ][\w'’-]{2,30}(?: [A-ZÀ-ÖØ-Þ][\w'’-]{1,30}){0,2}")


def mentioned_areas(text: str) -> frozenset[str]:
    """The countries (`US`) and subdivisions (`US.TX`) that the beginning of `text` names, or has adjectives of."""
    lead = text[:FIRST_CHARACTERS]
    return frozenset().union(*map(_areas_of, CAPITALISED.findall(lead)))


@lru_cache(maxsize=4_096)
def _areas_of(words: str) -> frozenset[str]:
    demonyms = (demonym(word) for word in words.split())
    return gazetteer.areas_in(words) | {found.iso for found in demonyms if found is not None and found.iso}
