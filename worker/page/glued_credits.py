"""A photo credit that is glued in front of a headline: `ANP / Robin Utrecht Koe Klara wordt 20 jaar`."""

from dataclasses import dataclass

from worker.page.names import read_person

BETWEEN = " / "
# A photographer has a first and a last name, with up to three particles between them.
NAME_WORDS = range(2, 6)
LOOKED_AT = 100  # characters


@dataclass(frozen=True, slots=True)
class GluedCredit:
    """Whose picture it is, and where the headline begins behind it."""

    agency: str
    photographer: str | None
    end: int


def find_glued_credit(headline: str, agencies: tuple[str, ...]) -> GluedCredit | None:
    """The credit in front of a headline, of one of `agencies` (the longest first); None where nothing is left behind it."""
    for agency in agencies:
        end = len(agency)
        if not headline.startswith(agency):
            continue
        photographer = None
        if headline.startswith(BETWEEN, end):
            photographer, end = _photographer(headline, end + len(BETWEEN))
        if end and headline[end : end + 1] == " " and headline[end:].strip():
            return GluedCredit(agency, photographer, end)
    return None


def _photographer(headline: str, start: int) -> tuple[str | None, int]:
    """The shortest name of a person that begins at `start`, and its end; 0 where none does."""
    words = headline[start : start + LOOKED_AT].split(" ")
    for count in NAME_WORDS:
        printed = " ".join(words[:count])
        if len(words) > count and (name := read_person(printed)):
            return name, start + len(printed)
    return None, 0
