"""Models to bytes: event ids are made from them, so they never vary."""

import orjson
import pytest

from schemas import Note, Section, SplitPage, canonical_bytes
from schemas.notes import NoteCode
from tests.unit.builders import split_page


def test_fields_stand_in_the_order_of_the_model_without_blanks() -> None:
    assert canonical_bytes(Section(mediatopic=None, name="Sport")) == b'{"name":"Sport","mediatopic":null}'


def test_text_is_utf_8_and_not_escaped() -> None:
    assert (
        canonical_bytes(Section(name='één „2" \n')) == '{"name":"één „2\\" \\n","mediatopic":null}'.encode()
    )


def test_a_field_that_does_not_apply_is_there() -> None:
    note = canonical_bytes(Note(code=NoteCode.NO_DATELINE))
    assert orjson.loads(note) == {"code": "no_dateline", "start": None, "end": None, "detail": None}


@pytest.mark.parametrize("at", [None, 0, 1_767_225_600, 1_767_225_600.5])
def test_bytes_read_back_give_the_same_bytes(at: float | None) -> None:
    value = canonical_bytes(split_page(["a", "b"], at))
    assert canonical_bytes(SplitPage.model_validate_json(value)) == value
