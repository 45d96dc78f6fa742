"""A state in memory: what `identify` reads, in the worker and in `dateline parse`."""

from collections import OrderedDict
from collections.abc import Iterator, Mapping


class MemoryState:
    """Values by key, in the order in which the keys were last changed."""

    def __init__(self) -> None:
        # A plain dict keeps the order, too, but leaves a gap for each key that moves: whoever asks for the oldest would
        # cross them all, a millisecond for each page of a large state.
        self._values: OrderedDict[bytes, bytes] = OrderedDict()

    def get(self, key: bytes, /) -> bytes | None:
        """The value under `key`."""
        return self._values.get(key)

    def oldest_first(self) -> Iterator[tuple[bytes, bytes]]:
        """All keys with their values, the one that was changed longest ago first."""
        return iter(self._values.items())

    def apply(self, changes: Mapping[bytes, bytes | None]) -> None:
        """Take over changes; None removes a key."""
        for key, value in changes.items():
            if value is None:
                self._values.pop(key, None)
            else:
                self._values[key] = value
                self._values.move_to_end(key)

    def __len__(self) -> int:
        return len(self._values)
