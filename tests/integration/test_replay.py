"""Dead letters go back through, each once, on a real Kafka and with a real worker."""

import asyncio
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime

from aiokafka import AIOKafkaProducer, ConsumerRecord

from schemas import Rejection, RejectionCode
from tests.harness import Ended, Wire, WorkerProcess, run_command
from tests.harness.wire import Page
from worker.delivery.dead_letters import dead_letter
from worker.records import Header, InRecord, Partition

LIMIT = 1_048_576
CAPTURED: Header = ("scraped-at", b"2026-01-01T00:59:00+01:00")
POISON = (
    Page(b"", b"k1", (("a", b"1"), ("b", b"\xff"), ("a", b"2")), partition=0),
    Page(None, b"k2", partition=1),
    Page(b" \n\t\n", None, partition=1),
    Page("Kop\nMALMÖ (ANP) - Één bericht.".encode("latin-1"), b"k4", (CAPTURED,), partition=3),
)
MANY = 3_000


async def replay(wire: Wire, *options: str) -> Ended:
    return await run_command(wire.environment(), "replay", *options)


def place(record: ConsumerRecord) -> str:
    return f"{record.topic}/{record.partition}/{record.offset}"


async def poisoned(wire: Wire) -> list[ConsumerRecord]:
    """Bad pages through a worker, which is gone after that: their dead letters."""
    await wire.feed(POISON)
    with WorkerProcess(wire.environment(http_port="0")) as worker:
        letters = await wire.read("rejected", until=len(POISON))
        assert worker.stop() == 0
    return letters


async def write_letters(wire: Wire, letters: Iterable[tuple[bytes | None, list[Header]]]) -> None:
    """Put records on the dead letters' topic, all on its first partition."""
    async with AIOKafkaProducer(
        bootstrap_servers=wire.bootstrap_servers, enable_idempotence=True, max_request_size=2**26
    ) as producer:
        sent = [
            await producer.send(wire.topic("rejected"), value, b"key", partition=0, headers=headers)
            for value, headers in letters
        ]
        await asyncio.gather(*sent)


def letter_headers(wire: Wire, number: int, topic: str = "pages", partition: int = 0) -> list[Header]:
    record = InRecord(
        Partition(wire.topic(topic), partition), number, 1_767_225_600_000, False, b"key", b"", []
    )
    return dead_letter(record, "split", Rejection(RejectionCode.EMPTY, "nothing"), "").headers


async def test_letters_go_back_once_as_they_were_to_where_they_came_from(wire: Wire) -> None:
    letters = await poisoned(wire)

    dry = await replay(wire, "--dry-run", "--json")
    assert dry.status == 0
    assert {line["rejected"] for line in dry.objects[:-1]} == {place(letter) for letter in letters}
    assert dry.objects[-1]["replayed"] == len(POISON)
    assert len(await wire.read("pages", until=len(POISON))) == len(POISON)
    assert await wire.read("replayed", until=0) == []

    first = await replay(wire)
    assert first.status == 0
    assert "4 sent back, 0 sent back before, 0 left out" in first.messages
    second = await replay(wire)
    assert "0 sent back, 4 sent back before, 0 left out" in second.messages

    pages = await wire.read("pages", until=2 * len(POISON))
    sent = sorted(
        (page for page in pages if page.headers[-1:] and page.headers[-1][0] == "dlq.replayed"), key=repr
    )
    assert len(pages) == 2 * len(POISON)
    assert [_as_fed(page) for page in sorted(sent, key=_order)] == sorted(
        [(page.partition, page.key, page.value, page.headers) for page in POISON], key=repr
    )


def _as_fed(record: ConsumerRecord) -> tuple[object, ...]:
    """Partition, key, value and headers without those of the replay."""
    return record.partition, record.key, record.value, tuple(record.headers[:-3])


def _order(record: ConsumerRecord) -> str:
    return repr(_as_fed(record))


async def test_only_what_is_asked_for_goes_back(wire: Wire) -> None:
    letters = await poisoned(wire)

    async def chosen(*options: str) -> set[str]:
        ended = await replay(wire, "--dry-run", "--json", *options)
        return {line["rejected"] for line in ended.objects[:-1] if line["outcome"] == "replayed"}

    def places(*codes: str) -> set[str]:
        return {place(letter) for letter in letters if dict(letter.headers)["dlq.code"].decode() in codes}

    assert await chosen("--code", "not_utf8") == places("not_utf8") != set()
    assert await chosen("--code", "not_utf8", "--code", "empty") == {place(letter) for letter in letters}
    assert await chosen("--code", "too_large") == set()
    assert await chosen("--until", "2020-01-01T00:00:00Z") == set()
    assert await chosen("--since", "2020-01-01T00:00:00Z") == {place(letter) for letter in letters}
    one = letters[0]
    at = ("--partition", str(one.partition))
    assert await chosen(*at) == {place(each) for each in letters if each.partition == one.partition}
    offset = str(one.offset)
    assert await chosen(*at, "--from-offset", offset, "--to-offset", offset) == {place(one)}

    # What was chosen is sent; the others wait.
    assert "1 sent back" in (await replay(wire, "--code", "not_utf8")).messages
    assert "3 sent back, 1 sent back before" in (await replay(wire)).messages


