"""What tests on a real Kafka share: a worker in a process of its own, and the wire seen from outside."""

from tests.harness.wire import Wire
from tests.harness.worker import WorkerProcess

__all__ = ["Wire", "WorkerProcess"]
