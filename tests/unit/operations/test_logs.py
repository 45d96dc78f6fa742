"""Log lines: one JSON object each, and chatter only once in a while."""

import logging
import sys
from collections.abc import Callable, Iterator

import orjson
import pytest

from worker.operations import logs
from worker.operations.logs import CHATTY, REPEAT_AFTER, JsonFormatter, Unrepeated, configure_logging
from worker.settings import Settings


def log_record(
    name: str,
    message: str = "lost %s",
    line: int = 1,
    path: str = "client.py",
    args: tuple[object, ...] = ("it",),
) -> logging.LogRecord:
    return logging.LogRecord(name, logging.WARNING, path, line, message, args, None)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Sets the time that the filter sees."""
    now = [1000.0]
    monkeypatch.setattr(logs, "monotonic", lambda: now[0])

    def later(seconds: float) -> None:
        now[0] += seconds

    return later


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[[], list[str]]]:
    """The lines on standard error since the last call; the loggers are put back afterwards."""
    loggers = [logging.getLogger(name) for name in (None, *CHATTY)]
    before = [(logger, logger.level, logger.handlers[:]) for logger in loggers]

    def lines() -> list[str]:
        return capsys.readouterr().err.splitlines()

    yield lines
    for logger, level, handlers in before:
        logger.setLevel(level)
        logger.handlers[:] = handlers


@pytest.mark.parametrize("name", ["aiokafka", "aiokafka.cluster", "faust.transport", "mode.services"])
def test_chatter_of_one_place_goes_through_once_in_an_interval(
    name: str, clock: Callable[[float], None]
) -> None:
    passes = Unrepeated().filter
    assert passes(log_record(name))
    clock(REPEAT_AFTER - 0.1)
    assert not passes(log_record(name))
    # The client names nodes and attempts: one of them is enough. Faust's crashes may come from one line.
    assert passes(log_record(name, args=("that",))) is not name.startswith("aiokafka")
    clock(0.1)
    assert passes(log_record(name))
    clock(1)
    assert not passes(log_record(name))


def test_chatter_of_different_places_does_not_hide_each_other(clock: Callable[[float], None]) -> None:
    passes = Unrepeated().filter
    assert passes(log_record("aiokafka", line=1))
    assert passes(log_record("aiokafka", line=2))
    assert passes(log_record("aiokafka", line=1, path="other.py"))
    assert not passes(log_record("aiokafka", line=2))


@pytest.mark.parametrize("name", ["worker.delivery.work", "root", "asyncio"])
def test_what_others_say_always_goes_through(name: str, clock: Callable[[float], None]) -> None:
    passes = Unrepeated().filter
    assert all(passes(log_record(name)) for _ in range(5))


def test_the_first_words_after_a_boot_are_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "monotonic", lambda: 0.5)
    assert Unrepeated().filter(log_record("aiokafka"))


@pytest.mark.parametrize("message", ["plain", "two\nlines", 'a "quote"', "één → twee", "line\u2028separator"])
def test_json_is_one_object_a_line(message: str) -> None:
    line = JsonFormatter().format(log_record("worker.app", message, args=()))
    assert "\n" not in line
    parsed = orjson.loads(line)
    assert (parsed["level"], parsed["logger"], parsed["message"]) == ("warning", "worker.app", message)
    assert set(parsed) == {"time", "level", "logger", "message"}


def test_arguments_are_put_into_the_message() -> None:
    assert orjson.loads(JsonFormatter().format(log_record("worker")))["message"] == "lost it"


def test_an_exception_is_a_field_of_the_same_line() -> None:
    record = log_record("worker.app")
    try:
        int("bad\nthing")
    except ValueError:
        record.exc_info = sys.exc_info()
    line = JsonFormatter().format(record)
    assert "\n" not in line
    assert "ValueError: invalid literal" in orjson.loads(line)["exception"]


def test_text_that_is_no_unicode_is_still_logged() -> None:
    line = JsonFormatter().format(log_record("worker.app", "half a pair: \ud83d", args=()))
    assert "half a pair" in orjson.loads(line)["message"]


def test_json_lines_go_to_standard_error(said: Callable[[], list[str]]) -> None:
    configure_logging(Settings(log_format="json"))
    logging.getLogger("worker.test").info("hello %s", "there")
    logging.getLogger("worker.test").debug("not this")
    (line,) = said()
    assert orjson.loads(line)["message"] == "hello there"


def test_console_lines_are_for_people(said: Callable[[], list[str]]) -> None:
    configure_logging(Settings(log_format="console"))
    logging.getLogger("worker.test").warning("hello")
    (line,) = said()
    assert line.endswith("WARNING worker.test: hello")


@pytest.mark.parametrize(
    ("level", "heard"),
    [("debug", {"warning"}), ("info", {"warning"}), ("warning", {"warning"}), ("error", set())],
)
def test_the_clients_are_heard_from_warnings_on(
    said: Callable[[], list[str]], level: str, heard: set[str]
) -> None:
    configure_logging(Settings(log_level=level, log_format="json"))  # type: ignore[arg-type]
    for name in ("debug", "info", "warning"):
        getattr(logging.getLogger("aiokafka.cluster"), name)(name)
    assert {orjson.loads(line)["message"] for line in said()} == heard


def test_a_client_that_repeats_itself_is_heard_once(said: Callable[[], list[str]]) -> None:
    configure_logging(Settings(log_format="json"))
    for _ in range(100):
        logging.getLogger("aiokafka.cluster").warning("no connection")
        logging.getLogger("worker.test").warning("ours")
    messages = [orjson.loads(line)["message"] for line in said()]
    assert (messages.count("no connection"), messages.count("ours")) == (1, 100)


def test_to_configure_twice_does_not_double_the_lines(said: Callable[[], list[str]]) -> None:
    configure_logging(Settings())
    configure_logging(Settings())
    logging.getLogger("worker.test").warning("hello")
    assert len(said()) == 1
