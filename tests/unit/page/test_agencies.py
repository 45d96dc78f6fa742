"""The bracket of a dateline."""

import pytest

from worker.page.agencies import read_agencies


@pytest.mark.parametrize(
    ("bracket", "names"),
    [
        ("ANP", ["ANP"]),
        ("ANP/RTR/BLOOMBERG", ["ANP", "Reuters", "Bloomberg"]),
        ("anp / rtr", ["ANP", "Reuters"]),
        ("ats afp", ["ATS", "AFP"]),
        ("ANP-AFP", ["ANP", "AFP"]),
        ("ANP en RTR", ["ANP", "Reuters"]),
        ("ANP, 31 dec.", ["ANP"]),
        ("woensdag 31 december 2025, ANP", ["ANP"]),
        ("ABM FN-Dow Jones", ["ABM FN-Dow Jones"]),
        ("ANP-Betten", ["ANP-Betten"]),
        ("Dow Jones", ["Dow Jones"]),
        ("ANP/AF", ["ANP", "AF"]),
        ("Omroep Walcheren", ["Omroep Walcheren"]),
        ("Van onze verslaggever", []),
    ],
)
def test_agencies_are_read(bracket: str, names: list[str]) -> None:
    agencies = read_agencies(bracket)
    assert agencies is not None
    assert [agency.name for agency in agencies.named] == names


@pytest.mark.parametrize(
    "bracket", ["", " ", "34 zetels", "2", "31 dec.", "-", "Tekst gaat verder onder de foto op deze pagina"]
)
def test_what_cannot_be_an_agency_is_none(bracket: str) -> None:
    assert read_agencies(bracket) is None


@pytest.mark.parametrize(
    ("bracket", "is_known", "is_plain"),
    [("ANP", True, True), ("AP", True, False), ("AP/ANP", True, True), ("Xyz", False, False)],
)
def test_a_code_may_stand_for_something_else(bracket: str, is_known: bool, is_plain: bool) -> None:
    agencies = read_agencies(bracket)
    assert agencies is not None
    assert (agencies.is_known, agencies.is_plain) == (is_known, is_plain)
