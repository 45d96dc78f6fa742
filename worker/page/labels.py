"""Where a label of publication stands at the beginning of a line: an age, a date or a time.

`1 uur geledenWASHINGTON (ANP) - …` begins with one; `Tien jaar geleden won hij` does not.
"""

import re
from collections.abc import Iterator

from worker.page.lines import Line, LineRole
from worker.time.ages import AGE, AGE_WORDS, BARE_AGE, HEADINGS, read_age
from worker.time.printed import FIRST_WORDS, MAX_LENGTH, read_at

QUOTES = "\"'‘’‚‛“”„«»‹›("
# maandag 3 november 2025, alone on a line, is the date of an index page.
WEEKDAY_AND_YEAR = re.compile(r"[^\W\d_]{2,9}\.?,? .{1,20} \d{4}")
# Every printed time has one.
DIGIT = re.compile(r"\d")
# What parts a label from something else about the item.
PARTED = re.compile(r" ?[|•·] ?(?=\S)")
# So many labels without `geleden` show that a page words its labels so.
ENOUGH = 2
# The first letters of every label that does not begin with a figure: other lines, nearly all, need no search.
LETTERS = 3
BEGINNINGS = frozenset(word[:LETTERS] for word in (*AGE_WORDS, *FIRST_WORDS))


def part_labels(lines: list[Line]) -> list[Line]:
    """The lines, each label as a line of its own with its role."""
    bare_labels = sum(_ends_label(line.text, _bare_end(line.text)) for line in lines)
    parted: list[Line] = []
    for line in lines:
        end = label_end(line.text, bare_alone=bare_labels >= ENOUGH)
        if end:
            parted.extend(_part_label(line, end))
        else:
            parted.append(line)
    return parted


def label_end(text: str, *, bare_alone: bool = False, clock_alone: bool = False) -> int:
    """Where the label at the beginning of `text` ends; 0 where none stands.

    A label is followed by the end of the line, or directly by what begins a brief: a capital, a quote, a bracket.
    `bare_alone`: whether `12 uur` is one where it fills its line; `clock_alone`: whether `14:05` is one.
    """
    if not _may_begin(text):
        return 0
    age = _age_end(text)
    # Nothing else that begins with a figure goes on behind `geleden`.
    if text[0].isdecimal() and _ends_label(text, age):
        return age
    printed, bare = _printed_end(text, clock_alone=clock_alone), _bare_end(text)
    if bare == len(text) and not bare_alone:
        bare = 0
    if not (age or printed or bare):
        return 0
    return max((end for end in (age, printed, bare) if _ends_label(text, end)), default=0)


def _may_begin(text: str) -> bool:
    letters = text[:LETTERS].casefold()
    return text[:1].isdecimal() or letters in BEGINNINGS or letters[:2] in BEGINNINGS


def _age_end(text: str) -> int:
    match = AGE.match(text)
    if match is None:
        return 0
    is_heading = text[0].isupper() and match[0].casefold() in HEADINGS
    return 0 if is_heading else match.end()


def _printed_end(text: str, *, clock_alone: bool) -> int:
    if DIGIT.search(text, 0, MAX_LENGTH) is None:
        return 0
    read = read_at(text[:MAX_LENGTH], clock_alone=clock_alone)
    if read is None:
        return 0
    is_date_of_page = (
        read.end == len(text) and read.time.clock is None and WEEKDAY_AND_YEAR.fullmatch(text) is not None
    )
    return 0 if is_date_of_page else read.end


def _bare_end(text: str) -> int:
    match = BARE_AGE.match(text) if text[:1].isdecimal() else None
    return match.end() if match else 0


def _ends_label(text: str, end: int) -> bool:
    following = text[end : end + 1]
    return end > 0 and (not following or following.isupper() or following in QUOTES or _is_parted(text, end))


def _is_parted(text: str, end: int) -> bool:
    """`12/07/2025 om 10:14 | Bron: BELGA`, `31 dec 2025, 12:08 • Gedeeld 23 keer`"""
    return PARTED.match(text, end) is not None


def _part_label(line: Line, end: int) -> Iterator[Line]:
    text = line.text[:end]
    yield Line(line.number, line.start, text, age=read_age(text), role=LineRole.LABEL)
    parting = PARTED.match(line.text, end)
    start = parting.end() if parting else end
    if start < len(line.text):
        yield Line(line.number, line.start + start, line.text[start:], line.repairs)
