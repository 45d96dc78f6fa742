"""Precision, recall and F1 of names: right when both ends and the label are."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from worker.entities.recogniser.spans import LABELS

Place = tuple[int, int, str]
NOTHING = "-"


@dataclass(slots=True)
class Scores:
    """Counts by label, and what was taken for what."""

    right: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    expected: Counter[str] = field(default_factory=Counter)
    confusions: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, expected: Iterable[Place], found: Iterable[Place]) -> None:
        """Count one text."""
        truth, guess = set(expected), set(found)
        self.expected.update(label for _, _, label in truth)
        self.found.update(label for _, _, label in guess)
        self.right.update(label for _, _, label in truth & guess)
        labels = {(start, end): label for start, end, label in guess}
        for start, end, label in truth:
            self.confusions[label, labels.pop((start, end), NOTHING)] += 1
        self.confusions.update((NOTHING, label) for label in labels.values())

    def of(self, labels: Sequence[str] = LABELS) -> tuple[float, float, float]:
        """Precision, recall and F1 over these labels, in per cent."""
        right, found, expected = (
            sum(count[label] for label in labels) for count in (self.right, self.found, self.expected)
        )
        precision = right / found if found else 0.0
        recall = right / expected if expected else 0.0
        both = precision + recall
        return 100 * precision, 100 * recall, 200 * precision * recall / both if both else 0.0

    def report(self) -> str:
        """A line for each label and one for all, then the confusions."""
        lines = []
        for name, labels in [*((label, [label]) for label in LABELS), ("all", LABELS)]:
            precision, recall, f1 = self.of(labels)
            count = sum(self.expected[label] for label in labels)
            lines.append(f"{name:5} P {precision:5.1f}  R {recall:5.1f}  F1 {f1:5.1f}  ({count})")
        wrong = ", ".join(
            f"{truth}→{guess} {count}"
            for (truth, guess), count in sorted(self.confusions.items())
            if truth != guess
        )
        return "\n".join([*lines, f"confusions: {wrong or 'none'}"])
