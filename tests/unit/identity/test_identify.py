"""What is published, updated, refined and withdrawn, and what is not."""

import pytest

from schemas import Change, Note, Published, Replaces
from schemas.notes import NoteCode
from tests.unit.identity.stream import (
    ARTICLE,
    LEAD,
    MUSEUM,
    SENATE,
    Stream,
    at,
    bound,
    changes,
    label,
    notice,
    page,
    show,
)
from worker.identity import standing_alone

HEADLINE = "Kamer wil opheldering over tunnel"
CHANGED = SENATE.replace("ingestemd", "akkoord gegaan")
LONGER = f"{SENATE} Het Huis van Afgevaardigden stemt er donderdag over."


# Published, once


def test_a_text_is_published_once_wherever_it_stands() -> None:
    stream = Stream()
    ((change, item),) = stream.show(show(SENATE, url="https://een.example/1", captured=0))
    assert (change, item.version, item.revision, item.replaces) == ("published", 1, 1, None)
    assert stream.changes(show(SENATE, url="https://twee.example/9", place="WASHINGTON", captured=2)) == []
    assert stream.changes(show(SENATE.upper().replace(" ", "\xa0"), captured=3)) == []


def test_an_article_and_a_brief_with_one_text_are_two_items() -> None:
    assert Stream().changes(show(SENATE, "article"), show(SENATE)) == ["published", "published"]


def test_markets_do_not_meet_though_they_share_a_state() -> None:
    stream = Stream()
    for market in ("nl", "be"):
        (found,) = stream.decide(page(show(SENATE), market=market)).items
        assert found.change is Change.PUBLISHED
    (found,) = stream.decide(page(show(CHANGED), market="be")).items
    assert found.change is Change.UPDATED


def test_equal_items_of_a_page_are_one_the_first_wins() -> None:
    stream = Stream()
    first = show(SENATE, place="WASHINGTON", published=label(-1, 0))
    second = show(SENATE, place="NEW YORK", headline="Senaat stemt in", published=label(-3, -2))
    ((_, item),) = stream.show(first, second)
    assert item.dateline == first.dateline
    assert item.headline == "Senaat stemt in"
    assert item.published == first.published
    assert [note.code for note in item.notes] == [NoteCode.CONFLICTING_LABEL]
    assert item.sightings.count == 1


def test_labels_of_equal_items_that_agree_are_one_interval() -> None:
    ((_, item),) = Stream().show(show(SENATE, published=label(-3, 0)), show(SENATE, published=label(-1, 0)))
    assert (item.published.earliest, item.published.latest, item.notes) == (at(-1), at(0), ())


def test_a_page_alone_shows_every_item_two_equal_ones_too() -> None:
    found = list(standing_alone(page(show(ARTICLE, "article"), show(SENATE), show(SENATE))))
    assert [identified.change for identified in found] == [Change.PUBLISHED] * 3
    assert found[1].item == found[2].item


def test_an_item_without_any_words_is_none() -> None:
    assert Stream().changes(show(""), show(SENATE)) == ["published"]


# Updated


@pytest.mark.parametrize("changed", [CHANGED, LONGER, SENATE.split(". ")[0] + "."])
def test_a_changed_text_is_the_next_version_of_its_item(changed: str) -> None:
    stream = Stream()
    ((_, before),) = stream.show(show(SENATE))
    ((change, item),) = stream.show(show(changed, captured=1))
    assert (change, item.id, item.text) == ("updated", before.id, changed)
    assert (item.version, item.revision) == (2, 2)
    assert item.replaces == Replaces(version=1, revision=1)
    assert stream.changes(show(changed, captured=2)) == []


def test_replaces_names_the_last_event_before() -> None:
    stream = Stream()
    stream.show(show(SENATE, published=label(-5, -1)))
    stream.show(show(SENATE, published=label(-3, -2), captured=1))
    ((change, item),) = stream.show(show(CHANGED, captured=2))
    assert (change, item.version, item.revision) == ("updated", 2, 3)
    assert item.replaces == Replaces(version=1, revision=2)
    ((_, item),) = stream.show(show(LONGER, captured=3))
    assert item.replaces == Replaces(version=2, revision=3)


