"""What a person decides about an amount counted so far is known as decided."""

from dataclasses import replace

import pytest

from sync.core.lifecycle import Outcome
from sync.core.operations import Choice, Settle, Stage
from sync.core.problems import Problem
from sync.erp.training.remote import TrainingRemote
from tests.contract.device import Device


@pytest.mark.parametrize("choice", [Choice.FILE, Choice.LET_GO])
def test_a_decision_about_an_amount_so_far_settles_it(device: Device, choice: Choice):
    tally = replace(device.count(device.erp.goods.plain, "1", "10"), stage=Stage.TALLY)
    parked = replace(device.write(tally), raw_scan="another")
    [answer] = device.send([parked])
    assert (answer.outcome, answer.problem) == (Outcome.EXCEPTION, Problem.ERP_REFUSED)
    deed = tally if choice is Choice.FILE else None
    decision = device.write(Settle(parked.op_id, 0, choice, deed))
    assert [one.outcome for one in device.send([decision])] == [Outcome.APPLIED]
    remote = device.erp.remote
    assert isinstance(remote, TrainingRemote)
    sql = "SELECT settled_by FROM operations WHERE op_id = ?"
    assert remote.books.file.value(sql, (parked.op_id,)) == decision.op_id
    [twice] = device.push(Settle(parked.op_id, 0, choice, deed))
    assert (twice.outcome, twice.problem) == (Outcome.DUPLICATE, Problem.ALREADY_SETTLED)
    assert remote.books.file.value(sql, (parked.op_id,)) == decision.op_id, "the first one stands"
