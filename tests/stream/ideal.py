"""The events of a program that makes no mistake: what the verdict must find faultless, and what is sabotaged to test it."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from tests.stream.truth import Expected, Kind, Outcome, Truth
from tests.stream.verdict import Event

PUB_STATUS = {"withdrawn": "canceled", "embargo": "withheld"}


def ideal_events(truth: Truth) -> list[Event]:
    """An event for each that is expected. Expansions, which are no cause of most, are left out."""
    return list(_events(truth))


def _events(truth: Truth) -> Iterator[Event]:
    last: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for each in truth.expected():
        version, revision = last[each.story]
        another = each.outcome in {Outcome.PUBLISHED, Outcome.UPDATED} or version == 0
        last[each.story] = (version + another, revision + 1)
        change = "refined" if each.outcome is Outcome.USABLE else each.outcome.value
        replaces = {"version": version, "revision": revision} if change == "updated" else None
        yield Event(each.page, change, {**_facts(truth, each), "version": version + another, "revision": revision + 1, "replaces": replaces})  # fmt: skip


def _facts(truth: Truth, each: Expected) -> dict[str, Any]:
    story = truth.stories[each.story]
    page = truth.pages[each.page - 1]
    showing = next(showing for showing in page.showings if showing.story == each.story)
    article = next((s for s in page.showings if truth.stories[s.story].kind is Kind.ARTICLE and s.key), None)
    listed = story.kind is Kind.BRIEF and article is not None and article.story in truth.stories
    text = "\n".join(" ".join(sentences) for sentences in story.texts[each.text].paragraphs)
    status = "usable" if each.outcome is Outcome.USABLE else PUB_STATUS.get(showing.notice or "", "usable")
    return {
        "id": f"{story.kind}:{story.name}",
        "type": story.kind.value,
        "text": text if showing.key is not None else "",
        "headline": showing.page_headline,
        "pub_status": status,
        "published": {
            "at": None,
            "earliest": (story.published - timedelta(seconds=1)).isoformat(),
            "latest": page.captured.isoformat(),
            "source": "relative_age",
        },
        "related": [{"rel": "listed_under", "id": f"article:{article.story}"}] if listed and article else [],
    }
