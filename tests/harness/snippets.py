"""The small cases of tests/cases/snippets.json, read by the program in the surroundings that each kind needs.

The cases have a vocabulary of their own (`warnings`, `closes_previous`, `kind`, …); here it is turned into what the
contract says. `differences` returns what does not hold, in words.
"""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from schemas import SplitItem
from worker.page.lines import Line, LineRole
from worker.pipeline import Capture, PageOptions
from worker.pipeline.splitting import read_page
from worker.pipeline.working import WorkingPage

Case = dict[str, Any]
Checks = Iterator[tuple[str, Any, Any]]  # what, as read, as expected

IN_ARTICLE = "Kop van het artikel\nASSEN (ANP) - Een eerste alinea.\n{}\nEen tweede alinea met meer tekst.\n"
UNDER_HEADLINE = "Kop van het artikel\n{}\nASSEN (ANP) - De eerste alinea.\n"
AS_LABEL = "Kop\nASSEN (ANP) - Tekst.\nMeer uit Sport\nOSLO (NTB) - Bericht.\n{}\n"

ROLES = {
    "subhead": LineRole.SUBHEAD,
    "briefs_start": LineRole.BRIEFS_START,
    "related_inline": LineRole.REFERENCE,
    "related_block": LineRole.REFERENCE,
    "chrome": LineRole.FURNITURE,
    "inline_note_remove": LineRole.FURNITURE,
    "photo_credit": LineRole.CAPTION,
    "caption": LineRole.CAPTION,
    "byline": LineRole.BYLINE,
}
NOTES = {"orphan_timestamp": "orphan_label", "unknown_agency": "agency_unknown"}
UNITS = {"minute": "minu", "hour": "u", "day": "dag", "week": "we", "month": "maand", "year": "jaar"}


def differences(case: Case) -> list[str]:
    """What the program reads otherwise than the case expects; empty where all is as expected."""
    return [
        f"{what}: {actual!r}, expected {expected!r}"
        for what, actual, expected in AREAS[case["area"]](case)
        if actual != expected
    ]


def read(case: Case, surroundings: str = "{}", text: str | None = None) -> WorkingPage:
    """The case's text as a page, in its surroundings."""
    content = surroundings.replace("{}", case["input"] if text is None else text)
    captured = re.search(r"\(captured (\S+?)([+-]\d\d:\d\d)\)", content)
    if captured:
        content = content.replace(captured[0], "").replace(" \n", "\n")
    at = f"{captured[1]}:00{captured[2]}" if captured else case["captured_at"]
    return read_page(content.encode(), Capture(scraped_at=at), PageOptions())


def first(page: WorkingPage) -> SplitItem:
    return page.frozen().items[0]


def _dateline(case: Case) -> Checks:
    expected = case["expected"]
    item = first(read(case))
    yield "text", item.text or item.headline, expected["text"]
    wanted = expected["dateline"]
    if wanted is None:
        yield "dateline", item.dateline, None
        return
    places = item.dateline.places if item.dateline else ()
    agencies = item.dateline.agencies if item.dateline else ()
    yield "places", [place.name for place in places], wanted["places"]
    yield "agencies", [agency.name for agency in agencies], [name.rstrip("?") for name in wanted["agencies"]]
    if "canonical" in wanted:
        yield "canonical", places[0].canonical, wanted["canonical"]
    if "country" in wanted:
        yield "country", places[0].iso, wanted["country"]
    if wanted.get("kind") == "not_a_city":
        yield "geonames", places[0].geonames, None
    yield from _notes(item, wanted)


def _notes(item: SplitItem, wanted: Case) -> Checks:
    codes = {note.code.value for note in item.notes}
    for warning in wanted.get("warnings", ()):
        code = NOTES.get(warning.partition(":")[0], warning.partition(":")[0])
        yield f"note {code}", code in codes, True


def _split(case: Case) -> Checks:
    expected = case["expected"]
    if "kind" in expected:
        yield "role", _line(read(case, IN_ARTICLE), case["input"]).role, ROLES[expected["kind"]]
        return
    page = read(case)
    if "items" in expected:  # a list of headlines of other pages: no event
        yield "items", page.items, []
        return
    if "closes_previous" in expected:
        yield "first line", page.lines[0].role, LineRole.LABEL
        yield "label", _counted(page.lines[0].text), _relative(expected["closes_previous"])
    if "relative" in expected:
        yield "label", [line.text for line in page.lines if line.role is LineRole.LABEL], []
    items = page.frozen().items
    if "briefs" in expected:
        yield from _briefs([item for item in items if item.type == "brief"], expected["briefs"])
    yield from _article(items[0], expected)
    yield from _notes(items[0], expected)


def _article(item: SplitItem, expected: Case) -> Checks:
    if "text" in expected:
        yield "text", item.text or item.headline, expected["text"]
    if "headline" in expected:
        yield "headline", item.headline, expected["headline"]
    if "body" in expected:
        yield "body", [paragraph.text for paragraph in item.paragraphs], expected["body"]
    if expected.get("status") == "headline_only":
        yield "note", "headline_only" in {note.code.value for note in item.notes}, True


def _briefs(found: list[SplitItem], wanted: list[Case]) -> Checks:
    yield "briefs", len(found), len(wanted)
    for brief, expected in zip(found, wanted, strict=False):
        if "headline" in expected:
            yield "headline", brief.headline, expected["headline"]
        if "places" in expected:
            yield (
                "places",
                [place.name for place in brief.dateline.places] if brief.dateline else [],
                expected["places"],
            )
        if "agencies" in expected:
            names = [agency.name for agency in brief.dateline.agencies] if brief.dateline else []
            yield "agencies", names, expected["agencies"]
        if "photo_credit" in expected:
            yield "credit", [caption.credit for caption in brief.captions], [expected["photo_credit"]]
        if expected.get("relative"):
            label = brief.published.evidence.text if brief.published.evidence else ""
            yield "label", _counted(label), _relative(expected["relative"])
        if "text" in expected:
            yield "text", brief.text, expected["text"]


