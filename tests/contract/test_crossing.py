"""Goods that one house sends and another takes in: on their way between, and nowhere twice."""

from dataclasses import replace
from decimal import Decimal

import pytest

from sync.core.lifecycle import Outcome
from sync.core.operations import Choice, Move, Settle
from sync.core.page import Table
from sync.core.problems import Problem
from sync.core.records import Location, LocationKind
from tests.contract.answers import FILED, said
from tests.contract.device import Device
from tests.contract.erps import Erp

D = Decimal


def between(device: Device) -> Location:
    """The place that is between all companies."""
    places = device.mirror[Table.LOCATIONS].values()
    return next(one for one in places if one.kind is LocationKind.TRANSIT and one.company is None)


def sent(device: Device, code: str, amount: str, lot: str | None = None, **over) -> Move:
    """So much of an article in the bin, sent on its way to another house."""
    bin, product = device.place(device.erp.scope.bin), device.product(code)
    goods = (product.id, D(amount), D(amount), None, lot)
    deed = Move(*goods, bin.id, between(device).id, product.unit, paper="T-17")
    return replace(deed, **over)


def taken_in(device: Device, code: str, amount: str, lot: str | None = None, **over) -> Move:
    """So much of what is on its way, into another bin."""
    bin = device.place(device.erp.scope.other_bin)
    deed = sent(device, code, amount, lot)
    return replace(deed, source=deed.bin, bin=bin.id, **over)


@pytest.fixture
def clerk(device: Device) -> Device:
    device.pull()
    return device


def on_the_way(device: Device, code: str, lot: str | None = None) -> Decimal:
    device.pull()
    return device.amount(code, between(device).name, lot)


def test_who_sends_sees_it_leave_and_the_other_takes_it_in(erp: Erp, clerk: Device):
    code, bin, other = erp.goods.plain, erp.scope.bin, erp.scope.other_bin
    erp.office.put(code, bin, "6")
    here, there = erp.office.stock(code, bin), erp.office.stock(code, other)
    was = on_the_way(clerk, code)
    envelope = clerk.write(sent(clerk, code, "4"))
    first, again = clerk.send([envelope]), clerk.send([envelope])
    assert said(first) == said(again) == [FILED]
    assert erp.office.stock(code, bin) == here - 4
    assert on_the_way(clerk, code) == was + 4
    receiver = clerk.another()
    assert on_the_way(receiver, code) == was + 4, "whoever works elsewhere is told"
    assert said(receiver.push(taken_in(receiver, code, "3"))) == [FILED]
    assert erp.office.stock(code, other) == there + 3
    assert on_the_way(clerk, code) == was + 1


def test_each_side_can_be_taken_back(erp: Erp, clerk: Device):
    code, bin, other = erp.goods.plain, erp.scope.bin, erp.scope.other_bin
    erp.office.put(code, bin, "5")
    here, there = erp.office.stock(code, bin), erp.office.stock(code, other)
    was = on_the_way(clerk, code)
    assert said(clerk.push(sent(clerk, code, "5"), taken_in(clerk, code, "5"))) == [FILED] * 2
    assert said(clerk.push(clerk.undo(2), clerk.undo(1))) == [FILED] * 2
    assert (erp.office.stock(code, bin), erp.office.stock(code, other)) == (here, there)
    assert on_the_way(clerk, code) == was


def test_what_was_taken_in_is_not_taken_back_and_it_is_said_who_has_it(erp: Erp, clerk: Device):
    code, bin, other = erp.goods.plain, erp.scope.bin, erp.scope.other_bin
    erp.office.put(code, bin, "5")
    was = on_the_way(clerk, code)
    here, there = erp.office.stock(code, bin), erp.office.stock(code, other)
    # All that was on its way before goes into the other house, too: nothing of it is left.
    whole = str(was + 5)
    assert said(clerk.push(sent(clerk, code, "5"))) == [FILED]
    receiver = clerk.another()
    receiver.pull()
    assert said(receiver.push(taken_in(receiver, code, whole))) == [FILED]
    undo = clerk.undo(1)
    [late] = clerk.push(undo)
    assert (late.outcome, late.problem) == (Outcome.EXCEPTION, Problem.TAKEN_IN)
    assert late.changed_by == receiver.filed[-1].who.user
    assert on_the_way(clerk, code) == 0
    assert erp.office.stock(code, bin) == here - 5
    # Once the other house has given it back out of its books, the same undo can be filed.
    assert said(receiver.push(receiver.undo(1))) == [FILED]
    again = Settle(clerk.filed[-1].op_id, 0, Choice.FILE, undo)
    assert said(clerk.push(again)) == [FILED]
    assert (erp.office.stock(code, bin), erp.office.stock(code, other)) == (here, there)
    assert on_the_way(clerk, code) == was


