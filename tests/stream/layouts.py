"""How sites print pages: the layouts A to D and HTML, ages as floored labels, and the damage that copies suffer."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape
from random import Random
from zoneinfo import ZoneInfo

from tests.stream.texts import MONTHS, WEEKDAYS

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
CHROME = (
    "Webmail",
    "Kies je webmail",
    "Omdat ZeelandNet ook DELTA webmail aanbiedt, vragen we je eenmalig je voorkeur op te geven.",
)
UNITS = (
    (timedelta(weeks=1), "week", "weken"),
    (timedelta(days=1), "dag", "dagen"),
    (timedelta(hours=1), "uur", "uur"),
    (timedelta(minutes=1), "minuut", "minuten"),
)


def label(age: timedelta) -> str:
    """The age as a site prints that cuts it to whole units; `zojuist` in the first minute."""
    for unit, one, many in UNITS:
        if age >= unit:
            count = age // unit
            return f"{count} {one if count == 1 else many} geleden"
    return "zojuist"


@dataclass(frozen=True, slots=True)
class Printed:
    """An item as a page prints it. `above` stands over it (an embargo), `under` below its headline (what it replaces)."""

    headline: str
    place: str
    agencies: str
    paragraphs: Sequence[str]
    published: datetime
    above: str | None = None
    under: str | None = None
    subheads: tuple[tuple[int, str], ...] = ()  # before which paragraph

    @property
    def lines(self) -> list[str]:
        """The text with its dateline and subheads; nothing for one that is named only."""
        if not self.paragraphs:
            return []
        lines = [f"{self.place} ({self.agencies}) - {self.paragraphs[0]}", *self.paragraphs[1:]]
        for before, subhead in sorted(self.subheads, reverse=True):
            lines.insert(before, subhead)
        return lines


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that stands on a page. `open_end`: it breaks off before the last brief's label."""

    article: Printed | None
    briefs: Sequence[Printed]
    section: str
    captured: datetime
    open_end: bool = False

    def label_of(self, number: int) -> str | None:
        """What is printed below the brief of this number, from 0."""
        if self.open_end and number == len(self.briefs) - 1:
            return None
        return label(self.captured - self.briefs[number].published)


def print_a(sheet: Sheet) -> str:
    """Lines without blanks between; each label is glued to the next brief."""
    article = sheet.article
    assert article is not None
    lines = [*_heading(article), *article.lines, f"Meer uit {sheet.section}"]
    return "\n".join(lines) + "\n" + _glued(sheet, lambda brief: brief.lines[0])


def print_d(sheet: Sheet) -> str:
    """A ticker, then briefs whose datelines name no agency."""
    moment = sheet.captured.astimezone(AMSTERDAM)
    ticker = [
        f"- {section} {moment - timedelta(minutes=7 * number):%H:%M} {words}"
        for number, (section, words) in enumerate(
            (
                ("Voetbal", "Ploeg verliest punten in uitduel"),
                ("Binnenland", "Oude kermis op erfgoedlijst"),
                ("Sport", "Rensters strijden om eindzege"),
            )
        )
    ]
    return (
        "\n".join(["Net binnen", *ticker])
        + "\n"
        + _glued(sheet, lambda brief: f"{brief.place} - {brief.paragraphs[0]}")
    )


def _glued(sheet: Sheet, print_brief: Callable[[Printed], str]) -> str:
    text = ""
    for number, brief in enumerate(sheet.briefs):
        text += f"{print_brief(brief)}\n{sheet.label_of(number) or ''}"
    return text


def print_b(sheet: Sheet) -> str:
    """Chrome, the headline twice, blank lines; each brief has a headline and a label on a line of its own."""
    article = sheet.article
    assert article is not None
    heading = _heading(article)
    if article.above is None and article.lines:
        heading.insert(0, article.headline)
    blocks = [*CHROME, *heading, *article.lines, f"Meer uit {sheet.section}"]
    return "\n\n".join(blocks) + "\n\n" + _labelled(sheet, "")


def print_c(sheet: Sheet) -> str:
    """An index page: a date, an edition, a section, then briefs with a credit glued to their headlines."""
    day = sheet.captured.astimezone(AMSTERDAM)
    date = f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"
    return (
        "\n\n".join([*CHROME, date, "Editie: NL & Wereld | Zeeland", sheet.section])
        + "\n\n"
        + _labelled(sheet, "ANP ")
    )


