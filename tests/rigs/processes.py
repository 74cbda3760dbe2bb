"""Starts the rig's servers as children that die with us, and waits for them with a deadline."""

import contextlib
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from tests.rigs.cache import RigUnavailable

POLL_SECONDS = 0.05
STOP_SECONDS_MAX = 30


def free_port() -> int:
    """A loopback port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def port_is_free(port: int) -> bool:
    """Whether one may listen on that loopback port now."""
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def as_account(user: str | None) -> list[str]:
    """The words that start a program, as another account where one is named."""
    if shutil.which("setpriv") is None:
        raise RigUnavailable("The rig needs `setpriv` (util-linux): install it, or use Debian.")
    drop = [f"--reuid={user}", f"--regid={user}", "--clear-groups"] if user else []
    return ["setpriv", *drop]


def spawn(
    command: list[str | Path], *, log: Path, user: str | None, env: dict[str, str]
) -> subprocess.Popen[bytes]:
    """Start a server in the background; its words go to the log, and it dies when we die."""
    # setpriv sets the parent-death signal, so that even a killed test run leaves no server behind.
    words = [*as_account(user), "--pdeathsig", "KILL", *(str(word) for word in command)]
    with log.open("ab") as sink:
        return subprocess.Popen(
            words,
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=sink,
            env={**os.environ, "LC_ALL": "C.UTF-8", **env},
            # Ctrl-C belongs to the one who started us: we stop the servers in order.
            start_new_session=True,
            cwd=log.parent,
        )


def wait_until(
    ready: Callable[[], bool], *, process: subprocess.Popen[bytes], log: Path, seconds_max: float
) -> None:
    """Poll until ready; a death or the deadline ends in one line with the log's last words."""
    deadline = time.monotonic() + seconds_max
    while not ready():
        if process.poll() is not None or time.monotonic() > deadline:
            what = "stopped" if process.poll() is not None else "did not answer in time"
            raise RigUnavailable(f"{log.stem} {what}; its log {log} ends: {last_words(log)}")
        time.sleep(POLL_SECONDS)


def last_words(log: Path) -> str:
    """The last line a server wrote that is not empty."""
    lines = log.read_text(encoding="utf-8", errors="replace").split("\n") if log.exists() else []
    return next((line.strip() for line in reversed(lines) if line.strip()), "(nothing)")


def end(process: subprocess.Popen[bytes]) -> None:
    """Ask a server to stop and make sure that it has."""
    with contextlib.suppress(ProcessLookupError):
        process.terminate()
    try:
        process.wait(STOP_SECONDS_MAX)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
