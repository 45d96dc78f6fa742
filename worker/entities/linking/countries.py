"""The country of a name that no list has, where something printed beside it, or within it, says it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from worker import gazetteer
from worker.entities.demonyms import demonym
from worker.entities.linking.context import Surroundings
from worker.entities.linking.mentions import UNLISTED_KINDS, Link, Mention, Texts
from worker.entities.recogniser.spans import Label

# Who holds one of these serves the state, or the part of it, that is printed behind: premier Minns van New South Wales.
OFFICE = (
    r"(?:(?:oud|ex|vice|interim)-?)?(?:president|premier|minister|minister-president|regeringsleider|kanselier|bondskanselier"
    r"|koning|koningin|kroonprins|kroonprinses|prins|prinses|emir|sultan|keizer|groothertog|dictator|burgemeester|gouverneur"
    r"|ambassadeur|parlementsvoorzitter|staatshoofd)"
)
OFFICE_BEFORE = re.compile(rf"(?<![\w-]){OFFICE} \Z", re.IGNORECASE)
OFFICE_OF_BEFORE = re.compile(rf"(?<![\w-]){OFFICE} van (?:de |het )?\Z", re.IGNORECASE)
OFFICE_BETWEEN = re.compile(rf", (?:de |het )?(?:[a-zà-ÿ-]{{2,20}} ){{0,2}}{OFFICE} van (?:de |het )?")
# So much text in front of a name is looked at.
BEFORE = 70
OF = re.compile(r" van (?:de |het )?")
FROM = " uit "
AFTER_OFFICE = frozenset({" ", ", "})
# X (VVD), X van de VVD, VVD-Kamerlid X.
MEMBER_AFTER = re.compile(r" \(| van (?:de |het )?")
MEMBER_BEFORE = re.compile(r"-[A-Za-zà-ÿ]{2,40}(?: [a-zà-ÿ]{2,30})? ")
PARTY = "party"
# What bears the name of its place: Universiteit Twente, University of Nottingham, FC Kopenhagen.
NAMED_AFTER_PLACE = re.compile(
    r"(?:.{0,40} )?(?:brandweer|gemeente|gerechtshof|GGD|hogeschool|politie|provincie|rechtbank|universiteit|university|universität"
    r"|universit[éeà]|universidad|veiligheidsregio|waterschap|ziekenhuis|FC|SC|AC|AS|BK|CF|FK|HC|IF|SK|SV|VV)"
    r" (?:van |of |de |di |(?:in |te ))?(?P<place>[^\W\d_].{2,40})",
    re.IGNORECASE | re.DOTALL,
)
LONGEST = 100
Name = tuple[Label, str]


def with_countries(
    links: Sequence[Link], mentions: Sequence[Mention], texts: Texts, surroundings: Sequence[Surroundings]
) -> list[Link]:
    """The links, those of unlisted people and organisations with their country where the text says it."""
    said: dict[Name, dict[str, str]] = {}
    lacking = [
        (mention.label, link.canonical) if _lacks_country(mention, link) else None
        for mention, link in zip(mentions, links, strict=True)
    ]
    for number, name in enumerate(lacking):
        if name is not None:
            for iso, reason in _said(links, mentions, texts, surroundings, number):
                said.setdefault(name, {}).setdefault(iso, reason)
    return [
        link if name is None else _with_country(link, said.get(name, {}), mention)
        for link, name, mention in zip(links, lacking, mentions, strict=True)
    ]


def _lacks_country(mention: Mention, link: Link) -> bool:
    return link.iso is None and UNLISTED_KINDS.get(mention.label) == link.kind


def _with_country(link: Link, said: Mapping[str, str], mention: Mention) -> Link:
    """Where an item says two countries of one name, it has none."""
    if len(said) == 1:
        ((iso, reason),) = said.items()
        return replace(link, iso=iso, because=(*link.because, reason))
    named = country_in_name(link.canonical) if not said and mention.label == "ORG" else None
    return replace(link, iso=named, because=(*link.because, "its name says the country")) if named else link


def _said(
    links: Sequence[Link],
    mentions: Sequence[Mention],
    texts: Texts,
    surroundings: Sequence[Surroundings],
    number: int,
) -> Iterator[tuple[str, str]]:
    """The countries that are said of a mention, each with how."""
    mention, text = mentions[number], texts[mentions[number].field]
    adjective = surroundings[number].adjective
    if adjective is not None and adjective.iso:
        yield adjective.iso, f"{adjective.form} of {adjective.place}"
    after = _neighbour(mentions, number, number + 1)
    if after is not None and (iso := links[number + 1].iso):
        between = text[mention.end : min(after.start, mention.end + BEFORE)]
        if _says_after(mention, after, links[number + 1], text, between):
            yield iso, text[mention.start : after.end + between.endswith("(")]
    before = _neighbour(mentions, number, number - 1)
    if mention.label == "PER" and before is not None and (iso := links[number - 1].iso):
        between = text[before.end : min(mention.start, before.end + BEFORE)]
        if _says_before(before, links[number - 1], text, between):
            yield iso, text[before.start : mention.end]


def _neighbour(mentions: Sequence[Mention], number: int, other: int) -> Mention | None:
    """The mention beside another, if it stands in the same field."""
    if not 0 <= other < len(mentions) or mentions[other].field != mentions[number].field:
        return None
    return mentions[other]


def _says_after(mention: Mention, after: Mention, link: Link, text: str, between: str) -> bool:
    if mention.label == "ORG":
        return after.label == "LOC" and between == FROM
    if link.kind == PARTY:
        return MEMBER_AFTER.fullmatch(between) is not None
    if after.label != "LOC":
        return False
    if OFFICE_BETWEEN.fullmatch(between):
        return True
    if not OF.fullmatch(between):
        return False
    return OFFICE_BEFORE.search(text, max(0, mention.start - BEFORE), mention.start) is not None


def _says_before(before: Mention, link: Link, text: str, between: str) -> bool:
    if link.kind == PARTY:
        return MEMBER_BEFORE.fullmatch(between) is not None
    if before.label != "LOC" or between not in AFTER_OFFICE:
        return False
    return OFFICE_OF_BEFORE.search(text, max(0, before.start - BEFORE), before.start) is not None


def country_in_name(name: str) -> str | None:
    """The country that an organisation has in its name: Nederlandse Bond van Kaasmakers, FC Kopenhagen."""
    if " " not in name or len(name) > LONGEST:
        return None
    adjectives = {
        found.iso for word in name.split(" ") if (found := demonym(word)) and found.form == "adjective"
    }
    if not adjectives and (named := NAMED_AFTER_PLACE.fullmatch(name)):
        place = gazetteer.best(named["place"])
        return place.iso if place else None
    return adjectives.pop() if len(adjectives) == 1 else None
