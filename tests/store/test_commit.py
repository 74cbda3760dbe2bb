"""A deed is written once, numbered without gaps, or refused with nothing written."""

import sqlite3
from dataclasses import replace
from decimal import Decimal

import pytest

from sync.core.envelope import GENESIS, is_sealed
from sync.core.operations import FinishReceipt, Rest
from sync.core.problems import Problem
from sync.core.records import DocumentState
from sync.core.touched import Touched
from sync.store.told import Committed
from sync.store.trouble import CommitTrouble, CommitTroubleKind
from tests.store.floor import FAR_BIN, TODAY, Floor, finish, goods, receipt, run, stamp, undo

WORK = receipt(lines=4)


def test_deeds_are_numbered_and_chained(floor: Floor):
    floor.absorb(WORK)
    first, second = floor.did(goods(WORK)), floor.did(goods(WORK))
    assert (first.envelope.seq, second.envelope.seq) == (1, 2)
    assert first.envelope.prev_hash == GENESIS
    assert second.envelope.prev_hash == first.envelope.hash
    assert is_sealed(first.envelope)
    assert is_sealed(second.envelope)
    assert first.envelope.seen.document_name == WORK.document.name
    assert first.envelope.seen.document_version == "v1"
    assert first.envelope.seen.cursor == "c2"
    assert first.touched == Touched(frozenset({1}), outbox=True)
    assert floor.done()[0] == 2


def test_the_same_operation_again_writes_nothing(floor: Floor):
    floor.absorb(WORK)
    first = run(floor.store.commit(goods(WORK), stamp(1), TODAY))
    again = run(floor.store.commit(goods(WORK), stamp(1), TODAY))
    assert isinstance(first, Committed)
    assert again == first
    assert floor.done()[0] == 1


REFUSED = {
    "no such document": (goods(WORK, document=9), Problem.DOCUMENT_MISSING),
    "another article": (replace(goods(WORK), product=102), Problem.PRODUCT_NOT_ON_DOCUMENT),
    "a line of nowhere": (replace(goods(WORK), line=5), Problem.LINE_MISSING),
    "nothing": (goods(WORK, quantity=0), Problem.QUANTITY_NOT_POSITIVE),
    "too fine": (replace(goods(WORK), quantity=Decimal("0.5")), Problem.QUANTITY_TOO_FINE),
    "a barcode as amount": (goods(WORK, quantity=4_000_000_000), Problem.QUANTITY_TOO_LARGE),
    "no lot": (goods(WORK, 1), Problem.LOT_MISSING),
    "a lot too long": (goods(WORK, 1, lot="x" * 300), Problem.LOT_TOO_LONG),
    "a lot with a line break": (goods(WORK, 1, lot="a\nb"), Problem.LOT_UNPRINTABLE),
    "a lot nobody wants": (goods(WORK, lot="L1"), Problem.LOT_NOT_WANTED),
    "two of a serial": (goods(WORK, 2, 2, lot="SN1"), Problem.SERIAL_NOT_ONE),
    "a serial in stock": (goods(WORK, 2, lot="SN-STOCK"), Problem.SERIAL_TWICE),
    "no expiry": (goods(WORK, 3, lot="L1"), Problem.EXPIRY_MISSING),
    "past": (goods(WORK, 3, lot="L1", expiry=TODAY.replace(year=2025)), Problem.EXPIRY_PAST),
    "no bin": (goods(WORK, bin=999), Problem.BIN_MISSING),
    "a far bin": (goods(WORK, bin=FAR_BIN), Problem.BIN_ELSEWHERE),
    "finish untouched": (finish(WORK), Problem.NOTHING_RECEIVED),
}


@pytest.mark.parametrize(("deed", "problem"), REFUSED.values(), ids=REFUSED)
def test_a_refused_deed_leaves_nothing(floor: Floor, deed, problem: Problem):
    floor.absorb(WORK)
    before = floor.receive()
    assert floor.do(deed) is problem
    assert floor.receive() == before
    assert run(floor.store.batch(10)) == ()


