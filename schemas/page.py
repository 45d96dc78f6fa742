"""The JSON form of a page on wire.pages."""

from pydantic import ConfigDict, Field

from schemas.base import Model


class PageEnvelope(Model):
    """A scraped page with what the scraper knows about it. Only `content` is needed.

    Unknown fields are dropped, not refused: scrapers carry their own.
    """

    model_config = ConfigDict(extra="ignore", title="PageEnvelope")

    content: str = Field(description="The page: text or HTML.")
    url: str | None = Field(default=None, description="Where it was found.")
    source: str | None = Field(default=None, description="The site's name.")
    scraped_at: str | None = Field(default=None, description="When it was captured, RFC 3339 with an offset.")
    content_type: str | None = Field(
        default=None, description="`text/plain` or `text/html`; sniffed when absent."
    )
    language: str | None = Field(default=None, description="BCP 47, when the scraper knows it.")
    market: str | None = Field(default=None, description="Stories of different markets never meet.")
