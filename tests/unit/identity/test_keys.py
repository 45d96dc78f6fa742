"""The keys of the state."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.builders import item_id
from worker.delivery.state import PARTITIONS_KEY
from worker.identity.keys import HEADLINE, OPENING, TEXTS, URL, keys_of

NL, BE = keys_of("nl"), keys_of("be")


@given(st.sampled_from(["article", "brief"]), st.binary(min_size=16, max_size=16), st.text(max_size=5))
def test_a_key_is_17_bytes_and_gives_its_id_back(kind: str, digest: bytes, market: str) -> None:
    keys = keys_of(market)
    key = keys.of_id(f"{kind}:{digest.hex()}")
    assert len(key) == 17
    assert key[0] in TEXTS
    assert keys.to_id(key) == f"{kind}:{digest.hex()}"
    assert keys.of_digest(kind, digest) == key  # type: ignore[arg-type]


def test_keys_of_different_items_and_markets_differ() -> None:
    found = sorted(
        keys.of_id(item_id(str(number), kind))
        for keys in (NL, BE)
        for number in range(50)
        for kind in ("article", "brief")
    )
    assert all(one != other for one, other in pairwise(found))


def test_names_differ_by_market_and_by_what_they_name() -> None:
    names = [keys.of_name(letter, "Brug open") for keys in (NL, BE) for letter in (URL, HEADLINE)]
    assert len(set(names)) == 4
    assert NL.of_name(HEADLINE, "Brug  OPEN") == NL.of_name(HEADLINE, "Brug open")


def test_words_differ_by_type() -> None:
    assert NL.of_words(OPENING, "brief", [1, 2]) != NL.of_words(OPENING, "article", [1, 2])
    assert NL.of_words(OPENING, "brief", [1, 2]) == NL.of_words(OPENING, "brief", (1, 2))


def test_no_key_looks_like_that_of_the_partitions() -> None:
    assert PARTITIONS_KEY[0] not in TEXTS | {*URL, *HEADLINE, *OPENING}


def test_hostile_names_have_keys() -> None:
    for name in ("\ud800", "\0", "x" * 1_000_000, ""):
        assert len(NL.of_name(HEADLINE, name)) == 9
    assert len(keys_of("\ud800").of_id(item_id("a"))) == 17
