"""The worker with something done to it: `python -m tests.chaos.sabotage TRICK…`.

The product has no hooks for tests; each trick patches it from outside. There are two kinds: a hardship, which the
worker must survive, and a broken guard, without which it must fail: the negative controls. A trick may take a number:
`failing-sends=0.001`.
"""

import asyncio
import itertools
import sys
import time
from collections.abc import Callable, Collection
from random import Random
from typing import Any
from uuid import uuid4

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.errors import KafkaConnectionError
from faust.transport.drivers import aiokafka as driver

from worker import agents
from worker.cli import app
from worker.delivery import ownership, sink, state, transport, work
from worker.records import Batch, InRecord, Outcome, OutRecord, Partition
from worker.stages import Stage

Trick = Callable[[float], None]
SLOW = "SLOW"  # the word in the worker's log when a slow record begins
SLOW_EVERY = 9  # pages: one more than a batch has there, so that the slow one stands at each place in turn


# Hardships


def slow_commits(seconds: float, only: str = "") -> None:
    """Each batch rests between its last record and its commit: what is killed or frozen is in mid-transaction."""
    send_all = sink.send_all

    async def send_all_and_rest(producer: AIOKafkaProducer, records: list[OutRecord]) -> None:
        await send_all(producer, records)
        if any(record.topic.endswith(only) for record in records):
            await asyncio.sleep(seconds)

    sink.send_all = send_all_and_rest


def slow_identify(seconds: float) -> None:
    """The same for what has new items only: the stage with the state has work left until the end."""
    slow_commits(seconds, only=".items")


def failing_sends(share: float) -> None:
    """A share of the sends fails: at once, later, or only seemingly, when the record has long been written."""
    send = AIOKafkaProducer.send
    random = Random()
    ways = itertools.cycle(("at once", "later", "seemingly"))

    async def send_or_fail(self: AIOKafkaProducer, *args: Any, **kwargs: Any) -> Any:
        if random.random() >= share:
            return await send(self, *args, **kwargs)
        way = next(ways)
        error = KafkaConnectionError(f"injected: fails {way}")
        if way == "at once":
            raise error
        if way == "seemingly":
            await asyncio.wait([await send(self, *args, **kwargs)])
        failed = asyncio.get_running_loop().create_future()
        failed.set_exception(error)
        return failed

    AIOKafkaProducer.send = send_or_fail


def slow_records(seconds: float) -> None:
    """A page in SLOW_EVERY takes so long, and blocks the event loop all the while."""
    topic, make = agents.AGENTS["split"]

    def slow_stage(settings: Any) -> Stage:
        stage = make(settings)

        def split(record: InRecord, state: Any) -> Outcome:
            if record.offset % SLOW_EVERY == SLOW_EVERY - 1:
                print(SLOW, record, file=sys.stderr, flush=True)
                time.sleep(seconds)
            return stage(record, state)

        return split

    agents.AGENTS["split"] = (topic, slow_stage)


def slow_restores(seconds: float) -> None:
    """A state takes so long to be restored, a record now and then."""
    run = state.StateRestore.run

    async def run_slowly(self: state.StateRestore) -> state.PartitionState:
        for _ in range(round(seconds)):
            await asyncio.sleep(1)
            self.records += 1
        return await run(self)

    state.StateRestore.run = run_slowly


def hanging_publish(_: float) -> None:
    """The deliveries of `publish` never end, as on a connection that hangs."""
    deliver = sink.ExactlyOnceSink.deliver

    async def deliver_or_hang(self: sink.Sink, batch: Batch) -> None:
        if batch.partition.topic == self.settings.topic("items"):
            await asyncio.Event().wait()
        await deliver(self, batch)

    sink.ExactlyOnceSink.deliver = deliver_or_hang


def racing_reads(seconds: float) -> None:
    """A poll comes between an assignment and the seek, and what it returns is dropped: Faust's own race, each time."""
    seek = transport.Consumer.seek_to_committed

    async def read_and_seek(self: transport.Consumer) -> Any:
        await self._thread.getmany(self.assignment(), seconds)
        return await seek(self)

    transport.Consumer.seek_to_committed = read_and_seek


# Broken guards


def faust_commits(_: float) -> None:
    """Faust commits what its agents have acknowledged, as it does by default, and the sink commits nothing."""
    del transport.Consumer._commit

    async def no_offsets(self: AIOKafkaProducer, offsets: Any, group_id: str) -> None:
        """Faust does it."""

    AIOKafkaProducer.send_offsets_to_transaction = no_offsets


def commit_first(_: float) -> None:
    """The client commits by itself what was handed out (enable.auto.commit), done or not."""
    faust_commits(0)
    _reconfigure_consumer(enable_auto_commit=True, auto_commit_interval_ms=100)


def plain(_: float) -> None:
    """Plain Faust: sends by one producer without transactions, delivery left to its buffer, Faust's own commit."""
    faust_commits(0)
    shared: list[AIOKafkaProducer] = []

    async def deliver(self: sink.Sink, batch: Batch) -> None:
        if not shared:
            shared.append(sink.new_producer(self.settings))
            await shared[0].start()
        for record in batch.outputs:
            await shared[0].send(
                record.topic,
                record.value,
                sink.NO_KEY if record.key is None and record.value is None else record.key,
                record.partition,
                headers=record.headers,
            )

    sink.ExactlyOnceSink.deliver = deliver


