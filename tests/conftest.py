"""What all tests share: a real Kafka, started once and only if a test asks for it."""

from collections.abc import Iterator

import pytest

from tests.brokers import Broker, NoBroker, choose_broker

KIND = pytest.StashKey[str]()


@pytest.fixture(scope="session")
def kafka(pytestconfig: pytest.Config) -> Iterator[Broker]:
    """A running Apache Kafka. Without one the tests fail, in one line each: they would prove nothing."""
    try:
        broker = choose_broker()
    except NoBroker as reason:
        pytest.fail(str(reason), pytrace=False)
    pytestconfig.stash[KIND] = broker.kind
    with broker:
        yield broker


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say what the tests ran on."""
    if kind := config.stash.get(KIND, None):
        terminalreporter.write_line(f"Kafka: {kind}")
