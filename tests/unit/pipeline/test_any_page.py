"""Whatever arrives: a page made of real parts splits back into them, and nothing at all raises or runs away."""

import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import Rejection
from tests.fuzz.target import split_anything
from worker.pipeline import Capture, PageOptions, split_page

CAPTURE = Capture(scraped_at="2026-01-01T08:00:00Z")

places = st.sampled_from(
    ["ASSEN", "DEN HAAG", "'S-HERTOGENBOSCH", "LA LOUVIÈRE", "ST. LOUIS", "RIO DE JANEIRO", "MAR-A-LAGO"]
)
agencies = st.sampled_from(["ANP", "ANP/AFP", "ANP/RTR/BLOOMBERG", "Novum", "BELGA"])
sentences = st.sampled_from(
    [
        "De regering heeft een noodplan aangekondigd na dagen van hevige regen.",
        '"We zijn niet tegen vernieuwing." Dat zei de burgemeester (D66) maandag.',
        "Drie weken geleden gold er ook al een beperking.",
        "Meer dan honderd mensen zijn geëvacueerd.",
        "De rechtbank heeft Werner de K. (46) vrijgesproken - na vier jaar.",
    ]
)
labels = st.builds(
    "{} {} geleden".format,
    st.integers(1, 30),
    st.sampled_from(["minuten", "uur", "dagen", "weken", "maanden"]),
)
briefs = st.tuples(places, agencies, sentences, labels)
pieces = st.sampled_from(
    [
        "\n", " ", "(", ")", "-", " - ", "\r", "\u00a0", "\u00ad", "\ufeff", "A", "É", "ƫ", "Ã«", ",,", "''", "1 uur geleden",
        "ANP", "(ANP)", "ASSEN", "Meer uit Sport", "Lees ook", "Kop", "Tekst.", "20:21", "<p>", "{", "[", "- Voetbal 14:23 x",
        "999999999 jaar geleden", "gisteren", "maandag 3 november 2025", "Net binnen", "DOMBURG - ", "\x00", "😀", "\u2028",
    ]
)  # fmt: skip


@settings(deadline=None)
@given(
    st.lists(sentences, min_size=1, max_size=4), places, agencies, st.lists(briefs, min_size=1, max_size=6)
)
def test_a_page_splits_back_into_its_parts(
    body: list[str], place: str, agency: str, listed: list[tuple[str, ...]]
) -> None:
    lines = ["Een kop", f"{place} ({agency}) - {body[0]}", *body[1:], "Meer uit Binnenland"]
    above = ""
    for brief_place, brief_agency, sentence, label in listed:
        lines.append(f"{above}{brief_place} ({brief_agency}) - {sentence}")
        above = label
    lines.append(above)
    article, *found = split_page("\n".join(lines).encode(), CAPTURE, PageOptions()).items
    assert article.text == "\n".join(body)
    assert [
        (
            brief.dateline and brief.dateline.places[0].raw,
            brief.dateline and "/".join(agency.code for agency in brief.dateline.agencies),
            brief.text,
            brief.published.evidence and brief.published.evidence.text,
        )
        for brief in found
    ] == listed


lines = st.one_of(
    sentences,
    labels,
    st.builds("{} ({}) - {}".format, places, agencies, sentences),
    st.builds("{}{} ({}) - {}".format, labels, places, agencies, sentences),
    st.sampled_from(
        [
            "", "Kop van een bericht", "ANP Kop met een credit", "Drones en raketten", "En nu?", "Meer uit Sport", "Meer nieuws",
            "Lees ook: Een ander bericht", "Ook interessant", "Advertentie", "(Tekst gaat verder onder de foto.)", "Webmail",
            "Kies je webmail", "Editie: NL & Wereld | Zeeland", "maandag 3 november 2025", "Net binnen", "BUITENLAND",
            "- Voetbal 14:23 Ploeg verliest punten", "20:21Comedy: serie krijgt vervolg", "Foto: ANP / Robin Utrecht",
            "LET OP: embargo tot donderdag 06.00 uur", "UPDATE 2: Brand in haven", "VERVALLEN: Minister stapt op",
            "Van onze correspondent", "Door ANP - 5-9-2016, 14:50", "(ANP Redactie Binnenland, email a(at)anp.nl, +31 20 1)",
            "DOMBURG - Een fietser is gewond geraakt.", "Home", "© 2025 De Streek", "(meer)", "gisteren, 14:05",
        ]
    ),
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(lines, max_size=25))
def test_every_line_of_a_page_of_real_parts_is_accounted_for(printed: list[str]) -> None:
    split_anything("\n".join(printed).encode())


@settings(max_examples=300, deadline=None)
@given(st.lists(pieces, max_size=60).map("".join) | st.text(max_size=300))
def test_any_text_becomes_items_or_a_rejection(text: str) -> None:
    split_anything(text.encode("utf-8", "surrogatepass"))


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_become_items_or_a_rejection(raw: bytes) -> None:
    split_anything(raw)


@pytest.mark.parametrize(
    "piece",
    [
        "A", "AB ", "(", "()", " ", "1 uur geleden", "é" + "a" * 5000, "ƫa", "Ã«", "<", "<script", ",,x", "''", "ab.Cd", "www.",
        "AMSTERDAM (ANP/", "12 maart ", "A' ", "x\n", "1 uur geleden\n", "Lees ook\n", "Ook interessant\nKop\n", "20:21Kop\n",
        "ROME (ANP) - De zaak.\n", "1 uur geledenROME (ANP) - De zaak.\n", "DOMBURG - Een\n", "\u00a0é", "- ", "e\u0301",
    ],
)  # fmt: skip
def test_time_grows_no_faster_than_the_page(piece: str) -> None:
    def seconds(size: int) -> float:
        raw = ("Kop é\n" + piece * (size // len(piece.encode()))).encode()
        best = 10.0
        for _ in range(2):
            start = time.process_time()
            with suppress(Rejection):
                split_page(raw, CAPTURE, PageOptions())
            best = min(best, time.process_time() - start)
        return best

    # Eight times the page, quadratic would be 64 times the time.
    assert seconds(240_000) < 24 * max(seconds(30_000), 0.005)
