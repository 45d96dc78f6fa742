"""The same text in another print has the same id."""

import re
import unicodedata

import pytest

from worker.page.fingerprint import fingerprint

TEXT = 'De president zei: "Dat is \'s lands - en ons - café."\nEn nu?'


@pytest.mark.parametrize(
    "other",
    [
        TEXT.upper(),
        TEXT.replace("\n", "  "),
        TEXT.replace('"', "”"),
        TEXT.replace(' "D', " ,,D").replace('."', ".''"),
        TEXT.replace("'s", "’s"),
        TEXT.replace(" - ", " – "),
        unicodedata.normalize("NFD", TEXT),
        TEXT.replace("café", "cafe"),
    ],
)
def test_the_way_of_printing_does_not_count(other: str) -> None:
    assert fingerprint("brief", other) == fingerprint("brief", TEXT)


@pytest.mark.parametrize("other", [TEXT.replace("café", "kroeg"), TEXT[:-1], TEXT.replace("nu", "1")])
def test_another_text_is_another_item(other: str) -> None:
    assert fingerprint("brief", other) != fingerprint("brief", TEXT)


def test_an_id_is_its_type_and_32_hexadecimal_digits() -> None:
    assert re.fullmatch(r"article:[0-9a-f]{32}", fingerprint("article", TEXT))
    assert fingerprint("article", TEXT)[8:] == fingerprint("brief", TEXT)[6:]
