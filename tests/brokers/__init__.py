"""A real Apache Kafka for tests, on a machine with Docker or with Java.

with choose_broker() as kafka:           # what the fixture `kafka` does
    ...kafka.bootstrap_servers...
with LocalKafka(brokers=3) as cluster:   # three replicas, two in sync
    cluster.nodes[0].kill()
"""

from tests.brokers.broker import KAFKA_IMAGE, KAFKA_VERSION, Broker, BrokerError, NoBroker
from tests.brokers.choice import ExternalKafka, choose_broker
from tests.brokers.container import ContainerKafka
from tests.brokers.local import LocalKafka, Node

__all__ = [
    "KAFKA_IMAGE",
    "KAFKA_VERSION",
    "Broker",
    "BrokerError",
    "ContainerKafka",
    "ExternalKafka",
    "LocalKafka",
    "NoBroker",
    "Node",
    "choose_broker",
]
