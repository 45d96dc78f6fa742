"""The same text in another print has the same id."""

import re
import unicodedata

import pytest

from worker.page.fingerprint import fingerprint, same_text

TEXT = 'De president zei: "Dat is \'s lands - en ons - café."\nEn nu?'


@pytest.mark.parametrize(
    "other",
    [
        TEXT.upper(),
        TEXT.replace("\n", "  "),
        TEXT.replace('"', "”"),
        TEXT.replace(' "D', " ,,D").replace('."', ".''"),
        TEXT.replace("'s", "’s"),
        TEXT.replace(" - ", " – "),
        unicodedata.normalize("NFD", TEXT),
        TEXT.replace("café", "cafe"),
    ],
)
def test_the_way_of_printing_does_not_count(other: str) -> None:
    assert fingerprint("brief", other) == fingerprint("brief", TEXT)


@pytest.mark.parametrize("other", [TEXT.replace("café", "kroeg"), TEXT[:-1], TEXT.replace("nu", "1")])
def test_another_text_is_another_item(other: str) -> None:
    assert fingerprint("brief", other) != fingerprint("brief", TEXT)


def test_letters_that_sites_write_otherwise_are_one() -> None:
    assert fingerprint("brief", "Ĳsland, Øresund, Łódź") == fingerprint("brief", "IJsland, Oresund, Lodz")


@pytest.mark.parametrize("length", [1, 100])
def test_marks_in_another_order_are_the_same_text(length: int) -> None:
    assert same_text("שָׁ" * length) == same_text("שׁ\u05b8" * length) == same_text("ש\u05b8\u05c1" * length)


def test_a_backtick_is_an_apostrophe_in_a_text_of_ascii_alone_too() -> None:
    assert fingerprint("brief", "Dat is `s lands") == fingerprint("brief", "Dat is ’s lands")


def test_numbers_are_never_folded() -> None:
    numbers = ["5 10", "510", "51 0", "5,10", "5.10", "5-10", "-510", "5 11"]
    assert len({fingerprint("brief", f"De uitslag is {number}.") for number in numbers}) == len(numbers)


@pytest.mark.parametrize(
    "text", [" " * 1_000_000, "5 " * 500_000, "\u0301" * 1_000_000, "\ud800" * 1_000_000, "\0", ""]
)
def test_hostile_texts_have_ids(text: str) -> None:
    assert re.fullmatch(r"brief:[0-9a-f]{32}", fingerprint("brief", text))


def test_an_id_is_its_type_and_32_hexadecimal_digits() -> None:
    assert re.fullmatch(r"article:[0-9a-f]{32}", fingerprint("article", TEXT))
    assert fingerprint("article", TEXT)[8:] == fingerprint("brief", TEXT)[6:]