def test_an_older_text_that_comes_late_gives_nothing() -> None:
    stream = Stream()
    stream.show(show(CHANGED, captured=5))
    assert stream.changes(show(SENATE, captured=1)) == []
    assert stream.changes(show(SENATE, captured=6)) == []  # some site still shows it
    assert stream.changes(show(LONGER, captured=3)) == []
    assert stream.changes(show(LONGER, captured=7)) == []


def test_no_text_is_published_twice() -> None:
    shown = [show(SENATE), show(CHANGED, captured=1), show(SENATE, captured=2), show(CHANGED, captured=3)]
    assert changes(shown) == [["published"], ["updated"], [], []]


def test_a_version_between_two_that_are_known_gives_nothing() -> None:
    shown = [show(SENATE), show(LONGER, captured=4), show(CHANGED, captured=2)]
    assert changes(shown) == [["published"], ["updated"], []]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (None, None, ["updated"]),  # nothing but their order speaks
        (None, 1, ["updated"]),
        (1, None, []),  # it may be the older one
        (1, 1, ["updated"]),
    ],
)
def test_a_text_of_unknown_capture_never_replaces_one_of_known_capture(
    before: float | None, after: float | None, expected: list[str]
) -> None:
    stream = Stream()
    stream.show(show(SENATE, captured=before), recorded=1)
    assert stream.changes(show(CHANGED, captured=after), recorded=2) == expected


def test_a_version_is_found_whose_first_words_have_another_number_and_whose_last_are_new() -> None:
    old = "Koornzicht schrapt 171 banen op het hoofdkantoor in Haarlem. Vakbonden reageren geschokt op het plan."
    new = f"{old.replace('171', '180')} Woensdag is er overleg met de leiding."
    shown = [show(old, place="DELFT"), show(new, place="DELFT", captured=1)]
    assert changes(shown) == [["published"], ["updated"]]


def test_a_brief_that_was_changed_at_both_ends_is_found_by_the_words_between() -> None:
    old = "Een helikopter zoekt in de Dolomieten naar een vermiste wandelaar. De man uit Houten keerde zondag niet terug. Mist hindert de actie."
    new = old.replace("Een", "De").replace("de actie", "het zoeken")
    shown = [show(old, place="BOLZANO"), show(new, place="BOLZANO", captured=1)]
    assert changes(shown) == [["published"], ["updated"]]
    lost = (
        old.replace("Een", "E\ufffdn")
        .replace("Dolomieten", "Dolomi\ufffdten")
        .replace("actie", "act\ufffd\ufffd")
    )
    shown = [show(old, place="BOLZANO"), show(lost, place="BOLZANO", captured=1)]
    assert changes(shown) == [["published"], []]


def test_the_same_headline_and_address_find_a_version_that_shares_little() -> None:
    stream = Stream()
    stream.show(show(ARTICLE, "article", headline=HEADLINE, url="https://nieuws.example/1?utm_source=x"))
    body = ARTICLE.removeprefix(LEAD)
    changed = f"Minister Gijs Terlinden moet dinsdag naar de Kamer komen voor een debat over tunnels.{body}"
    again = show(changed, "article", headline=HEADLINE, url="http://www.nieuws.example/1/#top", captured=1)
    assert stream.changes(again) == ["updated"]


@pytest.mark.parametrize("url", ["https://nieuws.example/", "https://nieuws.example/liveblog"])
def test_another_article_at_the_same_address_is_another_item(url: str) -> None:
    shown = [
        show(ARTICLE, "article", url=url, headline=HEADLINE),
        show(MUSEUM, "article", url=url, headline="Museum koopt schetsboek", captured=1),
    ]
    assert changes(shown) == [["published"], ["published"]]


def test_an_article_with_another_number_headline_and_address_is_another_item() -> None:
    stream = Stream()
    for number in (1, 10, 14):
        shown = show(
            f"Het kabinet besluit over zaak {number} op markt m2.",
            "article",
            place="DEN HAAG",
            headline=f"Besluit {number} is genomen",
            url=f"https://een.example/{number}",
            captured=number / 3600,
        )
        assert stream.changes(shown) == ["published"]


