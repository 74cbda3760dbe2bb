"""A scanner on a serial line: RS-232, or USB that shows itself as a COM port."""

import asyncio
import os
from dataclasses import dataclass

import serial
import serial_asyncio_fast

from scanners.devices.link import DETAIL_MAX, Ears, Link, State, trouble
from scanners.devices.stream import READ_BYTES, listen_to
from scanners.framing.lines import AS_IT_COMES, LineRules

BAUD = 9_600
"""What scanners on RS-232 are set to as they come; USB does not care."""


@dataclass(frozen=True, slots=True)
class SerialLine:
    """`port` is a device file or COM port; no other program may have it while this one does."""

    name: str
    port: str
    baud: int = BAUD
    rules: LineRules = AS_IT_COMES

    async def listen(self, ears: Ears) -> State:
        """Open the port and hand over what is scanned, until it is unplugged."""
        try:
            reader, writer = await serial_asyncio_fast.open_serial_connection(
                url=self.port, baudrate=self.baud, exclusive=True, limit=READ_BYTES
            )
        except serial.SerialException as error:
            return port_trouble(error)
        except (OSError, ValueError) as error:
            return trouble(OSError(str(error)))
        try:
            return await listen_to(reader, self.rules, ears)
        except serial.SerialException as error:
            return State(Link.GONE, str(error)[:DETAIL_MAX])
        finally:
            writer.close()
            await asyncio.sleep(0)  # the port is closed on the next turn of the loop


def port_trouble(error: serial.SerialException) -> State:
    """Pyserial wraps the system's error in one of its own, and keeps its number."""
    if "exclusively lock" in str(error):
        return State(Link.TAKEN, str(error)[:DETAIL_MAX])
    if error.errno:
        return trouble(OSError(error.errno, os.strerror(error.errno)))
    return State(Link.MISSING, str(error)[:DETAIL_MAX])
