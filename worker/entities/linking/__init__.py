"""From a name in a text to the one thing that it stands for."""

from worker.entities.linking.linker import Linker
from worker.entities.linking.mentions import Link, Mention

__all__ = ["Link", "Linker", "Mention"]
