"""Goods that come back, go back or are thrown away: once, for a reason, and by what they came."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from sync.core.lifecycle import Outcome
from sync.core.operations import Choice, Settle
from sync.core.page import Table
from sync.core.problems import Problem
from sync.core.records import LocationKind
from sync.core.returning import Fate, Grade
from tests.contract.answers import FILED, said
from tests.contract.device import Device
from tests.contract.edge import back, beyond, out, to_supplier
from tests.contract.erps import Erp

D = Decimal
K = LocationKind


@pytest.fixture
def clerk(device: Device) -> Device:
    device.pull()
    return device


def test_what_a_customer_sends_back_is_in_stock_once(erp: Erp, clerk: Device):
    code, bin = erp.goods.plain, erp.scope.bin
    before = erp.office.stock(code, bin)
    envelope = clerk.write(back(clerk, code, "3"))
    first, again = clerk.send([envelope]), clerk.send([envelope])
    assert said(first) == said(again) == [FILED]
    assert erp.office.stock(code, bin) == before + 3


def test_it_comes_back_by_the_delivery_that_sent_it_and_can_be_taken_back(erp: Erp, clerk: Device):
    code, bin, office = erp.goods.lot, erp.scope.bin, erp.office
    office.put(code, bin, "6", "SENT")
    name = office.make_delivery([(code, "6")])
    clerk.pull()
    where = clerk.mirror[Table.LOCATIONS][clerk.work(name).document.destination].name
    assert said(clerk.push(clerk.move_line(name, code, "6", (bin, where), "SENT"))) == [FILED]
    assert said(clerk.push(clerk.finish(name))) == [FILED]
    clerk.pull()
    line = clerk.line(name, code).id
    deed = back(clerk, code, "2", "SENT", paper=name, fate=Fate.RESTOCK, returned=line)
    assert said(clerk.push(deed)) == [FILED]
    assert office.stock(code, bin, "SENT") == 2
    assert office.returned(name) == {code: D(2)}
    assert said(clerk.push(clerk.undo(len(clerk.filed)))) == [FILED]
    assert office.stock(code, bin, "SENT") == 0
    assert said(clerk.push(deed)) == [FILED]
    assert office.stock(code, bin, "SENT") == 2


def test_a_line_that_nobody_knows_does_not_keep_goods_out(erp: Erp, clerk: Device):
    code, bin = erp.goods.plain, erp.scope.bin
    before = erp.office.stock(code, bin)
    assert said(clerk.push(back(clerk, code, "1", returned=2_000_000_000))) == [FILED]
    assert erp.office.stock(code, bin) == before + 1


def test_a_piece_is_either_here_or_not(erp: Erp, clerk: Device):
    code, bin = erp.goods.serial, erp.scope.bin
    one, gone = back(clerk, code, "1", "BACK-SN"), out(clerk, code, "1", "BACK-SN")
    twice = (Outcome.EXCEPTION, Problem.SERIAL_TWICE)
    assert said(clerk.push(one, one)) == [FILED, twice]
    assert said(clerk.push(gone)) == [FILED]
    assert erp.office.stock(code, bin, "BACK-SN") == 0
    thrown = len(clerk.filed)
    assert said(clerk.push(gone)) == [(Outcome.EXCEPTION, Problem.SERIAL_ELSEWHERE)]
    assert said(clerk.push(one)) == [FILED], "it is not here any more, so it can come again"
    assert said(clerk.push(clerk.undo(thrown))) == [twice]
    assert erp.office.stock(code, bin, "BACK-SN") == 1


def test_what_is_bad_is_thrown_away_as_it_comes_back(erp: Erp, clerk: Device):
    code, bin = erp.goods.fresh, erp.scope.bin
    loss = beyond(clerk, K.LOSS).id
    old = erp.today - timedelta(days=9)
    deed = back(clerk, code, "2", "OLD", grade=Grade.DAMAGED, fate=Fate.SCRAP, bin=loss, expiry=old)
    assert said(clerk.push(deed)) == [FILED]
    assert erp.office.stock(code, bin, "OLD") == 0
    assert said(clerk.push(clerk.undo(1))) == [FILED]
    past = back(clerk, code, "2", "OLD", expiry=old)
    assert said(clerk.push(past)) == [FILED]
    assert erp.office.stock(code, bin, "OLD") == 2


def test_goods_leave_once_for_a_reason_and_come_back_by_undo(erp: Erp, clerk: Device):
    code, bin, office = erp.goods.lot, erp.scope.bin, erp.office
    office.put(code, bin, "5", "BAD")
    clerk.pull()
    envelope = clerk.write(out(clerk, code, "2", "BAD"))
    first, again = clerk.send([envelope]), clerk.send([envelope])
    assert said(first) == said(again) == [FILED]
    assert office.stock(code, bin, "BAD") == 3
    assert office.scrapped(code) == {("BAD", "broken"): D(2)}
    assert said(clerk.push(to_supplier(clerk, code, "1", "BAD"))) == [FILED]
    assert office.stock(code, bin, "BAD") == 2
    assert said(clerk.push(clerk.undo(1), clerk.undo(2))) == [FILED, FILED]
    assert office.stock(code, bin, "BAD") == 5
    assert said(clerk.push(clerk.undo(1))) == [(Outcome.DUPLICATE, Problem.ALREADY_UNDONE)]


def test_more_than_there_is_does_not_leave(erp: Erp, clerk: Device):
    code, bin, office = erp.goods.lot, erp.scope.bin, erp.office
    office.put(code, bin, "2", "FEW")
    clerk.pull()
    too_many = (Outcome.EXCEPTION, Problem.MORE_THAN_THERE)
    deed = out(clerk, code, "3", "FEW")
    assert said(clerk.push(deed, to_supplier(clerk, code, "3", "FEW"))) == [too_many] * 2
    assert office.stock(code, bin, "FEW") == 2
    fewer = Settle(clerk.filed[0].op_id, 0, Choice.FILE, replace(deed, quantity=D(2)))
    let_go = Settle(clerk.filed[1].op_id, 0, Choice.LET_GO, None)
    assert said(clerk.push(fewer, let_go)) == [FILED, FILED]
    assert office.stock(code, bin, "FEW") == 0


def test_two_devices_throw_the_same_away_and_only_one_can(erp: Erp, clerk: Device):
    code, bin, office = erp.goods.lot, erp.scope.bin, erp.office
    office.put(code, bin, "4", "ONE")
    clerk.pull()
    other = clerk.another()
    other.pull()
    assert said(clerk.push(out(clerk, code, "3", "ONE"))) == [FILED]
    short = (Outcome.EXCEPTION, Problem.MORE_THAN_THERE)
    assert said(other.push(out(other, code, "3", "ONE"))) == [short]
    assert office.stock(code, bin, "ONE") == 1


@pytest.mark.parametrize(
    ("about", "over", "problem"),
    [
        ((back, "plain"), {"fate": None}, Problem.REASON_MISSING),
        ((back, "plain"), {"quantity": D(0)}, Problem.QUANTITY_NOT_POSITIVE),
        ((back, "plain"), {"bin": 2_000_000_000}, Problem.BIN_MISSING),
        ((back, "lot"), {}, Problem.LOT_MISSING),
        ((back, "plain"), {"fate": Fate.SCRAP}, Problem.BIN_ELSEWHERE),
        ((out, "plain"), {"reason": None}, Problem.REASON_MISSING),
        ((out, "plain"), {"quantity": D(0)}, Problem.QUANTITY_NOT_POSITIVE),
        ((out, "plain"), {"source": 2_000_000_000}, Problem.SOURCE_MISSING),
        ((out, "lot"), {"lot": "NEVER"}, Problem.LOT_UNKNOWN),
        ((out, "plain"), {"unit": 2_000_000}, Problem.UNIT_MISMATCH),
        ((to_supplier, "plain"), {"reason": None}, Problem.REASON_MISSING),
    ],
)
def test_what_makes_no_sense_is_set_aside(
    erp: Erp, clerk: Device, about: tuple, over: dict, problem: Problem
):
    made, code = about
    deed = made(clerk, getattr(erp.goods, code), "1", **over)
    assert said(clerk.push(deed)) == [(Outcome.EXCEPTION, problem)]


def test_goods_that_would_stay_where_they_are_are_set_aside(erp: Erp, clerk: Device):
    deed = out(clerk, erp.goods.plain, "1")
    here = replace(deed, bin=deed.source, reason=None)
    assert said(clerk.push(here)) == [(Outcome.EXCEPTION, Problem.SAME_PLACE)]
    gone = replace(deed, source=deed.bin)
    assert said(clerk.push(gone)) == [(Outcome.EXCEPTION, Problem.SOURCE_ELSEWHERE)]
