"""What runs in the virtual Linux: each way of attaching a scanner, on the kernel's own devices."""

import asyncio
import json
import os
import time
import traceback
from collections.abc import Awaitable, Callable

from scanners.devices.grab import Grab
from scanners.devices.hid_pos import HidPos
from scanners.devices.link import Link
from scanners.devices.serial_line import SerialLine
from tests.devices.hearing import Heard, heard
from tests.guest.scanners import Keyboard, PosDevice, SerialGadget

SCANS = 50
CODE = "]C10109506000134352(aB-{:03})\x1d17261231"
Figures = dict[str, object]


async def arrived(hearing: Heard, send: Callable[[str], None]) -> Figures:
    """Scan one after another; tell how many came as they were sent, and how soon."""
    wrong, slowest = [], 0.0
    for number in range(SCANS):
        text, began = CODE.format(number), time.monotonic()
        send(text)
        count = len(hearing.texts) + 1
        await hearing.until(lambda: len(hearing.texts) >= count)  # noqa: B023
        slowest = max(slowest, time.monotonic() - began)
        wrong += [] if hearing.texts[-1] == text else [hearing.texts[-1]]
    return {"sent": SCANS, "heard": len(hearing.texts), "wrong": wrong, "ms": round(1000 * slowest)}


async def grab() -> Figures:
    scanner = Keyboard()
    async with heard(Grab("grab", scanner.path)) as hearing:
        await hearing.link(Link.READY)
        beside = os.open(scanner.path, os.O_RDONLY | os.O_NONBLOCK)
        figures = await arrived(hearing, scanner.scan)
        try:
            figures["seen_beside"] = len(os.read(beside, 4_096))
        except BlockingIOError:
            figures["seen_beside"] = 0
        os.close(beside)
        scanner.unplug()
        await hearing.until(lambda: hearing.states[-1].link not in {Link.READY, Link.OPENING})
        figures["unplugged"] = hearing.states[-1].link
    return figures


async def hid_pos() -> Figures:
    scanner = PosDevice()
    async with heard(HidPos("pos", scanner.path)) as hearing:
        await hearing.link(Link.READY)
        figures = await arrived(hearing, lambda text: scanner.scan("]d2", text.encode()))
        long = "x" * 200
        scanner.scan("]Q1", long.encode())
        await hearing.until(lambda: hearing.texts[-1] == long)
        figures["aims"] = sorted({frame.aim for frame in hearing.frames})
        scanner.unplug()
        await hearing.until(lambda: hearing.states[-1].link not in {Link.READY, Link.OPENING})
        figures["unplugged"] = hearing.states[-1].link
    return figures


async def usb_com() -> Figures:
    scanner = SerialGadget()
    async with heard(SerialLine("usb", scanner.path)) as hearing:
        await hearing.link(Link.READY)
        figures = await arrived(hearing, scanner.scan)
        hearing.states.clear()
        scanner.unplug()
        await hearing.until(
            lambda: any(s.link in {Link.GONE, Link.MISSING} for s in hearing.states)
        )
        figures["unplugged"] = hearing.states[0].link
        scanner.plug()
        await hearing.link(Link.READY)
        scanner.scan("AFTER")
        await hearing.until(lambda: hearing.texts[-1:] == ["AFTER"])
        figures["replugged"] = True
    return figures


WAYS: dict[str, Callable[[], Awaitable[Figures]]] = {
    "grab": grab, "hid_pos": hid_pos, "usb_com": usb_com,
}  # fmt: skip


def main() -> None:
    for name, way in WAYS.items():
        try:
            figures = asyncio.run(way())
        except Exception:  # noqa: BLE001 - told to the outside, which fails by it
            figures = {"trouble": traceback.format_exc()[-1_500:]}
        print(json.dumps({"way": name, **figures}), flush=True)


if __name__ == "__main__":
    main()
