"""The places of a dateline: divided where there are several, and written in ordinary case."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from schemas import Place
from worker import gazetteer
from worker.page.agencies import DATE
from worker.page.tables import read_table

_TABLE = read_table("places.toml")
PARTICLES = frozenset(_TABLE["particles"])
ALWAYS_LOWER = frozenset(_TABLE["always_lower"])
ELISIONS = frozenset(_TABLE["elisions"])
ON_THE_WAY = re.compile(
    rf"({'|'.join(sorted(_TABLE['on_the_way'], key=len, reverse=True))}) (.+)", re.IGNORECASE
)
PROVINCES: dict[str, str] = _TABLE["provinces"]

APOSTROPHES = "'’‘`´ʼ"
_STRAIGHT = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
PLACE_CHARACTERS = re.compile(rf"[^\W\d_][\w{APOSTROPHES}.\-/ ]*")
INITIALS = re.compile(r"(?:[^\W\d_]\.){2,}")
WORD_JOINTS = re.compile(r"([ \-/])")
# Several places: `DEN HAAG/BRUSSEL`, `ATHENE en ROME`, but not the abbreviation in `ALPHEN A/D RIJN`.
BETWEEN_PLACES = re.compile(r"\s*(?:(?<!\b[Aa])/|;|&)\s*|\s+(?:en|EN|and|AND|und|et|[-–—])\s+|\s*(,)\s*")
# WASHINGTON, D.C.
PART_OF_NAME = frozenset({"dc", "d c"})
# ROTTERDAM 31 DEC
DATE_BEHIND = re.compile(r"\s\d{1,2}\.?\s[^\W\d_]{3,10}\.?(?:\s\d{4})?$")
MAX_WORDS = 6
CONTEXT_KINDS = frozenset({"country", "region", "island"})


@dataclass(frozen=True, slots=True)
class PrintedPlace:
    """A place as printed and in ordinary case. `is_listed`: the gazetteer has it.

    `is_town`: False for `aan boord van …`, which lies nowhere.
    """

    raw: str
    name: str
    is_town: bool = True
    is_listed: bool = False


@dataclass(frozen=True)
class PrintedPlaces:
    """The places in front of a bracket. `context`: the country or region printed behind them, as printed."""

    places: tuple[PrintedPlace, ...] = ()
    context: str | None = None

    @cached_property
    def as_places(self) -> tuple[Place, ...]:
        return tuple(Place(raw=place.raw, name=place.name) for place in self.places)


# The same few hundred places stand above most items.
@lru_cache(maxsize=4_096)
def read_places(printed: str) -> PrintedPlaces | None:
    """The places of what stands in front of the bracket; None where it cannot be places."""
    whole = DATE_BEHIND.sub("", printed.strip(" \t,;–—-"))
    if on_the_way := _on_the_way(whole):
        return PrintedPlaces((on_the_way,))
    parts = [part for part in divided(whole) if not DATE.fullmatch(part.text)]
    if not parts or not all(_is_written_as_place(part.text) for part in parts):
        return None
    places, context = [_printed_place(parts[0].text)], None
    first_in_capitals = in_capitals(parts[0].text)
    for part in parts[1:]:
        if gazetteer.key(part.text) in PART_OF_NAME:
            continue
        if (part.after_comma and is_context(part.text)) or (first_in_capitals and not in_capitals(part.text)):
            context = part.text
        else:
            places.append(_printed_place(part.text))
    return PrintedPlaces(tuple(places), context)


def _printed_place(raw: str) -> PrintedPlace:
    return PrintedPlace(raw, in_ordinary_case(raw), is_listed=gazetteer.is_place(raw))


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of what is printed; `after_comma`: it may say where the one before it lies."""

    text: str
    after_comma: bool = False


def divided(printed: str) -> list[Part]:
    """The pieces between slashes, commas and `en`; a place such as `BERG EN DAL` stays whole."""
    if gazetteer.is_place(printed):
        return [Part(printed)]
    parts: list[Part] = []
    begin, after_comma = 0, False
    for joint in BETWEEN_PLACES.finditer(printed):
        if _is_within_name(printed, begin, joint):
            continue
        parts.append(Part(printed[begin : joint.start()], after_comma))
        begin, after_comma = joint.end(), joint[1] is not None
    parts.append(Part(printed[begin:], after_comma))
    return [part for part in parts if part.text]