def test_the_same_words_on_another_day_are_another_report() -> None:
    report = "De beurs in Amsterdam is donderdag hoger geopend. De AEX stond kort na opening op {} punten, meldt Euronext."
    shown = [show(report.format("901,2")), show(report.format("930,8"), captured=7 * 24)]
    assert changes(shown) == [["published"], ["published"]]


def test_two_texts_on_one_page_are_two_items_unless_one_says_otherwise() -> None:
    assert Stream().changes(show(SENATE), show(CHANGED)) == ["published", "published"]
    stream = Stream()
    stream.show(show(SENATE, published=label(-4, 0)))
    narrower = show(SENATE, captured=1, published=label(-2, 0))
    update = show(CHANGED, captured=1, notices=(notice("update", "UPDATE"),))
    ((change, item),) = stream.show(narrower, update)
    assert (change, item.version, item.revision) == ("updated", 2, 2)


def test_rewritten_from_beginning_to_end_in_its_place_a_text_is_a_version() -> None:
    address = "https://nieuws.example/1"
    shown = [
        show(SENATE, "article", headline=HEADLINE, url=address),
        show(MUSEUM, "article", headline=HEADLINE, url=address, captured=1),
    ]
    assert changes(shown) == [["published"], ["updated"]]
    shown[1] = show(MUSEUM, "article", headline=HEADLINE, url="https://nieuws.example/2", captured=1)
    assert changes(shown) == [["published"], ["published"]]


def test_a_page_begins_one_text_of_a_story() -> None:
    update = (notice("update", "UPDATE"),)
    assert Stream().changes(show(SENATE), show(CHANGED, notices=update)) == ["published", "published"]
    stream = Stream()
    stream.show(show(SENATE))
    assert stream.changes(show(CHANGED, notices=update), show(LONGER, notices=update)) == [
        "updated",
        "published",
    ]


def test_an_item_and_its_withdrawal_on_one_page_are_one_event() -> None:
    withdrawal = show("", headline=HEADLINE, notices=WITHDRAWN)
    ((change, item),) = Stream().show(show(SENATE, headline=HEADLINE), withdrawal)
    assert (change, item.text, item.revision) == ("withdrawn", SENATE, 1)
    stream = Stream()
    stream.show(show(SENATE, headline=HEADLINE, published=label(-9, 0)))
    again = show(SENATE, headline=HEADLINE, published=label(-1, 0), captured=1)
    assert stream.changes(again, show("", headline=HEADLINE, notices=WITHDRAWN, captured=1)) == ["withdrawn"]


def test_a_notice_names_what_its_text_replaces() -> None:
    old = "Bond staat alleen met ultimatum aan postbedrijf"
    stream = Stream()
    ((_, before),) = stream.show(show(SENATE, "article", headline=old))
    replacing = show(
        MUSEUM,
        "article",
        headline="Bond staat alleen met acties",
        notices=(notice("replaces", old),),
        captured=2,
    )
    ((change, item),) = stream.show(replacing)
    assert (change, item.id) == ("updated", before.id)


@pytest.mark.parametrize(("old", "new"), [("vrijdag", "zaterdag"), ("Alan Crowther", "John Crowther")])
def test_a_correction_may_exchange_one_fact(old: str, new: str) -> None:
    text = f"{SENATE} De president tekent de wet vrijdag in het Witte Huis."
    corrected = text.replace(old, new)
    assert changes([show(text), show(corrected, captured=1)]) == [["published"], ["published"]]
    correction = show(corrected, captured=1, notices=(notice("correction", "CORRECTIE"),))
    assert changes([show(text), correction]) == [["published"], ["updated"]]


