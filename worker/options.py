"""What a page may cost, as the settings say it."""

from worker.pipeline.capture import PageOptions
from worker.settings import Settings


def page_options(settings: Settings) -> PageOptions:
    """The settings that the pipeline needs, without the others."""
    return PageOptions(
        max_page_bytes=settings.max_page_bytes, max_page_lines=settings.max_page_lines, market=settings.market
    )
