"""Texts of tests with their names marked: `[PER Donald Trump] sprak in [LOC Londen].`"""

import re
from typing import cast

from schemas import Dateline
from schemas.event import Place, TextField
from worker.entities.knowledge import packaged_knowledge
from worker.entities.linking import Link, Linker, Mention
from worker.entities.recogniser.spans import Label

LINKER = Linker(packaged_knowledge())
MARK = re.compile(r"\[(PER|ORG|LOC|MISC) ([^\]]+)\]")


def unmarked(marked: str, field: TextField = "text") -> tuple[str, list[Mention]]:
    """The text without its marks, and the names that they mark."""
    text, mentions, after = "", [], 0
    for mark in MARK.finditer(marked):
        text += marked[after : mark.start()]
        label, name = cast("Label", mark[1]), mark[2]
        mentions.append(Mention(field, len(text), len(text) + len(name), name, label))
        text += name
        after = mark.end()
    return text + marked[after:], mentions


def linked(
    marked: str, *, headline: str = "", filed_from: str | None = None, linker: Linker = LINKER
) -> list[Link]:
    """The links of the marked names, the headline's first."""
    title, above = unmarked(headline, "headline")
    text, mentions = unmarked(marked)
    place = Place(raw="X", name="X", iso=filed_from)
    dateline = Dateline(raw="X -", places=(place,)) if filed_from else None
    return linker.link([*above, *mentions], {"headline": title, "text": text}, dateline)
