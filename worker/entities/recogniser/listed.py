"""What the lists alone find, for where there are no weights: names that are listed, and first names with what follows."""

from collections.abc import Sequence

from worker.entities.recogniser.decoder import Name
from worker.entities.recogniser.lattice import Candidate
from worker.entities.recogniser.names import Kind
from worker.entities.recogniser.spans import Label
from worker.entities.recogniser.view import View

# The first that fits counts.
LABELS: tuple[tuple[int, Label], ...] = (
    (Kind.COUNTRY | Kind.METROPOLIS, "LOC"),
    (Kind.DEMONYM | Kind.OTHER, "MISC"),
    (Kind.PERSON, "PER"),
    (Kind.ORGANISATION | Kind.CLUB | Kind.PARTY | Kind.MEDIUM | Kind.PORTFOLIO, "ORG"),
    (Kind.SITE | Kind.TOWN, "LOC"),
)
SCORE = 0.6


class ListedNames:
    """Takes of a group of candidates those that the lists know, the longest first."""

    def names(self, view: View, group: Sequence[Candidate]) -> list[Name]:
        """The names of a group, in order. `group` is sorted by beginning."""
        names: list[Name] = []
        after = 0
        for candidate in sorted(group, key=lambda candidate: (candidate.start, -candidate.end)):
            label = _label(view, candidate)
            if label and candidate.start >= after:
                names.append(Name(candidate.start, candidate.end, label, SCORE, candidate.kinds))
                after = candidate.end
        return names


def _label(view: View, candidate: Candidate) -> Label | None:
    if candidate.kinds & Kind.UNSURE and view.begins_sentence(candidate.start):
        return None
    for kinds, label in LABELS:
        if candidate.kinds & kinds:
            return label
    words = view.words[candidate.start : candidate.end]
    is_full_name = len(words) > 1 and all(word[0].isupper() for word in (words[0], words[-1]))
    return "PER" if is_full_name and candidate.kinds_of_first & Kind.FIRST_NAME else None