def _labelled(sheet: Sheet, credit: str) -> str:
    text = ""
    for number, brief in enumerate(sheet.briefs):
        blocks = [f"{credit}{brief.headline}", *brief.lines]
        below = sheet.label_of(number)
        text += "\n\n".join(blocks) + (f"\n\n{below}\n" if below else "\n")
    return text


def _heading(item: Printed) -> list[str]:
    return [line for line in (item.above, item.headline, item.under) if line]


def print_html(sheet: Sheet) -> str:
    """A page in HTML whose briefs carry machine times beside their labels."""
    article = sheet.article
    assert article is not None
    body = "".join(_element("h1" if line == article.headline else "p", line) for line in _heading(article))
    body += "".join(
        _element("h3" if line in dict(article.subheads).values() else "p", line) for line in article.lines
    )
    briefs = "".join(
        f"<li>{_element('h3', brief.headline)}{''.join(_element('p', line) for line in brief.lines)}{_time(sheet, number)}</li>"
        for number, brief in enumerate(sheet.briefs)
    )
    return (
        f'<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>{escape(article.headline)} - Krant</title></head><body>'
        f"<nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav><article>{body}</article>"
        f'<section class="meer"><h2>Meer uit {escape(sheet.section)}</h2><ul>{briefs}</ul></section><footer>© Krant</footer></body></html>'
    )


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(text, quote=False)}</{name}>"


def _time(sheet: Sheet, number: int) -> str:
    below = sheet.label_of(number)
    return f'<time datetime="{sheet.briefs[number].published.isoformat()}">{below}</time>' if below else ""


PRINTERS: dict[str, Callable[[Sheet], str]] = {
    "A": print_a,
    "B": print_b,
    "C": print_c,
    "D": print_d,
    "html": print_html,
}


# Damage


def mojibake(_: Random, text: str) -> str:
    """UTF-8 read as Windows-1252, or as Latin-1 where that has no such byte."""
    try:
        return text.encode().decode("cp1252")
    except UnicodeDecodeError:
        return text.encode().decode("latin-1")


def no_break_spaces(random: Random, text: str) -> str:
    """Some blanks do not break."""
    return re.sub(" ", lambda _: "\u00a0" if random.random() < 0.2 else " ", text)


def carriage_returns(_: Random, text: str) -> str:
    """CRLF line ends."""
    return text.replace("\n", "\r\n")


def other_quotes(random: Random, text: str) -> str:
    """Curly quotes, or the old ones of the wire."""
    style = random.choice(("“\\1”", ",,\\1''", "„\\1”"))
    return re.sub(r'"([^"\n]{1,200})"', style, text)


def glued_sentences(random: Random, text: str) -> str:
    """Some sentences without a blank between them."""
    return re.sub(r"(?<=[a-z]{3}\.) (?=[A-Z][a-z])", lambda _: "" if random.random() < 0.3 else " ", text)


def shifted_letters(_: Random, text: str) -> str:
    """Letters with diacritics moved up by 0xC0: Italiƫ."""
    return re.sub("[À-ÿ]", lambda letter: chr(ord(letter.group()) + 0xC0), text)


def soft_hyphens(random: Random, text: str) -> str:
    """Invisible hyphens in long words."""
    return re.sub(
        r"\b([a-z]{5})([a-z]{5,})",
        lambda word: "\u00ad".join(word.groups()) if random.random() < 0.2 else word.group(),
        text,
    )


def byte_order_mark(_: Random, text: str) -> str:
    """A BOM in front."""
    return "\ufeff" + text


DAMAGES: dict[str, Callable[[Random, str], str]] = {
    "mojibake": mojibake,
    "no-break spaces": no_break_spaces,
    "CRLF": carriage_returns,
    "other quotes": other_quotes,
    "glued sentences": glued_sentences,
    "shifted letters": shifted_letters,
    "soft hyphens": soft_hyphens,
    "byte order mark": byte_order_mark,
}
FOR_TEXT_ONLY = frozenset({"other quotes"})  # markup has quotes of its own