def _counted(label: str) -> tuple[int, str]:
    number, _, unit = label.replace("\u00a0", " ").partition(" ")
    return int(number), next(name for name, start in reversed(UNITS.items()) if unit.startswith(start))


def _relative(expected: Case) -> tuple[int, str]:
    return expected["value"], expected["unit"]


def _section_marker(case: Case) -> Checks:
    expected = case["expected"]
    page = read(case, IN_ARTICLE)
    line = _line(page, case["input"])
    yield "role", line.role, ROLES[expected["kind"]]
    if expected.get("section"):
        surroundings = "Kop\nASSEN (ANP) - Tekst.\n{}\nOSLO (NTB) - Bericht.\n1 uur geleden\n"
        section = read(case, surroundings).frozen().items[1].section
        yield "section", section and section.name, expected["section"]
        yield "mediatopic", section and section.mediatopic, expected.get("mediatopic")
    if expected["kind"] == "related_inline" and "target" in expected:
        yield "target", expected["target"] in line.text, True


def _line(page: WorkingPage, text: str) -> Line:
    return next(line for line in page.lines if line.text.startswith(text[:20].strip()))


def _time(case: Case) -> Checks:
    expected = case["expected"]
    page = read(case, AS_LABEL)
    published = page.frozen().items[-1].published
    if "published" in expected:
        yield "at", published.at, _instant(expected["published"])
        return
    if "note" in expected and expected.get("earliest") is None:
        yield "earliest", published.earliest, None
        return
    earliest, latest = _instant(expected["earliest"]), _instant(expected["latest"])
    if expected.get("precision") == "minute" and published.at:
        yield "at", (published.at, published.at + timedelta(minutes=1)), (earliest, latest)
    else:
        yield "interval", (published.earliest, published.latest), (earliest, latest)
    if "precision" in expected:
        yield "precision", published.precision, expected["precision"]


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text.partition(" (")[0])


STATUS_KINDS = {"update": "update", "correction": "correction", "repeat": "repeat", "cancelled": "withdrawn", "canceled": "withdrawn", "withdrawn": "withdrawn", "embargoed": "embargo", "embargo": "embargo"}  # fmt: skip


# Where the contract keeps what a case says: the kind of the notice and its attribute.
NOTICE_FACTS = {
    "version": ("update", "number"),
    "replaces": ("replaces", "text"),
    "edNote": ("embargo", "text"),
    "desk_contact": ("desk", "text"),
}


def _status(case: Case) -> Checks:
    expected = case["expected"]
    item = first(read(case))
    notices = {notice.kind: notice for notice in item.notices}
    yield from _article(item, {name: expected[name] for name in ("headline", "text") if name in expected})
    if "status" in expected:
        kind = STATUS_KINDS.get(expected["status"], expected["status"])
        yield f"notice {kind}", kind in notices, True
    for name, (kind, attribute) in NOTICE_FACTS.items():
        if name in expected:
            yield name, getattr(notices.get(kind), attribute, None), expected[name]
    if "embargoedUntil" in expected:
        yield "until", getattr(notices.get("embargo"), "until", None), _instant(expected["embargoedUntil"])
        yield "status", item.pub_status, "withheld"
    if "pubStatus" in expected:
        yield "status", item.pub_status, expected["pubStatus"]
    if expected.get("more_to_follow"):
        yield "more", "more_to_follow" in notices, True
    if "dateline" in expected:
        places = [place.name for place in item.dateline.places] if item.dateline else []
        yield "places", places, expected["dateline"]["places"]


def _byline_caption(case: Case) -> Checks:
    expected = case["expected"]
    if {"credit", "caption", "place"} & expected.keys():
        item = first(read(case, IN_ARTICLE))
        caption = item.captions[0] if item.captions else None
        for name in ("credit", "photographer", "place"):
            if name in expected:
                yield name, caption and getattr(caption, name), expected[name]
        return
    item = first(read(case, UNDER_HEADLINE))
    byline = item.byline[0] if item.byline else None
    yield "text", item.text, "De eerste alinea."
    if "byline" in expected:
        yield "byline", byline and (byline.name or byline.role), expected["byline"]
    if "initials" in expected:
        yield "initials", byline and byline.initials, expected["initials"]
    if "published" in expected:
        yield "at", item.published.at, _instant(expected["published"])


def _encoding(case: Case) -> Checks:
    expected = case["expected"]
    page = read(case)
    if "closes_previous" in expected:
        yield "label", _counted(page.lines[0].text), _relative(expected["closes_previous"])
        return
    item = first(page)
    if "headline" in expected:
        yield "headline", item.headline, expected["headline"]
    yield (
        "text",
        "\n".join(filter(None, (None if "headline" in expected else item.headline, item.text))),
        expected["text"],
    )
    if expected.get("dateline"):
        yield (
            "places",
            [place.name for place in item.dateline.places] if item.dateline else [],
            expected["dateline"]["places"],
        )


AREAS: dict[str, Callable[[Case], Checks]] = {
    "dateline": _dateline,
    "split": _split,
    "section_marker": _section_marker,
    "time": _time,
    "status": _status,
    "byline_caption": _byline_caption,
    "encoding": _encoding,
}
