"""A scanner on Bluetooth's serial port profile (SPP): paired by the system, read like a line."""

import asyncio
import socket
from dataclasses import dataclass

from scanners.devices.link import Ears, Link, State, trouble
from scanners.devices.stream import READ_BYTES, listen_to
from scanners.framing.lines import AS_IT_COMES, LineRules

CONNECT_S_MAX = 15
CHANNEL = 1
"""Where scanners have their serial port, nearly all of them."""


@dataclass(frozen=True, slots=True)
class Bluetooth:
    """`address` is the scanner's own, as in 00:11:22:33:44:55."""

    name: str
    address: str
    channel: int = CHANNEL
    rules: LineRules = AS_IT_COMES

    async def listen(self, ears: Ears) -> State:
        """Connect and hand over what is scanned, until it is out of reach."""
        family = getattr(socket, "AF_BLUETOOTH", None)
        if family is None:
            return State(Link.UNFIT, "this Python was built without Bluetooth")
        try:
            line = socket.socket(family, socket.SOCK_STREAM, socket.BTPROTO_RFCOMM)
        except OSError as error:
            return trouble(error)
        with line:
            line.settimeout(0)
            try:
                loop = asyncio.get_running_loop()
                await asyncio.wait_for(
                    loop.sock_connect(line, (self.address, self.channel)), CONNECT_S_MAX
                )
                reader, writer = await asyncio.open_connection(sock=line, limit=READ_BYTES)
            except TimeoutError:
                return State(Link.MISSING, "no answer")
            except OSError as error:
                return trouble(error)
            try:
                return await listen_to(reader, self.rules, ears)
            finally:
                writer.close()
