"""What identity costs: a page of which all is new or all was seen, a market's capacity, and the memory of its state.

python -m benchmarks.identity [ITEMS]
"""

import random
import re
import sys
from collections.abc import Callable, Iterator
from hashlib import blake2b
from pathlib import Path
from time import process_time

from schemas import SplitPage, canonical_bytes
from tests.unit.identity.pairs import stories
from worker.delivery.state import PartitionState
from worker.identity import Rules, identify
from worker.identity.memory import MemoryState
from worker.identity.records import is_story
from worker.pipeline import Capture, PageOptions, publish_item, split_page
from worker.records import InRecord, Partition
from worker.settings import Settings
from worker.stages import identify_stage

RULES = Rules(max_age=30 * 86_400)
OPTIONS = PageOptions()
SEED = (Path(__file__).parents[1] / "tests/cases/seed-page.txt").read_bytes()
TIMES = 100
PAGES = 1_000
BRIEFS = 7
SHARE_SEEN = 0.8
WORDS = sorted({word for text in stories() for word in re.findall(r"[^\W\d_]+", text.text)})
PLACES = ("UTRECHT", "DEN HAAG", "BRUSSEL", "ASSEN", "WASHINGTON")


def page(number: int, hours: int = 0, minutes: int = 0) -> SplitPage:
    """A page as it was captured so much later than it was new: an article of 180 words and briefs of 36.

    The words are those of news, in no order, so that no two pages share a text. Labels are true.
    """
    rng = random.Random(number)
    headline = " ".join(rng.choices(WORDS, k=6)).capitalize()
    body = "\n".join(f"{sentence(rng)} {sentence(rng)}" for _ in range(5))
    briefs = "".join(
        f"{rng.choice(PLACES)} (ANP) - {sentence(rng)} {sentence(rng)}\n{hours + age} uur geleden\n"
        for age in range(1, BRIEFS + 1)
    )
    raw = f"{headline}\n{rng.choice(PLACES)} (ANP) - {body}\nMeer uit Binnenland\n{briefs}".encode()
    captured = f"2026-01-01T{9 + hours:02}:{minutes:02}:00+01:00"
    found = split_page(raw, Capture(scraped_at=captured, url=f"https://nieuws.example/{number}"), OPTIONS)
    assert len(found.items) == BRIEFS + 1  # noqa: S101
    return found


def sentence(rng: random.Random) -> str:
    """Eighteen words of news."""
    return f"{' '.join(rng.choices(WORDS, k=18)).capitalize()}."


def micros(work: Callable[[int], object], times: int) -> float:
    """Microseconds of processor time that one of `times` takes: in the best tenth, as others use the machine, too."""
    tenth = times // 10
    best = float("inf")
    for start in range(0, times, tenth):
        began = process_time()
        for number in range(start, start + tenth):
            work(number)
        best = min(best, process_time() - began)
    return best / tenth * 1e6


def print_costs() -> None:
    """The seed page, new and seen again: identity alone, and the whole path from bytes to events."""
    capture = Capture(scraped_at="2026-01-01T00:59:00+01:00")
    # The labels are the same: each narrows its interval.
    later = Capture(scraped_at="2026-01-01T01:19:00+01:00")
    splitting = micros(lambda _: split_page(SEED, capture, OPTIONS), TIMES)
    page = split_page(SEED, capture, OPTIONS)
    first = identify(MemoryState(), page, RULES)
    state = MemoryState()
    state.apply(first.changes)
    publishing = micros(
        lambda _: [canonical_bytes(publish_item(identified.item)) for identified in first.items], TIMES
    )
    new = micros(lambda _: identify(MemoryState(), page, RULES), TIMES)
    print(f"the seed page, {len(page.items)} items: split {splitting:.0f} µs, publish {publishing:.0f} µs")
    for kind, shown in (
        ("as it was", page),
        ("each label a little sharper", split_page(SEED, later, OPTIONS)),
    ):
        seen = micros(lambda _, shown=shown: identify(state, shown, RULES), TIMES)  # type: ignore[misc]
        share = (splitting + seen) / (splitting + new + publishing)
        print(
            f"all seen, {kind}: identify {seen:.0f} µs, all new {new:.0f} µs ({seen / new:.2f}); "
            f"the whole path {share:.2f} of a new page"
        )


def print_capacity() -> None:
    """The agent's work on records of one market, of which a share was seen."""
    rng = random.Random(1)
    stage, state = identify_stage(Settings()), PartitionState()
    shown, records = 0, []
    for offset in range(5 * PAGES):
        is_seen = shown > 0 and rng.random() < SHARE_SEEN
        number = rng.randrange(max(0, shown - 200), shown) if is_seen else shown
        shown += not is_seen
        value = canonical_bytes(page(number, hours=int(is_seen), minutes=int(is_seen)))
        records.append(
            InRecord(Partition("wire.split", 0), offset, 1_767_255_000_000, False, b"nl", value, [])
        )
    each = micros(lambda offset: state.apply(stage(records[offset], state).changes), len(records))
    print(
        f"{SHARE_SEEN:.0%} of pages seen: {each:.0f} µs a page, {1e6 / each:,.0f} pages a second on one core"
    )


def items_of(count: int) -> Iterator[dict[bytes, bytes]]:
    """What the state holds of so many items: sizes as of real ones, each under keys and with bytes of its own."""
    state, samples = MemoryState(), list[dict[bytes, bytes]]()
    for number in range(100):
        changes = identify(state, page(number), RULES).changes
        values = {key: value for key, value in changes.items() if value is not None}
        keys_of_stories = [key for key, value in values.items() if key[0] in b"ab" and is_story(value)]
        for story_key in keys_of_stories:
            samples.append(
                {key: value for key, value in values.items() if key == story_key or story_key in value}
            )
    for number in range(count):
        sample = samples[number % len(samples)]
        unique = blake2b(number.to_bytes(8, "big"), digest_size=32).digest()
        yield {
            key[:1] + unique[at : at + len(key) - 1]: bytes(bytearray(value))
            for at, (key, value) in enumerate(sample.items())
        }


def print_memory(count: int) -> None:
    """A state of so many items: bytes as written and in memory, and the time of a look-up."""
    before, written = resident(), 0
    state = PartitionState()
    for changes in items_of(count):
        state.apply(changes)
        written += sum(len(key) + len(value) for key, value in changes.items())
    taken = resident() - before
    print(
        f"{count:,} items: {len(state) / count:.1f} keys, {written / count:.0f} bytes written and "
        f"{taken / count:.0f} bytes in memory each, {taken / 2**20:,.0f} MiB in all"
    )
    keys = [key for key, _ in state.oldest_first()]
    wanted = random.Random(1).choices(keys, k=200_000)
    print(f"look-up: {micros(lambda number: state.get(wanted[number]), len(wanted)) * 1000:.0f} ns")


def resident() -> int:
    """Memory of this process in bytes."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4096


def main(items: int = 1_000_000) -> None:
    """Print the figures. Memory first, as what was freed before would be counted as none."""
    print_memory(items)
    print_costs()
    print_capacity()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
