"""The places and agencies of datelines: `WASHINGTON (ANP/RTR) - …`, `DOMBURG - …`, at the beginning of any line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from worker.entities.recogniser.names import Kind, NameLists
from worker.entities.recogniser.rulebook import rules
from worker.entities.recogniser.spans import Label, Span

DATELINE = re.compile(
    r"""^(?P<places>['’]?[^\W\d_][^\n()]{1,80}?)
        (?:[ ]?\((?P<agencies>[^\n()]{2,50})\)(?P<dash>[ ]?[-–—.](?!\S))?  |  [ ][-–—](?=[ ]))""",
    re.MULTILINE | re.VERBOSE,
)
PIECE = re.compile(r"[^/,;+]+")
AND = re.compile(r"\ben\b")
PLACE = re.compile(r"['’]?[^\W\d_][\w'’. -]*")
WORDS_OF_NAME = re.compile(r"(?:(?:[A-ZÀ-Ý][\w'’-]*|de|den|der|aan|op|la|le|del) ?){1,5}")
NOT_PLACES = frozenset(rules("datelines")["not_places"])
NO_PLACE = Kind.ORGANISATION | Kind.PARTY | Kind.CLUB | Kind.MEDIUM
CERTAIN = 1.0


@dataclass(frozen=True, slots=True)
class FoundDateline:
    """A dateline's names, and where it begins and ends (code points)."""

    start: int
    end: int
    spans: tuple[Span, ...]


def find_datelines(text: str, names: NameLists) -> Iterator[FoundDateline]:
    """All datelines of a text, in order."""
    for match in DATELINE.finditer(text):
        places = _pieces(text, *match.span("places"), "LOC")
        agencies = _pieces(text, *match.span("agencies"), "ORG") if match["agencies"] else []
        if places and _is_dateline(text, places[0], agencies, bool(match["dash"]), names):
            yield FoundDateline(match.start(), match.end(), (*places, *agencies))


def _is_dateline(text: str, place: Span, agencies: list[Span], dashed: bool, names: NameLists) -> bool:
    """A place in capitals is enough with a bracket and a dash; in ordinary case one agency must be known."""
    printed = text[place.start : place.end]
    if printed.isupper():
        if not agencies:
            return printed not in NOT_PLACES and not names.kinds_of(printed) & NO_PLACE
        return dashed or _has_known(text, agencies, names)
    return dashed and bool(WORDS_OF_NAME.fullmatch(printed)) and _has_known(text, agencies, names)


def _has_known(text: str, agencies: list[Span], names: NameLists) -> bool:
    return any(names.kinds_of(text[agency.start : agency.end]) & Kind.MEDIUM for agency in agencies)


def _pieces(text: str, start: int, end: int, label: Label) -> list[Span]:
    """The names in a list such as `ANP/RTR` or `ATHENE en ROME`; a date is none."""
    spans: list[Span] = []
    for piece in PIECE.finditer(text, start, end):
        begin = piece.start()
        for stop in [*(word.start() for word in AND.finditer(text, begin, piece.end())), piece.end()]:
            name = text[begin:stop]
            bare = name.strip()
            if PLACE.fullmatch(bare):
                left = begin + len(name) - len(name.lstrip())
                spans.append(Span(left, left + len(bare), label, CERTAIN))
            begin = stop + len("en")
    return spans
