"""The own table of people: each row keeps the rules."""

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
from faker.providers.person import en_US, nl_NL

from worker.entities.folding import fold

LISTS = files("worker.entities").joinpath("lists")
HEADER = ["canonical", "kind", "iso", "wikidata", "aliases"]
KINDS = {
    "head_of_state", "head_of_government", "minister", "politician", "official", "central_banker", "business",
    "royal", "religious", "historical", "athlete", "coach", "artist", "writer", "journalist", "presenter",
    "scientist", "activist", "militant", "criminal", "other",
}  # fmt: skip
TERRITORIES = {str(code) for code in babel.Locale("nl").territories if len(str(code)) == 2}
WIKIDATA = re.compile(r"Q[1-9][0-9]{0,8}")
TITLE = re.compile(
    r"(?:paus|koning|koningin|prins|prinses|president|premier|minister|kardinaal|ayatollah|sjeik|sir) ",
    re.IGNORECASE,
)
# The last name alone, with the particles that belong to it (`van der Poel`, `De Wever`, `bin Salman`).
BARE_SURNAME = r"(?:(?:van|von|de|den|der|di|da|la|le|el|al|bin|ten|ter|'t) ){0,3}\S+"

# Surnames and last words that are the ordinary name of one person.
CALLED_BY_ONE_NAME = {"Lenin", "Tiësto", "Atatürk", "Vajiralongkorn"}

ORDINARY_WORDS = {
    fold(word) for word in Path(__file__).with_name("ordinary_words.txt").read_text(encoding="utf-8").split()
}
FIRST_NAMES = {
    fold(name)
    for provider in (nl_NL.Provider, en_US.Provider)
    for names in (provider.first_names_male, provider.first_names_female)
    for name in names
}

PRINTED_TO_CANONICAL = [
    ("Sergei Lavrov", "Sergej Lavrov", "RU", ""),
    ("Vladimir Putin", "Vladimir Poetin", "RU", "Q7747"),
    ("Volodymyr Zelenskyy", "Volodymyr Zelensky", "UA", "Q3874799"),
    ("Alexander Lukashenko", "Aleksandr Loekasjenko", "BY", ""),
    ("Salome Zourabichvili", "Salome Zoerabisjvili", "GE", ""),
    ("Lula", "Luiz Inácio Lula da Silva", "BR", "Q37181"),
    ("Robert Prevost", "Leo XIV", "US", ""),
    ("Donald Trump", "Donald Trump", "US", "Q22686"),
    ("George Clooney", "George Clooney", "US", "Q23844"),
    ("Nicolás Maduro", "Nicolás Maduro", "VE", "Q58132"),
    ("Jair Bolsonaro", "Jair Bolsonaro", "BR", "Q10304982"),
    ("Marie-Pierre Vedrenne", "Marie-Pierre Vedrenne", "FR", ""),
    ("Steve Witkoff", "Steve Witkoff", "US", ""),
]


@dataclass(frozen=True)
class Row:
    file: str
    canonical: str
    kind: str
    iso: str
    wikidata: str
    aliases: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.file}: {self.canonical}"

    @property
    def starred(self) -> set[str]:
        return {alias.removesuffix("*") for alias in self.aliases if alias.endswith("*")}

    @property
    def forms(self) -> set[str]:
        """All names in print."""
        return {self.canonical, *(alias.removesuffix("*") for alias in self.aliases)}

    @property
    def sure_forms(self) -> list[str]:
        return sorted(self.forms - self.starred)


def tables(folder: str) -> list[Traversable]:
    return sorted(
        (file for file in LISTS.joinpath(folder).iterdir() if file.name.endswith(".tsv")),
        key=lambda file: file.name,
    )


def read(folder: str) -> Iterator[Row]:
    for file in tables(folder):
        for line in file.read_text(encoding="utf-8").split("\n")[1:-1]:
            canonical, kind, iso, wikidata, aliases = [*line.split("\t"), "", "", "", ""][: len(HEADER)]
            yield Row(file.name, canonical, kind, iso, wikidata, tuple(filter(None, aliases.split("|"))))


ROWS = list(read("people"))
OTHER_THINGS = {
    fold(form) for folder in ("organisations", "other") for row in read(folder) for form in row.forms
}


def repeated(values: Iterable[object]) -> list[object]:
    return [value for value, count in Counter(values).items() if count > 1]


