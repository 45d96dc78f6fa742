"""Says of each name of an item what it stands for."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import lru_cache

from rapidfuzz.fuzz import ratio

from schemas import Dateline
from worker.entities.knowledge import Knowledge, Sense, Thing
from worker.entities.linking.context import Context, Surroundings, demonym_of, read_context
from worker.entities.linking.countries import with_countries
from worker.entities.linking.mentions import UNLISTED_KINDS, Link, Mention, Texts
from worker.entities.linking.names import folded, in_ordinary_case, in_print
from worker.entities.linking.places import demonym_link, place_link, unlisted_place_country
from worker.entities.linking.references import FullNames, introductions
from worker.entities.linking.things import as_other, thing_link
from worker.entities.recogniser.spans import Label
from worker.gazetteer.folding import MAX_NAME

# How sure it is that an unlisted name stands for what its letters say, and nothing more.
UNLISTED = 0.5
# A long name in print and the canonical one of its abbreviation are one if they are so much alike (percent).
SAME_NAME = 60
BACK_REFERENCE = 0.95
MINISTRY = "ministerie van "
CACHED_NAMES = 4_096
# Agencies that report from anywhere; of the ANP's own datelines most are Dutch, which their places say already.
WORLDWIDE = frozenset(
    {"AFP", "ANP", "AP", "Bloomberg", "DPA", "Dow Jones", "EFE", "Reuters", "TASS", "UPI", "Xinhua"}
)
# They report from everywhere: that one is named says nothing of where a place lies.
ELSEWHERE_AT_WORK = frozenset({"news_agency", "newspaper", "broadcaster", "media", "platform"})


class Linker:
    """Links the mentions of an item by the tables, those of one's own first, and by the gazetteer."""

    def __init__(self, *tables: Knowledge) -> None:
        self._tables = tables
        # The same few hundred names stand in most items.
        self._cached = lru_cache(CACHED_NAMES)(self._looked_up)

    def named(self, name: str) -> Sequence[Sense]:
        """What the tables know by this name."""
        return self._cached(name) if len(name) <= MAX_NAME else ()

    def _looked_up(self, name: str) -> Sequence[Sense]:
        return next(filter(None, (tables.named(name) for tables in self._tables)), ())

    def sounding(self, name: str) -> Sequence[Thing]:
        """The people whose names sound like this one."""
        return next(filter(None, (tables.sounding(name) for tables in self._tables)), ())

    def link(
        self,
        mentions: Sequence[Mention],
        texts: Texts,
        dateline: Dateline | None = None,
        datelined: Collection[int] = (),
    ) -> list[Link]:
        """A link for each of `mentions`, which are in the order of reading: first the headline's.

        `texts`: the fields. `dateline`: the item's, which is no part of its text; `datelined`: where the names of
        datelines begin that are.
        """
        context = read_context(mentions, texts, dateline, datelined, self._reported_of(mentions, datelined))
        reading = _Reading(self, mentions, context)
        links = [reading.link(number) for number in range(len(mentions))]
        return _introduced(with_countries(links, mentions, texts, context.surroundings), mentions, texts)

    def _reported_of(self, mentions: Sequence[Mention], datelined: Collection[int]) -> frozenset[str]:
        """The countries of a dateline's national agencies: MECHELEN (BELGA) is the Belgian one."""
        return frozenset(
            thing.iso
            for mention in mentions
            if mention.label == "ORG" and mention.field == "text" and mention.start in datelined
            for thing, _ in self.named(mention.text)
            if thing.kind == "news_agency" and thing.iso and thing.canonical not in WORLDWIDE
        )


