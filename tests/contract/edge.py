"""Goods that go over the edge of the house: back from customers, to suppliers, thrown away."""

from dataclasses import replace
from decimal import Decimal

from sync.core.operations import Move
from sync.core.page import Table
from sync.core.records import Location, LocationKind
from sync.core.returning import Fate, Grade, Reason
from tests.contract.device import Device

D = Decimal
K = LocationKind


def beyond(device: Device, kind: LocationKind) -> Location:
    """The place of a kind that is everybody's, or the company's own."""
    company = device.erp.scope.company
    places = [one for one in device.mirror[Table.LOCATIONS].values() if one.kind is kind]
    ours = [one for one in places if one.company in {None, company}]
    return min(ours, key=lambda one: (one.company is not None, one.id))


def back(device: Device, code: str, amount: str, lot: str | None = None, **over) -> Move:
    """So much of an article that a customer sends back, into the bin."""
    bin, product = device.place(device.erp.scope.bin), device.product(code)
    deed = Move(
        *(product.id, D(amount), D(amount), None, lot),
        *(beyond(device, K.CUSTOMER).id, bin.id, product.unit),
        paper="RMA-1", grade=Grade.USED, fate=Fate.REFURBISH,
    )  # fmt: skip
    return replace(deed, **over)


def out(device: Device, code: str, amount: str, lot: str | None = None, **over) -> Move:
    """So much of an article that is in the bin, thrown away."""
    bin, product = device.place(device.erp.scope.bin), device.product(code)
    deed = Move(
        *(product.id, D(amount), D(amount), None, lot),
        *(bin.id, beyond(device, K.LOSS).id, product.unit),
        reason=Reason.BROKEN,
    )  # fmt: skip
    return replace(deed, **over)


def to_supplier(device: Device, code: str, amount: str, lot: str | None = None, **over) -> Move:
    """So much of an article that is in the bin, back to whom it came from."""
    outside = beyond(device, K.SUPPLIER).id
    return out(device, code, amount, lot, bin=outside, **({"reason": Reason.WRONG} | over))
