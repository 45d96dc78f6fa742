"""Sections as pages name them."""

from functools import lru_cache

from schemas import Section
from worker.page.tables import read_table

MEDIATOPICS: dict[str, str | None] = {
    row["name"].casefold(): row.get("mediatopic") for row in read_table("sections.toml")["section"]
}


def is_section_name(text: str) -> bool:
    """Whether a whole line is the name of a known section."""
    return text.casefold() in MEDIATOPICS


@lru_cache(maxsize=256)
def section_of(name: str | None) -> Section | None:
    """The section under the name that the page gives it, with its Media Topic where there is one."""
    return None if name is None else Section(name=name, mediatopic=MEDIATOPICS.get(name.casefold()))
