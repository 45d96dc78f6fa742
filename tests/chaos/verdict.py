"""What stands on the output topics, judged record by record against the truth. Pure, with tests of its own."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import orjson

from tests.chaos.load import URL, Name, Truth, letter_name

EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class Outcome:
    """A record of an output topic. `page` is the number of the page that caused it, `place` orders within the page."""

    topic: str
    partition: int
    name: Name
    page: int
    place: int
    digest: bytes  # of ce_id and value: equal for equal records only


@dataclass(frozen=True, slots=True)
class Verdict:
    """The account. `aborted` are records that only a read_uncommitted reader sees."""

    records: int
    missing: int
    extra: int
    out_of_order: int
    conflicting: int
    aborted: int = 0
    examples: tuple[str, ...] = ()

    @property
    def exactly_once(self) -> bool:
        """Each outcome once, in order."""
        return not (self.missing or self.extra or self.out_of_order or self.conflicting)

    @property
    def at_least_once(self) -> bool:
        """Nothing lost, and what came twice came as the same record."""
        return not (self.missing or self.conflicting or self.out_of_order)

    def __str__(self) -> str:
        counts = (
            f"{self.records} records, missing {self.missing}, extra {self.extra}, out of order {self.out_of_order}, "
            f"conflicting {self.conflicting}, aborted seen {self.aborted}"
        )
        return "\n  ".join((counts, *self.examples))


def outcome(topic: str, record: Any) -> Outcome:
    """A record as it was read from `topic` (the name without the prefix)."""
    headers = dict(record.headers)
    if topic == "rejected":
        return _letter(record, headers)
    event = orjson.loads(record.value)
    return Outcome(
        topic=topic,
        partition=record.partition,
        name=Name(event["type"], event["text"]),
        page=_page_number(event["page"]["url"]),
        place=event["page"]["position"],
        digest=blake2b(headers["ce_id"] + record.value, digest_size=8).digest(),
    )


def _letter(record: Any, headers: dict[str, bytes]) -> Outcome:
    reason = {name: headers[f"dlq.{name}"].decode() for name in ("code", "partition", "offset", "stage")}
    name = letter_name(reason["code"], int(reason["partition"]), int(reason["offset"]))
    if reason["stage"] != "split":  # nothing else is refused here: it stands out as unknown
        name = Name("letter", f"{reason['stage']}: {name.text}")
    # `attempts` and the like may differ between two deliveries, the name not.
    digest = blake2b(repr(name).encode() + (record.value or b""), digest_size=8).digest()
    return Outcome("rejected", record.partition, name, _page_number(headers["url"].decode()), 0, digest)


def _page_number(url: str) -> int:
    return int(url.removeprefix(URL))


def judge(outcomes: Iterable[Outcome], truth: Truth, rounds: int = 1) -> Verdict:
    """The verdict on everything read. After the input was replayed (`rounds` = 2) its dead letters are there once
    more, and nothing else is."""
    outcomes = list(outcomes)
    counts = Counter(seen.name for seen in outcomes)
    wanted = {**dict.fromkeys(truth.events, 1), **dict.fromkeys(truth.letters, rounds)}
    missing = {name: number - counts[name] for name, number in wanted.items() if counts[name] < number}
    extra = {name: number - wanted.get(name, 0) for name, number in counts.items()}
    extra = {name: number for name, number in extra.items() if number > 0}
    disorder = _out_of_order(outcomes, truth)
    conflicts = _conflicting(outcomes)
    return Verdict(
        records=len(outcomes),
        missing=sum(missing.values()),
        extra=sum(extra.values()),
        out_of_order=len(disorder),
        conflicting=len(conflicts),
        examples=tuple(
            f"{fault}: {example}"
            for fault, found in (
                ("missing", sorted(missing)),
                ("extra", sorted(extra)),
                ("out of order", disorder),
                ("conflicting", sorted(conflicts)),
            )
            for example in list(found)[:EXAMPLES]
        ),
    )


def _out_of_order(outcomes: Iterable[Outcome], truth: Truth) -> list[str]:
    """Outcomes that stand behind one of a later page of their lane, in the same partition of the same topic.

    That is what is promised: pages of one input partition and one market pass all stages in their order; so do the
    events of one key. A repetition counts where it came first.
    """
    last: dict[tuple[str, int, object], tuple[int, int]] = defaultdict(lambda: (-1, -1))
    seen: set[Name] = set()
    behind = []
    for found in outcomes:
        if found.name in seen or found.page >= len(truth.lanes):
            continue
        seen.add(found.name)
        lane = truth.lanes[found.page]
        # Dead letters of one input partition keep their order whatever their market.
        way = (found.topic, found.partition, lane.partition if found.topic == "rejected" else lane)
        here = (found.page, found.place)
        if here <= last[way]:
            behind.append(f"page {here} behind {last[way]} in {found.topic}[{found.partition}]")
        last[way] = max(here, last[way])
    return behind


def _conflicting(outcomes: Iterable[Outcome]) -> set[Name]:
    """Names that came with different ids or bytes."""
    digests: dict[Name, bytes] = {}
    return {found.name for found in outcomes if digests.setdefault(found.name, found.digest) != found.digest}
