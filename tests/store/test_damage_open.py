"""What breaks while a store is open, and how much is looked at before."""

import sqlite3
from pathlib import Path
from unittest.mock import patch

import pytest

from sync.store import support
from sync.store.files import JOURNAL_NAME, MIRROR_NAME
from sync.store.told import OpenNote, OpenNoteKind
from tests.store.breaking import PAGE, WORK, image, sent, used
from tests.store.floor import CATALOGUE, Floor, goods, run


@pytest.mark.parametrize("name", [JOURNAL_NAME, MIRROR_NAME])
def test_only_after_an_unclean_end_all_of_the_file_is_looked_at(tmp_path: Path, name: str):
    floor, _ = used(tmp_path / "device", 3)
    looked = list[str]()
    real = support.is_whole

    def counted(connection: sqlite3.Connection) -> bool:
        looked.append(connection.execute("PRAGMA database_list").fetchone()[2])
        return real(connection)

    with patch.object(support, "is_whole", counted):
        killed = image(floor, tmp_path / "killed")
        floor.reopen()
        assert not [path for path in looked if path.endswith(name)]
        Floor(killed).store.close()
        assert [path for path in looked if path.endswith(name)]
        # Another file in its place was not closed by us.
        floor.store.close()
        looked.clear()
        (floor.folder / name).touch()
        floor.open().close()
        assert [path for path in looked if path.endswith(name)]


def scribble(path: Path) -> None:
    """Break all but the first page, under the hands of whoever has the file open."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(PAGE)
        file.write(b"\xa5" * (size - PAGE))


def shrunk(floor: Floor) -> None:
    """Nothing is remembered of what was read before."""
    for connection in vars_of(floor):
        connection.execute("PRAGMA shrink_memory")


def vars_of(floor: Floor) -> list[sqlite3.Connection]:
    files = floor.store._files
    return [files.journal, files.journal_read, files.mirror, files.mirror_read]


def test_a_mirror_that_breaks_is_made_again_at_once(tmp_path: Path):
    floor, done = used(tmp_path, 4)
    for connection in vars_of(floor):
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    scribble(tmp_path / MIRROR_NAME)
    shrunk(floor)
    assert floor.receive().document is None, "an empty mirror, and no traceback"
    assert floor.store.opened.notes == (OpenNote(OpenNoteKind.MIRROR_REBUILT),)
    assert run(floor.store.pull_state()).cursor == ""
    run(floor.store.absorb(CATALOGUE))
    floor.absorb(WORK)
    assert sum(floor.done().values()) == 4
    assert sent(floor) == [one.op_id for one in done]
    floor.did(goods(WORK))
    floor.reopen()
    assert sum(floor.done().values()) == 5
    floor.store.close()


def test_a_mirror_that_breaks_under_a_page_is_made_again(tmp_path: Path):
    floor, _ = used(tmp_path, 2)
    cursor = run(floor.store.pull_state()).cursor
    floor.store._files.mirror.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    scribble(tmp_path / MIRROR_NAME)
    shrunk(floor)
    late = CATALOGUE.__class__(cursor, "late", more=False, applied_seq=0, works=(WORK,))
    run(floor.store.absorb(late))
    assert run(floor.store.pull_state()).cursor == "", "what did not fit any more is not taken in"
    assert OpenNote(OpenNoteKind.MIRROR_REBUILT) in floor.store.opened.notes
    floor.store.close()


def test_a_journal_that_breaks_goes_on_with_what_is_intact_at_once(tmp_path: Path):
    floor, done = used(tmp_path, 60)
    floor.store._files.journal.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    path = tmp_path / JOURNAL_NAME
    root = floor.store._files.journal.execute(
        "SELECT rootpage FROM sqlite_master WHERE name = 'operations'"
    ).fetchone()[0]
    with path.open("r+b") as file:
        file.seek((root - 1) * PAGE)
        file.write(b"\xa5" * PAGE)
    shrunk(floor)
    written = floor.did(goods(WORK)).envelope
    assert written.epoch == 2
    note = floor.store.opened.notes[0]
    assert note.kind is OpenNoteKind.JOURNAL_SET_ASIDE
    assert (note.kept, note.lost) == (60, 0), "the tree's root is gone, and no leaf of it"
    assert sent(floor) == [*(one.op_id for one in done), written.op_id]
    floor.store.close()
