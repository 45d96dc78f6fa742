"""The dateline that opens an item: `WASHINGTON (ANP/RTR) - De Verenigde Staten …`.

Read by hand from left to right, within the first characters of a line: a place, a bracket with agencies, a dash, a
full stop or nothing. A line of a megabyte costs no more than a short one.
"""

import re
from dataclasses import dataclass

from schemas import Agency, Dateline, Place
from worker.page.tables import read_table

AGENCIES: dict[str, str] = {
    code.casefold(): name for code, name in read_table("agencies.toml")["names"].items()
}
_PLACES: dict[str, list[str]] = read_table("places.toml")
PARTICLES = frozenset(_PLACES["particles"])
ALWAYS_LOWER = frozenset(_PLACES["always_lower"])
ELISIONS = frozenset(_PLACES["elisions"])
NOT_PLACES = frozenset(_PLACES["not_places"])

MAX_PLACES = 100  # characters before the bracket
MAX_BRACKET = 60
DASHES = "-–—"
APOSTROPHES = "'’‘`´"
OPENING_QUOTES = "\"'‘’“„«"

PLACE_CHARACTERS = re.compile(rf"[^\W\d_][\w{APOSTROPHES}.\-/, ]*")
DATE = re.compile(
    r"(?:[a-z]{2,10}\.? )?\d{1,2} [a-zA-Z]{3,10}\.?(?: \d{4})?|\d{1,2}[-/]\d{1,2}(?:[-/]\d{2,4})?"
)
# Several places: `DEN HAAG/BRUSSEL`, but not the abbreviation in `ALPHEN A/D RIJN`.
BETWEEN_PLACES = re.compile(r"\s*(?:(?<!\b[Aa])/|,| en )\s*")
BETWEEN_AGENCIES = re.compile(r"\s*[/,+;]\s*|\s+en\s+")
INITIALS = re.compile(r"(?:[^\W\d_]\.){2,}")
WORD_JOINTS = re.compile(r"([ \-/])")
# An agency in no list: one short word, as codes are.
UNKNOWN_CODE = re.compile(r"[^\W\d_][\w.&]{1,11}")


@dataclass(frozen=True, slots=True)
class FoundDateline:
    """A dateline at the beginning of a line. `end`: where the text begins; `unknown`: codes that no list has."""

    dateline: Dateline
    end: int
    unknown: tuple[str, ...] = ()


def find_dateline(text: str) -> FoundDateline | None:
    """The dateline with an agency that opens `text`, or None.

    A place in capitals makes any short word in the bracket an agency; a place in ordinary case, or none at all, only
    one that the list knows: `De VVD (34 zetels) - de grootste` is none.
    """
    bracket = text.find("(", 0, MAX_PLACES)
    if bracket < 0:
        return None
    closing = text.find(")", bracket, bracket + MAX_BRACKET)
    codes = _codes(text[bracket + 1 : closing]) if closing > 0 else None
    if codes is None or not _is_known(codes):
        # A country in a bracket of its own may come first: PARIJS (Texas) (ANP) -
        second = _second_bracket(text, closing)
        if second is not None:
            closing, codes = second
    if codes is None:
        return None
    return _assemble(text, text[:bracket].strip(), codes, closing + 1)


def find_bare_dateline(text: str) -> FoundDateline | None:
    """`DOMBURG - Een fietser …`: a place in capitals and a dash between blanks, without an agency, or None."""
    dash = min((at for dash in DASHES if (at := text.find(f" {dash} ", 0, MAX_PLACES)) > 0), default=0)
    place = text[:dash].strip()
    if not place or place.casefold() in NOT_PLACES or not in_capitals(place):
        return None
    places = _places(place)
    if not places or len(place) < 2:
        return None
    return FoundDateline(Dateline(raw=text[: dash + 2], places=places), _skip_blanks(text, dash + 2))


def _second_bracket(text: str, closing: int) -> tuple[int, tuple[str, ...]] | None:
    if closing < 0 or not text.startswith(("(", " ("), closing + 1):
        return None
    opening = text.find("(", closing)
    closing = text.find(")", opening, opening + MAX_BRACKET)
    codes = _codes(text[opening + 1 : closing]) if closing > 0 else None
    return (closing, codes) if codes is not None and _is_known(codes) else None


