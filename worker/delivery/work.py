"""From records to what the sink delivers: the pure work of a stage in slices, with state and dead letters."""

import asyncio
import logging
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from time import monotonic

from schemas import Rejection, RejectionCode
from worker.delivery.dead_letters import bare, dead_letter
from worker.delivery.ownership import NO_STATE, Ownership
from worker.delivery.sink import DeliveryError, RecordRefused, Sink
from worker.delivery.state import PartitionState
from worker.delivery.topics import HEADERS_BYTES, largest_record
from worker.identity import State
from worker.records import Batch, InRecord, Outcome, OutRecord, Partition
from worker.settings import Settings
from worker.stages import Stage

log = logging.getLogger(__name__)

# Pages take milliseconds. Between slices of this length (in seconds) the event loop serves the heartbeat,
# transactions, health and shutdown.
SLICE = 0.05


class TooManyRejects(Exception):
    """So many records were refused that the fault is likely ours: a bad deploy, not bad pages."""


class RejectPolicy:
    """Stops the worker before a bad deploy sends everything to the dead letters. Counts from the start of the worker."""

    def __init__(self, settings: Settings) -> None:
        self._in_a_row = settings.rejects_in_a_row
        self._share = settings.rejects_share
        self._recent: deque[bool] = deque(maxlen=settings.rejects_window)
        self._run = 0
        self._refused = 0

    def count(self, refused: bool) -> None:
        """Count one record. Raises TooManyRejects at a limit."""
        if len(self._recent) == self._recent.maxlen:
            self._refused -= self._recent[0]
        self._recent.append(refused)
        self._refused += refused
        self._run = self._run + 1 if refused else 0
        if self._run >= self._in_a_row:
            raise TooManyRejects(
                f"{self._run} records in a row were refused (DATELINE_REJECTS_IN_A_ROW). Is it the pages or this "
                "release? See the log above; `dateline replay` sends dead letters back after a fix"
            )
        window = self._recent.maxlen or 0
        if len(self._recent) == window and self._refused > self._share * window:
            raise TooManyRejects(
                f"{self._refused} of the last {window} records were refused (DATELINE_REJECTS_SHARE={self._share:g}). "
                "Is it the pages or this release? See the log above"
            )


class Overlay:
    """A partition's state with the changes of a batch that is not committed yet: later records see earlier ones."""

    def __init__(self, state: State) -> None:
        self._state = state
        self.changes: dict[bytes, bytes | None] = {}

    def get(self, key: bytes, /) -> bytes | None:
        """The value under `key`, as this batch leaves it so far."""
        return self.changes[key] if key in self.changes else self._state.get(key)

    def oldest_first(self) -> Iterator[tuple[bytes, bytes]]:
        """The keys as this batch leaves them so far, the one that was changed longest ago first."""
        yield from (pair for pair in self._state.oldest_first() if pair[0] not in self.changes)
        yield from ((key, value) for key, value in self.changes.items() if value is not None)

    def change(self, changes: Mapping[bytes, bytes | None]) -> None:
        """Lay the changes of one record over those before it."""
        for key, value in changes.items():
            self.changes.pop(key, None)  # a changed key moves to the end, as in the state itself
            self.changes[key] = value


def by_partition(records: Iterable[InRecord]) -> dict[Partition, list[InRecord]]:
    """The records of each partition, in their order."""
    groups: dict[Partition, list[InRecord]] = {}
    for record in records:
        groups.setdefault(record.partition, []).append(record)
    return groups


def in_pieces(records: list[InRecord], limit: int) -> Iterator[list[InRecord]]:
    """The records in their order, cut where their bytes exceed `limit` (a larger one stands alone)."""
    piece: list[InRecord] = []
    size = 0
    for record in records:
        if piece and size + record.size > limit:
            yield piece
            piece, size = [], 0
        piece.append(record)
        size += record.size
    if piece:
        yield piece


