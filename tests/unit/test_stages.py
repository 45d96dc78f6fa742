"""The three stages on single records: what they read of headers, and where their records go."""

import orjson
import pytest

from schemas import Item, Rejection, RejectionCode, SplitPage
from tests.unit.builders import split_item, split_page
from tests.unit.fakes import record
from worker.delivery.state import PartitionState
from worker.identity.identify import first_seen
from worker.records import Headers, InRecord, OutRecord
from worker.settings import Settings
from worker.stages import CHANGE_HEADER, MARKET_HEADER, Stage, identify_stage, publish_stage, split_stage

SETTINGS = Settings(topic_prefix="test", market="nl")
PAGE = b"Kop boven het bericht\nUTRECHT (ANP) - De brug gaat open."
TRACE: Headers = [("tracestate", b"a=1"), ("other", b"x"), ("traceparent", b"00-1"), ("tracestate", b"b=2")]
CARRIED = [header for header in TRACE if header[0] != "other"]


def outputs(stage: Stage, *records: InRecord) -> list[OutRecord]:
    """What the records lead to, one after the other."""
    state = PartitionState()
    found = []
    for one in records:
        outcome = stage(one, state)
        state.apply(outcome.changes)
        found += outcome.outputs
    return found


def item_record(
    change: bytes | None = b"published", *, kind: str = "brief", value: bytes | None = None
) -> InRecord:
    item = first_seen(split_item("a", kind))  # type: ignore[arg-type]
    headers = [*TRACE, *([(CHANGE_HEADER, change)] if change is not None else [])]
    return record(value if value is not None else item.model_dump_json().encode(), headers=headers)


# split


def test_a_page_becomes_one_record_under_its_market() -> None:
    headers: Headers = [
        ("scraped-at", b"2026-01-01T09:00:00+01:00"),
        ("url", b"https://example.org/1"),
        ("source", b"example"),
        ("market", b"be"),
        *TRACE,
    ]
    (output,) = outputs(split_stage(SETTINGS), record(PAGE, headers=headers))
    assert (output.topic, output.key, output.partition) == ("test.split", b"be", None)
    assert output.headers == [("content-type", b"application/json"), *CARRIED]
    page = SplitPage.model_validate_json(output.value or b"")
    facts = page.items[0].page
    assert (page.market, facts.url, facts.source) == ("be", "https://example.org/1", "example")
    assert orjson.loads(output.value or b"")["recorded_at"] == "2026-01-01T00:00:00Z"
    # The smaller of the scraper's claim (08:00 in UTC) and the record's timestamp.
    assert facts.scraped_at == record().recorded_at()


def test_a_page_without_a_market_takes_the_setting_s() -> None:
    (output,) = outputs(split_stage(SETTINGS), record(PAGE))
    assert output.key == b"nl"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (None, RejectionCode.EMPTY),
        (b"", RejectionCode.EMPTY),
        (b"\xff", RejectionCode.NOT_UTF8),
        (b"x" * 2000, RejectionCode.TOO_LARGE),
        (b'{"url": "x"}', RejectionCode.BAD_ENVELOPE),
    ],
)
def test_a_page_that_cannot_be_read_is_rejected(value: bytes | None, code: RejectionCode) -> None:
    stage = split_stage(Settings(max_page_bytes=1024))
    with pytest.raises(Rejection) as rejection:
        stage(record(value), PartitionState())
    assert rejection.value.code is code


# identify


def test_new_items_go_out_under_their_ids_each_once() -> None:
    page = split_page(["a", "b"]).model_dump_json().encode()
    found = outputs(identify_stage(SETTINGS), record(page, headers=TRACE), record(page, offset=1))
    assert [output.key for output in found] == [split_item(text).id.encode() for text in "ab"]
    for output in found:
        assert (output.topic, output.partition) == ("test.items", None)
        assert output.headers == [
            ("content-type", b"application/json"),
            (CHANGE_HEADER, b"published"),
            (MARKET_HEADER, b"nl"),
            *CARRIED,
        ]
        Item.model_validate_json(output.value or b"")


def test_state_days_say_when_a_text_is_forgotten() -> None:
    stage = identify_stage(Settings(state_days=1))
    pages = [
        record(split_page(["a"], at).model_dump_json().encode()) for at in (0, 86_400, 86_400 + 2 * 86_400)
    ]
    assert len(outputs(stage, *pages)) == 2


# publish


@pytest.mark.parametrize(("kind", "topic"), [("brief", "test.briefs"), ("article", "test.articles")])
def test_an_item_becomes_an_event_on_the_topic_of_its_type(kind: str, topic: str) -> None:
    (output,) = outputs(publish_stage(SETTINGS), item_record(b"updated", kind=kind))
    assert output.topic == topic
    headers = dict(output.headers)
    assert headers["ce_type"] == f"dateline.{kind}.updated.v1".encode()
    assert headers["ce_source"] == b"/dateline"
    assert output.key == headers["ce_subject"]
    assert output.headers[-3:] == CARRIED
    assert CHANGE_HEADER not in headers


def test_the_same_item_gives_the_same_event() -> None:
    first, second = outputs(publish_stage(SETTINGS), item_record(), item_record())
    assert first == second


@pytest.mark.parametrize(
    "bad",
    [
        item_record(None),
        item_record(b""),
        item_record(b"renamed"),
        item_record(b"\xff"),
        item_record(value=b""),
        item_record(value=b"{}"),
        item_record(value=b"\xff"),
        item_record(value=b"no JSON"),
    ],
)
def test_an_item_that_this_version_cannot_read_is_a_bad_record(bad: InRecord) -> None:
    with pytest.raises(Rejection) as rejection:
        publish_stage(SETTINGS)(bad, PartitionState())
    assert rejection.value.code is RejectionCode.BAD_RECORD


@pytest.mark.parametrize(
    "value", [None, b"", b"[]", b'{"market": "nl"}', b'{"market": "nl", "items": [], "x": 1}']
)
def test_a_split_page_that_this_version_cannot_read_is_a_bad_record(value: bytes | None) -> None:
    with pytest.raises(Rejection) as rejection:
        identify_stage(SETTINGS)(record(value), PartitionState())
    assert rejection.value.code is RejectionCode.BAD_RECORD
