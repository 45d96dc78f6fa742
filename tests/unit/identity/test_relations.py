"""What items have to do with one another, and when that is told."""

import pytest

from schemas import ItemType, Related
from tests.unit.identity.stream import ARTICLE, LEAD, MUSEUM, SENATE, Stream, notice, page, show
from worker.identity import standing_alone
from worker.identity.keys import keys_of
from worker.identity.relations import MOST, beginnings
from worker.page.fingerprint import fingerprint

TWO_SENTENCES = (
    f"{LEAD} Uit een rapport van ingenieursbureau Hollmann blijkt dat de kleppen niet goed sluiten."
)
LONG = f"{TWO_SENTENCES}\nEen meerderheid steunde dinsdag een verzoek.\nDe minister reageert later."
CHANGED_LEAD = LONG.replace("veiligheid", "toestand")


def relations(stream: Stream, text: str, kind: ItemType = "brief") -> list[str]:
    """The relations of the newest event of the item that was first seen with this text."""
    item = stream.items[fingerprint(kind, text)]
    return [related.rel for related in item.related]


@pytest.mark.parametrize(
    "brief",
    [
        LEAD,  # the first sentence
        TWO_SENTENCES,  # the first paragraph
        "\n".join(LONG.split("\n")[:2]),  # the first paragraphs
        LONG,
        LEAD.upper().replace(" ", "  "),
    ],
)
def test_a_brief_that_is_the_beginning_of_an_article_is_tied_to_it(brief: str) -> None:
    stream = Stream()
    assert stream.changes(show(LONG, "article"), show(brief, place="UTRECHT")) == ["published", "published"]
    assert relations(stream, LONG, "article") == ["lists", "expands"]
    assert relations(stream, brief) == ["listed_under", "expanded_by"]


@pytest.mark.parametrize(
    "brief",
    [
        LEAD[:-10],
        MUSEUM,
        LONG.split("\n")[1],
        LEAD.replace("Terlinden", "Terlingen"),
        f"{LEAD} De minister reageert later.",
        "De Kamer stemt vandaag.",
    ],
)
def test_any_other_brief_is_not(brief: str) -> None:
    stream = Stream()
    stream.show(show(f"De Kamer stemt vandaag. {LONG}", "article"), show("De Kamer stemt vandaag."))
    stream.show(show(LONG, "article"), show(brief))
    for item in stream.items.values():
        assert {related.rel for related in item.related} <= {"lists", "listed_under"}


@pytest.mark.parametrize("first", ["article", "brief"])
def test_each_side_tells_it_when_its_own_text_is_at_hand_days_later_too(first: ItemType) -> None:
    second: ItemType = "brief" if first == "article" else "article"
    text = {"article": LONG, "brief": TWO_SENTENCES}
    stream = Stream()
    stream.show(show(text[first], first, captured=0))
    ((change, item),) = stream.show(show(text[second], second, captured=50))
    assert (change, len(item.related)) == ("published", 1)
    ((change, item),) = stream.show(show(text[first], first, captured=100))
    assert (change, item.version, item.revision, len(item.related)) == ("refined", 1, 2, 1)
    # Once each.
    assert stream.changes(show(LONG, "article", captured=101), show(TWO_SENTENCES, captured=101)) == []


def test_an_article_that_is_seen_again_with_a_new_brief_of_its_lead() -> None:
    stream = Stream()
    stream.show(show(LONG, "article"))
    found = stream.show(show(LONG, "article", captured=1), show(LEAD, captured=1))
    assert [(change, item.type) for change, item in found] == [("refined", "article"), ("published", "brief")]


def test_every_new_tie_is_one_event() -> None:
    stream = Stream()
    stream.show(show(LONG, "article"))
    stream.show(show(LEAD, captured=1), show(TWO_SENTENCES, captured=1))
    ((change, item),) = stream.show(show(LONG, "article", captured=3))
    assert (change, [related.rel for related in item.related]) == ("refined", ["expands", "expands"])
    assert stream.changes(show(LONG, "article", captured=4)) == []


def test_a_tie_holds_as_long_as_both_texts_are_the_current_ones() -> None:
    stream = Stream()
    stream.show(show(LONG, "article"), show(TWO_SENTENCES))
    ((change, item),) = stream.show(show(CHANGED_LEAD, "article", captured=1))
    assert (change, item.related) == ("updated", ())
    ((change, item),) = stream.show(show(TWO_SENTENCES, headline="Kop boven het bericht", captured=2))
    assert (change, item.related) == ("refined", ())
    # The brief follows its article: tied again.
    brief = CHANGED_LEAD.split("\n")[0]
    ((change, item),) = stream.show(show(brief, captured=3))
    assert (change, [related.rel for related in item.related]) == ("updated", ["expanded_by"])
    assert stream.changes(show(CHANGED_LEAD, "article", captured=4)) == ["refined"]


