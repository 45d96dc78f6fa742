"""Links of people, organisations and other things: the rows of the tables, weighed against each other."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from rapidfuzz.fuzz import ratio

from worker.entities.knowledge import Sense, Thing
from worker.entities.linking.context import Context, Surroundings
from worker.entities.linking.mentions import Link, Rival, Rule
from worker.entities.linking.names import folded, forms
from worker.entities.recogniser.spans import Label

# Below this share of all weight a row is not taken: rather no link than a wrong one.
THRESHOLD = 0.8
# Nothing that rests on a name alone is certain.
SUREST = 0.99
# What is weighed: how much more likely a row is …
ADJECTIVE = 10_000  # whose country's adjective belongs to the name: de Amerikaanse [ministerie van Financiën]
SPOKEN_OF = 200  # whose country the item speaks of
FILED_FROM = 10  # that is of the country where the item was filed
AT_HOME = 500  # that is Dutch, in an item that was not filed abroad
CERTAIN_ELSEWHERE = 100_000  # that the item names in full
TITLE = 100_000  # whose title is in front: koningin Máxima
AGENCY = 1e9  # that is an agency, among a dateline's
# … and how likely it is that none of them is meant, by how the name fits.
NONE_BY_NAME = 0.04
NONE_BY_SHARED_NAME = 1.0
NONE_BY_FULL_NAME_OF_SEVERAL = 5.0
NONE_BY_FIRST_NAME = 10_000.0
NONE_BY_SOUND = 8.0
# What sounds alike must also look alike (percent of rapidfuzz's ratio).
ALIKE = 70
HOME = "NL"
# As what else a name may be listed, and how sure that can be at most.
ALSO: dict[Label, tuple[Label, ...]] = {"PER": (), "ORG": ("MISC",), "LOC": ("ORG", "MISC"), "MISC": ("ORG",)}
OTHER_LABEL = 0.85
PARTY_ADJECTIVE = "party_adjective"


class Tables(Protocol):
    """Where names are looked up."""

    def named(self, name: str) -> Sequence[Sense]: ...

    def sounding(self, name: str) -> Sequence[Thing]: ...


def thing_link(
    tables: Tables,
    name: str,
    label: Label,
    context: Context,
    around: Surroundings,
    certain: Collection[Thing],
) -> Link | None:
    """The row that `name` stands for; None where none is likely enough. `certain`: what the item names elsewhere."""
    for form in forms(name):
        senses = tables.named(form)
        for listed_as in (label, *ALSO[label]):
            fitting = [sense for sense in senses if sense.thing.label == listed_as]
            if fitting and (listed_as == label or not any(sense.shared for sense in fitting)):
                link = _heaviest(fitting, "listed", _none_by_name(fitting, form), context, around, certain)
                return link if listed_as == label else as_other(link)
    return _by_sound(tables, name, context, around, certain) if label == "PER" and " " in name else None


def _none_by_name(senses: Sequence[Sense], name: str) -> float:
    if not any(sense.shared for sense in senses):
        return NONE_BY_NAME
    if senses[0].thing.label != "PER":
        return NONE_BY_SHARED_NAME
    return NONE_BY_FULL_NAME_OF_SEVERAL if " " in name else NONE_BY_FIRST_NAME


def _by_sound(
    tables: Tables, name: str, context: Context, around: Surroundings, certain: Collection[Thing]
) -> Link | None:
    for form in forms(name):
        alike = [
            Sense(thing, True)
            for thing in tables.sounding(form)
            if ratio(folded(form), folded(thing.canonical)) >= ALIKE
        ]
        if alike:
            return _heaviest(alike, "sounds_like", NONE_BY_SOUND, context, around, certain)
    return None


def _heaviest(
    senses: Sequence[Sense],
    rule: Rule,
    none: float,
    context: Context,
    around: Surroundings,
    certain: Collection[Thing],
) -> Link | None:
    weighed = sorted(
        ((_weight(sense, context, around, certain), sense.thing) for sense in senses),
        key=lambda pair: (-pair[0], pair[1].canonical),
    )
    total = none + sum(weight for weight, _ in weighed)
    weight, thing = weighed[0]
    if weight < THRESHOLD * total:
        return None
    rivals = tuple(Rival(other.canonical, other.iso, round(part / total, 3)) for part, other in weighed[:4])
    because = tuple(_because(thing, context, around, certain))
    score = min(round(weight / total, 3), SUREST)
    return Link(
        thing.canonical, thing.kind, _country(thing), score, rule, None, thing.wikidata, because, rivals
    )


def _country(thing: Thing) -> str | None:
    """An item on the Oscars speaks of no country: works, events, products and laws have one only to be told apart by."""
    return None if thing.label == "MISC" and thing.kind != PARTY_ADJECTIVE else thing.iso


def _weight(sense: Sense, context: Context, around: Surroundings, certain: Collection[Thing]) -> float:
    thing, shared = sense
    weight = 1.0
    adjective = around.adjective.iso if around.adjective else None
    if adjective and thing.iso == adjective:
        weight *= ADJECTIVE
    elif adjective and shared:
        # The Peruvian one is none of the others.
        weight /= ADJECTIVE
    # That an item is Dutch says nothing of which Jan de Vries it means.
    if thing.iso != HOME or thing.label != "PER":
        if thing.iso in context.countries:
            weight *= SPOKEN_OF
        if thing.iso in context.filed_from:
            weight *= FILED_FROM
        if thing.iso == HOME and context.filed_from <= {HOME}:
            weight *= AT_HOME
    if thing in certain:
        weight *= CERTAIN_ELSEWHERE
    if around.title == thing.kind:
        weight *= TITLE
    if around.in_dateline and thing.kind == "news_agency":
        weight *= AGENCY
    return weight


def _because(
    thing: Thing, context: Context, around: Surroundings, certain: Collection[Thing]
) -> Iterator[str]:
    if around.adjective is not None and around.adjective.iso == thing.iso:
        yield f"an adjective of {thing.iso} belongs to it"
    if thing.iso in context.countries:
        yield f"speaks of {thing.iso}"
    if thing.iso in context.filed_from:
        yield f"filed from {thing.iso}"
    if thing.iso == HOME and context.filed_from <= {HOME}:
        yield "not filed abroad"
    if thing in certain:
        yield "is named in full elsewhere"
    if around.title == thing.kind:
        yield "its title is in front"
    if around.in_dateline and thing.kind == "news_agency":
        yield "is an agency in a dateline"


def as_other(link: Link | None) -> Link | None:
    """The link of a name that is listed as something else than its label says."""
    if link is None or link.score * OTHER_LABEL < THRESHOLD:
        return None
    return replace(link, score=round(link.score * OTHER_LABEL, 3))
