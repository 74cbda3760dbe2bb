"""Goods that nobody ordered: in stock, once, with their lot and its day, and they can go back."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from sync.core.lifecycle import Outcome
from sync.core.operations import Choice, Move, Settle
from sync.core.page import Table
from sync.core.problems import Problem
from sync.core.records import DocumentKind, LocationKind
from tests.contract.answers import FILED, said
from tests.contract.device import Device
from tests.contract.erps import Erp

D = Decimal


def arrived(device: Device, code: str, amount: str, lot: str | None = None, **over) -> Move:
    """So much of an article, from the suppliers' place into the bin."""
    places = device.mirror[Table.LOCATIONS].values()
    outside = next(one for one in places if one.kind is LocationKind.SUPPLIER and not one.company)
    bin, product = device.place(device.erp.scope.bin), device.product(code)
    deed = Move(
        *(product.id, D(amount), D(amount), None, lot, outside.id, bin.id, product.unit),
        paper="NOTE-77",
    )
    return replace(deed, **over)


@pytest.fixture
def clerk(device: Device) -> Device:
    device.pull()
    return device


def test_what_nobody_ordered_is_in_stock_once_and_a_receipt_of_its_own(erp: Erp, clerk: Device):
    code, bin = erp.goods.plain, erp.scope.bin
    before = erp.office.stock(code, bin)
    envelope = clerk.write(arrived(clerk, code, "5"))
    first, again = clerk.send([envelope]), clerk.send([envelope])
    assert said(first) == said(again) == [FILED]
    assert erp.office.stock(code, bin) == before + 5
    clerk.pull()
    open_receipts = [
        work.document
        for work in clerk.mirror[Table.DOCUMENTS].values()
        if work.document.kind is DocumentKind.RECEIPT and envelope.op_id in work.document.name
    ]
    assert not [one for one in open_receipts if one.state != "done"]


def test_a_new_lot_comes_in_with_its_day_and_can_be_put_away_at_once(erp: Erp, clerk: Device):
    code, bin, shelf = erp.goods.fresh, erp.scope.bin, erp.scope.other_bin
    day = erp.today + timedelta(days=200)
    goods = arrived(clerk, code, "8", "ARR-1", expiry=day)
    onward = clerk.move(code, "3", (bin, shelf), "ARR-1")
    assert said(clerk.push(goods, onward)) == [FILED] * 2
    assert erp.office.lots(code)["ARR-1"] == day
    assert erp.office.stock(code, bin, "ARR-1") == 5
    assert erp.office.stock(code, shelf, "ARR-1") == 3
    assert said(clerk.push(arrived(clerk, code, "1", "ARR-1", expiry=day))) == [FILED]
    assert erp.office.stock(code, bin, "ARR-1") == 6, "the lot is known by now"


def test_a_piece_comes_in_once(erp: Erp, clerk: Device):
    code, bin = erp.goods.serial, erp.scope.bin
    one = arrived(clerk, code, "1", "ARR-SN")
    twice = (Outcome.EXCEPTION, Problem.SERIAL_TWICE)
    assert said(clerk.push(one, one)) == [FILED, twice]
    assert said(clerk.push(one)) == [twice]
    assert erp.office.stock(code, bin, "ARR-SN") == 1
    for parked in clerk.filed[1:3]:
        assert said(clerk.push(Settle(parked.op_id, 0, Choice.LET_GO, None))) == [FILED]
    assert erp.office.stock(code, bin, "ARR-SN") == 1


def test_what_came_in_goes_back_and_comes_in_again(erp: Erp, clerk: Device):
    code, bin = erp.goods.lot, erp.scope.bin
    assert said(clerk.push(arrived(clerk, code, "4", "ARR-B"))) == [FILED]
    assert said(clerk.push(clerk.undo(1))) == [FILED]
    assert erp.office.stock(code, bin, "ARR-B") == 0
    assert said(clerk.push(clerk.undo(1))) == [(Outcome.DUPLICATE, Problem.ALREADY_UNDONE)]
    assert said(clerk.push(arrived(clerk, code, "2", "ARR-B"))) == [FILED]
    assert erp.office.stock(code, bin, "ARR-B") == 2


@pytest.mark.parametrize(
    ("code", "over", "problem"),
    [
        ("plain", {"quantity": D(0)}, Problem.QUANTITY_NOT_POSITIVE),
        ("plain", {"lot": "X"}, Problem.LOT_NOT_WANTED),
        ("plain", {"bin": 2_000_000_000}, Problem.BIN_MISSING),
        ("plain", {"unit": 2_000_000}, Problem.UNIT_MISMATCH),
        ("lot", {}, Problem.LOT_MISSING),
        ("serial", {"lot": "ARR-2", "quantity": D(2)}, Problem.SERIAL_NOT_ONE),
        ("fresh", {"lot": "ARR-3"}, Problem.EXPIRY_MISSING),
    ],
)
def test_what_makes_no_sense_is_set_aside(
    erp: Erp, clerk: Device, code: str, over: dict, problem: Problem
):
    deed = arrived(clerk, getattr(erp.goods, code), "1", **over)
    assert said(clerk.push(deed)) == [(Outcome.EXCEPTION, problem)]


def test_who_agreed_to_it_is_told_and_it_can_go_back(erp: Erp, clerk: Device):
    code, bin = erp.goods.fresh, erp.scope.bin
    soon = erp.today + timedelta(days=3)
    deed = arrived(clerk, code, "4", "ARR-S", expiry=soon, approved_by="Ida")
    assert said(clerk.push(deed, clerk.move(code, "4", (bin, erp.scope.other_bin), "ARR-S"))) == [
        FILED,
        FILED,
    ]
    assert said(clerk.push(clerk.undo(2), clerk.undo(1))) == [FILED] * 2
    assert erp.office.stock(code, bin, "ARR-S") == 0
