"""The steps that make items of a page, in their order.

A page goes through PAGE_STEPS, then its items through ITEM_STEPS, all of them through one step before the next: that is
a quarter faster than one item after the other, as the code of a step stays in the processor's caches.

A step is a function that adds to the working page or item. One that fails leaves a note (`step_failed`, with its name)
and costs only what it adds. Without the few that are `needed` there is no page, or no item: then the page ends with what
they raise, or the item is left out, with a note on the others.
"""

from collections.abc import Callable
from dataclasses import dataclass

from schemas import Rejection
from schemas.notes import NoteCode
from worker.pipeline import aside_steps, item_steps, metadata_steps, page_steps
from worker.pipeline.working import WorkingItem, WorkingPage


@dataclass(frozen=True, slots=True)
class PageStep:
    """A step that looks at the whole page."""

    run: Callable[[WorkingPage], None]
    needed: bool = False


@dataclass(frozen=True, slots=True)
class ItemStep:
    """A step that looks at one item and may look at its page."""

    run: Callable[[WorkingPage, WorkingItem], None]
    needed: bool = False


PAGE_STEPS = (
    # The envelope first: it holds the text and what the scraper claims.
    PageStep(page_steps.decode, needed=True),
    PageStep(page_steps.capture_time),
    # Before the repair, as some damage shows only in a text that is known to be Dutch.
    PageStep(page_steps.language),
    # Before anything is compared: labels, markers and datelines are searched in undamaged text, and offsets count in it.
    PageStep(page_steps.repair),
    PageStep(page_steps.lines, needed=True),
    # Labels before datelines, which they are glued to; both before the layout, which is recognised by them.
    PageStep(page_steps.labels),
    # What words do not tell, the markup may.
    PageStep(page_steps.markup),
    PageStep(page_steps.datelines),
    # Behind the datelines, as a notice may hide one. Before the furniture, which takes what is left of such lines.
    PageStep(page_steps.asides),
    PageStep(page_steps.furniture),
    PageStep(page_steps.layout),
    # All lines know what they are by themselves: now they are dealt out.
    PageStep(page_steps.split, needed=True),
)

ITEM_STEPS = (
    ItemStep(item_steps.repairs),
    ItemStep(item_steps.headline),
    # Without its paragraphs an item is none. They are cut behind the dateline, so that it never counts as text.
    ItemStep(item_steps.paragraphs, needed=True),
    # Notices before credits: … zei hij. © ANP (meer)
    ItemStep(aside_steps.notices),
    ItemStep(aside_steps.pub_status),
    ItemStep(aside_steps.bylines),
    ItemStep(aside_steps.captions),
    ItemStep(item_steps.dateline),
    ItemStep(item_steps.section),
    ItemStep(item_steps.published),
    # What a machine wrote is trusted more than a label, which is then held against it.
    ItemStep(metadata_steps.machine_time),
    ItemStep(metadata_steps.machine_change),
    ItemStep(item_steps.order_of_ages),
    # Last, as the id is made from the text when nothing is taken out of it any more.
    ItemStep(item_steps.identity, needed=True),
)


def run_steps(page: WorkingPage) -> None:
    """Take a page through all steps. Raises Rejection, and whatever a needed step raises."""
    for step in PAGE_STEPS:
        _run_page_step(step, page)
    failures = [failure for step in ITEM_STEPS for failure in _run_item_step(step, page)]
    if failures and len(failures) == len(page.items):
        raise failures[0]
    page.items = [item for item in page.items if item.id]


def _run_page_step(step: PageStep, page: WorkingPage) -> None:
    try:
        step.run(page)
    except Rejection:
        raise
    except Exception:
        if step.needed:
            raise
        page.note(NoteCode.STEP_FAILED, step.run.__name__)


def _run_item_step(step: ItemStep, page: WorkingPage) -> list[Exception]:
    """Returns what a needed step raised: its items have no id and are none, and no further step looks at them."""
    failures: list[Exception] = []
    for item in page.items:
        if item.is_lost:
            continue
        try:
            step.run(page, item)
        except Exception as error:  # noqa: BLE001 (whatever a rule does wrong costs only what it adds)
            if step.needed:
                page.note(NoteCode.STEP_FAILED, f"{step.run.__name__} of item {item.block.position}")
                item.is_lost = True
                failures.append(error)
            else:
                item.note(NoteCode.STEP_FAILED, step.run.__name__)
    return failures