def _is_within_name(printed: str, begin: int, joint: re.Match[str]) -> bool:
    """Whether ` EN ` belongs to a name: `BERG EN DAL/NIJMEGEN`."""
    if "EN" not in joint[0].upper():
        return False
    following = BETWEEN_PLACES.search(printed, joint.end())
    return gazetteer.is_place(printed[begin : following.start() if following else None])


def is_context(printed: str) -> bool:
    """Whether it says where a place lies: a country, a region, a province's letters."""
    return _context(printed) is not None


def context_place(printed: str) -> gazetteer.Place | None:
    """The country or region that stands behind a place."""
    return _context(printed)


def _context(printed: str) -> gazetteer.Place | None:
    province = PROVINCES.get(printed.strip().upper())
    if province:
        return next((place for place in gazetteer.lookup(province) if place.iso == "NL"), None)
    found = gazetteer.lookup(printed)
    return found[0] if found and found[0].kind in CONTEXT_KINDS and found[0].iso else None


def in_capitals(printed: str) -> bool:
    """Whether most of its letters are capitals: `’s-HERTOGENBOSCH` and `McALLEN` too."""
    if printed.isupper():
        return sum(map(str.isalpha, printed)) >= 2
    letters = sum(map(str.isalpha, printed))
    return letters >= 2 and sum(map(str.isupper, printed)) * 3 >= letters * 2


def is_name(printed: str) -> bool:
    """Whether words in ordinary case read as a name: few of them, each with a capital or a particle."""
    words = printed.split()
    return (
        0 < len(words) <= MAX_WORDS
        and words[0].lstrip(APOSTROPHES)[:1].isupper()
        and all(word[0].isupper() or word.casefold() in PARTICLES for word in words[1:])
    )


def _is_written_as_place(printed: str) -> bool:
    return (
        len(printed.split()) <= MAX_WORDS
        and PLACE_CHARACTERS.fullmatch(printed.lstrip(APOSTROPHES)) is not None
    )


def _on_the_way(printed: str) -> PrintedPlace | None:
    words = ON_THE_WAY.match(printed)
    if words is None or not _is_written_as_place(words[2]):
        return None
    rest = in_ordinary_case(words[2]) if in_capitals(words[2]) else straightened(words[2])
    return PrintedPlace(printed, f"{words[1].lower()} {rest}", is_town=False)


def in_ordinary_case(printed: str) -> str:
    """The gazetteer's spelling where it has these letters; else by rule, and as printed if it is in ordinary case."""
    straight = " ".join(straightened(printed).split())
    if not in_capitals(printed) and not straight.islower():
        return straight
    capitals = straight.upper()
    for place in gazetteer.lookup(straight):
        if place.canonical.upper() == capitals:
            return place.canonical
    return ordinary_case(straight)


def straightened(text: str) -> str:
    """With straight apostrophes."""
    return text.translate(_STRAIGHT)


def ordinary_case(place: str) -> str:
    """`CORTINA D'AMPEZZO` → `Cortina d'Ampezzo`, `'S-HERTOGENBOSCH` → `'s-Hertogenbosch`."""
    parts = WORD_JOINTS.split(straightened(place))
    return "".join(_cased_word(word, is_first=index == 0) for index, word in enumerate(parts))


def _cased_word(word: str, is_first: bool) -> str:
    lower = word.lower()
    if lower in ALWAYS_LOWER or (lower in PARTICLES and not is_first):
        return lower
    if INITIALS.fullmatch(word):
        return word
    before, apostrophe, after = lower.partition("'")
    if apostrophe and after:
        elided = before if before in ELISIONS and not is_first else before.capitalize()
        return f"{elided}'{_capitalised(after)}"
    return _capitalised(lower)


def _capitalised(word: str) -> str:
    # IJ is one letter: IJmuiden. Behind a full stop another word begins: Zr.Ms.
    pieces = word.split(".")
    return ".".join(
        f"IJ{piece[2:]}" if piece.startswith("ij") else piece[:1].upper() + piece[1:] for piece in pieces
    )
