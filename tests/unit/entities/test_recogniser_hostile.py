"""Text that is none: it never fails, and a long one takes no more for each character than a short one."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.entities.recogniser.recogniser import packaged_recogniser

RECOGNISER = packaged_recogniser()
PARTS = [
    "Trump",
    " ",
    "-",
    "'s",
    "’t ",
    "\n",
    "(",
    ")",
    "ANP",
    "DEN HAAG",
    ".",
    "van",
    "ministerie van ",
    "Centraal Bureau voor de ",
    "😀",
    "\ud800",
    "\0",
    "é",
    "Ж",
    "A.",
    "1",
    "/",
]
# What is repeated without end: one word, one sign, one mark; names that may go on; what may begin a rule.
REPEATED = [
    "x", "X", "É", "Ж ", "名", "😀", "\ud800", "\0", "\n", ".", "1", '"', "”", "'", "(", "X-", "x-", "A-A-", "Jan-",
    "A.", "'s-", "1.", "1-", "A ", "De ", "de ", "Jan ", "Jan Jansen ", "DE KAT ZIT ", "Жan 名Ω Éa ", "A\ud800b ",
    "Van den Berg ", "Trump en Poetin en ", "Centraal Bureau voor de ", "ministerie van ", "DEN HAAG ", "ANP/",
    "A (B) - \n", "Aap Bar (AB) ", "DEN HAAG (ANP) - ",
]  # fmt: skip
SHORT, LONG = 2_000, 20_000


WITHOUT_NAMES = [
    "", " ", "\n", "\0", "-", "'", "(", "\ud800", "😀", "A", "É-", "-A", "'s-", "()", "A (B) -", "\ud800A B C",
    "A\ud800B C",
]  # fmt: skip


@pytest.mark.parametrize("text", WITHOUT_NAMES)
def test_a_text_without_names_has_none_or_one(text: str) -> None:
    assert len(RECOGNISER.recognise(text)) <= 3


@given(st.lists(st.sampled_from(PARTS), max_size=40).map("".join) | st.text(max_size=80))
def test_spans_lie_in_the_text_apart_and_in_order(text: str) -> None:
    after = 0
    for span in RECOGNISER.recognise(text):
        assert after <= span.start < span.end <= len(text)
        assert not text[span.start].isspace()
        assert not text[span.end - 1].isspace()
        after = span.end


@pytest.mark.parametrize("part", REPEATED)
def test_time_grows_with_length_alone(part: str) -> None:
    def seconds(length: int) -> float:
        text = (part * length)[:length]
        started = process_time()
        RECOGNISER.recognise(text)
        return process_time() - started

    short, long = (min(seconds(length) for _ in range(2)) for length in (SHORT, LONG))
    assert long < 2 * LONG / SHORT * max(short, 0.002)
