"""The age labels of tests/cases/time, each with the ages for which a library prints it, against what the program reads.

`python -m tests.harness.ages` prints how many hold.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from schemas import Evidence, Published
from worker.time.ages import GENERATORS, published_by_age, read_age
from worker.time.ages.generators import spans_of_steps
from worker.time.ages.wordings import Compound, Counted, Worded, read_relative_age
from worker.time.capturing import CaptureTime

CASES = Path(__file__).parents[1] / "cases/time"
# When the libraries printed the forms of age_forms.json: its `30 dec` begins 19 hours and 42 minutes before.
MADE_AT = datetime.fromisoformat("2025-12-31T19:42:00+01:00").astimezone(UTC)
CAPTURES = tuple(
    datetime.fromisoformat(text).astimezone(UTC)
    for text in (
        "2025-12-31T19:42:00+01:00",
        "2026-01-01T09:00:00+01:00",
        "2024-02-29T12:00:00+01:00",
        "2024-02-28T23:30:00+01:00",
        "2026-03-31T00:00:00+02:00",
        "2026-03-29T04:30:00+02:00",
        "2025-10-26T02:30:00+02:00",
        "2025-10-26T02:30:00+01:00",
    )
)
# For these only the civil day counts, whatever a library prints.
CIVIL_DAYS = frozenset({"gisteren", "eergisteren"})
# The files' ends are exact to the step in which ages were tried: up to this age, in seconds.
STEPS = ((10_800, 5), (180_000, 310), (70 * 86_400, 1_860), (6 * 365 * 86_400, 111_600))
# The zone in which a library counts months is not known, and it may be summer at one end.
ZONES_APART = 2 * 3_600
LAST_AGE = 163_900_000
UNITS = {
    "second": 1, "minute": 60, "hour": 3_600, "day": 86_400, "week": 604_800, "month": 2_629_800, "quarter": 7_889_400,
    "year": 31_557_600,
}  # fmt: skip


class Sample(NamedTuple):
    """A label of a library at a capture, and the ages in seconds between which it was printed."""

    generator: str
    label: str
    count: int
    ages: tuple[int, int]
    capture: datetime


def forms() -> list[Sample]:
    """What age_forms.json has, but for forms without ages (`1 dag, 3 uur geleden`) and dates."""
    table = json.loads((CASES / "age_forms.json").read_text(encoding="utf-8"))
    return [
        Sample(generator, form["form"].replace("{n}", count), int(count), tuple(ages), MADE_AT)
        for form in table["forms"]
        for generator, printed in form["printed_by"].items()
        for count, ages in (printed["elapsed_seconds"] or {}).items()
        if form["form"] not in CIVIL_DAYS and form["form"][-3:] not in MONTHS
    ]


MONTHS = frozenset(["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"])


def runs() -> list[Sample]:
    """What the libraries that count on a calendar printed at other captures (age_runs.json)."""
    table = json.loads((CASES / "age_runs.json").read_text(encoding="utf-8"))
    return [
        Sample(generator, label, 0, tuple(ages), datetime.fromisoformat(capture).astimezone(UTC))
        for capture, generators in table["captures"].items()
        for generator, labels in generators.items()
        for label, ages in labels.items()
    ]


def elsewhere(samples: Iterable[Sample]) -> Iterator[Sample]:
    """The same at all captures, for the libraries and forms that count time that passes and nothing else."""
    for sample in samples:
        if counts_what_passes(sample):
            for capture in CAPTURES:
                yield sample._replace(capture=capture)


def counts_what_passes(sample: Sample) -> bool:
    """Whether no step that prints the label looks at a clock or a calendar."""
    age = read_relative_age(sample.label)
    if not isinstance(age, Counted | Worded):
        return False
    steps = [step for step, _ in spans_of_steps(age.wording, sample.capture, GENERATORS[sample.generator])]
    lengths = [
        each for step in steps for each in (step.begins, step.until, step.unit, step.low, step.high) if each
    ]
    return not any(each.months or each.clock for each in lengths) and not any(
        step.civil or step.civil_from or step.civil_until for step in steps
    )


def read(label: str, capture: datetime, generator: str | None) -> Published | None:
    """What the program makes of a label: by its library, or not knowing it."""
    age = read_age(label)
    known = None if generator is None else GENERATORS[generator]
    evidence = Evidence(text=label, rounding="union")
    return None if age is None else published_by_age(age, CaptureTime(capture, capture), evidence, known)


def is_inside(sample: Sample, generator: str | None) -> bool:
    """Whether the youngest item, the oldest and one between them were published in the interval."""
    found = read(sample.label, sample.capture, generator)
    if found is None or found.earliest is None or found.latest is None:
        return False
    youngest, oldest = sample.ages
    published = [
        sample.capture - timedelta(seconds=age) for age in (youngest, (youngest + oldest) / 2, oldest)
    ]
    return all(found.earliest < each <= found.latest for each in published)


def is_narrowest(sample: Sample) -> bool:
    """Whether the interval of a known library holds no age for which it did not print the label, but for the steps."""
    found = read(sample.label, sample.capture, sample.generator)
    if found is None:
        return False
    youngest, oldest = _ages(found, sample.capture)
    apart = 0 if counts_what_passes(sample) else ZONES_APART
    is_young_enough = sample.ages[0] - youngest <= step_of(sample.ages[0]) + apart
    is_old_enough = oldest - sample.ages[1] <= step_of(sample.ages[1]) + apart + 1
    return is_young_enough and (is_old_enough or sample.ages[1] > LAST_AGE)


def step_of(age: float) -> int:
    """The step in which such ages were tried."""
    return next(step for up_to, step in STEPS if age <= up_to)


def too_wide(samples: list[Sample]) -> list[str]:
    """The labels whose interval without a known library is more than one unit wider than what the libraries mean."""
    meant: dict[tuple[str, datetime], tuple[int, int]] = {}
    for sample in samples:
        youngest, oldest = meant.get((sample.label, sample.capture), sample.ages)
        meant[sample.label, sample.capture] = min(youngest, sample.ages[0]), max(oldest, sample.ages[1])
    return [
        label
        for (label, capture), ages in meant.items()
        if ages[1] < LAST_AGE and _is_too_wide(label, capture, ages)
    ]


def _is_too_wide(label: str, capture: datetime, meant: tuple[int, int]) -> bool:
    age = read_relative_age(label)
    found = read(label, capture, None)
    if found is None or not isinstance(age, Counted | Compound):
        return False
    youngest, oldest = _ages(found, capture)
    slack = step_of(meant[0]) + step_of(meant[1])
    return (oldest - youngest) - (meant[1] - meant[0]) > UNITS[age.unit.name] + slack


def _ages(found: Published, capture: datetime) -> tuple[float, float]:
    assert found.earliest is not None
    assert found.latest is not None
    return (capture - found.latest).total_seconds(), (capture - found.earliest).total_seconds()


def score(name: str, samples: list[Sample]) -> str:
    """How many of the samples hold, as a line."""
    total = len(samples)
    known = sum(is_inside(sample, sample.generator) for sample in samples)
    narrowest = sum(is_narrowest(sample) for sample in samples)
    unknown = sum(is_inside(sample, None) for sample in samples)
    labels = len({(sample.label, sample.capture) for sample in samples})
    wide = len(too_wide(samples))
    return (
        f"{name}: library known: {known} of {total} inside, {narrowest} narrowest; "
        f"not known: {unknown} inside, {labels - wide} of {labels} labels at most one unit wider"
    )


def main() -> None:
    """Print a line for each file."""
    printed = forms()
    libraries = {sample.generator for sample in printed}
    texts = {sample.label.replace(str(sample.count), "{n}") for sample in printed}
    print(f"{len(texts)} forms with ages, of {len(libraries)} libraries")
    print(score("age_forms.json", printed))
    print(score("age_runs.json", runs()))
    moved = list(elsewhere(printed))
    inside = sum(is_inside(sample, sample.generator) for sample in moved)
    unknown = sum(is_inside(sample, None) for sample in moved)
    print(
        f"age_forms.json at {len(CAPTURES)} captures, where nothing but time that passes counts: "
        f"library known: {inside} of {len(moved)} inside; not known: {unknown} inside"
    )


if __name__ == "__main__":
    main()
