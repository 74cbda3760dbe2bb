"""A scanner attached on the setup page, tried with a real connection, and taken away again."""

import socket
from pathlib import Path

import pytest

from tests.journeys.app_process import AppProcess, free_port
from tests.journeys.hands import SHOTS, hands

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]


def test_a_network_scanner_is_attached_by_hand(tmp_path: Path) -> None:
    process, port = AppProcess(tmp_path / "device"), free_port()
    process.start()
    try:
        with hands() as clerk:
            clerk.open(process.url)
            clerk.see("tile-receipt")
            clerk.tap("action-open_setup")
            clerk.reach("choice-choose-scanner:add")
            clerk.see("title", "Scanner")
            clerk.photo(SHOTS / "scanner-ways.png")
            clerk.reach("choice-choose-scanner:way:called")
            clerk.reach("field-scanner_address")
            clerk.fill("scanner_address", str(port))
            clerk.reach("action-submit")
            clerk.see("outcome", "Scan something")
            with socket.create_connection(("127.0.0.1", port), timeout=10) as scanner:
                scanner.sendall(b"]E04098765006326\r")
                clerk.see(f"scanner-called:{port}", "Article number 4098765006326")
            clerk.photo(SHOTS / "scanner-tried.png")
            clerk.reach("choice-choose-scanner:remove")
            clerk.see("title", "Set")
            assert clerk.crashes == 0
    finally:
        process.stop()
    assert '"scanners": []' in (tmp_path / "device" / "scanners.json").read_text()
