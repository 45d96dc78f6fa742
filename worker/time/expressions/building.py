"""From the fields of a rule's match to what is meant. A rule names one of BUILDERS in its `value`.

A builder gets those fields that it has a parameter for, and returns None where they make no sense together.
"""

from collections.abc import Callable
from inspect import Parameter, signature
from typing import Any

from worker.time.expressions.clocks import ClockSpan, ClockTime, DayPart, Night, Part, Tonight, Zone
from worker.time.expressions.counts import Amount, Away, Every, FromBefore, Length, Unit, Window
from worker.time.expressions.days import CalendarDate, DayOfMonth, Feast, NthWeekday, OffsetDay, Weekday
from worker.time.expressions.holidays import Holiday
from worker.time.expressions.standpoint import Meaning, Side
from worker.time.expressions.stretches import (
    SATURDAY,
    CalendarUnit,
    Century,
    Decade,
    MonthsOfYear,
    PartOfYear,
    Shifted,
    Span,
    Third,
    Weekend,
    WeekNumber,
    WeekOf,
    Year,
)

Builder = Callable[..., Meaning | None]

# Whose clock is that of Amsterdam: `20.00 uur Nederlandse tijd`.
SAME_CLOCK = frozenset(
    {
        "nederlandse",
        "belgische",
        "vlaamse",
        "duitse",
        "franse",
        "amsterdamse",
        "onze",
        "midden-europese",
        "mooie",
    }
)
FIRST_TWO_DIGIT_YEAR = 1930


def offset_day(days: int, count: int = 0) -> Meaning:
    """`vandaag`, `morgen over een week`"""
    return OffsetDay(days + 7 * count)


def offset_daypart(part: str, dayprefix: int = 0, days: int | None = None) -> Meaning:
    """`vanavond`, `gistermiddag`"""
    return DayPart(OffsetDay(dayprefix if days is None else days), part)


def tonight() -> Meaning:
    """`vannacht`"""
    return Tonight()


def next_night(shift: int) -> Meaning | None:
    """`komende nacht`: tonight; `afgelopen nacht`: the one that began yesterday."""
    return DayPart(OffsetDay(min(shift, 0)), "NI")


def weekday(
    weekday: int, part: str | None = None, side: str | None = None, weeks: int | None = None, count: int = 0
) -> Meaning:
    """`donderdag`, `zaterdagavond`, `vorige week vrijdag`, `donderdag over een week`"""
    told = Side(side) if side else Side.AFTER if count else None
    day = Weekday(weekday, told, weeks, later=count)
    return day if part is None else DayPart(day, part)


def every(
    weekday: int | None = None, part: str | None = None, weekday_2: int | None = None
) -> Meaning | None:
    """`elke maandag`"""
    day = weekday if weekday is not None else weekday_2
    if day is None:
        return None
    return Every(f"XXXX-WXX-{day + 1}" + (f"T{part}" if part else ""))


def nth_weekday(
    nth: int,
    weekday: int,
    month: int | None = None,
    shift: int = 0,
    year: int | None = None,
    years: int | None = None,
) -> Meaning:
    """`de laatste zondag van maart`, `de laatste vrijdag van vorige maand`"""
    return NthWeekday(nth, weekday, month, shift, year, years)


def nth_weekend(
    nth: int,
    month: int | None = None,
    shift: int = 0,
    year: int | None = None,
    years: int | None = None,
) -> Meaning:
    """`het eerste weekend van december`: that of its n-th Saturday."""
    return WeekOf(NthWeekday(nth, SATURDAY, month, shift, year, years), weekend=True)


def feast(
    holiday: Holiday, year: int | None = None, years: int | None = None, side: str | None = None
) -> Meaning:
    """`Koningsdag`, `Prinsjesdag 2024`"""
    return Feast(holiday, year, years, Side(side) if side else None)


def day_of_month(day: int, weekday: int | None = None) -> Meaning:
    """`de 31e`, `vrijdag de dertiende`"""
    return DayOfMonth(day, weekday)


def date(
    day: int,
    month: int,
    weekday: int | None = None,
    year: int | None = None,
    yy: int | None = None,
    years: int | None = None,
    side: str | None = None,
) -> Meaning:
    """`woensdag 29 oktober 2025`"""
    return CalendarDate(day, month, _year(year, yy), years, Side(side) if side else None, weekday)


def numeric_date(day: int, monthnumber: int, year: int) -> Meaning:
    """`15-11-2024`"""
    return CalendarDate(day, monthnumber, year)


