"""A lot is blocked by what is said here, by what the ERP says, and freed by who blocked it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from sync.core.operations import Move, RecordCheck
from sync.core.problems import Problem
from sync.core.quality import Checked, Disposition, Verdict
from sync.core.records import Entry, Lot, Stock, Work
from sync.store.told import Committed
from tests.store.floor import BIN, CATALOGUE, LOTTED, OTHER_BIN, Floor, receipt, run

D = Decimal
LINE = 1
OLD, NEW = 1, 2


@pytest.fixture(params=[False, True], ids=["replayed", "in the tail"])
def floor(tmp_path, request):
    floor = Floor(tmp_path)
    lying = (Stock(3, 1, LOTTED, BIN, 1, D(6), D(0)),)
    run(floor.store.absorb(replace(CATALOGUE, stock=lying)))
    floor.absorb(came(OLD), came(NEW))
    floor.mirror_lane.holding = request.param
    yield floor
    floor.mirror_lane.let_go()
    floor.store.close()


def came(id: int, verdict: Verdict | None = None) -> Work:
    """A receipt on which lot L1 came, judged as it may be."""
    work = receipt(id)
    checks = (Checked("L1", D(5), verdict, None, "Ines", ""),) if verdict else ()
    line = replace(
        work.lines[LINE], done=D(5), entries=(Entry("L1", None, BIN, D(5)),), checks=checks
    )
    return replace(work, lines=(work.lines[0], line, work.lines[2]))


def judge(floor: Floor, id: int, verdict: Verdict) -> None:
    disposition = Disposition.QUARANTINE if verdict is Verdict.FAILED else None
    floor.did(
        RecordCheck(
            *(id, id * 10_000 + LINE, LOTTED, "L1", D(5), 1, verdict, disposition, "Leo", "Ines"),
            *((), (), None, None),
        )
    )


def absorb(floor: Floor, *works: Work, blocked: bool) -> None:
    held = floor.mirror_lane.holding
    floor.mirror_lane.let_go()
    floor.absorb(*works, lots=(Lot(1, None, LOTTED, "L1", None, blocked),))
    floor.mirror_lane.holding = held


def is_blocked(floor: Floor) -> bool:
    done = floor.do(Move(LOTTED, D(1), D(1), None, "L1", BIN, OTHER_BIN, 1))
    assert isinstance(done, Committed) or done is Problem.LOT_BLOCKED
    return done is Problem.LOT_BLOCKED


def test_what_is_good_on_one_receipt_frees_no_lot_that_the_office_blocked(floor: Floor):
    absorb(floor, blocked=True)
    judge(floor, NEW, Verdict.PASSED)
    assert is_blocked(floor)


def test_what_the_erp_says_of_receipts_that_are_not_here_stands(floor: Floor):
    absorb(floor, came(NEW, Verdict.PASSED), blocked=True)
    assert is_blocked(floor)


def test_the_verdict_that_blocks_is_taken_back_on_its_own_line(floor: Floor):
    absorb(floor, came(OLD, Verdict.UNSURE), blocked=True)
    assert is_blocked(floor)
    judge(floor, NEW, Verdict.PASSED)
    assert is_blocked(floor)
    judge(floor, OLD, Verdict.PASSED)
    assert not is_blocked(floor)


def test_what_is_judged_bad_here_is_blocked_before_the_erp_knows(floor: Floor):
    assert not is_blocked(floor)
    judge(floor, NEW, Verdict.FAILED)
    assert is_blocked(floor)
