"""The names taken of a group, against every way to choose them counted out."""

import random
from collections.abc import Iterator
from itertools import pairwise, product

import pytest

from worker.entities.recogniser.decoder import HOPELESS, Decoder
from worker.entities.recogniser.lattice import JOINTS, Candidate
from worker.entities.recogniser.packaged import packaged_lists
from worker.entities.recogniser.spans import LABELS
from worker.entities.recogniser.view import View
from worker.entities.recogniser.weights import LINK, Scores, Weights, pack

WORDS = ["Aap", "Noot", "en", "Mies", "uit", "Wim", "Zus", "ook", "Jet"]
VIEW = View.of(WORDS)
PLACES = range(len(LABELS))

Choice = tuple[tuple[Candidate, int], ...]


def ways(group: list[Candidate], begin: int = 0) -> Iterator[Choice]:
    """Every way to choose names that do not overlap."""
    yield ()
    for candidate, place in product(group, PLACES):
        if candidate.start >= begin:
            yield from (((candidate, place), *rest) for rest in ways(group, candidate.end))


def decoder_with(chance: random.Random, strength: int) -> tuple[Decoder, dict[str, Scores]]:
    """A decoder with links drawn by chance, and the links."""
    links = {
        f"{label} {joint}": tuple(chance.randint(-strength, strength) for _ in PLACES)
        for label in LABELS
        for joint in ("", *sorted(JOINTS))
    }
    weights = Weights({LINK: {key: pack(row) for key, row in links.items()}})
    return Decoder(weights, packaged_lists()), links


def total(choice: Choice, scores: dict[Candidate, Scores], links: dict[str, Scores]) -> int:
    """The sum of a choice's scores, links too."""
    summed = sum(scores[candidate][place] for candidate, place in choice)
    for (one, label), (other, place) in pairwise(choice):
        if other.start - one.end < 2:
            joint = WORDS[one.end] if other.start > one.end else ""
            if not joint or joint in JOINTS:
                summed += links[f"{LABELS[label]} {joint}"][place]
    return summed


@pytest.mark.parametrize("seed", range(60))
def test_no_other_choice_of_names_weighs_more(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(seed)
    decoder, links = decoder_with(chance, strength=90)
    spans = {
        (start, min(start + chance.randint(1, 3), len(WORDS))) for start in chance.choices(range(9), k=6)
    }
    group = [Candidate(start, end, 0, 0, 0) for start, end in sorted(spans)]
    scores = {
        candidate: tuple(chance.randint(HOPELESS + 1, 250) - 100 for _ in PLACES) for candidate in group
    }
    monkeypatch.setattr(decoder, "scores", lambda _view, asked: [scores[candidate] for candidate in asked])
    names = decoder.names(VIEW, group)
    by_ends = {(candidate.start, candidate.end): candidate for candidate in group}
    chosen = tuple((by_ends[name.start, name.end], LABELS.index(name.label)) for name in names)
    assert total(chosen, scores, links) == max(total(choice, scores, links) for choice in ways(group))
    assert all(one.end <= other.start for one, other in pairwise(names))


@pytest.mark.parametrize(
    ("scores", "labels"),
    [((10, 20, 5, 0), ["ORG"]), ((-1, -5, -2, -9), []), ((0, -5, -5, -5), ["PER"])],
)
def test_a_candidate_alone_is_a_name_unless_none_is_likelier(
    scores: Scores, labels: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    decoder, _ = decoder_with(random.Random(0), strength=0)
    monkeypatch.setattr(decoder, "scores", lambda _view, _group: [scores])
    assert [name.label for name in decoder.names(VIEW, [Candidate(1, 2, 0, 0, 0)])] == labels