@pytest.mark.parametrize(
    ("old", "new", "published", "expected"),
    [
        ("negentien", "twintig", label(-1, 0), "updated"),
        ("negentien", "twintig", bound(2), "updated"),
        ("negentien", "twintig", label(1, 2), "published"),
        ("Alan Crowther", "John Crowther", label(-1, 0), "updated"),
        ("Alan Crowther", "John Crowther", bound(2), "published"),
        ("Alan Crowther", "John Crowther", label(1, 2), "published"),
        ("ingestemd", "akkoord gegaan", label(1, 2), "updated"),
    ],
)
def test_where_nothing_but_the_words_tells_labels_decide_about_a_fact(
    old: str, new: str, published: Published, expected: str
) -> None:
    changed = show(SENATE.replace(old, new), captured=2, published=published)
    assert changes([show(SENATE, published=label(-1, 0)), changed]) == [["published"], [expected]]


# No version


@pytest.mark.parametrize(
    ("text", "expected"), [(SENATE, []), (SENATE.replace("negentien", "twintig"), ["updated"])]
)
def test_a_repeat_gives_nothing_unless_its_text_is_another(text: str, expected: list[str]) -> None:
    repeat = show(text, captured=30, notices=(notice("repeat", "HERHALING"),), published=label(28, 29))
    assert changes([show(SENATE, published=label(-1, 0)), repeat]) == [["published"], expected]


def test_of_what_is_seen_as_a_repeat_first_only_a_bound_is_known() -> None:
    stream = Stream()
    repeat = show(SENATE, notices=(notice("repeat", "HERHALING"),), published=label(-1, 0))
    ((_, item),) = stream.show(repeat)
    assert (item.published.earliest, item.published.latest) == (None, at(0))
    ((change, item),) = stream.show(show(SENATE, captured=1, published=label(-9, -8)))
    assert (change, item.published.earliest, item.published.latest) == ("refined", at(-9), at(-8))


def test_the_label_of_a_repeat_narrows_nothing() -> None:
    repeat = show(SENATE, captured=3, notices=(notice("repeat", "HERHALING"),), published=label(-1, 2))
    shown = [show(SENATE, published=label(-4, 0)), repeat, show(SENATE, captured=4, published=label(-2.5, 0))]
    assert changes(shown) == [["published"], [], []]


@pytest.mark.parametrize(
    "copy",
    [
        SENATE[:-10],  # the page ends here
        SENATE[:100],
        SENATE.replace("Crowther", "Cro\ufffdther"),
    ],
)
def test_a_text_that_was_cut_off_or_damaged_is_no_version(copy: str) -> None:
    shown = [show(SENATE), show(copy, captured=1), show(SENATE, captured=2), show(CHANGED, captured=3)]
    assert changes(shown) == [["published"], [], [], ["updated"]]


def test_what_was_cut_off_behind_a_sentence_is_told_when_a_page_shows_it_whole() -> None:
    shorter = SENATE.split(". ")[0] + "."
    last = (Note(code=NoteCode.UNTERMINATED_LAST_BRIEF),)
    shown = [show(SENATE), show(shorter, captured=1, notes=last), show(shorter, captured=2)]
    assert changes(shown) == [["published"], [], ["updated"]]


def test_a_version_that_breaks_off_waits_for_a_whole_one() -> None:
    last = (Note(code=NoteCode.UNTERMINATED_LAST_BRIEF),)
    shown = [show(SENATE), show(LONGER[:-9], captured=1, notes=last), show(LONGER, captured=2)]
    assert changes(shown) == [["published"], [], ["updated"]]


def test_the_whole_text_follows_one_that_was_cut_off() -> None:
    assert changes([show(SENATE[:-10]), show(SENATE, captured=1)]) == [["published"], ["updated"]]


def test_another_headline_alone_gives_nothing() -> None:
    shown = [
        show(ARTICLE, "article", headline=HEADLINE),
        show(ARTICLE, "article", headline=f"{HEADLINE} in Zuid-Holland", captured=1),
    ]
    assert changes(shown) == [["published"], []]


# Refined


def test_the_first_headline_refines_and_stays() -> None:
    stream = Stream()
    stream.show(show(SENATE, published=label(-5, -1)))
    ((change, item),) = stream.show(show(SENATE, headline="Senaat stemt in", captured=1))
    assert (change, item.headline, item.version, item.revision) == ("refined", "Senaat stemt in", 1, 2)
    assert stream.changes(show(SENATE, headline="Senaat zegt ja", captured=2)) == []
    ((change, item),) = stream.show(show(SENATE, published=label(-3, -2), captured=3))
    assert (change, item.headline) == ("refined", "Senaat stemt in")


