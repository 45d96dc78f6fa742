"""A state in memory: what `identify` reads, in the worker and in `dateline parse`."""

from collections.abc import Iterator, Mapping


class MemoryState:
    """Values by key, in the order in which the keys were last changed."""

    def __init__(self) -> None:
        self._values: dict[bytes, bytes] = {}

    def get(self, key: bytes, /) -> bytes | None:
        """The value under `key`."""
        return self._values.get(key)

    def oldest_first(self) -> Iterator[tuple[bytes, bytes]]:
        """All keys with their values, the one that was changed longest ago first."""
        return iter(self._values.items())

    def apply(self, changes: Mapping[bytes, bytes | None]) -> None:
        """Take over changes; None removes a key."""
        for key, value in changes.items():
            self._values.pop(key, None)  # a changed key moves to the end
            if value is not None:
                self._values[key] = value

    def __len__(self) -> int:
        return len(self._values)
