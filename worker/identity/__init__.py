"""Which items are new: the pure function behind the agent `identify`."""

from worker.identity.identify import Changes, Decision, IdentifiedItem, State, identify

__all__ = ["Changes", "Decision", "IdentifiedItem", "State", "identify"]
