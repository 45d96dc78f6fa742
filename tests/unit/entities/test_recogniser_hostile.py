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
    "😀",
    "\ud800",
    "\0",
    "é",
    "A.",
    "1",
    "/",
]


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "\0", "-", "'", "(", "\ud800", "😀", "A", "É-", "-A", "'s-", "()", "A (B) -"]
)
def test_a_text_without_names_has_none_or_one(text: str) -> None:
    assert len(RECOGNISER.recognise(text)) <= 3


@given(st.lists(st.sampled_from(PARTS), max_size=40).map("".join) | st.text(max_size=80))
def test_spans_lie_in_the_text_apart_and_in_order(text: str) -> None:
    after = 0
    for span in RECOGNISER.recognise(text):
        assert after <= span.start < span.end <= len(text)
        after = span.end


@pytest.mark.parametrize(
    "part",
    ["x", "X", "X-", "x-", "A.", "'s-", "1.", "1-", "😀", "\ud800", "\0", "\n", "(", "De ", "Van den Berg ", "A A ", "Jan-", "ANP/", "A (B) - \n", "DEN HAAG ", "de ", "É", "Ж ", "名"],
)  # fmt: skip
def test_time_grows_with_length_alone(part: str) -> None:
    def seconds(length: int) -> float:
        text = (part * length)[:length]
        started = process_time()
        RECOGNISER.recognise(text)
        return process_time() - started

    short = max(min(seconds(10_000) for _ in range(2)), 0.005)
    assert seconds(100_000) < 30 * short
