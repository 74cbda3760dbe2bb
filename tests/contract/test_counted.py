"""Counts: what lies in a bin is counted, and the books follow once, or ask for a recount."""

from dataclasses import replace
from decimal import Decimal

import pytest

from sync.core.lifecycle import Outcome
from sync.core.operations import Approval, Choice, Settle, Stage
from sync.core.problems import Problem
from sync.core.records import Stock
from sync.wire.messages import Hello, Tier
from tests.contract.answers import FILED, said
from tests.contract.device import Device
from tests.contract.erps import Erp

D = Decimal
RECOUNT = (Outcome.EXCEPTION, Problem.MOVED_MEANWHILE)
TWICE = (Outcome.EXCEPTION, Problem.SERIAL_TWICE)


def all_applied(device: Device, *deeds) -> None:
    assert said(device.push(*deeds)) == [FILED] * len(deeds)


@pytest.fixture
def ten(erp: Erp, device: Device) -> str:
    """An article of which ten lie in the bin, as everybody knows."""
    code = erp.goods.plain
    there = erp.office.stock(code, erp.scope.bin)
    erp.office.put(code, erp.scope.bin, str(10 - there))
    device.pull()
    return code


def test_the_books_follow_a_count_once_and_back(erp: Erp, device: Device, ten: str):
    def stock() -> Decimal:
        return erp.office.stock(ten, erp.scope.bin)

    envelope = device.write(device.count(ten, "7", "10"))
    first, again = device.send([envelope]), device.send([envelope])
    assert said(first) == said(again) == [FILED]
    assert stock() == 7, "sent twice, and booked once"
    all_applied(device, device.undo(1))
    assert stock() == 10
    all_applied(device, device.count(ten, "12", "10"))
    assert stock() == 12
    all_applied(device, device.count(ten, "12", "12"))
    assert stock() == 12
    all_applied(device, device.undo(4))
    assert stock() == 12, "it found what was expected"
    all_applied(device, device.count(ten, "0", "12"))
    assert stock() == 0
    # Behind another count nothing is left of one to be taken back.
    assert said(device.push(device.undo(3))) == [(Outcome.DUPLICATE, Problem.COUNTED_SINCE)]
    assert stock() == 0


def test_one_that_found_what_was_expected_stands_behind_those_before_it(
    erp: Erp, device: Device, ten: str
):
    bin, late = erp.scope.bin, (Outcome.DUPLICATE, Problem.COUNTED_SINCE)
    # What was found before is no reason; what was found since is, unless it was taken back.
    all_applied(device, device.count(ten, "10", "10"), device.count(ten, "7", "10"))
    all_applied(device, device.count(ten, "7", "7"))
    all_applied(device, device.undo(3), device.undo(2))
    assert erp.office.stock(ten, bin) == 10
    all_applied(device, device.count(ten, "8", "10"))
    again = device.write(device.count(ten, "8", "8"))
    assert said(device.send([again])) == said(device.send([again])) == [FILED]
    assert said(device.push(device.undo(6))) == [late]
    assert erp.office.stock(ten, bin) == 8


def test_one_that_is_taken_back_in_the_same_push(erp: Erp, device: Device, ten: str):
    first = device.write(device.count(ten, "7", "10"))
    assert said(device.send([first, device.write(device.undo(1))])) == [FILED] * 2
    assert erp.office.stock(ten, erp.scope.bin) == 10
    third, fourth = (device.write(device.count(ten, *one)) for one in (("8", "10"), ("9", "8")))
    back = device.write(device.undo(3))
    late = (Outcome.DUPLICATE, Problem.COUNTED_SINCE)
    assert said(device.send([third, fourth, back])) == [FILED, FILED, late]
    assert erp.office.stock(ten, erp.scope.bin) == 9


def test_goods_that_moved_meanwhile_ask_for_a_recount(erp: Erp, device: Device, ten: str):
    office, bin = erp.office, erp.scope.bin
    office.put(ten, bin, "2")
    assert said(device.push(device.count(ten, "7", "10"))) == [RECOUNT]
    assert office.stock(ten, bin) == 12, "nobody knows which of them were counted"
    all_applied(device, Settle(device.filed[0].op_id, 0, Choice.LET_GO, None))
    all_applied(device, device.count(ten, "9", "12"))
    assert office.stock(ten, bin) == 9
    # What this device moved itself, and the books do not know yet, is expected.
    places = (bin, erp.scope.other_bin)
    all_applied(device, device.move(ten, "3", places), device.count(ten, "5", "6"))
    assert office.stock(ten, bin) == 5
    # What was taken for a document, and is not booked yet, is not there either.
    name = office.make_transfer([(ten, "4")], erp.scope.other_bin)
    device.pull()
    line = device.move_line(name, ten, "4", places)
    all_applied(device, line, device.count(ten, "2", "1"), device.finish(name))
    assert office.stock(ten, bin) == 2


