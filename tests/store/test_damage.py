"""A broken file: what is intact goes on at once, what is not is named, and nothing is made up."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from sync.core.envelope import from_json, is_sealed, to_json
from sync.core.lifecycle import Outcome, Result
from sync.store.carve import carve, carve_log
from sync.store.chain import PART_OPERATIONS_MAX
from sync.store.files import JOURNAL_NAME, MIRROR_NAME
from sync.store.folding import fold
from sync.store.intact import Numbering
from sync.store.reissue import append_again
from sync.store.support import CHAIN_CHECKED_MAX
from sync.store.told import Opened, OpenNote, OpenNoteKind
from tests.store.breaking import PAGE, WORK, image, sent, used
from tests.store.floor import CATALOGUE, DEVICE, goods, run, stamp

FORMAT_AT = 47
"""The byte of a SQLite file that says in which format its schema is."""

MANY = CHAIN_CHECKED_MAX + PART_OPERATIONS_MAX + 50


def edit(folder: Path, statement: str, *values: object) -> None:
    """Change what our own triggers would not let be changed."""
    with closing(sqlite3.connect(folder / JOURNAL_NAME)) as connection:
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(statement, values)
        connection.commit()


FLIPS = {
    "the kind": ("receive_line", "receive_lime"),
    "the version": ('"version":1', '"version":3'),
    "a name": ('"raw_scan"', '"raw_sban"'),
    "the day": ('"expiry":null', '"expiry":nulm'),
    "an amount": ('"quantity":"1"', '"quantity":"9"'),
    "a mark": ("{", "["),
}


@pytest.mark.parametrize(("old", "new"), FLIPS.values(), ids=FLIPS)
def test_a_flipped_bit_costs_one_operation_and_no_more(tmp_path: Path, old: str, new: str):
    floor, done = used(tmp_path, 6)
    floor.store.close()
    edit(tmp_path, "UPDATE operations SET payload = replace(payload, ?, ?) WHERE seq = 4", old, new)
    floor.open()
    aside = str(tmp_path / "journal.damaged-1.db")
    note = OpenNote(OpenNoteKind.JOURNAL_SET_ASIDE, aside, kept=5, lost=1, unread=(4,))
    assert floor.store.opened == Opened(DEVICE, 2, (note,))
    assert sent(floor) == [one.op_id for one in done if one.seq != 4]
    assert floor.done()[0] == 3
    assert floor.done()[4] == 2
    floor.store.close()


def test_a_text_that_is_none_any_more_is_damage(tmp_path: Path):
    floor, done = used(tmp_path, 3)
    floor.store.close()
    broken = "UPDATE operations SET payload = replace(payload, 'anna', CAST(X'FF' AS TEXT))"
    edit(tmp_path, f"{broken} WHERE seq = 2")
    floor.open()
    assert floor.store.opened.notes[0].unread == (2,)
    assert sent(floor) == [done[0].op_id, done[2].op_id]
    floor.store.close()


def test_a_name_in_the_schema_that_is_none_any_more_is_damage(tmp_path: Path):
    floor, done = used(tmp_path, 3)
    floor.store.close()
    path = tmp_path / JOURNAL_NAME
    path.write_bytes(path.read_bytes().replace(b"without_gap", b"without\xdagap"))
    floor.open()
    note = floor.store.opened.notes[0]
    assert (note.kind, note.lost) == (OpenNoteKind.JOURNAL_SET_ASIDE, 0)
    assert sent(floor) == [one.op_id for one in done]
    floor.store.close()


@pytest.mark.parametrize("name", [b"\xff001_operations", b"8001_operations", b"0001_operati\xffns"])
def test_a_step_whose_name_is_lost_is_damage_and_no_newer_app(tmp_path: Path, name: bytes):
    floor, done = used(tmp_path, 3)
    floor.store.close()
    for path in (tmp_path / JOURNAL_NAME, tmp_path / MIRROR_NAME):
        step = b"0001_operations" if path.name == JOURNAL_NAME else b"0001_mirror"
        path.write_bytes(path.read_bytes().replace(step, name[: len(step)]))
    floor.open()
    kinds = {note.kind: note.lost for note in floor.store.opened.notes}
    assert kinds == {OpenNoteKind.JOURNAL_SET_ASIDE: 0, OpenNoteKind.MIRROR_REBUILT: 0}
    assert sent(floor) == [one.op_id for one in done]
    floor.store.close()


def test_a_head_that_names_a_format_that_there_never_was_is_damage(tmp_path: Path):
    floor, done = used(tmp_path, 3)
    floor.store.close()
    for path in (tmp_path / JOURNAL_NAME, tmp_path / MIRROR_NAME):
        found = bytearray(path.read_bytes())
        found[FORMAT_AT] = 0xA5
        path.write_bytes(found)
    floor.open()
    kinds = {note.kind: note.lost for note in floor.store.opened.notes}
    assert kinds == {OpenNoteKind.JOURNAL_SET_ASIDE: 0, OpenNoteKind.MIRROR_REBUILT: 0}
    assert sent(floor) == [one.op_id for one in done]
    floor.store.close()


def test_what_the_erp_has_is_not_lost_by_damage(tmp_path: Path):
    floor, done = used(tmp_path, 3)
    answers = tuple(Result(one.op_id, one.seq, Outcome.APPLIED) for one in done[:2])
    run(floor.store.record(answers))
    floor.absorb(applied_seq=2)
    floor.store.close()
    edit(tmp_path, "UPDATE operations SET payload = 'x' WHERE seq <= 2")
    floor.open()
    note = floor.store.opened.notes[0]
    assert (note.kept, note.lost, note.unread) == (1, 0, ())
    assert sent(floor) == [done[2].op_id]
    floor.store.close()


# ------------------------------------------------------------------ deeper than the first look


def test_deep_damage_is_found_behind_the_first_screen(tmp_path: Path):
    floor, done = used(tmp_path, MANY)
    floor.store.close()
    edit(
        tmp_path, "UPDATE operations SET payload = replace(payload, 'scan', 'scam') WHERE seq = 20"
    )
    floor.open()
    assert floor.store.opened == Opened(DEVICE, 1), "a start does not wait for the whole of it"
    run(floor.store.look_through())
    note = floor.store.opened.notes[0]
    assert (floor.store.opened.epoch, note.kept, note.unread) == (2, MANY - 1, (20,))
    assert sent(floor) == [one.op_id for one in done if one.seq != 20]
    floor.store.close()


def test_deep_damage_that_the_opening_meets_is_no_crash(tmp_path: Path):
    floor, _ = used(tmp_path, MANY)
    floor.store.close()
    edit(tmp_path, "UPDATE operations SET payload = 'no JSON' WHERE seq = 20")
    (tmp_path / MIRROR_NAME).unlink()
    floor.open()
    assert [note.unread for note in floor.store.opened.notes] == [(20,)]
    run(floor.store.absorb(CATALOGUE))
    floor.absorb(WORK)
    assert sum(floor.done().values()) == MANY - 1
    floor.store.close()


def test_a_whole_chain_is_no_news(tmp_path: Path):
    floor, _ = used(tmp_path, PART_OPERATIONS_MAX * 2)
    run(floor.store.look_through())
    assert floor.store.opened == Opened(DEVICE, 1)
    floor.store.close()


@pytest.mark.parametrize("seed", range(8))
def test_whatever_pages_are_broken_what_is_kept_is_true_and_the_rest_is_named(
    tmp_path: Path, seed: int
):
    chance = Random(seed)
    floor, done = used(tmp_path, 120)
    floor.store.close()
    path = tmp_path / JOURNAL_NAME
    raw = bytearray(path.read_bytes())
    for _ in range(chance.randint(1, 6)):
        start = chance.randrange(len(raw) // PAGE) * PAGE
        raw[start : start + PAGE] = chance.randbytes(PAGE)
    path.write_bytes(raw)
    floor.open()
    run(floor.store.look_through())
    by_id = {one.op_id: one for one in done}
    kept = sent(floor)
    notes = floor.store.opened.notes
    assert all(op_id in by_id for op_id in kept)
    assert len(set(kept)) == len(kept)
    lost = {one.seq for one in done} - {by_id[op_id].seq for op_id in kept}
    assert lost == set(notes[0].unread if notes else ()), f"seed {seed}"
    for one in run(floor.store.batch(500)):
        assert is_sealed(one)
        assert one.deed == by_id[one.op_id].deed
    assert sum(floor.done().values()) == len(kept), "what is shown is what is kept"
    floor.store.close()


# ------------------------------------------------------------------ the log beside it


def test_operations_are_found_in_bytes_alone(tmp_path: Path):
    """The newest scans are only in the log; where its end is torn, what was committed counts."""
    floor, done = used(tmp_path / "device", 5)
    fold(floor.store._files.journal)
    done += [floor.did(goods(WORK)).envelope for _ in range(5)]
    left = image(floor, tmp_path / "left")
    floor.store.close()
    journal, log = left / JOURNAL_NAME, left / f"{JOURNAL_NAME}-wal"
    texts = [to_json(one) for one in done]
    journal.write_bytes(b"\xa5" * PAGE + journal.read_bytes()[PAGE:])
    assert set(carve(journal)) == set(texts[:5])
    assert set(carve_log(log)) >= set(texts[5:])
    newest = log.read_bytes()
    at = newest.rindex(texts[-1].encode())
    log.write_bytes(newest[:at] + b"?" + newest[at + 1 :])
    assert texts[-1] not in set(carve_log(log))
    assert set(carve_log(log)) >= set(texts[5:-1])
    log.write_bytes(b"\0" * len(newest))
    assert list(carve_log(log)) == []


def test_what_was_never_committed_is_not_made_up(tmp_path: Path):
    floor, done = used(tmp_path / "device", 3)
    journal = floor.store._files.journal
    journal.execute("PRAGMA cache_size=1")
    journal.execute("BEGIN IMMEDIATE")
    for number in range(100, 140):
        again = replace(done[0], op_id=stamp(number).op_id)
        append_again(journal, Numbering(DEVICE, 1), again)
    log = image(floor, tmp_path / "left") / f"{JOURNAL_NAME}-wal"
    journal.execute("ROLLBACK")
    floor.store.close()
    assert stamp(105).op_id.encode() in log.read_bytes(), "it is in the log, and was not committed"
    found = {from_json(text).op_id for text in carve_log(log)}
    assert found == {one.op_id for one in done}
