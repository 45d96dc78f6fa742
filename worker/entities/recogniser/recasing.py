"""Lines that are printed in capitals alone, such as headlines, in ordinary case: there capitals tell nothing."""

from collections.abc import Iterator, Sequence

from worker.entities.recogniser.names import NameLists
from worker.gazetteer import key

LINE = "\n"
# Fewer words may be a name by themselves: `DEN HAAG`, `VVD`.
FEWEST_WORDS = 3


def in_ordinary_case(words: Sequence[str], names: NameLists) -> list[str]:
    """The words of a text, those of lines in capitals in the case that they would have elsewhere."""
    cased: list[str] = []
    for line in _lines(words):
        letters = [word for word in line if word.isupper() or word.islower()]
        is_in_capitals = len(letters) >= FEWEST_WORDS and all(map(str.isupper, letters))
        cased += _cased(line, names) if is_in_capitals else line
    return cased


def _lines(words: Sequence[str]) -> Iterator[Sequence[str]]:
    start = 0
    for index, word in enumerate(words):
        if word == LINE:
            yield words[start : index + 1]
            start = index + 1
    yield words[start:]


def _cased(line: Sequence[str], names: NameLists) -> list[str]:
    folded = [key(word) for word in line]
    cased: list[str] = []
    for index, word in enumerate(line):
        if index < len(cased):
            continue
        listed = names.names_from(line, folded, index)
        length = max(listed, default=1)
        if length > 1 or not names.is_word(word.lower()):
            cased += [_as_name(name, names) for name in line[index : index + length]]
        else:
            cased.append(word.lower())
    return cased


def _as_name(word: str, names: NameLists) -> str:
    """`OEKRAÏNE` → `Oekraïne`; an abbreviation, and what may be one, stays."""
    is_abbreviation = any(table.kinds_of(word) for table in names.tables)
    return word if is_abbreviation or len(word) == 1 else word.title()
