"""What of two events counts as a difference, and in which field."""

import pytest

from worker.pipeline.differences import DIGESTS, OTHER, differing, digests, gone_and_come, parts

EVENT = {
    "id": "brief:1",
    "revision": 1,
    "text": "donderdag in Breda",
    "headline": None,
    "timexes": [{"text": "donderdag", "value": "2026-01-01"}],
    "entities": [{"canonical": "Breda", "score": 0.9}],
    "notes": [],
    "provenance": {"pipeline": "1.0.0"},
}


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({}, ()),
        ({"provenance": {"pipeline": "2.0.0"}, "revision": 2}, ()),
        ({"timexes": []}, ("timexes",)),
        ({"entities": [{"canonical": "Breda", "score": 0.8}]}, ("entities",)),
        ({"notes": [{"code": "ambiguous_time"}], "timexes": []}, ("timexes", "notes")),
        ({"headline": "Kop"}, (OTHER,)),
        ({"headline": ""}, ()),
        ({"byline": []}, ()),
        ({"byline": [{"name": "Jan"}]}, (OTHER,)),
    ],
)
def test_content_alone_makes_a_difference(change: dict[str, object], fields: tuple[str, ...]) -> None:
    assert differing(digests(EVENT), digests(EVENT | change)) == fields


@pytest.mark.parametrize("name", ["headline", "notes", "provenance", "revision"])
def test_an_absent_field_says_as_little_as_an_empty_one(name: str) -> None:
    without = {key: value for key, value in EVENT.items() if key != name}
    assert differing(digests(EVENT), digests(without)) == ()


def test_the_order_of_names_is_no_content_and_that_of_values_is() -> None:
    turned = dict(reversed(EVENT.items()))
    turned["timexes"] = [{"value": "2026-01-01", "text": "donderdag"}]
    assert digests(turned) == digests(EVENT)
    two = EVENT | {"timexes": [{"text": "a"}, {"text": "b"}]}
    assert differing(digests(two), digests(two | {"timexes": [{"text": "b"}, {"text": "a"}]})) == ("timexes",)


def test_the_parts_that_go_and_come_are_shown() -> None:
    both, old, new = {"text": "both"}, {"text": "old"}, {"text": "new"}
    before, after = EVENT | {"timexes": [both, old]}, EVENT | {"timexes": [new, both], "section": "Sport"}
    assert gone_and_come(before, after, "timexes") == ((old,), (new,))
    assert gone_and_come(before, after, OTHER) == ((), ({"section": "Sport"},))
    assert gone_and_come(before, after, "entities") == ((), ())


def test_what_is_no_event_of_ours_has_digests_too() -> None:
    assert len(digests({"timexes": "none", "text": 3})) == DIGESTS
    assert parts({"timexes": "none"}, "timexes") == ()
