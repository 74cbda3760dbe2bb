"""The app as a person starts it: one process, killed and started again at will."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[2]
OPEN_WITHIN_S = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class AppProcess:
    """`python -m app.main` on a folder of its own; the folder outlives the process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.log = folder.parent / "app.log"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        """The number of the process that runs."""
        assert self._process
        return self._process.pid

    def start(self) -> float:
        """Start it, wait until it answers, and say how many seconds that took."""
        began = time.monotonic()
        environment = os.environ | {
            "PORT": str(self.port),
            "NO_BROWSER": "1",
            "STOCKHAND_DATA": str(self.folder),
            # No keyring of the machine is touched by a test: the private file is used.
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        }
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "app.main"],
                cwd=ROOT,
                env=environment,
                stdout=log,
                stderr=log,
            )
        while not self._answers():
            assert self._process.poll() is None, self.log.read_text(errors="replace")
            assert time.monotonic() - began < OPEN_WITHIN_S, self.log.read_text(errors="replace")
            time.sleep(0.05)
        return time.monotonic() - began

    def kill(self) -> None:
        """Pull the plug: no handler runs, nothing is flushed."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGINT)

    def _end(self, how: signal.Signals) -> None:
        if self._process and self._process.poll() is None:
            self._process.send_signal(how)
            try:
                self._process.wait(15)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    def _answers(self) -> bool:
        try:
            return httpx.get(self.url, timeout=1).status_code == 200
        except httpx.HTTPError:
            return False
