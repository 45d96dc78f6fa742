"""Notices and where they are taken off: the words. tests/cases/asides.json has them in their items."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.page.datelines import find_bare_dateline
from worker.page.notices import (
    dateline_behind,
    part_closing,
    part_headline,
    part_opening,
    read_line,
    withdraws,
)
from worker.page.notices.desks import desk_at_end, without_contact
from worker.page.standing import Stands


@pytest.mark.parametrize(
    ("line", "kind", "number", "stands", "closes"),
    [
        ("UPDATE 2", "update", 2, Stands.ANYWHERE, False),
        ("Update", "update", None, Stands.AT_AN_EDGE, False),
        ("Herhaling van gisteren", "repeat", None, Stands.AT_AN_EDGE, False),
        ("V E R V A L L E N", "withdrawn", None, Stands.ANYWHERE, False),
        ("N i e u w bericht, vervangt: Oude kop", "replaces", None, Stands.ANYWHERE, False),
        ("LET OP REDACTIES", "note", None, Stands.ANYWHERE, False),
        ("CORRECTIE in vierde alinea", "correction", None, Stands.ANYWHERE, False),
        ("(meer)", "more_to_follow", None, Stands.ANYWHERE, True),
        ("EINDE", "note", None, Stands.AT_THE_END, True),
        ("© ANP", "note", None, Stands.AT_THE_END, True),
        ("© 2026 ANP", "note", None, Stands.ANYWHERE, True),
        ("(ANP Redactie Sport, email s(at)anp.nl)", "desk", None, Stands.ANYWHERE, True),
        ("Noot redactie: foto volgt", "note", None, Stands.ANYWHERE, True),
    ],
)
def test_a_line_of_a_notice_says_where_it_stands(
    line: str, kind: str, number: int | None, stands: Stands, closes: bool
) -> None:
    read = read_line(line)
    assert read is not None
    assert [(notice.kind, notice.number) for notice in read.notices] == [(kind, number)]
    assert (read.stands, read.closes) == (stands, closes)


@pytest.mark.parametrize(
    "line",
    [
        "UPDATE: Kabinet valt",
        "UPDATE: Man in de kop van Noord-Holland vermist",
        "UPDATE: Redacties NOS staken",
        "UPDATE: premier stapt op na reactie Kamer",
        "Updates voor Windows",
        "Vervangt Rutte de premier?",
        "Het bericht vervangt niets.",
        "Embargo op olie",
        "Embargo tot donderdag verlengd",
        "Voor de redactie was het een zware dag.",
        "Meer volgt uit het onderzoek.",
        "(Redactie NRC)",
        "© De Streek 2026",
        "Slot",
        "x" * 10_000,
        "",
    ],
)
def test_other_lines_are_no_notice(line: str) -> None:
    assert read_line(line) is None


@pytest.mark.parametrize(
    ("headline", "kept"),
    [
        ("Bond alleen bij PostNL (2)", "Bond alleen bij PostNL"),
        ("Staking duurt voort (5)", "Staking duurt voort"),
        ("Vrijspraak voor Werner de K. (9)", None),
        ("Politie zoekt meisje (3)", None),
        ("Zoektocht naar Emma (4)", None),
        ("Vader van vier kinderen gevonden (4)", None),
        ("Vrijspraak voor Werner (46)", None),
        ("Minister stapt op (VVD)", None),
        ("Wie wint? (1)", None),
    ],
)
def test_a_number_behind_a_headline_is_a_version_unless_it_is_an_age(headline: str, kept: str | None) -> None:
    assert part_headline(headline).text == (kept or headline)


@pytest.mark.parametrize(
    "headline",
    [
        "LET OP: Kabinet valt",
        "UPDATE Kabinet valt",
        "HERHALING: UPDATE 2 - Kabinet valt",
        "VERVALLEN: Kabinet valt (2)",
    ],
)
def test_what_is_left_is_as_printed(headline: str) -> None:
    assert part_headline(headline).text == "Kabinet valt"
    assert (
        part_headline(headline.replace("Kabinet", "kabinet").replace("UPDATE k", "UPDATE: k")).text
        == "kabinet valt"
    )


@pytest.mark.parametrize(
    "printed", ["Let op: gladheid", "UPDATE OP KOMST", "Ingetrokken: nieuwe wet", "Update 3.0: telefoon"]
)
def test_the_same_words_in_prose_stay(printed: str) -> None:
    assert part_opening(printed).text == printed


def test_behind_a_text_only_its_end_is_taken() -> None:
    assert part_closing("Zij bezochten het kasteel (slot)").notices == ()
    parted = part_closing(
        "Hij kocht het kasteel (slot). Meer volgt uit de akte. (meer) (ANP Redactie Sport, s@anp.nl)"
    )
    assert parted.text == "Hij kocht het kasteel (slot). Meer volgt uit de akte."
    assert [notice.text for notice in parted.notices] == ["(meer)", "ANP Redactie Sport"]


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("Noot: bel Jan Jansen, tel. 06-12345678", "Noot: bel Jan Jansen"),
        ("Noot: mail naar pers@assen.nl of bel", "Noot"),
        ("Noot: te bereiken via (0592) 36 69 11.", "Noot"),
        ("Noot: in 2026 zijn er 1.000.000 euro's", "Noot: in 2026 zijn er 1.000.000 euro's"),
    ],
)
def test_contact_details_are_cut_off(text: str, published: str) -> None:
    assert without_contact(text) == published


def test_a_desk_is_found_past_brackets_in_its_own() -> None:
    text = "Tekst. (ANP Redactie AFN/Economie, email economie(at)anp.nl, +31 (0)20 560 6070)"
    desk = desk_at_end(text)
    assert desk is not None
    assert (text[: desk.start], desk.name) == ("Tekst. ", "ANP Redactie AFN/Economie")
    assert desk_at_end("Meer informatie (info@assen.nl)") is None


@pytest.mark.parametrize(
    ("text", "is_withdrawn"),
    [
        ("VERVALLEN", True),
        ("Kop (ingetrokken)", True),
        ("Het bericht ‘Kop’ komt te vervallen.", True),
        ("Vervallen boerderij gesloopt", False),
        ("Het bericht ‘Kop’ ging de wereld over.", False),
    ],
)
def test_a_withdrawal_is_known_by_the_headline_alone(text: str, is_withdrawn: bool) -> None:
    assert withdraws(text) is is_withdrawn


def test_a_dateline_behind_a_notice_ends_in_the_whole_line() -> None:
    text = "UPDATE 2: DEN HAAG (ANP) - De ministers overleggen."
    found = dateline_behind(text)
    assert found is not None
    assert text[found.end :] == "De ministers overleggen."
    assert found.dateline.raw == "DEN HAAG (ANP) -"
    assert dateline_behind("DEN HAAG (ANP) - De ministers overleggen.") is None
    bare = "UPDATE: DOMBURG - Een fietser is gewond."
    assert dateline_behind(bare) is None
    with_town = dateline_behind(bare, find_bare_dateline)
    assert with_town is not None
    assert bare[with_town.end :] == "Een fietser is gewond."


PIECES = st.sampled_from(
    ["UPDATE", "update ", " 2", "(", ")", "[", ": ", " - ", "/", "EMBARGO tot ", "vrijdag 06.00 uur", "LET OP: ", "(2)", "(meer)", "©",
     " ANP", "Kop ", "kop. ", "vervallen", "CORRECTIE in alinea", "x(at)anp.nl", "ANP Redactie ", "--", "ª", "ⅰ", "\x00", "😀"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=12).map("".join) | st.text(max_size=80))
def test_any_text_is_parted_without_loss(text: str) -> None:
    for part in (part_opening, part_headline, part_closing):
        parted = part(text)
        assert parted.text in text
        if not parted.notices:
            assert parted.text == text
    read_line(text)


@pytest.mark.parametrize(
    "piece",
    ["A", "UPDATE ", "U ", "(", "(2)", "LET OP: ", "EMBARGO tot ", "x(at)", "a. ", "Meer volgt. ", "© "],
)
def test_a_long_text_costs_no_more_than_its_ends(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    start = time.process_time()
    for part in (part_opening, part_headline, part_closing, read_line):
        part(text)
    assert time.process_time() - start < 0.5