def _assemble(text: str, place: str, codes: tuple[str, ...], after_bracket: int) -> FoundDateline | None:
    known = _is_known(codes)
    raw_end, dashed = _tail(text, after_bracket)
    begin = _skip_blanks(text, raw_end)
    # What follows a dateline without a dash must at least begin like a sentence.
    if not dashed and not (known and _begins_sentence(text[begin : begin + 1])):
        return None
    if place and not (in_capitals(place) or (known and _is_name(place))):
        return None
    if not place and not known:
        return None
    places = _places(place)
    if place and not places:
        return None
    agencies = tuple(Agency(code=code, name=AGENCIES.get(code.casefold(), code)) for code in codes)
    unknown = tuple(code for code in codes if code.casefold() not in AGENCIES)
    return FoundDateline(Dateline(raw=text[:raw_end], places=places, agencies=agencies), begin, unknown)


def _tail(text: str, start: int) -> tuple[int, bool]:
    """The end of the dash or full stop after the bracket (else of the bracket), and whether there is one."""
    sign = _skip_blanks(text, start)
    if text[sign : sign + 1] in (*DASHES, "."):
        return sign + 1, True
    # A dateline on a line of its own ends with the line.
    return start, sign == len(text)


def _begins_sentence(sign: str) -> bool:
    return sign.isupper() or sign.isdigit() or sign in OPENING_QUOTES


def _skip_blanks(text: str, start: int) -> int:
    while text[start : start + 1].isspace():
        start += 1
    return start


def _codes(bracket: str) -> tuple[str, ...] | None:
    """The agencies' codes as printed, or None where the bracket holds something else."""
    content = bracket.strip()
    if content.casefold() in AGENCIES:
        return (content,)
    codes: list[str] = []
    for part in BETWEEN_AGENCIES.split(content):
        if DATE.fullmatch(part):
            continue
        if part.casefold() in AGENCIES or UNKNOWN_CODE.fullmatch(part):
            codes.append(part)
        elif all(word.casefold() in AGENCIES for word in part.split()):
            codes.extend(part.split())
        else:
            return None
    return tuple(codes) or None


def _is_known(codes: tuple[str, ...]) -> bool:
    return any(code.casefold() in AGENCIES for code in codes)


def in_capitals(place: str) -> bool:
    """Whether most letters of each part are capitals; a date in it does not count."""
    if place.isupper():
        return sum(map(str.isalpha, place)) >= 2
    undated = DATE.sub("", place)
    letters = sum(map(str.isalpha, undated))
    return letters >= 2 and sum(map(str.isupper, undated)) * 3 >= letters * 2


def _is_name(place: str) -> bool:
    """Whether words in ordinary case read as a place's name: few of them, each with a capital or a particle."""
    words = place.split()
    return len(words) <= 5 and all(word[0].isupper() or word.casefold() in PARTICLES for word in words)


def _places(printed: str) -> tuple[Place, ...]:
    """The places of a dateline; a date and, after the first, a country in ordinary case are left to `raw`."""
    places: list[Place] = []
    for part in BETWEEN_PLACES.split(printed):
        if not part or DATE.fullmatch(part):
            continue
        if not PLACE_CHARACTERS.fullmatch(part.lstrip(APOSTROPHES)):
            return ()
        if places and in_capitals(places[0].raw) and not in_capitals(part):
            continue
        places.append(Place(raw=part, name=ordinary_case(part) if in_capitals(part) else _straight(part)))
    return tuple(places)


def _straight(text: str) -> str:
    for apostrophe in APOSTROPHES:
        text = text.replace(apostrophe, "'")
    return text


def ordinary_case(place: str) -> str:
    """`CORTINA D'AMPEZZO` → `Cortina d'Ampezzo`, `'S-HERTOGENBOSCH` → `'s-Hertogenbosch`."""
    parts = WORD_JOINTS.split(_straight(place))
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
    # IJ is one letter: IJmuiden.
    return f"IJ{word[2:]}" if word.startswith("ij") else word[:1].upper() + word[1:]
