"""The fuzzer's corpus: pages of every kind, and whatever once was a fault."""

from pathlib import Path

import pytest

from tests.fuzz.target import split_anything

CORPUS = Path(__file__).parent / "corpus"


@pytest.mark.parametrize("path", sorted(CORPUS.iterdir()), ids=lambda path: path.name)
def test_an_input_of_the_corpus_splits(path: Path) -> None:
    split_anything(path.read_bytes())
