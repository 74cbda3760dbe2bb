"""What runs in the virtual Linux by Debian's own Python, which knows Bluetooth: SPP by radio.

Two controllers of BlueZ's emulator hear each other; all above them is the kernel's own.
"""

import asyncio
import fcntl
import json
import os
import socket
import struct
import subprocess
import sys
import time
import traceback
from pathlib import Path

from scanners.devices.bluetooth import Bluetooth
from scanners.devices.link import Link
from tests.devices.hearing import heard

SCANS = 50
CODE = "]C10109506000134352(aB-{:03})\x1d17261231"
_UP, _SCAN, _INFO = 0x400448C9, 0x400448DD, 0x800448D3
_PAGE_AND_INQUIRY = 3
UP_S_MAX = 15


class Radio:
    """Two controllers: ours is the first, the scanner's the second."""

    def __init__(self, emulator: str) -> None:
        self._emulator = subprocess.Popen([emulator, "-l2"], stdout=sys.stderr, stderr=sys.stderr)
        self._control = socket.socket(socket.AF_BLUETOOTH, socket.SOCK_RAW, socket.BTPROTO_HCI)
        ends = time.monotonic() + UP_S_MAX
        while len(list(Path("/sys/class/bluetooth").glob("hci?"))) < 2:
            assert time.monotonic() < ends, "the emulator makes no controllers"
            time.sleep(0.05)
        for number in (0, 1):
            self._up(number)
        self.scanner = self._address(1)

    def _up(self, number: int) -> None:
        try:
            fcntl.ioctl(self._control, _UP, number)
        except OSError as error:
            if error.errno != 114:  # it is up already
                raise
        fcntl.ioctl(self._control, _SCAN, struct.pack("=H2xI", number, _PAGE_AND_INQUIRY))

    def _address(self, number: int) -> str:
        info = bytearray(struct.pack("=H", number) + bytes(200))
        fcntl.ioctl(self._control, _INFO, info)
        return ":".join(f"{byte:02X}" for byte in reversed(info[10:16]))

    def close(self) -> None:
        self._emulator.terminate()
        self._emulator.wait()


def spp_scanner(address: str) -> socket.socket:
    """A scanner that waits to be connected to, as those in SPP server mode do."""
    waiting = socket.socket(socket.AF_BLUETOOTH, socket.SOCK_STREAM, socket.BTPROTO_RFCOMM)
    waiting.bind((address, 1))
    waiting.listen(1)
    waiting.settimeout(0)
    return waiting


async def spp(radio: Radio) -> dict[str, object]:
    loop, wrong, slowest = asyncio.get_running_loop(), [], 0.0
    waiting, began = spp_scanner(radio.scanner), time.monotonic()
    async with heard(Bluetooth("spp", radio.scanner)) as hearing:
        line, _ = await loop.sock_accept(waiting)
        await hearing.link(Link.READY)
        connected_ms = round(1000 * (time.monotonic() - began))
        for number in range(SCANS):
            text, sent = CODE.format(number), time.monotonic()
            await loop.sock_sendall(line, f"{text}\r".encode())
            await hearing.until(lambda: len(hearing.texts) > number)  # noqa: B023
            slowest = max(slowest, time.monotonic() - sent)
            wrong += [] if hearing.texts[-1] == text else [hearing.texts[-1]]
        hearing.states.clear()
        line.close()
        await hearing.until(lambda: any(state.link is Link.GONE for state in hearing.states))
        line, _ = await loop.sock_accept(waiting)  # it comes back by itself
        await loop.sock_sendall(line, b"AFTER\r")
        await hearing.until(lambda: hearing.texts[-1:] == ["AFTER"])
        line.close()
    waiting.close()
    figures = {"sent": SCANS, "heard": len(hearing.texts) - 1, "wrong": wrong}
    return {**figures, "ms": round(1000 * slowest), "connected_ms": connected_ms, "again": True}


def also_ours() -> bool:
    """Have what the project is made with, where it was made for this Python; say whether it is."""
    site = os.environ.get("SITE", "")
    if f"python{sys.version_info.major}.{sys.version_info.minor}" not in site:
        return False
    sys.path.append(site)
    return True


async def printer(radio: Radio) -> dict[str, object]:
    if not also_ours():
        return {"missing": "Debian's Python is another than the project's"}
    from tests.guest.radio_printer import radio_printer  # noqa: PLC0415

    return await radio_printer(radio.scanner)


def main() -> None:
    ways = {"bluetooth": spp, "bluetooth_printer": printer}
    try:
        radio = Radio(f"{os.environ['RADIO']}/btvirt")
    except Exception:  # noqa: BLE001 - told to the outside, which fails by it
        trouble = traceback.format_exc()[-1_500:]
        for name in ways:
            print(json.dumps({"way": name, "trouble": trouble}), flush=True)
        return
    for name, way in ways.items():
        try:
            figures = asyncio.run(way(radio))
        except Exception:  # noqa: BLE001 - as above
            figures = {"trouble": traceback.format_exc()[-1_500:]}
        print(json.dumps({"way": name, **figures}), flush=True)
    radio.close()


if __name__ == "__main__":
    main()
