"""The app as most journeys have it: a process of its own, on the training warehouse."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.app_process import AppProcess


@pytest.fixture
def app(tmp_path: Path) -> Iterator[AppProcess]:
    process = AppProcess(tmp_path / "device")
    process.start()
    yield process
    process.stop()
    print(process.log.read_text(errors="replace"))