def test_a_count_behind_a_lost_answer_finds_what_the_books_have(erp: Erp, device: Device, ten: str):
    places = (erp.scope.bin, erp.scope.other_bin)
    first = device.write(device.count(ten, "12", "10"))
    assert said(device.send([first])) == [FILED], "it is booked, and nobody hears of it"
    moved = device.write(device.move(ten, "3", places))
    again = device.write(device.count(ten, "9", "9"))
    assert said(device.send([first, moved, again])) == [FILED] * 3
    back = device.write(device.move(ten, "1", places))
    assert said(device.send([back])) == [FILED]
    last = device.write(device.count(ten, "7", "8"))
    assert said(device.send([back, last])) == [FILED] * 2
    assert erp.office.stock(ten, erp.scope.bin) == 7


def test_what_is_no_count_yet_changes_nothing(erp: Erp, device: Device, ten: str):
    bin = erp.scope.bin
    tally = replace(device.count(ten, "1", "10"), stage=Stage.TALLY)
    all_applied(device, tally, replace(tally, counted=D(2)))
    all_applied(device, device.undo(2))
    far = replace(device.count(ten, "1", "10"), needs=Approval.VARIANCE)
    assert said(device.push(far)) == [(Outcome.EXCEPTION, Problem.VARIANCE_LARGE)]
    nowhere = replace(device.count(ten, "7", "10"), bin=2_000_000_000)
    assert said(device.push(nowhere)) == [(Outcome.EXCEPTION, Problem.BIN_MISSING)]
    assert erp.office.stock(ten, bin) == 10
    filed = replace(far, approved_by="Ida")
    all_applied(device, Settle(device.filed[3].op_id, 0, Choice.FILE, filed))
    assert erp.office.stock(ten, bin) == 1, "another person has looked"


def test_an_amount_so_far_is_taken_back_once(erp: Erp, device: Device, ten: str):
    tally = replace(device.count(ten, "1", "10"), stage=Stage.TALLY)
    all_applied(device, tally, tally)
    hello = device.runner.run(erp.remote.hello())
    assert isinstance(hello, Hello)
    # A plain Odoo keeps none of them: nothing is taken back there, however often.
    kept = hello.tier is not Tier.STOCK
    late = (Outcome.DUPLICATE, Problem.ALREADY_UNDONE) if kept else FILED
    assert said(device.push(device.undo(1), device.undo(1))) == [FILED, late]
    assert said(device.push(device.undo(1), device.undo(2))) == [late, FILED]
    assert erp.office.stock(ten, erp.scope.bin) == 10


def test_lots_and_pieces_are_found_and_missing(erp: Erp, device: Device):
    goods, office, bin, there = erp.goods, erp.office, erp.scope.bin, erp.scope.other_bin
    office.put(goods.serial, there, "1", "SN-FOUND")
    other = office.stock(goods.other, there)
    device.pull()
    all_applied(device, device.count(goods.lot, "5", "0", "FOUND-1"))
    assert office.stock(goods.lot, bin, "FOUND-1") == 5, "a lot that nobody knew"
    all_applied(device, device.count(goods.other, str(other + 3), str(other), bin=there))
    assert office.stock(goods.other, there) == other + 3
    # A piece is in one place: where it is found, it is missing in the other first.
    assert said(device.push(device.count(goods.serial, "1", "0", "SN-FOUND"))) == [TWICE]
    assert office.stock(goods.serial, bin, "SN-FOUND") == 0
    missing = device.count(goods.serial, "0", "1", "SN-FOUND", bin=there)
    all_applied(device, missing, device.count(goods.serial, "1", "0", "SN-FOUND"))
    assert office.stock(goods.serial, bin, "SN-FOUND") == 1
    assert said(device.push(device.undo(4))) == [TWICE], "it lies elsewhere by now"
    assert office.stock(goods.serial, there, "SN-FOUND") == 0


def due(device: Device, code: str) -> list[Stock]:
    """Where an article is to be counted by today."""
    product, place = device.product(code), device.place(device.erp.scope.bin)
    rows = device.mirror["stock"].values()
    here = (one for one in rows if (one.product, one.location) == (product.id, place.id))
    return [one for one in here if one.count_on and one.count_on <= device.erp.today]


def test_what_somebody_asks_for_is_due_until_it_is_counted(erp: Erp, device: Device, ten: str):
    before = len(due(device, ten))
    all_applied(device, replace(device.count(ten, "0", "10"), stage=Stage.ASKED))
    device.pull()
    assert len(due(device, ten)) == before + 1
    assert erp.office.stock(ten, erp.scope.bin) == 10
    all_applied(device, device.count(ten, "10", "10"))
    device.pull()
    assert due(device, ten) == []
