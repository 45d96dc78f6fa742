"""Which lines are asides: by their words and by where they stand."""

import time

import pytest

from worker.page.asides import mark_asides
from worker.page.blocks import mark_datelines
from worker.page.lines import Line, LineRole


def marked(*texts: str) -> list[Line]:
    """The lines as they are after the steps before; a label is one that says so."""
    lines = [Line(number, 0, text) for number, text in enumerate(texts)]
    for line in lines:
        if line.text.endswith("geleden"):
            line.take(LineRole.LABEL, "")
    mark_datelines(lines)
    mark_asides(lines)
    return lines


def roles(*texts: str) -> list[str | None]:
    return [line.role and line.role.value for line in marked(*texts)]


HEAD, LEAD, BODY, LABEL = (
    "Kop van het bericht",
    "ASSEN (ANP) - De raad stemt.",
    "De burgers zijn blij.",
    "1 uur geleden",
)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((HEAD, "Update", LEAD), [None, "notice", None]),
        ((HEAD, LEAD, "Update", BODY), [None, None, None, None]),
        ((LABEL, "Herhaling van gisteren", HEAD, LEAD), ["label", "notice", None, None]),
        ((HEAD, LEAD, "UPDATE 2", BODY), [None, None, "notice", None]),
        ((HEAD, "Redactie", LEAD), [None, "byline", None]),
        ((HEAD, LEAD, "Redactie", BODY), [None, None, None, None]),
        ((HEAD, LEAD, BODY, "Redactie"), [None, None, None, "byline"]),
        ((HEAD, LEAD, BODY, "Jan Jansen (jja)", LABEL), [None, None, None, "byline", "label"]),
        ((HEAD, LEAD, "Van onze correspondent", BODY), [None, None, "byline", None]),
        ((HEAD, LEAD, "© ANP", BODY), [None, None, "caption", None]),
        ((HEAD, "© ANP", LEAD), [None, "caption", None]),
        ((HEAD, LEAD, "© ANP"), [None, None, "tail"]),
        ((HEAD, LEAD, "© ANP", "Meer uit Sport", LEAD), [None, None, "tail", None, None]),
        (
            (HEAD, LEAD, BODY, "Redactie", "(ANP Redactie Sport, s@anp.nl)"),
            [None, None, None, "byline", "tail"],
        ),
        ((HEAD, LEAD, "De brug (foto: ANP)", BODY), [None, None, "caption", None]),
        (("De brug (foto: ANP)", LEAD), [None, None]),
        ((HEAD, LEAD, "De brug is open. Foto: ANP", BODY), [None, None, "caption", None]),
        ((HEAD, LEAD, "De brug is open. Foto: ANP"), [None, None, None]),
        ((HEAD, LEAD, "Bekijk ook de foto's", BODY), [None, None, "furniture", None]),
        ((HEAD, LEAD, "EINDE"), [None, None, "tail"]),
        ((HEAD, "UTRECHT (ANP) - De raad. ANP JAN JANSEN"), [None, None]),
    ],
)
def test_words_and_surroundings_make_an_aside(lines: tuple[str, ...], expected: list[str | None]) -> None:
    assert roles(*lines) == expected


def test_a_line_that_has_a_role_keeps_it() -> None:
    line = Line(0, 0, "Foto: ANP", role=LineRole.CHROME)
    mark_asides([line])
    assert line.role is LineRole.CHROME


def test_a_dateline_behind_a_notice_opens_its_line() -> None:
    (line,) = marked("UPDATE: ASSEN (ANP) - De raad stemt.")
    assert line.role is None
    assert line.dateline is not None
    assert line.text[line.dateline.end :] == "De raad stemt."


def test_a_name_that_looks_like_a_dateline_is_none() -> None:
    _, byline, _ = marked(HEAD, "Door Jan Jansen (ANP)", LEAD)
    assert (byline.role, byline.dateline) == (LineRole.BYLINE, None)


def test_the_place_beside_a_byline_is_kept_on_its_line() -> None:
    _, byline, _ = marked(HEAD, "AMSTERDAM - Van onze redactie economie", BODY)
    assert byline.role is LineRole.BYLINE
    assert byline.dateline is not None
    assert byline.dateline.dateline.raw == "AMSTERDAM -"


def test_contact_details_below_a_note_to_editors_belong_to_it() -> None:
    contact = "Jan Jansen, 06-12345678"
    assert roles(LEAD, "Noot voor de redactie:", contact, contact, BODY) == [
        None,
        "tail",
        "tail",
        "tail",
        None,
    ]
    assert roles(LEAD, contact, BODY) == [None, None, None]


def test_each_aside_says_which_table_took_it() -> None:
    assert [line.why for line in marked("UPDATE", "Foto: ANP", "Van onze correspondent")] == [
        "notices.toml: update", "captions.toml", "bylines.toml",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["Foto: ANP", "Redactie", "© ANP", "UPDATE", "Kop", "x(at)y", "A" * 500, "De raad. " * 50]
)
def test_time_grows_with_the_number_of_lines(text: str) -> None:
    def seconds(count: int) -> float:
        start = time.process_time()
        marked(*[text] * count)
        return time.process_time() - start

    # Eight times the lines, quadratic would be 64 times the time.
    assert seconds(4000) < 24 * max(seconds(500), 0.005)
