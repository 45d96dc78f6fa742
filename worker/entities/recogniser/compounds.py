"""Where the name in a compound begins and ends: `NAVO`|`-chef`, `pro-`|`Russische`.

What a hyphen ties into one name stays whole: `Noord-Korea`, `Mar-a-Lago`, `Roestaveli-laan`, `Kim Jong-un`.
"""

from worker.entities.demonyms import is_demonym
from worker.entities.recogniser.names import Kind, NameLists
from worker.entities.recogniser.rulebook import rules

PREFIXES = frozenset(rules("compounds")["prefixes"])
NAME_HEADS = tuple(rules("compounds")["name_heads"])
CAPITAL_HEADS = frozenset(rules("compounds")["capital_heads"])

MAX_PARTS = 6
# A head that the word list lacks must be long, or the syllables of Kim Jong-un would be heads.
SHORT_HEAD, LONG_HEAD = 3, 6
STANDS_ALONE = int(Kind.COUNTRY | Kind.ORGANISATION | Kind.METROPOLIS)


def cuts(word: str, names: NameLists) -> list[int]:
    """Where to cut `word`, which holds a hyphen: offsets, in order; empty where it stays whole."""
    parts = word.split("-", MAX_PARTS)
    if not all(parts) or names.kinds_of(word) or is_demonym(word):
        return []
    first, last = 0, len(parts)
    while first < last - 1 and parts[first].lower() in PREFIXES:
        first += 1
    while last > first + 1 and _is_head(parts[last - 1], names):
        last -= 1
    if last < len(parts) and parts[-1].endswith(NAME_HEADS):
        last = len(parts)
    edges = _edges(parts)
    found = [edges[first]] if first else []
    if last - first == 2 and _are_two_names(parts[first], parts[first + 1], names):
        found += [edges[first + 1] - 1, edges[first + 1]]
    if last < len(parts):
        found.append(edges[last] - 1)
    return found


def _edges(parts: list[str]) -> list[int]:
    """The offset at which each part begins."""
    edges = [0]
    for part in parts:
        edges.append(edges[-1] + len(part) + 1)
    return edges


def _is_head(part: str, names: NameLists) -> bool:
    """Whether a part is an ordinary word, as `chef` of `NAVO-chef`, or a function with a capital."""
    if not part[0].islower():
        return part.lower() in CAPITAL_HEADS
    return len(part) >= LONG_HEAD or (len(part) >= SHORT_HEAD and names.is_word(part))


def _are_two_names(first: str, second: str, names: NameLists) -> bool:
    """`Israël-Hamas`, but not `Zuid-Holland`, where `Zuid` is no name."""
    return bool(names.kinds_of(first) & STANDS_ALONE and names.kinds_of(second) & STANDS_ALONE)
