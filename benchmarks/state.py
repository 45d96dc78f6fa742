"""The state of a partition: memory of a million keys, and how long a look-up and a page take.

python -m benchmarks.state [KEYS]
"""

import resource
import sys
from hashlib import blake2b
from time import perf_counter

from schemas import SplitPage
from worker.delivery.state import PartitionState
from worker.identity import identify
from worker.pipeline import Capture, PageOptions, split_page

MAX_AGE = 30 * 86_400
LOOKUPS = 200_000
PAGES = 2_000


def resident() -> int:
    """Peak memory of this process in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def key(number: int) -> bytes:
    """A key as identity makes them."""
    return b"b" + blake2b(number.to_bytes(8, "big"), digest_size=16).digest()


def filled(keys: int) -> PartitionState:
    """A state with so many keys."""
    state = PartitionState()
    for start in range(0, keys, 1000):
        state.apply(
            {key(number): (1_767_225_600).to_bytes(4, "big") for number in range(start, start + 1000)}
        )
    return state


def page(number: int) -> SplitPage:
    """A page with an article and seven briefs."""
    briefs = "\n".join(f"UTRECHT (ANP) - Brug {number}-{place} gaat vandaag weer open." for place in range(7))
    text = f"Bericht {number}\nDEN HAAG (ANP) - Het kabinet besluit over {number}.\nMeer uit Binnenland\n{briefs}"
    return split_page(text.encode(), Capture(scraped_at="2026-01-01T00:59:00+01:00"), PageOptions())


def main(keys: int = 1_000_000) -> None:
    """Print the figures."""
    before = resident()
    started = perf_counter()
    state = filled(keys)
    built = perf_counter() - started
    print(
        f"{keys:,} keys: {(resident() - before) / keys:.0f} bytes each, {(resident() - before) / 2**20:.0f} MiB in all, made in {built:.1f} s"
    )

    wanted = [key(number * 7 % keys) for number in range(LOOKUPS)]
    started = perf_counter()
    for each in wanted:
        state.get(each)
    print(f"look-up: {(perf_counter() - started) / LOOKUPS * 1e9:.0f} ns")

    pages = [page(number) for number in range(PAGES)]
    for name in ("new", "seen"):
        started = perf_counter()
        for each in pages:
            state.apply(identify(state, each, MAX_AGE).changes)
        print(f"identify, a page of 8 items, all {name}: {(perf_counter() - started) / PAGES * 1e6:.0f} µs")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
