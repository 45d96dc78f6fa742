"""Which runs of tokens may be names, and which of them are weighed together."""

import pytest

from worker.entities.recogniser.lattice import groups
from worker.entities.recogniser.names import Kind, NameLists, NameTable
from worker.entities.recogniser.packaged import packaged_lists
from worker.entities.recogniser.preparing import prepare

LISTS = NameLists(
    [
        NameTable.of(
            [
                ("Jan", Kind.FIRST_NAME),
                ("Wit", Kind.SURNAME),
                ("sc Heerenveen", Kind.CLUB),
                ("Bureau voor de Statistiek", Kind.ORGANISATION),
                ("Raad van Berg", Kind.ORGANISATION | Kind.UNSURE),
                ("Berg en Dal", Kind.VILLAGE),
                ("Franse", Kind.DEMONYM),
                ("Franse Bank", Kind.ORGANISATION),
                ("De Beurs", Kind.ORGANISATION),
            ]
        )
    ],
    packaged_lists().words,
)


def found(text: str) -> list[list[str]]:
    """The groups of a text, each candidate as written."""
    prepared = prepare(text, LISTS)
    return [
        [" ".join(prepared.view.words[candidate.start : candidate.end]) for candidate in group]
        for group in groups(prepared.view, LISTS, prepared.may_bound)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("een man ziet iets", []),
        ("hij zag Piet lopen", [["Piet"]]),
        ("hij zag Jan de Wit lopen", [["Jan", "Jan de Wit", "Wit"]]),
        # four connectors are no name any more
        ("zag Piet van de van de Berg", [["Piet"], ["Berg"]]),
        ("de Formule 1 begint", [["Formule", "Formule 1"]]),
        ("de fans van sc Heerenveen juichen", [["sc Heerenveen"]]),
        ("de fans van sc Ajax juichen", [["Ajax"]]),
        # a listed name is not taken apart, unless it may be something else, or a demonym or an article begins it
        ("het Bureau voor de Statistiek", [["Bureau voor de Statistiek"]]),
        (
            "het Bureau voor de Statistiek Breda",
            [["Bureau voor de Statistiek", "Bureau voor de Statistiek Breda", "Breda"]],
        ),
        ("de Raad van Berg", [["Raad", "Raad van Berg", "Berg"]]),
        ("in Berg en Dal", [["Berg", "Berg en Dal", "Dal"]]),
        ("de Franse Bank", [["Franse", "Franse Bank", "Bank"]]),
        ("De Beurs zwijgt", [["De", "De Beurs", "Beurs"]]),
        # a joint keeps two names together, another word does not
        ("dat Piet met Klaas praat", [["Piet", "Klaas"]]),
        ("dat Piet ziet Klaas", [["Piet"], ["Klaas"]]),
    ],
)
def test_candidates_by_beginning_those_that_touch_together(text: str, expected: list[list[str]]) -> None:
    assert found(text) == expected


def test_a_candidate_has_the_kinds_of_the_whole_and_of_its_ends() -> None:
    prepared = prepare("hij zag Jan de Wit lopen", LISTS)
    [group] = groups(prepared.view, LISTS, prepared.may_bound)
    assert [candidate[2:] for candidate in group] == [
        (Kind.FIRST_NAME, Kind.FIRST_NAME, Kind.FIRST_NAME),
        (0, Kind.FIRST_NAME, Kind.SURNAME),
        (Kind.SURNAME, Kind.SURNAME, Kind.SURNAME),
    ]
