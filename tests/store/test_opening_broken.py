"""Opening a folder in which something is broken, full, or was cut off."""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from sync.core.envelope import to_json
from sync.core.lifecycle import Outcome, Result
from sync.store import outbox
from sync.store.files import JOURNAL_NAME, MIRROR_NAME
from sync.store.store import Store
from sync.store.told import Opened, OpenNote, OpenNoteKind
from sync.store.trouble import OpenTrouble, OpenTroubleKind
from tests.store.floor import CATALOGUE, DEVICE, TODAY, goods, run
from tests.store.folders import WORK, edit, opened, python, used


def scribble(path: Path, start: int) -> None:
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(start)
        file.write(b"\xa5" * (size - start))


def cut(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)


DAMAGES = {
    "no database at all": lambda path: path.write_bytes(b"this is no database" * 500),
    "a broken header": lambda path: scribble(path, 0),
    "broken pages": lambda path: scribble(path, 4096 * 2),
    "cut in half": cut,
}


def test_a_mirror_whose_making_was_cut_off_is_made_anew(tmp_path: Path):
    """Its tables are there, and nothing says yet how far it is."""
    floor, envelope = used(tmp_path)
    with closing(sqlite3.connect(tmp_path / MIRROR_NAME)) as mirror:
        mirror.execute("DELETE FROM state")
        mirror.commit()
    store = floor.open()
    assert run(store.batch(5)) == (envelope,)
    run(store.absorb(CATALOGUE))
    floor.absorb(WORK)
    assert floor.done()[0] == 3


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_mirror_is_made_again(tmp_path: Path, damage):
    floor, envelope = used(tmp_path)
    damage(tmp_path / MIRROR_NAME)
    store = floor.open()
    assert store.opened == Opened(DEVICE, 1, (OpenNote(OpenNoteKind.MIRROR_REBUILT),))
    assert run(store.batch(5)) == (envelope,)
    run(store.absorb(CATALOGUE))
    floor.absorb(WORK)
    assert floor.done()[0] == 3
    store.close()


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_journal_is_set_aside_whole(tmp_path: Path, name: str):
    floor, envelope = used(tmp_path)
    journal, aside = tmp_path / JOURNAL_NAME, tmp_path / "journal.damaged-1.db"
    DAMAGES[name](journal)
    content = journal.read_bytes()
    kept = int(to_json(envelope).encode() in content)
    store = floor.open()
    unread = () if kept else (1,)
    note = OpenNote(OpenNoteKind.JOURNAL_SET_ASIDE, str(aside), kept, len(unread), unread)
    assert store.opened == Opened(DEVICE, 2, (note,))
    assert aside.read_bytes() == content
    # The base is as it was; of what was replayed on it, what could be read goes on.
    assert floor.done()[0] == 3 * kept
    assert [one.op_id for one in run(store.batch(5))] == [envelope.op_id] * kept
    floor.did(goods(WORK))
    store.close()
    journal.write_bytes(b"gone" * 4096)
    again = floor.open()
    assert again.opened.epoch == 3
    assert (tmp_path / "journal.damaged-2.db").exists()
    assert aside.read_bytes() == content
    again.close()


def test_a_new_journal_does_not_go_on_with_a_pull_that_counts_by_the_lost_one(tmp_path: Path):
    """A pull of several pages says how many operations it holds: of the journal it began with."""
    floor, _ = used(tmp_path)
    floor.open()
    floor.absorb(WORK, applied_seq=1, more=True)
    floor.store.close()
    edit(tmp_path, TAMPERED["no JSON"])
    store = floor.open()
    assert run(store.pull_state()).cursor == ""
    assert floor.receive().document is not None
    store.close()


TAMPERED = {
    "an amount": "UPDATE operations SET payload = replace(payload, '\"3\"', '\"4\"')",
    "a number": "UPDATE operations SET seq = 7",
    "no JSON": "UPDATE operations SET payload = 'x'",
    "a name": "UPDATE operations SET payload = replace(payload, 'raw_scan', 'raw_scam')",
    "a figure": "UPDATE operations SET payload = replace(payload, '\"3\"', '\"x\"')",
    "a predecessor": "UPDATE operations SET payload = replace(payload, '00000', '11111')",
}


@pytest.mark.parametrize("statement", TAMPERED.values(), ids=TAMPERED)
def test_a_journal_whose_chain_is_broken_is_set_aside(tmp_path: Path, statement: str):
    floor, _ = used(tmp_path)
    edit(tmp_path, statement)
    store = floor.open()
    assert [note.kind for note in store.opened.notes] == [OpenNoteKind.JOURNAL_SET_ASIDE]
    store.close()


