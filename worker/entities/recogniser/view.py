"""A text as the rules and the features look at it."""

from collections.abc import Sequence
from dataclasses import dataclass

from worker.gazetteer import key

OUTSIDE = "\n"
SENTENCE_ENDS = frozenset({OUTSIDE, ".", "!", "?", "…", ":"})
QUOTES = frozenset("\"'“”„‘’«»")
MAX_SHAPED = 20


@dataclass(slots=True)
class View:
    """A text's tokens in the forms that the features look at. All lists are of one length."""

    words: list[str]
    lower: list[str]
    folded: list[str]
    shapes: list[str]

    @classmethod
    def of(cls, words: Sequence[str]) -> "View":
        """The forms of each word."""
        lower = [word.lower() for word in words]
        folded = [word if word.isalpha() and word.isascii() else key(word) for word in lower]
        return cls([*words], lower, folded, ["x" if word.islower() else shape(word) for word in words])

    def begins_sentence(self, index: int) -> bool:
        """Whether a sentence, or a quotation, begins here."""
        if index and self.words[index - 1] in QUOTES:
            return True
        return not index or self.words[index - 1] in SENTENCE_ENDS

    def begin_text(self, index: int) -> None:
        """Let a text begin here: what stands before tells nothing of it."""
        self.words[index - 1] = self.lower[index - 1] = self.shapes[index - 1] = OUTSIDE


def shape(word: str) -> str:
    """How a word is written: `Xx`, `XX` (a short one in capitals), `X.`, `xX` (mixed), `x`, `9`, or a sign itself."""
    if word.islower():
        return "x"
    if word.isupper():
        if word[-1] == ".":
            return "X."
        return "X" if len(word) == 1 else "XX" if len(word) < 5 else "XXX"
    if word.istitle():
        return "Xx"
    if word.isdigit():
        return "9"
    return "xX" if any(map(str.isalpha, word[:MAX_SHAPED])) else word[:1]
