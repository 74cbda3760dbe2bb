"""A scale on a serial line: one that sends all the time, or one that is asked again and again."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

import serial
import serial_asyncio_fast

from scanners.devices.link import DETAIL_MAX, Ears, Link, State, trouble
from scanners.devices.serial_line import port_trouble
from scanners.devices.stream import READ_BYTES
from scanners.frame import Frame
from scanners.framing.weights import ScaleState, weigh

ASK_EVERY_S = 0.3
"""So often a scale is asked that says nothing by itself."""


class Asked(StrEnum):
    """How a scale is asked for what lies on it."""

    SICS = "sics"
    Q = "q"


_QUESTIONS = {Asked.SICS: b"SI\r\n", Asked.Q: b"Q\r\n"}


@dataclass(frozen=True, slots=True)
class Wiring:
    """How bytes go over the line: `7E1` is seven bits, an even parity bit, one stop bit."""

    baud: int = 9_600
    frame: str = "8N1"


@dataclass(frozen=True, slots=True)
class Scale:
    """`port` is a device file or COM port; `wait` is how long a time passes, from outside."""

    name: str
    port: str
    wait: Callable[[float], Awaitable[None]]
    wiring: Wiring = Wiring()
    asked: Asked | None = None

    async def listen(self, ears: Ears) -> State:
        """Open the port and hand over what lies there at rest, until it is unplugged."""
        frame = self.wiring.frame
        try:
            reader, writer = await serial_asyncio_fast.open_serial_connection(
                url=self.port,
                baudrate=self.wiring.baud,
                bytesize=int(frame[0]),
                parity=frame[1],
                stopbits=int(frame[2]),
                exclusive=True,
                limit=READ_BYTES,
            )
        except serial.SerialException as error:
            return port_trouble(error)
        except (OSError, ValueError) as error:
            return trouble(OSError(str(error)))
        asking = asyncio.create_task(self._ask(writer))
        try:
            return await _listen_to(reader, ears)
        except serial.SerialException as error:
            return State(Link.GONE, str(error)[:DETAIL_MAX])
        finally:
            asking.cancel()
            writer.close()
            await asyncio.sleep(0)  # the port is closed on the next turn of the loop

    async def _ask(self, writer: asyncio.StreamWriter) -> None:
        # That the line broke is heard by who listens to it.
        with suppress(OSError, serial.SerialException):
            while self.asked:
                writer.write(_QUESTIONS[self.asked])
                await writer.drain()
                await self.wait(ASK_EVERY_S)


async def _listen_to(reader: asyncio.StreamReader, ears: Ears) -> State:
    state = ScaleState()
    ears.state(State(Link.READY))
    while True:
        try:
            data = await reader.read(READ_BYTES)
        except OSError as error:
            return trouble(error)
        if not data:
            return State(Link.GONE)
        state, readings = weigh(state, data)
        for one in readings:
            await ears.frame(Frame(str(one.amount), weighs=one.unit))
