"""What an ERP that was put back files after all is seen once, whatever comes before its page."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from sync.core.apply import apply
from sync.core.lifecycle import Outcome
from sync.core.operations import Count, Stage, Undo
from sync.core.problems import Problem
from sync.core.quantity import Decimal
from sync.core.records import DocumentKind
from sync.store.files import MIRROR_NAME, tables_of
from sync.store.migrate import MIRROR
from tests.store.floor import BIN, CATALOGUE, PLAIN, Floor, goods, receipt, run
from tests.store.given import WORK, answer
from tests.store.older import set_back
from tests.store.test_damage import edit

OTHER = receipt(id=2)
BREAK = "UPDATE operations SET payload = replace(payload, '\"quantity\"', '\"quantitx\"')"


@pytest.fixture
def floor(tmp_path: Path) -> Floor:
    floor = Floor(tmp_path)
    run(floor.store.absorb(CATALOGUE))
    floor.absorb(WORK, OTHER)
    return floor


def filed_after_all(floor: Floor) -> None:
    """Three were set aside, a page said so, and then they were filed."""
    done = floor.did(goods(WORK, quantity=3))
    run(floor.store.record((answer(done, Outcome.EXCEPTION, problem=Problem.ERP_REFUSED),)))
    floor.absorb(WORK, applied_seq=1)
    run(floor.store.record((answer(done),)))
    assert floor.done()[0] == 3


def test_nothing_falls_back_between_two_pages_of_one_pull(floor: Floor):
    filed_after_all(floor)
    floor.absorb(OTHER, more=True, applied_seq=1)
    assert floor.done()[0] == 3, "its page has not come yet"
    floor.reopen()
    assert floor.done()[0] == 3
    floor.absorb(apply(WORK, goods(WORK, quantity=3)), more=True, applied_seq=1)
    assert floor.done()[0] == 3, "its page has come, and others follow"
    floor.reopen()
    assert floor.done()[0] == 3
    floor.absorb(OTHER, applied_seq=1)
    assert floor.done()[0] == 3
    floor.store.close()


@pytest.mark.parametrize("has_come", [False, True], ids=["before its page", "behind its page"])
def test_nor_where_a_new_epoch_begins_between_them(floor: Floor, *, has_come: bool):
    filed_after_all(floor)
    work = apply(WORK, goods(WORK, quantity=3)) if has_come else OTHER
    floor.absorb(work, more=True, applied_seq=1)
    run(floor.store.begin_epoch())
    assert floor.done()[0] == 3
    floor.store.close()


@pytest.mark.parametrize("has_come", [False, True], ids=["before its page", "behind its page"])
def test_nor_where_the_journal_is_damaged_then(floor: Floor, *, has_come: bool):
    filed_after_all(floor)
    floor.did(goods(OTHER))
    if has_come:
        floor.absorb(apply(WORK, goods(WORK, quantity=3)), applied_seq=1)
    floor.store.close()
    edit(floor.folder, f"{BREAK} WHERE seq = 2")
    floor.open()
    assert floor.store.opened.epoch == 2
    assert floor.done()[0] == 3
    floor.store.close()


def test_what_was_counted_so_far_outlives_a_damaged_journal(floor: Floor):
    def tally(amount: int) -> Count:
        return Count(PLAIN, Decimal(amount), Decimal(9), None, None, BIN, 1, Stage.TALLY)

    taken_back = floor.did(tally(1))
    done = [floor.did(tally(2)), taken_back, floor.did(Undo(taken_back.envelope.op_id, tally(1)))]
    done.append(floor.did(goods(OTHER)))
    run(floor.store.record(tuple(answer(one) for one in done)))
    floor.absorb(WORK, applied_seq=4)
    floor.did(goods(OTHER))
    floor.store.close()
    edit(floor.folder, f"{BREAK} WHERE seq = 5")
    floor.open()
    kept = floor.store._files.journal.execute("SELECT op_id FROM operations").fetchall()
    assert [one for (one,) in kept] == [done[0].envelope.op_id]
    floor.store.close()


@pytest.mark.parametrize("kind", [DocumentKind.TRANSFER, DocumentKind.RECEIPT])
def test_a_mirror_of_before_picks_were_told_apart_is_pulled_anew(floor: Floor, kind: DocumentKind):
    floor.absorb(receipt(id=3, kind=kind))
    floor.store.close()
    set_back(floor.folder / MIRROR_NAME, "0014_picks")
    with closing(sqlite3.connect(floor.folder / MIRROR_NAME, isolation_level=None)) as mirror:
        # Just this step: those after it have reasons of their own.
        MIRROR.apply(tables_of(mirror), stop_before="0015_batches")
        [cursor] = mirror.execute("SELECT cursor FROM state").fetchone()
    assert cursor == ("" if kind is DocumentKind.TRANSFER else "c3")
