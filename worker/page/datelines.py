"""The dateline that opens an item: `WASHINGTON (ANP/RTR) - De Verenigde Staten …`.

Read by hand from left to right, within the first characters of a line: a place, a bracket with agencies, a dash, a
full stop or nothing. A line of a megabyte costs no more than a short one.
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from schemas import Dateline, Place
from worker import gazetteer
from worker.page.agencies import HOMES, PLAIN_CODES, Agencies, read_agencies
from worker.page.place_names import (
    APOSTROPHES,
    PrintedPlace,
    PrintedPlaces,
    context_place,
    in_capitals,
    is_context,
    is_name,
    read_places,
)
from worker.page.tables import read_table

_TABLE = read_table("places.toml")
NOT_PLACES = frozenset(_TABLE["not_places"])
NOT_FIRST = frozenset(_TABLE["not_first"])

MAX_PLACES = 100  # characters before the bracket
MAX_HEAD = 220  # characters in which a dateline ends
QUOTES = "\"'‘’“„«»`´"

# A bracket, closed or, before a dash, left open: `(ANP/RTR)`, `[ANP]`, `(ANP –`.
BRACKET = re.compile(r"\s{0,3}[(\[]([^()\[\]]{1,60})(?:[)\]]|(?=\s[-–—]\s))")
# The sign after the bracket, a blank before it or none.
SIGN = re.compile(r"\s{0,3}(?:[.:]?\s?[-–—]{1,2}|[.:])")
# Up to two brackets and the sign. They are read as they are read alone: without a second try at where a bracket ends.
SIGNED = re.compile(rf"(?>{BRACKET.pattern})(?>{BRACKET.pattern})?{SIGN.pattern}")
# DEN HAAG, ANP – De minister: agencies without a bracket.
_CODE = "|".join(sorted(re.escape(code.upper()) for code in PLAIN_CODES if code.isalpha()))
UNBRACKETED = re.compile(
    r"(?P<place>[^,()\[\]]{2,60}?)(?:[,/]\s?|\s[-–—]\s|\s)"
    rf"(?P<codes>(?:{_CODE})(?:/(?:{_CODE})){{0,3}})\)?\s?[-–—]{{1,2}}(?=\s)"
)
# The dash of a dateline without agency: between blanks, else a long one, or glued to what stands at one side.
BARE_DASH = re.compile(r"\s{1,3}[-–—]{1,2}\s")
GLUED_DASH = re.compile(r"\s?[–—]\s?(?=[\w'\"‘“„])|(?<=\w\w)-\s|\s-(?=[A-Z])")
NO_BLANK = re.compile(r"\S")
LAST_WORD_OF_SCORE = re.compile(r"\d{1,3}-\d{1,3}\)?$")
FIRST_WORDS = 12

# Home to Dutch readers: each village may stand in a dateline without agency; elsewhere only what is well known.
HOME = frozenset({"NL", "BE", "SR", "AW", "CW", "SX", "BQ"})
# Countries that are one place to their news: CURAÇAO - …
ISLAND_COUNTRIES = frozenset({"AW", "CW", "SX"})
WELL_KNOWN_AT_HOME = 3_000
WELL_KNOWN = 300_000
TOWN_KINDS = frozenset({"city", "island", "airport"})
SHORTEST_UNLISTED = 5
NO_AREAS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FoundDateline:
    """A dateline at the beginning of a line.

    `end`: where the text begins. `unknown`: codes that no list has. `context`: the country or region that is printed
    beside the place, as printed.
    """

    dateline: Dateline
    end: int
    unknown: tuple[str, ...] = ()
    context: str | None = None


def find_dateline(text: str) -> FoundDateline | None:
    """The dateline with an agency that opens `text`, or None.

    A place in capitals that the gazetteer knows makes any name in the bracket an agency; another place, or none at
    all, only one that the list knows: `De VVD (34 zetels) - de grootste` is none.
    """
    head = text[:MAX_HEAD]
    opening = _first_bracket(head)
    if opening is None:
        return _find_unbracketed(text, head)
    # What follows a place, its agencies and a sign says nothing about them.
    signed = SIGNED.match(head, opening) if head[:opening].strip() else None
    if signed is not None and (begin := _skip_blanks(text, signed.end())) <= MAX_HEAD:
        return _read_whole(text[:begin], opening)
    return _read(text, head, opening)


# The same few hundred datelines open most items.
@lru_cache(maxsize=4_096)
def _read_whole(dateline: str, opening: int) -> FoundDateline | None:
    return _read(dateline, dateline, opening)


def _read(text: str, head: str, opening: int) -> FoundDateline | None:
    """The dateline in the `head` of `text` whose first bracket stands at `opening`."""
    printed, brackets = head[:opening], _brackets(head, opening)
    read = [(bracket, read_agencies(bracket[1])) for bracket in reversed(brackets)]
    known = [(bracket, agencies) for bracket, agencies in read if agencies is not None and agencies.is_known]
    bracket, agencies = (known or read or [(None, None)])[0]
    if bracket is None or agencies is None:
        return None
    context = brackets[0][1].strip() if bracket is not brackets[0] else None
    return _assemble(text, head, _Head(printed.strip(), agencies, context, bracket.end()))


def find_bare_dateline(text: str, *, listed: bool = False) -> FoundDateline | None:
    """`DOMBURG - Een fietser …`: a place in capitals and a dash, without an agency, or None.

    `listed`: only a town that the gazetteer knows well, and only before a sentence; for pages whose layout does not
    say that its datelines have no agency.
    """
    if not _begins_in_capitals(text):
        return None
    head = text[:MAX_HEAD]
    dash = BARE_DASH.search(head, 0, MAX_PLACES) or GLUED_DASH.search(head, 0, MAX_PLACES)
    if dash is None or dash.start() < 2:
        return None
    printed, context = _without_context(head[: dash.start()].strip())
    if not in_capitals(printed) or _is_no_place(printed):
        return None
    begin = _skip_blanks(text, dash.end())
    if not _may_follow(head[begin:], needs_sentence=listed):
        return None
    read = read_places(printed)
    if read is None or not all(_may_stand_alone(place, listed=listed) for place in read.places):
        return None
    raw = head[: dash.end()].rstrip()
    return FoundDateline(Dateline(raw=raw, places=read.as_places), begin, context=context or read.context)


def located(found: FoundDateline, mentioned: Callable[[], Collection[str]]) -> Dateline:
    """The dateline with canonical names, countries and identifiers, each where the gazetteer is sure.

    `mentioned`: the countries (`US`) and their parts (`US.TX`) that the item speaks of; asked only where a name stands
    for places in several countries. An agency of one country counts as a word for it: HALLE (ANP/BELGA).
    """
    within = context_place(found.context) if found.context else None
    homes = {HOMES[agency.name] for agency in found.dateline.agencies if agency.name in HOMES}
    dateline = found.dateline
    places: list[Place] = []
    for place in dateline.places:
        areas = NO_AREAS if within is not None else _areas(place.raw)
        near = areas.intersection(homes.union(mentioned())) if areas else areas
        places.append(_located(place, near, within))
    return Dateline(raw=dateline.raw, places=tuple(places), agencies=dateline.agencies)


@lru_cache(maxsize=4_096)
def _located(place: Place, near: frozenset[str], within: gazetteer.Place | None) -> Place:
    if place.name[:1].islower():
        return place  # aboard Air Force One
    known = gazetteer.choose(gazetteer.meanings(place.raw), near=near, within=within, as_town=True)
    if known is None:
        return place.model_copy(update={"iso": within.iso}) if within is not None else place
    return place.model_copy(
        update={"canonical": known.canonical, "iso": known.iso, "geonames": known.geonames}
    )


@lru_cache(maxsize=4_096)
def _areas(raw: str) -> frozenset[str]:
    """The countries and their parts between which an item has to decide; none where the name has but one country."""
    places = [meaning.place for meaning in gazetteer.meanings(raw)]
    if len({place.iso for place in places}) < 2:
        return frozenset()
    return frozenset(area for place in places for area in (place.iso, place.area) if area)


@dataclass(frozen=True, slots=True)
class _Head:
    """What stands in front of the text: the places as printed, the agencies, a bracket between them, its end."""

    printed: str
    agencies: Agencies
    context: str | None
    end: int


def _begins_in_capitals(text: str) -> bool:
    """Whether its first two letters are capitals: most lines need no further look."""
    return text[:3].lstrip(APOSTROPHES)[:2].isupper()


def _first_bracket(head: str) -> int | None:
    found = [at for at in (head.find("(", 0, MAX_PLACES), head.find("[", 0, MAX_PLACES)) if at >= 0]
    return min(found, default=None)


def _brackets(head: str, opening: int) -> list[re.Match[str]]:
    """The bracket and one that follows it at once: PARIJS (Texas) (ANP)."""
    first = BRACKET.match(head, opening)
    second = BRACKET.match(head, first.end()) if first else None
    return [bracket for bracket in (first, second) if bracket is not None]


def _assemble(text: str, head: str, parsed: _Head) -> FoundDateline | None:
    raw_end, begin, is_parted = _tail(text, head, parsed.end)
    agencies = parsed.agencies
    # What follows a dateline without a dash must at least begin like a sentence.
    if not is_parted and not (agencies.is_known and _begins_sentence(text[begin : begin + 1])):
        return None
    if not parsed.printed:
        return _without_place(text, agencies, raw_end, begin) if agencies.is_known else None
    read = read_places(parsed.printed)
    if read is None or not _is_believed(parsed.printed, read, agencies):
        return None
    return _found(text[:raw_end], begin, read, agencies, parsed.context)


def _is_believed(printed: str, read: PrintedPlaces, agencies: Agencies) -> bool:
    """Whether place and agencies together make a dateline: the less sure the one, the surer the other must be."""
    are_listed = all(not place.is_town or place.is_listed for place in read.places)
    if in_capitals(read.places[0].raw):
        if _is_no_place(printed) and not are_listed:
            return False
        return agencies.is_plain or (are_listed and (agencies.is_known or _is_agency_beside(agencies)))
    return agencies.is_known and (are_listed or (agencies.is_plain and is_name(printed)))


def _is_agency_beside(agencies: Agencies) -> bool:
    """`HENGELO (Xyz) -`, but not `BERGEN (Noorwegen) -` nor `AJAX (Amsterdam) -`."""
    return not any(gazetteer.is_place(code) or is_context(code) for code in agencies.unknown)


def _without_place(text: str, agencies: Agencies, raw_end: int, begin: int) -> FoundDateline:
    """`(ABM FN-Dow Jones) De bank …`, or the place behind it: `(ANP) DEN HAAG - De minister …`."""
    behind = find_bare_dateline(text[begin : begin + MAX_HEAD], listed=True)
    if behind is None:
        return _found(text[:raw_end], begin, PrintedPlaces(), agencies, None)
    raw = text[: begin + len(behind.dateline.raw)]
    dateline = Dateline(raw=raw, places=behind.dateline.places, agencies=agencies.named)
    return FoundDateline(dateline, begin + behind.end, agencies.unknown, behind.context)


def _found(
    raw: str, begin: int, read: PrintedPlaces, agencies: Agencies, context: str | None
) -> FoundDateline:
    dateline = Dateline(raw=raw, places=read.as_places, agencies=agencies.named)
    return FoundDateline(dateline, begin, agencies.unknown, context or read.context)


def _find_unbracketed(text: str, head: str) -> FoundDateline | None:
    """`DEN HAAG, ANP - De minister`: a known place in capitals, a known agency, a dash."""
    parsed = UNBRACKETED.match(head) if _begins_in_capitals(head) else None
    if parsed is None or not in_capitals(parsed["place"]):
        return None
    agencies, read = read_agencies(parsed["codes"]), read_places(parsed["place"])
    if agencies is None or read is None:
        return None
    if not all(place.is_listed for place in read.places):
        return None
    return _found(head[: parsed.end()], _skip_blanks(text, parsed.end()), read, agencies, None)


def _tail(text: str, head: str, end: int) -> tuple[int, int, bool]:
    """The end of the dash or full stop after the bracket (else of the bracket), the text's beginning, and whether
    they are parted: by a sign or the end of the line.
    """
    sign = SIGN.match(head, end)
    raw_end = sign.end() if sign else end
    begin = _skip_blanks(text, raw_end)
    return raw_end, begin, sign is not None or begin == len(text)


def _begins_sentence(sign: str) -> bool:
    return sign.isupper() or sign.isdigit() or (bool(sign) and sign in QUOTES)


def _skip_blanks(text: str, start: int) -> int:
    following = NO_BLANK.search(text, start)
    return following.start() if following else len(text)


def _without_context(printed: str) -> tuple[str, str | None]:
    """`PARIJS (Frankrijk)` in two; whole where the bracket says nothing of where the place lies."""
    place, bracket, rest = printed.partition("(")
    if bracket and rest.endswith(")") and is_context(rest[:-1]):
        return place.strip(), rest[:-1].strip()
    return printed, None


def _is_no_place(printed: str) -> bool:
    """UPDATE, UPDATE 2, VIDEO'S, FC TWENTE."""
    folded = printed.casefold()
    first = folded.partition(" ")[0].rstrip(":")
    return folded.rstrip(" 0123456789:!()") in NOT_PLACES or first in NOT_FIRST


