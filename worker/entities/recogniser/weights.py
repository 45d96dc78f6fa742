"""The weights as the decoder reads them.

The four weights of a feature, one for each label, are packed into one integer, so that adding up a name's features is
adding up integers: ten times as fast as adding four numbers each in plain Python.
"""

import gzip
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import orjson

from worker.entities.recogniser.spans import LABELS

FIELD = 20  # bits for a label's sum of weights
HALF = 1 << (FIELD - 1)
MASK = (1 << FIELD) - 1
BIAS = sum(HALF << (FIELD * place) for place in range(len(LABELS)))
# What a weight of 1.0, a factor e in the odds, is as an integer.
SCALE = 64

Table = dict[str, int]
Lookup = Callable[[str, int], int]


def pack(values: Sequence[int]) -> int:
    """One weight for each label as one integer; sums of packed weights are packed sums."""
    return sum(value << (FIELD * place) for place, value in enumerate(values))


def unpack(packed: int) -> tuple[int, int, int, int]:
    """The four sums in the order of LABELS."""
    shifted = packed + BIAS
    return (
        (shifted & MASK) - HALF,
        (shifted >> FIELD & MASK) - HALF,
        (shifted >> 2 * FIELD & MASK) - HALF,
        (shifted >> 3 * FIELD & MASK) - HALF,
    )


@dataclass(frozen=True, slots=True)
class Weights:
    """For each template: key → packed weights. A template or key that is missing weighs nothing."""

    tables: Mapping[str, Table]

    def lookups(self, templates: Sequence[str]) -> list[Lookup]:
        """For each template the look-up that takes a key and what to give where it is missing."""
        return [self.tables.get(template, {}).get for template in templates]

    @classmethod
    def from_bytes(cls, data: bytes) -> "Weights":
        """Read gzipped JSON: template → key → four integers, in units of 1 / SCALE."""
        read = orjson.loads(gzip.decompress(data))
        return cls(
            {template: {key: pack(row) for key, row in rows.items()} for template, rows in read.items()}
        )


def to_bytes(tables: Mapping[str, Mapping[str, Sequence[int]]]) -> bytes:
    """The reverse of `from_bytes`; equal tables give equal bytes."""
    return gzip.compress(orjson.dumps(tables, option=orjson.OPT_SORT_KEYS), mtime=0)
