"""Pages from files and standard input, never more of one in memory than the size limit and one byte."""

import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import orjson

from schemas import Rejection, RejectionCode
from worker.commands.console import Status, fail

STANDARD_INPUT = Path("-")
CHUNK = 65_536


@dataclass(frozen=True, slots=True)
class PageSource:
    """The bytes of a page, and what to call it in messages. One byte above the limit stands for any more."""

    name: str
    raw: bytes
    is_line: bool = False


def readable(files: list[Path] | None) -> list[Path] | None:
    """Check files before anything is done with the first of them. `-` is one."""
    for file in files or ():
        if file == STANDARD_INPUT:
            continue
        if not file.exists():
            fail(f"there is no file {file}", Status.WRONG_USE)
        if file.is_dir():
            fail(f"{file} is a directory; name the files in it", Status.WRONG_USE)
        if not os.access(file, os.R_OK):
            fail(f"{file} may not be read by this user", Status.WRONG_USE)
    return files


def pages_of_files(files: list[Path], limit: int) -> Iterator[PageSource]:
    """One page from each file."""
    for file in files:
        with opened(file) as stream:
            yield PageSource(name_of(file), stream.read(limit + 1))


def pages_of_lines(files: list[Path], limit: int) -> Iterator[PageSource]:
    """One page from each line of each file, numbered from 1 through all of them."""
    number = 0
    for file in files:
        with opened(file) as stream:
            while line := stream.readline(limit + 2):
                number += 1
                if not line.endswith(b"\n") and len(line) > limit:
                    skip_line(stream)
                yield PageSource(f"page {number}", line.removesuffix(b"\n")[: limit + 1], is_line=True)


def skip_line(stream: BinaryIO) -> None:
    """Read on to the end of the line without keeping it."""
    while (chunk := stream.readline(CHUNK)) and not chunk.endswith(b"\n"):
        pass


def opened(file: Path) -> AbstractContextManager[BinaryIO]:
    """The file, or standard input for `-`."""
    return nullcontext(sys.stdin.buffer) if file == STANDARD_INPUT else file.open("rb")


def name_of(file: Path) -> str:
    """What the file is called in messages."""
    return "standard input" if file == STANDARD_INPUT else str(file)


def require_envelope(page: PageSource, limit: int) -> None:
    """Refuse a line that is no JSON object: one line of a bare page is no page."""
    if len(page.raw) > limit or not page.raw.strip():
        return  # `too_large` and `empty` say it better
    try:
        fits = isinstance(orjson.loads(page.raw), dict)
    except orjson.JSONDecodeError:
        fits = False
    if not fits:
        raise Rejection(
            RejectionCode.BAD_ENVELOPE,
            'not a JSON object: a line is one page, as {"content": "…", "url": "…"}',
        )
