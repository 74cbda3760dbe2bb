"""A new epoch: all that is not settled goes on under new numbers, whatever cuts the change off."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random
from unittest.mock import patch

import pytest

from sync.core.envelope import GENESIS, is_sealed
from sync.core.lifecycle import Life, Outcome, Result
from sync.core.problems import Problem
from sync.store import epochs
from sync.store.files import JOURNAL_NAME, MIRROR_NAME
from sync.store.store import Store
from sync.store.told import Opened, OpenNoteKind, PageMisfit
from tests.powercut.disk import Disk, put
from tests.powercut.recording import CannotRecord, Recorder
from tests.rings import cannot_run
from tests.store.floor import CATALOGUE, DEVICE, TODAY, Floor, goods, receipt, run, stamp

WORK, OTHER = receipt(lines=4), receipt(2, lines=4)


def answer(floor: Floor, op_id: str, outcome: Outcome, problem: Problem | None = None) -> None:
    journal = floor.store._files.journal
    seq = journal.execute("SELECT seq FROM operations WHERE op_id = ?", (op_id,)).fetchone()[0]
    run(floor.store.record((Result(op_id, seq, outcome, problem),)))


def busy(folder: Path) -> tuple[Floor, dict[str, str]]:
    """A device with one operation in each stage there is; their ids by stage."""
    floor = Floor(folder)
    run(floor.store.absorb(CATALOGUE))
    floor.absorb(WORK, OTHER)
    done = {
        stage: floor.did(goods(WORK, quantity=number)).envelope.op_id
        for number, stage in enumerate(
            ("settled", "answer lost", "refused", "answered", "parked", "held", "here"), 1
        )
    }
    answer(floor, done["settled"], Outcome.APPLIED)
    answer(floor, done["refused"], Outcome.REJECTED, Problem.NO_RIGHTS)
    answer(floor, done["answered"], Outcome.APPLIED)
    answer(floor, done["parked"], Outcome.EXCEPTION, Problem.ERP_REFUSED)
    answer(floor, done["held"], Outcome.WAITING)
    # The ERP has two of them, though the device never heard so of the second.
    floor.absorb(OTHER, applied_seq=2)
    return floor, done


TAKEN_OVER = ("answer lost", "answered", "parked", "held", "here")


def rows(floor: Floor) -> list:
    return [
        (row.envelope.op_id, row.envelope.epoch, row.envelope.seq, row.life)
        for row in run(floor.store.outbox(100, 0)).rows
    ]


def test_all_that_is_not_settled_goes_on(tmp_path: Path):
    floor, done = busy(tmp_path)
    before = {one.op_id: one for one in run(floor.store.batch(10))}
    seen = floor.done()
    opened = run(floor.store.begin_epoch())
    sent = run(floor.store.batch(10))
    assert [one.op_id for one in sent] == [done[stage] for stage in TAKEN_OVER]
    assert [(one.device, one.epoch, one.seq) for one in sent] == [
        (DEVICE, 2, number) for number in (1, 2, 3, 4, 5)
    ]
    assert [one.prev_hash for one in sent] == [GENESIS, *(one.hash for one in sent[:-1])]
    for one in sent:
        assert is_sealed(one)
        was = before.get(one.op_id, one)
        assert (one.deed, one.who, one.when, one.seen, one.raw_scan) == (
            *(was.deed, was.who, was.when, was.seen, was.raw_scan),
        )
    assert opened.notes[-1].kind is OpenNoteKind.JOURNAL_RESTORED
    assert (opened.epoch, opened.notes[-1].kept) == (2, 5)
    assert floor.done() == seen, "what a person sees does not change by it"
    at = run(floor.store.pull_state())
    assert (at.taken_over, at.answered_seq) == (5, 0), "and nothing is pulled before their answers"
    floor.reopen()
    assert floor.done() == seen
    assert floor.store.opened == Opened(DEVICE, 2)
    assert floor.did(goods(WORK)).envelope.seq == 6
    floor.store.close()


def test_the_old_journal_is_kept_whole(tmp_path: Path):
    floor, done = busy(tmp_path)
    path = Path(run(floor.store.begin_epoch()).notes[-1].path)
    assert path == tmp_path / "journal.restored-1.db"
    with closing(sqlite3.connect(path)) as old:
        ids = {row[0] for row in old.execute("SELECT op_id FROM operations")}
        assert ids == set(done.values())
        assert old.execute("SELECT count(*) FROM answers").fetchone() == (5,)
        assert old.execute("PRAGMA quick_check").fetchone() == ("ok",)
    run(floor.store.begin_epoch())
    assert (tmp_path / "journal.restored-2.db").exists()
    assert floor.store.opened.epoch == 3
    floor.store.close()


def test_a_page_asked_for_before_does_not_count_by_the_new_numbers(tmp_path: Path):
    floor, _ = busy(tmp_path)
    cursor = run(floor.store.pull_state()).cursor
    run(floor.store.begin_epoch())
    late = CATALOGUE.__class__("", "late", more=False, applied_seq=7)
    assert run(floor.store.absorb(late)) == PageMisfit("", "")
    assert cursor != ""
    assert floor.absorb(WORK) != PageMisfit("", "")
    floor.store.close()


def test_answers_to_old_numbers_are_not_taken_for_new_ones(tmp_path: Path):
    floor, done = busy(tmp_path)
    run(floor.store.begin_epoch())
    run(floor.store.record((Result(done["here"], 7, Outcome.REJECTED),)))
    run(floor.store.record((Result(done["parked"], 1, Outcome.REJECTED),)))
    assert {life for *_, life in rows(floor)} == {Life.HERE}
    floor.store.close()


# ------------------------------------------------------------------ found at opening


def test_a_device_that_was_set_back_begins_an_epoch_when_it_is_opened(tmp_path: Path):
    """Somebody put an older journal back; what the mirror remembers of it has other numbers."""
    floor, done = busy(tmp_path)
    floor.store.close()
    older = (tmp_path / JOURNAL_NAME).read_bytes()
    store = floor.open()
    lost = floor.did(goods(WORK)).envelope
    store.close()
    (tmp_path / JOURNAL_NAME).write_bytes(older)
    floor.open()
    assert floor.store.opened.epoch == 2
    ids = [one.op_id for one in run(floor.store.batch(10))]
    assert ids == [done[stage] for stage in TAKEN_OVER]
    floor.number = 50
    assert floor.did(goods(WORK)).envelope.op_id != lost.op_id
    floor.store.close()


def test_a_journal_that_was_set_back_by_answers_alone_hears_them_again(tmp_path: Path):
    """Its newest number is the mirror's, so no epoch begins; but the mirror saw more answers."""
    floor, _ = busy(tmp_path)
    lost = floor.did(goods(WORK, quantity=2)).envelope
    floor.store.close()
    older = (tmp_path / JOURNAL_NAME).read_bytes()
    floor.open()
    counted = floor.done()[0]
    refused = Result(lost.op_id, lost.seq, Outcome.REJECTED)
    run(floor.store.record((refused,)))
    assert floor.done()[0] == counted - 2
    floor.store.close()
    (tmp_path / JOURNAL_NAME).write_bytes(older)
    floor.open()
    assert floor.store.opened.epoch == 1
    assert floor.done()[0] == counted
    run(floor.store.record((refused,)))
    assert floor.done()[0] == counted - 2
    floor.store.close()


