"""How the places of a dateline are divided and written in ordinary case."""

import pytest

from worker.page.place_names import context_place, in_ordinary_case, ordinary_case, read_places


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
        ("ZR.MS. TROMP", "Zr.Ms. Tromp"),
    ],
)
def test_a_place_in_no_list_is_written_by_rule(printed: str, name: str) -> None:
    assert ordinary_case(printed) == name


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("MCALLEN", "McAllen"),
        ("BERG EN DAL", "Berg en Dal"),
        ("den haag", "Den Haag"),
        ("’s-Hertogenbosch", "'s-Hertogenbosch"),
        ("San Mateo", "San Mateo"),
        ("LONDEN", "Londen"),
        ("LONDON", "London"),
    ],
)
def test_the_gazetteer_knows_how_a_place_is_written(printed: str, name: str) -> None:
    assert in_ordinary_case(printed) == name


@pytest.mark.parametrize(
    ("printed", "raws", "context"),
    [
        ("DEN HAAG/BRUSSEL", ["DEN HAAG", "BRUSSEL"], None),
        ("ATHENE en ROME", ["ATHENE", "ROME"], None),
        ("ATHENE EN ROME", ["ATHENE", "ROME"], None),
        ("BERG EN DAL/NIJMEGEN", ["BERG EN DAL", "NIJMEGEN"], None),
        ("AALST-WAALRE", ["AALST-WAALRE"], None),
        ("BRUSSEL - STRAATSBURG", ["BRUSSEL", "STRAATSBURG"], None),
        ("PARIJS, LONDEN", ["PARIJS", "LONDEN"], None),
        ("UVALDE, TEXAS", ["UVALDE"], "TEXAS"),
        ("WASHINGTON, D.C.", ["WASHINGTON"], None),
        ("DEN HAAG, 31 dec.", ["DEN HAAG"], None),
        ("ROTTERDAM 31 DEC", ["ROTTERDAM"], None),
    ],
)
def test_places_are_divided(printed: str, raws: list[str], context: str | None) -> None:
    read = read_places(printed)
    assert read is not None
    assert [place.raw for place in read.places] == raws
    assert read.context == context


@pytest.mark.parametrize(
    "printed", ["", "31 dec.", "(X)", "De heer Jansen van der Berg uit Zeist", "3 mei", "34 zetels"]
)
def test_what_cannot_be_places_is_none(printed: str) -> None:
    assert read_places(printed) is None


@pytest.mark.parametrize(
    "printed", ["ABOARD AIR FORCE ONE", "OP DE NOORDZEE", "Aan boord van het pausvliegtuig"]
)
def test_where_no_town_is_named_there_is_none(printed: str) -> None:
    read = read_places(printed)
    assert read is not None
    assert [place.is_town for place in read.places] == [False]
    assert read.places[0].name[0].islower()


@pytest.mark.parametrize(
    ("printed", "canonical"),
    [
        ("Guyana", "Guyana"),
        ("TEXAS", "Texas"),
        ("NH", "Noord-Holland"),
        ("LB", "Limburg"),
        ("Parijs", None),
        ("x", None),
    ],
)
def test_a_country_or_region_beside_a_place_is_known(printed: str, canonical: str | None) -> None:
    place = context_place(printed)
    assert (place and place.canonical) == canonical
