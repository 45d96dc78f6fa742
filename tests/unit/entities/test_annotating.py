"""The entities of an event: where they stand, what belongs together, and their ids."""

import pytest

from tests.harness.marked import unmarked
from worker.entities import Annotator, packaged_annotator
from worker.entities.annotating import identifier, version_of
from worker.entities.knowledge import packaged_knowledge
from worker.entities.linking import Link, Linker
from worker.entities.recogniser.packaged import packaged_lists
from worker.entities.recogniser.spans import Span


class Told:
    """A recogniser that is told what to find."""

    def __init__(self, marked: str) -> None:
        self.text, mentions = unmarked(marked)
        self.spans = [Span(each.start, each.end, each.label, 1.0) for each in mentions]

    def recognise(self, text: str) -> list[Span]:
        assert text == self.text
        return self.spans


def annotator(marked: str) -> Annotator:
    return Annotator(Told(marked), packaged_lists(), Linker(packaged_knowledge()), ("weights", "lists"))


def test_a_thing_has_one_entity_with_its_mentions_in_headline_and_text():
    headline, text = (
        "[PER Donald Trump] wil vrede",
        "[PER Trump] belde [MISC Russische] leiders in [LOC Rusland].",
    )
    found = annotator(f"{headline}\n{text}").annotate(unmarked(headline)[0], unmarked(text)[0], None)
    trump, demonym, russia = found
    assert (trump.id, trump.type, trump.kind, trump.iso) == ("wikidata:Q22686", "PER", "head_of_state", "US")
    assert [(each.field, each.start, each.end, each.text) for each in trump.mentions] == [
        ("headline", 0, 12, "Donald Trump"),
        ("text", 0, 5, "Trump"),
    ]
    # One thing, but two types.
    assert (demonym.id, demonym.type, demonym.canonical) == ("geonames:2017370", "MISC", "Rusland")
    assert (russia.id, russia.type, russia.kind) == ("geonames:2017370", "LOC", "country")


def test_without_a_headline_offsets_begin_with_the_text():
    (entity,) = annotator("In [LOC Londen].").annotate(None, "In Londen.", None)
    assert [(each.field, each.start) for each in entity.mentions] == [("text", 3)]


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        (Link("Londen", "city", "GB", 0.9, "place", 2643743, "Q84"), "geonames"),
        (Link("Donald Trump", "head_of_state", "US", 0.9, "listed", None, "Q22686"), "wikidata"),
        (Link("Wim Kok", "politician", "NL", 0.9, "listed"), "local:organisation"),
    ],
)
def test_the_id_is_that_of_geonames_then_wikidata_then_our_own(link, expected):
    assert identifier("ORG", link).rpartition(":")[0] == expected


def test_our_own_ids_stay_when_kind_country_or_case_change():
    first = identifier("PER", Link("Wim Kok", "politician", "NL", 0.9, "listed"))
    assert first == identifier("PER", Link("WIM KOK", "person", None, 0.5, "unlisted"))
    assert first != identifier("PER", Link("Wim Kan", "person", None, 0.5, "unlisted"))
    assert first != identifier("ORG", Link("Wim Kok", "company", "NL", 0.5, "unlisted"))


def test_places_of_one_name_in_two_countries_are_two():
    assert identifier("LOC", Link("Bergen", "city", "NL", 0.9, "place")) != identifier(
        "LOC", Link("Bergen", "city", "DE", 0.9, "place")
    )


@pytest.mark.parametrize(
    ("town", "canonical"), [("WASHINGTON", "Washington D.C."), ("AMSTERDAM", "Amsterdam")]
)
def test_names_in_the_dateline_of_a_bare_text_are_read_as_such(town, canonical):
    found = packaged_annotator().annotate_text(f"{town} (ANP/AP) - vrede.")
    assert [each.link.canonical for each in found] == [canonical, "ANP", "AP"]


def test_versions_change_with_what_they_name():
    assert version_of([b"a", b"b"]) != version_of([b"ab"])
    assert len(packaged_annotator().lists) == 12