def test_a_version_whose_lead_stays_keeps_its_tie_without_a_word() -> None:
    stream = Stream()
    stream.show(show(LONG, "article"), show(LEAD))
    found = stream.show(show(LONG.replace("later", "morgen"), "article", captured=1), show(LEAD, captured=1))
    assert [change for change, _ in found] == ["updated"]
    assert [related.rel for related in found[0][1].related] == ["lists", "expands"]


def test_the_page_of_the_event_says_what_is_listed() -> None:
    stream = Stream()
    stream.show(show(ARTICLE, "article"), show(SENATE), show(MUSEUM), show(SENATE))
    article, senate, museum = (
        fingerprint("article", ARTICLE),
        fingerprint("brief", SENATE),
        fingerprint("brief", MUSEUM),
    )
    assert stream.items[article].related == (
        Related(rel="lists", id=senate),
        Related(rel="lists", id=museum),
    )
    assert stream.items[museum].related == (Related(rel="listed_under", id=article),)
    # Under another article, and under a later text of it: neither is an event.
    assert stream.changes(show(MUSEUM, "article", captured=1), show(SENATE, captured=1)) == ["published"]
    changed = f"{ARTICLE} Terlinden reageert woensdag."
    found = stream.show(show(changed, "article", captured=2), show(SENATE, captured=2))
    assert [item.id for _, item in found] == [article]
    ((_, item),) = stream.show(show(changed, "article", captured=3), show(SENATE, headline="Kop", captured=3))
    assert item.related == (Related(rel="listed_under", id=article),)


def test_a_page_alone_has_its_relations() -> None:
    article, brief, other = (
        found.item for found in standing_alone(page(show(LONG, "article"), show(TWO_SENTENCES), show(MUSEUM)))
    )
    assert [related.rel for related in article.related] == ["lists", "lists", "expands"]
    assert [related.rel for related in brief.related] == ["listed_under", "expanded_by"]
    assert [related.rel for related in other.related] == ["listed_under"]
    assert {related.id for related in brief.related} == {article.id}


@pytest.mark.parametrize("brief", [f"{LEAD} De minister reageert later.", LEAD])
def test_what_is_no_beginning_of_an_article_leaves_it_alone(brief: str) -> None:
    stream = Stream()
    stream.show(show(LONG, "article"))
    decision = stream.decide(page(show(brief, captured=1), recorded=1))
    is_changed = keys_of("nl").of_id(fingerprint("article", LONG)) in decision.changes
    assert is_changed is (brief == LEAD)


def test_an_article_leaves_a_brief_alone_of_which_it_has_an_older_text() -> None:
    stream = Stream()
    stream.show(show(LEAD))
    stream.show(show(LEAD.replace("veiligheid", "toestand"), captured=1))
    decision = stream.decide(page(show(LONG, "article", captured=2), recorded=2))
    assert keys_of("nl").of_id(fingerprint("brief", LEAD)) not in decision.changes


def test_ties_of_a_withdrawn_item_are_not_told() -> None:
    stream = Stream()
    stream.show(show(LEAD, notices=(notice("withdrawn", "VERVALLEN"),)))
    stream.show(show(LONG, "article", captured=1))
    assert stream.changes(show(LEAD, captured=2)) == []


# Beginnings


def test_a_beginning_is_the_brief_of_just_these_sentences() -> None:
    found = [f"brief:{digest.hex()}" for digest in beginnings(LONG)]
    first, second, *_ = LONG.split("\n")
    assert found == [fingerprint("brief", text) for text in (LEAD, TWO_SENTENCES, f"{first}\n{second}", LONG)]


@pytest.mark.parametrize("text", ["", "\n", "Kort.", "Kort. En bondig. Meer niet."])
def test_a_short_text_has_no_beginning(text: str) -> None:
    assert list(beginnings(text)) == []


@pytest.mark.parametrize(
    "text", ["Een zin van enige lengte die eindigt. " * 30_000, "x" * 1_000_000, ". " * 500_000]
)
def test_no_more_than_some_beginnings_of_a_huge_text(text: str) -> None:
    assert len(list(beginnings(text))) <= MOST