def test_a_journal_of_an_older_epoch_is_behind_whatever_it_holds(tmp_path: Path):
    floor, _ = busy(tmp_path)
    floor.store.close()
    older = (tmp_path / JOURNAL_NAME).read_bytes()
    floor.open()
    run(floor.store.begin_epoch())
    floor.store.close()
    (tmp_path / JOURNAL_NAME).write_bytes(older)
    floor.open()
    assert floor.store.opened.epoch == 3
    # The mirror counted by the numbers of the second: it cannot say what it holds of the first.
    assert floor.done() == {}
    assert run(floor.store.pull_state()).cursor == ""
    floor.store.close()


def test_a_journal_that_is_gone_does_not_begin_with_old_numbers(tmp_path: Path):
    floor, _ = busy(tmp_path)
    floor.store.close()
    (tmp_path / JOURNAL_NAME).unlink()
    floor.open()
    assert (floor.store.opened.device, floor.store.opened.epoch) == (DEVICE, 2)
    assert floor.store.opened.notes[0].kind is OpenNoteKind.JOURNAL_RESTORED
    assert floor.did(goods(WORK)).envelope.seq == 1
    floor.store.close()


# ------------------------------------------------------------------ cut off


class Died(BaseException):
    """The process ends here."""


STEPS = (
    (epochs, "write_next"),
    (epochs, "sync_folder"),
    (epochs, "_take_place"),
    (epochs, "_move"),
    (Path, "rename"),
)


