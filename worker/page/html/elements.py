"""What is known of HTML's elements, and what their attributes say. The knowledge is in elements.toml."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from worker.page.tables import read_table

Attributes = Mapping[str, str | None]

_TABLE: dict[str, Any] = read_table("html/elements.toml")


class SetAside(StrEnum):
    """When an element is taken for the site's own and not for news."""

    ALWAYS = "always"
    UNLESS_NEWS = "unless_news"
    UNLESS_PROSE = "unless_prose"
    BUT_TIMES = "but_times"


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


BLOCKS = _names(_TABLE["blocks"])
UNSEEN = _names(_TABLE["unseen"])
ITEMS = _names(_TABLE["items"])
VOID = _names(_TABLE["void"])
RAW = _names(_TABLE["raw"])
ENDS_LEFT_OUT = _names(_TABLE["ends_left_out"])
FORMATTING = _names(_TABLE["formatting"])
KNOWN = BLOCKS | UNSEEN | VOID | RAW | ENDS_LEFT_OUT | FORMATTING | _names(_TABLE["others"])

HIDING = _names(_TABLE["hidden"]["classes"])
SHOWN_AGAIN = tuple(f"{sign}{name}" for sign in ":-" for name in _TABLE["hidden"]["shown_again"].split())
HIDING_STYLE = re.compile(
    r"(?:^|;)\s{0,9}(?:display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden)", re.IGNORECASE
)
# A server that renders React sends parts of the page hidden, and a script that shows them.
STREAMED = "S:"

RULES = (SetAside.ALWAYS, SetAside.UNLESS_NEWS, SetAside.UNLESS_PROSE)
RULE_OF_ELEMENT = {name: rule for rule in RULES for name in _TABLE["set_aside"][rule].split()}
ROLES: dict[str, str] = _TABLE["set_aside"]["roles"]
RULE_OF_NAME = {part: rule for rule in RULES for part in _TABLE["names"][rule].split()}
SAYS_NOTHING = _names(_TABLE["names"]["says_nothing"])
MAX_NAME = 60
NAME_PART = re.compile("[-_]+|(?<=[a-z])(?=[A-Z])")

CAPTION_CLASSES = _names(_TABLE["captions"]["classes"])

MORE_LINKS = frozenset(link.strip() for link in _TABLE["links"]["more"].split("|"))
AROUND_LINKS: str = _TABLE["links"]["around"]

TIME_ATTRIBUTES: dict[str, str] = _TABLE["times"]["elements"]
TIME_NAMES = frozenset({"class", "datetime", "itemprop"})
PUBLISHED = _names(_TABLE["times"]["published"])
MODIFIED = _names(_TABLE["times"]["modified"])


def _either(words: list[str]) -> str:
    return "|".join(map(re.escape, words))


MODIFIED_WORDS = re.compile(rf"\b(?:{_either(_TABLE['times']['modified_words'])})\b", re.IGNORECASE)
LEAD_IN = re.compile(
    rf"(?:(?:{_either(_TABLE['times']['lead_in'] + _TABLE['times']['modified_words'])})(?![^\W\d_])[ :]*){{1,5}}",
    re.IGNORECASE,
)
BYLINE = re.compile(rf"(?:{_either(_TABLE['times']['bylines'])})(?![^\W\d_])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MarkedTime:
    """A time in the markup, as it is written there."""

    value: str
    of_change: bool = False


def is_hidden(attributes: Attributes) -> bool:
    """Whether the element is printed nowhere."""
    if "hidden" in attributes:
        return not (attributes.get("id") or "").startswith(STREAMED)
    if attributes.get("aria-hidden") == "true":
        return True
    style, classes = attributes.get("style"), attributes.get("class")
    if style and HIDING_STYLE.search(style):
        return True
    names = classes.split() if classes else ()
    return not HIDING.isdisjoint(names) and not any(name.endswith(SHOWN_AGAIN) for name in names)


def set_aside(tag: str, attributes: Attributes, in_article: bool) -> SetAside | None:
    """When the element is the site's own: by its tag or role, else by its class names and id. None: never."""
    tag = ROLES.get(attributes.get("role") or "", tag)
    if in_article and tag in {"header", "footer"}:
        return SetAside.BUT_TIMES if tag == "footer" else None
    rule = RULE_OF_ELEMENT.get(tag)
    if rule is not None or not attributes:
        return rule
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".split()
    return next((rule for name in names if (rule := _rule_of_name(name[:MAX_NAME])) is not None), None)


@lru_cache(maxsize=4096)
def _rule_of_name(name: str) -> SetAside | None:
    first, *others = [part.lower() for part in NAME_PART.split(name) if part] or [""]
    if first in SAYS_NOTHING:
        return None
    return RULE_OF_NAME.get(first) or (RULE_OF_NAME.get(others[-1]) if others else None)


def is_caption(attributes: Attributes) -> bool:
    """Whether the element is a caption or a credit by its class."""
    classes = attributes.get("class")
    return classes is not None and not CAPTION_CLASSES.isdisjoint(classes.lower().split())


def is_more_link(text: str) -> bool:
    """Whether a text only leads on: `Lees meer »`."""
    return text.replace("\u00a0", " ").strip(AROUND_LINKS).casefold() in MORE_LINKS


def marked_time(tag: str, attributes: Attributes) -> MarkedTime | None:
    """The time of publication, or of a change, that an element stands for. Whether it can be read is not looked at."""
    if tag not in TIME_ATTRIBUTES and TIME_NAMES.isdisjoint(attributes):
        return None
    purpose = f"{attributes.get('itemprop') or ''} {attributes.get('class') or ''}".lower().split()
    published = not PUBLISHED.isdisjoint(purpose)
    of_change = not published and not MODIFIED.isdisjoint(purpose)
    value = attributes.get(TIME_ATTRIBUTES.get(tag, "datetime"))
    if value is None and (published or of_change):
        value = attributes.get("content") or attributes.get("title")
    return MarkedTime(value.strip(), of_change) if value else None
