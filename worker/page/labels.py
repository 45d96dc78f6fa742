"""Where an age label stands at the beginning of a line.

`1 uur geledenWASHINGTON (ANP) - …` begins with one; `Tien jaar geleden won hij` does not.
"""

from worker.page.lines import Line, LineRole
from worker.time.ages import LABEL, read_age

QUOTES = "\"'‘’‚‛“”„«»‹›("


def part_labels(lines: list[Line]) -> list[Line]:
    """The lines, each label as a line of its own with its role."""
    parted: list[Line] = []
    for line in lines:
        parted.extend(_part_label(line))
    return parted


def label_end(text: str) -> int:
    """Where the label at the beginning of `text` ends; 0 where none stands.

    A label is followed by the end of the line, or directly by what begins a brief: a capital, a quote, a bracket.
    """
    match = LABEL.match(text)
    if match is None:
        return 0
    following = text[match.end() : match.end() + 1]
    return match.end() if not following or following.isupper() or following in QUOTES else 0


def _part_label(line: Line) -> list[Line]:
    end = label_end(line.text)
    if end == 0:
        return [line]
    text, rest = line.text[:end], line.text[end:]
    label = Line(line.number, line.start, text, age=read_age(text), role=LineRole.LABEL)
    if not rest:
        return [label]
    return [label, Line(line.number, line.start + end, rest, line.repairs)]
