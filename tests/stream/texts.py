"""Invented news in Dutch: templates whose slots are filled, and the ways in which an editor changes a text."""

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

DATA: dict[str, Any] = tomllib.loads(Path(__file__).with_name("texts.toml").read_text(encoding="utf-8"))
SLOTS: dict[str, list[str]] = DATA["slots"]
SLOT = re.compile(r"\{([A-Za-z]+)(\d*)(?::(\d+)-(\d+))?\}")
WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MONTHS = ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december")  # fmt: skip

Sentences = tuple[str, ...]
Paragraphs = tuple[Sentences, ...]


@dataclass(slots=True)
class Slots:
    """Fills templates for one story: what is named twice is named alike."""

    random: Random
    day: datetime  # in local time
    chosen: dict[str, str] = field(default_factory=dict)

    def fill(self, template: str) -> str:
        """The template with its slots filled, beginning with a capital."""
        text = SLOT.sub(self._value, template)
        return text[:1].upper() + text[1:]

    def _value(self, slot: re.Match[str]) -> str:
        name, number, low, high = slot.groups()
        if name == "n":
            return str(self.random.randint(int(low), int(high)))
        if name == "d":
            return f"{self.random.randint(int(low), int(high))},{self.random.randint(1, 9)}"
        key = name.casefold() + number
        if key not in self.chosen:
            self.chosen[key] = self._choose(name.casefold(), number)
        value = self.chosen[key]
        return value if name.islower() else value[:1].upper() + value[1:]

    def _choose(self, name: str, number: str) -> str:
        made = self._made(name, number)
        if made is not None:
            return made
        values = SLOTS[name]
        taken = {value for key, value in self.chosen.items() if key.rstrip("0123456789") == name}
        return self.random.choice([value for value in values if value not in taken] or values)

    def _made(self, name: str, number: str) -> str | None:
        """The value of a slot that follows from the day, from chance, or from other slots."""
        match name:
            case "dag":
                made = WEEKDAYS[self.day.weekday()]
            case "datum":
                made = f"{self.day.day} {MONTHS[self.day.month - 1]}"
            case "uur":
                made = f"{self.random.randint(6, 22)}.{self.random.randrange(60):02d}"
            case "prijs":
                made = f"{self.random.randint(20, 990)},{self.random.randrange(100):02d}"
            case "persoon":
                made = self.fill(f"{{voornaam{number}}} {{achternaam{number}}}")
            case "onderwerpkop":
                made = SLOTS["onderwerpkop"][SLOTS["onderwerp"].index(self._known("onderwerp", number))]
            case "instellingkop":
                made = self._known("instelling", number).split(" ", 1)[1]
            case "dierkop":
                made = self._known("dier", number)
            case _:
                return None
        return made

    def _known(self, name: str, number: str) -> str:
        return self.chosen.setdefault(name + number, self._choose(name, number))


