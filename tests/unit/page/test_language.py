"""Languages of pages, short ones too."""

import pytest

from worker.page.language import detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Rusland verwacht snel akkoord over defensiesamenwerking met Iran", "nl"),
        ("Code geel voor noordelijke provincies", "nl"),
        ("The president said that he would not be at the summit.", "en"),
        ("Les violences sont une catastrophe pour la région, selon le ministre.", "fr"),
        ("Die Regierung hat sich auf das Paket mit der Opposition nicht geeinigt.", "de"),
        ("Trump Clooney Hollywood", "und"),
        ("", "und"),
    ],
)
def test_function_words_tell_the_language(text: str, language: str) -> None:
    assert detect_language(text) == language
