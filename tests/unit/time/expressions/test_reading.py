"""What a reading holds beside its value, and what becomes of it when the reference does not settle the value."""

from datetime import UTC, datetime, timedelta

import pytest

from schemas import Published, Timex
from tests.harness.times import marked, reference
from worker.time.expressions import Reference, explain_expressions, read_expressions, reference_of

READ_AT = "2025-11-20T11:00"  # a Thursday
AROUND_MIDNIGHT = "2025-12-31T23:30/2026-01-01T00:30"


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_offsets_are_code_points_of_the_text_as_it_came() -> None:
    text = "😀 “Vanavond”, zei İlker’s vriend op maandag\u00a01\u00a0december."
    for timex in read_expressions(text, reference(READ_AT)):
        assert text[timex.start : timex.end] == timex.text
    assert [timex.value for timex in read_expressions(text, reference(READ_AT))] == [
        "2025-11-20TEV",
        "2025-12-01",
    ]


def test_the_interval_is_the_civil_day_in_utc() -> None:
    assert marked("Hij komt [morgen] vrij.", READ_AT).interval == (
        utc("2025-11-20T23:00"),
        utc("2025-11-21T23:00"),
    )


@pytest.mark.parametrize(
    ("example", "hours"),
    [("Op [29 maart 2026] gaat de klok vooruit.", 23), ("Op [26 oktober 2025] gaat de klok terug.", 25)],
)
def test_days_on_which_the_clock_changes_are_shorter_or_longer(example: str, hours: int) -> None:
    interval = marked(example, READ_AT).interval
    assert interval is not None
    assert interval[1] - interval[0] == timedelta(hours=hours)


def test_a_local_time_that_comes_twice_is_two_instants() -> None:
    timex = marked("De botsing was [zondag om 02.30 uur].", "2025-10-26T12:00")
    assert timex.value == "2025-10-26T02:30"
    assert timex.flags == ("ambiguous_time",)
    assert timex.alternatives == ("2025-10-26T02:30+02:00", "2025-10-26T02:30+01:00")
    assert timex.interval is None


def test_a_local_time_that_is_skipped_is_no_instant() -> None:
    timex = marked("De botsing was [zondag om 02.30 uur].", "2025-03-30T12:00")
    assert (timex.value, timex.interval, timex.flags) == ("2025-03-30T02:30", None, ("nonexistent_time",))


@pytest.mark.parametrize("zone", ["lokale", "plaatselijke", "Amerikaanse", "Japanse"])
def test_the_time_of_another_clock_is_no_instant(zone: str) -> None:
    timex = marked(f"Het toestel landde om [14.00 uur] {zone} tijd.", READ_AT)
    assert (timex.value, timex.interval, timex.flags) == ("T14:00", None, ("foreign_clock",))


def test_a_time_in_utc_is_an_instant() -> None:
    timex = marked("De lancering is om [14.00 uur] GMT.", READ_AT)
    assert timex.value == "2025-11-20T14:00Z"
    assert timex.interval == (utc("2025-11-20T14:00"), utc("2025-11-20T14:01"))


@pytest.mark.parametrize(
    ("example", "alternatives"),
    [
        ("Hij komt [morgen] vrij.", ("2026-01-01", "2026-01-02")),
        ("Hij werd [donderdag] gepakt.", ("2025-12-25", "2026-01-01")),
        ("De zitting was [dit jaar].", ("2025", "2026")),
        ("Er is [vannacht] ingebroken.", ("2025-12-30TNI", "2025-12-31TNI")),
        ("[Vanavond om 20.30 uur] begint het.", ("2025-12-31T20:30", "2026-01-01T20:30")),
        ("Het begon [tien jaar geleden].", ("2015", "2016")),
    ],
)
def test_around_midnight_two_readings_are_alternatives_and_no_value(
    example: str, alternatives: tuple[str, ...]
) -> None:
    timex = marked(example, AROUND_MIDNIGHT)
    assert timex.value is None
    assert timex.alternatives == alternatives


@pytest.mark.parametrize(
    ("example", "value"),
    [
        ("Hij verlaat [donderdag] de kliniek.", "2026-01-01"),
        ("In [juni] sloot hij een verdrag.", "2025-06"),
        ("De wet gaat [1 januari] in.", "2026-01-01"),
        ("[Deze winter] bleef het warm.", "2025-WI"),
    ],
)
def test_around_midnight_readings_that_agree_are_a_value(example: str, value: str) -> None:
    assert marked(example, AROUND_MIDNIGHT).value == value


def test_between_its_ends_an_interval_has_days_of_its_own() -> None:
    timex = marked("[Vannacht] is er brand.", "2025-12-30T01:00/2025-12-31T06:30")
    assert timex.alternatives == ("2025-12-29TNI", "2025-12-30TNI", "2025-12-31TNI")


