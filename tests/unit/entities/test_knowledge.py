"""The compiled tables: what is written is found again, and the packaged file is that of its sources."""

from importlib.resources import files

import pytest

from worker.entities.knowledge import FILE, Thing, packaged_knowledge, read_knowledge, write_knowledge
from worker.entities.tables import Form, Row, packaged_rows

POETIN = Row("PER", "Vladimir Poetin", "head_of_state", "RU", "Q7747", (Form("Vladimir Poetin", False),))
OM = Row(
    "ORG",
    "Openbaar Ministerie",
    "justice",
    "NL",
    None,
    (Form("Openbaar Ministerie", False), Form("OM", False)),
)
TROUW = Row("ORG", "Trouw", "newspaper", "NL", None, (Form("Trouw", True),))
KNOWLEDGE = read_knowledge(write_knowledge([POETIN, OM, TROUW]))


@pytest.mark.parametrize(
    ("name", "canonical"),
    [
        ("Vladimir Poetin", "Vladimir Poetin"),
        ("VLADIMIR POETIN", "Vladimir Poetin"),
        ("openbaar ministerie", "Openbaar Ministerie"),
        ("OM", "Openbaar Ministerie"),
        ("Om", None),
        ("Poetin", None),
        ("", None),
        ("\ud800", None),
        ("a" * 1_000_000, None),
    ],
)
def test_a_name_is_found_whatever_its_case_but_an_abbreviation_as_written(
    name: str, canonical: str | None
) -> None:
    assert [sense.thing.canonical for sense in KNOWLEDGE.named(name)] == ([canonical] if canonical else [])


def test_a_shared_name_says_so() -> None:
    (sense,) = KNOWLEDGE.named("Trouw")
    assert sense == (Thing("ORG", "Trouw", "newspaper", "NL", None), True)


@pytest.mark.parametrize(
    ("name", "canonical"),
    [
        ("Vladimir Putin", ["Vladimir Poetin"]),
        ("Wladimir Poetin", ["Vladimir Poetin"]),
        ("Vladimir Poeting", []),
        ("Openbaar Ministerie", []),
    ],
)
def test_people_whose_names_sound_alike_are_found(name: str, canonical: list[str]) -> None:
    assert [thing.canonical for thing in KNOWLEDGE.sounding(name)] == canonical


def test_the_packaged_tables_are_compiled_from_the_sources_that_lie_beside_them() -> None:
    packed = files("worker.entities").joinpath(FILE).read_bytes()
    assert packed == write_knowledge(packaged_rows()), "run `make lists`"
    assert packaged_knowledge().version == read_knowledge(packed).version


def test_another_file_is_refused() -> None:
    with pytest.raises(ValueError, match="make lists"):
        read_knowledge(b"anything")
