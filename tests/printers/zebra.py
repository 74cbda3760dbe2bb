"""A label printer on TCP, with a roll of paper, an odometer, and a bad day on request.

It stands in for a Zebra: what it says of itself follows Zebra's manual as we read it, and was
never compared with a real one. What it does to a connection, any printer can do.
"""

import asyncio
import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self


class Mood(StrEnum):
    """What it does with the next label."""

    WELL = "well"
    REFUSES = "refuses"
    RESETS_BEFORE = "resets before the end"
    RESETS_AFTER = "prints, then resets"
    LOSES = "takes it and prints nothing"
    OUT_OF_PAPER = "out of paper, and silent as the manual says"
    RUNS_OUT = "runs out of paper on this label"
    LIES = "out of paper, and says it is ready"
    SILENT = "prints, and says nothing more"
    DEAF = "says nothing at all"


@dataclass
class Zebra:
    """The printer. `printed` is what hangs out of it; nothing else counts."""

    printed: list[str] = field(default_factory=list)
    inside: list[str] = field(default_factory=list)
    mood: Mood = Mood.WELL
    counts: bool = True
    odometer: int = 4711
    port: int = 0
    host: str = "127.0.0.1"
    _server: asyncio.Server | None = None
    _open: set[asyncio.StreamWriter] = field(default_factory=set)

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, self.host, self.port)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        for writer in list(self._open):
            writer.transport.abort()
        await self._server.wait_closed()

    def load(self) -> None:
        """Put paper in, and take it out of its mood: what it held inside is printed now."""
        self.mood = Mood.WELL
        for label in self.inside:
            self._print(label)
        self.inside.clear()

    def _print(self, label: str) -> None:
        self.printed.append(label)
        self.odometer += 1

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        heard = b""
        try:
            if self.mood is Mood.REFUSES:
                return
            while more := await reader.read(4096):
                heard += more
                heard = await self._hear(heard, writer)
                if writer.transport.is_closing():
                    return
        except (ConnectionError, asyncio.CancelledError):
            pass  # the client went, or the test is over
        finally:
            self._open.discard(writer)
            if self.mood is Mood.REFUSES:
                writer.transport.abort()
            writer.close()

    async def _hear(self, heard: bytes, writer: asyncio.StreamWriter) -> bytes:
        while found := re.search(rb"\^XA.*?\^XZ\n?", heard, re.DOTALL):
            heard = heard[: found.start()] + heard[found.end() :]
            name = re.search(rb"\^FX([^^]*)", found[0])
            self._take(name[1].decode() if name else f"label {len(found[0])}", writer)
        for question, answer in self._answers().items():
            while question in heard:
                heard = heard.replace(question, b"", 1)
                writer.write(answer)
        if b"^XA" in heard and self.mood is Mood.RESETS_BEFORE:
            writer.transport.abort()
            self.mood = Mood.WELL
            return b""
        return heard

    def _take(self, label: str, writer: asyncio.StreamWriter) -> None:
        match self.mood:
            case Mood.OUT_OF_PAPER | Mood.LIES | Mood.RUNS_OUT:
                self.inside.append(label)
                self.mood = Mood.LIES if self.mood is Mood.LIES else Mood.OUT_OF_PAPER
            case Mood.LOSES:
                self.mood = Mood.WELL
            case Mood.RESETS_BEFORE:
                writer.transport.abort()
                self.mood = Mood.WELL
            case Mood.RESETS_AFTER:
                self._print(label)
                writer.transport.abort()
                self.mood = Mood.WELL
            case Mood.SILENT:
                self._print(label)
                self.mood = Mood.DEAF
            case _:
                self._print(label)

    def _answers(self) -> dict[bytes, bytes]:
        silent = self.mood is Mood.DEAF
        out = self.mood is Mood.OUT_OF_PAPER
        errors = b"1 00000000 00000001" if out else b"0 00000000 00000000"
        told = b"\x02\r\n  PRINTER STATUS\r\n   ERRORS:         " + errors + b"\r\n\x03"
        flags = b"\x02030,0,0,1245,000,0,0,0,000,0,0,0\x03\r\n"
        flags += b"\x02000,0,0,0,0,2,4,0,00000000,1,000\x03\r\n"
        return {
            b"~HQES\r\n": b"" if silent else told,
            b"~HS\r\n": b"" if silent or out else flags + b"\x021234,0\x03\r\n",
            b'! U1 getvar "odometer.total_label_count"\r\n': (
                b'"%d"' % self.odometer if self.counts and not silent else b""
            ),
        }
