"""Printed ages (`4 uur geleden`) and the interval in which their item was published.

`wordings` reads a label, `generators` knows the libraries that print them, `publication` puts both together.
"""

from worker.time.ages.generators import GENERATORS, Generator
from worker.time.ages.publication import Age, published_by_age, read_age
from worker.time.ages.wordings import AGE, AGE_WORDS, BARE_AGE, HEADINGS, Rounding

__all__ = [
    "AGE",
    "AGE_WORDS",
    "BARE_AGE",
    "GENERATORS",
    "HEADINGS",
    "Age",
    "Generator",
    "Rounding",
    "published_by_age",
    "read_age",
]
