"""Pages of the same kinds as the real ones, with other words, orders and damage."""

from datetime import UTC, datetime

import orjson
import pytest

from schemas import Rejection, SplitItem, SplitPage
from schemas.notes import NoteCode
from worker.pipeline import Capture, PageOptions, split_page

CAPTURE = Capture(scraped_at="2026-01-01T09:00:00+01:00")
LEAD = "De gemeente trekt volgend jaar meer geld uit voor het onderhoud van bruggen en kades."
BODY = "De oppositie reageert verdeeld en wil eerst weten wat het plan gaat kosten."


def split(*lines: str) -> SplitPage:
    return split_page("\n".join(lines).encode(), CAPTURE, PageOptions())


def summary(page: SplitPage) -> list[tuple[str, str | None, str | None, str, str | None]]:
    """Of each item: type, headline, first place, text, label."""
    return [
        (
            item.type,
            item.headline,
            item.dateline.places[0].name if item.dateline and item.dateline.places else None,
            item.text,
            item.published.evidence.text if item.published.evidence else None,
        )
        for item in page.items
    ]


def codes(item: SplitItem) -> set[NoteCode]:
    return {note.code for note in item.notes}


@pytest.mark.parametrize(
    ("raw", "content_type", "code"),
    [
        (None, None, "empty"),
        (b"", None, "empty"),
        (b" \r\n\t\xef\xbb\xbf\n", None, "empty"),
        ("\u00a0\u00a0".encode(), None, "empty"),
        (b'{"content": "  "}', None, "empty"),
        (b"a\n" * 20_000, None, "too_large"),
        (b"x" * 2000, None, "too_large"),
        ("Itali\u00eb".encode("latin-1"), None, "not_utf8"),
        ("Kop\nTekst".encode("utf-16"), None, "not_utf8"),
        (b'{"url": "https://example.org"}', None, "bad_envelope"),
        (b'{"content": 5}', None, "bad_envelope"),
        (b'{"content": "Kop", "url": "htt', None, "bad_envelope"),
        (b'["Kop"]', None, "bad_envelope"),
        (b"null", None, "bad_envelope"),
        (b"Kop", "application/json; charset=utf-8", "bad_envelope"),
        (b'{"content": "\\ud800"}', None, "bad_envelope"),
        (b"Net binnen\n- Voetbal 14:23 Ploeg verliest punten", None, "no_items"),
        (b"1 uur geleden\n2 uur geleden", None, "no_items"),
        (b"UTRECHT (ANP) -", None, "no_items"),
        (b"[\n* * *", None, "no_items"),
    ],
)
def test_what_is_no_page_is_rejected_with_the_reason(
    raw: bytes | None, content_type: str | None, code: str
) -> None:
    with pytest.raises(Rejection) as rejection:
        split_page(raw, Capture(content_type=content_type), PageOptions(max_page_bytes=1024))
    assert rejection.value.code == code


@pytest.mark.parametrize(
    ("raw", "content_type"),
    [
        (b'{"content": "Kop"}', "text/plain"),
        (b"[Kop] met haken", None),
        (b"{Kop} met haken", None),
        (b'"Kop"', None),
    ],
)
def test_bare_text_that_resembles_json_stays_text(raw: bytes, content_type: str | None) -> None:
    assert (
        split_page(raw, Capture(content_type=content_type), PageOptions()).items[0].headline == raw.decode()
    )


def test_an_envelope_wins_over_the_record_except_for_the_market() -> None:
    raw = orjson.dumps(
        {
            "content": f"Kop\nUTRECHT (ANP) - {LEAD}",
            "url": "https://example.org/1",
            "source": "example.org",
            "scraped_at": "2026-01-01T09:00:00+01:00",
            "language": "nl-BE",
            "market": "be",
            "crawler": {"depth": 3},
        }
    )
    record = Capture(scraped_at="2020-01-01T00:00:00Z", url="x", source="x", language="en", market="nl-south")
    page = split_page(raw, record, PageOptions())
    item = page.items[0]
    assert (item.page.url, item.page.source, item.language) == (
        "https://example.org/1",
        "example.org",
        "nl-BE",
    )
    assert item.page.scraped_at == datetime(2026, 1, 1, 8, tzinfo=UTC)
    assert page.market == "nl-south"