def test_an_interval_within_one_day_settles_day_words() -> None:
    assert marked("Hij komt [morgen] vrij.", "2025-12-31T18:30/2025-12-31T19:30").value == "2026-01-01"


def test_a_whole_civil_day_ends_before_midnight() -> None:
    assert marked("Hij komt [morgen] vrij.", "2025-12-30T00:00/2025-12-31T00:00").value == "2025-12-31"


def test_the_last_instant_of_an_interval_counts() -> None:
    assert marked("Hij komt [morgen] vrij.", "2025-12-30T23:00/2025-12-31T00:00").value is None


def test_hours_ago_from_within_an_hour_are_an_hour() -> None:
    timex = marked("[Drie uur geleden] kwam het bericht.", "2025-11-20T10:00/2025-11-20T11:00")
    assert (timex.value, timex.alternatives) == (None, ())
    assert timex.interval == (utc("2025-11-20T06:00"), utc("2025-11-20T07:01"))


def test_hours_are_counted_on_the_line_of_utc() -> None:
    # The clock went from 3.00 back to 2.00 between the two.
    assert marked("[Vier uur geleden] brak brand uit.", "2025-10-26T05:30").value == "2025-10-26T02:30"


@pytest.mark.parametrize(
    ("example", "underspecified", "edtf", "direction"),
    [
        ("In [juni] sloot hij een verdrag.", "XXXX-06", "XXXX-06", "before"),
        ("Hij verlaat [donderdag] de kliniek.", "XXXX-WXX-4", None, "after"),
        ("De wet gaat [1 januari] in.", "XXXX-01-01", "XXXX-01-01", "after"),
        ("Hij komt [morgen] vrij.", "XXXX-XX-XX", None, "after"),
        ("Dat was [vorig jaar] anders.", "XXXX", "XXXX", "before"),
        ("[Komende zomer] gaat het dicht.", "XXXX-SU", None, "after"),
        ("Het is [vanavond om 20.30 uur].", "XXXX-XX-XXT20:30", None, None),
        ("Op [Tweede Kerstdag] sneeuwde het.", "XXXX-12-26", "XXXX-12-26", "before"),
    ],
)
def test_without_a_reference_expressions_stay_underspecified(
    example: str, underspecified: str, edtf: str | None, direction: str | None
) -> None:
    timex = marked(example, "")
    assert timex.value is None
    assert (timex.underspecified, timex.edtf, timex.direction) == (underspecified, edtf, direction)
    assert (timex.interval, timex.alternatives, timex.anchor) == (None, (), None)


@pytest.mark.parametrize(
    ("example", "value"),
    [
        ("De aanslagen van [11 september 2001].", "2001-09-11"),
        ("Hij was minister [van 2010 tot 2014].", "2010/2014"),
        ("In [de jaren negentig] was hij burgemeester.", "199"),
        ("Het doek dateert uit [de zeventiende eeuw].", "16"),
        ("Op [6 juni 1944 om 6.30 uur] landden zij.", "1944-06-06T06:30"),
        ("[De afgelopen twee weken] was het rustig.", "P2W"),
    ],
)
def test_without_a_reference_what_is_the_same_from_everywhere_has_a_value(example: str, value: str) -> None:
    timex = marked(example, "")
    assert (timex.value, timex.anchor) == (value, None)


@pytest.mark.parametrize(
    ("example", "edtf", "flags"),
    [
        ("Het geldt vanaf [zaterdag].", "2025-11-22/..", ("open_end",)),
        ("De tunnel is sinds [2012] open.", "2012/..", ("open_end",)),
        ("Inschrijven kan tot en met [zondag].", "../2025-11-23", ("open_start",)),
        ("Betaal uiterlijk [1 december].", "../2025-12-01", ("open_start",)),
        ("Voor [2030] moet het klaar zijn.", "../2030", ("open_start",)),
        ("Het was rond [1900] al zo.", "1900", ("approximate",)),
        ("Er zijn kaarten voor [zaterdag].", "2025-11-22", ()),
        ("[Eind oktober] steeg de prijs.", "2025-10", ("end",)),
        ("In [de winter van 2024] vroor het.", "2024-24", ()),
        ("In [het vierde kwartaal van 2024] groeide de omzet.", "2024-36", ()),
        ("In [de jaren negentig] kon dat.", "199X", ()),
        ("In [de zeventiende eeuw] kon dat.", "16XX", ()),
        ("[Afgelopen weekend] waren er rellen.", "2025-11-15/2025-11-16", ()),
    ],
)
def test_edtf_and_flags_say_how_far_it_reaches(example: str, edtf: str, flags: tuple[str, ...]) -> None:
    timex = marked(example, READ_AT)
    assert (timex.edtf, timex.flags) == (edtf, flags)


