"""What the pipeline is told about pages, as the settings say it."""

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


def _layouts(settings: Settings) -> tuple[Layout, ...]:
    """The built-in profiles and one's own, which win over a built-in one of the same name."""
    if settings.layouts_dir is None:
        return BUILT_IN
    try:
        own = load_layouts(settings.layouts_dir)
    except LayoutError as error:
        raise SettingsError(f"{PREFIX}LAYOUTS_DIR: {error}") from None
    return tuple({layout.name: layout for layout in (*BUILT_IN, *own)}.values())
