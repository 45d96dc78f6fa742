"""The countries that an item speaks of."""

import pytest

from worker.pipeline.nearness import FIRST_CHARACTERS, mentioned_areas


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("In de Amerikaanse staat Alabama woedt een storm.", {"US", "US.AL"}),
        ("De Noorse premier spreekt met Zweden.", {"NO", "SE"}),
        ("De Europese leiders spreken elkaar.", set()),
        ("Het regende.", set()),
    ],
)
def test_names_and_adjectives_count(text: str, areas: set[str]) -> None:
    assert mentioned_areas(text) == areas


def test_only_the_beginning_counts() -> None:
    assert mentioned_areas("x" * FIRST_CHARACTERS + " In Noorwegen sneeuwt het.") == set()
