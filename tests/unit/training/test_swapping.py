"""Other names in the place of a sentence's names."""

import random

import pytest

from training.corpus import from_marks
from training.swapping import HidingLists, Supply, hide, swap
from worker.entities.recogniser.packaged import packaged_lists
from worker.gazetteer import key

SUPPLY = Supply.of(
    [
        ("ORG", "Ajax", "club"),
        ("ORG", "Feyenoord", "club"),
        ("ORG", "Sparta", "club"),
        ("ORG", "Shell", "company"),
        ("LOC", "Sparta", "town"),
        ("LOC", "Breda", "town"),
        ("MISC", "Franse", "demonym inflected"),
        ("MISC", "Duitse", "demonym inflected"),
    ],
    [("nl_NL", "first", "Piet"), ("nl_NL", "last", "Pietersen"), ("xx", "first", "Only")],
)
SENTENCE = from_marks(
    "De [MISC Franse] trainer [PER Jan de Wit] van [ORG Ajax] verliet [LOC Breda]. [PER De Wit] zweeg.", "x"
)


@pytest.mark.parametrize("seed", range(20))
def test_a_name_gives_way_to_one_of_its_sort(seed: int) -> None:
    swapped = swap(SENTENCE, SUPPLY, random.Random(seed))
    names = [swapped.text[gold.start : gold.end] for gold in swapped.golds]
    assert [gold.label for gold in swapped.golds] == [gold.label for gold in SENTENCE.golds]
    assert names[0] in {"Franse", "Duitse"}
    assert names[2] in {"Ajax", "Feyenoord", "Sparta"}
    assert names[3] in {"Breda", "Sparta"}
    assert names[1].lower().endswith(names[4].lower()), "the surname stays that of the person"


def test_what_is_hidden_no_list_knows() -> None:
    hidden = frozenset().union(*(hide(SENTENCE, SUPPLY, random.Random(seed)) for seed in range(20)))
    assert {"ajax", "jan", "wit", "breda"} <= hidden
    assert "franse" not in hidden
    words = ["Ajax", "en", "Breda"]
    folded = [key(word) for word in words]
    lists = HidingLists(packaged_lists(), frozenset({"ajax"}))
    assert lists.names_from(words, folded, 0) == {}
    assert lists.names_from(words, folded, 2) != {}
