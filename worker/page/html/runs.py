"""The text between two line breaks of an HTML page, and the labels in it.

`<p>Tekst. <time>3 uur geleden</time></p>` is two lines, `<p>Het brak <time>drie uur geleden</time> uit.</p>` is one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from worker.page.html.elements import BYLINE, LEAD_IN, MODIFIED_WORDS, MarkedTime, is_more_link
from worker.page.labels import QUOTES, label_end

# `beside`: stands beside a label, as its section does; `aside`: belongs to no text.
Kind = Literal["text", "heading", "label", "caption", "beside", "aside"]
# Where the text of an inline element begins and ends in its run, and the time that the element marks.
Spans = dict[tuple[int, int], MarkedTime | None]

# Blanks that are not one blank. A no-break space is none of them: the repair is to see it.
BLANKS = re.compile(r"[\t\n\r\f\v\u2028\u2029][ \t\n\r\f\v\u2028\u2029]*| [ \t\n\r\f\v\u2028\u2029]+")
SEPARATORS = "|·•–—-/,"
SENTENCE_ENDS = ".!?…:\"'’”»)"
MAX_LABEL = 60
# The words around a time that is not prose: `Door Jan Jansen, gepubliceerd op 31 december 2025, 14:05`.
MAX_AROUND = 120
# The name of a section beside a label; what is longer may be a headline.
MAX_SECTION = 30
MAX_SECTION_WORDS = 3
# So much of the text beside a label is looked at.
BESIDE = 40


@dataclass(slots=True)
class HtmlLine:
    """A line of the page. `time` is the machine's time of publication of what the line belongs to, as it is written."""

    text: str
    kind: Kind = "text"
    time: str | None = None
    has_dateline: bool | None = None  # null before anyone looked


class _Label(NamedTuple):
    start: int
    end: int
    time: str | None


@dataclass(slots=True)
class Run:
    """Inline text as it is gathered, each row of blanks as one."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    spans: Spans = field(default_factory=dict)

    def is_blank(self) -> bool:
        return not any(part.strip() for part in self.parts)

    def add(self, text: str) -> None:
        """Add the text of a node. Blanks at the beginning of a line are nothing."""
        if "  " in text or not text.isprintable():
            text = BLANKS.sub(" ", text)
        if self.length == 0:
            text = text.lstrip(" ")
        if text:
            self.parts.append(text)
            self.length += len(text)

    def mark(self, start: int, time: MarkedTime | None) -> None:
        """Note that an inline element began at `start` and ends here."""
        if 0 < self.length - start <= MAX_LABEL:
            # The elements around a label are noted after it: they must not forget its time.
            self.spans[start, self.length] = self.spans.get((start, self.length)) or time

    def lines(self, kind: Kind, in_item: bool) -> list[HtmlLine]:
        """The lines that the run makes: one, or more where labels stand in it. `in_item`: whether it is in a list."""
        text = "".join(self.parts)
        if not text.strip():
            return []
        if self.spans:
            labels = _labels(text, self.spans, in_item)
            if labels:
                return list(_cut(text, labels, kind))
            if (link := _more_link(text, self.spans)) is not None:
                return [HtmlLine(text[:link].strip(" "), kind), HtmlLine(text[link:].strip(" "), "aside")]
        text = text.strip(" ")
        if kind == "heading":
            return [HtmlLine(text, kind)]
        is_label = len(text) <= MAX_LABEL and label_end(text) == len(text)
        return [HtmlLine(text, "label" if is_label else kind, _time_beside(text, self.spans))]


def _labels(text: str, spans: Spans, in_item: bool) -> list[_Label]:
    """The labels that are no part of a sentence, in the order of the text."""
    labels: dict[tuple[int, int], str | None] = {}
    if BYLINE.match(text):
        return []
    for (span_start, span_end), time in spans.items():
        if time is None and span_start == 0 and span_end == len(text):
            continue
        wording = text[span_start:span_end].replace("\u00a0", " ")
        start, end = span_end - len(wording.lstrip()), span_start + len(wording.rstrip())
        if start < end and _stands_alone(text, start, end) and _is_label(wording.strip(), time, in_item):
            labels[start, end] = labels.get((start, end)) or _published(text, start, time)
    return sorted(_Label(start, end, time) for (start, end), time in labels.items())


def _is_label(wording: str, time: MarkedTime | None, in_item: bool) -> bool:
    """What is marked as a time may be worded as it likes, where it belongs to an item of a list."""
    is_marked = time is not None
    if label_end(wording, bare_alone=is_marked, clock_alone=is_marked) == len(wording):
        return True
    return is_marked and in_item and any(sign.isdigit() for sign in wording)


def _stands_alone(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - BESIDE) : start].rstrip()
    after = text[end : end + BESIDE].lstrip()
    if not after:
        # Prose would go on to its full stop.
        return True
    at_end_of_sentence = not before or before[-1] in SENTENCE_ENDS or before[-1] in SEPARATORS
    begins_anew = after[0] in SEPARATORS or after[0].isupper() or after[0] in QUOTES
    # `Gisteren Amsterdam` may be the beginning of a sentence, `3 uur geleden Amsterdam` is none.
    return at_end_of_sentence and begins_anew and (bool(before) or not text[start].isupper())


def _cut(text: str, labels: list[_Label], kind: Kind) -> Iterator[HtmlLine]:
    """The labels, and what stands between them without the signs that parted it from them."""
    position = 0
    for start, end, time in labels:
        if start >= position:
            yield from _beside(text, position, start, kind)
            yield HtmlLine(text[start:end], "label", time)
            position = end
    yield from _beside(text, position, len(text), kind)


def _beside(text: str, start: int, end: int, kind: Kind) -> Iterator[HtmlLine]:
    """What stands beside a label; it is nothing where it only leads to it (`Gepubliceerd op`)."""
    beside = text[start:end].strip(" ")
    if start > 0:
        beside = beside.lstrip(f" {SEPARATORS}")
    if end < len(text):
        beside = beside.rstrip(f" {SEPARATORS}")
    if not beside.strip():
        return
    if LEAD_IN.fullmatch(beside[: MAX_LABEL + 1]) or is_more_link(beside):
        yield HtmlLine(beside, "aside")
    elif kind == "text" and len(beside) <= MAX_SECTION and beside.count(" ") < MAX_SECTION_WORDS:
        yield HtmlLine(beside, "beside")
    else:
        yield HtmlLine(beside, kind)


def _more_link(text: str, spans: Spans) -> int | None:
    """Where a link to the rest of the story begins, behind a sentence and at the end of the line; else None."""
    for start, _ in spans:
        before = text[max(0, start - BESIDE) : start].rstrip()
        is_near_end = len(text) - start <= MAX_LABEL
        if is_near_end and before and before[-1] in SENTENCE_ENDS and is_more_link(text[start:]):
            return start
    return None


def _time_beside(text: str, spans: Spans) -> str | None:
    """The time of publication in a line like `Door Jan Jansen, 31 december 2025, 14:05`."""
    if len(text) > MAX_AROUND:
        return None
    for (start, end), time in spans.items():
        after = text[end:].lstrip()
        if not after or after[0] in SEPARATORS or after[0] in QUOTES:
            published = _published(text, start, time)
            if published is not None:
                return published
    return None


def _published(text: str, start: int, time: MarkedTime | None) -> str | None:
    """The marked time, unless it is that of a change."""
    if time is None or time.of_change or MODIFIED_WORDS.search(text[max(0, start - BESIDE) : start]):
        return None
    return time.value
