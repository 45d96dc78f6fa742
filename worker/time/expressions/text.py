"""A text as the rules see it: in lower case and plain signs, offsets unchanged, cut into words and sentences."""

import re
from bisect import bisect_left, bisect_right

WORD = re.compile(r"'?\w+")
PLAIN = str.maketrans("’‘ʼ´–—‑‒−\u00a0\u2009\u202f", "''''-----\u0020\u0020\u0020")
# A sentence ends before a capital, a digit or a quote; an initial or an abbreviation does not end one.
ENDING = re.compile(r"[.!?…][\"')”’»]{0,2}\s|\n")
# A clause ends there, or something is put in.
BREAK = re.compile(r"[,;:()\"“”„»«]| - ")
QUOTES = '"“”„«»'
ABBREVIATIONS = frozenset(
    {"dhr", "mevr", "mw", "mr", "dr", "drs", "ir", "ing", "prof", "st", "jr", "sr", "nr", "ca", "o"}
)
# A longer sentence is cut: what stands so far away says nothing of a verb's tense.
MAX_WORDS = 80


def plain(raw: str) -> str:
    """In lower case, with straight quotes, plain hyphens and blanks, and every character where it was."""
    low = raw.lower()
    if raw.isascii():
        return low
    if len(low) != len(raw):  # İ becomes two characters
        low = "".join(low_char if len(low_char := char.lower()) == 1 else char for char in raw)
    return low.translate(PLAIN)


class Text:
    """A text, its words, and where they stand; that is worked out when it is asked for first."""

    __slots__ = ("_ends", "_sentences", "_starts", "plain", "raw", "words")

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.plain = plain(raw)
        self.words: list[str] = WORD.findall(self.plain)
        self._starts: list[int] | None = None
        self._ends: list[int] | None = None
        self._sentences: list[int] | None = None

    @property
    def starts(self) -> list[int]:
        """Where each word begins."""
        if self._starts is None:
            self._starts = [match.start() for match in WORD.finditer(self.plain)]
        return self._starts

    @property
    def ends(self) -> list[int]:
        """Where each word ends."""
        if self._ends is None:
            self._ends = [start + len(word) for start, word in zip(self.starts, self.words, strict=True)]
        return self._ends

    @property
    def sentences(self) -> list[int]:
        """The index of the first word of each sentence."""
        if self._sentences is None:
            self._sentences = self._cut()
        return self._sentences

    def word_before(self, index: int) -> str:
        """The word before the one at `index`, in the same sentence or not; empty at the start."""
        return self.words[index - 1] if index > 0 else ""

    def gap_before(self, index: int) -> str:
        """What stands between the word at `index` and the one before it."""
        return self.plain[self.ends[index - 1] if index else 0 : self.starts[index]]

    def index_at(self, position: int) -> int:
        """The index of the first word that starts at `position` or later."""
        return bisect_left(self.starts, position)

    def _cut(self) -> list[int]:
        starts = [0]
        for match in ENDING.finditer(self.plain):
            index = self.index_at(match.end())
            if starts[-1] < index < len(self.words) and self.ends_before(index):
                starts.extend(range(starts[-1] + MAX_WORDS, index, MAX_WORDS))
                starts.append(index)
        starts.extend(range(starts[-1] + MAX_WORDS, len(self.words), MAX_WORDS))
        return starts

    def sentence_of(self, index: int) -> tuple[int, int]:
        """The first word of the sentence of the word at `index`, and the first behind it."""
        number = bisect_right(self.sentences, index)
        end = self.sentences[number] if number < len(self.sentences) else len(self.words)
        return self.sentences[number - 1], end

    def breaks_before(self, index: int) -> bool:
        """Whether a comma, bracket, quote or the like stands between the word at `index` and the one before it."""
        gap = self.gap_before(index)
        return len(gap) > 1 and BREAK.search(gap) is not None

    def quotes_before(self, index: int) -> int:
        """How many quotation marks stand between the word at `index` and the one before it."""
        gap = self.gap_before(index)
        return 0 if gap == " " else sum(map(gap.count, QUOTES))

    def ends_before(self, index: int) -> bool:
        """Whether a sentence ends between the word at `index` and the one before it."""
        gap = self.gap_before(index)
        if gap == " " or not ENDING.search(gap):
            return False
        if "\n" in gap:
            return True
        word, first = self.words[index - 1], self.raw[self.starts[index]]
        is_initial = len(word) == 1 and self.raw[self.starts[index - 1]].isupper()
        return not (first.islower() or ((is_initial or word in ABBREVIATIONS) and gap == ". "))
