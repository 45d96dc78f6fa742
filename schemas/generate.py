"""The contract as JSON Schema (2020-12), for readers who do not use Python. `dateline schemas` writes it."""

import json
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, JsonSchemaValue
from pydantic_core import core_schema

from schemas.base import rfc3339
from schemas.event import ArticleEvent, BriefEvent
from schemas.page import PageEnvelope

DIALECT = "https://json-schema.org/draft/2020-12/schema"

# File name, `$id` (an event's `ce_dataschema`), the model, and whether it is written by others or by us.
DOCUMENTS: tuple[tuple[str, str, type[BaseModel], JsonSchemaMode], ...] = (
    ("page-envelope.v1.json", "urn:dateline:page:v1", PageEnvelope, "validation"),
    ("article-event.v1.json", "urn:dateline:article:v1", ArticleEvent, "serialization"),
    ("brief-event.v1.json", "urn:dateline:brief:v1", BriefEvent, "serialization"),
)


class ContractSchema(GenerateJsonSchema):
    """Pydantic's generator with the contract's promises about what we write."""

    schema_dialect = DIALECT

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 (the signature is pydantic's)
        """A field's name is title enough."""
        return False

    def field_is_required(
        self,
        field: core_schema.ModelField | core_schema.DataclassField | core_schema.TypedDictField,
        total: bool,
    ) -> bool:
        """A field of an event that does not apply is null or empty, never absent."""
        return self.mode == "serialization" or super().field_is_required(field, total)

    def ser_schema(self, schema: Any) -> JsonSchemaValue | None:
        """Instants are written in UTC with `Z`; pydantic sees only a function that gives a string."""
        if schema.get("function") is rfc3339:
            return {"type": "string", "format": "date-time", "pattern": "Z$"}
        return super().ser_schema(schema)

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """Readers must not refuse what a later version adds: fields beside the known ones are allowed."""
        described = super().model_schema(schema)
        described.pop("additionalProperties", None)
        return described


def documents() -> dict[str, bytes]:
    """The text of each file under `generated/`, by file name."""
    return {name: _document(identifier, model, mode) for name, identifier, model, mode in DOCUMENTS}


def _document(identifier: str, model: type[BaseModel], mode: JsonSchemaMode) -> bytes:
    schema = model.model_json_schema(schema_generator=ContractSchema, mode=mode)
    described = {"$schema": DIALECT, "$id": identifier, "title": model.__name__, **schema}
    return (json.dumps(described, ensure_ascii=False, indent=2) + "\n").encode()
