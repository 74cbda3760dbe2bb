"""Numbers in advance: a block is one device's, asked again it is the same, and no other's."""

from scanners.codes.gtin import checks_out
from sync.core.numbering import BLOCK_SIZES, NumberKind
from sync.wire.messages import Hello, Numbers, NumbersRequest, Tier
from tests.contract.device import Device
from tests.contract.erps import Erp


def ask(by: Device, asked: str, kind: NumberKind, **over: object) -> Numbers:
    given = {"device": by.name, "was": "", "now": "t1", "holds": (), "product": 0, **over}
    scope = by.erp.scope
    request = NumbersRequest(
        epoch=1, company=scope.company, warehouse=scope.warehouse, asked=asked, kind=kind, **given
    )
    said = by.runner.run(by.erp.remote.numbers(request))
    assert isinstance(said, Numbers), said
    return said


def test_numbers_are_one_devices_and_once(erp: Erp, device: Device):
    hello = device.runner.run(erp.remote.hello())
    assert isinstance(hello, Hello)
    if hello.tier is Tier.STOCK:
        assert ask(device, "a", NumberKind.PACK) == Numbers(), "it has nowhere to keep to whom"
        return
    erp.office.number_packs("34012345")
    product = device.product(erp.goods.lot).id
    for kind, of in ((NumberKind.PACK, 0), (NumberKind.LOT, product)):
        first = ask(device, f"{kind}-1", kind, product=of)
        assert len(set(first.names)) == BLOCK_SIZES[kind]
        assert kind is not NumberKind.PACK or all(map(checks_out, first.names))
        assert ask(device, f"{kind}-1", kind, product=of).names == first.names
        assert ask(device, f"{kind}-1", kind, product=of, device="OTHER").names == ()
        other = ask(device, f"{kind}-2", kind, product=of, device="OTHER")
        assert other.names
        assert not set(other.names) & set(first.names)
    went_on = ask(device, "", NumberKind.PACK, was="t1", now="t2", holds=("pack-1", "lot-1"))
    assert went_on == Numbers()
    twin = ask(device, "", NumberKind.PACK, was="t1", now="t3", holds=("pack-1", "unheard-of"))
    assert twin.void == ("pack-1", "unheard-of")


def test_where_there_are_none_to_give_none_are_given(erp: Erp, device: Device):
    assert ask(device, "s", NumberKind.SERIAL, product=99_999_999) == Numbers()
    plain = device.product(erp.goods.plain).id
    assert ask(device, "l", NumberKind.LOT, product=plain) == Numbers()