def test_a_market_comes_from_the_header_else_the_envelope_else_the_setting() -> None:
    def market(header: str | None, envelope: str | None) -> str:
        raw = orjson.dumps({"content": "Kop", "market": envelope})
        return split_page(raw, Capture(market=header), PageOptions(market="nl")).market

    assert [market("a", "b"), market(None, "b"), market(None, None)] == ["a", "b", "nl"]


def test_an_envelope_field_of_another_type_costs_no_page() -> None:
    raw = b'{"content": "Kop", "url": 5, "language": [], "scraped_at": 1767254400}'
    item = split_page(raw, Capture(), PageOptions()).items[0]
    assert item.page.url is None
    assert codes(item) >= {NoteCode.CAPTURE_UNKNOWN}


def test_html_is_read_as_its_text() -> None:
    raw = (
        b"<!DOCTYPE html><html><head><title>Site</title></head><body><h1>Kop &amp; staart</h1>"
        b"<script>var x = '<p>nee</p>';</script><p>UTRECHT (ANP) - De <b>gemeente</b>\n wil meer geld.</p></body></html>"
    )
    assert summary(split_page(raw, CAPTURE, PageOptions())) == [
        ("article", "Kop & staart", "Utrecht", "De gemeente wil meer geld.", None)
    ]


