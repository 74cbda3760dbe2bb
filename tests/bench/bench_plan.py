"""Planning a push on a long receipt beside a short one: it is done on the loop scans wait for."""

import time

import pytest

from sync.core.lifecycle import Outcome
from sync.wire.messages import PUSH_OPERATIONS_MAX
from tests.bench.figures import Figure, tell
from tests.odoo.test_filing import MOVE, PICKING, Picky, outcomes, received

pytestmark = [pytest.mark.bench, pytest.mark.rows("plan")]

SHORT, LONG = 20, 2_000
RATIO_MAX = 5
ROUNDS = 3


def seconds(lines: int) -> float:
    moves = [{**MOVE, "id": 50 + number} for number in range(lines)]
    odoo = Picky(refused="", picking={**PICKING, "move_ids": moves})
    operations = [received(seq) for seq in range(1, PUSH_OPERATIONS_MAX + 1)]
    began = time.process_time()
    assert set(outcomes(odoo, *operations)) == {Outcome.APPLIED}
    return time.process_time() - began


def test_a_long_receipt_is_planned_about_as_fast_as_a_short_one() -> None:
    short, long = (min(seconds(lines) for _ in range(ROUNDS)) for lines in (SHORT, LONG))
    tell([Figure(f"plan.{LONG}_lines", long * 1_000, "ms", short * 1_000, RATIO_MAX)])
