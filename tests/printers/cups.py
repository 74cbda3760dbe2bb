"""CUPS's own IPP printer (`ippeveprinter`), on loopback, with a bus and an announcer of its own."""

import fcntl
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests import rings
from tests.rigs.processes import end, free_port, wait_until

START_SECONDS_MAX = 15
_HOW = "apt-get install cups-ipp-utils avahi-daemon dbus, as root"
_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>custom</type><listen>unix:path={folder}/bus</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*"/><allow eavesdrop="true"/>
<allow own="*"/><allow user="*"/></policy></busconfig>"""
_AVAHI = "[server]\nuse-ipv6=no\nallow-interfaces=lo\n[publish]\npublish-workstation=no\n"
#: What the printer runs for each job: out of paper for as long as a file is there.
_COMMAND = """#!/bin/sh
while [ -e {folder}/empty ]; do echo 'STATE: +media-empty-error' >&2; sleep 0.2; done
echo 'STATE: -media-empty-error' >&2
cat "$1" >> {folder}/paper
"""


@dataclass(frozen=True)
class CupsPrinter:
    """The printer: its address, its paper, and the mark that it has none."""

    uri: str
    folder: Path

    @property
    def paper(self) -> bytes:
        path = self.folder / "paper"
        return path.read_bytes() if path.exists() else b""


@contextmanager
def _alone() -> Iterator[None]:
    """There is one announcer a machine: tests in another process wait for their turn."""
    place = Path("/run/avahi-daemon")
    place.mkdir(exist_ok=True)
    with (place / "stockhand-tests.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def running(folder: Path) -> Iterator[CupsPrinter]:
    """Run it; skipped, or failed in CI, where it is not installed."""
    programs = [shutil.which(name) for name in ("ippeveprinter", "avahi-daemon", "dbus-daemon")]
    if None in programs or os.geteuid() != 0:
        rings.cannot_run("CUPS's IPP printer is not here", _HOW)
    with _alone():
        yield from _running(folder)


def _running(folder: Path) -> Iterator[CupsPrinter]:
    (folder / "bus.conf").write_text(_BUS.format(folder=folder))
    (folder / "avahi.conf").write_text(_AVAHI)
    command = folder / "print"
    command.write_text(_COMMAND.format(folder=folder))
    command.chmod(0o755)
    port = free_port()
    print_to = ["-p", str(port), "-s", "600", "-k", "-d", str(folder), "-c", str(command)]
    commands = [
        ["dbus-daemon", f"--config-file={folder}/bus.conf", "--nofork"],
        ["avahi-daemon", "-f", f"{folder}/avahi.conf", "--no-drop-root", "--no-chroot",
         "--no-rlimits"],
        ["ippeveprinter", *print_to, "-f", "application/pdf", "Dock"],
    ]  # fmt: skip
    ready = [
        (folder / "bus").exists,
        lambda: "startup complete" in (folder / "1.log").read_text(),
        lambda: (
            b":%04X " % port in Path("/proc/net/tcp").read_bytes()
            or b":%04X " % port in Path("/proc/net/tcp6").read_bytes()
        ),
    ]
    bus = {**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={folder}/bus"}
    started: list[subprocess.Popen[bytes]] = []
    try:
        for at, (one, is_ready) in enumerate(zip(commands, ready, strict=True)):
            log = folder / f"{at}.log"
            with log.open("wb") as file:
                started.append(subprocess.Popen(one, env=bus, stdout=file, stderr=file))
            wait_until(is_ready, process=started[-1], log=log, seconds_max=START_SECONDS_MAX)
        yield CupsPrinter(f"ipp://127.0.0.1:{port}/ipp/print", folder)
    finally:
        for process in reversed(started):
            end(process)
