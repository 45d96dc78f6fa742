"""Reads a text once more with the names that were found in it.

A person named in full is met again by surname; an abbreviation in brackets is of the sort of what stands before it; a
name that no list has is of one sort each time; and a demonym that nothing took is one.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from math import log
from operator import itemgetter

from worker.entities.demonyms import is_demonym
from worker.entities.recogniser.decoder import Name
from worker.entities.recogniser.names import Kind, NameLists
from worker.entities.recogniser.preparing import Prepared
from worker.entities.recogniser.spans import Label
from worker.entities.recogniser.view import View

# How sure a label is that a rule gave, and one that the name had elsewhere in the text.
RULED, AGAIN = 0.99, 0.95
# From this score a name is looked for in the rest of the text; the scores of its places add up as odds.
SURE = 0.8
LEAST = -log(1 - SURE)
# A name that a list has as one of these is taken as it stands in its sentence: Barcelona is a town and a club.
SETTLED_BY_LISTS = int(
    Kind.TOWN
    | Kind.METROPOLIS
    | Kind.COUNTRY
    | Kind.SITE
    | Kind.CLUB
    | Kind.ORGANISATION
    | Kind.PARTY
    | Kind.MEDIUM
)
# The longest surname that is looked for: Van der Leyen.
MAX_SURNAME = 4
SHORTEST_SURNAME = 3
ABBREVIATION = range(2, 11)

Labels = dict[str, Label]


def read_again(prepared: Prepared, names: Sequence[Name], lists: NameLists) -> list[Name]:
    """The names of the whole text, in order: those found sentence by sentence, righted, and those missed there."""
    view = prepared.view
    found = {name.start: name for name in names}
    _name_abbreviations(view, found)
    seen = list(found.values())
    unlisted = [
        (_key(view, name.start, name.end), name) for name in seen if not name.kinds & SETTLED_BY_LISTS
    ]
    labels = _labels_of_unlisted(unlisted) | _labels_of_surnames(view, seen)
    for key, name in unlisted:
        label = _label_in(labels, key)
        if label and label != name.label:
            found[name.start] = name._replace(label=label, score=AGAIN)
    return sorted([*found.values(), *_missed(prepared, found.values(), labels, lists)])


def _name_abbreviations(view: View, found: dict[int, Name]) -> None:
    """`Autoriteit Consument & Markt (ACM)`: both are of the sort of the one that is surer."""
    words = view.words
    for name in list(found.values()):
        at = name.end + 1
        if words[name.end : at + 2 : 2] == ["(", ")"] and _abbreviates(view, at, name):
            short = found.get(at) or Name(at, at + 1, name.label, 0.0, 0)
            surer = name if name.score >= short.score else short
            found[name.start] = name._replace(label=surer.label)
            found[at] = short._replace(label=surer.label, score=surer.score)


def _abbreviates(view: View, at: int, name: Name) -> bool:
    """Whether the letters of a token stand in a longer name in their order, the first of both alike."""
    word, short, long = view.words[at], view.folded[at], "".join(view.folded[name.start : name.end])
    if len(word) not in ABBREVIATION or len(long) <= len(word) or not word[:2].isupper():
        return False
    letters = iter(long)
    return long[0] == short[0] and all(letter in letters for letter in short)


def _labels_of_surnames(view: View, names: Sequence[Name]) -> Labels:
    """What a person who is named in full may be called alone."""
    labels: Labels = {}
    for name in names:
        if name.label == "PER" and len(view.words[name.end - 1]) >= SHORTEST_SURNAME:
            for start in range(max(name.start + 1, name.end - MAX_SURNAME), name.end):
                labels[_key(view, start, name.end)] = "PER"
    return labels


def _labels_of_unlisted(unlisted: Iterable[tuple[str, Name]]) -> Labels:
    """The likeliest label of each name that no list settles, all its places together. The names come with their keys."""
    odds: dict[tuple[str, Label], float] = defaultdict(float)
    for key, name in unlisted:
        odds[key, name.label] += -log(1.0001 - name.score)
    labels: Labels = {}
    for (key, label), total in sorted(odds.items(), key=itemgetter(1), reverse=True):
        if total >= LEAST:
            labels.setdefault(key, label)
    return labels


def _missed(prepared: Prepared, found: Collection[Name], labels: Labels, lists: NameLists) -> Iterator[Name]:
    view = prepared.view
    covered = {index for name in found for index in range(name.start, name.end)}
    beginnings = {_first_word(key) for key in labels}
    after = 0
    for start, is_bound in enumerate(prepared.may_bound):
        if not is_bound or start < after or start in covered:
            continue
        first = _first_word(view.folded[start])
        known = not beginnings.isdisjoint((first, first[:-1])) and _known_name(view, start, labels, covered)
        if name := known or _demonym(view, start, lists):
            after = name.end
            yield name


def _known_name(view: View, start: int, labels: Labels, covered: set[int]) -> Name | None:
    for end in range(min(start + MAX_SURNAME, len(view.words)), start, -1):
        label = _label_in(labels, _key(view, start, end))
        if label and covered.isdisjoint(range(start, end)):
            return Name(start, end, label, AGAIN, 0)
    return None


def _demonym(view: View, start: int, lists: NameLists) -> Name | None:
    """A demonym that is nothing else, not even an ordinary word at the beginning of a sentence: `Let op`."""
    word = view.words[start]
    if not is_demonym(word) or lists.kinds_of(word) & ~(Kind.DEMONYM | Kind.UNSURE):
        return None
    if view.begins_sentence(start) and lists.is_word(view.lower[start]):
        return None
    return Name(start, start + 1, "MISC", RULED, Kind.DEMONYM)


def _key(view: View, start: int, end: int) -> str:
    return " ".join(view.folded[start:end])


def _first_word(key: str) -> str:
    return key.partition(" ")[0]


def _label_in(labels: Labels, key: str) -> Label | None:
    """The label of a name, with or without a possessive -s."""
    return labels.get(key) or (labels.get(key[:-1]) if key.endswith("s") else None)
