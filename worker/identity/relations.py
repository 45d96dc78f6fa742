"""What an item has to do with others: the page that they share, and the article whose beginning a brief is.

A brief expands into an article when its whole text is what the article begins with: some of its first sentences or
paragraphs. Datelines do not count, as they are no text. Either may be seen first, on whatever page: each keeps the tie
until its own text is at hand again, and a tie holds as long as both texts are the current ones.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import islice

from schemas import ItemType, Related, SplitItem
from worker.identity.keys import TYPES, Keys
from worker.identity.ledger import Ledger
from worker.identity.records import BEGINNING, Story, Tie
from worker.page.fingerprint import DIGEST_BYTES, same_text

# Letters and signs (without blanks) of the shortest beginning that says which article it is: some eight words.
SHORTEST = 40
# So many beginnings of an article are compared, in this much of its text.
MOST, WITHIN = 12, 4000
# Where a sentence may end. Behind `dr.` none does: that beginning is no brief.
SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'’”»)]{0,2}(?=\s)|\n")


# Relations of one item that are kept.
MAX_TIES = 16


def beginnings(text: str) -> Iterator[bytes]:
    """The digests of what a text begins with, the shortest first and the whole text last (unless it is a long one).

    Each is that of `worker.page.fingerprint`: a brief of just these sentences has it.
    """
    digest = blake2b(digest_size=DIGEST_BYTES)
    length = start = found = 0
    for end in _ends(text[:WITHIN], whole=len(text) <= WITHIN):
        piece = same_text(text[start:end])
        digest.update(piece.encode("utf-8", "surrogatepass"))
        length, start = length + len(piece), end
        if piece and length >= SHORTEST and found < MOST:
            found += 1
            yield digest.copy().digest()


def _ends(text: str, *, whole: bool) -> Iterator[int]:
    yield from (end.end() for end in SENTENCE_END.finditer(text))
    if whole:
        yield len(text)


def related_on_page(shown: Iterable[tuple[ItemType, str]]) -> dict[ItemType, tuple[Related, ...]]:
    """What the briefs of a page have to do with its article, and the article with them. `shown`: types and ids."""
    ids: dict[ItemType, list[str]] = {"article": [], "brief": []}
    for item_type, id_ in shown:
        ids[item_type].append(id_)
    return {
        "article": tuple(Related(rel="lists", id=brief) for brief in dict.fromkeys(ids["brief"])),
        "brief": tuple(Related(rel="listed_under", id=article) for article in ids["article"][:1]),
    }


def expansions_on_page(items: Sequence[SplitItem]) -> dict[str, list[Related]]:
    """By id, which of the items of a page expand which others."""
    found: dict[str, list[Related]] = {item.id: [] for item in items}
    for article in (item for item in items if item.type == "article"):
        for brief in (f"brief:{digest.hex()}" for digest in beginnings(article.text)):
            if brief in found:
                found[article.id].append(Related(rel="expands", id=brief))
                found[brief].append(Related(rel="expanded_by", id=article.id))
    return found


def leads(keys: Keys, item: SplitItem) -> list[bytes]:
    """The keys of the briefs that would be the beginning of this item, the shortest first. Of a brief that one alone."""
    found = islice(beginnings(item.text), 1 if item.type == "brief" else None)
    return [keys.of_digest("brief", digest) for digest in found]


def tie(ledger: Ledger, keys: Keys, key: bytes, story: Story, lead: Sequence[bytes]) -> None:
    """Tie a story to the briefs that it expands, or to the articles that expand it. `lead` is that of its current text."""
    if TYPES[key[0]] == "article":
        for found in map(ledger.story_of_text, lead):
            if found is not None:
                _bind(ledger, (key, story), found)
    elif lead:
        for article in ledger.stories_at(keys.of_lead(lead[0])):
            _bind(ledger, article, (key, story))


def _holds(article: Story, brief: Story) -> bool:
    """Whether the brief's current text is what the article's current one begins with."""
    return brief.texts[0].digest[:BEGINNING] in article.beginnings


def _bind(ledger: Ledger, article: tuple[bytes, Story], brief: tuple[bytes, Story]) -> None:
    if not _holds(article[1], brief[1]):
        return
    for (key, story), (other, _) in ((article, brief), (brief, article)):
        if all(known.key != other for known in story.ties):
            story.ties = [*story.ties[-MAX_TIES + 1 :], Tie(other, said=False)]
            ledger.keep(key, story)


def ties_of(ledger: Ledger, key: bytes, story: Story) -> list[Tie]:
    """The ties of a story that still hold."""
    is_article = TYPES[key[0]] == "article"
    return [
        known
        for known in story.ties
        if (other := ledger.story(known.key)) is not None
        and (_holds(story, other) if is_article else _holds(other, story))
    ]
