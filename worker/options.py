"""What the pipeline and identity are told, as the settings say it."""

from worker.entities import Annotator, ListError, packaged_annotator, read_annotator
from worker.identity import Rules
from worker.page.layout import BUILT_IN, Layout, LayoutError, load_layouts
from worker.pipeline.capture import PageOptions
from worker.settings import PREFIX, Settings, SettingsError


def page_options(settings: Settings) -> PageOptions:
    """The settings that the pipeline needs. Raises SettingsError for a layout profile that cannot be used."""
    return PageOptions(
        max_page_bytes=settings.max_page_bytes,
        max_page_lines=settings.max_page_lines,
        market=settings.market,
        layouts=_layouts(settings),
    )


def identity_rules(settings: Settings) -> Rules:
    """The settings that identity needs."""
    return Rules(max_age=round(settings.state_days * 86_400), refine_share=settings.refine_share)


def entity_annotator(settings: Settings) -> Annotator:
    """What reads names, with the lists of one's own. Raises SettingsError for a list that cannot be used."""
    if settings.lists_dir is None:
        return packaged_annotator()
    try:
        return read_annotator(settings.lists_dir)
    except (ListError, OSError) as error:
        raise SettingsError(f"{PREFIX}LISTS_DIR: {error}") from None


def _layouts(settings: Settings) -> tuple[Layout, ...]:
    """The built-in profiles and one's own, which win over a built-in one of the same name."""
    if settings.layouts_dir is None:
        return BUILT_IN
    try:
        own = load_layouts(settings.layouts_dir)
    except LayoutError as error:
        raise SettingsError(f"{PREFIX}LAYOUTS_DIR: {error}") from None
    return tuple({layout.name: layout for layout in (*BUILT_IN, *own)}.values())
