"""The tense around an expression: it tells on which side of now a weekday, date or month is meant.

Dutch puts one finite verb in a clause. The clause of the expression is searched for it; without one, the main clauses
around it are. The words are in verbs.toml.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from worker.time.expressions.standpoint import Side
from worker.time.expressions.text import Text
from worker.time.expressions.verbs import (
    AMBIGUOUS,
    PREFIX_PARTICIPLE,
    PRESENT,
    REGULAR_PAST,
    is_attributive,
    is_irregular_past,
    is_participle,
    listed,
    looks_past,
    looks_present,
    looks_present_singular,
)
from worker.time.expressions.vocabulary import WORDS

PERFECT, PASSIVE, FUTURE, MODAL = listed("perfect"), listed("passive"), listed("future"), listed("modal")
AUXILIARIES = PERFECT | PASSIVE | FUTURE | MODAL
SUPPOSED, PLANNED, REPORTING = listed("supposed"), listed("planned"), listed("reporting")
STARTING, CONDITIONAL = listed("starting"), listed("conditional")
INSTEAD_OF_PARTICIPLE, FINITE_PERFECT = listed("instead_of_participle"), listed("finite_perfect")
COORDINATING = listed("coordinating")
CONJUNCTIONS = listed("subordinating") | COORDINATING
# `als` opens a clause only behind a comma (`heeft hij als eerste gezegd`).
SUBORDINATING = listed("subordinating") | listed("subordinating_behind_comma")
DETERMINERS, PREPOSITIONS = listed("determiners"), listed("prepositions")
BEFORE_NOUN = DETERMINERS | PREPOSITIONS
BEFORE_ADJECTIVE = PREPOSITIONS | listed("articles")
# `de stal`, `een greep`: there it is a noun.
BEFORE_SINGULAR = frozenset({"de", "een"})
HOMOGRAPHS = listed("past_homographs")
BEFORE_HOMOGRAPH = BEFORE_NOUN | listed("before_homographs")
BEHIND_VERB = BEFORE_NOUN | listed("behind_verb")
NOUN_OR_PARTICIPLE = listed("noun_or_participle")
HAPPENED = listed("happened")
# Prepositions that tell the side by themselves (`verplaatst naar 9 december`).
SIDE_OF_PREPOSITION = {"sinds": Side.BEFORE, "sedert": Side.BEFORE, "naar": Side.AFTER}
FULL_STOP = re.compile(r"[\"')”’»]{0,2}[.?!…]")
SHORTEST_SUBORDINATE = 3
# A headline has no full stop and often no verb.
SHORTEST_SENTENCE = 5


@dataclass(frozen=True, slots=True)
class Evidence:
    """The side, and the words that tell it (empty without any)."""

    side: Side
    words: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """Words `first` up to `end`. A subordinate one tells the tense of nothing else. `quotes`: quotation marks before it."""

    first: int
    end: int
    subordinate: bool
    quotes: int

    def same_voice(self, other: "Clause") -> bool:
        """Whether one speaks: what is quoted has a time of its own (`"Ik stop vrijdag", zei hij`)."""
        return self.quotes == other.quotes or self.quotes % 2 == other.quotes % 2 == 0


class TenseReader:
    """Reads the tenses of one text; a sentence is looked at once, however many expressions it has."""

    def __init__(self, text: Text, spans: Iterable[tuple[int, int]]) -> None:
        """`spans` are the expressions themselves: their words are no verbs (`weken`, `geleden`)."""
        self._text = text
        self._words = list(text.words)
        for start, end in spans:
            first, behind = text.index_at(start), text.index_at(end)
            self._words[first:behind] = [""] * (behind - first)
        self._clauses_at: dict[tuple[int, int], tuple[Clause, ...]] = {}
        self._verdicts: dict[Clause, Evidence | None] = {}

    def evidence(self, start: int, end: int) -> Evidence:
        """What the words around the expression from `start` to `end` tell, the nearest first."""
        index, behind = self._text.index_at(start), self._text.index_at(end)
        sentence = self._text.sentence_of(index)
        return (
            self._preposition(index)
            or self._attributive(index, behind)
            or self._verb(sentence, index)
            or self._without_verb(sentence)
        )

    def _preposition(self, index: int) -> Evidence | None:
        """`sinds maandag`, `verplaatst naar maandag`, `de storm van maandag`"""
        preposition = self._text.word_before(index)
        if side := SIDE_OF_PREPOSITION.get(preposition):
            return Evidence(side, preposition)
        if preposition == "van" and self._text.word_before(index - 1) in HAPPENED:
            return Evidence(Side.BEFORE, self._text.words[index - 2])
        return None

    def _verb(self, sentence: tuple[int, int], index: int) -> Evidence | None:
        """The verb of the expression's own clause, else that of the main clauses around it."""
        if sentence not in self._clauses_at:
            self._clauses_at[sentence] = self._clauses(sentence)
        clauses = self._clauses_at[sentence]
        own = next(number for number, clause in enumerate(clauses) if index < clause.end)
        if (verdict := self._verdict_of(clauses[own])) is not None:
            return self._with_later_participle(verdict, clauses[own], clauses)
        around = (self._verdict_of(clause) for clause in _nearest_first(clauses, own))
        return self._present_before(index) or next(
            (verdict for verdict in around if verdict is not None and verdict.words not in REPORTING), None
        )

    def _present_before(self, index: int) -> Evidence | None:
        """`overhandigt vrijdag`: what stands before the expression and looks like a present tense, and is no noun."""
        if index < 2 or not looks_present(self._words[index - 1]) or self._is_name(index - 1):
            return None
        before = self._words[index - 2]
        if before in BEFORE_NOUN or before.endswith("e"):
            return None
        return Evidence(Side.ONWARD, self._words[index - 1])

    def _with_later_participle(
        self, verdict: Evidence, clause: Clause, clauses: tuple[Clause, ...]
    ) -> Evidence:
        """`heeft zaterdag, namens het volk, een telegram gestuurd`: the participle stands behind what is put in."""
        if verdict.words not in PERFECT:
            return verdict
        behind = (
            self._verdict_of(later)
            for later in clauses
            if later.first >= clause.end and not later.subordinate
        )
        done = next((later for later in behind if later is not None), None)
        if done is None or not is_participle(done.words):
            return verdict
        return Evidence(Side.BEFORE, f"{verdict.words} {done.words}")

    def _clauses(self, sentence: tuple[int, int]) -> tuple[Clause, ...]:
        first, end = sentence
        found: list[Clause] = []
        start, quotes = first, self._text.quotes_before(first)
        for index in range(first + 1, end):
            if self._begins_clause(index, end):
                found.append(Clause(start, index, self._words[start] in SUBORDINATING, quotes))
                start, quotes = index, quotes + self._text.quotes_before(index)
        found.append(Clause(start, end, self._words[start] in SUBORDINATING, quotes))
        return tuple(found)

    def _begins_clause(self, index: int, end: int) -> bool:
        word, text = self._words[index], self._text
        begins = word in CONJUNCTIONS or text.breaks_before(index)
        if not begins or self._words[index - 1]:
            return begins
        # `zaterdag en zondag`, `24, 25 en 26 oktober`: a list of days is no clause.
        goes_on = not word or (word in COORDINATING and index + 1 < end and not self._words[index + 1])
        return not goes_on

    def _verdict_of(self, clause: Clause) -> Evidence | None:
        if clause not in self._verdicts:
            self._verdicts[clause] = self._verdict(clause)
        return self._verdicts[clause]

    def _verdict(self, clause: Clause) -> Evidence | None:
        told = self._told(clause)
        # `als de Kamer dinsdag heeft ingestemd`: done by then, and still to come.
        is_condition = self._words[clause.first] in CONDITIONAL
        is_perfect = told is not None and told.words.split()[0] in PERFECT
        return Evidence(Side.ONWARD, told.words) if told and is_condition and is_perfect else told

    def _told(self, clause: Clause) -> Evidence | None:
        words = [self._finite(index) for index in range(clause.first, clause.end)]
        participles = [word for word in words if is_participle(word)]
        return (
            _irregular_past(words)
            or self._regular_past(clause)
            or _double_infinitive(words)
            or _modal(words, participles)
            or _first_in(words, PASSIVE, Side.ONWARD)
            or _perfect(words, participles)
            or _first_in(words, REPORTING, Side.BEFORE)
            or _first_in(words, AMBIGUOUS, Side.EITHER)
            or _first_in(words, STARTING, Side.AFTER)
            or _first_in(words, PRESENT, Side.ONWARD)
            or self._unknown_past(clause)
            or _present_at_end(words, clause)
            or _participle_at_end(words)
            or self._unknown_present(clause)
            or (Evidence(Side.BEFORE, participles[-1]) if participles else None)
            or _first_in(words, PERFECT - {"zijn"}, Side.ONWARD)
        )

    def _regular_past(self, clause: Clause) -> Evidence | None:
        """A regular verb's past tense; where an adjective is expected it is one (`een bepaalde prijs`)."""
        words = self._words[clause.first : clause.end]
        # `valt dit jaar vroeg`: beside a finite verb it is none.
        homographs = frozenset() if _has_present_singular(words) else HOMOGRAPHS
        for before, word in zip(["", *words], words, strict=False):
            if word in REGULAR_PAST and before not in BEFORE_ADJECTIVE:
                return Evidence(Side.BEFORE, word)
            if word in homographs and word is not words[0] and before not in BEFORE_HOMOGRAPH:
                return Evidence(Side.BEFORE, word)
        return None

    def _unknown_past(self, clause: Clause) -> Evidence | None:
        """A word that looks like a regular past tense, where no noun or adjective is expected."""
        for index in range(clause.first, clause.end):
            word = self._words[index]
            if not looks_past(word):
                continue
            before = self._text.word_before(index) if index > clause.first else ""
            is_followed_by_time = index + 1 < clause.end and not self._words[index + 1]
            may_be_adjective = before.endswith("e") and not is_followed_by_time
            if before not in BEFORE_NOUN and not may_be_adjective and not self._is_name(index):
                return Evidence(Side.BEFORE, word)
        return None

    def _unknown_present(self, clause: Clause) -> Evidence | None:
        """`de premier overhandigt in Den Haag`: a word in -t where no noun is expected, and a new phrase behind it."""
        for index in range(clause.first + 1, clause.end - 1):
            before, word, behind = self._words[index - 1 : index + 2]
            opens_phrase = not behind or behind in BEHIND_VERB
            may_be_noun = before in BEFORE_NOUN or before.endswith("e")
            if opens_phrase and not may_be_noun and looks_present_singular(word) and not self._is_name(index):
                return Evidence(Side.ONWARD, word)
        return None

    def _finite(self, index: int) -> str:
        """The word, where it may be a verb of its clause: no name, and no infinitive behind `te`."""
        is_infinitive = index > 0 and self._text.words[index - 1] == "te"
        return "" if is_infinitive or self._is_name(index) else self._words[index]

    def _is_name(self, index: int) -> bool:
        """With a capital inside a sentence: `Leiden` is no verb."""
        return (
            index > 0
            and self._text.raw[self._text.starts[index]].isupper()
            and not self._text.ends_before(index)
        )

    def _attributive(self, index: int, behind: int) -> Evidence | None:
        """`het vrijdag gesloten bestand`, `de zaterdag te houden mars`: the participle tells, not the finite verb."""
        words = self._text.words
        before = index - 1
        if before > 0 and words[before] in PREPOSITIONS:
            before -= 1
        if (
            before < 0
            or words[before] not in DETERMINERS
            or behind >= len(words) - 1
            or self._text.breaks_before(behind)
        ):
            return None
        if words[behind] == "te":
            return Evidence(Side.AFTER, f"te {words[behind + 1]}")
        if is_attributive(words[behind]):
            return Evidence(Side.BEFORE, words[behind])
        return None

    def _without_verb(self, sentence: tuple[int, int]) -> Evidence:
        """Most verbs that are in no list are in the present tense; a headline may have none."""
        text = self._text
        first, end = sentence
        last = text.ends[end - 1]
        has_full_stop = FULL_STOP.match(text.plain[last : last + 3]) is not None
        is_sentence = has_full_stop and end - first >= SHORTEST_SENTENCE
        return Evidence(Side.ONWARD if is_sentence else Side.EITHER)


