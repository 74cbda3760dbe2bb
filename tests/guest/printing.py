"""What runs in the virtual Linux: a label printer on the kernel's own USB, behind its `usblp`."""

import asyncio
import json
import os
import select
import threading
import time
import traceback
from collections import Counter
from functools import partial
from pathlib import Path
from types import SimpleNamespace

from scanners.labels.wish import To
from scanners.printers import device_file
from scanners.printers.dialects import DIALECTS
from scanners.printers.printer import Speaks
from scanners.printers.wired import Patience, Wired
from tests.printers.zebra import Mood, Zebra

PATH = Path("/dev/usb/lp0")
THERE_S_MAX = 10.0
PATIENT = Patience(answer_s_max=1.0, polls_max=10, poll_s=0.05)
Figures = dict[str, object]


class PrinterGadget:
    """The printer's own end: it reads what is printed, and answers like the printer on TCP."""

    def __init__(self) -> None:
        gadgets = Path("/sys/kernel/config/usb_gadget")
        for other in gadgets.glob("*"):
            if (other / "UDC").read_text().strip():
                (other / "UDC").write_text("\n")
        self._folder = gadgets / "printer"
        self._folder.mkdir()
        (self._folder / "idVendor").write_text("0x0a5f")
        (self._folder / "idProduct").write_text("0x0166")
        function = self._folder / "functions" / "printer.0"
        function.mkdir()
        (function / "pnp_string").write_text("MFG:Ours;CMD:ZPL;MDL:Gadget;")
        config = self._folder / "configs" / "c.1"
        config.mkdir()
        (config / "printer.0").symlink_to(function)
        self.zebra = Zebra()
        self.raw = bytearray()
        self.trouble = ""
        self._open = False
        self.plug()

    def plug(self) -> None:
        (self._folder / "UDC").write_text("dummy_udc.0")
        self._open = True
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def unplug(self) -> None:
        self._open = False
        self._thread.join(THERE_S_MAX)
        (self._folder / "UDC").write_text("\n")

    def _serve(self) -> None:
        try:
            self._answer()
        except Exception:  # noqa: BLE001 - told to the outside, which fails by it
            self.trouble = traceback.format_exc()[-1_500:]

    def _answer(self) -> None:
        number = _opened()
        answers = bytearray()
        writer = SimpleNamespace(
            write=answers.extend, transport=SimpleNamespace(is_closing=lambda: False)
        )
        heard = b""
        while self._open:
            if select.select([number], [], [], 0.05)[0]:
                try:
                    more = os.read(number, 65_536)
                except (BlockingIOError, OSError):
                    continue
                self.raw += more
                heard = asyncio.run(self.zebra._hear(heard + more, writer))  # type: ignore[arg-type]
            while answers and select.select([], [number], [], 1.0)[1]:
                del answers[: os.write(number, bytes(answers[:512]))]
        os.close(number)


async def usb_printer() -> Figures:
    gadget = PrinterGadget()
    _until_there()
    line = partial(device_file.open_line, PATH)
    printer = Wired(line, Speaks(To.ZPL, 203), DIALECTS[To.ZPL], asyncio.sleep, PATIENT)
    figures: Figures = {"ready": str((await printer.status()).condition)}
    contents = labels()
    results: Counter[str] = Counter()
    began = time.monotonic()
    for at, content in enumerate(contents):
        results[str((await printer.send(content, f"job-{at}")).result)] += 1
    figures["ms"] = round(1000 * (time.monotonic() - began) / len(contents))
    figures["results"] = dict(results)
    figures["wanted"], figures["printed"] = len(contents), len(gadget.zebra.printed)
    figures["raw"] = len(gadget.raw)
    figures["identical"] = _printed(bytes(gadget.raw)) == contents
    figures["twice"] = len(gadget.zebra.printed) - len(set(gadget.zebra.printed))
    gadget.zebra.mood = Mood.OUT_OF_PAPER
    figures["out_of_paper"] = str((await printer.status()).condition)
    gadget.zebra.load()
    gadget.unplug()
    figures["unplugged"] = str((await printer.status()).condition)
    gadget.plug()
    _until_there()
    figures["again"] = str((await printer.status()).condition)
    gadget.unplug()
    return figures | ({"trouble": gadget.trouble} if gadget.trouble else {})


def labels() -> list[bytes]:
    """What was drawn outside."""
    return [path.read_bytes() for path in sorted(Path(os.environ["LABELS"]).glob("*.zpl"))]


def _printed(raw: bytes) -> list[bytes]:
    ask = DIALECTS[To.ZPL].ask
    return [b"^XA" + one for one in raw.replace(ask, b"").split(b"^XA")[1:]]


def _opened() -> int:
    """Open the printer's own end: there is none before the other end has taken notice."""
    end = time.monotonic() + THERE_S_MAX
    while True:
        try:
            return os.open("/dev/g_printer0", os.O_RDWR | os.O_NONBLOCK)
        except OSError:
            if time.monotonic() > end:
                raise
            select.select([], [], [], 0.05)


def _until_there() -> None:
    end = time.monotonic() + THERE_S_MAX
    while not PATH.exists():
        assert time.monotonic() < end, "the kernel made no /dev/usb/lp0"
        select.select([], [], [], 0.05)


def main() -> None:
    try:
        figures = asyncio.run(usb_printer())
    except Exception:  # noqa: BLE001 - told to the outside, which fails by it
        figures = {"trouble": traceback.format_exc()[-1_500:]}
    print(json.dumps({"way": "usb_printer", **figures}), flush=True)


if __name__ == "__main__":
    main()
