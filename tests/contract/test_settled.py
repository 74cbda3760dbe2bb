"""How a person's decision about what was set aside is filed: once, and in its place."""

from dataclasses import replace
from decimal import Decimal

import pytest

from sync.core.lifecycle import STEP_OF, Outcome, Result, Step
from sync.core.operations import Choice, Filing, Rest, Settle
from sync.core.problems import Problem
from sync.core.records import DocumentState
from tests.contract.answers import said
from tests.contract.device import Device
from tests.contract.erps import Erp
from tests.contract.test_filed import APPLIED, NOWHERE, announced, parked


def about(device: Device, result: Result, choice: Choice, deed: Filing | None = None) -> Settle:
    """Decide about the operation that this was the answer to."""
    target = device.filed[result.seq - 1]
    document = deed.document if deed else target.deed.document
    return Settle(target.op_id, document, choice, deed)


def astray(device: Device, name: str, amount: str = "3") -> Result:
    """Goods are counted into a bin that is none, and are set aside."""
    deed = replace(device.receive(name, device.erp.goods.plain, amount), bin=NOWHERE)
    [result] = device.push(deed)
    assert said([result]) == [parked(Problem.BIN_MISSING)]
    return result


def done(device: Device, name: str) -> Decimal:
    device.pull()
    return device.line(name, device.erp.goods.plain).done


def test_filed_in_another_bin(erp: Erp, device: Device):
    plain, bin = erp.goods.plain, erp.scope.bin
    before = erp.office.stock(plain, bin)
    name = announced(device, (plain, "10"))
    result = astray(device, name)
    settle = about(device, result, Choice.FILE, device.receive(name, plain, "3"))
    assert said(device.push(settle)) == [APPLIED]
    assert done(device, name) == 3
    again = device.send(device.filed)
    assert [STEP_OF[one.outcome] for one in again] == [Step.PARKED, Step.APPLIED]
    assert done(device, name) == 3
    device.push(device.finish(name, Rest.DROPPED))
    assert erp.office.stock(plain, bin) == before + 3
    assert erp.office.state(name) is DocumentState.DONE


@pytest.mark.parametrize("choice", [Choice.LET_GO, Choice.OFFICE])
def test_not_filed_it_has_no_effect(erp: Erp, device: Device, choice: Choice):
    plain, bin = erp.goods.plain, erp.scope.bin
    before = erp.office.stock(plain, bin)
    name = announced(device, (plain, "10"))
    device.push(device.receive(name, plain, "2"))
    result = astray(device, name)
    assert said(device.push(about(device, result, choice))) == [APPLIED]
    assert done(device, name) == 2
    device.send(device.filed)
    device.push(device.finish(name, Rest.DROPPED))
    assert erp.office.stock(plain, bin) == before + 2


def test_decided_once(erp: Erp, device: Device):
    plain = erp.goods.plain
    name = announced(device, (plain, "10"))
    result = astray(device, name)
    file = about(device, result, Choice.FILE, device.receive(name, plain, "3"))
    twice = (Outcome.DUPLICATE, Problem.ALREADY_SETTLED)
    assert said(device.push(file, file)) == [APPLIED, twice]
    assert said(device.push(about(device, result, Choice.LET_GO))) == [twice]
    assert done(device, name) == 3


def test_goods_of_a_cancelled_receipt_go_to_another(erp: Erp, device: Device):
    plain, bin = erp.goods.plain, erp.scope.bin
    before = erp.office.stock(plain, bin)
    name, other = announced(device, (plain, "10")), announced(device, (plain, "5"))
    deed = device.receive(name, plain, "3")
    erp.office.cancel(name)
    [result] = device.push(deed)
    there = device.receive(other, plain, "3")
    settle = about(device, result, Choice.FILE, there)
    assert said([result, *device.push(settle)]) == [parked(Problem.DOCUMENT_CANCELLED), APPLIED]
    assert done(device, other) == 3
    device.push(device.finish(other, Rest.DROPPED))
    assert erp.office.stock(plain, bin) == before + 3


def test_to_let_go_of_goods_their_receipt_need_not_be_there(erp: Erp, device: Device):
    plain = erp.goods.plain
    name = announced(device, (plain, "10"))
    deed = device.receive(name, plain, "3")
    erp.office.cancel(name)
    erp.office.remove(name)
    [result] = device.push(deed)
    assert said([result]) == [parked(Problem.DOCUMENT_MISSING)]
    assert said(device.push(about(device, result, Choice.LET_GO))) == [APPLIED]


def test_a_decision_against_a_rule_is_set_aside_and_decided_again(erp: Erp, device: Device):
    plain = erp.goods.plain
    name = announced(device, (plain, "10"))
    first = astray(device, name)
    wrong = replace(device.receive(name, plain, "3"), bin=NOWHERE)
    [second] = device.push(about(device, first, Choice.FILE, wrong))
    assert said([second]) == [parked(Problem.BIN_MISSING)]
    good = device.receive(name, plain, "3")
    assert said(device.push(about(device, second, Choice.FILE, good))) == [APPLIED]
    assert done(device, name) == 3


def test_a_finish_that_was_set_aside_is_filed_when_there_is_something(erp: Erp, device: Device):
    plain = erp.goods.plain
    name = announced(device, (plain, "10"))
    finish = device.finish(name, Rest.DROPPED)
    [result] = device.push(finish)
    assert said([result]) == [parked(Problem.NOTHING_RECEIVED)]
    results = device.push(
        device.receive(name, plain, "4"), about(device, result, Choice.FILE, finish)
    )
    assert said(results) == [APPLIED, APPLIED]
    assert erp.office.state(name) is DocumentState.DONE


def test_an_amount_in_another_unit_than_the_line_is_set_aside(erp: Erp, device: Device):
    plain, weighed = erp.goods.plain, erp.goods.weighed
    name = announced(device, (plain, "10"), (weighed, "10"))
    kilos = device.line(name, weighed).unit
    right = replace(device.receive(name, plain, "2"), unit=device.line(name, plain).unit)
    results = device.push(right, replace(right, unit=kilos))
    assert said(results) == [APPLIED, parked(Problem.UNIT_MISMATCH)]
    assert said(device.push(about(device, results[1], Choice.FILE, right))) == [APPLIED]
    assert done(device, name) == 4