async def test_a_page_that_is_good_by_now_becomes_events(wire: Wire) -> None:
    text = "Kop boven het bericht\nUTRECHT (ANP) - De brug gaat open.\n"
    page = text.encode() + b" " * 2_000
    await wire.feed([Page(page, b"k", (CAPTURED, ("traceparent", b"00-1-2-01")), partition=2)])
    with WorkerProcess(wire.environment(max_page_bytes="1024", http_port="0")) as worker:
        (letter,) = await wire.read("rejected", until=1)
        assert dict(letter.headers)["dlq.code"] == b"too_large"
        assert worker.stop() == 0
    assert "1 sent back" in (await replay(wire, "--code", "too_large")).messages
    with WorkerProcess(wire.environment(http_port="0")) as worker:
        (event,) = await wire.read("articles", until=1)
        assert worker.stop() == 0
    assert dict(event.headers)["traceparent"] == b"00-1-2-01"
    assert len(await wire.read("rejected", until=1)) == 1


async def test_a_page_without_a_claim_keeps_its_first_record_time_as_its_capture(wire: Wire) -> None:
    page = b"Kop boven het bericht\nUTRECHT (ANP) - De brug gaat open.\n" + b" " * 2_000
    await wire.feed([Page(page, b"k", partition=2)])
    (fed,) = await wire.read("pages", until=1)
    with WorkerProcess(wire.environment(max_page_bytes="1024", http_port="0")) as worker:
        await wire.read("rejected", until=1)
        assert worker.stop() == 0
    assert (await replay(wire)).status == 0
    with WorkerProcess(wire.environment(http_port="0")):
        async with wire.reader("articles") as reader:
            (event,) = await reader.read(until=1)
            captured = reader.event(event)["page"]["scraped_at"]
    again = [each for each in await wire.read("pages", until=2) if each.offset != fed.offset]
    assert again[0].timestamp > fed.timestamp
    assert captured.startswith(_instant(fed.timestamp))


def _instant(milliseconds: int) -> str:
    return datetime.fromtimestamp(milliseconds // 1000, UTC).strftime("%Y-%m-%dT%H:%M:%S")


async def test_a_page_that_is_refused_again_counts_its_attempts(wire: Wire) -> None:
    await poisoned(wire)
    assert "4 sent back" in (await replay(wire)).messages
    with WorkerProcess(wire.environment(http_port="0")) as worker:
        letters = await wire.read("rejected", until=2 * len(POISON))
        assert worker.stop() == 0
    attempts = Counter(_last(letter, "dlq.attempts") for letter in letters)
    assert attempts == {b"1": len(POISON), b"2": len(POISON)}
    # The new ones are letters of their own, and go back in their turn.
    assert "4 sent back, 4 sent back before" in (await replay(wire)).messages


def _last(record: ConsumerRecord, name: str) -> bytes:
    return b"".join([value for header, value in record.headers if header == name][-1:])


async def test_what_cannot_be_sent_back_is_told_and_costs_only_itself(wire: Wire) -> None:
    await wire.allow_large("rejected", size=32 * LIMIT)
    await write_letters(
        wire,
        [
            (b"", letter_headers(wire, 1)),
            (b"from somebody else", [("dlq.topic", b"\xff")]),
            (b"", letter_headers(wire, 2, topic="articles")),
            (b"", letter_headers(wire, 3, partition=99)),
            (b"x" * 4 * LIMIT, letter_headers(wire, 4)),
            (b"", letter_headers(wire, 5)),
        ],
    )
    ended = await replay(wire)
    assert ended.status == 1
    assert "2 sent back, 0 sent back before, 4 left out" in ended.messages
    rejected = wire.topic("rejected")
    for offset, said in (
        (1, "not those of a dead letter"),
        (2, "no such topic"),
        (3, "no such partition"),
        (4, "does not take a record of this size"),
    ):
        assert any(
            f"{rejected}/0/{offset}: left out" in line and said in line
            for line in ended.messages.splitlines()
        )
    assert len(await wire.read("pages", until=2)) == 2
    assert "0 sent back, 2 sent back before, 4 left out" in (await replay(wire)).messages


async def test_a_replay_that_is_killed_and_run_again_sends_each_once(wire: Wire) -> None:
    await write_letters(wire, ((b"%d" % number, letter_headers(wire, number)) for number in range(MANY)))
    async with wire.reader("pages") as reader:
        with WorkerProcess(wire.environment(), ("-m", "worker", "replay")) as running:
            await reader.read_while(lambda: len(reader.records) < MANY // 10, within=60)
            running.kill()
        # Its last transaction may still be open: the next replay ends it.
        again = await replay(wire)
        assert again.status == 0, again.messages
        records = await reader.read(until=MANY)
    before = MANY - int(again.messages.split()[1])
    assert 0 < before < MANY, "the replay was done before it was killed: this proves nothing"
    assert f"{MANY - before} sent back, {before} sent back before" in again.messages
    assert Counter(record.value for record in records) == Counter(b"%d" % number for number in range(MANY))


async def test_two_replays_at_once_send_each_once(wire: Wire) -> None:
    await write_letters(wire, ((b"%d" % number, letter_headers(wire, number)) for number in range(MANY)))
    both = await asyncio.gather(replay(wire), replay(wire))
    for ended in both:
        assert ended.status == 0 or "another replay of this APP_ID" in ended.messages, ended.messages
    assert (await replay(wire)).status == 0
    records = await wire.read("pages", until=MANY)
    assert Counter(record.value for record in records) == Counter(b"%d" % number for number in range(MANY))
