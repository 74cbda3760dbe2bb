"""A disk that fills up: no new work, begun work to the last byte, and the log kept short."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from sync.store import folding, room
from sync.store.files import JOURNAL_NAME
from sync.store.lanes import inline_lanes
from sync.store.room import FREE_BYTES_MIN, RESERVE_BYTES, RESERVE_NAME, Room
from sync.store.store import Store
from sync.store.told import Committed, ReceiveWanted
from sync.store.trouble import BrokenKind, CommitTrouble, CommitTroubleKind, StoreBrokeError
from tests.store.floor import (
    CATALOGUE,
    SCOPE,
    TODAY,
    Floor,
    article,
    finish,
    goods,
    receipt,
    run,
    stamp,
)

SCANS = 600
"""Written on a full disk: what the log alone would take of them is more than the reserve."""
WORK, OTHER = receipt(lines=4), receipt(2, lines=4)
LOG = f"{JOURNAL_NAME}-wal"


@dataclass
class Disk:
    """How much is free, by our own saying."""

    free: int = FREE_BYTES_MIN

    def __call__(self, _: Path) -> int:
        return self.free


def opened(folder: Path, disk: Disk) -> Store:
    store = Store.open(folder, "device-a", inline_lanes(), disk)
    assert isinstance(store, Store), store
    return store


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def store(tmp_path: Path, disk: Disk) -> Iterator[Store]:
    store = opened(tmp_path, disk)
    run(store.absorb(CATALOGUE))
    works = CATALOGUE.__class__("c1", "c2", more=False, applied_seq=0, works=(WORK, OTHER))
    run(store.absorb(works))
    yield store
    store.close()


def receive(store: Store, document: int):
    return run(store.receive(SCOPE, ReceiveWanted(document, None, None, None, (), TODAY)))


def test_with_little_room_nothing_new_is_begun(store: Store, disk: Disk):
    assert isinstance(run(store.commit(goods(WORK), stamp(1), TODAY)), Committed)
    disk.free = FREE_BYTES_MIN - 1
    assert not store.has_room()
    assert not run(store.home(SCOPE, (), TODAY)).has_room
    assert not run(store.receipts(SCOPE, (), TODAY)).has_room
    assert not receive(store, 2).has_room
    refused = run(store.commit(goods(OTHER), stamp(2), TODAY))
    assert refused == CommitTrouble(CommitTroubleKind.NO_NEW_WORK)
    assert run(store.unsent()).waiting == 1


def test_what_was_begun_goes_on_with_little_room(store: Store, disk: Disk):
    run(store.commit(goods(WORK), stamp(1), TODAY))
    disk.free = 0
    assert receive(store, 1).has_room
    assert isinstance(run(store.commit(goods(WORK), stamp(2), TODAY)), Committed)
    assert isinstance(run(store.commit(finish(WORK), stamp(3), TODAY)), Committed)


def test_with_room_again_work_begins_again(store: Store, disk: Disk):
    disk.free = 0
    assert not store.has_room()
    disk.free = FREE_BYTES_MIN
    assert run(store.home(SCOPE, (), TODAY)).has_room
    assert receive(store, 2).has_room
    assert isinstance(run(store.commit(goods(OTHER), stamp(1), TODAY)), Committed)


# ------------------------------------------------------------------ the reserve


def test_a_reserve_is_laid_in_behind_the_first_screen(store: Store, tmp_path: Path):
    run(store.look_through())
    reserve = tmp_path / RESERVE_NAME
    assert reserve.stat().st_size == RESERVE_BYTES
    if hasattr(os, "posix_fallocate"):
        assert reserve.stat().st_blocks * 512 >= RESERVE_BYTES, "it holds its place on the disk"


def test_no_reserve_is_laid_in_where_it_would_take_the_last(tmp_path: Path):
    Room(tmp_path, Disk(room.RESERVE_WANTS_FREE - 1)).lay_in()
    assert not (tmp_path / RESERVE_NAME).exists()


IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """A disk of our own, of a size that a test may change."""
    if not IS_ROOT or sys.platform != "linux":
        pytest.skip("only root on Linux can mount a small disk")
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = list[str]()

    def mount(size: str) -> Path:
        options = f"remount,size={size}" if mounted else f"size={size}"
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"no small disk can be mounted here: {done.stderr.strip()}")
        mounted.append(size)
        return folder

    yield mount
    if mounted:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_on_a_full_disk_scans_are_written_from_the_reserve(small: Callable[[str], Path]):
    folder = small("64m")
    floor = Floor(folder / "device")
    run(floor.store.absorb(CATALOGUE))
    work = receipt(lines=400)
    floor.absorb(work)
    floor.store.close()
    # As if there were plenty; what the disk says is what counts.
    floor.store = opened(folder / "device", Disk())
    run(floor.store.look_through())
    fill(folder)
    written = [floor.did(goods(work, 4 * (number % 100))) for number in range(SCANS)]
    assert not (folder / "device" / RESERVE_NAME).exists()
    # Somebody takes what is left of it: to the last byte scans are written.
    fill(folder)
    while isinstance(done := floor.do(goods(work, 4 * (len(written) % 100))), Committed):
        written.append(done)
        assert len(written) < 10 * SCANS
    assert done.kind is CommitTroubleKind.NO_SPACE
    with pytest.raises(StoreBrokeError) as broke:
        floor.absorb(products=tuple(map(article, range(1_000, 60_000))))
    assert broke.value.kind is BrokenKind.NO_SPACE
    assert floor.receive().progress.done == len(written), "what is shown is what is written"
    small("128m")
    assert isinstance(floor.do(goods(work)), Committed), "with room again it goes on by itself"
    floor.reopen()
    assert ids(floor)[:-1] == [one.envelope.op_id for one in written]
    assert len(ids(floor)) == len(written) + 1
    floor.store.close()


def ids(floor: Floor) -> list[str]:
    return [row[0] for row in floor.store._files.journal.execute("SELECT op_id FROM operations")]


def fill(folder: Path) -> None:
    """Take every byte that is left."""
    with (folder / "filler").open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while True:
                    file.write(b"\1" * size)
            except OSError:
                continue


# ------------------------------------------------------------------ the log


def test_the_log_is_folded_in_when_nobody_scans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(folding, "IDLE_S", 0.5)
    floor = Floor(tmp_path)
    run(floor.store.absorb(CATALOGUE))
    floor.absorb(WORK)

    async def scans() -> list[int]:
        loop, folded = asyncio.get_running_loop(), asyncio.Event()
        real, sizes = folding.fold, list[int]()

        def fold(journal) -> None:
            real(journal)
            sizes.append((tmp_path / JOURNAL_NAME).stat().st_size)
            loop.call_soon_threadsafe(folded.set)

        monkeypatch.setattr("sync.store.store.fold", fold)
        before = (tmp_path / JOURNAL_NAME).stat().st_size
        for number in range(30):
            await floor.store.commit(goods(WORK), stamp(number), TODAY)
        assert (tmp_path / JOURNAL_NAME).stat().st_size == before, "never at a beep"
        assert not sizes
        await asyncio.wait_for(folded.wait(), 10)
        return [before, *sizes]

    before, after = asyncio.run(scans())
    assert after > before
    floor.store.close()


def test_a_log_that_grows_without_a_pause_begins_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    limit = 1 << 20
    monkeypatch.setattr(folding, "LOG_BYTES_MAX", limit)
    floor = Floor(tmp_path)
    run(floor.store.absorb(CATALOGUE))
    floor.absorb(receipt(lines=4))

    async def scans() -> int:
        longest = 0
        for number in range(folding.LOOKED_AT_COMMITS * 12):
            await floor.store.commit(goods(WORK), stamp(number), TODAY)
            longest = max(longest, (tmp_path / LOG).stat().st_size)
        return longest

    # What comes between two looks may still be added.
    assert limit < asyncio.run(scans()) < 4 * limit
    floor.store.close()


def test_while_somebody_reads_the_log_waits_and_no_scan_does(tmp_path: Path):
    floor = Floor(tmp_path)
    run(floor.store.absorb(CATALOGUE))
    floor.absorb(WORK)
    floor.did(goods(WORK))
    reader, journal = floor.store._files.journal_read, floor.store._files.journal
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM operations").fetchone()
    floor.did(goods(WORK))
    folding.restart(journal)
    assert journal.execute("PRAGMA busy_timeout").fetchone() == (5_000,)
    reader.execute("ROLLBACK")
    floor.store.close()
