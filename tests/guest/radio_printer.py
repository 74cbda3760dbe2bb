"""What runs in the virtual Linux: a label printer on Bluetooth's serial profile, by radio."""

import asyncio
import contextlib
import socket
import time
from collections import Counter
from functools import partial
from types import SimpleNamespace

from scanners.labels.wish import To
from scanners.printers import bluetooth
from scanners.printers.dialects import DIALECTS
from scanners.printers.printer import Result, Speaks
from scanners.printers.wired import Patience, Wired
from tests.guest.printing import _printed, labels
from tests.printers.zebra import Mood, Zebra

LABELS = 20
"""A line each time takes a radio its while."""
TRIES_MAX = 5
PATIENT = Patience(answer_s_max=2.0, polls_max=10, poll_s=0.05)


class RadioPrinter:
    """The printer's own end: one line at a time, as a port on a radio is."""

    def __init__(self, address: str) -> None:
        self.zebra = Zebra()
        self.raw = bytearray()
        self._waiting = socket.socket(
            socket.AF_BLUETOOTH, socket.SOCK_STREAM, socket.BTPROTO_RFCOMM
        )
        self._waiting.bind((address, bluetooth.CHANNEL))
        self._waiting.listen(1)
        self._waiting.settimeout(0)

    async def serve(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            line, _ = await loop.sock_accept(self._waiting)
            with line, contextlib.suppress(ConnectionError):
                await self._answer(line)

    async def _answer(self, line: socket.socket) -> None:
        loop, heard, answers = asyncio.get_running_loop(), b"", bytearray()
        writer = SimpleNamespace(
            write=answers.extend, transport=SimpleNamespace(is_closing=lambda: False)
        )
        while more := await loop.sock_recv(line, 4_096):
            self.raw += more
            heard = await self.zebra._hear(heard + more, writer)  # type: ignore[arg-type]
            if answers:
                await loop.sock_sendall(line, bytes(answers))
                answers.clear()

    def close(self) -> None:
        self._waiting.close()


async def radio_printer(address: str) -> dict[str, object]:
    there = RadioPrinter(address)
    serving = asyncio.create_task(there.serve())
    line = partial(bluetooth.open_line, address)
    printer = Wired(line, Speaks(To.ZPL, 203), DIALECTS[To.ZPL], asyncio.sleep, PATIENT)
    figures: dict[str, object] = {"ready": str((await printer.status()).condition)}
    contents, results, began = labels()[:LABELS], Counter[str](), time.monotonic()
    for at, content in enumerate(contents):
        result = Result.NOT_PRINTED
        for _ in range(TRIES_MAX):  # as the desk does: what was not printed is tried again
            if result is Result.NOT_PRINTED:
                result = (await printer.send(content, f"job-{at}")).result
        results[str(result)] += 1
    figures["ms"] = round(1000 * (time.monotonic() - began) / len(contents))
    figures["results"] = dict(results)
    figures["wanted"], figures["printed"] = len(contents), len(there.zebra.printed)
    figures["identical"] = _printed(bytes(there.raw)) == contents
    figures["twice"] = len(there.zebra.printed) - len(set(there.zebra.printed))
    there.zebra.mood = Mood.OUT_OF_PAPER
    figures["out_of_paper"] = str((await printer.status()).condition)
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)
    there.close()
    figures["out_of_reach"] = str((await printer.status()).condition)
    return figures
