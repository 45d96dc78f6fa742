"""Brings the silver sentences to the conventions of the project, and rights types that the lists know better."""

from collections.abc import Iterator

from training.corpus import Gold, Sentence
from worker.entities.demonyms import is_demonym
from worker.entities.recogniser.names import Kind, NameLists
from worker.entities.recogniser.preparing import Prepared
from worker.entities.recogniser.rulebook import rules
from worker.entities.recogniser.spans import Label

TITLES = frozenset(rules("titles")["words"])
# Capitals of old newspapers; no names today.
CALENDAR = frozenset(
    [
        "maandag",
        "dinsdag",
        "woensdag",
        "donderdag",
        "vrijdag",
        "zaterdag",
        "zondag",
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ]
)
# A name of which the lists know these kinds alone has that label, whatever the silver type.
CERTAIN: tuple[tuple[int, Label], ...] = (
    (Kind.DEMONYM, "MISC"),
    (Kind.COUNTRY | Kind.METROPOLIS | Kind.TOWN | Kind.VILLAGE | Kind.SITE, "LOC"),
    (Kind.PERSON | Kind.FIRST_NAME, "PER"),
    (Kind.ORGANISATION | Kind.PARTY | Kind.MEDIUM | Kind.CLUB | Kind.PORTFOLIO, "ORG"),
    (Kind.OTHER, "MISC"),
)


def is_printed_oddly(sentence: Sentence) -> bool:
    """Whether it begins with words in capitals that are no name, as old newspapers begin an article."""
    first = sentence.text.partition(" ")[0]
    named = any(gold.start == 0 for gold in sentence.golds)
    return len(first) > 1 and first.isalpha() and first.isupper() and not named


def cleaned(sentence: Sentence, prepared: Prepared, names: NameLists) -> Iterator[Gold]:
    """The names of a sentence with the tokens of `prepared`."""
    tokens = prepared.tokens
    for gold in sentence.golds:
        covered = [
            index
            for index, start in enumerate(tokens.starts)
            if gold.start <= start and tokens.end(index) <= gold.end
        ]
        while covered and _is_outside(tokens.words[covered[0]]):
            covered.pop(0)
        while covered and tokens.words[covered[-1]].startswith("-"):
            covered.pop()
        if covered and not (len(covered) == 1 and tokens.words[covered[0]].lower() in CALENDAR):
            start, end = tokens.starts[covered[0]], tokens.end(covered[-1])
            yield Gold(start, end, _label(sentence.text[start:end], gold.label, names))


def _is_outside(word: str) -> bool:
    return word.endswith("-") or word == "." or word.lower() in TITLES


def _label(name: str, silver: Label, names: NameLists) -> Label:
    if is_demonym(name) and not names.kinds_of(name) & ~Kind.DEMONYM:
        return "MISC"
    kinds = names.kinds_of(name)
    for certain, label in CERTAIN:
        if kinds and not kinds & ~certain:
            return label
    return silver
