"""How a text is cut into words, and compounds where the name in them ends."""

from functools import partial

import pytest

from worker.entities.recogniser.compounds import cuts
from worker.entities.recogniser.packaged import packaged_lists
from worker.entities.recogniser.tokens import tokenise, words_of

CUT = partial(cuts, names=packaged_lists())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Trump, zei hij.", ["Trump", ",", "zei", "hij", "."]),
        ("J.H. de Vries en J. Jansen", ["J.H.", "de", "Vries", "en", "J.", "Jansen"]),
        ("tegen Marco B. en Ali", ["tegen", "Marco", "B.", "en", "Ali"]),
        ("de U.S. Navy", ["de", "U.S.", "Navy"]),
        ("'s-Hertogenbosch, ’t Harde", ["'s-Hertogenbosch", ",", "’t", "Harde"]),
        ("Israëli's en Jones' boek", ["Israëli's", "en", "Jones'", "boek"]),
        ("AT&T, D'66 en nu.nl", ["AT&T", ",", "D'66", "en", "nu.nl"]),
        ("om 14.30 uur 1.000,50 euro", ["om", "14.30", "uur", "1.000,50", "euro"]),
        ("kop\nlead", ["kop", "\n", "lead"]),
    ],
)
def test_words_and_signs(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("NAVO-chef", ["NAVO", "-chef"]),
        ("D66-leider", ["D66", "-leider"]),
        ("VVD-Kamerlid", ["VVD", "-Kamerlid"]),
        ("A28-tunnel", ["A28", "-tunnel"]),
        ("pro-Russische", ["pro-", "Russische"]),
        ("oud-NAVO-chef", ["oud-", "NAVO", "-chef"]),
        ("Israël-Hamas-oorlog", ["Israël", "-", "Hamas", "-oorlog"]),
        ("Noord-Korea", ["Noord-Korea"]),
        ("Noord-Koreaanse", ["Noord-Koreaanse"]),
        ("GroenLinks-PvdA", ["GroenLinks-PvdA"]),
        ("Mar-a-Lago", ["Mar-a-Lago"]),
        ("Jong-un", ["Jong-un"]),
        ("Roestaveli-laan", ["Roestaveli-laan"]),
        ("Nasser-ziekenhuis", ["Nasser-ziekenhuis"]),
        ("Ocasio-Cortez", ["Ocasio-Cortez"]),
        ("al-Sharaa", ["al-Sharaa"]),
    ],
)
def test_a_compound_is_cut_where_its_name_ends(word: str, pieces: list[str]) -> None:
    assert tokenise(word, CUT).words == pieces


def test_a_name_that_ends_in_a_number_may_be_in_a_compound() -> None:
    assert tokenise("Formule 1-coureur", CUT).words == ["Formule", "1", "-coureur"]
    assert tokenise("een 27-jarige", CUT).words == ["een", "27-jarige"]


def test_each_token_stands_where_the_text_has_it() -> None:
    text = "Volgens  VVD-Kamerlid\n‘Van der Plas’ (BBB) 😀 in 't Harde."
    tokens = tokenise(text, CUT)
    assert [text[start : tokens.end(index)] for index, start in enumerate(tokens.starts)] == tokens.words