def date_span(years: int | None = None, side: str | None = None, **ends: int) -> Meaning | None:
    """`van 12 tot en met 16 november`: the first day borrows the month, and the year that is told once."""
    first = {name: value for name, value in ends.items() if not name.endswith("_2")}
    last = {name.removesuffix("_2"): value for name, value in ends.items() if name.endswith("_2")}
    if "month" not in first and first["day"] >= last["day"]:
        return None
    first = {"month": last["month"]} | first
    crosses = (first["month"], first["day"]) > (last["month"], last["day"])
    if "year" in last:
        first = {"year": last["year"] - crosses} | first
    told = Side(side) if side else None
    return Span(
        _end(first, None if years is None else years - crosses, told),
        _end(last, years, told),
    )


def _end(fields: dict[str, int], years: int | None, side: Side | None) -> CalendarDate:
    return CalendarDate(
        fields["day"], fields["month"], fields.get("year"), years, side, fields.get("weekday")
    )


def night_of_dates(
    day: int,
    day_2: int,
    month_2: int,
    month: int | None = None,
    year_2: int | None = None,
    weekday_2: int | None = None,
) -> Meaning:
    """`de nacht van 25 op 26 oktober`"""
    return Night(CalendarDate(day_2, month_2, year_2, weekday=weekday_2), CalendarDate(day, month or month_2))


def month(
    month: int,
    year: int | None = None,
    yy: int | None = None,
    years: int | None = None,
    side: str | None = None,
) -> Meaning:
    """`november`, `november 2015`, `mei vorig jaar`, `afgelopen juni`"""
    return PartOfYear("month", month, _year(year, yy), years, Side(side) if side else None)


def shifted(shift: int, calendarunit: CalendarUnit) -> Meaning:
    """`vorige week`, `dit jaar`"""
    return Shifted(calendarunit, shift)


def weekend(side: str | None = None) -> Meaning:
    """`dit weekend`, `afgelopen weekend`"""
    return Weekend(Side(side) if side else None)


def weekend_of_days(
    day_2: int,
    month: int,
    year: int | None = None,
    weekday_2: int | None = None,
) -> Meaning:
    """`het weekend van 6 en 7 december`"""
    return WeekOf(CalendarDate(day_2, month, year, weekday=weekday_2), weekend=True)


def week_number(weeknumber: int, year: int | None = None, years: int | None = None) -> Meaning:
    """`week 46`"""
    return WeekNumber(weeknumber, year, years)


def quarter(
    number: int | str,
    year: int | None = None,
    years: int | None = None,
) -> Meaning:
    """`het vierde kwartaal`"""
    return PartOfYear("quarter", int(number), year, years)


def half_year(
    number: int,
    year: int | None = None,
    years: int | None = None,
    year_2: int | None = None,
    years_2: int | None = None,
) -> Meaning:
    """`de eerste helft van dit jaar`"""
    return PartOfYear("half", number, year or year_2, years if years is not None else years_2)


def months_of_year(which: str, count: int, year: int | None = None, years: int | None = None) -> Meaning:
    """`de laatste drie maanden van 2024`"""
    return MonthsOfYear(count, which == "eerste", year, years)


def season(
    season: str,
    year: int | None = None,
    yy: int | None = None,
    years: int | None = None,
    side: str | None = None,
    this: str | None = None,
) -> Meaning:
    """`de zomer van 1976`, `komende zomer`, `deze winter`"""
    told = Side(side) if side else None
    return PartOfYear("season", season, _year(year, yy), years, told, this=this is not None)


