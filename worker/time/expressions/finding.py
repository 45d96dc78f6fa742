"""Where in a text expressions stand, and what each means: rules are tried at their words, the longest match wins."""

import re
from collections.abc import Iterator

from worker.time.expressions.joining import Found, join_all
from worker.time.expressions.rules import LOOK_BEHIND, RULES_AT, Rule
from worker.time.expressions.text import Text
from worker.time.expressions.verbs import is_verb, looks_past
from worker.time.expressions.vocabulary import NO_PLURALS, ONE, PLURAL, digits_key

# No word stands there by itself when one of these is glued to it: `1 mei-viering`, `@zondag`, `A28/2025`.
GLUE_BEFORE = frozenset("-/@#_.,&+€$£%:;")
GLUE_BEHIND = frozenset("-/@_&+°%'")
# `Mei Li Vos`, `Augustus de Sterke`
SURNAME = re.compile(r" (?:(?:de|van|der|den|ter|ten) ){0,2}[A-ZÀ-Þ]")
# So many words before and behind are near.
NEAR = 15
# An article has a few dozen; a text with so many is a list of dates, and the rest of it is not read.
MOST_EXPRESSIONS = 1000


def find(text: Text) -> list[Found]:
    """All expressions of a text, in order, none inside another; of a text with very many the first thousand."""
    found: list[Found] = []
    end = 0
    for index, rules in _tries(text.words):
        if text.starts[index] < end:
            continue
        best = _longest(text, index, rules, found)
        if best is not None:
            found.append(best)
            end = best.end
        if len(found) == MOST_EXPRESSIONS:
            break
    return [_with_article(text, each) for each in join_all(text.plain, found)] if found else found


def _tries(words: list[str]) -> Iterator[tuple[int, tuple[Rule, ...]]]:
    """The words at which rules are tried, and those rules."""
    for index, word in enumerate(words):
        rules = RULES_AT.get(word)
        if rules is not None:
            yield index, rules
        elif word == ONE:
            following = words[index + 1] if index + 1 < len(words) else ""
            rules = RULES_AT.get(f"{ONE} {following}")
            if rules is not None:
                yield index, rules
        elif word[0].isdigit() or word[0] == "'":
            rules = RULES_AT.get(digits_key(word))
            if rules is not None:
                yield index, rules


def _longest(text: Text, index: int, rules: tuple[Rule, ...], found: list[Found]) -> Found | None:
    start = text.starts[index]
    if start and text.plain[start - 1] in GLUE_BEFORE:
        return None
    before = text.words[index - 1] if index and text.ends[index - 1] == start - 1 else ""
    best: Found | None = None
    for rule in rules:
        row = rule.row
        if row.after and before not in row.after:
            continue
        match = rule.pattern.match(text.plain, start)
        if match is None or (best is not None and match.end() <= best.end) or before in row.not_after:
            continue
        if not _stands_alone(text, match.end()) or not _allowed(text, index, match.end(), rule, found):
            continue
        meaning = rule.meaning(match)
        if meaning is not None:
            first = text.starts[index - 1] if before in row.opener else start
            best = Found(first, match.end(), meaning, row.name, row.article)
    return best


def _stands_alone(text: Text, end: int) -> bool:
    behind = text.plain[end : end + 2]
    return not (len(behind) == 2 and behind[0] in GLUE_BEHIND and behind[1].isalnum())


def _allowed(text: Text, index: int, end: int, rule: Rule, found: list[Found]) -> bool:
    row, start = rule.row, text.starts[index]
    looks_behind = rule.behind is not None or rule.not_behind is not None
    if looks_behind and not _fits_behind(text.plain[max(0, start - LOOK_BEHIND) : start], rule):
        return False
    if row.follows is not None and not _goes_on(text, start, row.follows, found):
        return False
    if row.near and row.near.isdisjoint(text.words[max(0, index - NEAR) : index + NEAR]):
        return False
    if row.not_counting and text.word_before(index) in row.not_counting and _counts(text, text.index_at(end)):
        return False
    if row.names and text.raw[start].isupper():
        return not _is_name(text, index, end, also_at_start=row.names_before_capital)
    return True


def _fits_behind(window: str, rule: Rule) -> bool:
    """Whether the text before a match is what its rule asks for."""
    if rule.behind is not None and not rule.behind.search(window):
        return False
    return rule.not_behind is None or not rule.not_behind.search(window)


def _counts(text: Text, behind: int) -> bool:
    """Whether the number before the word at `behind` counts it: `1984 artikelen`, `2017 illegale sigaretten`."""
    if behind >= len(text.words) or text.gap_before(behind) != " ":
        return False
    word, following = text.words[behind], text.words[behind + 1 : behind + 2]
    if not word.endswith("e"):
        return _is_plural(word) and not looks_past(word.removesuffix("n"))
    is_adjective = not is_verb(word) and not looks_past(word) and bool(following)
    return is_adjective and text.gap_before(behind + 1) == " " and _is_plural(following[0])


def _is_plural(word: str) -> bool:
    return PLURAL.fullmatch(word) is not None and word not in NO_PLURALS and not is_verb(word)


def _goes_on(text: Text, start: int, rule: str, found: list[Found]) -> bool:
    if not found or not found[-1].rule.startswith(rule):
        return False
    return text.plain[found[-1].end : start] in {", ", " en ", " of ", ", en ", " op ", " maar ook "}


def _is_name(text: Text, index: int, end: int, *, also_at_start: bool) -> bool:
    """Dutch writes days and months small: with a capital inside a sentence, or before a party's bracket, it is a name."""
    start = text.starts[index]
    if text.raw[start:end].isupper():
        return False
    if text.raw[end : end + 3] == " & ":
        return True
    if text.raw[end : end + 2] == " (" and text.raw[end + 2 : end + 3].isupper():
        return True
    if also_at_start and SURNAME.match(text.raw, end):
        return True
    return (index > 0 and text.gap_before(index) in {" ", ", "}) or _behind_initial(text, index)


def _behind_initial(text: Text, index: int) -> bool:
    """`A. Vrijdag`, `dhr. Zomer`"""
    return index > 0 and text.gap_before(index) == ". " and not text.ends_before(index)


def _with_article(text: Text, found: Found) -> Found:
    if not found.article:
        return found
    index = text.index_at(found.start)
    if index == 0 or text.words[index - 1] not in found.article or text.ends[index - 1] != found.start - 1:
        return found
    return Found(text.starts[index - 1], found.end, found.meaning, found.rule)
