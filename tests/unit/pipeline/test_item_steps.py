"""What the steps of an item make of what is printed about its publication."""

from datetime import datetime

import pytest

from schemas import SplitItem
from schemas.notes import NoteCode
from worker.pipeline import Capture, PageOptions
from worker.pipeline.splitting import split_page

CAPTURE = "2026-01-01T09:00:00+01:00"
LEAD = "De gemeente heeft dinsdag plannen voor het platteland gepresenteerd. De plannen kosten geld."


def brief(label: str) -> SplitItem:
    page = f"Kop van het artikel\nASSEN (ANP) - {LEAD}\nMeer uit Sport\nOSLO (NTB) - {LEAD}\n{label}\n"
    return split_page(page.encode(), Capture(scraped_at=CAPTURE), PageOptions()).items[1]


def codes(item: SplitItem) -> set[NoteCode]:
    return {note.code for note in item.notes}


@pytest.mark.parametrize(
    ("label", "at"),
    [
        ("vandaag, 08:05", "2026-01-01T08:05+01:00"),
        ("gisteren 14:32", "2025-12-31T14:32+01:00"),
        ("31 dec 2025, 14:05", "2025-12-31T14:05+01:00"),
        ("5-9-2016, 14:50 (Update 5-9-2016, 15:10)", "2016-09-05T14:50+02:00"),
    ],
)
def test_a_printed_time_is_the_publication_of_its_brief(label: str, at: str) -> None:
    item = brief(label)
    instant = datetime.fromisoformat(at)
    assert (item.published.at, item.published.earliest, item.published.latest) == (instant,) * 3
    assert item.published.source == "absolute"
    evidence = item.published.evidence
    assert evidence is not None
    assert evidence.text == label
    assert evidence.start is not None
    assert evidence.end == evidence.start + len(label)


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("vandaag, 14:05", NoteCode.AFTER_CAPTURE),
        ("30 maart 2025, 02:30", NoteCode.NONEXISTENT_TIME),
        ("26 oktober 2025, 02:30", NoteCode.AMBIGUOUS_TIME),
        ("gisteren, 14:05 (Update vandaag, 14:05)", NoteCode.MODIFIED_AFTER_CAPTURE),
        ("2 zonnen geleden", NoteCode.UNREADABLE_LABEL),
    ],
)
def test_what_is_not_certain_is_noted_and_flagged(label: str, code: NoteCode) -> None:
    item = brief(label)
    assert code in codes(item)
    assert code in item.published.flags or code is NoteCode.UNREADABLE_LABEL


def test_a_time_beside_the_byline_is_the_articles_own() -> None:
    page = f"Kop van het artikel\nDoor ANP - 5-9-2016, 14:50\nASSEN (ANP) - {LEAD}\nMeer uit Sport\nOSLO (NTB) - {LEAD}\n1 uur geleden\n"
    article, listed = split_page(page.encode(), Capture(scraped_at=CAPTURE), PageOptions()).items
    assert article.published.at == datetime.fromisoformat("2016-09-05T14:50+02:00")
    assert article.published.evidence is not None
    start, end = article.published.evidence.start, article.published.evidence.end
    assert page[start:end] == "5-9-2016, 14:50"
    assert listed.published.source == "relative_age"


def test_an_article_without_a_date_has_only_a_bound() -> None:
    page = f"Kop van het artikel\nASSEN (ANP) - {LEAD}\nMeer uit Sport\nOSLO (NTB) - {LEAD}\n1 uur geleden\n"
    article, _ = split_page(page.encode(), Capture(scraped_at=CAPTURE), PageOptions()).items
    assert (article.published.earliest, article.published.source) == (None, "bound")
    assert article.published.latest == datetime.fromisoformat(CAPTURE)


def test_a_brief_that_is_newer_than_the_one_above_is_noted_and_keeps_its_interval() -> None:
    page = f"Kop\nASSEN (ANP) - {LEAD}\nMeer uit Sport\nOSLO (NTB) - {LEAD}\ngisteren, 14:05ROME (ANSA) - {LEAD} Nu.\n1 uur geleden\n"
    items = split_page(page.encode(), Capture(scraped_at=CAPTURE), PageOptions()).items
    assert NoteCode.ORDER_VIOLATION in codes(items[2])
    assert items[2].published.latest == datetime.fromisoformat("2026-01-01T08:00+01:00")


@pytest.mark.parametrize(
    ("above", "label", "is_newer"),
    [
        ("2 uur geleden", "1 uur geleden", True),
        ("1 uur geleden", "59 minuten geleden", True),
        ("1 dag geleden", "23 uur geleden", True),
        ("10 dagen geleden", "1 week geleden", False),
        ("2 uur geleden", "2 uur geleden", False),
        ("20 uur geleden", "gisteren", False),
        ("vandaag, 07:05", "vandaag, 08:05", True),
        ("vandaag, 08:05", "vandaag, 08:05", False),
        ("vandaag, 08:05", "vandaag, 07:05", False),
        ("vandaag, 08:05", "vandaag, 10:05", False),  # not before the capture: says nothing
        ("gisteren", "31 dec 2025, 14:05", False),
        ("31 dec 2025, 14:05", "1 uur geleden", True),
    ],
)
def test_newer_is_only_what_certainly_is(above: str, label: str, is_newer: bool) -> None:
    page = f"Kop\nASSEN (ANP) - {LEAD}\nMeer uit Sport\nOSLO (NTB) - {LEAD}\n{above}\nROME (ANSA) - {LEAD} Nu.\n{label}\n"
    items = split_page(page.encode(), Capture(scraped_at=CAPTURE), PageOptions()).items
    assert (NoteCode.ORDER_VIOLATION in codes(items[2])) is is_newer
