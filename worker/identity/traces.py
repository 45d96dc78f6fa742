"""By what a changed text may be found again: each item leaves traces, keys of the state that lead to its story."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from schemas import SplitItem
from worker.identity.addresses import same_address
from worker.identity.keys import CLOSING, HEADLINE, INSIDE, OPENING, URL, Keys
from worker.identity.near_duplicates import Clue
from worker.identity.sketch import DAMAGED, NUMBER, WORDS, Sketched, kind_of, sketch_of

# Of a text's first and last words so many, that do not overlap: one change leaves one of them as it was.
WORDS_AT_END, FEWEST_WORDS = 6, 3
# Of the long words, those that come first in orders that have nothing to do with the text (MinHash): texts that share most
# of theirs share one of these, wherever they were changed or damaged.
LONG_WORD = 6
ORDERS = (0x9E3779B1, 0x85EBCA77)
# Where the last words of a long text are looked for, in characters.
TAIL = 400
# A headline of so many words, or letters, is this story's; `Weer` or `Beurs opent hoger` is any day's.
TELLING_WORDS, TELLING_LETTERS = 4, 25


@dataclass(frozen=True, slots=True)
class Traced:
    """A text and the keys that lead to its story, each with the clue that it is."""

    text: Sketched
    keys: Mapping[bytes, Clue]


def trace(keys: Keys, item: SplitItem) -> Traced:
    """Sketch an item's text and find its traces."""
    places = item.dateline.places if item.dateline is not None else ()
    text = sketch_of(item.text, places[0].raw if places else None)
    return Traced(text, dict((*names(keys, item), *_ends(keys, item, text), *_inside(keys, item, text))))


def _ends(keys: Keys, item: SplitItem, text: Sketched) -> Iterator[tuple[bytes, Clue]]:
    words = text.sketch[text.has_place :]
    if len(words) >= WORDS_AT_END:
        first = _without_numbers(text.sketch[: text.has_place + WORDS_AT_END])
        yield keys.of_words(OPENING, item.type, first), Clue.WORDS
    if len(words) >= WORDS_AT_END + FEWEST_WORDS:
        last = _without_numbers(_last(words, item.text)[-min(WORDS_AT_END, len(words) - WORDS_AT_END) :])
        yield keys.of_words(CLOSING, item.type, last), Clue.WORDS


def _inside(keys: Keys, item: SplitItem, text: Sketched) -> Iterator[tuple[bytes, Clue]]:
    long = [
        word
        for letters, word in zip(text.words[text.has_place :], text.sketch[text.has_place :], strict=True)
        if len(letters) >= LONG_WORD and word != DAMAGED and kind_of(word) != NUMBER
    ]
    for order in ORDERS if long else ():
        first = min(long, key=lambda word: word * order & 0xFFFF_FFFF)
        yield keys.of_words(INSIDE, item.type, (*text.sketch[: text.has_place], first)), Clue.WORDS


def names(keys: Keys, item: SplitItem) -> Iterator[tuple[bytes, Clue]]:
    """The keys by which an item is called: its page's address (an article's only), and its headline."""
    if item.type == "article" and item.page.url is not None:
        address = same_address(item.page.url)
        if address is not None:
            yield keys.of_name(URL, address), Clue.URL
    if item.headline is not None:
        clue = Clue.HEADLINE if is_telling(item.headline) else Clue.WORDS
        yield keys.of_name(HEADLINE, item.headline), clue


def is_telling(headline: str) -> bool:
    """Whether a headline tells its story from others."""
    return len(headline) >= TELLING_LETTERS or len(headline.split()) >= TELLING_WORDS


def _last(words: Sequence[int], text: str) -> Sequence[int]:
    return words if len(words) < WORDS - 1 else sketch_of(text[-TAIL:]).sketch


def _without_numbers(words: Sequence[int]) -> list[int]:
    """Numbers are what is corrected most: any is as good as another."""
    return [NUMBER if kind_of(word) == NUMBER else word for word in words]