def test_an_undo_that_came_too_late_can_be_let_go(erp: Erp, clerk: Device):
    code = erp.goods.lot
    erp.office.put(code, erp.scope.bin, "1", "GONE")
    clerk.pull()
    moves = (sent(clerk, code, "1", "GONE"), taken_in(clerk, code, "1", "GONE"))
    assert said(clerk.push(*moves)) == [FILED] * 2
    late = (Outcome.EXCEPTION, Problem.TAKEN_IN)
    assert said(clerk.push(clerk.undo(1))) == [late]
    let_go = Settle(clerk.filed[-1].op_id, 0, Choice.LET_GO, None)
    assert said(clerk.push(let_go)) == [FILED]
    assert erp.office.stock(code, erp.scope.other_bin, "GONE") == 1
    assert on_the_way(clerk, code, "GONE") == 0


def test_who_takes_in_may_be_sooner_than_who_sent(erp: Erp, clerk: Device):
    """Both were offline, and what came is a fact; the books are even when both are in."""
    code, bin, other = erp.goods.plain, erp.scope.bin, erp.scope.other_bin
    erp.office.put(code, bin, "2")
    there, was = erp.office.stock(code, other), on_the_way(clerk, code)
    much = str(was + 2)
    assert said(clerk.push(taken_in(clerk, code, much))) == [FILED]
    assert erp.office.stock(code, other) == there + D(much)
    assert said(clerk.push(sent(clerk, code, "2"))) == [FILED]
    assert on_the_way(clerk, code) == 0


def test_more_than_there_is_is_not_sent(erp: Erp, clerk: Device):
    code, bin = erp.goods.lot, erp.scope.bin
    erp.office.put(code, bin, "2", "WAY")
    clerk.pull()
    many = sent(clerk, code, "3", "WAY")
    assert said(clerk.push(many)) == [(Outcome.EXCEPTION, Problem.MORE_THAN_THERE)]
    fewer = Settle(clerk.filed[-1].op_id, 0, Choice.FILE, replace(many, quantity=D(2)))
    assert said(clerk.push(fewer)) == [FILED]
    assert on_the_way(clerk, code, "WAY") == 2
    assert said(clerk.push(taken_in(clerk, code, "2", "WAY"))) == [FILED]
    assert erp.office.stock(code, erp.scope.other_bin, "WAY") == 2


@pytest.mark.parametrize(
    ("about", "over", "problem"),
    [
        ((sent, "plain"), {"quantity": D(0)}, Problem.QUANTITY_NOT_POSITIVE),
        ((sent, "lot"), {}, Problem.LOT_MISSING),
        ((sent, "lot"), {"lot": "NEVER"}, Problem.LOT_UNKNOWN),
        ((sent, "plain"), {"source": 2_000_000_000}, Problem.SOURCE_MISSING),
        ((taken_in, "plain"), {"bin": 2_000_000_000}, Problem.BIN_MISSING),
        ((taken_in, "plain"), {"quantity": D(-1)}, Problem.QUANTITY_NOT_POSITIVE),
    ],
)
def test_what_makes_no_sense_is_set_aside(
    erp: Erp, clerk: Device, about: tuple, over: dict, problem: Problem
):
    made, code = about
    deed = replace(made(clerk, getattr(erp.goods, code), "1"), **over)
    assert said(clerk.push(deed)) == [(Outcome.EXCEPTION, problem)]


def test_nothing_goes_from_the_way_to_the_way(clerk: Device, erp: Erp):
    deed = sent(clerk, erp.goods.plain, "1")
    same = (Outcome.EXCEPTION, Problem.SAME_PLACE)
    assert said(clerk.push(replace(deed, source=deed.bin))) == [same]