VARIANTS = {
    "labels without a marker make briefs": (
        [f"PARIJS (ANP/AFP) - {LEAD}", f"1 uur geledenBERLIJN (DPA) - {BODY}", "3 uur geleden"],
        [("brief", None, "Parijs", LEAD, "1 uur geleden"), ("brief", None, "Berlijn", BODY, "3 uur geleden")],
    ),
    "a list that begins with the label of a brief above it": (
        [f"1 uur geledenWASHINGTON (ANP) - {LEAD}", "3 uur geleden"],
        [("brief", None, "Washington", LEAD, "3 uur geleden")],
    ),
    "a label at once below the marker is an orphan": (
        ["Meer uit Buitenland", "1 uur geleden", f"PARIJS (ANP/AFP) - {LEAD}", "2 uur geleden"],
        [("brief", None, "Parijs", LEAD, "2 uur geleden")],
    ),
    "a photo credit in front of an index page's headline": (
        ["ANP Kabinet wil fietsbellen", f"DEN HAAG (ANP) - {LEAD}", "1 maand geleden"],
        [("brief", "Kabinet wil fietsbellen", "Den Haag", LEAD, "1 maand geleden")],
    ),
    "datelines without an agency, known by their glued labels": (
        [f"DOMBURG - {LEAD}", f"1 week geledenOOSTKAPELLE - {BODY}", "1 week geleden"],
        [("brief", None, "Domburg", LEAD, "1 week geleden"), ("brief", None, "Oostkapelle", BODY, "1 week geleden")],
    ),
    "an age in a sentence is no label": (
        ["Aanslag herdacht", f"PARIJS (ANP) - {LEAD}", "De aanslag is precies 3 weken geleden.", "Tien jaar geleden won hij."],
        [("article", "Aanslag herdacht", "Parijs", f"{LEAD}\nDe aanslag is precies 3 weken geleden.\nTien jaar geleden won hij.", None)],
    ),
    "an age between paragraphs is a subhead": (
        ["Kop", f"ASSEN (ANP) - {LEAD}", "25 jaar geleden", BODY, "Meer nieuws", f"ROME (ANSA) - {LEAD}", "1 dag geleden"],
        [("article", "Kop", "Assen", f"{LEAD}\n{BODY}", None), ("brief", None, "Rome", LEAD, "1 dag geleden")],
    ),
    "body text that begins like a marker": (
        ["Kop", f"ASSEN (ANP) - {LEAD}", "Meer dan honderd mensen zijn geëvacueerd.", BODY],
        [("article", "Kop", "Assen", f"{LEAD}\nMeer dan honderd mensen zijn geëvacueerd.\n{BODY}", None)],
    ),
    "a brief of two paragraphs": (
        ["Kop", f"ASSEN (ANP) - {LEAD}", "Meer uit Sport", f"ROME (ANP) - {LEAD}", BODY, f"1 uur geledenOSLO (NTB) - {LEAD}"],
        [("article", "Kop", "Assen", LEAD, None), ("brief", None, "Rome", f"{LEAD}\n{BODY}", "1 uur geleden"), ("brief", None, "Oslo", LEAD, None)],
    ),
    "a brief without a dateline": (
        ["Kop", f"ASSEN (ANP) - {LEAD}", "Meer uit Sport", f"ROME (ANP) - {LEAD}", f"1 uur geleden{BODY}", "2 uur geleden"],
        [("article", "Kop", "Assen", LEAD, None), ("brief", None, "Rome", LEAD, "1 uur geleden"), ("brief", None, None, BODY, "2 uur geleden")],
    ),
    "a brief whose label is missing in between": (
        ["Kop", f"ASSEN (ANP) - {LEAD}", "Meer uit Sport", f"ROME (ANP) - {LEAD}", f"OSLO (NTB) - {BODY}", "2 uur geleden"],
        [("article", "Kop", "Assen", LEAD, None), ("brief", None, "Rome", LEAD, None), ("brief", None, "Oslo", BODY, "2 uur geleden")],
    ),
    "a brief that begins with a quote or an apostrophe": (
        ["Kop", f"ASSEN (ANP) - {LEAD}", "Meer uit Sport", '"Het is genoeg." Dat zei de burgemeester.', f"1 uur geleden'S-GRAVENHAGE (ANP) - {LEAD}", "2 uur geleden“Ja”, zei hij.", "3 uur geleden"],
        [("article", "Kop", "Assen", LEAD, None), ("brief", None, None, '"Het is genoeg." Dat zei de burgemeester.', "1 uur geleden"), ("brief", None, "'s-Gravenhage", LEAD, "2 uur geleden"), ("brief", None, None, "“Ja”, zei hij.", "3 uur geleden")],
    ),
    "a dateline on a line of its own": (
        ["Kop", "ASSEN (ANP) -", LEAD, BODY, "Meer uit Sport"],
        [("article", "Kop", "Assen", f"{LEAD}\n{BODY}", None)],
    ),
    "references and notices of the design leave the text": (
        ["Kop", f"ASSEN (ANP) - {LEAD}", "Lees ook:", "Kabinet wil fietsbellen", "(Tekst gaat verder onder de foto.)", "Advertentie", BODY, "Lees ook: Nog een kop", "Ook interessant", "Een kop", "Nog een kop", LEAD],
        [("article", "Kop", "Assen", f"{LEAD}\n{BODY}\n{LEAD}", None)],
    ),
    "chrome that no profile knows, above a headline printed twice": (
        ["Abonneren", "", "Inloggen", "", "Kop", "", "Kop", "", f"ASSEN (ANP) - {LEAD}", "", BODY, "", "Meer uit Sport", "", "Zes jaar cel voor Werner de K.", "", f"ROME (ANP) - {LEAD}", "", "3 uur geleden", "Wie wint de titel?", "", f"OSLO (NTB) - {BODY}", "", "5 uur geleden"],
        [("article", "Kop", "Assen", f"{LEAD}\n{BODY}", None), ("brief", "Zes jaar cel voor Werner de K.", "Rome", LEAD, "3 uur geleden"), ("brief", "Wie wint de titel?", "Oslo", BODY, "5 uur geleden")],
    ),
    "headlines of other pages are no briefs": (
        ["Kop", "", "Kop", "", f"ASSEN (ANP) - {LEAD}", "", "Meer uit Sport", "", "Een kop zonder tekst", "", "3 uur geleden", "Nog een kop", "", "4 uur geleden"],
        [("article", "Kop", "Assen", LEAD, None)],
    ),
    "a list of headlines with clock times is no article": (
        ["Kop", f"ASSEN (ANP) - {LEAD}", "Presentator onthult salaris", "20:21Comedy: serie krijgt vervolg", "14:15Rechtszaak"],
        [("article", "Kop", "Assen", LEAD, None)],
    ),
    "a section's name above the headline": (
        ["BUITENLAND", "Kop", f"ASSEN (ANP) - {LEAD}"],
        [("article", "Kop", "Assen", LEAD, None)],
    ),
    "a menu above the headline and a site's last lines": (
        ["Home", "Nieuws", "Kop", f"ASSEN (ANP) - {LEAD}", "Advertentie", "Privacy", "© 2025 De Streek"],
        [("article", "Kop", "Assen", LEAD, None)],
    ),
    "a first line that is far too long for a headline is text": (
        [f"{LEAD} " * 9 + LEAD, BODY],
        [("article", None, None, f"{LEAD} " * 9 + f"{LEAD}\n{BODY}", None)],
    ),
    "a list of an unknown site: each text under its headline, with its age": (
        ["Nieuws uit de stad", "Home", "Brug dicht", LEAD, "1 uur geleden", "Weg open", BODY, "2 uur geleden", "Plein vol", LEAD, "3 uur geleden"],
        [("brief", "Brug dicht", None, LEAD, "1 uur geleden"), ("brief", "Weg open", None, BODY, "2 uur geleden"), ("brief", "Plein vol", None, LEAD, "3 uur geleden")],
    ),
    "comments below an article of an unknown site": (
        ["Brug blijft drie dagen dicht", LEAD, BODY, "Reacties", "HenkVeen62", "Lekkerste kaas van de hele streek.", "2 uur geleden"],
        [("article", "Brug blijft drie dagen dicht", None, f"{LEAD}\n{BODY}", None)],
    ),
    "two briefs in the order of the page, whatever their age": (
        ["Kop", f"ASSEN (ANP) - {LEAD}", "Meer uit Sport", f"ROME (ANP) - {LEAD}", f"3 uur geledenOSLO (NTB) - {BODY}", "1 uur geleden"],
        [("article", "Kop", "Assen", LEAD, None), ("brief", None, "Rome", LEAD, "3 uur geleden"), ("brief", None, "Oslo", BODY, "1 uur geleden")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("lines", "expected"), VARIANTS.values(), ids=VARIANTS)
def test_a_page_splits(
    lines: list[str], expected: list[tuple[str, str | None, str | None, str, str | None]]
) -> None:
    assert summary(split(*lines)) == expected


@pytest.mark.parametrize(
    ("lines", "position", "code"),
    [
        (["Kop"], 0, NoteCode.HEADLINE_ONLY),
        (["Kop", LEAD], 0, NoteCode.UNKNOWN_LAYOUT),
        (["Kop", LEAD], 0, NoteCode.NO_DATELINE),
        (["Kop", "Kop", f"ASSEN (ANP) - {LEAD}"], 0, NoteCode.DUPLICATE_HEADLINE),
        (["Kop", f"ASSEN (ANP/AF) - {LEAD}"], 0, NoteCode.AGENCY_UNKNOWN),
        (["Kop", "1 uur geleden", f"ASSEN (ANP) - {LEAD}"], 0, NoteCode.ORPHAN_LABEL),
        (["Kop", f"ASSEN (ANP) - {LEAD}", "Meer uit Sport", "1 uur geleden"], 0, NoteCode.ORPHAN_LABEL),
        ([f"ASSEN (ANP) - {LEAD}", f"9 zonnen geledenROME (ANP) - {LEAD}", "2 uur geleden"], 0, NoteCode.UNREADABLE_LABEL),
        ([f"ASSEN (ANP) - {LEAD}", "999999999 jaar geleden"], 0, NoteCode.UNREADABLE_LABEL),
        ([f"ASSEN (ANP) - {LEAD}", f"2 uur geledenROME (ANP) - {LEAD}", "1 uur geleden"], 1, NoteCode.ORDER_VIOLATION),
        ([f"ASSEN (ANP) - {LEAD}", f"1 dag geledenROME (ANP) - {LEAD}", "23 uur geleden"], 1, NoteCode.ORDER_VIOLATION),
        ([f"ASSEN (ANP) - {LEAD}", f"1 uur geledenROME (ANP) - {LEAD}"], 1, NoteCode.UNTERMINATED_LAST_BRIEF),
        (["Kop", f"ASSEN (ANP) - {LEAD} Ook in ItaliÃ«."], 0, NoteCode.REPAIRED_ENCODING),
    ],
)  # fmt: skip
def test_a_silent_guess_is_a_note(lines: list[str], position: int, code: NoteCode) -> None:
    assert code in codes(split(*lines).items[position])


@pytest.mark.parametrize(
    "labels", [("59 minuten geleden", "1 uur geleden"), ("4 uur geleden", "4 uur geleden"), ("23 uur geleden", "gisteren")]
)  # fmt: skip
def test_labels_newest_first_are_in_order(labels: tuple[str, str]) -> None:
    page = split(f"ASSEN (ANP) - {LEAD}", f"{labels[0]}ROME (ANP) - {LEAD}", labels[1])
    assert NoteCode.ORDER_VIOLATION not in codes(page.items[1])


def test_one_dateline_without_an_agency_makes_no_list_of_an_article() -> None:
    page = split("Kop", f"MIDDELBURG - {LEAD}", BODY)
    assert [(item.type, item.headline, item.page.layout) for item in page.items] == [
        ("article", "Kop", "generic")
    ]


@pytest.mark.parametrize(
    "printed", ["Drones en raketten", "37 gewonden", "100 procent", "En nu?", '"Te duur"']
)
def test_a_short_line_between_paragraphs_is_a_subhead(printed: str) -> None:
    (article,) = split("Kop", f"ASSEN (ANP) - {LEAD}", printed, BODY).items
    assert [paragraph.role for paragraph in article.paragraphs] == ["lead", "subhead", "body"]


@pytest.mark.parametrize(
    "printed",
    ["Dat was alles.", "Hij zei:", "Waarom wilde de gemeente dat plein dan toch zo graag verkopen?"],
)
def test_a_short_line_with_an_end_is_a_paragraph(printed: str) -> None:
    (article,) = split("Kop", f"ASSEN (ANP) - {LEAD}", printed, BODY).items
    assert [paragraph.role for paragraph in article.paragraphs] == ["lead", "body", "body"]


def test_an_age_between_paragraphs_is_their_subhead() -> None:
    article = split("Kop", f"ASSEN (ANP) - {LEAD}", "25 jaar geleden", BODY, "Meer nieuws").items[0]
    assert [(paragraph.role, paragraph.text) for paragraph in article.paragraphs] == [
        ("lead", LEAD),
        ("subhead", "25 jaar geleden"),
        ("body", BODY),
    ]


def test_a_repair_is_noted_only_where_the_damage_was() -> None:
    page = split(
        "Kop", f"ASSEN (ANP) - {LEAD}", "Meer uit Sport", f"ROME (ANP) - {LEAD} Italiƫ.", "1 uur geleden"
    )
    assert [[(note.code, note.detail) for note in item.notes] for item in page.items] == [
        [],
        [(NoteCode.REPAIRED_ENCODING, "shifted_letters")],
    ]


def test_the_worker_keeps_windows_line_ends_and_a_byte_order_mark_out_of_the_text() -> None:
    page = split_page("\ufeffTitel\r\nMOSKOU (ANP/RTR) - Tekst.\r\n".encode(), CAPTURE, PageOptions())
    assert summary(page) == [("article", "Titel", "Moskou", "Tekst.", None)]


def test_each_section_marker_names_the_briefs_below_it() -> None:
    page = split(
        "Kop", f"ASSEN (ANP) - {LEAD}",
        "Meer uit Sport", f"ROME (ANP) - {LEAD}", "1 uur geleden",
        "Meer uit Economie", f"OSLO (NTB) - {BODY}", "1 uur geleden",
    )  # fmt: skip
    sections = [(item.section.name, item.section.mediatopic) for item in page.items if item.section]
    assert sections == [
        ("Sport", "medtop:15000000"),
        ("Sport", "medtop:15000000"),
        ("Economie", "medtop:04000000"),
    ]


def test_a_brief_and_an_article_with_the_same_text_differ_in_type_only() -> None:
    page = split("Kop", f"ASSEN (ANP) - {LEAD}", "Meer uit Sport", f"ROME (AFP) - {LEAD}", "1 uur geleden")
    article, brief = (item.id for item in page.items)
    assert article.removeprefix("article:") == brief.removeprefix("brief:")
    assert article != brief


def test_a_capture_known_only_from_above_gives_no_earliest() -> None:
    capture = Capture(recorded_at=datetime(2026, 1, 1, 8, tzinfo=UTC), recorded_by_broker=True)
    page = split_page(f"ASSEN (ANP) - {LEAD}\n2 uur geleden".encode(), capture, PageOptions())
    published = page.items[0].published
    assert page.items[0].page.scraped_at is None
    assert (published.earliest, published.latest) == (None, datetime(2026, 1, 1, 6, 30, tzinfo=UTC))
    assert NoteCode.CAPTURE_UNKNOWN in codes(page.items[0])


def test_without_a_capture_a_label_gives_no_interval() -> None:
    page = split_page(f"ASSEN (ANP) - {LEAD}\n2 uur geleden".encode(), Capture(), PageOptions())
    published = page.items[0].published
    assert (published.earliest, published.latest, published.civil_date) == (None, None, None)
    assert published.evidence is not None
