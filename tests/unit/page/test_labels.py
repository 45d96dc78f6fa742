"""Where a line begins with a label of publication and where it only mentions a time."""

import json
from pathlib import Path

import pytest

from worker.page.labels import label_end, part_labels
from worker.page.lines import Line, LineRole

FORMS = json.loads((Path(__file__).parents[2] / "cases/time/age_forms.json").read_text(encoding="utf-8"))[
    "forms"
]
# A form without a count in its cases, with counts that a library prints.
COUNTS = {"{n} X, {m} Y geleden": ["1 dag, 3 uur geleden"], "over {n} seconden": ["over 0 seconden"], "over {n} sec.": ["over 0 sec."]}  # fmt: skip
BEGINNINGS = [
    "WASHINGTON (ANP) - De",
    "'S-GRAVENHAGE (ANP) - De",
    "’s Ochtends",
    "“Ja”",
    "(ABM FN) De",
    "Évora",
    "Een",
]


def labels_of(form: dict[str, object]) -> list[str]:
    text = str(form["form"])
    printed = form["printed_by"]
    assert isinstance(printed, dict)
    counts = {count for library in printed.values() for count in library["elapsed_seconds"] or ()}
    return COUNTS.get(text) or [text.replace("{n}", count) for count in sorted(counts)]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form["form"])
def test_every_printed_form_is_found_where_it_is_glued_to_a_brief(form: dict[str, object]) -> None:
    for label in labels_of(form):
        for beginning in BEGINNINGS:
            assert label_end(label + beginning) == len(label), label + beginning
        for prose in (" won hij", ", zei hij", " WASHINGTON", "den"):
            assert label_end(label + prose) == 0, label + prose


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("1 uur geledenWASHINGTON (ANP) - De", "1 uur geleden"),
        ("1 uur geleden", "1 uur geleden"),
        ("28 minuten geleden'S-GRAVENHAGE (ANP) - De", "28 minuten geleden"),
        ("2 dagen geleden“Ja”", "2 dagen geleden"),
        ("3 weken geledenÉVORA (LUSA) - De", "3 weken geleden"),
        ("5 min. geleden(ABM FN-Dow Jones) De", "5 min. geleden"),
        ("ongeveer 2 uur geleden", "ongeveer 2 uur geleden"),
        ("één uur geledenPARIJS", "één uur geleden"),
        ("anderhalf uur geleden", "anderhalf uur geleden"),
        ("zojuistPARIJS (ANP) - De", "zojuist"),
        ("gisteren", "gisteren"),
        ("2 zonnen geledenPARIJS", "2 zonnen geleden"),
        ("2 uur 5 min geledenPARIJS", "2 uur 5 min geleden"),
        ("vandaag, 14:05BRUSSEL", "vandaag, 14:05"),
        ("Vandaag 08.05 uur", "Vandaag 08.05 uur"),
        ("eergisteren om 9.30 uurBRUSSEL", "eergisteren om 9.30 uur"),
        ("31 dec 2025, 14:05Brand in flat", "31 dec 2025, 14:05"),
        ("5-9-2016, 14:50 (Update 5-9-2016, 15:10)", "5-9-2016, 14:50 (Update 5-9-2016, 15:10)"),
        ("wo 31 dec. 14:05", "wo 31 dec. 14:05"),
        ("31 december 2025", "31 december 2025"),
        ("Gepubliceerd: 31 december 2025 14:05", "Gepubliceerd: 31 december 2025 14:05"),
        ("Tien jaar geleden won hij", ""),
        ("Drie weken geleden gold er een beperking.", ""),
        ("3 weken geleden.", ""),
        ("1 uur geleden WASHINGTON", ""),
        ("Gisteren was het druk.", ""),
        ("Gisteren won Ajax", ""),
        ("Een tijd geleden", ""),
        ("De aanslag is 3 weken geleden", ""),
        ("12 uur", ""),
        ("14:05", ""),
        ("14:05Ploeg wint", ""),
        ("Binnen 10 jaar", ""),
        ("Nu", ""),
        ("NuSport meldt winst", ""),
        ("Recent", ""),
        ("90 dB is te hard", ""),
        ("3 SP'ers stemden tegen", ""),
        ("4 DNA-sporen gevonden", ""),
        ("5 meisjes", ""),
        ("31 dec. (ANP) - Tekst", ""),
        ("31 december 2025 was een drukke dag", ""),
        # The date of an index page, not of a brief.
        ("maandag 3 november 2025", ""),
    ],
)
def test_a_label_starts_the_line_and_is_followed_by_its_end_or_a_capital(line: str, label: str) -> None:
    assert line[: label_end(line)] == label


def test_a_time_of_day_is_a_label_where_the_site_says_so() -> None:
    assert label_end("14:05Ploeg wint", clock_alone=True) == len("14:05")


def roles(*texts: str) -> list[LineRole | None]:
    return [line.role for line in part_labels([Line(at, at, text) for at, text in enumerate(texts)])]


def test_an_age_without_geleden_is_a_label_where_the_page_words_them_so() -> None:
    assert roles("Tekst.", "12 uur", "Nog een tekst.", "13 uur") == [None, LineRole.LABEL] * 2
    assert roles("Tekst.", "12 uur", "Nog een tekst.", "13 uur geleden") == [None, None, None, LineRole.LABEL]
    assert roles("12 uurPARIJS (ANP) - De") == [LineRole.LABEL, None]


@pytest.mark.parametrize("text", ["9" * 1_000_000, "1 dag, " * 150_000, "ma" * 500_000, "\ud800" * 1_000, "\0" * 1_000, "1-" * 500_000])  # fmt: skip
def test_a_line_costs_no_more_than_its_beginning(text: str) -> None:
    assert label_end(text) == 0
