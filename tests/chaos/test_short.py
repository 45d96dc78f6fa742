"""The short chaos suite: one scenario of each kind, and the negative controls that take a few seconds.

The long one, with all controls and many more blows, is `make chaos`.
"""

import sys

import pytest

from tests.brokers import Broker
from tests.chaos.scenarios import SHORT, SHORT_CONTROLS, Control, broker_for
from tests.chaos.trial import Result, Scenario, run

pytestmark = pytest.mark.kafka
SEED = 1


async def _run(scenario: Scenario, kafka: Broker) -> Result:
    with broker_for(scenario, kafka) as broker:
        return await run(scenario, broker, SEED, lambda text: print(text, file=sys.stderr), patience=90)


@pytest.mark.parametrize("scenario", SHORT, ids=lambda scenario: scenario.name)
async def test_each_page_has_exactly_one_outcome_whatever_happens(scenario: Scenario, kafka: Broker) -> None:
    result = await _run(scenario, kafka)
    assert result.failure == ""
    assert result.holds, str(result.verdict)


@pytest.mark.parametrize("control", SHORT_CONTROLS, ids=lambda control: control.name)
async def test_without_a_guard_the_suite_finds_the_fault(control: Control, kafka: Broker) -> None:
    result = await _run(control.scenario, kafka)
    assert control.fails_as_it_must(result), str(result.verdict)