def _may_follow(rest: str, *, needs_sentence: bool) -> bool:
    """Whether prose begins here, and not the other side of a match: `AJAX - PSV 1-1`."""
    if not rest or not _begins_sentence(rest[0]):
        return False
    words = rest.split(maxsplit=FIRST_WORDS)[:FIRST_WORDS]
    in_lower_case = any(word.lstrip(QUOTES + "(")[:1].islower() for word in words)
    if not in_lower_case and LAST_WORD_OF_SCORE.search(rest.rstrip()):
        return False
    if needs_sentence:
        return in_lower_case and len(words) > 2
    return in_lower_case or not words[0].isupper() or len(words[0]) == 1


def _may_stand_alone(place: PrintedPlace, *, listed: bool) -> bool:
    """Whether the place makes a dateline without an agency."""
    if not place.is_town:
        return False
    found = gazetteer.meanings(place.raw)
    if found and _is_about_town(found) and any(map(_is_well_known_town, found)):
        return True
    # In a layout of such datelines a place may be in no list, but not an acronym: KNMI, VS.
    return not listed and len(place.raw) >= SHORTEST_UNLISTED


def _is_about_town(found: Sequence[gazetteer.Meaning]) -> bool:
    """Whether the name stands for a town first of all; Iran, Texas and VS are what a text is about."""
    first = found[0].place
    return any(
        place.kind in TOWN_KINDS or place.iso in ISLAND_COUNTRIES
        for place, _ in found
        if (place.canonical, place.iso) == (first.canonical, first.iso)
    )


def _is_well_known_town(meaning: gazetteer.Meaning) -> bool:
    return meaning.prominence >= (WELL_KNOWN_AT_HOME if meaning.place.iso in HOME else WELL_KNOWN)
