"""Whatever is wrong at the start is one clear line with what to do next, never a traceback."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.journeys.app_process import ROOT, AppProcess, free_port


def start(folder: Path, port: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PORT": port, "NO_BROWSER": "1", "STOCKHAND_DATA": str(folder)}
    return subprocess.run(
        [sys.executable, "-m", "app.main"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def refused(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert done.stdout == ""
    return done.stderr


def test_a_busy_port_is_named_with_another(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        words = refused(start(tmp_path, str(port)))
    assert f"Port {port} is in use." in words
    assert f"PORT={port + 1}" in words


@pytest.mark.parametrize("port", ["abc", "0", "70000", "-1"])
def test_a_port_that_is_none_is_named(tmp_path, port):
    assert f"not “{port}”" in refused(start(tmp_path, port))


def test_a_folder_that_cannot_be_one_is_named(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    words = refused(start(tmp_path / "file" / "data", str(free_port())))
    assert "may not write to" in words


def test_a_second_app_on_the_same_device_is_refused(tmp_path):
    first = AppProcess(tmp_path / "device")
    first.start()
    try:
        words = refused(start(tmp_path / "device", str(free_port())))
    finally:
        first.stop()
    assert words.startswith("Stockhand is already open on this device.")


def test_the_page_may_load_nothing_from_elsewhere(tmp_path):
    app = AppProcess(tmp_path / "device")
    app.start()
    try:
        headers = httpx.get(app.url).headers
    finally:
        app.stop()
    policy = headers["content-security-policy"]
    assert "cross-origin-embedder-policy" not in headers
    assert "default-src 'self'" in policy
    assert "http" not in policy
