"""What stands before an Odoo in a house: packs answers as nginx does by default, and counts bytes.

Odoo itself packs nothing; every house that serves it to the outside has such a thing in front.
"""

import asyncio
import gzip
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Thread

from tests.faults.proxy import HEAD_END, HEAD_MAX, read_message

PACKED_FROM = 20
"""Bytes of an answer from which on nginx packs it."""
LEVEL = 1
"""As hard as nginx tries where nobody says otherwise."""


class Front:
    """Passes on whole requests and answers; `bytes` is all that went over the way to it."""

    def __init__(self, port: int) -> None:
        self._port = port
        self.bytes = 0
        self.url = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection of a client, for as many requests as it asks."""
        with suppress(OSError, EOFError):
            while True:
                request = await read_message(reader)
                answer = packed(await self._asked(request), request)
                self.bytes += len(request) + len(answer)
                writer.write(answer)
                await writer.drain()
        writer.close()

    async def _asked(self, request: bytes) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port, limit=HEAD_MAX)
        try:
            writer.write(request)
            await writer.drain()
            return await read_message(reader)
        finally:
            writer.close()


def packed(answer: bytes, request: bytes) -> bytes:
    """The answer as it goes over the wire: packed where it may be, the connection kept."""
    head, _, body = answer.partition(HEAD_END)
    asked = request.partition(HEAD_END)[0].lower()
    lines = [
        line
        for line in head.split(b"\r\n")
        if not line.lower().startswith((b"content-length", b"connection"))
    ]
    if b"gzip" in asked and len(body) >= PACKED_FROM:
        body = gzip.compress(body, LEVEL, mtime=0)
        lines.append(b"Content-Encoding: gzip")
    # Odoo's own server says HTTP/1.0, by which a client would hang up after each answer.
    lines[0] = lines[0].replace(b"HTTP/1.0", b"HTTP/1.1")
    return b"\r\n".join([*lines, b"Content-Length: %d" % len(body)]) + HEAD_END + body


@contextmanager
def front(port: int) -> Iterator[Front]:
    """A front before what listens on a port of this machine, for as long as the block lasts."""
    made, loop = Front(port), asyncio.new_event_loop()
    listening = loop.run_until_complete(
        asyncio.start_server(made.serve, "127.0.0.1", 0, limit=HEAD_MAX)
    )
    made.url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    thread = Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        listening.close()
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()
