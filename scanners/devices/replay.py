"""A scanner that is a text file: one code a line, for demos, training and journeys."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from scanners.devices.link import Ears, Link, State, trouble
from scanners.frame import Frame
from scanners.framing.lines import LENGTH_MAX

LINES_MAX = 10_000


@dataclass(frozen=True, slots=True)
class Replay:
    """Reads a file once, a code every `gap_s`. A line is the code as it is, or a JSON string."""

    name: str
    path: Path
    gap_s: float
    wait: Callable[[float], Awaitable[None]]

    async def listen(self, ears: Ears) -> State:
        """Hand over the codes of the file, and then nothing more."""
        try:
            text = await asyncio.to_thread(self.path.read_bytes)
        except OSError as error:
            return trouble(error)
        ears.state(State(Link.READY))
        for line in text.decode("utf-8", "replace").splitlines()[:LINES_MAX]:
            if line.strip():
                await ears.frame(Frame(_code(line)[:LENGTH_MAX]))
                await self.wait(self.gap_s)
        await asyncio.Event().wait()  # it is over, and not to begin again
        return State(Link.GONE)


def _code(line: str) -> str:
    if line[:1] != '"':
        return line
    try:
        return str(json.loads(line))
    except ValueError:
        return line
