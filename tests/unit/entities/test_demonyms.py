"""Adjectives and inhabitants, and the places that they stand for."""

import pytest

from worker.entities.demonyms import demonym, is_demonym, rows


@pytest.mark.parametrize(
    ("word", "place", "iso", "form"),
    [
        ("Russische", "Rusland", "RU", "adjective"),
        ("Noord-Koreanen", "Noord-Korea", "KP", "inhabitant"),
        ("Chinese", "China", "CN", "adjective"),
        ("Chinezen", "China", "CN", "inhabitant"),
        ("Israelische", "Israël", "IL", "adjective"),  # without its accent
        ("Welsh", "Wales", "GB", "adjective"),
        ("Amsterdammers", "Amsterdam", "NL", "inhabitant"),
        ("Bredase", "Breda", "NL", "adjective"),
        ("Venlose", "Venlo", "NL", "adjective"),
        ("Groninger", "Groningen", "NL", "inhabitant"),
        ("Europese", "Europa", None, "adjective"),
        ("Koerden", "Koerdistan", None, "inhabitant"),
        ("Joegoslavische", "Joegoslavië", None, "adjective"),
        ("Oost-Oekraïense", "Oost-Oekraïne", "UA", "adjective"),
    ],
)
def test_a_demonym_stands_for_a_place(word: str, place: str, iso: str | None, form: str) -> None:
    found = demonym(word)
    assert found is not None
    assert (found.place, found.iso, found.form) == (place, iso, form)


@pytest.mark.parametrize(
    ("word", "place"),
    [
        ("Dominicaanse", "Dominicaanse Republiek"),  # and not Dominica
        ("Congolese", "Congo"),  # and not Congo-Brazzaville
        ("Guinese", "Guinee"),
    ],
)
def test_of_two_places_with_one_demonym_the_larger_counts(word: str, place: str) -> None:
    found = demonym(word)
    assert found is not None
    assert found.place == place


@pytest.mark.parametrize(
    "word", ["russische", "Rusland", "Trump", "", "-", "Zuid-", "Frans-Duitse", "Indische-"]
)
def test_other_words_stand_for_no_one_place(word: str) -> None:
    assert demonym(word) is None


def test_two_demonyms_in_one_word_are_one() -> None:
    assert is_demonym("Russisch-Oekraïense")
    assert not is_demonym("Russisch-orthodoxe")


def test_each_row_of_the_table_has_a_place_and_a_form() -> None:
    for row in rows():
        assert row.names, row
        assert row.code, row
        assert row.adjectives or row.inhabitants, row
        assert all(one and many for one, many in row.inhabitants), row
