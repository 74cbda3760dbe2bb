"""The power is cut at any moment: what was acknowledged is there, and nothing is half there."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from sync.store.files import JOURNAL_NAME
from tests.powercut.disk import (
    SECTOR,
    Disk,
    FolderSynced,
    Made,
    Moved,
    Resized,
    Synced,
    Written,
    put,
)
from tests.powercut.proof import CUTS, prove
from tests.powercut.recording import CannotRecord, Recorder
from tests.powercut.whole import Promised, look
from tests.rings import COUNTED, cannot_run
from tests.store.floor import Floor

HOW = "use a Python for POSIX whose sqlite3 module is linked to SQLite"
OLD, NEW = b"o" * SECTOR * 4, b"n" * SECTOR * 4


@pytest.mark.sim
@pytest.mark.timeout(1800)
def test_no_cut_loses_what_was_acknowledged(record_property):
    try:
        proof = prove(CUTS)
    except CannotRecord as why:
        cannot_run(str(why), HOW)
    record_property(COUNTED, proof.line)
    assert not proof.full.wrong, "\n".join(proof.full.wrong[:20])
    assert proof.full.lost == 0
    assert proof.normal.lost > 0, "without syncing nothing was lost, so this test is blind"


@pytest.mark.sim
def test_the_very_first_opening_can_be_cut_off_anywhere(tmp_path: Path):
    recorder = recording(tmp_path / "first")
    with recorder.recording():
        Floor(recorder.folder).store.close()
    disk, chance = Disk(), Random(3)
    for number, event in enumerate(recorder.events):
        disk.apply(event)
        cut = tmp_path / f"{number}"
        put(disk.after_cut(chance), cut)
        found = look(cut, Promised())
        assert not found.wrong, f"after event {number}: {found.wrong}"
        shutil.rmtree(cut)


def test_a_journal_that_is_as_good_as_gone_begins_a_new_epoch(tmp_path: Path):
    Floor(tmp_path).store.close()
    (tmp_path / JOURNAL_NAME).write_bytes(b"")
    opened = Floor(tmp_path).store
    assert opened.opened.epoch == 2
    opened.close()


def recording(folder: Path) -> Recorder:
    folder.mkdir()
    try:
        return Recorder(folder)
    except CannotRecord as why:
        cannot_run(str(why), HOW)


# ------------------------------------------------------------------ the disk


def left(*events, cuts: int = 300) -> set[tuple[tuple[str, bytes], ...]]:
    """All that cuts after these events left, on a disk with one synced file."""
    disk = Disk()
    for event in (Made("a", 0), Written(0, 0, OLD), Synced(0), FolderSynced(), *events):
        disk.apply(event)
    chance = Random(7)
    return {tuple(sorted(disk.after_cut(chance).items())) for _ in range(cuts)}


def test_what_is_synced_stays():
    assert left(Written(0, 0, NEW), Synced(0)) == {(("a", NEW),)}


def test_what_is_not_synced_is_there_sector_by_sector_or_not():
    contents = [dict(names)["a"] for names in left(Written(0, 0, NEW))]
    assert {OLD, NEW} <= set(contents)
    sectors = {
        content[start : start + SECTOR]
        for content in contents
        for start in range(0, len(OLD), SECTOR)
    }
    assert sectors > {b"o" * SECTOR, b"n" * SECTOR}, "no sector was torn"
    assert all(set(content) <= set(b"on") for content in contents)


def test_a_longer_file_may_be_shorter_again_or_hold_nothing():
    contents = {dict(names)["a"] for names in left(Written(0, len(OLD), NEW))}
    assert {OLD, OLD + NEW, OLD + bytes(len(NEW))} <= contents
    assert {len(content) for content in contents} == {len(OLD), len(OLD + NEW)}


def test_a_shorter_file_may_be_as_long_as_before():
    assert {len(dict(names)["a"]) for names in left(Resized(0, 100))} == {100, len(OLD)}


def test_what_is_written_behind_a_cut_is_there_only_with_the_cut():
    contents = {dict(names)["a"] for names in left(Resized(0, 0), Written(0, 0, NEW[:SECTOR]))}
    assert OLD in contents
    assert NEW[:SECTOR] in contents
    assert all(set(content) <= set(b"n\0") for content in contents - {OLD})


def test_names_change_in_order_and_last_when_the_folder_is_synced():
    names = {tuple(dict(one)) for one in left(Moved("a", "b"), Made("a", 1))}
    assert names == {("a",), ("b",), ("a", "b")}
    names = {tuple(dict(one)) for one in left(Moved("a", "b"), FolderSynced(), Made("a", 1))}
    assert names == {("b",), ("a", "b")}


# ------------------------------------------------------------------ the recorder


def test_the_recorder_sees_all_that_sqlite_writes(tmp_path: Path):
    folder = tmp_path / "seen"
    recorder = recording(folder)
    with recorder.recording():
        with closing(sqlite3.connect(folder / "a.db", isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode=WAL").close()
            connection.execute("CREATE TABLE t (a)")
            connection.executemany("INSERT INTO t VALUES (?)", ((n,) for n in range(500)))
            assert recorder.saw_everything()
        assert recorder.saw_everything()
        (folder / "a.db").rename(folder / "b.db")
        assert recorder.saw_everything()
        (folder / "c.db").write_bytes(b"behind its back")
        assert not recorder.saw_everything()
    assert {type(event) for event in recorder.events} >= {
        Made,
        Written,
        Synced,
        Moved,
        FolderSynced,
    }
