"""What the weights know a name by, each feature by its name: the words around it, its words, and its make.

A feature is a template and a key in its table. The weights of all features together are what the recogniser gives as
the score of a candidate (worker/entities/recogniser/weighing.py adds them up in fewer steps).
"""

from collections.abc import Iterator

from worker.entities.recogniser.lattice import Candidate
from worker.entities.recogniser.makes import MAKE, keys_of_make, sort
from worker.entities.recogniser.names import NameLists
from worker.entities.recogniser.view import OUTSIDE, View
from worker.entities.recogniser.weighing import MAX_WORD, shape_of, words_between

Feature = tuple[str, str]


def features_of(view: View, candidate: Candidate, names: NameLists) -> Iterator[Feature]:
    """All features of a candidate."""
    features = (
        *_of_beginning(view, candidate.start),
        *_of_ending(view, candidate.end),
        *_of_make(view, candidate, names),
        *_of_surroundings(view, candidate),
    )
    return (feature for feature in features if feature[1])


def _of_beginning(view: View, start: int) -> Iterator[Feature]:
    before, second = (_word(view, start - back)[-MAX_WORD:] for back in (1, 2))
    first = view.lower[start][:MAX_WORD]
    yield "before", before
    yield "two before", f"{second} {before}"
    yield "ending before", before[-4:]
    yield "shape before", _shape(view, start - 1)
    yield "first", first
    yield "first's beginning", first[:3]


def _of_ending(view: View, end: int) -> Iterator[Feature]:
    after, second = (_word(view, end + on)[:MAX_WORD] for on in (0, 1))
    last = view.lower[end - 1][-MAX_WORD:]
    yield "after", after
    yield "two after", f"{after} {second}"
    yield "ending after", after[-4:]
    yield "shape after", _shape(view, end)
    yield "last", last
    yield "last's ending", last[-3:]
    yield "last's longer ending", last[-5:]


def _of_make(view: View, candidate: Candidate, names: NameLists) -> Iterator[Feature]:
    start, end, kinds, first, last = candidate
    begins_sentence, is_word = view.begins_sentence(start), names.is_word(view.lower[start])
    keys = keys_of_make(begins_sentence, is_word, end - start, shape_of(view, start, end), kinds, first, last)
    return zip(MAKE, keys, strict=True)


def _of_surroundings(view: View, candidate: Candidate) -> Iterator[Feature]:
    kinds = sort(candidate.kinds)
    yield "between", words_between(view, candidate.start, candidate.end)
    yield "before and kinds", f"{_word(view, candidate.start - 1)[-MAX_WORD:]} {kinds}"
    yield "after and kinds", f"{_word(view, candidate.end)[:MAX_WORD]} {kinds}"


def _word(view: View, index: int) -> str:
    return view.lower[index] if 0 <= index < len(view.lower) else OUTSIDE


def _shape(view: View, index: int) -> str:
    return view.shapes[index] if 0 <= index < len(view.shapes) else OUTSIDE
