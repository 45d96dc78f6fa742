"""Log lines: for people or, as JSON, for machines; and never hundreds a second."""

import logging
import sys
from time import monotonic
from typing import Any

import orjson

from worker.settings import Settings

# The client's own loggers repeat themselves while a broker is away: the same message at most once in this time.
CHATTY = ("aiokafka", "faust", "mode")
REPEAT_AFTER = 30.0  # seconds


class JsonFormatter(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _unicode(record.getMessage()),
        }
        if record.exc_info:
            line["exception"] = _unicode(self.formatException(record.exc_info))
        return orjson.dumps(line).decode()


def _unicode(text: str) -> str:
    """A message may quote half a surrogate pair, which no JSON can hold."""
    return text.encode(errors="backslashreplace").decode()


class Unrepeated(logging.Filter):
    """Lets what is said again and again through once in REPEAT_AFTER seconds."""

    def __init__(self) -> None:
        super().__init__()
        self._said: dict[tuple[str, int, str], float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        if not record.name.startswith(CHATTY):
            return True
        # The client's messages name nodes and attempts: of each place in its code one is enough.
        words = "" if record.name.startswith("aiokafka") else record.getMessage()
        place = (record.pathname, record.lineno, words)
        now = monotonic()
        if now - self._said.get(place, -REPEAT_AFTER) < REPEAT_AFTER:
            return False
        self._said[place] = now
        return True


def configure_logging(settings: Settings) -> None:
    """Log to standard error as the settings say."""
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(Unrepeated())
    console = logging.Formatter("%(asctime)s %(levelname)-7s %(name)s: %(message)s")
    handler.setFormatter(JsonFormatter() if settings.log_format == "json" else console)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(settings.log_level.upper())
    for name in CHATTY:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