def test_a_table_is_five_columns_under_one_header() -> None:
    for file in tables("people"):
        text = file.read_text(encoding="utf-8")
        lines = text.split("\n")

        assert lines[0].split("\t") == HEADER, file.name
        assert lines[-1] == "", f"{file.name} does not end with a line feed"
        assert [line for line in lines[1:-1] if line.count("\t") != len(HEADER) - 1] == [], file.name
        assert unicodedata.normalize("NFC", text) == text, file.name


def kind_is_known(row: Row) -> bool:
    return row.kind in KINDS


def iso_is_a_country_of_cldr(row: Row) -> bool:
    return row.iso in TERRITORIES | {""}


def wikidata_is_an_item(row: Row) -> bool:
    return not row.wikidata or WIKIDATA.fullmatch(row.wikidata) is not None


def cells_have_no_stray_signs(row: Row) -> bool:
    cells = (row.canonical, *row.aliases)
    return all(cell == " ".join(cell.split()) and cell and not set(cell) & set(";=~:_\\") for cell in cells)


def aliases_say_something_new(row: Row) -> bool:
    forms = [alias.removesuffix("*") for alias in row.aliases]
    return len(set(forms)) == len(forms) and row.canonical not in row.aliases


def forms_differ_by_more_than_case_and_accents(row: Row) -> bool:
    return len({fold(form) for form in row.forms}) == len(row.forms)


def star_is_no_part_of_a_canonical_name(row: Row) -> bool:
    return "*" not in row.canonical and not any("*" in alias[:-1] for alias in row.aliases)


def titles_are_outside(row: Row) -> bool:
    return not any(TITLE.match(form) for form in row.forms)


def no_alias_is_a_bare_surname(row: Row) -> bool:
    _, _, names = fold(row.canonical).partition(" ")
    surname = re.search(rf"{BARE_SURNAME}$", names)
    if surname is None:
        return True
    bare = {surname.group(), surname.group().split()[-1]}
    return not any(fold(alias) in bare for alias in row.aliases if alias not in CALLED_BY_ONE_NAME)


def an_ordinary_word_is_starred(row: Row) -> bool:
    return not any(fold(form) in ORDINARY_WORDS for form in row.sure_forms)


def an_ordinary_first_name_is_starred(row: Row) -> bool:
    return not any(fold(form) in FIRST_NAMES for form in row.sure_forms)


def a_name_of_another_thing_is_starred(row: Row) -> bool:
    return not any(fold(form) in OTHER_THINGS for form in row.sure_forms)


@pytest.mark.parametrize(
    "rule",
    [
        kind_is_known,
        iso_is_a_country_of_cldr,
        wikidata_is_an_item,
        cells_have_no_stray_signs,
        aliases_say_something_new,
        forms_differ_by_more_than_case_and_accents,
        star_is_no_part_of_a_canonical_name,
        titles_are_outside,
        no_alias_is_a_bare_surname,
        an_ordinary_word_is_starred,
        an_ordinary_first_name_is_starred,
        a_name_of_another_thing_is_starred,
    ],
    ids=lambda rule: rule.__name__,
)
def test_every_row(rule: Callable[[Row], bool]) -> None:
    assert [str(row) for row in ROWS if not rule(row)] == []


def test_rows_are_sorted_by_kind_and_name() -> None:
    for file in tables("people"):
        order = [(row.kind, row.canonical.casefold(), row.canonical) for row in ROWS if row.file == file.name]
        assert order == sorted(order), file.name


def test_a_person_stands_once() -> None:
    assert repeated(fold(row.canonical) for row in ROWS) == []
    assert repeated(row.wikidata for row in ROWS if row.wikidata) == []


def test_a_form_of_two_rows_is_starred_in_each() -> None:
    rows_by_form: defaultdict[str, list[tuple[str, Row]]] = defaultdict(list)
    for row in ROWS:
        for form in row.forms:
            rows_by_form[fold(form)].append((form, row))

    silent = [
        f"{form} in {row}"
        for found in rows_by_form.values()
        if len({row for _, row in found}) > 1
        for form, row in found
        if form not in row.starred
    ]

    assert silent == []


def test_the_readme_names_the_kinds() -> None:
    readme = LISTS.joinpath("people", "README.md").read_text(encoding="utf-8")

    assert set(re.findall(r"`([a-z_]+)`", readme)) >= KINDS


@pytest.mark.parametrize(("printed", "canonical", "iso", "wikidata"), PRINTED_TO_CANONICAL)
def test_the_conventions_say_which_name_is_canonical(
    printed: str, canonical: str, iso: str, wikidata: str
) -> None:
    rows = [(row.canonical, row.iso, row.wikidata) for row in ROWS if printed in row.forms]

    assert rows == [(canonical, iso, wikidata)]
