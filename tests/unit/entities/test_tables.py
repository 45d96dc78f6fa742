"""Lists of one's own are checked cell by cell."""

from pathlib import Path

import pytest

from worker.entities.tables import Form, ListError, Row, packaged_rows, read_lists

HEADER = "canonical\tkind\tiso\twikidata\taliases\n"


def directory(tmp_path: Path, content: str, folder: str = "organisations") -> Path:
    (tmp_path / folder).mkdir()
    (tmp_path / folder / "own.tsv").write_text(content, encoding="utf-8")
    return tmp_path


def test_a_row_has_all_its_names_and_tells_which_are_shared(tmp_path: Path) -> None:
    rows = read_lists(directory(tmp_path, HEADER + "Stichting De Brug\tngo\tNL\tQ7\tDe Brug*|SDB\n"))
    names = (Form("Stichting De Brug", False), Form("De Brug", True), Form("SDB", False))
    assert rows == (Row("ORG", "Stichting De Brug", "ngo", "NL", "Q7", names),)


def test_a_name_without_its_country_in_brackets_is_shared(tmp_path: Path) -> None:
    (row,) = read_lists(directory(tmp_path, HEADER + "Senaat (Peru)\tparliament\tPE\t\t\n"))
    assert row.forms == (Form("Senaat (Peru)", False), Form("Senaat", True))


@pytest.mark.parametrize(
    ("folder", "label"), [("organisations", "ORG"), ("people", "PER"), ("other", "MISC")]
)
def test_the_folder_says_what_its_rows_are(tmp_path: Path, folder: str, label: str) -> None:
    (row,) = read_lists(directory(tmp_path, HEADER + "Iets\tdit\t\t\t\n", folder))
    assert row.label == label


@pytest.mark.parametrize(
    ("content", "where", "what"),
    [
        ("", "1:1", "the first line must be canonical"),
        ("naam\tsoort\n", "1:1", "the first line must be canonical"),
        (HEADER + "De Brug\tngo\tNL\t\n", "2:16", "4 columns, not 5"),
        (HEADER + "Een\tngo\t\t\t\n\n", "3:1", "1 columns, not 5"),
        (HEADER + "\tngo\tNL\t\t\n", "2:1", "'' is not a name"),
        (HEADER + "De Brug\tNGO\tNL\t\t\n", "2:9", "'NGO' is not a kind"),
        (HEADER + "De Brug\tngo\tNLD\t\t\n", "2:13", "'NLD' is not an ISO 3166-1 code"),
        (HEADER + "De Brug\tngo\tNL\t55\t\n", "2:16", "'55' is not a Wikidata number"),
        (HEADER + "De Brug\tngo\tNL\t\tBrug||SDB\n", "2:17", "'Brug||SDB' is not names parted by |"),
    ],
)
def test_a_mistake_is_named_by_file_line_and_column(
    tmp_path: Path, content: str, where: str, what: str
) -> None:
    lists = directory(tmp_path, content)
    with pytest.raises(ListError) as raised:
        read_lists(lists)
    assert str(raised.value).startswith(f"{lists / 'organisations/own.tsv'}:{where}: {what}")


def test_bytes_that_are_no_text_are_named(tmp_path: Path) -> None:
    (tmp_path / "people").mkdir()
    (tmp_path / "people/own.tsv").write_bytes(b"\xff\xfe")
    with pytest.raises(ListError, match=r"own\.tsv:1:1: no UTF-8 text"):
        read_lists(tmp_path)


def test_a_folder_of_another_name_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "persons").mkdir()
    with pytest.raises(ListError, match="persons"):
        read_lists(tmp_path)


def test_the_packaged_tables_pass_the_same_checks() -> None:
    assert len(list(packaged_rows())) > 10_000
