"""What a candidate weighs, against the weights of its features one by one."""

import pytest

from training.features import features_of
from training.texts import own_sentences
from worker.entities.recogniser.lattice import groups
from worker.entities.recogniser.packaged import packaged_lists, packaged_weights
from worker.entities.recogniser.preparing import prepare
from worker.entities.recogniser.weighing import Weigher
from worker.entities.recogniser.weights import LINK, Weights, pack, to_bytes, unpack

LISTS, WEIGHTS = packaged_lists(), packaged_weights()


def test_the_compiled_weights_are_those_of_the_features() -> None:
    weigher = Weigher(WEIGHTS, LISTS)
    met = set()
    for sentence in own_sentences()[::3]:
        prepared = prepare(sentence.text, LISTS)
        for group in groups(prepared.view, LISTS, prepared.may_bound):
            for candidate, scores in zip(group, weigher.scores(prepared.view, group), strict=True):
                features = list(features_of(prepared.view, candidate, LISTS))
                met.update(template for template, key in features if key in WEIGHTS.table(template))
                assert scores == unpack(
                    sum(WEIGHTS.table(template).get(key, 0) for template, key in features)
                )
    assert met == WEIGHTS.tables.keys() - {LINK}, "each template has its part in this"


@pytest.mark.parametrize(
    "rows",
    [
        [(0, 0, 0, 0)],
        [(1, -1, 200, -200), (-1, 0, -200, 1)],
        [(-1, -1, -1, -1)] * 3,
        [(32767, -32768, 0, -1)],
        [(-166, 166, -166, 166)] * 22,
    ],
)
def test_a_sum_of_packed_weights_is_the_packed_sum(rows: list[tuple[int, int, int, int]]) -> None:
    assert unpack(sum(map(pack, rows))) == tuple(map(sum, zip(*rows, strict=True)))


def test_no_sum_of_packaged_weights_leaves_its_field() -> None:
    strongest = (
        max(max(map(abs, unpack(packed))) for packed in table.values()) for table in WEIGHTS.tables.values()
    )
    assert sum(strongest) < 1 << 15


def test_no_bytes_hold_no_weights() -> None:
    assert Weights.from_bytes(b"").tables == {}


def test_weights_are_the_same_when_they_are_read_again() -> None:
    tables = {"first": {"jan": [5, -3, 0, 1]}, "link": {"PER ": [-1, 2, 3, 4]}}
    read = Weights.from_bytes(to_bytes(tables))
    assert {
        template: {key: list(unpack(packed)) for key, packed in table.items()}
        for template, table in read.tables.items()
    } == tables
    assert read.table("last") == {}
