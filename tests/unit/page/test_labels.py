"""Where a line begins with an age label and where it only mentions an age."""

import pytest

from worker.page.labels import label_end


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
        ("Tien jaar geleden won hij", ""),
        ("Drie weken geleden gold er een beperking.", ""),
        ("3 weken geleden.", ""),
        ("1 uur geleden WASHINGTON", ""),
        ("Gisteren was het druk.", ""),
        ("Een tijd geleden", ""),
        ("De aanslag is 3 weken geleden", ""),
        ("12 uur", ""),
    ],
)
def test_a_label_starts_the_line_and_is_followed_by_its_end_or_a_capital(line: str, label: str) -> None:
    assert line[: label_end(line)] == label
