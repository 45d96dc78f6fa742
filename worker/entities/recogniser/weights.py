"""The weights as the decoder reads them.

The four weights of a feature, one for each label, are packed into one integer, so that adding up a name's features is
adding up integers: ten times as fast as adding four numbers each in plain Python.
"""

import gzip
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from struct import Struct

import orjson

from worker.entities.recogniser.spans import LABELS

FIELD = 16  # bits for a label's sum of weights: all features together weigh less than a tenth of that
SIGNS = sum(1 << (FIELD * place + FIELD - 1) for place in range(len(LABELS)))
FIELDS = Struct(f"<{len(LABELS)}h")
# The template of the label of the name before, and what stands between the two: `Trump en Poetin`, `Omtzigt (NSC)`.
LINK = "link"
# What a weight of 1.0, a factor e in the odds, is as an integer.
SCALE = 64

Scores = tuple[int, int, int, int]
Table = dict[str, int]


def pack(values: Sequence[int]) -> int:
    """One weight for each label as one integer; sums of packed weights are packed sums."""
    return sum(value << (FIELD * place) for place, value in enumerate(values))


def unpack(packed: int) -> Scores:
    """The four sums in the order of LABELS."""
    # Adding and taking away the signs turns what a negative field borrowed from the next into its two's complement.
    scores: Scores = FIELDS.unpack(((packed + SIGNS) ^ SIGNS).to_bytes(8, "little"))
    return scores


@dataclass(frozen=True, slots=True)
class Weights:
    """For each template: key → packed weights. A template or key that is missing weighs nothing."""

    tables: Mapping[str, Table]

    def table(self, template: str) -> Table:
        """The weights of a template."""
        return self.tables.get(template, {})

    @classmethod
    def from_bytes(cls, data: bytes) -> "Weights":
        """Read what `to_bytes` wrote; no bytes hold no weights."""
        # Template by template: all of it as JSON takes several times the room.
        tables: dict[str, Table] = {}
        for line in gzip.decompress(data).splitlines():
            template, keys, flat = orjson.loads(line)
            rows = zip(*[iter(flat)] * len(LABELS), strict=True)
            tables[template] = {key: pack(row) for key, row in zip(keys, rows, strict=True)}
        return cls(tables)


def to_bytes(tables: Mapping[str, Mapping[str, Sequence[int]]]) -> bytes:
    """Gzipped JSON lines: template, its keys, and four integers for each, in units of 1 / SCALE.

    Equal tables give equal bytes.
    """
    lines = [
        orjson.dumps([template, sorted(rows), [weight for key in sorted(rows) for weight in rows[key]]])
        for template, rows in sorted(tables.items())
    ]
    return gzip.compress(b"\n".join(lines), mtime=0)
