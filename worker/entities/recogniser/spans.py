"""What the recogniser hands on."""

from typing import Literal, NamedTuple

Label = Literal["PER", "ORG", "LOC", "MISC"]
LABELS: tuple[Label, ...] = ("PER", "ORG", "LOC", "MISC")


class Span(NamedTuple):
    """A name in a text. `start`, `end`: code points, end exclusive; `score`: 0 to 1, how sure the label is."""

    start: int
    end: int
    label: Label
    score: float
