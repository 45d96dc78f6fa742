"""Ministries and their portfolios: `ministerie van Financiën` is one name, `minister van Financiën` holds none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from worker.entities.recogniser.names import Kind, NameLists
from worker.entities.recogniser.rulebook import rules
from worker.entities.recogniser.spans import Label
from worker.entities.recogniser.view import View

OFFICES = frozenset(rules("ministries")["offices"])
HOLDERS = tuple(rules("ministries")["holders"])
# The longest chain: Volksgezondheid, Welzijn en Sport.
MAX_PORTFOLIOS = 4


@dataclass(frozen=True, slots=True)
class Settled:
    """Tokens, end exclusive, that a rule has read: a name, or none (label None)."""

    start: int
    end: int
    label: Label | None


def settle_ministries(view: View, names: NameLists, capitals: Sequence[bool]) -> Iterator[Settled]:
    """The portfolios behind `ministerie van` and `minister van`. `capitals`: per token, whether it has one."""
    for index, capital in enumerate(capitals):
        if not capital or index < 2 or view.lower[index - 1] != "van":
            continue
        holder = view.lower[index - 2]
        end = _end_of_portfolios(view, names, index)
        if holder in OFFICES:
            yield Settled(index - 2, end or _end_of_capitals(capitals, index), "ORG")
        elif end and holder.endswith(HOLDERS):
            yield Settled(index, end, None)


def _end_of_portfolios(view: View, names: NameLists, start: int) -> int:
    """The end of `Volksgezondheid, Welzijn en Sport`; 0 where no portfolio begins at `start`."""
    end = 0
    for _ in range(MAX_PORTFOLIOS):
        listed = names.names_from(view.words, view.folded, start)
        lengths = [length for length, kinds in listed.items() if kinds & Kind.PORTFOLIO]
        if not lengths:
            break
        end = start + max(lengths)
        if end + 1 >= len(view.words) or view.lower[end] not in {",", "en"}:
            break
        start = end + 1
    return end


def _end_of_capitals(capitals: Sequence[bool], start: int) -> int:
    end = start
    while end < len(capitals) and capitals[end]:
        end += 1
    return end