def _nearest_first(clauses: tuple[Clause, ...], own: int) -> Iterator[Clause]:
    """The main clauses before the expression's own, then those behind it, of the same voice."""
    for clause in (*reversed(clauses[:own]), *clauses[own + 1 :]):
        if not clause.subordinate and clause.same_voice(clauses[own]):
            yield clause


def _first_in(words: list[str], known: frozenset[str], side: Side) -> Evidence | None:
    return next((Evidence(side, word) for word in words if word in known), None)


def _has_present_singular(words: list[str]) -> bool:
    """`maakt`, `valt`: a known verb in the third person."""
    return any(word in PRESENT and looks_present_singular(word) for word in words)


def _irregular_past(words: list[str]) -> Evidence | None:
    """`kwam`, `uitbrak`, `weersprak`; what is a participle too (`verkocht`) is one beside another finite verb."""
    has_other = any(word in AUXILIARIES for word in words)
    for before, word in zip(["", *words], words, strict=False):
        if before in BEFORE_SINGULAR:
            continue
        if is_irregular_past(word) and not (has_other and is_participle(word)):
            return Evidence(Side.BEFORE, word)
    return None


def _present_at_end(words: list[str], clause: Clause) -> Evidence | None:
    """`dat zij vrijdag opstapt`: a subordinate clause ends with its verb."""
    last = words[-1]
    if clause.subordinate and len(words) >= SHORTEST_SUBORDINATE and looks_present(last):
        return Evidence(Side.ONWARD, last)
    return None


