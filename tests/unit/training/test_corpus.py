"""Sentences with marked names, from the forms in which they are kept."""

from training.corpus import Gold, fold_of, from_marks, from_tokens


def test_marks_become_places_in_the_text() -> None:
    sentence = from_marks("De [MISC Franse] president [PER Emmanuel Macron].", "x")
    assert sentence.text == "De Franse president Emmanuel Macron."
    assert sentence.golds == (Gold(3, 9, "MISC"), Gold(20, 35, "PER"))


def test_tags_become_places_in_the_text() -> None:
    sentence = from_tokens(
        ["De", "Tweede", "Kamer", "in", "Den", "Haag"], ["O", "B-ORG", "I-ORG", "O", "B-LOC", "I-LOC"], "x"
    )
    assert [sentence.text[gold.start : gold.end] for gold in sentence.golds] == ["Tweede Kamer", "Den Haag"]


def test_neighbours_are_tested_together() -> None:
    assert {fold_of(f"cdb/{number}", 5) for number in range(40, 60)} == {fold_of("cdb/40", 5)}
    assert {fold_of(f"cdb/{number}", 5) for number in range(2000)} == set(range(5))
