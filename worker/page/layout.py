"""Layout profiles: one TOML file each, read and checked once at start.

A new site is a new file in `layouts/` (or in a directory of one's own) with an example at its head.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import pairwise
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from worker.page.glued_credits import GluedCredit, find_glued_credit
from worker.time.ages import Rounding

# What a page may show (detect.py says how it is seen).
Signal = Literal[
    "bare_datelines",
    "briefs_marker",
    "dateline_under_headline",
    "dense",
    "glued_labels",
    "headline_credits",
    "labelled_headlines",
    "own_chrome",
    "page_date",
    "repeated_headline",
    "spaced",
    "ticker",
]


class LayoutError(Exception):
    """A profile that cannot be used: which file, which field, and what is wrong with it."""


class Layout(BaseModel):
    """How one kind of site prints its pages. Texts are compared without case.

    `sites`: hosts (with all below them) or sources whose pages are this layout's, whatever they show. `briefs_start`: lines below which the briefs stand, `{section}` where the section's name does. `brief_headlines`:
    whether briefs have one. `headline_credits`: photo credits that are glued in front of headlines.
    `article_label`: whether an age under the article's headline is the article's. `unknown_site`: whether the site's
    own lines are in no row. `bare_datelines`: whether a dateline may lack an agency. `signals`: what speaks for the layout, in points.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))

    name: str = Field(pattern=r"^[A-Za-z][A-Za-z0-9_-]{0,40}$")
    sites: tuple[str, ...] = ()
    rounding: Rounding
    article: bool
    briefs_start: tuple[str, ...]
    brief_headlines: bool
    bare_datelines: bool
    section_line: bool = False
    article_label: bool = False
    unknown_site: bool = False
    headline_credits: tuple[str, ...] = ()
    chrome: tuple[str, ...] = ()
    chrome_beginnings: tuple[str, ...] = ()
    signals: dict[Signal, int] = {}

    @field_validator("headline_credits")
    @classmethod
    def _longest_first(cls, printed: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted(printed, key=len, reverse=True))

    @field_validator("sites")
    @classmethod
    def _without_case(cls, printed: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(site.casefold() for site in printed)

    @cached_property
    def start_pattern(self) -> re.Pattern[str]:
        """Matches a whole line that starts the briefs; its group, where there is one, is the section."""
        alternatives = [
            re.escape(text).replace(r"\{section\}", r"(\w[^.!?:;]{0,40})") for text in self.briefs_start
        ]
        return re.compile("|".join(alternatives) or r"(?!)", re.IGNORECASE)

    @cached_property
    def chrome_lines(self) -> frozenset[str]:
        return frozenset(text.casefold() for text in self.chrome)

    @cached_property
    def chrome_prefixes(self) -> tuple[str, ...]:
        return tuple(text.casefold() for text in self.chrome_beginnings)

    @cached_property
    def longest_chrome(self) -> int:
        return max(map(len, (*self.chrome_lines, *self.chrome_prefixes)), default=0)

    def prints(self, site: str) -> bool:
        """Whether the pages of a host or source are known to have this layout."""
        folded = site.casefold()
        return any(folded == own or folded.endswith(f".{own}") for own in self.sites)

    def is_chrome(self, text: str) -> bool:
        """Whether a whole line is one of the site's own."""
        folded = text[: self.longest_chrome + 1].casefold()
        return folded in self.chrome_lines or folded.startswith(self.chrome_prefixes)

    def briefs_section(self, text: str) -> tuple[bool, str | None]:
        """Whether a line starts the briefs, and the section that it names."""
        match = self.start_pattern.fullmatch(text) if len(text) < 80 else None
        if match is None:
            return False, None
        return True, next((group for group in match.groups() if group), None)

    def credit_of(self, headline: str) -> GluedCredit | None:
        """The photo credit in front of a headline: `ANP` of `ANP Kabinet wil fietsbellen verplicht stellen`."""
        return find_glued_credit(headline, self.headline_credits) if self.headline_credits else None


def load_layouts(directory: Traversable) -> tuple[Layout, ...]:
    """The profiles of a directory by name. Raises LayoutError for one that cannot be used, and for two of one name."""
    profiles = sorted(_read_profiles(directory), key=lambda layout: layout.name)
    for profile, following in pairwise(profiles):
        if profile.name == following.name:
            raise LayoutError(f"{directory}: two profiles are named '{profile.name}'")
    return tuple(profiles)


def _read_profiles(directory: Traversable) -> Iterator[Layout]:
    for file in directory.iterdir():
        if file.name.endswith(".toml"):
            yield _read_profile(file)


def _read_profile(file: Traversable) -> Layout:
    try:
        return Layout.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except ValidationError as error:
        problems = (f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors())
        raise LayoutError(f"{file.name}: {'; '.join(problems)}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise LayoutError(f"{file.name}: {error}") from None


BUILT_IN = load_layouts(files("worker.page").joinpath("layouts"))
GENERIC = next(layout for layout in BUILT_IN if layout.name == "generic")