def test_a_version_without_a_headline_is_refined_by_its_first_one() -> None:
    stream = Stream()
    stream.show(show(SENATE, headline="Senaat stemt in"))
    ((change, item),) = stream.show(show(CHANGED, captured=1))
    assert (change, item.headline) == ("updated", None)
    ((change, item),) = stream.show(show(CHANGED, headline="Senaat stemt in", captured=2))
    assert (change, item.headline) == ("refined", "Senaat stemt in")


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (label(-2, 0), ["refined"]),  # half
        (label(-2.1, 0), []),
        (label(-9, 3), []),
        (label(-1, 4), ["refined"]),
        (Published(at=at(-1), earliest=at(-1), latest=at(-1), source="absolute"), ["refined"]),
        (label(1, 2), []),  # published again
    ],
)
def test_an_interval_is_told_when_it_is_half_as_wide(second: Published, expected: list[str]) -> None:
    shown = [show(SENATE, published=label(-4, 0)), show(SENATE, published=second, captured=3)]
    assert changes(shown) == [["published"], expected]


def test_small_steps_add_up() -> None:
    shown = [
        show(SENATE, published=label(-4, last), captured=n) for n, last in enumerate((0, -1, -1.5, -2.5))
    ]
    assert changes(shown) == [["published"], [], [], ["refined"]]


def test_a_text_that_is_published_again_keeps_its_time_and_has_a_note() -> None:
    stream = Stream()
    stream.show(show(SENATE, published=label(-1, 0)))
    assert stream.changes(show(SENATE, published=label(10, 11), captured=12)) == []
    ((change, item),) = stream.show(show(SENATE, headline="Kop", published=label(10, 11), captured=13))
    assert (change, item.published) == ("refined", label(-1, 0))
    assert [note.code for note in item.notes] == [NoteCode.REPUBLISHED]


def test_versions_share_an_interval_which_gets_narrower() -> None:
    stream = Stream()
    stream.show(show(SENATE, published=label(-2, 0)))
    ((_, item),) = stream.show(show(CHANGED, published=label(-1.5, 0.5), captured=5))
    assert (item.published.earliest, item.published.latest) == (at(-1.5), at(0))
    # A site that is behind: its label counts, and the next page of the current text tells it.
    assert stream.changes(show(SENATE, published=label(-0.5, 0), captured=6)) == []
    ((change, item),) = stream.show(show(CHANGED, published=label(-3, 0), captured=7))
    assert (change, item.published.earliest, item.published.latest) == ("refined", at(-0.5), at(0))


def test_a_version_with_a_label_of_its_own_is_published_again() -> None:
    stream = Stream()
    stream.show(show(SENATE, published=label(-1, 0)))
    ((change, item),) = stream.show(show(CHANGED, published=label(3, 4), captured=5))
    assert (change, item.published) == ("updated", label(-1, 0))
    assert [note.code for note in item.notes] == [NoteCode.REPUBLISHED]


def test_an_embargo_that_has_ended_refines() -> None:
    stream = Stream()
    embargo = (notice("embargo", "EMBARGO tot donderdag 18.00 uur", until=at(10)),)
    ((change, item),) = stream.show(show(SENATE, notices=embargo))
    assert (change, item.pub_status) == ("published", "withheld")
    assert stream.changes(show(SENATE, notices=embargo, captured=9)) == []
    assert stream.changes(show(SENATE, captured=9.5)) == []  # a site that does not say so
    ((change, item),) = stream.show(show(SENATE, notices=embargo, captured=10))
    assert (change, item.pub_status, item.version, item.revision) == ("refined", "usable", 1, 2)
    assert stream.changes(show(SENATE, captured=11)) == []


def test_an_embargo_without_an_end_ends_where_a_page_does_not_print_it() -> None:
    stream = Stream()
    embargo = (notice("embargo", "EMBARGO"),)
    stream.show(show(SENATE, notices=embargo))
    assert stream.changes(show(SENATE, notices=embargo, captured=9)) == []
    assert stream.changes(show(SENATE, captured=10)) == ["refined"]


