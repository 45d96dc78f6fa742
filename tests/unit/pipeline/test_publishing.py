"""An item gets the time expressions of its own text, read from its own time."""

from datetime import UTC, datetime

import pytest

from schemas import Dateline, Item, Note, Published, Sightings
from schemas.event import Place
from schemas.notes import NoteCode
from tests.unit.builders import split_item
from worker.entities import packaged_annotator
from worker.pipeline import publishing
from worker.pipeline.publishing import publish_item

SCRAPED = datetime(2026, 1, 1, 23, 59, tzinfo=UTC)
HOUR = Published(
    earliest=datetime(2025, 12, 31, 18, 59, tzinfo=UTC),
    latest=datetime(2025, 12, 31, 19, 59, tzinfo=UTC),
    source="relative_age",
)


def item(text: str, published: Published = HOUR, **fields: object) -> Item:
    parts = split_item(text, captured=SCRAPED).model_dump() | {"published": published, **fields}
    return Item(**parts, sightings=Sightings(first=SCRAPED, last=SCRAPED, count=1))


def test_a_brief_is_read_from_its_own_interval() -> None:
    (timex,) = publish_item(item("De ex-president verlaat donderdag de kliniek.")).timexes
    assert (timex.field, timex.text, timex.value) == ("text", "donderdag", "2026-01-01")


def test_headline_and_text_are_read_each_with_its_own_offsets() -> None:
    event = publish_item(item("Hij komt morgen vrij.", headline="Staking op 1 januari"))
    assert [(timex.field, timex.start, timex.value) for timex in event.timexes] == [
        ("headline", 11, "2026-01-01"),
        ("text", 9, "2026-01-01"),
    ]


def test_without_a_time_of_its_own_an_item_is_not_read_from_its_scrape() -> None:
    bound = Published(latest=SCRAPED, source="bound")
    (timex,) = publish_item(item("In juni sloot hij een verdrag.", bound)).timexes
    assert (timex.value, timex.underspecified) == (None, "XXXX-06")


@pytest.mark.parametrize("language", ["nl", "NL", "nl-BE"])
def test_dutch_of_any_country_is_read(language: str) -> None:
    event = publish_item(item("Hij komt morgen vrij.", language=language))
    assert len(event.timexes) == 1
    assert event.notes == ()


@pytest.mark.parametrize("language", ["en", "de", "fr", "und"])
def test_another_language_is_not_read_and_says_so(language: str) -> None:
    event = publish_item(item("Der August war morgen im Dezember 2025.", language=language))
    assert (event.timexes, event.entities) == ((), ())
    assert (event.provenance.recogniser, event.provenance.lists) == (None, None)
    assert event.notes == (Note(code=NoteCode.LANGUAGE_NOT_SUPPORTED, detail=language),)


def test_an_item_without_text_is_in_no_language() -> None:
    assert publish_item(item("", language="en")).notes == ()


def test_a_time_that_comes_twice_is_noted_where_it_stands() -> None:
    october = Published(at=datetime(2025, 10, 26, 11, tzinfo=UTC), source="metadata")
    event = publish_item(item("De botsing was zondag om 02.30 uur.", october))
    assert event.notes == (
        Note(code=NoteCode.AMBIGUOUS_TIME, start=15, end=34, detail="zondag om 02.30 uur"),
    )


def test_a_failing_reading_costs_only_the_time_expressions(monkeypatch: pytest.MonkeyPatch) -> None:
    def time_expressions(_: Item) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(publishing, "time_expressions", time_expressions)
    event = publish_item(item("Hij komt morgen vrij."))
    assert event.text == "Hij komt morgen vrij."
    assert event.notes == (Note(code=NoteCode.STEP_FAILED, detail="time_expressions"),)


def test_a_name_is_linked_by_the_dateline_which_itself_gives_no_entity() -> None:
    washington = Place(raw="WASHINGTON", name="Washington", iso="US")
    dateline = Dateline(raw="WASHINGTON (ANP) -", places=(washington,))
    event = publish_item(item("… zei het ministerie van Financiën.", dateline=dateline))
    (entity,) = event.entities
    assert (entity.canonical, entity.iso) == ("ministerie van Financiën (Verenigde Staten)", "US")
    (mention,) = entity.mentions
    assert (mention.field, mention.start, mention.end) == ("text", 10, 34)


def test_an_event_names_the_lists_that_its_names_were_read_with() -> None:
    provenance = publish_item(item("Het ministerie zwijgt.")).provenance
    assert provenance.lists == packaged_annotator().lists
    assert provenance.recogniser == packaged_annotator().recogniser


def test_a_failing_recogniser_costs_only_the_entities(monkeypatch: pytest.MonkeyPatch) -> None:
    def named_entities(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(publishing, "named_entities", named_entities)
    event = publish_item(item("Hij komt morgen vrij."))
    assert len(event.timexes) == 1
    assert event.notes == (Note(code=NoteCode.STEP_FAILED, detail="named_entities"),)