def failing_sink(every: float) -> None:
    """The sink fails on a batch now and then."""
    deliver = sink.ExactlyOnceSink.deliver
    batches = itertools.count(1)

    async def deliver_or_fail(self: sink.Sink, batch: Batch) -> None:
        if next(batches) % every == 0:
            raise sink.DeliveryError(f"injected: {batch}")
        await deliver(self, batch)

    sink.ExactlyOnceSink.deliver = deliver_or_fail


def swallowed_errors(_: float) -> None:
    """Failed deliveries are let go."""

    async def send_and_hope(producer: AIOKafkaProducer, records: list[OutRecord]) -> None:
        for record in records:
            key = sink.NO_KEY if record.key is None and record.value is None else record.key
            try:
                await (
                    await producer.send(
                        record.topic, record.value, key, record.partition, headers=record.headers
                    )
                )
            except Exception as error:  # noqa: BLE001 (that is the sabotage)
                print("let go:", error, file=sys.stderr)

    sink.send_all = send_and_hope


def no_fence(_: float) -> None:
    """Every worker has transactional ids of its own: nobody shuts a former owner out."""
    own = uuid4().hex

    def new(self: sink.ExactlyOnceSink, partition: Partition) -> AIOKafkaProducer:
        return sink.new_producer(self.settings, f"{own}-{partition.topic}-{partition.partition}")

    sink.ExactlyOnceSink._new = new


def no_rewind(_: float) -> None:
    """A partition without a committed offset stays where the client stands after a rebalance."""

    async def stay(self: transport.Consumer, uncommitted: Any) -> None:
        """Nothing."""

    transport.Consumer._seek_to_start = stay


def read_uncommitted(_: float) -> None:
    """Each stage reads what the stage before it has aborted, too."""
    _reconfigure_consumer(isolation_level="read_uncommitted")


def no_restore(_: float) -> None:
    """A new owner begins with an empty state."""

    async def nothing(self: state.StateRestore) -> state.PartitionState:
        return state.PartitionState()

    state.StateRestore.run = nothing


def stale_state(_: float) -> None:
    """A worker that gets a partition back goes on with the state that it had when it lost it."""
    kept: dict[Partition, state.PartitionState] = {}
    drop, run = ownership.Ownership._drop, state.StateRestore.run

    async def keep(self: ownership.Ownership, partitions: Collection[Partition]) -> None:
        kept.update({p: self._states[p] for p in partitions if p in self._states})
        await drop(self, partitions)

    async def restore(self: state.StateRestore) -> state.PartitionState:
        for partition, old in kept.items():
            if partition.partition == self._source.partition:
                return old
        return await run(self)

    ownership.Ownership._drop = keep
    state.StateRestore.run = restore


def state_apart(_: float) -> None:
    """State records are written on their own before the transaction: "seen" without "published"."""
    deliver = sink.ExactlyOnceSink.deliver
    apart: list[AIOKafkaProducer] = []

    async def state_first(self: sink.Sink, batch: Batch) -> None:
        if not apart:
            apart.append(sink.new_producer(self.settings))
            await apart[0].start()
        states = [record for record in batch.outputs if record.partition is not None]
        rest = [record for record in batch.outputs if record.partition is None]
        for record in states:
            await apart[0].send(record.topic, record.value, record.key, record.partition)
        await apart[0].flush()
        await deliver(self, Batch(batch.partition, batch.next_offset, rest, batch.changes))

    sink.ExactlyOnceSink.deliver = state_first


def dropped_rejects(_: float) -> None:
    """A refused record is logged, and gone."""

    def drop(self: work.StageWork, record: InRecord, rejection: Any) -> Outcome:
        return Outcome(refused=True)

    work.StageWork._refuse = drop


def reversed_sends(_: float) -> None:
    """A batch leaves last record first."""
    send_all = sink.send_all

    async def send_all_reversed(producer: AIOKafkaProducer, records: list[OutRecord]) -> None:
        await send_all(producer, records[::-1])

    sink.send_all = send_all_reversed


def _reconfigure_consumer(**settings: Any) -> None:
    def consumer(*topics: str, **given: Any) -> AIOKafkaConsumer:
        return AIOKafkaConsumer(*topics, **{**given, **settings})

    transport.AIOKafkaConsumer = consumer


HARDSHIPS: dict[str, Trick] = {
    "slow-commits": slow_commits,
    "slow-identify": slow_identify,
    "racing-reads": racing_reads,
    "failing-sends": failing_sends,
    "slow-records": slow_records,
    "slow-restores": slow_restores,
    "hanging-publish": hanging_publish,
}
BROKEN: dict[str, Trick] = {
    "faust-commits": faust_commits,
    "commit-first": commit_first,
    "plain": plain,
    "failing-sink": failing_sink,
    "swallowed-errors": swallowed_errors,
    "no-fence": no_fence,
    "no-rewind": no_rewind,
    "read-uncommitted": read_uncommitted,
    "no-restore": no_restore,
    "stale-state": stale_state,
    "state-apart": state_apart,
    "dropped-rejects": dropped_rejects,
    "reversed-sends": reversed_sends,
}


def main(tricks: list[str]) -> None:
    """Play the tricks and run the worker."""
    for trick in tricks:
        name, _, number = trick.partition("=")
        (HARDSHIPS | BROKEN)[name](float(number or 0))
    app(["run"], prog_name="dateline")


assert driver.Consumer._commit is not transport.Consumer._commit, "faust-commits would break nothing"

if __name__ == "__main__":
    main(sys.argv[1:])