def _participle_at_end(words: list[str]) -> Evidence | None:
    """`Brand zondag in Almere geblust`: a headline ends with it."""
    last = next((word for word in reversed(words) if word), "")
    return Evidence(Side.BEFORE, last) if is_participle(last) else None


def _modal(words: list[str], participles: list[str]) -> Evidence | None:
    modal = _first_in(words, FUTURE, Side.AFTER) or _first_in(words, MODAL, Side.ONWARD)
    if modal is None:
        return None
    # `zou zijn gevlucht`, `moet hebben geweten` are past; `moet klaar zijn` is not.
    done = next(
        (word for word in words if word == "hebben" or (word == "zijn" and modal.words in SUPPOSED)), None
    )
    return Evidence(Side.BEFORE, f"{modal.words} {done} {participles[-1]}") if done and participles else modal


def _perfect(words: list[str], participles: list[str]) -> Evidence | None:
    # `maakt zijn plannen bekend`: beside a finite verb it is `his`.
    has_verb = _has_present_singular(words)
    auxiliary = next((word for word in words if word in PERFECT and not (word == "zijn" and has_verb)), None)
    if auxiliary is None:
        return None
    behind = words[words.index(auxiliary) + 1 :][:1]
    done = (
        participles
        or [word for word in behind + words[-2:] if PREFIX_PARTICIPLE.fullmatch(word)]
        or [word for before, word in pairwise(words) if word in NOUN_OR_PARTICIPLE and not _counts(before)]
    )
    if not done:
        return None
    planned = next((word for word in words if word in PLANNED), None)
    return Evidence(Side.ONWARD if planned else Side.BEFORE, f"{auxiliary} {planned or done[-1]}")


def _counts(word: str) -> bool:
    """`twee gevallen`, `veel gevallen`, `ernstige gevallen`: there it is a noun."""
    return (
        word in BEFORE_NOUN
        or word in BEFORE_HOMOGRAPH
        or word in WORDS["count"]
        or word.endswith("e")
        or word.isdigit()
    )


def _double_infinitive(words: list[str]) -> Evidence | None:
    """`heeft laten weten`"""
    if any(word in FUTURE for word in words):
        return None
    auxiliary = next((word for word in words if word in FINITE_PERFECT), None)
    infinitive = next((word for word in words if word in INSTEAD_OF_PARTICIPLE), None)
    return Evidence(Side.BEFORE, f"{auxiliary} {infinitive}") if auxiliary and infinitive else None
