"""What the recogniser hands on."""

from dataclasses import dataclass
from typing import Literal

Label = Literal["PER", "ORG", "LOC", "MISC"]
LABELS: tuple[Label, ...] = ("PER", "ORG", "LOC", "MISC")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A name in a text. `start`, `end`: code points, end exclusive; `score`: 0 to 1, how sure the label is."""

    start: int
    end: int
    label: Label
    score: float