class StageWork:
    """A stage with its name, and with what carries its results out."""

    def __init__(self, name: str, stage: Stage, settings: Settings, ownership: Ownership, sink: Sink) -> None:
        self.name = name
        self._stage = stage
        self._settings = settings
        self._ownership = ownership
        self._sink = sink
        self._policy = RejectPolicy(settings)
        self._largest = largest_record(settings, "grown") - HEADERS_BYTES
        self.under_way = 0
        """Records that were taken and are not delivered yet."""
        self.delivered = 0
        """Records that were."""

    async def process(self, records: list[InRecord]) -> None:
        """Work through records of any partitions and deliver what they lead to, partitions side by side.

        Raises DeliveryError or TooManyRejects: then the worker must stop.
        """
        self.under_way += len(records)
        await asyncio.gather(*(self._partition(group) for group in by_partition(records).values()))
        self.under_way -= len(records)
        self.delivered += len(records)

    async def _partition(self, records: list[InRecord]) -> None:
        for piece in in_pieces(records, self._settings.batch_bytes):
            state = self._ownership.state(piece[0].partition)
            outcomes = await self._outcomes(piece, state)
            for outcome in outcomes:  # once for each record, however often its delivery is tried
                self._policy.count(outcome.refused)
            try:
                await self._deliver(piece, outcomes, state)
            except RecordRefused as refusal:
                log.warning("%s: %s; trying the records one by one", self.name, refusal)
                await self._one_by_one(piece, state)

    async def _outcomes(self, records: list[InRecord], state: PartitionState) -> list[Outcome]:
        """The outcome of each record, each seeing the changes of those before it."""
        overlay = Overlay(state)
        outcomes = []
        slice_end = monotonic() + SLICE
        for record in records:
            outcome = self._outcome(record, overlay)
            overlay.change(outcome.changes)
            outcomes.append(outcome)
            if monotonic() > slice_end:
                await asyncio.sleep(0)
                slice_end = monotonic() + SLICE
        return outcomes

    def _outcome(self, record: InRecord, state: State) -> Outcome:
        """The outcome of one record; of one that is refused, its dead letter."""
        try:
            outcome = self._stage(record, state)
            self._check_size(outcome)
        except Rejection as rejection:
            refused = rejection
        except Exception as error:  # one bad record costs itself only, whatever it met in the code
            log.exception("%s failed on %s", self.name, record)
            refused = Rejection(RejectionCode.INTERNAL_ERROR, f"{type(error).__name__}: {error}")
        else:
            return outcome
        return self._refuse(record, refused)

    def _check_size(self, outcome: Outcome) -> None:
        for output in outcome.outputs:
            if output.value is not None and len(output.value) > self._largest:
                raise Rejection(
                    RejectionCode.TOO_LARGE,
                    f"what it leads to has {len(output.value)} bytes; {output.topic} takes {self._largest}",
                )

    def _refuse(self, record: InRecord, rejection: Rejection) -> Outcome:
        log.warning("%s refused %s: %s: %s", self.name, record, rejection.code.value, rejection.message)
        letter = dead_letter(record, self.name, rejection, self._settings.topic("rejected"))
        return Outcome([letter], refused=True)

    async def _deliver(self, records: list[InRecord], outcomes: list[Outcome], state: PartitionState) -> None:
        """One batch: outputs, then state records, and after the commit the state in memory that it was made with."""
        last = records[-1]
        overlay = Overlay(NO_STATE)
        outputs: list[OutRecord] = []
        for outcome in outcomes:
            outputs += outcome.outputs
            overlay.change(outcome.changes)
        changes = overlay.changes
        state_topic = self._settings.topic("state")
        outputs += [
            OutRecord(state_topic, key, value, partition=last.partition.partition)
            for key, value in state.to_write(changes).items()
        ]
        if self._ownership.state(last.partition) is not state:
            raise DeliveryError(f"{last.partition} was taken away while its records were worked on")
        await self._sink.deliver(Batch(last.partition, last.offset + 1, outputs, changes))
        state.committed(changes)

    async def _one_by_one(self, records: list[InRecord], state: PartitionState) -> None:
        """Find the record whose results a broker refuses, and let it alone pay."""
        for record in records:
            outcomes = await self._outcomes([record], state)
            try:
                await self._deliver([record], outcomes, state)
            except RecordRefused as refusal:
                outcome = self._refuse(
                    record, Rejection(RejectionCode.TOO_LARGE, f"a broker refused it: {refusal}")
                )
                self._policy.count(outcome.refused)
                await self._last_resort(record, outcome, state)

    async def _last_resort(self, record: InRecord, outcome: Outcome, state: PartitionState) -> None:
        """A dead letter that wire.rejected does not take is sent bare: the original stands on its topic."""
        try:
            await self._deliver([record], [outcome], state)
        except RecordRefused:
            await self._deliver([record], [Outcome([bare(output) for output in outcome.outputs])], state)