def decade(
    tens: int | None = None,
    short: str | None = None,
    full: str | None = None,
    century: int | None = None,
) -> Meaning:
    """`de jaren negentig`; the tens and the twenties may be those of two centuries."""
    if full is not None:
        return Decade(int(full) // 10)
    in_century = (int(short) if short is not None else tens or 0) // 10
    if century is not None:
        return Decade((century - 1) * 10 + in_century)
    if in_century == 0:
        return Decade(200)
    if in_century == 1:
        return Decade(201, others=(191,))
    if in_century == 2:
        return Decade(192, others=(202,))
    return Decade(190 + in_century)


def century(century: int) -> Meaning:
    """`de zeventiende eeuw`: centuries are named after their first two digits."""
    return Century(century - 1)


def year(year: int) -> Meaning:
    """`2024`"""
    return Year(year)


def short_year(yy: int) -> Meaning:
    """`'68`"""
    return Year(_full_year(yy))


def short_years(yy: int, yy_2: int) -> Meaning | None:
    """`'40-'45`"""
    first, last = _full_year(yy), _full_year(yy_2)
    return Span(Year(first), Year(last)) if first < last else None


def years_between(year: int, year_2: int) -> Meaning | None:
    """`tussen 1220 en 1270`; two round numbers are amounts."""
    return Span(Year(year), Year(year_2)) if year < year_2 and (year % 100 or year_2 % 100) else None


def year_span(year: int, year_2: int | None = None, yy_2: int | None = None) -> Meaning | None:
    """`2015-2020`, `2024/25`; what does not go forward is no span of years."""
    last = year_2 if year_2 is not None else year // 100 * 100 + (yy_2 or 0)
    return Span(Year(year), Year(last)) if year < last <= year + 200 else None


def clock(
    hour: int,
    minute: int | None = None,
    minute_2: int | None = None,
    part: str | None = None,
    zone: str | None = None,
    utc: str | None = None,
) -> Meaning:
    """`20.30 uur`, `drie uur`, `8 uur 's ochtends`; a time zone is told behind it."""
    minutes = minute if minute is not None else minute_2
    half_day = minutes is None and 1 <= hour <= 12
    return ClockTime(hour, minutes or 0, half_day, part=part, zone=_zone(zone, utc))


def clock_half(hour: int, minutes: int = 0, to: int = 1, part: str | None = None) -> Meaning:
    """`half drie`, `vijf voor half tien`"""
    return _on_dial(hour * 60 - 30 + to * minutes, part)


def clock_quarter(hour: int, to: int, part: str | None = None) -> Meaning:
    """`kwart over acht`"""
    return _on_dial(hour * 60 + to * 15, part)


def clock_near(hour: int, minutes: int, to: int, part: str | None = None) -> Meaning:
    """`tien over negen`"""
    return _on_dial(hour * 60 + to * minutes, part)


def midnight() -> Meaning:
    """`middernacht`: the end of a day."""
    return ClockTime(24)


def clock_span(hour: int, hour_2: int, minute: int | None = None, minute_2: int | None = None) -> Meaning:
    """`van 10.00 tot 12.00 uur`"""
    on_dial = minute is None and minute_2 is None and 1 <= hour <= 12 and 1 <= hour_2 <= 12
    return ClockSpan(ClockTime(hour, minute or 0, on_dial), ClockTime(hour_2, minute_2 or 0, on_dial))


def part(part: str) -> Meaning:
    """`'s avonds`"""
    return Part(part)


def ago(count: float, unit: Unit, times: int = 1) -> Meaning:
    """`tien jaar geleden`"""
    return Away(Amount(count * times, unit), -1)


def ahead(count: float, unit: Unit, times: int = 1) -> Meaning:
    """`over drie weken`"""
    return Away(Amount(count * times, unit), 1)


def within(count: float, unit: Unit, times: int = 1) -> Meaning:
    """`binnen twee weken`"""
    return Window(Amount(count * times, unit), 1)


def window(sign: int, count: float, unit: Unit, times: int = 1) -> Meaning:
    """`de afgelopen twee weken`, `het komende jaar`"""
    return Window(Amount(count * times, unit), sign)


def length(count: float, unit: Unit, times: int = 1) -> Meaning:
    """`drie uur lang`"""
    return Length(Amount(count * times, unit))


def from_before(count: float, unit: Unit, sign: int, times: int = 1) -> Meaning:
    """`twee dagen later`"""
    return FromBefore(Amount(count * times, unit), sign)


def third_of_this(third: int, calendarunit: CalendarUnit) -> Meaning:
    """`het einde van het jaar`"""
    return Third(Shifted(calendarunit, 0), third)


def _on_dial(minutes: int, part: str | None) -> ClockTime:
    hour, minute = divmod(minutes, 60)
    return ClockTime(hour % 12 or 12, minute, half_day=True, part=part)


def _year(year: int | None, yy: int | None) -> int | None:
    return year if yy is None else _full_year(yy)


def _full_year(yy: int) -> int:
    return FIRST_TWO_DIGIT_YEAR + (yy - FIRST_TWO_DIGIT_YEAR) % 100


def _zone(name: str | None, utc: str | None) -> Zone | None:
    if utc is not None:
        return "utc"
    return None if name is None or name in SAME_CLOCK else "foreign"


def build(name: str, fields: dict[str, Any]) -> Meaning | None:
    """What the builder of that name makes of the fields."""
    wanted = PARAMETERS[name]
    if wanted is not None:
        fields = {field: value for field, value in fields.items() if field in wanted}
    return BUILDERS[name](**fields)


BUILDERS: dict[str, Builder] = {
    builder.__name__: builder
    for builder in (
        offset_day, offset_daypart, tonight, next_night, weekday, every, nth_weekday, nth_weekend, feast, day_of_month,
        date, numeric_date, date_span, night_of_dates,
        month, shifted, weekend, weekend_of_days, week_number, quarter, half_year, months_of_year, season, decade, century,
        year, short_year, short_years, years_between, year_span,
        clock, clock_half, clock_quarter, clock_near, midnight, clock_span, part,
        ago, ahead, within, window, length, from_before, third_of_this,
    )
}  # fmt: skip
# The parameters that a builder names; None for one that takes all fields.
PARAMETERS = {
    name: None
    if any(each.kind is Parameter.VAR_KEYWORD for each in parameters.values())
    else frozenset(parameters)
    for name, parameters in ((name, signature(builder).parameters) for name, builder in BUILDERS.items())
}
