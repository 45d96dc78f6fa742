"""Which items are new or changed: the pure function behind the agent `identify`."""

from worker.identity.identify import (
    Changes,
    Decision,
    IdentifiedItem,
    Rules,
    State,
    identify,
    standing_alone,
)

__all__ = ["Changes", "Decision", "IdentifiedItem", "Rules", "State", "identify", "standing_alone"]