def test_the_embargo_holds_for_the_next_version_too() -> None:
    stream = Stream()
    stream.show(show(SENATE, notices=(notice("embargo", "EMBARGO", until=at(10)),)))
    ((change, item),) = stream.show(show(CHANGED, captured=5))
    assert (change, item.pub_status) == ("updated", "withheld")
    ((change, item),) = stream.show(show(CHANGED, captured=11))
    assert (change, item.pub_status) == ("refined", "usable")


# Withdrawn

WITHDRAWN = (notice("withdrawn", "VERVALLEN"),)


def test_a_withdrawal_of_a_text() -> None:
    stream = Stream()
    ((_, before),) = stream.show(show(SENATE))
    ((change, item),) = stream.show(show(SENATE, notices=WITHDRAWN, captured=1))
    assert (change, item.id, item.pub_status, item.text) == ("withdrawn", before.id, "canceled", SENATE)
    assert (item.version, item.revision) == (1, 2)
    assert stream.changes(show(SENATE, notices=WITHDRAWN, captured=2)) == []
    assert stream.changes(show(SENATE, headline="Kop", published=label(-1, 0), captured=3)) == []
    assert stream.changes(show(CHANGED, captured=4)) == []
    assert stream.changes(show(CHANGED, captured=5)) == []


def test_a_new_version_that_says_so_undoes_a_withdrawal() -> None:
    stream = Stream()
    stream.show(show(SENATE))
    stream.show(show(SENATE, notices=WITHDRAWN, captured=1))
    ((change, item),) = stream.show(show(CHANGED, notices=(notice("correction"),), captured=2))
    assert (change, item.version, item.revision, item.pub_status) == ("updated", 2, 3, "usable")


def test_a_text_that_was_never_seen_is_withdrawn_as_such() -> None:
    stream = Stream()
    ((change, item),) = stream.show(show(SENATE, notices=WITHDRAWN))
    assert (change, item.version, item.revision, item.text) == ("withdrawn", 1, 1, SENATE)
    assert stream.changes(show(SENATE, captured=1)) == []


@pytest.mark.parametrize("kind", ["article", "brief"])
def test_a_withdrawal_by_name_has_no_text(kind: str) -> None:
    stream = Stream()
    ((_, before),) = stream.show(show(ARTICLE, kind, headline=HEADLINE, place="DEN HAAG"))  # type: ignore[arg-type]
    ((change, item),) = stream.show(show("", "article", headline=HEADLINE, notices=WITHDRAWN, captured=1))
    assert (change, item.id, item.type, item.pub_status) == ("withdrawn", before.id, kind, "canceled")
    assert (item.text, item.paragraphs, item.dateline, item.related) == ("", (), None, ())
    assert (item.version, item.revision, item.notices) == (1, 2, WITHDRAWN)


def test_a_withdrawal_may_name_a_headline_that_another_page_had() -> None:
    stream = Stream()
    stream.show(show(ARTICLE, "article", headline="Opheldering gevraagd over de Merwetunnel"))
    stream.show(show(ARTICLE, "article", headline=HEADLINE, captured=1))
    assert stream.changes(show("", "article", headline=HEADLINE, notices=WITHDRAWN, captured=2)) == [
        "withdrawn"
    ]


def test_a_withdrawal_names_the_item_of_its_own_type_first() -> None:
    stream = Stream()
    stream.show(show(ARTICLE, "article", headline=HEADLINE), show(SENATE, headline=HEADLINE))
    ((_, item),) = stream.show(show("", headline=HEADLINE, notices=WITHDRAWN, captured=1))
    assert item.type == "brief"


def test_beside_other_items_a_withdrawal_names_none_of_the_other_type() -> None:
    stream = Stream()
    stream.show(show(SENATE, headline=HEADLINE))
    withdrawal = show("", "article", headline=HEADLINE, notices=WITHDRAWN, captured=1)
    assert stream.changes(withdrawal, show(MUSEUM, captured=1)) == ["published"]
    assert stream.changes(withdrawal) == ["withdrawn"]


