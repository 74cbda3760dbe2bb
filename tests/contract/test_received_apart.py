"""What is received apart from the rest: in packs, damaged, and what a supervisor must agree to."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from sync.core.operations import Approval, Choice, Damage, ReceiveLine, Rest, Settle
from sync.core.page import Table
from sync.core.problems import Problem
from tests.contract.device import Device
from tests.contract.erps import Erp
from tests.contract.test_filed import APPLIED, announced, parked, said

PACK, OTHER_PACK, PALLET = "340123450000000017", "340123450000000024", "340123450000000031"


def packed(device: Device, name: str, code: str) -> dict[str | None, Decimal]:
    device.pull()
    return {one.package: one.quantity for one in device.line(name, code).entries}


def test_packs_are_made_once_and_filled(erp: Erp, device: Device):
    plain, bin = erp.goods.plain, erp.scope.bin
    before = erp.office.stock(plain, bin)
    name = announced(device, (plain, "10"))
    deed = device.receive(name, plain, "2")
    deeds = [
        replace(deed, package=PACK),
        replace(deed, package=OTHER_PACK, pallet=PALLET),
        replace(deed, package=PACK),
        deed,
    ]
    assert said(device.push(*deeds)) == [APPLIED] * 4
    # Sent again, nothing of it is there twice.
    device.send(device.filed)
    amounts = {PACK: Decimal(4), OTHER_PACK: Decimal(2), None: Decimal(2)}
    assert packed(device, name, plain) == amounts
    assert said(device.push(device.undo(3))) == [APPLIED]
    amounts |= {PACK: Decimal(2)}
    assert packed(device, name, plain) == amounts
    assert said(device.push(device.finish(name, Rest.DROPPED))) == [APPLIED]
    assert packed(device, name, plain) == amounts
    assert erp.office.stock(plain, bin) == before + 6
    pallet_of = getattr(erp.office, "pallet_of", None)
    if pallet_of:  # the training warehouse keeps no stock by packs
        assert (pallet_of(PACK), pallet_of(OTHER_PACK)) == (None, PALLET)


def test_a_pack_without_a_name_is_set_aside(erp: Erp, device: Device):
    name = announced(device, (erp.goods.plain, "10"))
    deed = device.receive(name, erp.goods.plain, "1")
    found = device.push(replace(deed, package="a\nb"), replace(deed, package="A", pallet="A"))
    assert said(found) == [parked(Problem.PACKAGE_UNREADABLE)] * 2


def test_what_came_damaged_lies_where_it_was_put(erp: Erp, device: Device):
    plain, bin, other = erp.goods.plain, erp.scope.bin, erp.scope.other_bin
    before = erp.office.stock(plain, bin), erp.office.stock(plain, other)
    name = announced(device, (plain, "10"))
    good = device.receive(name, plain, "9")
    wet = replace(device.receive(name, plain, "1", bin=other), damage=Damage.WET)
    assert said(device.push(good, wet, device.finish(name))) == [APPLIED] * 3
    assert erp.office.stock(plain, bin) == before[0] + 9
    assert erp.office.stock(plain, other) == before[1] + 1


@pytest.mark.parametrize(
    ("needs", "problem"),
    [
        (Approval.OVER, Problem.OVER_TOLERANCE),
        (Approval.SHELF_LIFE, Problem.SHELF_LIFE_SHORT),
    ],
)
def test_what_nobody_agreed_to_waits_for_a_supervisor(
    erp: Erp, device: Device, needs: Approval, problem: Problem
):
    fresh, bin = erp.goods.fresh, erp.scope.bin
    name = announced(device, (fresh, "10"))
    short = device.receive(name, fresh, "12", "SHORT-1", erp.today + timedelta(days=2))
    [result] = device.push(replace(short, needs=needs))
    assert said([result]) == [parked(problem)]
    assert agreed(device, name, fresh) == 0
    filed = replace(short, needs=needs, approved_by="Ida")
    settle = Settle(device.filed[result.seq - 1].op_id, short.document, Choice.FILE, filed)
    assert said(device.push(settle, device.finish(name))) == [APPLIED] * 2
    assert erp.office.stock(fresh, bin, "SHORT-1") == 12


def test_what_a_supervisor_agreed_to_is_filed_at_once(erp: Erp, device: Device):
    plain, bin = erp.goods.plain, erp.scope.bin
    before = erp.office.stock(plain, bin)
    name = announced(device, (plain, "10"))
    deed: ReceiveLine = device.receive(name, plain, "15")
    over = replace(deed, needs=Approval.OVER, approved_by="Ida")
    assert said(device.push(over, device.finish(name))) == [APPLIED] * 2
    assert erp.office.stock(plain, bin) == before + 15


def test_a_code_that_a_person_linked_reaches_the_others_or_the_office(erp: Erp, device: Device):
    plain, code = erp.goods.plain, "4099999999996"
    name = announced(device, (plain, "10"))
    deed = replace(device.receive(name, plain, "1"), code=code)
    assert said(device.push(deed, replace(deed, code=None), deed)) == [APPLIED] * 3
    assert agreed(device, name, plain) == 3
    known = [one for one in device.mirror[Table.PACKAGINGS].values() if one.barcode == code]
    told = getattr(erp.office, "told", None)
    if known:
        assert [(one.product, one.quantity) for one in known] == [(deed.product, 1)]
    else:
        # Stock Odoo: who may receive may not give an article a barcode.
        assert told
        assert code in told(name)


def test_a_code_that_is_taken_stays_whose_it_is(erp: Erp, device: Device):
    plain, other = erp.goods.plain, erp.goods.other
    name = announced(device, (plain, "10"), (other, "5"))
    barcode = next(
        one.barcode for one in device.mirror[Table.PRODUCTS].values() if one.code == plain
    )
    deed = replace(device.receive(name, other, "1"), code=barcode)
    assert said(device.push(deed)) == [APPLIED]
    assert agreed(device, name, other) == 1
    assert barcode not in {one.barcode for one in device.mirror[Table.PACKAGINGS].values()}


def agreed(device: Device, name: str, code: str) -> Decimal:
    device.pull()
    return device.line(name, code).done
