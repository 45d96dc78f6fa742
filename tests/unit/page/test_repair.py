"""Damage and what looks like it."""

import pytest

from worker.page.repair import repair_lines


@pytest.mark.parametrize(
    ("damaged", "text", "repairs"),
    [
        ("MinisterÃ«n van FinanciÃ«n", "Ministerën van Financiën", ("utf8_as_latin1",)),
        ("Hij zei â€œjaâ€\x9d", "Hij zei “ja”", ("utf8_as_latin1",)),
        ("De industriƫle productie van Italiƫ", "De industriële productie van Italië", ("shifted_letters",)),
        ("1\u00a0uur\u00a0geleden", "1 uur geleden", ("no_break_spaces",)),
        ("bezuini\u00adgingen", "bezuinigingen", ("invisible_characters",)),
        ("\ufeffKop", "Kop", ("byte_order_mark",)),
        ("De vlucht is geannuleerd.De politie", "De vlucht is geannuleerd. De politie", ("glued_sentences",)),
        (
            'Graafbedrijf gaf ,,consistente basis" als reden',
            'Graafbedrijf gaf "consistente basis" als reden',
            (),
        ),
        ("Hij zei: ,,Ja''.", 'Hij zei: "Ja".', ()),
        # No damage: it stays as it is.
        ("’s ochtends – “ja” … ‘nee’", "’s ochtends – “ja” … ‘nee’", ()),
        ("N.E.C. speelt bij www.Nos.nl en Info@Site.Nl", "N.E.C. speelt bij www.Nos.nl en Info@Site.Nl", ()),
        ("Nguyễn Phương en Sơn uit Łódź", "Nguyễn Phương en Sơn uit Łódź", ()),
        ("'s werelds grootste en '70", "'s werelds grootste en '70", ()),
        ("geëist in Zoë’s café", "geëist in Zoë’s café", ()),
    ],
)
def test_damage_is_repaired_and_named(damaged: str, text: str, repairs: tuple[str, ...]) -> None:
    (line,) = repair_lines(damaged, dutch=True)
    assert (line.text, line.repairs) == (text, repairs)


def test_shifted_letters_are_restored_in_dutch_only() -> None:
    assert repair_lines("Italiƫ", dutch=False)[0].text == "Italiƫ"


def test_every_kind_of_line_end_parts_lines() -> None:
    lines = repair_lines("a\r\nb\rc\u2028d\ne", dutch=True)
    assert [line.text for line in lines] == ["a", "b", "c", "d", "e"]
    assert lines[0].repairs == ("line_ends",)
