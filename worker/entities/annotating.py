"""From a text to its entities: names are found, linked, and those of one thing gathered."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Protocol

from schemas import Dateline, Entity
from schemas import Mention as EntityMention
from worker.entities.knowledge import packaged_knowledge, read_knowledge, write_knowledge
from worker.entities.linking import Link, Linker, Mention
from worker.entities.recogniser.datelines import find_datelines
from worker.entities.recogniser.names import NameLists, NameTable
from worker.entities.recogniser.packaged import names_of, packaged_lists, packed_weights
from worker.entities.recogniser.recogniser import Recogniser
from worker.entities.recogniser.spans import Label, Span
from worker.entities.recogniser.weights import Weights
from worker.entities.tables import Row, read_lists
from worker.gazetteer import key

HASH_LENGTH = 12
# How sure a link is at least that rests on a list.
LISTED = 0.8
# The lists that are read beside the compiled tables.
READ_BESIDE = (
    files("worker.gazetteer").joinpath("places.bin").read_bytes,
    files("worker.entities").joinpath("lists/demonyms.tsv").read_bytes,
    files("worker.entities").joinpath("lists/place_identifiers.tsv").read_bytes,
)
# The part of a local id that says what it is of. A finer kind may change, an id may not.
SORTS: dict[Label, str] = {"PER": "person", "ORG": "organisation", "LOC": "place", "MISC": "other"}


@dataclass(frozen=True, slots=True)
class LinkedMention:
    """A name with what it stands for."""

    mention: Mention
    link: Link


class FindsNames(Protocol):
    """What a recogniser does: the default one, or another in its place."""

    def recognise(self, text: str) -> Sequence[Span]:
        """The names of a text, in order, none within another."""
        ...


class Annotator:
    """Finds and links the names of items. `recogniser`, `lists`: versions of the weights and of all lists.

    `only_listed`: without weights a recogniser takes much for a name that is none; then only what a list has counts.
    """

    def __init__(
        self,
        recogniser: FindsNames,
        names: NameLists,
        linker: Linker,
        versions: tuple[str, str],
        *,
        only_listed: bool = False,
    ) -> None:
        self._only_listed = only_listed
        self.recogniser, self.lists = versions
        self._recogniser = recogniser
        self._names = names
        self._linker = linker

    def annotate(self, headline: str | None, text: str, dateline: Dateline | None) -> tuple[Entity, ...]:
        """The entities of an item in the order of their first mention. `dateline` is no part of `text`."""
        mentions = [*self._mentions(headline or "", text)]
        links = self._linker.link(mentions, {"headline": headline or "", "text": text}, dateline)
        return gathered(self._kept(mentions, links))

    def annotate_text(self, text: str) -> tuple[LinkedMention, ...]:
        """Every name of a text, dateline and all, in order."""
        mentions = [*self._mentions("", text)]
        datelined = {span.start for found in find_datelines(text, self._names) for span in found.spans}
        return tuple(self._kept(mentions, self._linker.link(mentions, {"text": text}, None, datelined)))

    def _kept(self, mentions: Sequence[Mention], links: Sequence[Link]) -> Iterator[LinkedMention]:
        linked = map(LinkedMention, mentions, links)
        return (each for each in linked if not self._only_listed or each.link.score >= LISTED)

    def _mentions(self, headline: str, text: str) -> Iterator[Mention]:
        """Headline and text are read as one, so that a name of the one is found again in the other."""
        whole = f"{headline}\n{text}" if headline else text
        begin = len(headline) + 1 if headline else 0
        for span in self._recogniser.recognise(whole):
            name = whole[span.start : span.end]
            if span.start >= begin:
                yield Mention("text", span.start - begin, span.end - begin, name, span.label, span.score)
            else:
                yield Mention("headline", span.start, span.end, name, span.label, span.score)


@cache
def packaged_annotator() -> Annotator:
    """With the lists that come with the program."""
    return annotator(())


def read_annotator(directory: Path) -> Annotator:
    """With the lists of a directory too, which win over those of the program. Raises ListError, OSError."""
    return annotator(read_lists(directory))


def annotator(own: Sequence[Row]) -> Annotator:
    """With rows of one's own."""
    names, packaged = packaged_lists(), packaged_knowledge()
    knowledge = [packaged]
    if own:
        names = NameLists([NameTable.of(names_of(own)), *names.tables], names.words)
        knowledge.insert(0, read_knowledge(write_knowledge(own)))
    lists = version_of([tables.version.encode() for tables in knowledge] + [read() for read in READ_BESIDE])
    weights = packed_weights()
    recogniser = Recogniser(names, Weights.from_bytes(weights))
    versions = (version_of([weights]), lists)
    return Annotator(recogniser, names, Linker(*knowledge), versions, only_listed=not weights)


def version_of(contents: Iterable[bytes]) -> str:
    """A short hash of files."""
    together = sha256()
    for content in contents:
        together.update(sha256(content).digest())
    return together.hexdigest()[:HASH_LENGTH]


def gathered(linked: Iterable[LinkedMention]) -> tuple[Entity, ...]:
    """One entity for each thing and type, with all its mentions."""
    entities: dict[tuple[str, str], Entity] = {}
    mentions: dict[tuple[str, str], list[EntityMention]] = {}
    for each in linked:
        mention, link = each.mention, each.link
        identity = (mention.label, identifier(mention.label, link))
        mentions.setdefault(identity, []).append(
            EntityMention(field=mention.field, start=mention.start, end=mention.end, text=mention.text)
        )
        if identity not in entities or entities[identity].score < link.score:
            entities[identity] = Entity(
                id=identity[1],
                type=mention.label,
                kind=link.kind,
                canonical=link.canonical,
                iso=link.iso,
                geonames=link.geonames,
                wikidata=link.wikidata,
                score=link.score,
                mentions=(),
            )
    return tuple(
        entity.model_copy(update={"mentions": tuple(mentions[identity])})
        for identity, entity in entities.items()
    )


def identifier(label: Label, link: Link) -> str:
    """GeoNames' id, else Wikidata's, else one of our own that stays the same as long as the name does."""
    if link.geonames is not None:
        return f"geonames:{link.geonames}"
    if link.wikidata is not None:
        return f"wikidata:{link.wikidata}"
    # Places of one name in two countries are two; the country of a person is no part of who it is.
    place = link.rule in {"place", "demonym", "road"}
    named = f"{key(link.canonical)}|{link.iso or ''}" if place else key(link.canonical) or link.canonical
    sort = "place" if place else SORTS[label]
    return f"local:{sort}:{sha256(named.encode(errors='replace')).hexdigest()[:HASH_LENGTH]}"
