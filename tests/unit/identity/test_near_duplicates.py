"""Versions of one story are told from stories that share their words."""

import random
from collections import Counter

import pytest

from tests.unit.identity.pairs import Pair, false_pairs, halves, true_pairs
from worker.identity.near_duplicates import Clue, Likeness, are_versions, likeness
from worker.identity.sketch import sketch_of

FIRE = "Bij een brand in een woning aan de {} in {} is {} een persoon gewond geraakt. De oorzaak wordt onderzocht."
SHARES = Likeness(shared=0.95, contained=0.95, opening=1)


def alike(old: str, new: str) -> Likeness:
    return likeness(sketch_of(old).sketch, sketch_of(new))


@pytest.mark.parametrize(
    ("new", "numbers", "names", "days"),
    [
        (FIRE.format("Kerkstraat", "Ede", "dinsdagnacht"), 0, 0, 0),
        (FIRE.format("Kerkstraat", "Ede", "vrijdagnacht"), 0, 0, 1),
        (FIRE.format("Kerkstraat", "Breda", "dinsdagnacht"), 0, 1, 0),
        (FIRE.format("Molenlaan", "Breda", "vrijdagnacht"), 0, 2, 1),
        (FIRE.format("Kerkstaat", "Ede", "dinsdagnacht"), 0, 0, 0),  # a slip of the pen
        (FIRE.format("Kerkstraat", "\ufffdde", "dinsdagnacht"), 0, 0, 0),  # damage
        (FIRE.format("Kerkstraat", "Ede", "dinsdagnacht").replace("een persoon", "twee personen"), 0, 0, 0),
    ],
)
def test_facts_that_were_exchanged_are_counted(new: str, numbers: int, names: int, days: int) -> None:
    like = alike(FIRE.format("Kerkstraat", "Ede", "dinsdagnacht"), new)
    assert (like.numbers, like.names, like.days) == (numbers, names, days)


def test_numbers_that_follow_one_another_are_counted_too() -> None:
    like = alike("De winnende getallen waren 3, 8, 15 en 22.", "De winnende getallen waren 5, 9, 31 en 40.")
    assert like.numbers == 4


def test_a_sentence_that_was_rewritten_exchanges_no_facts() -> None:
    like = alike(
        "De brug bij Ede is sinds vanochtend dicht. Gewonden zijn er niet, meldt de politie in Tiel.",
        "De brug bij Ede is sinds vanochtend dicht. Volgens Rijkswaterstaat zijn zes auto's op elkaar gebotst.",
    )
    assert like.facts == 0
    assert 0 < like.shared < 0.6


def test_facts_beside_the_same_words_are_exchanged_whatever_follows() -> None:
    like = alike(
        "Het nieuwe werk is aangekondigd in een programma uit Ede. Er is zes jaar aan gewerkt. Het vorige trok veel lezers.",
        "Het nieuwe werk is aangekondigd in een programma uit Breda. De presentatie is in mei.",
    )
    assert like.names == 1
    added = alike(
        "De botsing kostte drie mensen het leven.", "De botsing met vijf auto's kostte drie mensen het leven."
    )
    assert added.facts == 0


def test_a_fact_stands_among_the_words_of_its_own_sentence() -> None:
    end = "Morgen komt er meer nieuws over dit plan."
    like = alike(
        f"Er is sinds gisteren een besluit in Ede. {end}",
        f"Niemand weet hoe het verder moet met Breda. {end}",
    )
    assert like.facts == 0
    like = alike(f"{end} Ede is het met dit besluit eens.", f"{end} Breda wil er niets meer van weten.")
    assert like.facts == 0


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [("Jan de Wit", "Piet Hoekstra", 1), ("Koen Bierens", "Ahmed Bouzid", 1), ("Ede", "Breda", 1)],
)
def test_a_name_is_one_fact_however_many_words_it_has_and_wherever_it_stands(
    old: str, new: str, names: int
) -> None:
    text = "De gemeenteraad heeft volgens {0} ingestemd met het plan. Daarmee is {0} erg blij, zo blijkt vandaag."
    assert alike(text.format(old), text.format(new)).names == names


