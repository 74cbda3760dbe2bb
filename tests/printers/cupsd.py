"""A CUPS of its own, apart from the system's, with queues that hand on what they are given."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests import rings
from tests.rigs.processes import end, free_port, wait_until

START_SECONDS_MAX = 20
COMMAND_S_MAX = 30
SERVER_BIN = Path("/usr/lib/cups")
_HOW = "apt-get install cups-daemon cups-client, as root"
_CONFIG = """Listen 127.0.0.1:{port}
Listen {folder}/socket
Browsing Off
WebInterface No
DefaultAuthType None
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
"""
_FILES = """ServerRoot {folder}/root
CacheDir {folder}/cache
StateDir {folder}/state
RequestRoot {folder}/spool
TempDir {folder}/spool/tmp
ErrorLog {folder}/error_log
AccessLog {folder}/access_log
PageLog {folder}/page_log
ServerBin {folder}/programs
SystemGroup root
"""


_ROLL = """#!/bin/sh
[ $# = 0 ] || cat "$6" >> {folder}/roll
"""
"""A printer of our own making, as CUPS starts those that it has no program for."""


@dataclass(frozen=True)
class Cups:
    """Where it listens, and where it keeps its files."""

    port: int
    folder: Path

    def queue(self, name: str, device: str) -> None:
        """Set a queue up that hands on what it is given, as it is."""
        self.do("lpadmin", "-p", name, "-E", "-v", device, "-m", "raw")

    def do(self, program: str, *words: str) -> None:
        command = [program, "-h", f"{self.folder}/socket", *words]
        done = subprocess.run(command, capture_output=True, timeout=COMMAND_S_MAX, check=False)
        assert done.returncode == 0, (command, done.stderr)


@contextmanager
def running() -> Iterator[Cups]:
    path = f"{os.environ.get('PATH', '')}:/usr/sbin"
    found = [shutil.which(name, path=path) for name in ("cupsd", "lpadmin")]
    if None in found or os.geteuid() != 0:
        rings.cannot_run("CUPS is not here", _HOW)
    # Its backends run as another user, who has no way into a folder of pytest's.
    with tempfile.TemporaryDirectory(prefix="cups") as name:
        folder, port = Path(name), free_port()
        folder.chmod(0o755)
        for part in ("root", "cache", "state", "spool", "spool/tmp"):
            (folder / part).mkdir()
        shutil.copytree(SERVER_BIN, folder / "programs", symlinks=True)
        roll = folder / "programs" / "backend" / "roll"
        roll.write_text(_ROLL.format(folder=folder))
        roll.chmod(0o700)  # so that it runs as whoever runs CUPS
        (folder / "cupsd.conf").write_text(_CONFIG.format(folder=folder, port=port))
        (folder / "files.conf").write_text(_FILES.format(folder=folder))
        log = folder / "log"
        command = [str(found[0]), "-f", "-c", f"{folder}/cupsd.conf", "-s", f"{folder}/files.conf"]
        with log.open("wb") as file:
            cupsd = subprocess.Popen(command, stdout=file, stderr=file)
        try:
            is_up = (folder / "socket").exists
            wait_until(is_up, process=cupsd, log=log, seconds_max=START_SECONDS_MAX)
            yield Cups(port, folder)
        finally:
            end(cupsd)