def test_a_withdrawal_that_explains_itself_names_its_item_by_the_headline() -> None:
    stream = Stream()
    stream.show(show(ARTICLE, "article", headline=HEADLINE))
    why = show(
        "De redactie heeft dit bericht ingetrokken omdat een bron onjuist werd geciteerd.",
        "article",
        headline=HEADLINE,
        notices=WITHDRAWN,
        captured=1,
    )
    ((change, item),) = stream.show(why)
    assert (change, item.text) == ("withdrawn", "")


def test_a_name_that_nobody_has_waits_for_its_item() -> None:
    stream = Stream()
    assert stream.changes(show("", "article", headline=HEADLINE, notices=WITHDRAWN, captured=1)) == []
    ((change, item),) = stream.show(show(ARTICLE, "article", headline=HEADLINE.upper(), captured=0))
    assert (change, item.version, item.revision) == ("withdrawn", 1, 1)
    assert (item.pub_status, item.text, item.notices) == ("canceled", ARTICLE, WITHDRAWN)
    # It has found its item: another one of that headline is not withdrawn.
    assert stream.changes(show(MUSEUM, "article", headline=HEADLINE, captured=2)) == ["published"]


def test_a_name_does_not_wait_for_another_day_s_item() -> None:
    stream = Stream()
    stream.show(show("", "article", headline="Weer", notices=WITHDRAWN))
    assert stream.changes(show(ARTICLE, "article", headline="Weer", captured=73)) == ["published"]


def test_a_withdrawal_names_no_item_of_another_day() -> None:
    stream = Stream()
    stream.show(show(SENATE, headline=HEADLINE, published=label(-1, 0)))
    assert stream.changes(show("", headline=HEADLINE, notices=WITHDRAWN, captured=73)) == []
    labelled = show("", headline=HEADLINE, notices=WITHDRAWN, captured=60, published=label(57, 58))
    assert stream.changes(labelled) == []


def test_a_withdrawal_names_the_nearest_item_of_its_headline() -> None:
    stream = Stream()
    stream.show(show(SENATE, headline=HEADLINE, published=label(-1, 0)))
    stream.show(show(MUSEUM, headline=HEADLINE, published=label(-9, -8), captured=1))
    withdrawal = show("", headline=HEADLINE, notices=WITHDRAWN, captured=2, published=label(-1, 0))
    ((_, item),) = stream.show(withdrawal)
    assert item.id == show(SENATE).id


def test_a_withdrawal_that_comes_late_leaves_the_version_after_it() -> None:
    stream = Stream()
    stream.show(show(ARTICLE, "article", headline=HEADLINE))
    stream.show(show(f"{ARTICLE} Het debat is donderdag.", "article", headline=HEADLINE, captured=3))
    assert stream.changes(show("", "article", headline=HEADLINE, notices=WITHDRAWN, captured=2)) == []
    assert stream.changes(show("", "article", headline=HEADLINE, notices=WITHDRAWN, captured=4)) == [
        "withdrawn"
    ]


# Sightings


def test_sightings_count_pages_and_hold_the_captures() -> None:
    stream = Stream()
    for captured in (5, 2, 9):
        stream.show(show(SENATE, captured=captured), show(MUSEUM, captured=captured))
    stream.show(show(CHANGED, captured=11))
    item = stream.items[show(SENATE).id]
    assert (item.sightings.first, item.sightings.last, item.sightings.count) == (at(2), at(11), 4)


def test_a_page_with_two_texts_of_a_story_is_one_sighting() -> None:
    stream = Stream()
    stream.show(show(SENATE))
    update = show(CHANGED, captured=1, notices=(notice("update", "UPDATE"),))
    ((_, item),) = stream.show(show(SENATE, captured=1), update)
    assert item.sightings.count == 2


def test_sightings_without_captures_have_no_bounds() -> None:
    ((_, item),) = Stream().show(show(SENATE, captured=None))
    assert (item.sightings.first, item.sightings.last, item.sightings.count) == (None, None, 1)
