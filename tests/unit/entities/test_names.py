"""What the lists say of a name, and how they are searched."""

import pytest

from worker.entities.recogniser.names import MAX_TOKENS, Kind, NameLists, NameTable
from worker.entities.recogniser.packaged import names_of, packaged_lists
from worker.entities.recogniser.tokens import words_of
from worker.entities.tables import packaged_rows
from worker.gazetteer import key

TABLE = NameTable.of(
    [
        ("Openbaar Ministerie", Kind.ORGANISATION),
        ("OM", Kind.ORGANISATION),
        ("Den Haag", Kind.METROPOLIS),
        ("Haag", Kind.SURNAME),
        ("Noord-Korea", Kind.COUNTRY),
        ("Warner Bros. Discovery", Kind.ORGANISATION),
        ("Israël", Kind.COUNTRY),
        ("Israel", Kind.FIRST_NAME),
    ]
)
LISTS = NameLists([TABLE], packaged_lists().words)


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("Den Haag", Kind.METROPOLIS),
        ("DEN HAAG", Kind.METROPOLIS),
        ("Den Haags", Kind.METROPOLIS),
        ("Noord Korea", Kind.COUNTRY),
        ("Warner Bros. Discovery", Kind.ORGANISATION),
        ("Israëls", Kind.COUNTRY | Kind.FIRST_NAME),
        ("OM", Kind.ORGANISATION),
        ("Om", 0),  # an abbreviation is met as it is written
        ("Den", 0),
        ("Den Haagsche", 0),
        ("", 0),
    ],
)
def test_a_name_is_found_without_case_accents_and_possessive(name: str, kinds: int) -> None:
    assert LISTS.kinds_of(name) == kinds


def test_every_name_that_begins_at_a_word_is_found_with_its_length() -> None:
    words = words_of("Den Haag en Noord-Korea's leider")
    folded = [key(word) for word in words]
    assert LISTS.names_from(words, folded, 0) == {2: Kind.METROPOLIS}
    assert LISTS.names_from(words, folded, 1) == {1: Kind.SURNAME}
    assert LISTS.names_from(words, folded, 3) == {1: Kind.COUNTRY}
    assert LISTS.names_from(words, folded, 2) == {}


def test_names_of_ones_own_count_beside_the_others() -> None:
    lists = LISTS.extended([("Zorggroep Noordwest", Kind.ORGANISATION), ("OM", Kind.CLUB)])
    assert lists.kinds_of("Zorggroep Noordwest") == Kind.ORGANISATION
    assert lists.kinds_of("OM") == Kind.ORGANISATION | Kind.CLUB


def test_a_table_is_the_same_when_it_is_read_again() -> None:
    again = NameTable.from_bytes(TABLE.to_bytes())
    assert again.to_bytes() == TABLE.to_bytes()
    assert again.kinds_of("openbaar ministerie") == Kind.ORGANISATION


def test_the_compiled_lists_hold_every_name_of_the_tables() -> None:
    lists = packaged_lists()
    followed = ((name, kind) for name, kind in names_of(packaged_rows()) if len(words_of(name)) <= MAX_TOKENS)
    missing = [
        name
        for name, kind in followed
        if not (lists.kinds_of(name) | lists.kinds_of(name.rstrip("."))) & kind
    ]
    assert not missing, "run `make lists`"
