"""What runs in the virtual Linux: a scanner on Bluetooth LE, by BlueZ and bleak on our end."""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scanners.devices.ble import Ble
from scanners.devices.link import Link
from tests.devices.hearing import heard
from tests.guest.peripheral import Peripheral

SCANS = 50
CODE = "]C10109506000134352(aB-{:03})\x1d17261231"
POWER, LESS_POWER = 87, 62
LONG = "x" * 600
UP_S_MAX = 60
_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>custom</type><listen>unix:path={folder}/bus</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*"/><allow eavesdrop="true"/>
<allow own="*"/><allow user="*"/></policy></busconfig>"""
_PLUGINS = "--noplugin=a2dp,avrcp,hostname,input,midi,network,sap,autopair,neard,wiimote"


def until(holds: object, what: str) -> None:
    ends = time.monotonic() + UP_S_MAX
    while not holds():  # type: ignore[operator]
        assert time.monotonic() < ends, what
        time.sleep(0.05)


def controllers() -> list[Path]:
    return list(Path("/sys/class/bluetooth").glob("hci?"))


@contextmanager
def radio(folder: Path) -> Iterator[Peripheral]:
    """Two controllers: BlueZ has the first, the scanner the second."""
    programs = Path(os.environ["RADIO"])
    until(lambda: not controllers(), "another emulator has not ended")
    started = [_start(programs, "btvirt", "-l2")]
    try:
        until(lambda: len(controllers()) == 2, "the emulator makes no controllers")
        scanner = Peripheral(1, POWER)
        (folder / "bus.conf").write_text(_BUS.format(folder=folder))
        os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = f"unix:path={folder}/bus"
        config = f"--config-file={folder}/bus.conf"
        started.append(_start(programs, "dbus-daemon", config, "--nofork"))
        until((folder / "bus").exists, "no bus")
        (folder / "main.conf").write_text("[Policy]\nAutoEnable=true\n")
        config = f"--configfile={folder}/main.conf"
        started.append(_start(programs, "bluetoothd", "--nodetach", config, _PLUGINS))
        yield scanner
    finally:
        for one in reversed(started):
            one.terminate()
            one.wait()


def _start(programs: Path, name: str, *words: str) -> subprocess.Popen[bytes]:
    whose = {**os.environ, "LD_LIBRARY_PATH": str(programs)}
    said = sys.stderr
    return subprocess.Popen([programs / name, *words], env=whose, stdout=said, stderr=said)


async def low_energy(scanner: Peripheral) -> dict[str, object]:
    powers: list[int] = []
    began, wrong, slowest = time.monotonic(), [], 0.0
    source = Ble("ble", scanner.address)
    async with heard(source, power=powers.append) as hearing:
        await hearing.until(lambda: scanner.is_heard.is_set() and hearing.is_ready, UP_S_MAX)
        connected_ms = round(1000 * (time.monotonic() - began))
        for number in range(SCANS):
            text, sent = CODE.format(number), time.monotonic()
            scanner.scan(f"{text}\r".encode())
            await hearing.until(lambda: len(hearing.texts) > number)  # noqa: B023
            slowest = max(slowest, time.monotonic() - sent)
            wrong += [] if hearing.texts[-1] == text else [hearing.texts[-1]]
        figures: dict[str, object] = {"sent": SCANS, "heard": len(hearing.texts), "wrong": wrong}
        scanner.scan(f"{LONG}\r".encode())
        await hearing.until(lambda: hearing.texts[-1] == LONG)
        scanner.tell_power(LESS_POWER)
        await hearing.until(lambda: powers[-1:] == [LESS_POWER])
        hearing.states.clear()
        scanner.is_heard.clear()
        scanner.hang_up()
        await hearing.until(lambda: any(one.link is Link.GONE for one in hearing.states))
        await hearing.until(lambda: scanner.is_heard.is_set() and hearing.is_ready, UP_S_MAX)
        scanner.scan(b"AFTER\r")
        await hearing.until(lambda: hearing.texts[-1:] == ["AFTER"])
    figures |= {"ms": round(1000 * slowest), "connected_ms": connected_ms}
    return figures | {"again": True, "powers": sorted(set(powers))}


def main() -> None:
    scanner = None
    try:
        with tempfile.TemporaryDirectory() as folder, radio(Path(folder)) as scanner:
            figures = asyncio.run(low_energy(scanner))
    except Exception:  # noqa: BLE001 - told to the outside, which fails by it
        figures = {"trouble": traceback.format_exc()[-1_500:], "log": scanner and scanner.log}
    print(json.dumps({"way": "ble", **figures}), flush=True)


if __name__ == "__main__":
    main()
