"""What packs are, and what they were weighed at: on goods, on the finish, and in the ERP."""

from dataclasses import replace
from decimal import Decimal

from sync.core.operations import Rest
from sync.core.pack_types import PackType, PackWeight
from sync.core.records import DocumentState
from tests.contract.device import Device
from tests.contract.erps import Erp
from tests.contract.test_moved import FILED, all_applied, asked, said
from tests.contract.test_packed import packed, parts

D = Decimal
BOX, OTHER, PLAIN = "TYPED-1", "TYPED-2", "TYPED-3"


def type_named(device: Device, name: str) -> PackType:
    device.pull()
    [found] = [one for one in device.mirror["pack_types"].values() if one.name == name]
    assert isinstance(found, PackType)
    return found


def test_a_pack_is_of_a_type_and_weighed(erp: Erp, device: Device):
    code, office = erp.goods.boxed, erp.office
    office.pack_type("Wine box", "BOX-WINE", "12.5")
    office.pack_type("Hat box", "BOX-HAT", "2")
    wine, hat = type_named(device, "Wine box"), type_named(device, "Hat box")
    assert (wine.barcode, wine.weight, wine.weight_max) == ("BOX-WINE", D("0.5"), D("12.5"))
    assert wine.weight_unit == "kg"
    name = asked(device, (code, "9"))
    one, two, three, four = parts(device, name, code, "1", "2", "3", "3")
    deeds = [
        replace(one, package=BOX, pack_type=wine.id),
        replace(two, package=BOX, pack_type=hat.id),
        replace(three, package=OTHER, pack_type=hat.id),
        replace(four, package=PLAIN),
    ]
    assert said(device.push(*deeds)) == [FILED] * 4
    device.send(device.filed)
    assert packed(device, name, code) == {BOX: 3, OTHER: 3, PLAIN: 3}
    kinds = {row.package: row.pack_type for row in device.line(name, code).entries}
    # What the first who filled it said, it is.
    assert kinds == {BOX: wine.id, OTHER: hat.id, PLAIN: None}
    weights = (PackWeight(BOX, D("7.25")), PackWeight(PLAIN, D("3.125")), PackWeight("NO-1", D(4)))
    all_applied(device, replace(device.finish(name, Rest.STAYS_OPEN), packs=weights))
    assert office.state(name) is DocumentState.DONE
    assert office.pack(BOX) == ("Wine box", D("7.25"))
    assert office.pack(OTHER) == ("Hat box", D(0))
    assert office.pack(PLAIN) == ("", D("3.125"))


def test_a_type_that_is_gone_keeps_no_goods_back(erp: Erp, device: Device):
    code = erp.goods.boxed
    name = asked(device, (code, "4"))
    [one] = parts(device, name, code, "1")
    assert said(device.push(replace(one, package="TYPED-4", pack_type=987_654))) == [FILED]
    assert packed(device, name, code) == {"TYPED-4": 1}
