"""Cuts a text into words, numbers and signs, each with its place."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

# Possessive quantifiers: a word of a megabyte is read once.
TOKEN = re.compile(
    r"""
      \n                                                  # lines are read apart
    | (?:[^\W\d_]\.){2,20}+                               # U.S., J.H.
    | (?<=[a-zà-ÿ][ ])[A-Z]\.                             # Marco B.
    | (?:[A-Z]|St|Th|Chr|Ph|Jr|Sr)\.(?=[ ]?[A-Z]|[ ](?:van|von|de|den|der|ten|ter|te)\b)  # J. Jansen, Th. de Vries
    | \d++(?:[.,:]\d++)*+(?![\w-])                        # 1.000,50  14.30
    | (?:['’][sS]-)?[^\W_]++(?:(?:['’&+-](?=[^\W_])|\.(?=[a-z\d]))[^\W_]++)*+(?:(?<=[sxz])['’](?!\w))?
                                                          # Israëli's, AT&T, Jones', 's-Hertogenbosch
    | ['’][stnr]\b                                        # 't Harde
    | [^\w\s] | _
    """,
    re.VERBOSE,
)

CutCompound = Callable[[str], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words and signs of a text, and where each begins (code points)."""

    words: list[str]
    starts: list[int]

    def end(self, index: int) -> int:
        """The end of a token, exclusive."""
        return self.starts[index] + len(self.words[index])


def words_of(text: str) -> list[str]:
    """The words and signs of a text, compounds whole."""
    return TOKEN.findall(text)


def tokenise(text: str, cut: CutCompound) -> Tokens:
    """Cut `text` into tokens, and its compounds where `cut` says (offsets within the word, in order)."""
    words: list[str] = []
    starts: list[int] = []
    for match in TOKEN.finditer(text):
        words.append(match[0])
        starts.append(match.start())
    compounds = [index for index, word in enumerate(words) if "-" in word and _may_hold_name(words, index)]
    if not compounds:
        return Tokens(words, starts)
    cut_words: list[str] = []
    cut_starts: list[int] = []
    after = 0
    for index in compounds:
        word, start = words[index], starts[index]
        edges = [0, *cut(word)]
        cut_words += words[after:index]
        cut_words += [word[a:b] for a, b in zip(edges, [*edges[1:], len(word)], strict=True)]
        cut_starts += starts[after:index]
        cut_starts += [start + edge for edge in edges]
        after = index + 1
    return Tokens(cut_words + words[after:], cut_starts + starts[after:])


def _may_hold_name(words: Sequence[str], index: int) -> bool:
    """Whether a word with a hyphen has a capital, or is the rest of a name such as `Formule 1-coureur`."""
    word = words[index]
    if word != word.lower():
        return len(word) > 2
    return word[0].isdigit() and index > 0 and words[index - 1][0].isupper()
