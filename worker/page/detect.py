"""Which layout profile a page fits: what it shows, weighed by each profile's own points."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice, pairwise

from worker.page.datelines import find_bare_dateline
from worker.page.layout import GENERIC, Layout, Signal
from worker.page.lines import Line, LineRole

# A profile needs this many points; a page that gives no profile as many is read as `generic`.
THRESHOLD = 3
# The headline is printed twice near the top, below the site's own lines.
TOP = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """The profile that a page is read by, and what spoke for it: the points of each signal, or the page's site."""

    layout: Layout
    points: dict[Signal, int]
    site: str | None = None


def choose_layout(
    lines: list[Line], layouts: Iterable[Layout], sites: tuple[str, ...] = (), *, is_markup: bool = False
) -> Choice:
    """The profile of the page's site, else the one that the page fits best, else `generic`. Of equals the first.

    `is_markup`: the lines were made from markup, so that the blank ones between them say nothing.
    """
    for layout in layouts:
        for site in sites:
            if layout.prints(site):
                return Choice(layout, {}, site)
    shown = frozenset(
        signal
        for signal, is_shown in PAGE_SIGNALS.items()
        if not (is_markup and signal in SPACING) and is_shown(lines)
    )
    choices = [Choice(layout, _points(layout, shown, lines)) for layout in layouts if layout.signals]
    best = max(choices, key=lambda choice: sum(choice.points.values()), default=None)
    if best is None or sum(best.points.values()) < THRESHOLD:
        return Choice(GENERIC, {})
    return best


def repeated_headline(lines: list[Line]) -> int | None:
    """The index of the line, above the first dateline and near the top, that the next one repeats."""
    for index, (line, following) in enumerate(pairwise(lines[:TOP])):
        if line.dateline is not None:
            return None
        if line.role is None and line.text == following.text:
            return index
    return None


def _points(layout: Layout, shown: frozenset[Signal], lines: list[Line]) -> dict[Signal, int]:
    """The points of each of the profile's signals that the page shows."""
    return {
        signal: points
        for signal, points in layout.signals.items()
        if signal in shown or (signal in LAYOUT_SIGNALS and LAYOUT_SIGNALS[signal](layout, lines))
    }


def _dateline_under_headline(lines: list[Line]) -> bool:
    text = list(islice((line for line in lines if line.role is None), 2))
    return len(text) > 1 and text[0].dateline is None and text[1].dateline is not None


def _is_dense(lines: list[Line]) -> bool:
    return len(lines) > 1 and _blank_lines(lines) * 4 < len(lines)


def _is_spaced(lines: list[Line]) -> bool:
    return len(lines) > 1 and _blank_lines(lines) * 2 >= len(lines)


def _blank_lines(lines: list[Line]) -> int:
    """The blank lines between the first printed one and the last."""
    return lines[-1].number - lines[0].number + 1 - len({line.number for line in lines})


def _has_glued_labels(lines: list[Line]) -> bool:
    return any(
        line.role is LineRole.LABEL and line.number == following.number for line, following in pairwise(lines)
    )


def _has_labelled_headlines(lines: list[Line]) -> bool:
    """A label, on the next line something without a dateline, then a dateline."""
    return any(
        label.role is LineRole.LABEL
        and headline.number > label.number
        and headline.role is None
        and headline.dateline is None
        and lead.dateline is not None
        for label, headline, lead in zip(lines, lines[1:], lines[2:], strict=False)
    )


def _has_bare_datelines(lines: list[Line]) -> bool:
    return any(line.dateline is None and find_bare_dateline(line.text) is not None for line in lines)


def _has_role(role: LineRole) -> Callable[[list[Line]], bool]:
    return lambda lines: any(line.role is role for line in lines)


PAGE_SIGNALS: dict[Signal, Callable[[list[Line]], bool]] = {
    "bare_datelines": _has_bare_datelines,
    "dateline_under_headline": _dateline_under_headline,
    "dense": _is_dense,
    "glued_labels": _has_glued_labels,
    "labelled_headlines": _has_labelled_headlines,
    "page_date": _has_role(LineRole.PAGE_DATE),
    "repeated_headline": lambda lines: repeated_headline(lines) is not None,
    "spaced": _is_spaced,
    "ticker": _has_role(LineRole.TICKER),
}


SPACING: frozenset[Signal] = frozenset({"dense", "spaced"})


def _has_marker(layout: Layout, lines: list[Line]) -> bool:
    return any(layout.briefs_section(line.text)[0] for line in lines)


def _has_credited_headline(layout: Layout, lines: list[Line]) -> bool:
    return any(
        lead.dateline is not None and line.dateline is None and layout.credit_of(line.text)
        for line, lead in pairwise(lines)
    )


def _has_own_chrome(layout: Layout, lines: list[Line]) -> bool:
    return any(layout.is_chrome(line.text) for line in lines[:TOP])


LAYOUT_SIGNALS: dict[Signal, Callable[[Layout, list[Line]], bool]] = {
    "briefs_marker": _has_marker,
    "headline_credits": _has_credited_headline,
    "own_chrome": _has_own_chrome,
}
