"""A `dateline` command in a process of its own, run to its end."""

import asyncio
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.harness.worker import without_dateline

SECONDS = 60.0


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it printed."""

    status: int
    results: str
    messages: str

    @property
    def objects(self) -> list[dict[str, Any]]:
        """Its results as JSON lines."""
        return [json.loads(line) for line in self.results.splitlines()]


async def run_command(environment: Mapping[str, str], *arguments: str) -> Ended:
    """Run `dateline ARGUMENT…` to its end."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "worker",
        *arguments,
        env={**without_dateline(os.environ), **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    results, messages = await asyncio.wait_for(process.communicate(), SECONDS)
    assert process.returncode is not None
    return Ended(process.returncode, results.decode(), messages.decode())
