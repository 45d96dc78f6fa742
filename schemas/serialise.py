"""Models to bytes: the same model always gives the same bytes, as event ids are made from them."""

import orjson
from pydantic import BaseModel


def canonical_bytes(model: BaseModel) -> bytes:
    """UTF-8 JSON with the fields in the order in which the model declares them and no blanks."""
    return orjson.dumps(model.model_dump(mode="json"))