@dataclass(frozen=True, slots=True)
class Draft:
    """A new story's text. `spare` are sentences that it may get or change into later."""

    family: str
    section: str | None
    headline: str
    paragraphs: Paragraphs
    spare: Sentences
    origin: "Origin | None" = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Of a templated story: what its siblings share with it."""

    template: dict[str, Any]
    text: str
    chosen: dict[str, str]

    @property
    def identity(self) -> tuple[str, ...]:
        """What no other story of this text has."""
        return (self.text, *(self.chosen.get(slot, "") for slot in self.template["identity"]))


def ordinary(random: Random, day: datetime, paragraphs: int) -> Draft:
    """A story like no other, with so many paragraphs; a brief has one."""
    slots = Slots(random, day)
    frame = random.choice(DATA["ordinary"])
    lead = slots.fill(frame["lead"])
    own = [slots.fill(sentence) for sentence in random.sample(frame["own"], len(frame["own"]))]
    common = [slots.fill(sentence) for sentence in random.sample(DATA["common"]["sentences"], 12)]
    rest = own + common
    first = (*_sentences(lead), *rest[: random.randint(1, 2)])
    used = len(first) - len(_sentences(lead))
    body: list[Sentences] = []
    for _ in range(paragraphs - 1):
        size = random.randint(2, 3)
        body.append(tuple(rest[used : used + size]))
        used += size
    body = [paragraph for paragraph in body if paragraph]
    return Draft(
        "ordinary", None, slots.fill(frame["headline"]), (first, *body), tuple(rest[used:] or common[-2:])
    )


def templated(random: Random, day: datetime) -> Draft:
    """A report that differs from others of its template in place, number, name or day only."""
    template = random.choice(DATA["template"])
    return _of_template(random, template, random.choice(template["texts"]), Slots(random, day))


def sibling(random: Random, day: datetime, origin: Origin) -> Draft:
    """A report as like another as may be: of another day, or of one other place or name."""
    other = random.choice(origin.template["identity"])
    kept = {
        slot: value
        for slot, value in origin.chosen.items()
        if slot not in {other, "dag", "datum", "uur", "prijs"}
    }
    return _of_template(random, origin.template, origin.text, Slots(random, day, kept))


def _of_template(random: Random, template: dict[str, Any], text: str, slots: Slots) -> Draft:
    sentences = _sentences(slots.fill(text))
    headline = slots.fill(template["headline"])
    origin = Origin(template, text, dict(slots.chosen))
    spare = tuple(slots.fill(sentence) for sentence in random.sample(DATA["common"]["sentences"], 3))
    return Draft(template["name"], template["section"], headline, (sentences,), spare, origin)


def _sentences(text: str) -> Sentences:
    return tuple(re.split(r"(?<=[.?!])\s+(?=[A-Z\"'])", text))


# Changes: each takes paragraphs and a spare sentence and returns the changed paragraphs, or None where it does not apply.
Change = Callable[[Random, Paragraphs, str], Paragraphs | None]


def sentence_changed(random: Random, paragraphs: Paragraphs, spare: str) -> Paragraphs | None:
    """Another sentence in place of one; the first stays."""
    places = _places(paragraphs)
    if len(places) < 3:
        return None
    return _replaced(paragraphs, random.choice(places[1:]), (spare,))


def sentence_reworded(random: Random, paragraphs: Paragraphs, _: str) -> Paragraphs | None:
    """A clause more in one sentence."""
    place = random.choice(_places(paragraphs))
    old = paragraphs[place[0]][place[1]]
    if not old.endswith("."):
        return None
    clause = random.choice(
        (
            ", zo werd later bekend.",
            ", zegt een betrokkene.",
            ", is de verwachting.",
            ", meldt het persbureau.",
        )
    )
    return _replaced(paragraphs, place, (old[:-1] + clause,))


def sentence_added(random: Random, paragraphs: Paragraphs, spare: str) -> Paragraphs | None:
    """A sentence more, behind any other."""
    place = random.choice(_places(paragraphs))
    return _replaced(paragraphs, place, (paragraphs[place[0]][place[1]], spare))


def sentence_removed(random: Random, paragraphs: Paragraphs, _: str) -> Paragraphs | None:
    """A sentence less; the first stays."""
    places = _places(paragraphs)
    if len(places) < 3:
        return None
    return _replaced(paragraphs, random.choice(places[1:]), ())


def number_corrected(random: Random, paragraphs: Paragraphs, _: str) -> Paragraphs | None:
    """Another number in place of one."""
    return _edited(
        random, paragraphs, r"(?<![\w.,])\d{2,3}(?![\w.,-])", lambda old: str(int(old) + random.randint(1, 9))
    )


def name_corrected(random: Random, paragraphs: Paragraphs, _: str) -> Paragraphs | None:
    """Another surname in place of one."""
    names = "|".join(re.escape(name) for name in SLOTS["achternaam"])
    return _edited(
        random,
        paragraphs,
        rf"\b(?:{names})\b",
        lambda old: random.choice([name for name in SLOTS["achternaam"] if name != old]),
    )


def typo_fixed(random: Random, paragraphs: Paragraphs, _: str) -> Paragraphs | None:
    """Two letters of a long word in their order, where they had been exchanged; here they come to be so."""

    def exchanged(word: str) -> str:
        at = next((at for at in range(2, len(word) - 2) if word[at] != word[at + 1]), 0)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :] if at else word

    return _edited(random, paragraphs, r"\b[a-z]{8,}\b", exchanged)


CHANGES: dict[str, Change] = {
    "sentence changed": sentence_changed,
    "sentence reworded": sentence_reworded,
    "sentence added": sentence_added,
    "sentence removed": sentence_removed,
    "number corrected": number_corrected,
    "name corrected": name_corrected,
    "typo fixed": typo_fixed,
}

# What happens to a report of three lines: nobody takes half of it away.
TEMPLATED_CHANGES = (
    "sentence reworded",
    "sentence added",
    "number corrected",
    "name corrected",
    "typo fixed",
)


def _places(paragraphs: Paragraphs) -> list[tuple[int, int]]:
    return [(row, column) for row, paragraph in enumerate(paragraphs) for column in range(len(paragraph))]


def _replaced(paragraphs: Paragraphs, place: tuple[int, int], new: Sentences) -> Paragraphs:
    row, column = place
    changed = (*paragraphs[row][:column], *new, *paragraphs[row][column + 1 :])
    return tuple(paragraph for paragraph in (*paragraphs[:row], changed, *paragraphs[row + 1 :]) if paragraph)


def _edited(
    random: Random, paragraphs: Paragraphs, pattern: str, edit: Callable[[str], str]
) -> Paragraphs | None:
    found = [
        (place, match)
        for place in _places(paragraphs)
        for match in re.finditer(pattern, paragraphs[place[0]][place[1]])
    ]
    if not found:
        return None
    place, match = random.choice(found)
    sentence = paragraphs[place[0]][place[1]]
    new = sentence[: match.start()] + edit(match.group()) + sentence[match.end() :]
    return _replaced(paragraphs, place, (new,)) if new != sentence else None