@pytest.mark.parametrize("found", ["in use", "at opening"])
@pytest.mark.parametrize("number", range(12))
def test_killed_between_any_two_steps_nothing_is_lost_or_doubled(
    tmp_path: Path, number: int, found: str
):
    floor, done = busy(tmp_path / "device")
    seen, kept = floor.done(), {done[stage] for stage in TAKEN_OVER}
    if found == "at opening":
        floor.store.close()
        older = (floor.folder / JOURNAL_NAME).read_bytes()
        floor.open()
        floor.did(goods(WORK))
        floor.store.close()
        (floor.folder / JOURNAL_NAME).write_bytes(older)
    steps = [0]

    def dying(real):
        def step(*given, **named):
            # A process may die before a step, and after it.
            for do in (lambda: None, lambda: real(*given, **named)):
                result = do()
                steps[0] += 1
                if steps[0] > number:
                    shutil.copytree(floor.folder, tmp_path / "left", dirs_exist_ok=True)
                    raise Died
            return result

        return step

    patches = [patch.object(where, name, dying(getattr(where, name))) for where, name in STEPS]
    for one in patches:
        one.start()
    try:
        if found == "in use":
            run(floor.store.begin_epoch())
        else:
            floor.open()
        shutil.copytree(floor.folder, tmp_path / "left")
    except Died:
        pass
    finally:
        for one in patches:
            one.stop()
    left = Floor(tmp_path / "left")
    assert {one.op_id for one in unsettled(left)} == kept
    assert left.store.opened.device == DEVICE
    assert left.done() == seen
    assert not (tmp_path / "left" / epochs.NEXT_NAME).exists()
    left.store.close()


def unsettled(floor: Floor) -> list:
    """What goes on, whichever of the two journals it stands in."""
    return [row.envelope for row in run(floor.store.outbox(100, 0)).rows]


@pytest.mark.sim
def test_the_power_is_cut_at_every_write_of_the_change(tmp_path: Path):
    floor, done = busy(tmp_path / "device")
    seen, kept = floor.done(), {done[stage] for stage in TAKEN_OVER}
    floor.store.close()
    try:
        recorder = Recorder(floor.folder)
    except CannotRecord as why:
        cannot_run(str(why), "use a Python for POSIX whose sqlite3 module is linked to SQLite")
    disk = Disk(floor.folder)
    with recorder.recording():
        floor.open()
        run(floor.store.begin_epoch())
        floor.store.close()
    chance, epochs_found = Random(5), set()
    for number, event in enumerate(recorder.events):
        disk.apply(event)
        image = tmp_path / f"{number}"
        put(disk.after_cut(chance), image)
        left = Floor(image)
        epochs_found.add(left.store.opened.epoch)
        kinds = {note.kind for note in left.store.opened.notes}
        assert OpenNoteKind.JOURNAL_SET_ASIDE not in kinds, f"after event {number}: {kinds}"
        found = {one.op_id for one in unsettled(left)}
        assert found == kept, f"after event {number}"
        assert left.done() == seen, f"after event {number}"
        left.store.close()
        shutil.rmtree(image)
    assert epochs_found == {1, 2}


def test_no_room_for_the_new_journal_leaves_the_old_one_in_use(tmp_path: Path):
    floor, done = busy(tmp_path)

    def full(*_):
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    with patch.object(epochs, "write_next", full), pytest.raises(Exception, match="no_space"):
        run(floor.store.begin_epoch())
    assert floor.store.opened == Opened(DEVICE, 1)
    assert floor.did(goods(WORK)).envelope.seq == 8
    assert done["here"] in {one.op_id for one in run(floor.store.batch(10))}
    floor.store.close()


def test_scans_go_on_right_after(tmp_path: Path):
    floor, _ = busy(tmp_path)
    run(floor.store.begin_epoch())
    assert isinstance(floor.store, Store)
    again = run(floor.store.commit(goods(WORK, quantity=7), stamp(7), TODAY))
    assert again.envelope.epoch == 2, "the same scan told twice is the one that was taken over"
    assert (tmp_path / MIRROR_NAME).exists()
    floor.store.close()
