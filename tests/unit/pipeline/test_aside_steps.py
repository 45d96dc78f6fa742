"""What is taken off an item as notice, byline or caption, and what stays its text: tests/cases/asides.json."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worker.pipeline import Capture, PageOptions
from worker.pipeline.splitting import read_page
from worker.pipeline.working import WorkingPage

CASES = json.loads((Path(__file__).parents[2] / "cases/asides.json").read_text(encoding="utf-8"))
CAPTURED_AT = "2026-01-01T09:00:00+01:00"
TIME_NOTES = {"ambiguous_time", "nonexistent_time"}


def cases() -> Iterator[Any]:
    for name, group in CASES["groups"].items():
        for case in group["cases"]:
            surroundings = "\n".join(group["surroundings"])
            page = "\n".join(case.get("page", ())) or surroundings.replace("{}", case["printed"])
            yield pytest.param(page, {**group["always"], **case}, id=f"{name}: {page[:50]!r}")


def read(page: str, captured_at: str = CAPTURED_AT) -> WorkingPage:
    return read_page(page.encode(), Capture(scraped_at=captured_at), PageOptions())


@pytest.mark.parametrize(("page", "expected"), list(cases()))
def test_an_item_is_freed_of_what_is_no_text(page: str, expected: dict[str, Any]) -> None:
    working = read(page, expected.get("captured_at", CAPTURED_AT))
    item = working.frozen().items[0]
    until = next((notice.until for notice in item.notices if notice.kind == "embargo"), None)
    found = {
        "headline": item.headline,
        "text": item.text,
        "kept": expected.get("printed") in [paragraph.text for paragraph in item.paragraphs],
        "notices": [[notice.kind, notice.number, notice.text] for notice in item.notices],
        "pub_status": item.pub_status,
        "until": until and until.astimezone(datetime.fromisoformat(CAPTURED_AT).tzinfo).isoformat(),
        "note": next((note.code.value for note in item.notes if note.code.value in TIME_NOTES), None),
        "byline": [[byline.name, byline.role, byline.initials] for byline in item.byline],
        "captions": [[c.text, c.place, c.credit, c.photographer] for c in item.captions],
        "dateline": item.dateline and item.dateline.raw,
        "printed_time": working.items[0].printed_time,
    }
    if expected.get("until"):
        expected = {**expected, "until": in_winter_time(expected["until"])}
    compared = found.keys() & expected.keys()
    assert {name: found[name] for name in compared} == {name: expected[name] for name in compared}


def in_winter_time(instant: str) -> str:
    zone = datetime.fromisoformat(CAPTURED_AT).tzinfo
    return datetime.fromisoformat(instant).astimezone(zone).isoformat()


BRIEFS = """\
UPDATE: Kop van het artikel
ASSEN (ANP) - De raad stemt donderdag.
(ANP Redactie Binnenland, email b(at)anp.nl, +31 20 560 6070)
Meer uit Binnenland
UPDATE: OSLO (ANP/NTB) - De koning is hersteld. (meer)
1 uur geledenCORRECTIE - PARIJS (ANP) - De top gaat door.
Foto: ANP
2 uur geledenGOES (ANP) - De brug is open.
(ANP Redactie Sport, email s(at)anp.nl)
3 uur geledenEMBARGO TOT 12.00 UUR
GENT (ANP) - De rector treedt af.
© ANP
4 uur geleden"""


def test_each_brief_keeps_its_own() -> None:
    items = read(BRIEFS).frozen().items
    assert [
        (item.text, [notice.text for notice in item.notices], len(item.captions), item.pub_status)
        for item in items
    ] == [
        ("De raad stemt donderdag.", ["UPDATE", "ANP Redactie Binnenland"], 0, "usable"),
        ("De koning is hersteld.", ["UPDATE", "(meer)"], 0, "usable"),
        ("De top gaat door.", ["CORRECTIE"], 1, "usable"),
        ("De brug is open.", ["ANP Redactie Sport"], 0, "usable"),
        ("De rector treedt af.", ["EMBARGO TOT 12.00 UUR", "© ANP"], 0, "withheld"),
    ]


def test_a_place_beside_the_byline_is_the_items_dateline() -> None:
    page = "Kop\nAMSTERDAM - Van onze redactie economie\nDe beurs sloot hoger.\nDe banken wonnen het meest."
    item = read(page).frozen().items[0]
    assert item.dateline is not None
    assert [place.name for place in item.dateline.places] == ["Amsterdam"]
    assert "no_dateline" not in {note.code.value for note in item.notes}


def test_an_item_keeps_the_only_text_that_it_has() -> None:
    brief = (
        read("Kop\nASSEN (ANP) - De raad stemt.\nMeer uit Sport\nGOES (ANP) - UPDATE\n1 uur geleden")
        .frozen()
        .items[1]
    )
    assert (brief.text, [notice.kind for notice in brief.notices]) == ("UPDATE", ["update"])


@pytest.mark.parametrize(
    ("recorded_at", "status"),
    [("2026-01-05T00:00:00+00:00", "usable"), ("2026-01-01T00:00:00+00:00", "withheld")],
)
def test_without_a_capture_an_embargo_ended_if_it_had_when_the_page_came_in(
    recorded_at: str, status: str
) -> None:
    page = b"EMBARGO: 2 januari 2026, 06.00 uur\nKop\nASSEN (ANP) - De raad stemt."
    capture = Capture(recorded_at=datetime.fromisoformat(recorded_at), recorded_by_broker=True)
    assert read_page(page, capture, PageOptions()).frozen().items[0].pub_status == status


def test_contact_details_are_published_nowhere() -> None:
    page = (
        "Kop\nASSEN (ANP) - De raad stemt.\nNoot voor de redactie: bel Jan Jansen, 06-12345678\n"
        "Of mail j.jansen@assen.nl, 0592-366911\n(ANP Redactie Binnenland, email b(at)anp.nl, +31 20 560 6070)"
    )
    event = read(page).frozen().items[0].model_dump_json()
    assert [part for part in ("1234", "j.jansen", "366911", "(at)", "560") if part in event] == []


PIECES = st.sampled_from(
    [
        "UPDATE", "UPDATE 2: ", "(2)", " (2, slot)", "LET OP: ", "embargo tot ", "EMBARGO ", "donderdag ", "06.00 uur", "31 februari ",
        "VERVALLEN: ", "N i e u w bericht, vervangt: ", "(meer)", "© ", "ANP", " / ", "Jan Jansen", "JAN JANSEN", "Foto: ", "(foto: ",
        ")", "(", "Door ", "Van onze correspondent", " in Parijs", " - ", "5-9-2016, 14:50", "Redactie", "(jja)", "Kop", "Tekst.", " ",
        "ASSEN (ANP) - ", "DOMBURG - ", "\n", "\n\n", "1 uur geleden", "Meer uit Sport\n", "Noot redactie: ", "CORRECTIE in alinea",
    ]
)  # fmt: skip


def letters(*texts: str | None) -> Counter[str]:
    return Counter(sign for text in texts if text for sign in text.casefold() if sign.isalnum())


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_no_letter_of_an_item_is_lost(page: str) -> None:
    working = read(f"Kop\n{page}")
    for item in working.items:
        kept = letters(
            item.headline,
            *(paragraph.text for paragraph in item.paragraphs),
            item.dateline and item.dateline.raw,
            *(notice.text for notice in item.notices),
            *(part for byline in item.byline for part in (byline.name, byline.role, byline.initials)),
            *(part for c in item.captions for part in (c.text, c.place, c.credit, c.photographer)),
        )
        printed = [line.text for line in item.block.lines()]
        # What announces a credit is not kept: that it is one says it.
        announcements = "".join(printed).casefold().count("foto") * "foto"
        assert letters(*printed) - kept <= letters(announcements)
    assert [line.text for line in working.lines if line.role is None] == []