@pytest.mark.parametrize(
    ("old", "new", "shared", "contained", "opening"),
    [
        ("een twee drie vier", "een twee drie vier", 1, 1, 1),
        ("een twee drie vier", "een twee drie vier vijf zes zeven acht", 0.5, 1, 1),
        ("aap noot mies wim", "teun vuur gijs lam", 0, 0, 0),
        ("aap noot", "", 0, 0, 0),
        ("", "aap noot", 0, 0, 0),
    ],
)
def test_shares(old: str, new: str, shared: float, contained: float, opening: float) -> None:
    like = alike(old, new)
    assert (like.shared, like.contained, like.opening) == (shared, contained, opening)


@pytest.mark.parametrize(
    ("facts", "clues", "corrects", "expected"),
    [
        ({}, Clue.WORDS, False, True),
        ({"numbers": 1}, Clue.WORDS, False, True),
        ({"numbers": 2}, Clue.WORDS, False, False),
        ({"numbers": 2}, Clue.NOTICE, False, True),
        ({"numbers": 2}, Clue.HEADLINE, False, True),
        ({"numbers": 3}, Clue.HEADLINE | Clue.URL, False, True),
        ({"numbers": 3}, Clue.HEADLINE | Clue.NOTICE, False, True),
        ({"numbers": 4}, Clue.HEADLINE | Clue.URL | Clue.NOTICE, False, False),
        ({"names": 1}, Clue.WORDS, False, True),
        ({"names": 1, "numbers": 1}, Clue.WORDS, False, False),
        ({"names": 1, "numbers": 1}, Clue.HEADLINE, False, True),
        ({"names": 2}, Clue.HEADLINE | Clue.URL, False, True),
        ({"names": 3}, Clue.HEADLINE | Clue.URL, False, False),
        ({"days": 1}, Clue.HEADLINE | Clue.URL, False, False),
        ({"days": 1}, Clue.NOTICE, True, True),
        ({"days": 1, "numbers": 1}, Clue.NOTICE, True, False),
    ],
)
def test_how_many_facts_may_change_depends_on_the_clues(
    facts: dict[str, int], clues: Clue, corrects: bool, expected: bool
) -> None:
    like = Likeness(shared=0.95, contained=0.95, opening=1, **facts)
    assert are_versions(like, clues, corrects=corrects) is expected


@pytest.fixture(scope="module")
def pairs() -> tuple[list[Pair], list[Pair]]:
    """Of the half of the pairs that was looked at: the versions, and some of the other stories."""
    rng = random.Random(1)
    return halves(list(true_pairs(rng)))[0], halves(list(false_pairs(rng)))[0][::8]


def compared(pair: Pair) -> Likeness:
    return likeness(sketch_of(pair.old.text, pair.old.place).sketch, sketch_of(pair.new.text, pair.new.place))


def test_versions_are_versions(pairs: tuple[list[Pair], list[Pair]]) -> None:
    missed = Counter(
        pair.change for pair in pairs[0] if not are_versions(compared(pair), Clue.WORDS, corrects=False)
    )
    # Without a headline or an address, a text of which the first sentence is another one is another story.
    assert set(missed) <= {"sentence changed", "last sentence changed"}
    assert sum(missed.values()) <= 0.05 * len(pairs[0])
    named = [
        pair for pair in pairs[0] if are_versions(compared(pair), Clue.HEADLINE | Clue.URL, corrects=False)
    ]
    assert len(named) >= 0.99 * len(pairs[0])


def test_stories_that_share_words_are_stories_of_their_own(pairs: tuple[list[Pair], list[Pair]]) -> None:
    merged = [pair for pair in pairs[1] if are_versions(compared(pair), Clue.WORDS, corrects=False)]
    # Of those that differ in a single fact or word, labels and time decide: see the benchmark.
    assert len(merged) <= 0.01 * len(pairs[1])
    for pair in merged:
        assert compared(pair).facts <= 1
        assert pair.change.startswith("template")
