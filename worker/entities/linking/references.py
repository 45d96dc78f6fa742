"""What an item says of its own names: fuller names that shorter ones refer to, and abbreviations in brackets."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from worker.entities.linking.mentions import Link, Mention, Texts
from worker.entities.linking.names import folded, forms
from worker.entities.recogniser.spans import Label

ABBREVIATION = re.compile(r"[A-Z][A-Za-z0-9&.-]{1,11}")
MAX_WORDS = 12
# Of `Nationale Garde` neither `Nationale` nor `de` is a name of its own.
SHORTEST = 3
Key = tuple[Label, str]


class FullNames:
    """The names that stood before, by their ends: `Ursula von der Leyen` is found by `von der Leyen` and `Leyen`."""

    def __init__(self) -> None:
        # None where several names end, or begin, so.
        self._by_end: dict[Key, Link | None] = {}
        self._by_beginning: dict[Key, Link | None] = {}

    def add(self, label: Label, name: str, link: Link) -> None:
        """Remember `link` under the ends of its name as printed and of its canonical one, and under their first words."""
        for full in {folded(name), folded(link.canonical)}:
            if " " not in full:
                continue
            words = full.split(" ")[-MAX_WORDS:]
            for at in range(1, len(words)):
                _enter(self._by_end, (label, " ".join(words[at:])), link)
            _enter(self._by_beginning, (label, words[0]), link)

    def referred(self, label: Label, name: str) -> Link | None:
        """The one fuller name that `name` is short for. A first name counts where it is no one's last; of people alone."""
        shorts = [(label, folded(form)) for form in forms(name)]
        for short in shorts:
            if short in self._by_end and (label == "PER" or len(short[1]) >= SHORTEST):
                return self._by_end[short]
        if label == "PER":
            return next((link for short in shorts if (link := self._by_beginning.get(short))), None)
        return None


def _enter(links: dict[Key, Link | None], short: Key, link: Link) -> None:
    known = links.setdefault(short, link)
    if known is not None and known.canonical != link.canonical:
        links[short] = None


def introductions(mentions: Sequence[Mention], texts: Texts) -> Iterator[tuple[int, int]]:
    """The pairs `Openbaar Ministerie (OM)`: the numbers of the long name and of its abbreviation."""
    for number, (long, short) in enumerate(pairwise(mentions)):
        if long.field != short.field or long.label != short.label or long.label not in {"ORG", "MISC"}:
            continue
        text = texts[long.field]
        if text[long.end : short.start] != " (" or text[short.end : short.end + 1] != ")":
            continue
        if abbreviates(short.text, long.text):
            yield number, number + 1


def abbreviates(short: str, long: str) -> bool:
    """Whether the letters of `short` stand in `long` in their order, the first of both alike."""
    if not ABBREVIATION.fullmatch(short) or len(long) <= len(short):
        return False
    letters = iter(folded(long))
    wanted = folded(short).replace(" ", "")
    return folded(long)[:1] == wanted[:1] and all(letter in letters for letter in wanted)
