"""The agencies in the bracket of a dateline: `(ANP/RTR)`, `(ats afp)`, `(ABM FN-Dow Jones)`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from schemas import Agency
from worker.page.tables import read_table

_TABLE = read_table("agencies.toml")
# Code, without case → name.
AGENCIES: dict[str, str] = {code.casefold(): name for code, name in _TABLE["names"].items()}
# Codes that stand for nothing but an agency.
PLAIN_CODES = AGENCIES.keys() - set(_TABLE["ambiguous"])
# Name → the country that it reports from.
HOMES: dict[str, str] = _TABLE["homes"]
OWN_REPORTERS = frozenset(_TABLE["own_reporters"])

# `31 dec.`, `woensdag 31 december 2025`, `31-12-2025`, `3/11`, `Dec. 31`
DATE = re.compile(
    r"(?:[^\W\d_]{2,10}\.?,? )?\d{1,2}\.? [^\W\d_]{3,10}\.?(?: \d{4})?"
    r"|[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?"
    r"|\d{1,2}[-/.]\d{1,2}(?:[-/.]\d{2,4})?"
)
BETWEEN_AGENCIES = re.compile(r"\s*[/,+;|&\\]\s*|\s+(?:en|and|-|–)\s+")
# An agency that no list has: a code (`AF`) or a name in a few words (`Omroep Walcheren`).
CODE = re.compile(r"[^\W\d_][\w.&]{1,11}")
NAME = re.compile(r"[^\W_][\w.&'’-]{0,20}(?: [\w.&'’-]{1,20}){1,4}")


@dataclass(frozen=True, slots=True)
class Agencies:
    """What a bracket holds. `named`: each agency with its code as printed; `unknown`: codes that no list has.

    `is_known`: one at least is in the list. `is_plain`: one at least stands for nothing but an agency. The paper's own
    reporter is known and plain, and no agency.
    """

    named: tuple[Agency, ...]
    unknown: tuple[str, ...]
    is_known: bool
    is_plain: bool


# The same few brackets stand above most items.
@lru_cache(maxsize=1_024)
def read_agencies(bracket: str) -> Agencies | None:
    """The agencies of a bracket's content; None where it holds what cannot be one (`34 zetels`)."""
    content = " ".join(bracket.split())
    if content.casefold() in AGENCIES:
        return _read([content])
    if content.casefold() in OWN_REPORTERS:
        return Agencies((), (), is_known=True, is_plain=True)
    parts = [part for part in BETWEEN_AGENCIES.split(content) if part and not DATE.fullmatch(part)]
    codes = [code for part in parts for code in _codes(part)]
    return _read(codes) if codes and all(map(_may_be_agency, codes)) else None


def _read(codes: list[str]) -> Agencies:
    unknown = tuple(code for code in codes if code.casefold() not in AGENCIES)
    return Agencies(
        tuple(Agency(code=code, name=AGENCIES.get(code.casefold(), code)) for code in codes),
        unknown,
        is_known=len(unknown) < len(codes),
        is_plain=any(code.casefold() in PLAIN_CODES for code in codes),
    )


def _codes(part: str) -> list[str]:
    """`ats afp` and `ANP-AFP` are two agencies, `Dow Jones` is one."""
    for divider in (" ", "-"):
        pieces = part.split(divider)
        if part.casefold() not in AGENCIES and len(pieces) > 1 and _are_known(pieces):
            return pieces
    return [part]


def _are_known(codes: Iterable[str]) -> bool:
    return all(code.casefold() in AGENCIES for code in codes)


def _may_be_agency(code: str) -> bool:
    return code.casefold() in AGENCIES or bool(CODE.fullmatch(code) or NAME.fullmatch(code))
