"""Scanners and fixed readers in the network: those that call us, and those that we call."""

import asyncio
import contextlib
import socket
from dataclasses import dataclass

from scanners.devices.link import Ears, Link, State, trouble
from scanners.devices.stream import READ_BYTES, listen_to
from scanners.framing.lines import AS_IT_COMES, LineRules

CALLERS_MAX = 16
CONNECT_S_MAX = 5
ALIVE_AFTER_S, ALIVE_EVERY_S, ALIVE_TRIES = 10, 5, 3
"""A reader that lost its power says no goodbye: the system asks after it, and ends the line."""


@dataclass(frozen=True, slots=True)
class Called:
    """We listen at a port, and scanners connect to it; each has a line of its own."""

    name: str
    port: int
    host: str = "127.0.0.1"
    rules: LineRules = AS_IT_COMES

    async def listen(self, ears: Ears) -> State:
        """Serve every scanner that calls, until cancelled."""
        calls: set[asyncio.Task[None]] = set()

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            assert task is not None
            if len(calls) < CALLERS_MAX:
                calls.add(task)
                _ask_after(writer)
                # How one of them ends says nothing of the others.
                one = Ears(ears.frame, lambda _state: None)
                with contextlib.suppress(asyncio.CancelledError):
                    await listen_to(reader, self.rules, one)
                calls.discard(task)
            writer.close()

        try:
            server = await asyncio.start_server(serve, self.host, self.port, limit=READ_BYTES)
        except OSError as error:
            return trouble(error)
        except OverflowError as error:
            return State(Link.UNFIT, str(error))
        ears.state(State(Link.READY))
        try:
            async with server:
                await server.serve_forever()
        finally:
            for call in calls:
                call.cancel()
        return State(Link.GONE)


@dataclass(frozen=True, slots=True)
class Calling:
    """A fixed reader listens at an address, and we connect to it."""

    name: str
    host: str
    port: int
    rules: LineRules = AS_IT_COMES

    async def listen(self, ears: Ears) -> State:
        """Connect and hand over what is scanned, until the line ends."""
        try:
            reader, writer = await asyncio.wait_for(
                asyncio.open_connection(self.host, self.port, limit=READ_BYTES), CONNECT_S_MAX
            )
        except TimeoutError:
            return State(Link.MISSING, "no answer")
        except OSError as error:
            return trouble(error)
        except OverflowError as error:
            return State(Link.UNFIT, str(error))
        _ask_after(writer)
        try:
            return await listen_to(reader, self.rules, ears)
        finally:
            writer.close()


def _ask_after(writer: asyncio.StreamWriter) -> None:
    line: socket.socket = writer.get_extra_info("socket")
    line.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for option, value in (
        ("TCP_KEEPIDLE", ALIVE_AFTER_S),
        ("TCP_KEEPINTVL", ALIVE_EVERY_S),
        ("TCP_KEEPCNT", ALIVE_TRIES),
    ):
        if hasattr(socket, option):  # not every system lets one say how
            line.setsockopt(socket.IPPROTO_TCP, getattr(socket, option), value)