def test_a_third_of_a_month_narrows_the_interval_and_keeps_the_value() -> None:
    timex = marked("[Eind vorige maand] werd het contract getekend.", "2025-03-05T11:00")
    assert timex.value == "2025-02"
    assert timex.interval == (utc("2025-02-20T23:00"), utc("2025-02-28T23:00"))


def test_a_printed_weekday_that_does_not_fit_is_flagged() -> None:
    timex = marked("Het was op [maandag 29 oktober 2025].", READ_AT)
    assert (timex.value, timex.flags) == ("2025-10-29", ("weekday_mismatch",))


def test_a_clock_time_is_of_the_day_that_the_text_speaks_of() -> None:
    text = "De brand brak zaterdag uit. Om 20.30 uur was het vuur onder controle."
    assert [timex.value for timex in read_expressions(text, reference(READ_AT))] == [
        "2025-11-15",
        "2025-11-15T20:30",
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Vannacht was er brand. Om 3.40 uur kwam hulp. Om 4.10 uur was het uit.", "2025-11-20T04:10"),
        ("Zij spelen zondag. Hij viel zaterdag uit. De aftrap is om 14.30 uur.", "2025-11-23T14:30"),
        (
            "Zij speelden zondag. Zaterdag is de volgende wedstrijd. Om 14.30 uur viel hij.",
            "2025-11-16T14:30",
        ),
    ],
)
def test_of_several_days_told_a_clock_time_is_of_the_last_that_the_tense_allows(
    text: str, value: str
) -> None:
    assert read_expressions(text, reference(READ_AT))[-1].value == value


@pytest.mark.parametrize(
    ("example", "at", "value"),
    [
        ("[Komende zomer] gaat het dicht.", "2026-06-12T10:00", "2026-SU"),
        ("[Komende zomer] gaat het dicht.", "2026-07-12T10:00", "2027-SU"),
        ("[Komende winter] gaat het dicht.", "2025-12-10T10:00", "2025-WI"),
        ("[Van zondag tot en met dinsdag] rijdt er geen bus.", "2026-02-09T10:00", "2026-02-15/2026-02-17"),
        ("[Van 4 tot 22 december] is het dicht.", "2025-12-10T10:00", "2025-12-04/2025-12-22"),
    ],
)
def test_what_comes_has_not_begun_but_for_dates_that_run(example: str, at: str, value: str) -> None:
    assert marked(example, at).value == value


def test_a_new_paragraph_speaks_of_another_day() -> None:
    text = "De brand brak zaterdag uit.\nOm 9.30 uur kwam de minister."
    assert read_expressions(text, reference(READ_AT))[1].value == "2025-11-20T09:30"


def test_just_after_midnight_late_in_the_evening_was_yesterday() -> None:
    assert marked("Om [23.15 uur] brak brand uit.", "2025-11-20T00:40").value == "2025-11-19T23:15"


def test_a_clock_of_twelve_hours_keeps_its_other_reading() -> None:
    timex = marked("Om [vijf voor half tien] werd alarm geslagen.", "2025-11-20T23:50")
    assert (timex.value, timex.alternatives) == ("2025-11-20T21:25", ("2025-11-20T09:25",))


@pytest.mark.parametrize("text", ["Op 31 februari is het zover.", "De nacht van zaterdag op maandag."])
def test_what_is_on_no_calendar_has_no_value(text: str) -> None:
    assert all("02-31" not in (timex.value or "") for timex in read_expressions(text, reference(READ_AT)))
    assert not [
        timex for timex in read_expressions(text, reference(READ_AT)) if timex.rule.endswith(":night")
    ]


def test_an_explanation_names_rule_tense_and_arithmetic() -> None:
    (told,) = explain_expressions("Hij verlaat donderdag de kliniek.", reference("2025-12-31T19:42"))
    assert (told.text, told.rule, told.means) == ("donderdag", "weekday", "Thursday")
    assert (told.side, told.told_by, told.counted_from) == ("onward", "verlaat", "2025-12-31")
    assert told.gives == ("2026-01-01",)


def test_an_explanation_stands_for_each_reading() -> None:
    text = "De minister zei dinsdag dat het in mei 2026 of over drie weken klaar is."
    told = explain_expressions(text, reference(READ_AT))
    readings: tuple[Timex, ...] = read_expressions(text, reference(READ_AT))
    assert [each.text for each in told] == [each.text for each in readings]


def test_the_reference_of_an_item_is_its_own_time_or_none() -> None:
    scraped = utc("2026-01-01T00:00")
    earliest, latest = utc("2025-12-31T18:00"), utc("2025-12-31T19:00")
    assert reference_of(Published(latest=scraped)) is None
    assert reference_of(Published()) is None
    assert reference_of(Published(earliest=earliest, latest=latest)) == Reference(earliest, latest)
    assert reference_of(Published(at=latest, earliest=latest, latest=latest)) == Reference.at(latest)
