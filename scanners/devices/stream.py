"""What comes down a line of bytes, whatever the line is made of."""

import asyncio
from typing import Protocol

from scanners.devices.link import Ears, Link, State, trouble
from scanners.frame import Frame
from scanners.framing.lines import LineRules, LineState, feed, quiet

READ_BYTES = 4_096


class Line(Protocol):
    """Where bytes come from: some, as soon as there are any; none at its end."""

    async def read(self, n: int = -1, /) -> bytes: ...


async def listen_to(reader: Line, rules: LineRules, ears: Ears) -> State:
    """Hand over every frame until the line ends. Half a frame at its end is none."""
    state = LineState(rules)
    ears.state(State(Link.READY))
    while True:
        patience_s = rules.quiet_ms / 1000 if rules.quiet_ms and state.held else None
        try:
            data = await asyncio.wait_for(reader.read(READ_BYTES), patience_s)
        except TimeoutError:
            state, texts = quiet(state)
        except OSError as error:
            return trouble(error)
        else:
            if not data:
                return State(Link.GONE)
            state, texts = feed(state, data)
        for text in texts:
            await ears.frame(Frame(text))
