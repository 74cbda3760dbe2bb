"""A base that was replayed with another journal: it cannot say which operations it holds."""

import shutil
from dataclasses import replace
from decimal import Decimal

from sync.core.lifecycle import Outcome
from sync.core.page import Table
from sync.store.files import JOURNAL_NAME, MIRROR_NAME
from tests.store.floor import CATALOGUE, Floor, goods, receipt, run
from tests.store.test_epochs import answer

WORK = receipt()


def counted(amount: int):
    """The receipt as the ERP has it once so many were filed."""
    first = replace(WORK.lines[0], done=Decimal(amount))
    document = replace(WORK.document, version=f"v{amount + 1}")
    return replace(WORK, document=document, lines=(first, *WORK.lines[1:]))


def test_an_older_journal_is_not_shown_on_what_a_newer_one_brought(floor: Floor):
    """A backup of the journal alone is put back: its operations are in the base, or are not."""
    run(floor.store.absorb(CATALOGUE))
    floor.absorb(WORK)
    done = [floor.did(goods(WORK)).envelope.op_id for _ in range(2)]
    older = floor.folder / "older"
    older.mkdir()
    floor.store.close()
    for path in floor.folder.glob(f"{JOURNAL_NAME}*"):
        shutil.copyfile(path, older / path.name)
    floor.open()
    run(floor.store.begin_epoch())
    for op_id in done:
        answer(floor, op_id, Outcome.APPLIED)
    floor.absorb(counted(2), applied_seq=2)
    assert floor.done()[0] == 2
    floor.store.close()
    for path in floor.folder.glob(f"{JOURNAL_NAME}*"):
        path.unlink()
    for path in older.iterdir():
        shutil.copyfile(path, floor.folder / path.name)
    floor.open()
    assert floor.store.opened.epoch == 3
    state = run(floor.store.pull_state())
    assert state.cursor == "", "what it knew is fetched anew"
    assert run(floor.store.sums())[Table.DOCUMENTS] == {}
    assert [one.op_id for one in run(floor.store.batch(10))] == done, "and both are sent again"
    for op_id in done:
        answer(floor, op_id, Outcome.DUPLICATE)
    run(floor.store.absorb(replace(CATALOGUE, works=(counted(2),), applied_seq=2)))
    assert floor.done()[0] == 2


def test_a_mirror_from_before_the_epoch_is_not_counted_on(floor: Floor):
    """The new journal counts by what a later base held; on an older one a scan would be missing."""
    run(floor.store.absorb(CATALOGUE))
    floor.absorb(WORK)
    floor.store.close()
    kept = shutil.copy(floor.folder / MIRROR_NAME, floor.folder / "kept.db")
    floor.open()
    floor.did(goods(WORK, quantity=2))
    floor.absorb(counted(2), applied_seq=1)
    run(floor.store.begin_epoch())
    assert floor.done()[0] == 2
    floor.store.close()
    shutil.copy(kept, floor.folder / MIRROR_NAME)
    floor.open()
    assert floor.receive().document is None, "nobody can say what it holds: it is fetched anew"
    assert run(floor.store.pull_state()).cursor == ""
    run(floor.store.absorb(CATALOGUE))
    floor.absorb(counted(2))
    assert floor.done()[0] == 2
