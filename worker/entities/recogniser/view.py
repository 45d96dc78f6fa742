"""A text as the rules and the features look at it."""

from collections.abc import Sequence
from dataclasses import dataclass

from worker.gazetteer import key

OUTSIDE = "\n"
SENTENCE_ENDS = frozenset({OUTSIDE, ".", "!", "?", "…", ":"})
QUOTES = frozenset("\"'“”„‘’«»")


@dataclass(slots=True)
class View:
    """A text's tokens in the forms that the features look at. All lists are of one length."""

    words: list[str]
    lower: list[str]
    folded: list[str]

    @classmethod
    def of(cls, words: Sequence[str]) -> "View":
        lower = [word.lower() for word in words]
        folded = [word if word.isalpha() and word.isascii() else key(word) for word in lower]
        return cls([*words], lower, folded)

    def begins_sentence(self, index: int) -> bool:
        """Whether a sentence, or a quotation, begins here."""
        if index and self.words[index - 1] in QUOTES:
            return True
        return not index or self.words[index - 1] in SENTENCE_ENDS
