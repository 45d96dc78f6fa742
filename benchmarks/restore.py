"""Reading the state of a partition back from a real Kafka, as after a crash.

KAFKA_BOOTSTRAP_SERVERS=localhost:9092 python -m benchmarks.restore [KEYS]
"""

import asyncio
import sys
from time import perf_counter

from benchmarks.state import key
from tests.brokers import choose_broker
from tests.harness import Wire
from worker.delivery.sink import new_producer, send_all
from worker.delivery.state import StateRestore
from worker.records import OutRecord, Partition

AT_ONCE = 5_000


async def measure(bootstrap_servers: str, keys: int) -> None:
    """Write a state in transactions, restore it, and print how long that took."""
    wire = Wire(bootstrap_servers)
    await wire.create(partitions=1)
    settings = wire.settings()
    producer = new_producer(settings, f"{wire.prefix}-bench")
    async with producer:
        for start in range(0, keys, AT_ONCE):
            async with producer.transaction():
                records = range(start, start + AT_ONCE)
                await send_all(
                    producer,
                    [
                        OutRecord(wire.topic("state"), key(number), b"\0\0\0\1", partition=0)
                        for number in records
                    ],
                )
    started = perf_counter()
    state = await StateRestore(settings, wire.topic("state"), Partition(wire.topic("split"), 0)).run()
    seconds = perf_counter() - started
    print(f"{len(state):,} keys restored in {seconds:.1f} s: {len(state) / seconds:,.0f} a second")


def main(keys: int = 1_000_000) -> None:
    """Measure on whatever Kafka there is."""
    with choose_broker() as kafka:
        asyncio.run(measure(kafka.bootstrap_servers, keys))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
