"""JSON objects in, one a line; each is answered before the next is read."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import orjson
from pydantic import BaseModel, ValidationError

from schemas import Rejection, RejectionCode
from worker.commands.console import Status, fail, say
from worker.commands.reading import pages_of_lines

Query = TypeVar("Query", bound=BaseModel)


def answer_lines(files: list[Path], limit: int, answer: Callable[[dict[str, Any]], None]) -> Status:
    """Hand each object to `answer`, which prints its result or raises Rejection; that is said with the line's number."""
    status = Status.DONE
    try:
        for number, line in enumerate(pages_of_lines(files, limit), start=1):
            try:
                answer(_object(line.raw, limit))
            except Rejection as rejection:
                say(f"line {number}: {rejection.code.value}: {rejection.message}")
                status = Status.REJECTED
    except OSError as error:
        fail(f"cannot read {error.filename or 'the input'}: {error.strerror}", Status.WRONG_USE)
    return status


def checked(model: type[Query], values: dict[str, Any]) -> Query:
    """The object as a query. Raises Rejection with what is wrong with which field."""
    try:
        return model.model_validate(values)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise Rejection(RejectionCode.BAD_ENVELOPE, f"{where}: {first['msg']}") from None


def _object(raw: bytes, limit: int) -> dict[str, Any]:
    if len(raw) > limit:
        raise Rejection(RejectionCode.TOO_LARGE, f"the line has more than {limit} bytes")
    if not raw.strip():
        raise Rejection(RejectionCode.EMPTY, "the line is blank")
    try:
        values = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise Rejection(RejectionCode.BAD_ENVELOPE, f"no JSON: {error}") from None
    if not isinstance(values, dict):
        raise Rejection(RejectionCode.BAD_ENVELOPE, "not a JSON object")
    return values
