"""Dutch time expressions of news text, as TIMEX3, read from when the text was published.

read_expressions(text, reference)      -> tuple[Timex, ...]
explain_expressions(text, reference)   -> tuple[Explanation, ...]: which rule, which arithmetic

text.py        words and sentences
rules/*.toml   what an expression looks like, each rule with its examples; vocabulary.toml: their words
finding.py     rules are tried at their words, the longest match wins; joining.py: neighbours become one
tense.py       the verb tells the side of now; verbs.toml
days.py, stretches.py, clocks.py, counts.py   what an expression means, and its arithmetic
resolving.py   read from every moment that the reference allows: a value, or alternatives
"""

from worker.time.expressions.reading import Explanation, explain_expressions, read_expressions
from worker.time.expressions.reference import Reference, reference_of

__all__ = ["Explanation", "Reference", "explain_expressions", "read_expressions", "reference_of"]
