"""Opening a folder: old, newer, damaged, taken, or not writable; what was written is kept."""

import json
import os
import sqlite3
from contextlib import closing
from hashlib import blake2b
from pathlib import Path

import pytest
from sqlite_utils import Database

from sync.core.envelope import ENVELOPE_VERSION, Envelope, Seen, When, sealed, to_json
from sync.core.ids import op_id
from sync.store import migrate
from sync.store.files import JOURNAL_NAME, MIRROR_NAME
from sync.store.store import Store
from sync.store.told import Opened, OpenNote, OpenNoteKind
from sync.store.trouble import OpenTrouble, OpenTroubleKind
from tests.store.floor import CATALOGUE, DEVICE, Floor, goods, run, stamp
from tests.store.folders import WORK, edit, opened, python, used


def test_a_new_folder_is_made(tmp_path: Path):
    store = opened(tmp_path / "deep" / "down")
    assert isinstance(store, Store)
    assert store.opened == Opened("device-b", 1)
    journal, mirror = store._files.journal, store._files.mirror
    assert journal.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert journal.execute("PRAGMA synchronous").fetchone() == (2,)
    assert mirror.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert mirror.execute("PRAGMA synchronous").fetchone() == (1,)
    store.close()


def test_an_old_folder_keeps_its_device_and_its_work(tmp_path: Path):
    _, envelope = used(tmp_path)
    store = opened(tmp_path)
    assert store.opened == Opened(DEVICE, 1)
    assert run(store.batch(5)) == (envelope,)
    store.close()


def test_a_second_opening_is_refused(tmp_path: Path):
    store = opened(tmp_path)
    refused = OpenTrouble(OpenTroubleKind.IN_USE, str(tmp_path), pid=os.getpid())
    assert opened(tmp_path) == refused
    store.close()
    again = opened(tmp_path)
    assert isinstance(again, Store)
    again.close()


def test_a_second_process_is_refused(tmp_path: Path):
    store = opened(tmp_path)
    code = (
        "import sys; from pathlib import Path; from sync.store.store import Store;"
        "from sync.store.lanes import inline_lanes;"
        "sys.stdout.write(repr(Store.open(Path(sys.argv[1]), 'x', inline_lanes())))"
    )
    answer = python(code, tmp_path)
    assert "IN_USE" in answer.stdout
    assert f"pid={os.getpid()}" in answer.stdout
    store.close()


def test_a_newer_journal_is_refused_and_left_alone(tmp_path: Path):
    used(tmp_path)
    with closing(sqlite3.connect(tmp_path / JOURNAL_NAME)) as connection:
        name = f"{migrate.JOURNAL_VERSION + 3:04}_of_tomorrow"
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, ?, '')",
            ("journal", name),
        )
        connection.commit()
    before = (tmp_path / JOURNAL_NAME).read_bytes()
    trouble = opened(tmp_path)
    assert trouble == OpenTrouble(
        OpenTroubleKind.NEWER_VERSION,
        str(tmp_path / JOURNAL_NAME),
        found=migrate.JOURNAL_VERSION + 3,
        known=migrate.JOURNAL_VERSION,
    )
    assert (tmp_path / JOURNAL_NAME).read_bytes() == before


NEWER = {"a deed": {"kind": "teleport"}, "an envelope": {"version": ENVELOPE_VERSION + 1}}


@pytest.mark.parametrize("over", NEWER.values(), ids=NEWER)
def test_what_a_newer_app_wrote_is_refused_and_left_alone(tmp_path: Path, over: dict):
    _, envelope = used(tmp_path)
    data = json.loads(to_json(envelope)) | over
    del data["hash"]
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    data["hash"] = blake2b(text.encode(), digest_size=16).hexdigest()
    payload = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    edit(tmp_path, f"UPDATE operations SET payload = '{payload}', hash = '{data['hash']}'")
    trouble = opened(tmp_path)
    assert isinstance(trouble, OpenTrouble)
    assert trouble.kind is OpenTroubleKind.NEWER_VERSION
    assert not list(tmp_path.glob("*damaged*"))


