"""The list of places is what its sources and tables make, and a row that cannot be right ends the build."""

from pathlib import Path

import pytest

import worker.gazetteer
from lists.places import tables
from lists.places.gather import gather
from lists.places.geonames import Cities
from worker.gazetteer.compiled import write_places


@pytest.fixture(scope="module")
def known() -> Cities:
    return Cities()


def test_the_list_is_built_from_its_sources_byte_by_byte() -> None:
    gathered = gather()
    shipped = Path(worker.gazetteer.__file__).with_name("places.bin").read_bytes()
    assert write_places(gathered.places, gathered.names) == shipped, "run `make lists`"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("GB\t2643743\tParis\tLonden\t", "Londen"),
        ("FR\t2643743\tLondon\tLonden\t", "Londen"),
        ("GB\t1\tLondon\tLonden\t", "Londen"),
        ("GB\t2643743\tLondon\tLonden", "cells"),
        ("GB\t2643743\tLondon\tLonden\t\nGB\t2643743\tLondon\tLondon\t", "twice"),
    ],
)
def test_a_city_that_geonames_has_otherwise_ends_the_build(
    row: str, reason: str, known: Cities, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "HERE", tmp_path)
    (tmp_path / "cities.tsv").write_text(f"# …\niso\tgeonames\tgeonames_name\tname\tvariants\n{row}\n")
    with pytest.raises(tables.BadRow, match=reason):
        tables.cities(known)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("region\tUS\tTX\t1\tTexas\t", "Texas"),
        ("planet\t\t\t\tMars\t", "planet"),
        ("region\tNL\t10\t2744011\tZeeland\t\nregion\tNL\t10\t\tZeeland\t", "twice"),
    ],
)
def test_a_region_that_cannot_be_right_ends_the_build(
    row: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "HERE", tmp_path)
    (tmp_path / "regions.tsv").write_text(f"kind\tiso\tdivision\tgeonames\tname\tvariants\n{row}\n")
    with pytest.raises(tables.BadRow, match=reason):
        tables.regions()
