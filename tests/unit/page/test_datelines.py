"""Datelines as printed, and lines that only look like one."""

import pytest

from worker.page.datelines import find_bare_dateline, find_dateline, ordinary_case


@pytest.mark.parametrize(
    ("line", "raw", "places", "agencies"),
    [
        ("MOSKOU (ANP/RTR) - In een overeenkomst", "MOSKOU (ANP/RTR) -", ["Moskou"], ["ANP", "Reuters"]),
        ("DEN HAAG/BRUSSEL (ANP) – De ministers", "DEN HAAG/BRUSSEL (ANP) –", ["Den Haag", "Brussel"], ["ANP"]),
        ("ATHENE en ROME (ANP) - De", "ATHENE en ROME (ANP) -", ["Athene", "Rome"], ["ANP"]),
        ("GAZA-STAD/CAÏRO (AFP/DPA) — De", "GAZA-STAD/CAÏRO (AFP/DPA) —", ["Gaza-Stad", "Caïro"], ["AFP", "DPA"]),
        ("AALST-WAALRE (ANP) - De", "AALST-WAALRE (ANP) -", ["Aalst-Waalre"], ["ANP"]),
        ("’S-HERTOGENBOSCH (ANP) - De", "’S-HERTOGENBOSCH (ANP) -", ["'s-Hertogenbosch"], ["ANP"]),
        ("BELÉM (ANP/AFP) - De top", "BELÉM (ANP/AFP) -", ["Belém"], ["ANP", "AFP"]),
        ("SION (ANP/AF) - De skiër", "SION (ANP/AF) -", ["Sion"], ["ANP", "AF"]),
        ("San Mateo (ANP) - De bond", "San Mateo (ANP) -", ["San Mateo"], ["ANP"]),
        ("De Bilt (ANP) - Het", "De Bilt (ANP) -", ["De Bilt"], ["ANP"]),
        ("AMSTERDAM (hpa) - De winst", "AMSTERDAM (hpa) -", ["Amsterdam"], ["hpa"]),
        ("HENGELO (Novum) - De", "HENGELO (Novum) -", ["Hengelo"], ["Novum"]),
        ("UTRECHT (ANP / RTR) - De", "UTRECHT (ANP / RTR) -", ["Utrecht"], ["ANP", "Reuters"]),
        ("UTRECHT(ANP)- De", "UTRECHT(ANP)-", ["Utrecht"], ["ANP"]),
        ("PARIJS (ANP). De minister", "PARIJS (ANP).", ["Parijs"], ["ANP"]),
        ("PARIJS (ANP) De minister", "PARIJS (ANP)", ["Parijs"], ["ANP"]),
        ("PARIJS (ANP) “Ja”, zei hij", "PARIJS (ANP)", ["Parijs"], ["ANP"]),
        ("Paris (ats afp) Les violences", "Paris (ats afp)", ["Paris"], ["ATS", "AFP"]),
        ("(ABM FN-Dow Jones) De bank", "(ABM FN-Dow Jones)", [], ["ABM FN-Dow Jones"]),
        ("DEN HAAG, 31 dec. (ANP) - Het", "DEN HAAG, 31 dec. (ANP) -", ["Den Haag"], ["ANP"]),
        ("BRUSSEL (ANP, 31 dec.) - De", "BRUSSEL (ANP, 31 dec.) -", ["Brussel"], ["ANP"]),
        ("ALEPPO, Syrië (ANP/AFP) - De", "ALEPPO, Syrië (ANP/AFP) -", ["Aleppo"], ["ANP", "AFP"]),
        ("PARIJS (Texas) (ANP) - De", "PARIJS (Texas) (ANP) -", ["Parijs"], ["ANP"]),
        ("BERGEN (NH) (ANP) - De", "BERGEN (NH) (ANP) -", ["Bergen"], ["ANP"]),
        ("NEW YORK (ANP/BLOOMBERG) - “De", "NEW YORK (ANP/BLOOMBERG) -", ["New York"], ["ANP", "Bloomberg"]),
    ],
)  # fmt: skip
def test_a_dateline_is_read(line: str, raw: str, places: list[str], agencies: list[str]) -> None:
    found = find_dateline(line)
    assert found is not None
    assert found.dateline.raw == raw
    assert [place.name for place in found.dateline.places] == places
    assert [agency.name for agency in found.dateline.agencies] == agencies
    assert line[found.end :] == line[len(raw) :].strip()


@pytest.mark.parametrize(
    "line",
    [
        "De VVD (34 zetels) - de grootste partij - wil praten.",
        "VVD (34) - De grootste partij",
        "PVV (Partij voor de Vrijheid) - De partij",
        "Het Openbaar Ministerie (OM) - De eis",
        "Minister Hugo de Jonge (CDA) - De man",
        "Trump (79) - hij",
        "De partij (ANP) zei",
        "KLM (Air France) - De maatschappij",
        "UPDATE (2) - De",
        "(Tekst gaat verder onder de foto.)",
        "() - ",
        "(",
        "ASSEN (ANP",
    ],
)
def test_a_bracket_and_a_dash_make_no_dateline(line: str) -> None:
    assert find_dateline(line) is None


def test_an_agency_in_no_list_is_kept_and_named() -> None:
    found = find_dateline("SION (ANP/AF) - De skiër is overleden.")
    assert found is not None
    assert found.unknown == ("AF",)
    assert found.dateline.agencies[1].model_dump() == {"code": "AF", "name": "AF"}


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("DOMBURG - Een", "Domburg"),
        ("KATS – Een", "Kats"),
        ("DE KOOG - Een", "De Koog"),
        ("'S-HEER ARENDSKERKE - Een", "'s-Heer Arendskerke"),
        ("UPDATE - Een", None),
        ("Domburg - Een", None),
        ("A - B", None),
        ("DOMBURG-WEST", None),
        ("- Een", None),
    ],
)
def test_a_dateline_without_an_agency(line: str, name: str | None) -> None:
    found = find_bare_dateline(line)
    assert (found and found.dateline.places[0].name) == name


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("CORTINA D'AMPEZZO", "Cortina d'Ampezzo"),
        ("L'AQUILA", "L'Aquila"),
        ("O'FALLON", "O'Fallon"),
        ("'T HARDE", "'t Harde"),
        ("RIO DE JANEIRO", "Rio de Janeiro"),
        ("ALPHEN AAN DEN RIJN", "Alphen aan den Rijn"),
        ("ALPHEN A/D RIJN", "Alphen a/d Rijn"),
        ("CAPELLE AAN DEN IJSSEL", "Capelle aan den IJssel"),
        ("MAR-A-LAGO", "Mar-a-Lago"),
        ("LA LOUVIÈRE", "La Louvière"),
        ("ST. LOUIS", "St. Louis"),
        ("WASHINGTON D.C.", "Washington D.C."),
        ("ŁÓDŹ", "Łódź"),
        ("ABOARD AIR FORCE ONE", "aboard Air Force One"),
    ],
)
def test_a_place_in_ordinary_case(printed: str, name: str) -> None:
    assert ordinary_case(printed) == name
