"""Topics of its own for each test."""

import pytest

from tests.brokers import Broker
from tests.harness import Wire


@pytest.fixture
async def wire(kafka: Broker) -> Wire:
    """Fresh topics on the real Kafka."""
    wire = Wire(kafka.bootstrap_servers)
    await wire.create()
    return wire
