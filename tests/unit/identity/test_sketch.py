"""A text as numbers."""

import pytest

from worker.identity.sketch import (
    DAMAGED,
    DAY,
    NAME,
    NUMBER,
    PLAIN,
    WORDS,
    kind_of,
    pack,
    sketch_of,
    slips,
    unpack,
)

KINDS = {PLAIN: "plain", NUMBER: "number", NAME: "name", DAY: "day"}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("De brug is dicht.", {}),
        ("De brug bij Ede is dicht.", {"Ede": "name"}),
        ("Ajax wint.", {"Ajax": "name"}),
        ("Dicht. Volgens Ede", {"Dicht": "name", "Ede": "name"}),
        ('Hij zei: "Het is dicht"', {"Hij": "plain", "Het": "plain"}),
        ("om 08.00 uur, 34-jarige, 1,8 miljoen, 3-1", {
            "08.00": "number", "34-jarige": "number", "1,8": "number", "miljoen": "number", "3-1": "number",
        }),
        ("op de A27 met drie en één, niet een", {"A27": "name", "drie": "number", "één": "number"}),
        ("in de nacht van dinsdagavond op 3 mei", {"nacht": "day", "dinsdagavond": "day", "3": "number", "mei": "day"}),
        ("geannuleerd.De trein", {"De": "plain"}),
        ("van BLARICUM en café", {"BLARICUM": "name"}),
    ],
)  # fmt: skip
def test_facts_are_told_from_plain_words(text: str, kinds: dict[str, str]) -> None:
    sketched = sketch_of(text)
    found = {
        word: KINDS[kind_of(number)] for word, number in zip(sketched.words, sketched.sketch, strict=True)
    }
    assert {word: kind for word, kind in found.items() if kind != "plain" or word in kinds} == kinds


@pytest.mark.parametrize(
    ("one", "two"),
    [("Café open", "CAFE OPEN"), ("zo'n dag", "Zo'n dag")],
)
def test_case_and_accents_do_not_count(one: str, two: str) -> None:
    plain = [number & ~DAY for number in sketch_of(one).sketch]
    assert plain == [number & ~DAY for number in sketch_of(two).sketch]


def test_a_word_that_lost_letters_is_any_word() -> None:
    assert sketch_of("de Itali\ufffd wint").sketch[1] == DAMAGED


def test_the_place_stands_in_front_but_not_of_nothing() -> None:
    sketched = sketch_of("Brug open", "DEN HAAG")
    assert (sketched.words, sketched.has_place) == (("DEN HAAG", "Brug", "open"), True)
    assert sketch_of("Brug open").sketch == sketched.sketch[1:]
    assert sketch_of(" \n", "DEN HAAG").sketch == ()


@pytest.mark.parametrize("name", ["Janssen", "Jansn", "Jnasen", "Jansem", "Hansen", "JANSEN"])
def test_a_slip_of_the_pen(name: str) -> None:
    assert sketch_of(f"van {name}").sketch[1] in {*slips("Jansen")}


@pytest.mark.parametrize("name", ["Pietersen", "Jaanssen", "Jans", "Ede"])
def test_another_name_is_no_slip(name: str) -> None:
    assert sketch_of(f"van {name}").sketch[1] not in {*slips("Jansen")}


def test_bytes_and_back() -> None:
    sketch = sketch_of("De brug bij Ede is sinds dinsdag 3 mei dicht.").sketch
    assert tuple(unpack(pack(sketch))) == sketch
    assert len(pack(sketch)) == 4 * len(sketch)


@pytest.mark.parametrize(
    "text",
    [
        "x" * 1_000_000,
        "a " * 500_000,
        "1.1" * 300_000,
        "\0" * 1_000_000,
        "\ud800 x " * 200_000,
        "😀" * 300_000,
    ],
)
def test_a_huge_text_costs_no_more_than_its_beginning(text: str) -> None:
    assert len(sketch_of(text, "EDE").sketch) <= WORDS
