"""Time expressions as the tests write them: references, marked examples, and the rows of tests/cases/time/*.tsv."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from schemas import Timex
from worker.time.civil import AMSTERDAM
from worker.time.expressions import Reference, read_expressions

CASES = Path(__file__).parents[1] / "cases/time"


def reference(text: str) -> Reference | None:
    """An instant or an interval `A/B`; without an offset on Dutch clocks; nothing for an empty text."""
    if not text:
        return None
    bounds = [datetime.fromisoformat(part) for part in text.split("/")]
    aware = [bound if bound.tzinfo else bound.replace(tzinfo=AMSTERDAM) for bound in bounds]
    return Reference(aware[0], aware[-1])


def unmarked(example: str) -> tuple[str, int, int]:
    """`Hij komt [morgen] vrij` without its brackets, and from where to where they stood."""
    start, end = example.index("["), example.index("]") - 1
    return example.replace("[", "").replace("]", ""), start, end


def marked(example: str, at: str) -> Timex:
    """The reading of the marked words; fails where just these are none."""
    text, start, end = unmarked(example)
    readings = read_expressions(text, reference(at))
    found = [timex for timex in readings if (timex.start, timex.end) == (start, end)]
    assert found, f"{example}: {[(timex.text, timex.value) for timex in readings]}"
    return found[0]


@dataclass(frozen=True)
class Case:
    """A row: `expected` maps a span to the values that are right for it; `ignored` spans may be read or not."""

    id: str
    reference: str
    text: str
    expected: dict[str, tuple[str, ...]]
    ignored: tuple[str, ...]

    def faults(self) -> list[str]:
        """What is wrong with the reading of this case: spans with another value, and readings too many."""
        readings = read_expressions(self.text, reference(self.reference))
        told = {span: [each for each in readings if self._overlaps(each, span)] for span in self.expected}
        wrong = [
            f"{span}: {[(each.text, each.value, each.alternatives) for each in told[span]]}"
            for span, values in self.expected.items()
            if not any(is_right(each, values) for each in told[span])
        ]
        known = [*self.expected, *self.ignored]
        extra = [each for each in readings if not any(self._overlaps(each, span) for span in known)]
        return wrong + [f"too many: {each.text}={each.value}" for each in extra]

    def _overlaps(self, timex: Timex, span: str) -> bool:
        start = self.text.index(span)
        return timex.start < start + len(span) and start < timex.end


def is_right(timex: Timex, values: tuple[str, ...]) -> bool:
    """One of the values; where the reference leaves several, just these."""
    return timex.value in values if timex.value is not None else timex.alternatives == values


def cases(name: str) -> Iterator[Case]:
    """The rows of a file: id, reference, text, `span=value|value ; !ignored`, note."""
    for line in (CASES / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        number, at, text, marks = [*line.split("\t"), ""][:4]
        items = [item.strip() for item in marks.split(" ; ") if item.strip()]
        spans = [item.rsplit("=", 1) for item in items if not item.startswith("!")]
        yield Case(
            number,
            at,
            text,
            {span: tuple(value.strip() for value in values.split("|")) for span, values in spans},
            tuple(item[1:] for item in items if item.startswith("!")),
        )
