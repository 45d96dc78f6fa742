"""The own tables of organisations, and of what is neither person, place nor organisation: each row keeps the rules."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import babel
import pytest

from worker.entities.folding import fold

LISTS = files("worker.entities").joinpath("lists")
FOLDERS = ("organisations", "other")
HEADER = ["canonical", "kind", "iso", "wikidata", "aliases"]

KINDS = {
    "organisations": {
        "ministry", "government", "parliament", "court", "police", "military", "justice", "agency", "regulator",
        "party", "union", "employers", "association", "ngo", "religious", "company", "bank", "exchange",
        "university", "school", "hospital", "research", "club", "team", "league", "federation",
        "broadcaster", "newspaper", "media", "news_agency", "platform", "international",
        "armed_group", "criminal_group", "museum", "culture",
    },
    "other": {
        "event", "competition", "war", "law", "plan", "product", "ship", "infrastructure", "prize", "programme",
        "work", "party_adjective",
    },
}  # fmt: skip
TERRITORIES = {str(code) for code in babel.Locale("nl").territories if len(str(code)) == 2}
WIKIDATA = re.compile(r"Q[1-9][0-9]{0,8}")
LEADING_ARTICLE = re.compile(r"(de|het|een) ")
COUNTRY_IN_BRACKETS = re.compile(r"(?P<name>.+) \([^()]+\)")

# Words that news uses in their ordinary sense. A name that is one of them, at the start of a sentence, may be the word.
ORDINARY_WORDS = {
    fold(word) for word in Path(__file__).with_name("ordinary_words.txt").read_text(encoding="utf-8").split()
}

# What the conventions say of names with a well-known abbreviation: which of the two an event gives.
PRINTED_TO_CANONICAL = [
    ("EU", "Europese Unie", ""),
    ("VN", "Verenigde Naties", ""),
    ("WHO", "Wereldgezondheidsorganisatie", ""),
    ("IAEA", "Internationaal Atoomenergieagentschap", ""),
    ("IMF", "Internationaal Monetair Fonds", ""),
    ("OM", "Openbaar Ministerie", "NL"),
    ("NS", "Nederlandse Spoorwegen", "NL"),
    ("CPB", "Centraal Planbureau", "NL"),
    ("CBS", "Centraal Bureau voor de Statistiek", "NL"),
    ("IND", "Immigratie- en Naturalisatiedienst", "NL"),
    ("NVWA", "Nederlandse Voedsel- en Warenautoriteit", "NL"),
    ("KNRM", "Koninklijke Nederlandse Redding Maatschappij", "NL"),
    ("AP", "Autoriteit Persoonsgegevens", "NL"),
    ("Kamer", "Tweede Kamer", "NL"),
    ("Fed", "Federal Reserve", "US"),
    ("RTR", "Reuters", "GB"),
    ("Nationale Garde", "Nationale Garde (Verenigde Staten)", "US"),
    ("ministerie van Buitenlandse Zaken", "ministerie van Buitenlandse Zaken (Rusland)", "RU"),
    ("VVD", "VVD", "NL"),
    ("FNV", "FNV", "NL"),
    ("NAVO", "NAVO", ""),
    ("KNMI", "KNMI", "NL"),
    ("ANWB", "ANWB", "NL"),
    ("UEFA", "UEFA", ""),
    ("ANP", "ANP", "NL"),
    ("Hamas", "Hamas", "PS"),
    ("Hezbollah", "Hezbollah", "LB"),
    ("Truth Social", "Truth Social", "US"),
]


@dataclass(frozen=True)
class Row:
    folder: str
    file: str
    canonical: str
    kind: str
    iso: str
    wikidata: str
    aliases: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.folder}/{self.file}: {self.canonical}"

    @property
    def bare_name(self) -> str:
        """The name without the country that tells it from others of that name."""
        match = COUNTRY_IN_BRACKETS.fullmatch(self.canonical)
        return match["name"] if match else self.canonical

    @property
    def starred(self) -> set[str]:
        return {alias.removesuffix("*") for alias in self.aliases if alias.endswith("*")}

    @property
    def forms(self) -> set[str]:
        """All names in print."""
        return {self.bare_name, *(alias.removesuffix("*") for alias in self.aliases)}


def tables(folder: str) -> list[Traversable]:
    return sorted(
        (file for file in LISTS.joinpath(folder).iterdir() if file.name.endswith(".tsv")),
        key=lambda file: file.name,
    )


def read(folder: str) -> Iterator[Row]:
    for file in tables(folder):
        for line in file.read_text(encoding="utf-8").split("\n")[1:-1]:
            canonical, kind, iso, wikidata, aliases = [*line.split("\t"), "", "", "", ""][: len(HEADER)]
            yield Row(
                folder, file.name, canonical, kind, iso, wikidata, tuple(filter(None, aliases.split("|")))
            )


ROWS = [row for folder in FOLDERS for row in read(folder)]
# An adjective of a party has the party's name as its canonical form.
ROWS_WITH_THEIR_OWN_NAME = [row for row in ROWS if row.kind != "party_adjective"]


def is_abbreviation(form: str) -> bool:
    """Met only as written: `IS` is not `is`."""
    return form.isupper() and " " not in form


def key(form: str) -> str:
    return form if is_abbreviation(form) else fold(form)


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_table_is_five_columns_under_one_header(folder: str) -> None:
    for file in tables(folder):
        text = file.read_text(encoding="utf-8")
        lines = text.split("\n")

        assert lines[0].split("\t") == HEADER, file.name
        assert lines[-1] == "", f"{file.name} does not end with a line feed"
        assert [line for line in lines[1:-1] if line.count("\t") != len(HEADER) - 1] == [], file.name
        assert unicodedata.normalize("NFC", text) == text, file.name


def kind_is_known(row: Row) -> bool:
    return row.kind in KINDS[row.folder]


def iso_is_a_country_of_cldr(row: Row) -> bool:
    return row.iso in TERRITORIES | {""}


def wikidata_is_an_item(row: Row) -> bool:
    return not row.wikidata or WIKIDATA.fullmatch(row.wikidata) is not None


def cells_have_no_stray_blanks(row: Row) -> bool:
    return all(cell == " ".join(cell.split()) and cell for cell in (row.canonical, row.kind, *row.aliases))


def aliases_say_something_new(row: Row) -> bool:
    forms = [alias.removesuffix("*") for alias in row.aliases]
    return len(set(forms)) == len(forms) and row.canonical not in row.aliases


def star_is_no_part_of_a_canonical_name(row: Row) -> bool:
    return not row.canonical.endswith("*")


def aliases_have_no_article(row: Row) -> bool:
    return not any(
        LEADING_ARTICLE.match(alias) for alias in row.aliases if not row.canonical.startswith(alias[:3])
    )


def no_form_is_a_bare_number(row: Row) -> bool:
    return not any(form.isdigit() for form in row.forms)


def a_name_with_its_country_has_the_bare_name_as_alias(row: Row) -> bool:
    return row.bare_name == row.canonical or any(
        alias.removesuffix("*") == row.bare_name for alias in row.aliases
    )


@pytest.mark.parametrize(
    "rule",
    [
        kind_is_known,
        iso_is_a_country_of_cldr,
        wikidata_is_an_item,
        cells_have_no_stray_blanks,
        aliases_say_something_new,
        star_is_no_part_of_a_canonical_name,
        aliases_have_no_article,
        no_form_is_a_bare_number,
    ],
    ids=lambda rule: rule.__name__,
)
def test_every_row(rule: Callable[[Row], bool]) -> None:
    assert [str(row) for row in ROWS if not rule(row)] == []


def test_a_name_with_its_country_in_brackets_can_be_found_without() -> None:
    broken = [
        row for row in ROWS_WITH_THEIR_OWN_NAME if not a_name_with_its_country_has_the_bare_name_as_alias(row)
    ]

    assert [str(row) for row in broken] == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_rows_are_sorted_by_kind_and_name(folder: str) -> None:
    for file in tables(folder):
        order = [
            (row.kind, row.canonical.casefold(), row.canonical)
            for row in read(folder)
            if row.file == file.name
        ]
        assert order == sorted(order), file.name


def repeated(values: Iterable[object]) -> list[object]:
    return [value for value, count in Counter(values).items() if count > 1]


def test_a_canonical_name_stands_once() -> None:
    assert repeated(row.canonical for row in ROWS_WITH_THEIR_OWN_NAME) == []


def test_a_wikidata_item_is_one_row() -> None:
    assert repeated(row.wikidata for row in ROWS_WITH_THEIR_OWN_NAME if row.wikidata) == []


def test_a_form_of_two_rows_is_starred_in_each() -> None:
    rows_by_form: defaultdict[str, list[tuple[str, Row]]] = defaultdict(list)
    for row in ROWS_WITH_THEIR_OWN_NAME:
        for form in row.forms:
            rows_by_form[key(form)].append((form, row))

    silent = [
        f"{form} in {row}"
        for found in rows_by_form.values()
        if len({row for _, row in found}) > 1
        for form, row in found
        if form not in row.starred
    ]

    assert silent == []


def test_an_ordinary_word_is_starred() -> None:
    silent = [
        f"{form} in {row}"
        for row in ROWS
        for form in sorted(row.forms)
        if form not in row.starred and not is_abbreviation(form) and fold(form) in ORDINARY_WORDS
    ]

    assert silent == []


def test_the_readme_names_the_kinds() -> None:
    readme = LISTS.joinpath("organisations", "README.md").read_text(encoding="utf-8")

    assert set(re.findall(r"`([a-z_]+)`", readme)) >= set.union(*KINDS.values())


@pytest.mark.parametrize(("printed", "canonical", "iso"), PRINTED_TO_CANONICAL)
def test_the_conventions_say_which_name_is_canonical(printed: str, canonical: str, iso: str) -> None:
    rows = [row for row in ROWS if row.folder == "organisations" and printed in row.forms]

    assert (canonical, iso) in [(row.canonical, row.iso) for row in rows]
