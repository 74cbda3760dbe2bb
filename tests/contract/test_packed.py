"""Goods for a delivery into packs: once, under one name for everybody, and out of them again."""

from dataclasses import replace
from decimal import Decimal

from sync.core.operations import MoveLine, Rest
from sync.core.problems import Problem
from sync.core.quantity import total
from sync.core.records import DocumentState
from tests.contract.answers import FILED, said
from tests.contract.device import Device
from tests.contract.erps import Erp
from tests.contract.test_moved import all_applied, asked, picks

D = Decimal
PACK, OTHER, PALLET = "SHIP-1", "SHIP-2", "SHIP-PAL"


def packed(device: Device, name: str, code: str) -> dict[str | None, Decimal]:
    device.pull()
    found: dict[str | None, Decimal] = {}
    for one in device.line(name, code).entries:
        found[one.package] = found.get(one.package, D(0)) + one.quantity
    return found


def parts(device: Device, name: str, code: str, *amounts: str) -> list[MoveLine]:
    """So much each, of what is planned of a line; all of it lies in one bin."""
    first = picks(device, name, code)[0]
    return [replace(first, quantity=D(one), scanned=D(one)) for one in amounts]


def test_packed_once_taken_out_again_and_sent(erp: Erp, device: Device):
    code, office = erp.goods.boxed, erp.office
    name = asked(device, (code, "9"))
    bins = {device.mirror["locations"][one.source].name for one in picks(device, name, code)}
    before = sum(office.stock(code, bin) for bin in bins)
    one, two, three, loose = parts(device, name, code, "1", "2", "3", "1")
    deeds = [
        replace(one, package=PACK),
        replace(two, package=OTHER, pallet=PALLET),
        replace(three, package=PACK),
        loose,
    ]
    assert said(device.push(*deeds)) == [FILED] * 4
    # Sent again, nothing of it is there twice, and no pack is made twice.
    first = len(device.filed) - 3
    device.send(device.filed)
    assert packed(device, name, code) == {PACK: 4, OTHER: 2, None: 1}
    assert total(entry.quantity for entry in device.line(name, code).planned) == 2
    all_applied(device, device.undo(first + 2))
    assert packed(device, name, code) == {PACK: 1, OTHER: 2, None: 1}
    assert total(entry.quantity for entry in device.line(name, code).planned) == 5
    all_applied(device, device.finish(name, Rest.STAYS_OPEN))
    assert office.state(name) is DocumentState.DONE
    assert [office.demands(rest) for rest in office.backorders(name)] == [{code: D(5)}]
    assert before - sum(office.stock(code, bin) for bin in bins) == 4
    assert packed(device, name, code) == {PACK: 1, OTHER: 2, None: 1}
    pallet_of = getattr(office, "pallet_of", None)
    if pallet_of:  # the training warehouse keeps no stock by packs
        assert (pallet_of(PACK), pallet_of(OTHER)) == (None, PALLET)


def test_two_pack_into_one(erp: Erp, device: Device):
    code = erp.goods.boxed
    name = asked(device, (code, "4"))
    other = device.another()
    other.pull()
    [mine] = parts(device, name, code, "1")
    [theirs] = parts(other, name, code, "2")
    assert said(device.push(replace(mine, package="SHARED-1"))) == [FILED]
    assert said(other.push(replace(theirs, package="SHARED-1"))) == [FILED]
    assert packed(device, name, code) == {"SHARED-1": 3}


def test_a_name_no_label_can_carry_is_set_aside(erp: Erp, device: Device):
    code = erp.goods.boxed
    name = asked(device, (code, "4"))
    one, two = parts(device, name, code, "1", "1")
    found = device.push(replace(one, package="a\nb"), replace(two, package="A", pallet="A"))
    assert [result.problem for result in found] == [Problem.PACKAGE_UNREADABLE] * 2
    assert packed(device, name, code) == {}
