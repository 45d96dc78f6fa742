"""The state's values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.identity.keys import keys_of
from worker.identity.records import (
    HEADER,
    MAX_NOTICE,
    MAX_TEXTS,
    UNKNOWN,
    KnownText,
    Status,
    Story,
    Tie,
    alias,
    capture_in,
    digest_of,
    is_story,
    notice_in,
    pointers,
    seen_of,
    story_key_at,
    story_keys_in,
    story_of,
    with_seen,
    withdrawal,
)

KEYS = st.binary(min_size=17, max_size=17)
INSTANTS = st.integers(UNKNOWN, 2**62)
STORIES = st.builds(
    Story,
    seen=st.integers(0, 2**32 - 1),
    texts=st.lists(st.builds(KnownText, st.binary(min_size=8, max_size=8), INSTANTS), min_size=1, max_size=8),
    sketch=st.binary(max_size=64).map(lambda raw: raw[: len(raw) // 4 * 4]),
    status=st.sampled_from(Status),
    has_headline=st.booleans(),
    is_republished=st.booleans(),
    version=st.integers(1, 2**16 - 1),
    revision=st.integers(0, 2**32 - 1),
    count=st.integers(0, 2**32 - 1),
    offset=st.integers(-1, 2**62),
    first=INSTANTS,
    last=INSTANTS,
    earliest=INSTANTS,
    latest=INSTANTS,
    said=st.integers(-1, 2**62),
    until=INSTANTS,
    headline=st.text(max_size=40),
    evidence=st.binary(max_size=80),
    beginnings=st.lists(st.binary(min_size=4, max_size=4), max_size=12),
    ties=st.lists(st.builds(Tie, KEYS, st.booleans()), max_size=16),
)
A, B = (keys_of("nl").of_id(f"brief:{digit * 32}") for digit in "12")


@given(STORIES)
def test_a_story_comes_back_as_it_was(story: Story) -> None:
    packed = story.packed()
    assert story_of(packed) == story
    assert is_story(packed)
    assert seen_of(packed) == story.seen


def test_a_story_of_two_sentences_takes_some_three_hundred_bytes() -> None:
    story = Story(seen=1, texts=[KnownText(b"12345678", 1)], sketch=bytes(4 * 40), evidence=bytes(66))
    assert len(story.packed()) == HEADER.size + 16 + 160 + 66


def test_a_later_text_leads_to_its_story() -> None:
    value = alias(7, A)
    assert not is_story(value)
    assert (seen_of(value), story_key_at(B, value)) == (7, A)
    story = Story(seen=7, texts=[KnownText(digest_of(A), 1)])
    assert story_key_at(A, story.packed()) == A


def test_what_leads_to_stories_names_them_in_order() -> None:
    assert story_keys_in(pointers(3, [B, A])) == [B, A]
    assert (seen_of(pointers(3, [B])), seen_of(with_seen(pointers(3, [B]), 9))) == (3, 9)
    assert story_keys_in(with_seen(pointers(3, [B]), 9)) == [B]


@pytest.mark.parametrize(
    ("notice", "kept"), [("VERVALLEN", "VERVALLEN"), ("", ""), ("é" * 500, "é" * MAX_NOTICE)]
)
def test_a_withdrawal_keeps_its_words(notice: str, kept: str) -> None:
    value = withdrawal(5, 7, notice)
    assert (seen_of(value), capture_in(value), notice_in(value)) == (5, 7, kept)


def test_of_too_many_texts_the_one_that_was_captured_first_is_dropped_never_the_current_one() -> None:
    story = Story(seen=0, texts=[])
    keys = [keys_of("nl").of_id(f"brief:{digit * 32}") for digit in "0123456789"[: MAX_TEXTS + 2]]
    story.add_text(keys[0], 50, is_current=True)
    for number, key in enumerate(keys[1:], start=1):
        story.add_text(key, number, is_current=False)
    assert story.is_current(keys[0])
    assert [text.earliest for text in story.texts] == [50, *range(3, MAX_TEXTS + 2)]


def test_the_earliest_capture_of_a_text_only_moves_back() -> None:
    story = Story(seen=0, texts=[])
    story.add_text(A, UNKNOWN, is_current=True)
    found = []
    for capture in (UNKNOWN, 9, 12, UNKNOWN, 4):
        story.see_text(A, capture)
        story.see_text(B, 1)
        found.append(story.texts[0].earliest)
    assert found == [UNKNOWN, 9, 9, 9, 4]