class _Reading:
    """One way through an item, with what it has learnt so far."""

    def __init__(self, tables: Linker, mentions: Sequence[Mention], context: Context) -> None:
        self._tables = tables
        self._mentions = mentions
        self._context = context
        self._keys = frozenset(folded(mention.text) for mention in mentions)
        self._certain = self._named_in_full()
        # Where those are at home that the item names in full, the agencies of its dateline aside.
        self._homes = frozenset(
            thing.iso for thing in self._certain if thing.iso and thing.kind not in ELSEWHERE_AT_WORK
        )
        self._full_names = FullNames()
        # Where the places lie that were named so far.
        self._lands: set[str] = set()
        # Told apart by what is in front: het Amerikaanse ministerie van Financiën, and then the ministry alone.
        self._told_apart: dict[tuple[Label, str], Link] = {}

    def _named_in_full(self) -> frozenset[Thing]:
        senses = (self._tables.named(mention.text) for mention in self._mentions)
        return frozenset(found[0].thing for found in senses if len(found) == 1 and not found[0].shared)

    def link(self, number: int) -> Link:
        """The link of the next mention."""
        mention, around = self._mentions[number], self._context.surroundings[number]
        name = (mention.label, folded(mention.text))
        told_apart = around.adjective is not None or around.title is not None
        if not told_apart and (same := self._told_apart.get(name)):
            link = replace(same, rule="back_reference")
        else:
            link = self._found(mention, around) or self._unlisted(mention, around)
        if told_apart and link.rule in {"listed", "composed"}:
            self._told_apart.setdefault(name, link)
        if mention.label == "LOC" and link.rule == "place" and link.iso:
            self._lands.add(link.iso)
        if link.rule != "back_reference":
            self._full_names.add(mention.label, mention.text, link)
        return link

    def _found(self, mention: Mention, around: Surroundings) -> Link | None:
        if found := demonym_of(mention):
            return demonym_link(found, self._context)
        match mention.label:
            case "PER":
                return self._referred(mention) or self._thing(mention, around)
            case "LOC":
                return self._place(mention, around) or self._thing(mention, around) or self._referred(mention)
            case "ORG":
                return (
                    self._thing(mention, around)
                    or _composed(mention, around)
                    or self._as_organisation(mention, around)
                    or self._referred(mention)
                )
            case "MISC":
                return self._thing(mention, around) or self._referred(mention)

    def _place(self, mention: Mention, around: Surroundings) -> Link | None:
        return place_link(mention.text, self._context, around)

    def _as_organisation(self, mention: Mention, around: Surroundings) -> Link | None:
        """A place that acts: the Kremlin, a national team."""
        return as_other(self._place(mention, around))

    def _thing(self, mention: Mention, around: Surroundings) -> Link | None:
        return thing_link(self._tables, mention.text, mention.label, self._context, around, self._certain)

    def _referred(self, mention: Mention) -> Link | None:
        """The one fuller name before it."""
        link = self._full_names.referred(mention.label, mention.text)
        if link is None:
            return None
        score = min(link.score, BACK_REFERENCE)
        return replace(
            link, rule="back_reference", score=score, because=(f"short for {link.canonical}",), rivals=()
        )

    def _unlisted(self, mention: Mention, around: Surroundings) -> Link:
        canonical, iso = in_print(mention.text, self._keys), None
        if mention.label == "LOC":
            canonical = in_ordinary_case(canonical)
            iso = unlisted_place_country(mention.text, self._context, around, self._lands, self._homes)
        return Link(canonical, UNLISTED_KINDS[mention.label], iso, UNLISTED, "unlisted")


def _composed(mention: Mention, around: Surroundings) -> Link | None:
    """The Peruvian ministry of defence, where the tables have those of other countries."""
    country = around.adjective
    if country is None or country.kind != "country" or not mention.text.lower().startswith(MINISTRY):
        return None
    return Link(f"{mention.text} ({country.place})", "ministry", country.iso, UNLISTED, "composed")


def _introduced(links: list[Link], mentions: Sequence[Mention], texts: Texts) -> list[Link]:
    """What `Openbaar Ministerie (OM)` says holds for every OM of the item."""
    introduced: dict[tuple[Label, str], Link] = {}
    for long, short in introductions(mentions, texts):
        link = links[long]
        if link.rule == "unlisted" and _are_one(mentions[long].text, links[short]):
            link = links[short]
        link = replace(link, rule="introduced", because=(f"{mentions[long].text} ({mentions[short].text})",))
        for number in (long, short):
            introduced[mentions[number].label, mentions[number].text] = link
    return [
        introduced.get((mention.label, mention.text), link)
        for link, mention in zip(links, mentions, strict=True)
    ]


def _are_one(long: str, link: Link) -> bool:
    return link.rule != "unlisted" and ratio(folded(long), folded(link.canonical)) >= SAME_NAME
