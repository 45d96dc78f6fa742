"""From sentences to what the trainer reads: groups of candidates with their features as numbers."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from training.corpus import Gold
from training.crf import Group, Item, Row
from training.features import Feature, features_of
from worker.entities.recogniser.lattice import JOINTS, Candidate, groups
from worker.entities.recogniser.names import NameLists
from worker.entities.recogniser.preparing import Prepared
from worker.entities.recogniser.spans import LABELS
from worker.entities.recogniser.weights import LINK


@dataclass(frozen=True, slots=True)
class Example:
    """A group with its features by name, and the truth: the candidate's index → label's place."""

    candidates: Sequence[Candidate]
    features: Sequence[Sequence[Feature]]
    joints: Sequence[str]
    golds: dict[int, int]


def examples(prepared: Prepared, golds: Iterable[Gold], names: NameLists) -> Iterator[Example]:
    """The groups of a text; not those that hold a name which is no candidate."""
    tokens = prepared.tokens
    index_of = {start: index for index, start in enumerate(tokens.starts)}
    index_after = {tokens.end(index): index + 1 for index in range(len(tokens.words))}
    truth = {
        (index_of[gold.start], index_after[gold.end]): LABELS.index(gold.label)
        for gold in golds
        if gold.start in index_of and gold.end in index_after
    }
    for group in groups(prepared.view, names, prepared.may_bound):
        start, end = group[0].start, max(candidate.end for candidate in group)
        here = {place: label for place, label in truth.items() if place[0] < end and place[1] > start}
        found = {
            index: here[candidate.start, candidate.end]
            for index, candidate in enumerate(group)
            if (candidate.start, candidate.end) in here
        }
        if len(found) == len(here):
            features = [list(features_of(prepared.view, candidate, names)) for candidate in group]
            joints = [prepared.view.lower[at - 1] if at else "" for at in range(start, end + 1)]
            yield Example(group, features, joints, found)


@dataclass(slots=True)
class FeatureIndex:
    """Numbers for the features that come often enough, and for the links."""

    numbers: dict[Feature, int] = field(default_factory=dict)

    @classmethod
    def of(cls, found: Sequence[Example], at_least: int) -> "FeatureIndex":
        counts = Counter(
            feature for example in found for feature in {f for features in example.features for f in features}
        )
        often = [feature for feature, count in counts.items() if count >= at_least]
        links = [(LINK, f"{label} {joint}") for joint in ("", *sorted(JOINTS)) for label in LABELS]
        return cls({feature: number for number, feature in enumerate([*sorted(often), *links])})

    def group(self, example: Example, weight: float = 1.0) -> Group:
        """An example with numbers for features."""
        numbers = self.numbers
        first = example.candidates[0].start
        items = [
            Item(
                candidate.start - first,
                candidate.end - first,
                [numbers[feature] for feature in features if feature in numbers],
                example.golds.get(index),
            )
            for index, (candidate, features) in enumerate(
                zip(example.candidates, example.features, strict=True)
            )
        ]
        links = [(self._links(""), self._links(joint) if joint in JOINTS else ()) for joint in example.joints]
        return Group(items, len(example.joints) - 1, links, weight)

    def _links(self, joint: str) -> Sequence[int]:
        return [self.numbers[LINK, f"{label} {joint}"] for label in LABELS]

    def tables(self, rows: Sequence[Row], scale: int, least: int) -> dict[str, dict[str, list[int]]]:
        """The weights by template and key, as integers; those that are all below `least` are left out."""
        tables: dict[str, dict[str, list[int]]] = {}
        for (template, key), number in self.numbers.items():
            row = [round(value * scale) for value in rows[number]]
            if max(map(abs, row)) >= least:
                tables.setdefault(template, {})[key] = row
        return tables
