"""What is counted so far, or asked for, is taken back once; who did it first stays on record."""

from dataclasses import replace

import pytest

from sync.core.envelope import sealed
from sync.core.lifecycle import Outcome
from sync.core.operations import Choice, Settle, Stage, Undo
from sync.core.problems import Problem
from sync.erp.training.books import Books
from tests.contract.answers import FILED
from tests.contract.device import Device

TWICE = (Outcome.DUPLICATE, Problem.ALREADY_UNDONE)
OTHER_ID = "01890000-0000-7000-8000-000000000002"


@pytest.mark.parametrize("stage", [Stage.TALLY, Stage.ASKED])
def test_a_device_and_its_copy_take_the_same_back(device: Device, books: Books, stage: Stage):
    note = replace(device.count(device.erp.goods.plain, "1", "10"), stage=stage)
    written, first = device.write(note), device.write(device.undo(1))
    device.send([written, first])
    # The copy has the note and not the undo: it goes on in an epoch of its own.
    device.epoch, device.filed = 2, []
    again = device.write(note)
    assert again.op_id == written.op_id
    back = sealed(replace(device.write(device.undo(1)), op_id=OTHER_ID))
    results = device.send([again, back])
    assert [(one.outcome, one.problem) for one in results] == [FILED, TWICE]
    sql = "SELECT undone_by FROM operations WHERE op_id = ?"
    assert books.file.value(sql, (written.op_id,)) == first.op_id


def test_a_note_that_the_books_never_had_is_taken_back_all_the_same(device: Device):
    """It is gone with a broken journal, or with days of the books; nobody has to decide that."""
    note = replace(device.count(device.erp.goods.plain, "1", "10"), stage=Stage.TALLY)
    [answer] = device.push(Undo(OTHER_ID, note))
    assert (answer.outcome, answer.problem) == FILED


def test_a_decision_to_take_a_note_back_does_so_once(device: Device):
    note = replace(device.count(device.erp.goods.plain, "1", "10"), stage=Stage.TALLY)
    device.push(note)
    back = device.undo(1)
    parked = [replace(device.write(back), raw_scan=f"not as it was sealed {n}") for n in (1, 2)]
    assert [one.problem for one in device.send(parked)] == [Problem.ERP_REFUSED] * 2
    # What was parked is in the books as it was sent.
    device.filed[1:] = parked
    results = device.push(*(Settle(one.op_id, 0, Choice.FILE, back) for one in parked))
    assert [(one.outcome, one.problem) for one in results] == [FILED, TWICE]
