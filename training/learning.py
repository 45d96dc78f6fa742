"""From texts to weights."""

from collections.abc import Iterable, Sequence

from training.crf import Settings, Trainer
from training.examples import Example, FeatureIndex, examples
from training.texts import Text
from worker.entities.recogniser import weights

# A feature is learnt when so many groups have it, and kept when one of its weights is this far from nothing.
AT_LEAST, LEAST = 2, 4
SETTINGS = Settings()


def examples_of(texts: Iterable[Text]) -> list[Example]:
    """What the trainer reads of some texts."""
    return [example for text in texts for example in examples(text.prepared, text.sentence.golds, text.lists)]


def learn(found: Sequence[Example]) -> bytes:
    """The file of weights that fit the examples best."""
    index = FeatureIndex.of(found, AT_LEAST)
    trainer = Trainer(len(index.numbers), SETTINGS)
    trainer.train([index.group(example) for example in found])
    return weights.to_bytes(index.tables(trainer.rows, weights.SCALE, LEAST))
