"""An item becomes an event: what its text says is added, and who made it."""

from collections.abc import Iterator

from schemas import ArticleEvent, BriefEvent, Entity, Event, Item, Note, Provenance, Timex
from schemas.notes import NoteCode
from worker.entities import Annotator, packaged_annotator
from worker.version import VERSION

EVENT_CLASS: dict[str, type[Event]] = {"article": ArticleEvent, "brief": BriefEvent}
DUTCH = "nl"
# Flags of a time expression that a reader of the event should see without looking for them.
NOTED_FLAGS = (NoteCode.AMBIGUOUS_TIME, NoteCode.NONEXISTENT_TIME)


def publish_item(item: Item, annotator: Annotator | None = None) -> Event:
    """The event of `item`. Each step adds a field of its own; one that fails leaves a note and costs only that.

    Dutch alone is read. `annotator`: what reads names; without it, the one with the packaged lists.
    """
    parts = {name: getattr(item, name) for name in Item.model_fields}
    timexes: tuple[Timex, ...] = ()
    entities: tuple[Entity, ...] = ()
    provenance = Provenance(pipeline=VERSION)
    notes: list[Note] = []
    if not is_dutch(item):
        notes.append(Note(code=NoteCode.LANGUAGE_NOT_SUPPORTED, detail=item.language))
    else:
        annotator = annotator or packaged_annotator()
        try:
            timexes = time_expressions(item)
        except Exception:  # noqa: BLE001 (it costs only what it adds)
            notes.append(Note(code=NoteCode.STEP_FAILED, detail=time_expressions.__name__))
        try:
            entities = named_entities(item, annotator)
        except Exception:  # noqa: BLE001 (as above)
            notes.append(Note(code=NoteCode.STEP_FAILED, detail=named_entities.__name__))
        provenance = Provenance(pipeline=VERSION, recogniser=annotator.recogniser, lists=annotator.lists)
    notes += notes_on(timexes)
    parts["notes"] = (*item.notes, *notes)
    return EVENT_CLASS[item.type](**parts, timexes=timexes, entities=entities, provenance=provenance)


def is_dutch(item: Item) -> bool:
    """Whether the item is Dutch of any country (`nl-BE`); an item without text is in every language."""
    return item.language.partition("-")[0].lower() == DUTCH or not (item.text or item.headline)


def time_expressions(item: Item) -> tuple[Timex, ...]:
    """Those of the headline and the text, read from the item's own publication: never from when its page was scraped."""
    from worker.time.expressions import read_expressions, reference_of  # noqa: PLC0415 (their rules are slow to load)

    reference = reference_of(item.published)
    return (
        *read_expressions(item.headline or "", reference, "headline"),
        *read_expressions(item.text, reference, "text"),
    )


def named_entities(item: Item, annotator: Annotator) -> tuple[Entity, ...]:
    """The people, places, organisations and other things of headline and text; the dateline only tells which ones."""
    return annotator.annotate(item.headline, item.text, item.dateline)


def notes_on(timexes: tuple[Timex, ...]) -> Iterator[Note]:
    """A note for each local time that the change of the clocks makes two instants, or none."""
    for timex in timexes:
        for code in NOTED_FLAGS:
            if code.value in timex.flags:
                in_text = timex.field == "text"
                yield Note(
                    code=code,
                    start=timex.start if in_text else None,
                    end=timex.end if in_text else None,
                    detail=timex.text,
                )
