"""What every model of the contract has in common."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, PlainSerializer


class Model(BaseModel):
    """A frozen, strict value: no coercion, no unknown fields, nothing changed after it was made."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


def in_utc(instant: datetime) -> datetime:
    return instant.astimezone(UTC)


def rfc3339(instant: datetime) -> str:
    """`2025-12-31T18:59:00Z`; a fraction only where there is one."""
    return instant.isoformat().removesuffix("+00:00") + "Z"


# An instant on the UTC line, written as RFC 3339 with `Z`.
Instant = Annotated[
    AwareDatetime,
    AfterValidator(in_utc),
    PlainSerializer(rfc3339, return_type=str, when_used="json"),
]
