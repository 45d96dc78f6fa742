"""What tests on a real Kafka share: a worker in a process of its own, and the wire seen from outside."""

from tests.harness.command import Ended, run_command
from tests.harness.wire import Wire
from tests.harness.worker import WorkerProcess

__all__ = ["Ended", "Wire", "WorkerProcess", "run_command"]
