"""The embedded broker: librdkafka's mock cluster speaks Kafka's protocol over TCP and keeps everything in memory.

It has no CreateTopics: a topic comes into being, with four partitions, when it is first asked for. It also never
completes a transaction of aiokafka's, which is why the demo's worker runs at-least-once.
"""

import signal
import sys
from collections.abc import Sequence

from confluent_kafka import Producer

ANSWER_SECONDS = 10.0
QUIET = 0  # librdkafka's log level: it warns that mocks are for tests


def serve(topics: Sequence[str]) -> None:
    """Start the cluster with `topics`, print its address on a line, and run until a signal ends the process."""
    # The cluster lives as long as this producer.
    producer = Producer({"test.mock.num.brokers": 1, "log_level": QUIET})
    for topic in topics:
        producer.list_topics(topic, timeout=ANSWER_SECONDS)
    broker = next(iter(producer.list_topics(timeout=ANSWER_SECONDS).brokers.values()))
    print(f"{broker.host}:{broker.port}", flush=True)  # noqa: T201 (the parent reads it)
    while True:
        signal.pause()


if __name__ == "__main__":
    serve(sys.argv[1:])
