"""A disk that is full, or may not be written to, is one line at the start and loses nothing."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.base.wording import say, text
from app.bootstrap import Workplace
from app.settings.kept import Settings
from sync.store.trouble import OpenTrouble, OpenTroubleKind
from tests.journeys.app_process import free_port
from tests.main.test_start import refused, start
from tests.runtime.shift import shift, to_receipts

IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
ENOUGH = "64m"
# From no room for one file to room for half of the training warehouse.
SIZES = ("4k", "32k", "64k", "128k", "256k", "512k", "1m")


def mount(folder: Path, options: str) -> None:
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"no small disk can be mounted here: {done.stderr.strip()}")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of our own, whose size and rights a test may change."""
    if not IS_ROOT or sys.platform != "linux":
        pytest.skip("only root on Linux can mount a small disk")
    folder = tmp_path / "disk"
    folder.mkdir()
    mount(folder, f"size={ENOUGH}")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def opened(folder: Path) -> OpenTrouble | None:
    async def work_day() -> OpenTrouble | None:
        workplace = Workplace(folder)
        trouble = await workplace.open()
        await workplace.close()
        return trouble

    return asyncio.run(work_day())


def line_at_start(folder: Path) -> str:
    """What the app says instead of starting."""
    return refused(start(folder, str(free_port()))).strip()


def works(folder: Path) -> None:
    async def work_day() -> None:
        async with shift(folder) as work:
            await to_receipts(work)

    asyncio.run(work_day())


@pytest.mark.parametrize("size", SIZES)
def test_a_full_disk_is_said_and_passes(disk: Path, size: str) -> None:
    mount(disk, f"remount,size={size}")
    trouble = opened(disk)
    assert trouble is not None
    assert trouble.kind is OpenTroubleKind.NO_SPACE
    mount(disk, f"remount,size={ENOUGH}")
    assert opened(disk) is None


def test_a_full_disk_is_one_line(disk: Path) -> None:
    mount(disk, "remount,size=1m")
    assert line_at_start(disk) == say(text("opening.no_space"))
    mount(disk, f"remount,size={ENOUGH}")
    works(disk)


@pytest.mark.parametrize("known", [False, True], ids=["at first", "with books"])
def test_a_disk_that_may_not_be_written_to(disk: Path, *, known: bool) -> None:
    if known:
        assert opened(disk) is None
    mount(disk, "remount,ro")
    assert line_at_start(disk) == say(text("opening.not_writable", path=str(disk)))
    mount(disk, "remount,rw")
    works(disk)


@pytest.mark.skipif(IS_ROOT, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_to(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    trouble = opened(tmp_path)
    tmp_path.chmod(0o700)
    assert trouble is not None
    assert trouble.kind is OpenTroubleKind.NOT_WRITABLE


def test_changing_over_to_a_disk_that_is_full_changes_nothing(tmp_path: Path, disk: Path) -> None:
    """The folder of the other ERP's journal lies on the full disk; the device stays as it is."""

    async def work_day() -> None:
        async with shift(tmp_path / "device") as work:
            other = Settings(erp="odoo", url="http://127.0.0.1:9", database="wh", user="Ana")
            (tmp_path / "device" / other.site).symlink_to(disk)
            mount(disk, "remount,size=4k")
            device, kept = work.workplace.device, work.workplace.form()
            form = kept.__class__(other.erp, "Ana", other.url, other.database, "key")
            trouble = await work.workplace.use(form)
            assert trouble is not None
            assert trouble.kind is OpenTroubleKind.NO_SPACE
            assert work.workplace.device is device
            assert work.workplace.form() == kept
            await to_receipts(work)

    asyncio.run(work_day())
    works(tmp_path / "device")
