"""From a text to what is to be weighed: its tokens, what the rules have settled, and where names may begin."""

from dataclasses import dataclass
from functools import partial

from worker.entities.recogniser.compounds import cuts
from worker.entities.recogniser.datelines import find_datelines
from worker.entities.recogniser.ministries import settle_ministries
from worker.entities.recogniser.names import NameLists
from worker.entities.recogniser.recasing import in_ordinary_case
from worker.entities.recogniser.rulebook import rules
from worker.entities.recogniser.spans import Span
from worker.entities.recogniser.tokens import Tokens, tokenise
from worker.entities.recogniser.view import View

FUNCTIONS = frozenset(rules("functions")["words"])
FUNCTION_BEGINNINGS = tuple(rules("functions")["beginnings"])
FUNCTION_ENDINGS = tuple(rules("functions")["endings"])
CERTAIN = 1.0


@dataclass(frozen=True, slots=True)
class Prepared:
    """`settled`: names that rules have read; `may_bound`: per token, whether a name may begin or end with it."""

    tokens: Tokens
    view: View
    settled: list[Span]
    may_bound: list[bool]


def prepare(text: str, names: NameLists) -> Prepared:
    """Apply the rules to a text."""
    tokens = tokenise(text, partial(cuts, names=names))
    in_capitals = any(map(str.isupper, text.split("\n")))
    view = View.of(in_ordinary_case(tokens.words, names) if in_capitals else tokens.words)
    may_bound = [
        word != lower and _is_bound(word, lower, names)
        for word, lower in zip(view.words, view.lower, strict=True)
    ]
    prepared = Prepared(tokens, view, [], may_bound)
    _settle_datelines(text, prepared, names)
    _settle_ministries(prepared, names)
    return prepared


def _settle_datelines(text: str, prepared: Prepared, names: NameLists) -> None:
    starts, view = prepared.tokens.starts, prepared.view
    index = 0
    for dateline in find_datelines(text, names):
        prepared.settled.extend(dateline.spans)
        while index < len(starts) and starts[index] < dateline.end:
            if starts[index] >= dateline.start:
                prepared.may_bound[index] = False
            index += 1
        view.begin_text(index)


def _settle_ministries(prepared: Prepared, names: NameLists) -> None:
    tokens, may_bound = prepared.tokens, prepared.may_bound
    for ministry in settle_ministries(prepared.view, names, may_bound):
        may_bound[ministry.start : ministry.end] = [False] * (ministry.end - ministry.start)
        if ministry.label:
            end = tokens.end(ministry.end - 1)
            prepared.settled.append(Span(tokens.starts[ministry.start], end, ministry.label, CERTAIN))


def _is_bound(word: str, lower: str, names: NameLists) -> bool:
    """Whether a word with a capital may bound a name: no function, no piece of a compound beside one."""
    if lower in FUNCTIONS or word[0] == "-" or word[-1] == "-":
        return False
    if lower.startswith(FUNCTION_BEGINNINGS) and len(lower) > 5 and word.istitle():
        return False
    return not (lower.endswith(FUNCTION_ENDINGS) and _is_person_of(word, names))


def _is_person_of(word: str, names: NameLists) -> bool:
    """Whether `word` is a name and a function in one: `Hollywoodster`."""
    ending = next(ending for ending in FUNCTION_ENDINGS if word.lower().endswith(ending))
    return not names.kinds_of(word) and bool(names.kinds_of(word[: -len(ending)]))
