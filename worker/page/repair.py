"""Damaged characters are restored, line by line, and every kind of repair is named.

Only damage is repaired; how a text is written stays: curly quotes, dashes, capitals. The one exception is the old
wire's `,,…''`, which stands for double quotes.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from ftfy import fix_encoding

# UTF-8 read as another encoding makes two signs or more of one letter (the second may have become a blank): without
# them ftfy, which is thorough and slow, need not look.
DOUBTFUL = re.compile(r"[^\x00-\x7f](?:[^\x00-\x7f]| )")

# A letter of ISO 8859-1 that lost its way: 0xC0 too high (`Italiƫ`). Letters that are alive in languages of the news
# (Vietnamese ơ and ư) are not among them: a Dutch text may name Sơn.
SHIFT = 0xC0
SHIFTED = {chr(ord(letter) + SHIFT): letter for letter in "àâäçèéêëîïñóôöúûüÀÉËÈÖÜ"}
SHIFTED_LETTER = re.compile(f"[{''.join(SHIFTED)}]")
WORD = re.compile(r"[^\W\d_]+")
NO_DUTCH_LETTER = re.compile(r"[^a-zA-ZÀ-ÖØ-öø-ÿ]")

INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
OTHER_BLANKS = re.compile("[\u00a0\u2007\u2009\u202f]")

# What one of RARE_DAMAGE looks for: one look at every character instead of one for each.
RARE = re.compile(f"[{''.join(sign.pattern[1:-1] for sign in (SHIFTED_LETTER, INVISIBLE, OTHER_BLANKS))}]")

# `geannuleerd.De`, but not `N.E.C`, and not within an address.
GLUED = re.compile(r"\.(?=[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ])")
ADDRESS_SIGNS = re.compile(r"www\.|[@/\\]", re.IGNORECASE)
MAX_ADDRESS = 60

OPENING_COMMAS = re.compile(r"(?<![\w,]),,(?=[^\s,])")
CLOSING_APOSTROPHES = re.compile(r"(?<=[^\s'])''(?![\w'])")

OTHER_LINE_ENDS = ("\r\n", "\r", "\u2028", "\u2029")
BYTE_ORDER_MARK = "\ufeff"


class RepairedLine(NamedTuple):
    """A line without its line end, and the names of the repairs that it needed."""

    text: str
    repairs: tuple[str, ...] = ()


BLANK = RepairedLine("")


@dataclass(frozen=True, slots=True)
class Restorer:
    """A kind of damage, by its name, and what undoes it in a line."""

    name: str
    restore: Callable[[str], str]
    dutch_only: bool = False


def split_lines(content: str) -> list[RepairedLine]:
    """The lines of a page as they came, none repaired."""
    return [RepairedLine(text) for text in _lines(content)]


def repair_lines(content: str, dutch: bool) -> list[RepairedLine]:
    """The lines of a page, repaired. `dutch`: whether the page is, as some damage shows only against its language."""
    page_wide = _page_wide_repairs(content)
    rare = tuple(restorer for restorer in RARE_DAMAGE if dutch or not restorer.dutch_only)
    return [
        _repair_line(text, page_wide if text.strip() else (), rare) if text else BLANK
        for text in _lines(content)
    ]


def _lines(content: str) -> list[str]:
    # Not splitlines(): it also splits at U+0085, which is a part of damaged letters.
    for line_end in OTHER_LINE_ENDS:
        content = content.replace(line_end, "\n")
    return content.split("\n")


def _page_wide_repairs(content: str) -> tuple[str, ...]:
    return ("line_ends",) if "\r" in content else ()


def _repair_line(text: str, page_wide: tuple[str, ...], rare: tuple[Restorer, ...]) -> RepairedLine:
    """In the order in which damage is undone: what was done last comes off first."""
    repairs = list(page_wide)
    if text.startswith(BYTE_ORDER_MARK):
        repairs.append("byte_order_mark")
        text = text.removeprefix(BYTE_ORDER_MARK)
    if not text.isascii():
        text = _restored(text, WRONG_ENCODING, repairs)
        if RARE.search(text):
            text = _restored(text, rare, repairs)
    # Undoing the others may bring them to light.
    text = _restored(text, GLUED_SENTENCES, repairs)
    return RepairedLine(_double_quotes(text), tuple(repairs))


def _restored(text: str, restorers: tuple[Restorer, ...], repairs: list[str]) -> str:
    """The text without this damage; what was found is added to `repairs`."""
    for restorer in restorers:
        restored = restorer.restore(text)
        if restored != text:
            repairs.append(restorer.name)
            text = restored
    return text


def _undo_encoding(text: str) -> str:
    # Only bytes are undone: ftfy's restyling of quotes and ligatures stays off.
    return fix_encoding(text) if DOUBTFUL.search(text) else text


def _unshift(text: str) -> str:
    return WORD.sub(_unshift_word, text) if SHIFTED_LETTER.search(text) else text


def _unshift_word(match: re.Match[str]) -> str:
    word = match[0]
    restored = SHIFTED_LETTER.sub(lambda letter: SHIFTED[letter[0]], word)
    return word if len(word) == 1 or NO_DUTCH_LETTER.search(restored) else restored


def _drop_invisible(text: str) -> str:
    return INVISIBLE.sub("", text)


def _plain_blanks(text: str) -> str:
    return OTHER_BLANKS.sub(" ", text)


def _part_sentences(text: str) -> str:
    return GLUED.sub(_part, text)


def _part(dot: re.Match[str]) -> str:
    line, at = dot.string, dot.start()
    before = line[max(0, at - MAX_ADDRESS) : at].rpartition(" ")[2]
    after = line[at + 1 : at + MAX_ADDRESS].partition(" ")[0]
    is_sentence = len(before) > 1 and before[-2:].islower() and before[-2:].isalpha()
    return ". " if is_sentence and not ADDRESS_SIGNS.search(f"{before}.{after}") else "."


WRONG_ENCODING = (Restorer("utf8_as_latin1", _undo_encoding),)
RARE_DAMAGE = (
    Restorer("shifted_letters", _unshift, dutch_only=True),
    Restorer("invisible_characters", _drop_invisible),
    Restorer("no_break_spaces", _plain_blanks),
)
GLUED_SENTENCES = (Restorer("glued_sentences", _part_sentences),)


def _double_quotes(text: str) -> str:
    """`,,Ja''` is `"Ja"`: no damage, but an old way to type."""
    if ",," not in text:
        return text
    return CLOSING_APOSTROPHES.sub('"', OPENING_COMMAS.sub('"', text))