CLOSED = {
    DocumentState.DONE: Problem.DOCUMENT_DONE,
    DocumentState.DRAFT: Problem.DOCUMENT_DONE,
    DocumentState.CANCELLED: Problem.DOCUMENT_CANCELLED,
}


@pytest.mark.parametrize(("state", "problem"), CLOSED.items(), ids=str)
def test_a_closed_receipt_takes_nothing(floor: Floor, state: DocumentState, problem: Problem):
    floor.absorb(receipt(state=state))
    assert floor.do(goods(WORK)) is problem


def test_a_receipt_of_another_company_takes_nothing(floor: Floor):
    floor.absorb(receipt(company=2))
    assert floor.do(goods(WORK)) is Problem.COMPANY_MISMATCH


@pytest.mark.parametrize("lags", [False, True], ids=["replayed", "not replayed yet"])
def test_rules_see_what_was_written_just_now(floor: Floor, lags: bool):
    floor.absorb(WORK)
    floor.mirror_lane.holding = lags
    serial = floor.did(goods(WORK, 2, lot="SN1"))
    assert floor.do(goods(WORK, 2, lot="SN1")) is Problem.SERIAL_TWICE
    floor.did(undo(serial))
    assert floor.do(undo(serial)) is Problem.ALREADY_UNDONE
    assert floor.do(finish(WORK)) is Problem.NOTHING_RECEIVED
    floor.did(goods(WORK, 2, lot="SN1"))
    floor.did(FinishReceipt(1, Rest.DROPPED))
    assert floor.do(goods(WORK)) is Problem.DOCUMENT_DONE


def test_an_undo_must_name_what_it_takes_back(floor: Floor):
    floor.absorb(WORK)
    done = floor.did(goods(WORK))
    assert floor.do(replace(undo(done), target="unknown")) is Problem.UNDO_TARGET_MISSING
    other = replace(undo(done), taken_back=goods(WORK, quantity=5))
    assert floor.do(other) is Problem.UNDO_TARGET_MISSING


def test_more_than_ordered_is_a_fact(floor: Floor):
    floor.absorb(WORK)
    floor.did(goods(WORK, quantity=14))
    assert floor.done()[0] == 14


def test_a_full_disk_is_a_value_and_leaves_nothing(floor: Floor):
    floor.absorb(WORK)
    journal = floor.store._files.journal
    pages = journal.execute("PRAGMA page_count").fetchone()[0]
    journal.execute(f"PRAGMA max_page_count={pages}")
    done = floor.do(goods(WORK))
    while isinstance(done, Committed):
        done = floor.do(goods(WORK))
    assert isinstance(done, CommitTrouble)
    assert done.kind is CommitTroubleKind.NO_SPACE
    written = floor.done()[0]
    journal.execute("PRAGMA max_page_count=100000")
    floor.did(goods(WORK))
    assert floor.done()[0] == written + 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE operations SET kind = 'x'",
        "DELETE FROM operations",
        "INSERT OR REPLACE INTO operations SELECT * FROM operations",
        (
            "INSERT INTO operations SELECT 7, 'x', kind, document, line, target, hash, wall_ms,"
            " payload FROM operations"
        ),
        "UPDATE answers SET detail = 'x'",
        "DELETE FROM answers",
    ],
)
def test_nothing_changes_what_was_written(floor: Floor, statement: str):
    floor.absorb(WORK)
    done = floor.did(goods(WORK))
    journal = floor.store._files.journal
    journal.execute(
        "INSERT INTO answers (seq, outcome, reference, detail, life)"
        " VALUES (1, 'applied', '', '', 'answered')"
    )
    with pytest.raises(sqlite3.IntegrityError):
        journal.execute(statement)
    assert run(floor.store.batch(2)) == (done.envelope,)