def test_a_newer_mirror_is_made_again(tmp_path: Path):
    _, envelope = used(tmp_path)
    with closing(sqlite3.connect(tmp_path / MIRROR_NAME)) as connection:
        connection.execute(
            "UPDATE _sqlite_migrations SET name = '0099_of_tomorrow' WHERE name LIKE '0001%'"
        )
        connection.commit()
    store = opened(tmp_path)
    assert store.opened == Opened(DEVICE, 1, (OpenNote(OpenNoteKind.MIRROR_REBUILT),))
    assert run(store.pull_state()).cursor == ""
    assert run(store.batch(5)) == (envelope,)
    store.close()


# ------------------------------------------------------------------ older


OLD_JOURNAL = Path(__file__).parent / "fixtures" / "journal_v1.sql"


def test_a_journal_of_the_first_version_is_brought_up(tmp_path: Path):
    with closing(sqlite3.connect(tmp_path / JOURNAL_NAME)) as connection:
        connection.executescript(OLD_JOURNAL.read_text(encoding="utf-8"))
    floor = Floor(tmp_path)
    assert floor.store.opened == Opened("device-old", 4)
    old = run(floor.store.batch(5))
    assert [one.seq for one in old] == [1, 2]
    assert run(floor.store.unsent()).waiting == 2
    run(floor.store.absorb(CATALOGUE))
    floor.absorb(WORK)
    assert floor.done()[0] == 5
    assert floor.did(goods(WORK)).envelope.prev_hash == old[-1].hash
    floor.reopen()
    assert floor.done()[0] == 6
    floor.store.close()


def old_journal() -> str:
    """How the fixture was made; it is never made again: it is what an old app wrote."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate.JOURNAL.apply(Database(connection), stop_before="0002_answers")
        connection.execute("INSERT INTO identity VALUES (1, 'device-old', 4)")
        previous = "0" * 32
        for number in (1, 2):
            by = stamp(number)
            envelope = sealed(
                Envelope(
                    op_id(number, number), "device-old", 4, number, previous, "",
                    goods(WORK, quantity=number + 1), by.who, When(number, number, "boot"),
                    Seen("v1", "WH/IN/00001", "c1"), "scan",
                )
            )  # fmt: skip
            previous = envelope.hash
            deed = envelope.deed
            connection.execute(
                "INSERT INTO operations VALUES (?, ?, ?, ?, ?, NULL, ?, ?, ?)",
                (number, envelope.op_id, str(envelope.kind), deed.document, deed.line,
                 envelope.hash, number, to_json(envelope)),
            )  # fmt: skip
        return "\n".join(connection.iterdump()) + "\n"


def test_every_version_has_its_step():
    for steps, version in (
        (migrate.JOURNAL, migrate.JOURNAL_VERSION),
        (migrate.MIRROR, migrate.MIRROR_VERSION),
    ):
        names = [step.name for step in steps._migrations]
        assert [int(name[:4]) for name in names] == [*range(1, version + 1)]


def test_a_mirror_that_was_cut_off_before_its_first_table_is_filled_again(tmp_path: Path):
    floor = Floor(tmp_path)
    floor.store.close()
    (tmp_path / "mirror.db").write_bytes(b"")
    floor.open()
    assert run(floor.store.pull_state()).cursor == ""
    floor.store.close()


def test_a_mirror_that_lacks_a_table_is_made_again(tmp_path: Path):
    floor = Floor(tmp_path)
    floor.store.close()
    with closing(sqlite3.connect(tmp_path / "mirror.db")) as mirror:
        mirror.execute("DROP TABLE state")
        mirror.commit()
    floor.open()
    assert [note.kind for note in floor.store.opened.notes] == [OpenNoteKind.MIRROR_REBUILT]
    floor.store.close()
