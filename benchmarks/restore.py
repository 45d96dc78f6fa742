"""Reading the state of a partition back from a real Kafka, as after a crash.

KAFKA_BOOTSTRAP_SERVERS=localhost:9092 python -m benchmarks.restore [ITEMS]
"""

import asyncio
import sys
from itertools import islice
from time import perf_counter

from benchmarks.identity import items_of, resident
from tests.brokers import choose_broker
from tests.harness import Wire
from worker.delivery.sink import new_producer, send_all
from worker.delivery.state import StateRestore
from worker.records import OutRecord, Partition

AT_ONCE = 2_000  # items


async def measure(bootstrap_servers: str, items: int) -> None:
    """Write a state in transactions, restore it, and print how long that took."""
    wire = Wire(bootstrap_servers)
    await wire.create(partitions=1)
    settings = wire.settings()
    producer = new_producer(settings, f"{wire.prefix}-bench")
    async with producer:
        every = items_of(items)
        while batch := list(islice(every, AT_ONCE)):
            async with producer.transaction():
                await send_all(
                    producer,
                    [
                        OutRecord(wire.topic("state"), key, value, partition=0)
                        for item in batch
                        for key, value in item.items()
                    ],
                )
    before, started = resident(), perf_counter()
    state = await StateRestore(settings, wire.topic("state"), Partition(wire.topic("split"), 0)).run()
    seconds = perf_counter() - started
    print(
        f"{items:,} items, {len(state):,} keys restored in {seconds:.1f} s: {len(state) / seconds:,.0f} keys a second, "
        f"{(resident() - before) / 2**20:,.0f} MiB"
    )


def main(items: int = 1_000_000) -> None:
    """Measure on whatever Kafka there is."""
    with choose_broker() as kafka:
        asyncio.run(measure(kafka.bootstrap_servers, items))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
