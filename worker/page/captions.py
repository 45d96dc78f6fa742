"""Captions of pictures and their credits: `Foto: ANP / Robin Utrecht`, `… circuit. ANP JAN VERHOEFF`.

The words are rows of `captions.toml`; names are read by `names.py`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from schemas import Caption
from worker.page.datelines import find_bare_dateline
from worker.page.names import (
    ORGANISATIONS,
    PARTICLES,
    is_agency,
    is_picture_agency,
    may_name_agency,
    read_person,
)
from worker.page.standing import Stands
from worker.page.tables import read_table

_TABLE = read_table("captions.toml")
REMARKS = frozenset(_TABLE["remarks"])
POINTERS = frozenset(_TABLE["pointers"])
JOINING_WORDS = PARTICLES | {"en", "voor", "of"}

# A caption is not longer; what is, is text.
MAX_CAPTION = 400
MAX_CREDIT = 80
MAX_CREDIT_WORDS = 6
MAX_AGENCY_WORDS = 3
# Where a credit behind a text is searched for.
MAX_TAIL = 100
BETWEEN_CREDITS = re.compile(r"\s*[/|;©()]\s*|,\s+|\s+(?:via|namens)\s+")
BETWEEN_PERSONS = re.compile(r"\s+(?:en|EN|&)\s+")
ORGANISATION = re.compile(r"[@\w](?:[\w .&'’@:-]{0,48}[\w)])?")

SENTENCE_WITHIN = re.compile(r"[^\W\d_]{3}\. ")


def _either(texts: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, texts), key=len, reverse=True))


_BEFORE = rf"(?P<word>{_either(_TABLE['before'])})(?:(?P<colon> ?: {{0,3}})| {{1,3}}(?:door {{1,3}})?)"
BEFORE = re.compile(_BEFORE, re.IGNORECASE)
COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright:?) {0,2}", re.IGNORECASE)
# Behind a caption: … (foto: ANP), … Foto: ANP / Jan Jansen, … © ANP, … ANP JAN VERHOEFF
TAILS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf" {{0,3}}\({_BEFORE}(?P<credit>[^()]{{2,60}})\)\.?$",
        r" {0,3}\((?:© ?)?(?P<credit>[^()]{2,60})\)\.?$",
        rf"(?<=[.!?…\"'”’)]) {{1,3}}{_BEFORE}(?P<credit>[^.!?]{{2,60}})\.?$",
        r"(?<=[\w.!?…\"'”’)]) {0,3}© ?(?P<credit>[^©]{2,60})$",
        r"(?<=[.!?…\"'”’)]) {1,3}(?P<credit>[^.!?]{5,60})$",
    )
)
# In front of each of them.
BEFORE_TAIL = re.compile(r"[(©.!?…\"'”’)]")
# Behind a caption, not behind a text that is printed with its picture's credit.
PICTURE_TAILS = (TAILS[0], TAILS[4])
PROSE_END = re.compile(r"[^)][.!?…][\"'”’]?$")
# In every credit that a full stop may follow.
PICTURE_WORDS = ("foto", "beeld", "video", "photo", "©")
SENTENCE_END = re.compile(r"[.!?…][\"'”’)]{0,2}$")


@dataclass(frozen=True, slots=True)
class CaptionLine:
    """A caption that a whole line is."""

    caption: Caption
    stands: Stands = Stands.ANYWHERE


@dataclass(frozen=True, slots=True)
class Credited:
    """A text without the credit behind it."""

    text: str
    caption: Caption


def read_caption(text: str) -> CaptionLine | None:
    """The caption or credit that a whole line is, or None."""
    if len(text) > MAX_CAPTION:
        return None
    if text.startswith("(") and text.endswith(")") and "(" not in text[1:]:
        text = text[1:-1].strip()
    return _announced(text) or _credit_alone(text) or _credited_line(text)


def caption_of(text: str) -> Caption:
    """The caption that a line is by its markup, whatever its words."""
    read = read_caption(text)
    return read.caption if read is not None else _caption(text)


def part_credit(text: str) -> Credited | None:
    """A text and the credit behind it: `… zei hij. Foto: ANP / Robin Utrecht`; None where there is none."""
    return _part_credit(text, announced=False)


def _part_credit(text: str, *, announced: bool) -> Credited | None:
    found = _credit_behind(text, announced=announced)
    if found is None:
        return None
    tail, credit = found
    before = text[: tail.start()].rstrip()
    return Credited(before, credit) if before else None


def is_pointer(text: str) -> bool:
    """`Bekijk ook de foto's`"""
    return len(text) <= MAX_CREDIT and text.rstrip(" .:!>").casefold() in POINTERS


def _announced(text: str) -> CaptionLine | None:
    """`Foto: …`, `© …`; without a colon only before what is certainly a credit: `Foto ANP`"""
    copyright_sign = COPYRIGHT.match(text)
    if copyright_sign is not None:
        credit = read_credit(text[copyright_sign.end() :])
        return CaptionLine(credit) if credit else None
    before = BEFORE.match(text)
    if before is None:
        return None
    content = text[before.end() :].strip()
    credit = read_credit(content) if content else Caption(text=None)
    if before["colon"] is None:
        is_certain = credit is not None and (
            _names_agency(content) or (content.isupper() and credit.photographer is not None)
        )
        return CaptionLine(credit) if credit is not None and is_certain else None
    if credit is not None:
        return CaptionLine(credit)
    credited = _part_credit(content, announced=True)
    return CaptionLine(_caption(credited.text, credited.caption) if credited else _caption(content))


def _credit_alone(text: str) -> CaptionLine | None:
    """`ANP / Hollandse Hoogte / Jan Jansen`, `Jan Jansen / ANP`, `ANP JAN VERHOEFF`, `Getty Images`"""
    credit = read_credit(text) if len(text) <= MAX_CREDIT and _is_certain_credit(text) else None
    return CaptionLine(credit) if credit else None


def _credited_line(text: str) -> CaptionLine | None:
    """`ZANDVOORT - Een luchtopname van het circuit. ANP JAN VERHOEFF`"""
    found = _credit_behind(text)
    if found is None:
        return None
    tail, credit = found
    before = text[: tail.start()].rstrip()
    if not before:
        return None
    caption = _caption(before, credit)
    if not SENTENCE_END.search(before[-4:]):
        return CaptionLine(caption, Stands.INSIDE)
    is_pictures = caption.place is not None or tail.re in PICTURE_TAILS
    return CaptionLine(caption, Stands.ANYWHERE if is_pictures else Stands.BEFORE_THE_END)


def _credit_behind(text: str, *, announced: bool = False) -> tuple[re.Match[str], Caption] | None:
    start = max(0, len(text) - MAX_TAIL)
    if PROSE_END.search(text[-3:]) and not _names_picture(text[start:]):
        return None
    if BEFORE_TAIL.search(text, start) is None:
        return None
    for pattern in TAILS:
        tail = pattern.search(text, start)
        if tail is None:
            continue
        groups = tail.groupdict()
        is_announced = bool(groups.get("colon")) or "©" in tail[0]
        if not is_announced and not _is_certain_credit(
            tail["credit"], announced=announced or "word" in groups
        ):
            continue
        credit = read_credit(tail["credit"])
        if credit is not None:
            return tail, credit
    return None


def read_credit(text: str) -> Caption | None:
    """Whose picture it is: agencies, photographers or others; None where the words are something else."""
    text = text.strip(" .")
    if not text or len(text) > MAX_CREDIT:
        return None
    owners: list[str] = []
    photographers: list[str] = []
    remarks: list[str] = []
    for part in filter(None, (part.strip() for part in BETWEEN_CREDITS.split(text))):
        agency, name = _agency_and_name(part)
        persons = [read_person(person) for person in BETWEEN_PERSONS.split(name)] if name else []
        if agency:
            owners.append(agency)
        if persons and all(persons):
            photographers.extend(filter(None, persons))
        elif name.casefold() in REMARKS:
            remarks.append(name)
        elif name and _is_organisation(name):
            owners.append(name)
        elif name:
            return None
    return Caption(
        text=", ".join(remarks) or None,
        credit=" / ".join(owners) or None,
        photographer=" en ".join(photographers) or None,
    )


def _names_picture(text: str) -> bool:
    folded = text.casefold()
    return any(map(folded.__contains__, PICTURE_WORDS))


def _agency_and_name(part: str) -> tuple[str, str]:
    """`ANP JAN VERHOEFF` is two; a part that begins with no agency is a name, and one that is one has none."""
    words = part.split(" ")
    for count in range(min(len(words), MAX_AGENCY_WORDS), 0, -1):
        agency = " ".join(words[:count])
        if is_agency(agency):
            return agency, " ".join(words[count:])
    return "", part


def _is_certain_credit(text: str, *, announced: bool = False) -> bool:
    """Whether nothing but a credit can be meant: a known agency and a photographer, or an agency of pictures."""
    if not _names_agency(text):
        return False
    parts = [part.strip() for part in BETWEEN_CREDITS.split(text) if part.strip()]
    if announced or any(map(is_picture_agency, parts)):
        return True
    names = [name for _, name in map(_agency_and_name, parts) if name]
    has_photographer = any(read_person(name) is not None for name in names)
    return has_photographer and (len(parts) > 1 or names[0].isupper())


def _names_agency(text: str) -> bool:
    return may_name_agency(text) and any(
        _agency_and_name(part.strip())[0] for part in BETWEEN_CREDITS.split(text)
    )


def _is_organisation(name: str) -> bool:
    """`Omroep Zeeland`, `112 Zeeland`, `Twitter @politie`, but not `De nieuwe brug bij Goes`"""
    words = name.split()
    return (
        len(words) <= MAX_CREDIT_WORDS
        and ORGANISATION.fullmatch(name) is not None
        and SENTENCE_WITHIN.search(name) is None
        and not words[0][0].islower()
        and all(not word[0].islower() or word in JOINING_WORDS or word in ORGANISATIONS for word in words)
    )


def _caption(text: str, credit: Caption | None = None) -> Caption:
    """A caption's text without the place in front of it, and its credit."""
    dateline = find_bare_dateline(text)
    place = "/".join(place.name for place in dateline.dateline.places) if dateline else None
    return Caption(
        text=text[dateline.end :] if dateline else text,
        place=place,
        credit=credit.credit if credit else None,
        photographer=credit.photographer if credit else None,
    )
