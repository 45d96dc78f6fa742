"""Puts other names of the same sort in the place of a sentence's names, so that contexts are learnt and not names.

A name in full and its surname later in the sentence stay those of one person. Some of the new names are hidden from the
lists, as many names of tomorrow's news will be.
"""

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from training.corpus import Gold, Sentence
from worker.entities.recogniser.names import NameLists
from worker.gazetteer import key

# How often a name gives way to another of its sort, and how often the lists are not to know what then stands there.
SWAPPED, HIDDEN = 0.8, 0.35
# How often a Dutch surname gets a particle.
WITH_PARTICLE = 0.25
PARTICLES = ("van", "de", "van de", "van der", "van den", "ten", "ter")
DUTCH = frozenset({"nl_NL", "nl_BE"})
# What the lists of the product hold whole: never hidden.
CLOSED_SORTS = ("country", "demonym")


@dataclass(frozen=True, slots=True)
class Supply:
    """Names to choose from: by the sort that two names must share to be swapped, and people's by language.

    `sort_of`: from a label and a name's key.
    """

    by_sort: dict[str, list[str]]
    sort_of: dict[tuple[str, str], str]
    first_names: dict[str, list[str]]
    last_names: dict[str, list[str]]

    @classmethod
    def of(cls, listed: Iterable[tuple[str, str, str]], people: Iterable[tuple[str, str, str]]) -> "Supply":
        """`listed`: label, name and sort; `people`: language, `first` or `last`, name."""
        by_sort: dict[str, list[str]] = defaultdict(list)
        sort_of: dict[tuple[str, str], str] = {}
        for label, name, sort in listed:
            by_sort[sort].append(name)
            sort_of.setdefault((label, key(name)), sort)
        parts: dict[str, dict[str, list[str]]] = {"first": defaultdict(list), "last": defaultdict(list)}
        for language, part, name in people:
            parts[part][language].append(name)
        both = parts["first"].keys() & parts["last"].keys()
        first, last = (
            {language: parts[part][language] for language in sorted(both)} for part in ("first", "last")
        )
        return cls(dict(by_sort), sort_of, first, last)


class HidingLists(NameLists):
    """Lists that do not know the names which begin with certain tokens (keys)."""

    def __init__(self, lists: NameLists, hidden: frozenset[str]) -> None:
        super().__init__(lists.tables, lists.words)
        self._hidden = hidden

    def names_from(self, words: Sequence[str], folded: Sequence[str], start: int) -> dict[int, int]:
        return {} if folded[start] in self._hidden else super().names_from(words, folded, start)


def swap(sentence: Sentence, supply: Supply, chance: random.Random) -> Sentence:
    """Another sentence of the same make."""
    text = ""
    at = 0
    golds: list[Gold] = []
    people = _People(supply, chance)
    for gold in sentence.golds:
        name = sentence.text[gold.start : gold.end]
        other = people.other(name) if gold.label == "PER" else _other(name, gold.label, supply, chance)
        text += sentence.text[at : gold.start]
        golds.append(replace(gold, start=len(text), end=len(text) + len(other)))
        text += other
        at = gold.end
    return Sentence(text + sentence.text[at:], tuple(golds), sentence.source)


def hide(sentence: Sentence, supply: Supply, chance: random.Random) -> frozenset[str]:
    """The tokens (keys) of some names of a sentence; not of those that the product's lists hold whole."""
    hidden: set[str] = set()
    for gold in sentence.golds:
        name = sentence.text[gold.start : gold.end]
        sort = supply.sort_of.get((gold.label, key(name)), "")
        if chance.random() < HIDDEN and not sort.startswith(CLOSED_SORTS):
            hidden.update(key(word) for word in name.split() if word[0].isupper())
    return frozenset(hidden)


def _other(name: str, label: str, supply: Supply, chance: random.Random) -> str:
    sort = supply.sort_of.get((label, key(name)))
    if sort is None or chance.random() > SWAPPED:
        return name
    other = chance.choice(supply.by_sort[sort])
    return other.upper() if name.isupper() and len(name) > 4 else other


class _People:
    """The people of one sentence: a name that comes again is swapped for the same."""

    def __init__(self, supply: Supply, chance: random.Random) -> None:
        self._chance = chance
        self._language = chance.choice(list(supply.first_names))
        self._first = supply.first_names[self._language]
        self._last = supply.last_names[self._language]
        self._known: dict[str, str] = {}

    def other(self, name: str) -> str:
        if name not in self._known:
            self._known[name] = self._fresh(name)
        return self._known[name]

    def _fresh(self, name: str) -> str:
        words = name.split()
        if self._chance.random() > SWAPPED or any(word.isupper() and "." not in word for word in words):
            for start in range(1, len(words)):
                self._remember(words[start:], " ".join(words[start:]))
            return name
        if len(words) == 1:
            return self._surname()
        if "." in words[-1]:
            return " ".join([self._chance.choice(self._first), *words[1:]])
        surname = self._surname()
        for start in range(1, len(words)):
            self._remember(words[start:], surname)
        initials = " ".join(word for word in words[:-1] if "." in word)
        return f"{initials or self._chance.choice(self._first)} {surname}"

    def _remember(self, words: Sequence[str], surname: str) -> None:
        """What of a person's name follows the first name is, in the rest of the sentence, `surname`."""
        self._known[" ".join(words)] = surname
        self._known[" ".join([words[0].capitalize(), *words[1:]])] = surname[0].upper() + surname[1:]

    def _surname(self) -> str:
        surname = self._chance.choice(self._last)
        if self._language in DUTCH and self._chance.random() < WITH_PARTICLE and " " not in surname:
            return f"{self._chance.choice(PARTICLES)} {surname}"
        return surname