def test_where_nothing_can_be_read_the_device_is_as_given(tmp_path: Path):
    used(tmp_path)
    for name in (JOURNAL_NAME, MIRROR_NAME):
        (tmp_path / name).write_bytes(b"gone" * 4096)
    store = opened(tmp_path)
    assert (store.opened.device, store.opened.epoch) == ("device-b", 2)
    assert [note.kind for note in store.opened.notes] == [
        OpenNoteKind.JOURNAL_SET_ASIDE,
        OpenNoteKind.MIRROR_REBUILT,
    ]
    store.close()


def test_an_older_backup_of_the_journal_does_not_keep_what_it_does_not_know(tmp_path: Path):
    floor, _ = used(tmp_path)
    backup = tmp_path / "backup.db"
    store = floor.open()
    run(store.back_up(backup))
    floor.did(goods(WORK, quantity=4))
    assert floor.done()[0] == 7
    store.close()
    (tmp_path / JOURNAL_NAME).write_bytes(backup.read_bytes())
    floor.open()
    note = OpenNote(OpenNoteKind.JOURNAL_RESTORED, str(tmp_path / "journal.restored-1.db"), kept=1)
    assert floor.store.opened == Opened(DEVICE, 2, (note,))
    assert floor.done()[0] == 3
    floor.store.close()


def test_a_folder_that_cannot_be_made_is_a_value(tmp_path: Path):
    (tmp_path / "file").write_text("")
    folder = tmp_path / "file" / "folder"
    assert opened(folder) == OpenTrouble(OpenTroubleKind.NOT_WRITABLE, str(folder))


def test_a_file_that_cannot_be_opened_is_a_value(tmp_path: Path):
    (tmp_path / JOURNAL_NAME).mkdir()
    trouble = opened(tmp_path)
    assert trouble == OpenTrouble(OpenTroubleKind.NOT_WRITABLE, str(tmp_path))
    (tmp_path / JOURNAL_NAME).rmdir()
    store = opened(tmp_path)
    assert isinstance(store, Store)
    store.close()


FULL = """
import resource, signal, sys
from pathlib import Path
from sync.store.lanes import inline_lanes
from sync.store.store import Store
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (8192, resource.RLIM_INFINITY))
sys.stdout.write(repr(Store.open(Path(sys.argv[1]), "device", inline_lanes())))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no limit of file sizes on Windows")
def test_no_room_for_a_mirror_is_a_value_and_keeps_the_journal(tmp_path: Path):
    _, envelope = used(tmp_path)
    (tmp_path / MIRROR_NAME).unlink()
    answer = python(FULL, tmp_path)
    assert answer.stdout.startswith("OpenTrouble("), answer
    store = opened(tmp_path)
    assert isinstance(store, Store)
    assert run(store.batch(5)) == (envelope,)
    store.close()


KILLED = """
import os, signal, sys
from pathlib import Path
from tests.store.floor import Floor, goods, receipt
floor = Floor(Path(sys.argv[1]))
floor.number = 100
floor.mirror_lane.holding = True
for _ in range(5):
    floor.did(goods(receipt(lines=4)))
sys.stdout.write("written"); sys.stdout.flush()
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_killed_between_journal_and_mirror_live_is_right_at_once(tmp_path: Path):
    floor, _ = used(tmp_path)
    child = python(KILLED, tmp_path)
    assert (child.stdout, child.returncode) == ("written", -9), child.stderr
    with closing(sqlite3.connect(tmp_path / MIRROR_NAME)) as mirror:
        assert mirror.execute("SELECT replayed_seq FROM state").fetchone() == (1,)
    floor.open()
    assert floor.done()[0] == 8
    assert [one.seq for one in run(floor.store.batch(10))] == [1, 2, 3, 4, 5, 6]
    assert floor.store._files.mirror.execute("SELECT replayed_seq FROM state").fetchone() == (6,)
    assert floor.receive().today == TODAY
    floor.store.close()


def test_killed_between_answer_and_mirror_live_is_right_at_once(tmp_path: Path):
    floor, envelope = used(tmp_path)
    floor.open()
    refusal = Result(envelope.op_id, envelope.seq, Outcome.REJECTED)
    # What the scan lane writes before the mirror lane follows.
    outbox.record(floor.store._files.journal, (refusal,))
    floor.reopen()
    assert floor.done()[0] == 0
    floor.store.close()


def test_a_mirror_whose_schema_is_no_text_is_made_again(tmp_path: Path):
    used(tmp_path)
    path = tmp_path / MIRROR_NAME
    with closing(sqlite3.connect(path)) as mirror:
        mirror.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    # A name in it, of which one byte is no letter any more.
    path.write_bytes(path.read_bytes().replace(b"live_documents", b"live_docu\xdaents"))
    store = opened(tmp_path)
    assert isinstance(store, Store)
    assert [note.kind for note in store.opened.notes] == [OpenNoteKind.MIRROR_REBUILT]
    store.close()
