"""A step that fails costs only what it adds."""

from typing import Any

import pytest

from schemas import Note
from schemas.notes import NoteCode
from worker.pipeline import Capture, PageOptions, order, split_page
from worker.pipeline.order import ItemStep, PageStep

RAW = b"Kop\nASSEN (ANP) - Tekst.\nMeer uit Sport\nROME (ANP) - De tekst.\n1 uur geledenOSLO (NTB) - Meer tekst.\n2 uur geleden"
CAPTURE = Capture(scraped_at="2026-01-01T08:00:00Z")


def failing(name: str) -> Any:
    def run(*_: object) -> None:
        raise ZeroDivisionError

    run.__name__ = name
    return run


def broken(steps: tuple[Any, ...], name: str) -> tuple[Any, ...]:
    return tuple(type(step)(failing(name)) if step.run.__name__ == name else step for step in steps)


@pytest.mark.parametrize(
    "step", [step for step in order.ITEM_STEPS if not step.needed], ids=lambda step: step.run.__name__
)
def test_a_failing_item_step_leaves_a_note_and_the_item(
    step: ItemStep, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = step.run.__name__
    monkeypatch.setattr(order, "ITEM_STEPS", broken(order.ITEM_STEPS, name))
    page = split_page(RAW, CAPTURE, PageOptions())
    assert [item.text for item in page.items] == ["Tekst.", "De tekst.", "Meer tekst."]
    assert all(Note(code=NoteCode.STEP_FAILED, detail=name) in item.notes for item in page.items)


@pytest.mark.parametrize(
    "step", [step for step in order.PAGE_STEPS if not step.needed], ids=lambda step: step.run.__name__
)
def test_a_failing_page_step_leaves_a_note_on_every_item(
    step: PageStep, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = step.run.__name__
    monkeypatch.setattr(order, "PAGE_STEPS", broken(order.PAGE_STEPS, name))
    page = split_page(RAW, CAPTURE, PageOptions())
    assert page.items
    assert all(Note(code=NoteCode.STEP_FAILED, detail=name) in item.notes for item in page.items)


def test_an_item_without_its_paragraphs_is_left_out_and_the_others_say_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    paragraphs = order.item_steps.paragraphs

    def fails_in_rome(page: Any, item: Any) -> None:
        if "ROME" in item.block.paragraphs[0].text:
            raise ValueError
        paragraphs(page, item)

    steps = tuple(
        ItemStep(fails_in_rome, needed=True) if step.run is paragraphs else step for step in order.ITEM_STEPS
    )
    monkeypatch.setattr(order, "ITEM_STEPS", steps)
    page = split_page(RAW, CAPTURE, PageOptions())
    assert [item.text for item in page.items] == ["Tekst.", "Meer tekst."]
    lost = Note(code=NoteCode.STEP_FAILED, detail="fails_in_rome of item 1")
    assert all(lost in item.notes for item in page.items)


def test_a_page_of_which_no_item_is_left_raises(monkeypatch: pytest.MonkeyPatch) -> None:
    steps = tuple(ItemStep(failing("identity"), needed=True) for _ in "1")
    monkeypatch.setattr(order, "ITEM_STEPS", steps)
    with pytest.raises(ZeroDivisionError):
        split_page(RAW, CAPTURE, PageOptions())


def test_one_bad_item_costs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    section = order.item_steps.section

    def fails_in_rome(page: Any, item: Any) -> None:
        if "ROME" in item.block.paragraphs[0].text:
            raise ValueError
        section(page, item)

    fails_in_rome.__name__ = "section"
    steps = tuple(ItemStep(fails_in_rome) if step.run is section else step for step in order.ITEM_STEPS)
    monkeypatch.setattr(order, "ITEM_STEPS", steps)
    page = split_page(RAW, CAPTURE, PageOptions())
    assert [item.section and item.section.name for item in page.items] == ["Sport", None, "Sport"]
