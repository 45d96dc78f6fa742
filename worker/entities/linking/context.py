"""What an item says beside its names: the countries it speaks of, what is printed next to what."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from schemas import Dateline
from worker import gazetteer
from worker.entities.demonyms import Demonym, demonym
from worker.entities.linking.mentions import Mention, Texts
from worker.entities.linking.names import forms
from worker.gazetteer import Place

WHOLES = frozenset({"country", "region"})
# De Amerikaanse [minister van Financiën] Bessent: so far an adjective reaches.
REACH = 60
# What may stand between it and the name that it belongs to: words in lower case, and a portfolio.
BETWEEN = re.compile(
    r"(?P<words>-? ?(?:[a-zà-ÿ][\w’'-]{0,40} ){0,4})(?:(?:van|voor) (?:[A-Z][\w-]{1,30},? (?:en )?){1,4})?"
)
# Words behind which something else begins, to which it does not belong: de Duitse coach van Feyenoord.
BARRIERS = frozenset(
    {
        "aan", "als", "bij", "dat", "de", "die", "door", "een", "en", "had", "heeft", "hebben", "het", "in", "is", "met", "naar", "of",
        "om", "op", "over", "te", "tegen", "tot", "tussen", "uit", "van", "voor", "waar", "was", "werd", "wil", "wordt", "zijn",
    }
)  # fmt: skip
# A place and what it lies in: Paris (Texas), Bergen in Noorwegen, Springfield, Ohio.
LIES_IN = re.compile(
    r" \(|, | in (?:het |de )?(?:[a-zà-ÿ]{1,20}e )?"
    r"(?:(?:provincie|staat|deelstaat|departement|district|regio|streek|graafschap|kanton|gouvernement|oblast) )?"
)
# Parijs, België en Spanje: there the comma says nothing of where Parijs lies.
ENUMERATION = re.compile(r",? en |, [A-Z]")
# Of which kind a person is whose title is printed in front: koningin Máxima.
TITLES = {
    **dict.fromkeys(
        (
            "koning", "koningin", "prins", "prinses", "kroonprins", "kroonprinses", "oud-koning", "oud-koningin", "keizer",
            "keizerin", "groothertog", "groothertogin", "hertog", "hertogin", "graaf", "gravin", "emir", "sultan",
        ),
        "royal",
    ),
    **dict.fromkeys(("paus", "kardinaal", "aartsbisschop", "bisschop", "patriarch", "ayatollah"), "religious"),
}  # fmt: skip
# What lies where its item was filed, unless that names places elsewhere.
LOCALITIES = frozenset(
    {
        "bedrijventerrein", "begraafplaats", "brug", "buurt", "buurtschap", "camping", "dorp", "dorpje", "gehucht", "haven",
        "industrieterrein", "kustplaats", "metrostation", "park", "plein", "recreatiegebied", "station", "straat", "theater",
        "treinstation", "wijk", "woonwijk", "ziekenhuis", "museum", "kasteel", "klooster", "voorstad", "zwembad",
    }
)  # fmt: skip
LONGEST_WORD = max(map(len, (*TITLES, *LOCALITIES)))


class Surroundings(NamedTuple):
    """What stands around one mention.

    `adjective`: the demonym that belongs to it; `within`: what it lies in; `title`: the kind of person that its title says;
    `is_locality`: a word in front says that it is a village, a quarter, a street.
    """

    adjective: Demonym | None = None
    within: Place | None = None
    in_dateline: bool = False
    title: str | None = None
    is_locality: bool = False


@dataclass(slots=True)
class Context:
    """The countries that an item speaks of. `areas`: also their divisions (`US`, `US.TX`)."""

    filed_from: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    surroundings: list[Surroundings] = field(default_factory=list)

    @property
    def only_country(self) -> str | None:
        """The country, where the item speaks of one alone."""
        return next(iter(self.countries)) if len(self.countries) == 1 else None


def read_context(
    mentions: Sequence[Mention],
    texts: Texts,
    dateline: Dateline | None,
    datelined: Collection[int],
    agencies: Collection[str],
) -> Context:
    """The context of `mentions`, which are in the order of reading. `datelined`: see `Linker.link`.

    `agencies`: the countries that the agencies of its dateline report of above all.
    """
    in_dateline = [mention.field == "text" and mention.start in datelined for mention in mentions]
    demonyms = [adjective_of(mention) or demonym_of(mention) for mention in mentions]
    wholes = [_whole(mention) for mention in mentions]
    areas = {found.iso for found in demonyms if found is not None and found.iso}
    areas |= {area for place in wholes if place for area in (place.iso, place.area) if area}
    filed_from = {place.iso for place in dateline.places if place.iso} if dateline else set()
    if not filed_from:
        filed_from = _filed_from(mentions, in_dateline, areas.union(agencies))
    areas |= filed_from | _areas_of_cities(mentions, areas | filed_from)
    surroundings = [
        Surroundings(
            _adjective(mentions, demonyms, texts, number),
            _lies_in(mentions, wholes, texts, number),
            in_dateline[number],
            *_word_before(mentions[number], texts),
        )
        for number in range(len(mentions))
    ]
    countries = frozenset(area for area in areas if "." not in area)
    return Context(frozenset(filed_from), frozenset(areas), countries, surroundings)


def demonym_of(mention: Mention) -> Demonym | None:
    """What an adjective or inhabitant stands for."""
    if mention.label != "MISC":
        return None
    return next(filter(None, map(demonym, forms(mention.text))), None)


def adjective_of(mention: Mention) -> Demonym | None:
    """What an adjective stands for, whatever its label: unlike an inhabitant (Polen) it is nothing else."""
    found = demonym(mention.text) if " " not in mention.text else None
    return found if found and found.form == "adjective" else None


def _whole(mention: Mention) -> Place | None:
    """The country or region that a mention is."""
    if mention.label not in {"LOC", "ORG"}:
        return None
    first = gazetteer.meanings(mention.text)[:1]
    place = first[0].place if first else None
    return place if place and place.kind in WHOLES else None


def _filed_from(mentions: Sequence[Mention], in_dateline: Sequence[bool], areas: set[str]) -> set[str]:
    places = (
        gazetteer.best(mention.text, near=areas, as_town=True)
        for mention, inside in zip(mentions, in_dateline, strict=True)
        if inside and mention.label == "LOC"
    )
    return {place.iso for place in places if place and place.iso}


def _areas_of_cities(mentions: Sequence[Mention], areas: set[str]) -> set[str]:
    """The countries of the towns that are known for sure, and their divisions."""
    found: set[str] = set()
    for mention in mentions:
        if mention.label == "LOC" and (place := gazetteer.best(mention.text, near=areas)):
            found |= {area for area in (place.iso, place.area) if area}
    return found


def _adjective(
    mentions: Sequence[Mention], demonyms: Sequence[Demonym | None], texts: Texts, number: int
) -> Demonym | None:
    """The demonym in front of a mention that belongs to it: de Amerikaanse oud-president Bush, de Fransman Devoret."""
    if not number or not (before := demonyms[number - 1]):
        return None
    adjective, mention = mentions[number - 1], mentions[number]
    if adjective.field != mention.field or mention.start - adjective.end > REACH:
        return None
    if before.form == "inhabitant":
        beside = texts[mention.field][adjective.end : mention.start] == " "
        return before if beside and mention.label == "PER" else None
    between = BETWEEN.fullmatch(texts[mention.field], adjective.end, mention.start)
    return before if between and BARRIERS.isdisjoint(between["words"].split()) else None


def _word_before(mention: Mention, texts: Texts) -> tuple[str | None, bool]:
    """What the word in front of a mention says: the kind of a titled person, whether a place is small."""
    if mention.label not in {"PER", "LOC"}:
        return None, False
    text = texts[mention.field]
    if text[mention.start - 1 : mention.start] != " ":
        return None, False
    word = text[max(0, mention.start - LONGEST_WORD - 2) : mention.start - 1].rpartition(" ")[2].lower()
    return (TITLES.get(word), False) if mention.label == "PER" else (None, word in LOCALITIES)


def _lies_in(
    mentions: Sequence[Mention], wholes: Sequence[Place | None], texts: Texts, number: int
) -> Place | None:
    if number + 1 >= len(mentions) or not (whole := wholes[number + 1]):
        return None
    mention, after = mentions[number], mentions[number + 1]
    if mention.field != after.field or mention.label != "LOC" or wholes[number] is not None:
        return None
    text = texts[mention.field]
    if not (between := LIES_IN.fullmatch(text, mention.end, after.start)):
        return None
    return None if between[0] == ", " and ENUMERATION.match(text, after.end) else whole
