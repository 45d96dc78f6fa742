"""Who and what a text speaks of, and which one exactly.

    annotate(headline, text, dateline)  -> the entities of an event
    annotate_text(text)                 -> every name of a text with its link

Both read with the lists that come with the program; `read_annotator(directory)` adds those of a directory.
The recogniser (recogniser/) finds names, the linker (linking/) says what they stand for.
"""

from schemas import Dateline, Entity
from worker.entities.annotating import Annotator, LinkedMention, packaged_annotator, read_annotator
from worker.entities.tables import ListError

__all__ = [
    "Annotator",
    "LinkedMention",
    "ListError",
    "annotate",
    "annotate_text",
    "packaged_annotator",
    "read_annotator",
]


def annotate(headline: str | None, text: str, dateline: Dateline | None) -> tuple[Entity, ...]:
    """The entities of an item in the order of their first mention. `dateline` is no part of `text`."""
    return packaged_annotator().annotate(headline, text, dateline)


def annotate_text(text: str) -> tuple[LinkedMention, ...]:
    """Every name of a text, dateline and all, in order."""
    return packaged_annotator().annotate_text(text)
