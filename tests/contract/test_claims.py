"""Who works on a document: told to everybody, taken over by a tap, and in nobody's way."""

from dataclasses import replace
from decimal import Decimal

from sync.wire.messages import CLAIM_SECONDS, Claim, ClaimRequest, Hello, ReleaseRequest, Tier
from tests.contract.answers import said
from tests.contract.device import Device
from tests.contract.erps import Erp
from tests.contract.test_filed import APPLIED, announced

SOON = 60
"""So many seconds a test may take between two looks at a clock."""


def claim(device: Device, document: int, person: str, *, take_over: bool = False) -> Claim:
    request = ClaimRequest(
        device=device.name, person=person, document=document, take_over=take_over
    )
    found = device.runner.run(device.erp.remote.claim(request))
    assert isinstance(found, Claim), found
    return found


def release(device: Device, document: int, token: int) -> None:
    request = ReleaseRequest(document=document, token=token)
    assert device.runner.run(device.erp.remote.release(request)) is None


def test_a_claim_is_a_lease_that_is_taken_over_and_blocks_nobody(erp: Erp, device: Device):
    hello = device.runner.run(erp.remote.hello())
    assert isinstance(hello, Hello)
    plain, name = erp.goods.plain, announced(device, (erp.goods.plain, "10"))
    document, other = device.work(name).document.id, device.another()
    first = claim(device, document, "Anna")
    if hello.tier is Tier.STOCK:
        # Stock Odoo has nowhere to keep one: everybody may work, and nobody is told of.
        assert first == Claim(granted=True)
        release(device, document, first.token)
        return
    assert first.granted
    assert (first.device, first.person) == (device.name, "Anna")
    assert 0 <= first.since_s < SOON
    assert CLAIM_SECONDS - SOON < first.left_s <= CLAIM_SECONDS
    assert claim(device, document, "Anna").token == first.token

    second = claim(other, document, "Bo")
    assert (second.granted, second.person, second.token) == (False, "Anna", first.token)
    taken = claim(other, document, "Bo", take_over=True)
    assert (taken.granted, taken.person) == (True, "Bo")
    assert taken.token > first.token
    assert claim(other, document, "Bo", take_over=True).token == taken.token
    assert claim(device, document, "Anna").person == "Bo"

    # The old token lets go of nothing, and what was counted is filed all the same.
    release(device, document, first.token)
    assert claim(device, document, "Anna").person == "Bo"
    assert said(device.push(device.receive(name, plain, "2"))) == [APPLIED]
    other.pull()
    assert said(other.push(other.receive(name, plain, "3"))) == [APPLIED]
    device.pull()
    assert device.line(name, plain).done == Decimal(5)

    release(other, document, taken.token)
    third = claim(device, document, "Anna")
    assert third.granted
    assert third.token > taken.token


def test_what_is_not_there_is_nobodys(erp: Erp, device: Device):
    found = claim(device, 99_999_999, "Anna")
    assert (found.device, found.token) == ("", 0)
    again = replace(device, name="OTHER")
    assert claim(again, 99_999_999, "Bo", take_over=True).device == ""
