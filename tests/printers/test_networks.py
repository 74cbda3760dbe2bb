"""Printers are heard of across networks; a false one of a name that is set up changes nothing."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.rings import cannot_run

pytestmark = [pytest.mark.sim, pytest.mark.timeout(180)]
DEVICE, PRINTER, FALSE = "10.77.0.1", "10.77.0.2", "10.77.0.3"
NAME = "DOCK2"
COMMAND_S_MAX = 60
ROOT = Path(__file__).parents[2]


def ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True, timeout=COMMAND_S_MAX)


@dataclass
class Networks:
    """Three computers with a network each, on one switch."""

    prefix: str

    def name(self, address: str) -> str:
        return f"{self.prefix}{address[-1]}"

    def run(self, address: str, *words: str) -> str:
        there = ["ip", "netns", "exec", self.name(address), sys.executable, *words]
        done = subprocess.run(
            there, cwd=ROOT, capture_output=True, text=True, timeout=COMMAND_S_MAX, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    @contextmanager
    def printer(self, address: str) -> Iterator[list[str]]:
        """A printer that announces itself; how many labels hang out of it is there at the end."""
        words = ["ip", "netns", "exec", self.name(address), sys.executable]
        child = subprocess.Popen(
            [*words, "-m", "tests.printers.announcing", address, NAME],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        printed: list[str] = []
        try:
            yield printed
        finally:
            said, _ = child.communicate("", timeout=COMMAND_S_MAX)
            printed.append(said.strip())


@pytest.fixture
def networks() -> Iterator[Networks]:
    if os.geteuid() or not shutil.which("ip"):
        cannot_run("no networks of one's own here", "run as root, with iproute2")
    made = Networks(f"sh{os.getpid()}-")
    switch = f"{made.prefix}s"
    try:
        ip("netns", "add", switch)
    except subprocess.CalledProcessError as why:
        cannot_run(f"no networks of one's own here: {why.stderr!r}", "run as root on Linux")
    try:
        ip("-n", switch, "link", "add", "bridge", "type", "bridge")
        ip("-n", switch, "link", "set", "bridge", "up")
        for address in (DEVICE, PRINTER, FALSE):
            _plug_in(made, switch, address)
        yield made
    finally:
        for name in (switch, *map(made.name, (DEVICE, PRINTER, FALSE))):
            subprocess.run(["ip", "netns", "del", name], check=False, capture_output=True)


def _plug_in(made: Networks, switch: str, address: str) -> None:
    name = made.name(address)
    ip("netns", "add", name)
    ip("-n", name, "link", "add", "eth0", "type", "veth", "peer", "name", f"p{address[-1]}")
    ip("-n", name, "link", "set", f"p{address[-1]}", "netns", switch)
    ip("-n", switch, "link", "set", f"p{address[-1]}", "master", "bridge", "up")
    ip("-n", name, "addr", "add", f"{address}/24", "dev", "eth0")
    for link in ("eth0", "lo"):
        ip("-n", name, "link", "set", link, "up")
    ip("-n", name, "route", "add", "224.0.0.0/4", "dev", "eth0")


def test_a_false_announcement_changes_nothing_that_was_set_up(networks: Networks, tmp_path: Path):
    kept = tmp_path / "printers.json"
    kept.write_text(f'{{"printers": {{"{NAME}": "tcp://{PRINTER}:9100?to=zpl"}}}}')
    before = kept.read_bytes()
    with networks.printer(PRINTER) as printed:
        found = networks.run(DEVICE, "-m", "scanners", "printers", "discover")
        assert f"tcp://{PRINTER}:9100  {NAME}" in found, found
        with networks.printer(FALSE) as elsewhere:
            deceived = networks.run(DEVICE, "-m", "scanners", "printers", "discover")
            # Whoever answers last does not hide the other: the name is shown at both addresses.
            for address in (PRINTER, FALSE):
                assert f"tcp://{address}:9100  {NAME}" in deceived, deceived
            sent = networks.run(DEVICE, "-m", "tests.printers.paired", str(tmp_path), NAME)
            assert sent == "printed\n"
    assert (printed, elsewhere) == (["1"], ["0"])
    assert kept.read_bytes() == before
