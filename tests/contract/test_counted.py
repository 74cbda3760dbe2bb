"""Counts: what lies in a bin is counted, and the books follow once, or ask for a recount."""

from dataclasses import replace
from decimal import Decimal

import pytest

from sync.core.lifecycle import Outcome, Result
from sync.core.operations import Approval, Choice, Count, Settle, Stage
from sync.core.problems import Problem
from tests.contract.device import Device
from tests.contract.erps import Erp

D = Decimal
FILED = (Outcome.APPLIED, None)
RECOUNT = (Outcome.EXCEPTION, Problem.MOVED_MEANWHILE)


def said(results: tuple[Result, ...]) -> list[tuple[Outcome, Problem | None]]:
    return [(result.outcome, result.problem) for result in results]


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


@pytest.mark.parametrize("counted", ["7", "12", "0"])
def test_the_books_follow_a_count(erp: Erp, device: Device, ten: str, counted: str):
    all_applied(device, device.count(ten, counted, "10"))
    assert erp.office.stock(ten, erp.scope.bin) == D(counted)


def test_a_count_that_finds_what_was_expected_changes_nothing(erp: Erp, device: Device, ten: str):
    all_applied(device, device.count(ten, "10", "10"))
    all_applied(device, device.undo(1))
    assert erp.office.stock(ten, erp.scope.bin) == 10


def test_what_was_counted_so_far_changes_nothing(erp: Erp, device: Device, ten: str):
    tally = replace(device.count(ten, "1", "10"), stage=Stage.TALLY)
    all_applied(device, tally, replace(tally, counted=D(2)))
    all_applied(device, device.undo(2))
    assert erp.office.stock(ten, erp.scope.bin) == 10


def test_a_count_sent_again_is_booked_once(erp: Erp, device: Device, ten: str):
    envelope = device.write(device.count(ten, "7", "10"))
    first, again = device.send([envelope]), device.send([envelope])
    assert said(first) == said(again) == [FILED]
    assert erp.office.stock(ten, erp.scope.bin) == 7


def test_goods_that_moved_meanwhile_ask_for_a_recount(erp: Erp, device: Device, ten: str):
    bin = erp.scope.bin
    erp.office.put(ten, bin, "2")
    assert said(device.push(device.count(ten, "7", "10"))) == [RECOUNT]
    assert erp.office.stock(ten, bin) == 12, "nobody knows which of them were counted"
    all_applied(device, Settle(device.filed[0].op_id, 0, Choice.LET_GO, None))
    all_applied(device, replace(device.count(ten, "9", "12")))
    assert erp.office.stock(ten, bin) == 9


def test_own_moves_that_the_books_do_not_know_are_expected(erp: Erp, device: Device, ten: str):
    places = (erp.scope.bin, erp.scope.other_bin)
    all_applied(device, device.move(ten, "3", places), device.count(ten, "6", "7"))
    assert erp.office.stock(ten, erp.scope.bin) == 6


def test_what_was_taken_for_a_document_is_not_there(erp: Erp, device: Device, ten: str):
    office, bin = erp.office, erp.scope.bin
    name = office.make_transfer([(ten, "4")], erp.scope.other_bin)
    device.pull()
    places = (bin, erp.scope.other_bin)
    line = replace(device.move_line(name, ten, "4", places))
    # Taken, and not booked yet: the bin holds six, and one of them is missing.
    all_applied(device, line, device.count(ten, "5", "6"))
    all_applied(device, device.finish(name))
    assert office.stock(ten, bin) == 5


def test_a_count_taken_back_leaves_the_books_as_they_were(erp: Erp, device: Device, ten: str):
    all_applied(device, device.count(ten, "7", "10"))
    all_applied(device, device.undo(1))
    assert erp.office.stock(ten, erp.scope.bin) == 10


def test_behind_another_count_there_is_nothing_to_take_back(erp: Erp, device: Device, ten: str):
    all_applied(device, device.count(ten, "7", "10"), device.count(ten, "8", "7"))
    assert said(device.push(device.undo(1))) == [(Outcome.DUPLICATE, Problem.COUNTED_SINCE)]
    assert erp.office.stock(ten, erp.scope.bin) == 8


def test_a_count_far_from_the_books_waits_for_another_person(erp: Erp, device: Device, ten: str):
    far = replace(device.count(ten, "1", "10"), needs=Approval.VARIANCE)
    assert said(device.push(far)) == [(Outcome.EXCEPTION, Problem.VARIANCE_LARGE)]
    assert erp.office.stock(ten, erp.scope.bin) == 10
    filed = replace(far, approved_by="Ida")
    all_applied(device, Settle(device.filed[0].op_id, 0, Choice.FILE, filed))
    assert erp.office.stock(ten, erp.scope.bin) == 1


def test_a_lot_that_nobody_knew_is_found(erp: Erp, device: Device):
    code, bin = erp.goods.lot, erp.scope.bin
    device.pull()
    all_applied(device, device.count(code, "5", "0", "FOUND-1"))
    assert erp.office.stock(code, bin, "FOUND-1") == 5


def test_a_serial_is_found_in_one_place_only(erp: Erp, device: Device):
    code, bin = erp.goods.serial, erp.scope.bin
    erp.office.put(code, erp.scope.other_bin, "1", "SN-FOUND")
    device.pull()
    twice = (Outcome.EXCEPTION, Problem.SERIAL_TWICE)
    assert said(device.push(device.count(code, "1", "0", "SN-FOUND"))) == [twice]
    assert erp.office.stock(code, bin, "SN-FOUND") == 0
    there = erp.scope.other_bin
    all_applied(device, device.count(code, "0", "1", "SN-FOUND", bin=there))
    assert erp.office.stock(code, there, "SN-FOUND") == 0


def test_an_article_the_bin_never_held_is_found(erp: Erp, device: Device):
    code, bin = erp.goods.other, erp.scope.other_bin
    there = erp.office.stock(code, bin)
    device.pull()
    all_applied(device, device.count(code, str(there + 3), str(there), bin=bin))
    assert erp.office.stock(code, bin) == there + 3


def test_count_of_what_is_not_there_any_more(erp: Erp, device: Device, ten: str):
    unknown: Count = replace(device.count(ten, "7", "10"), bin=2_000_000_000)
    assert said(device.push(unknown)) == [(Outcome.EXCEPTION, Problem.BIN_MISSING)]


def due(device: Device, code: str) -> list:
    """Where an article is to be counted by today."""
    product, place = device.product(code), device.place(device.erp.scope.bin)
    rows = device.mirror["stock"].values()
    here = (one for one in rows if (one.product, one.location) == (product.id, place.id))
    return [one for one in here if one.count_on and one.count_on <= device.erp.today]


def test_what_somebody_asks_for_is_due_until_it_is_counted(erp: Erp, device: Device, ten: str):
    before = len(due(device, ten))
    ask = replace(device.count(ten, "0", "10"), stage=Stage.ASKED)
    all_applied(device, ask)
    device.pull()
    assert len(due(device, ten)) == before + 1
    assert erp.office.stock(ten, erp.scope.bin) == 10
    all_applied(device, device.count(ten, "10", "10"))
    device.pull()
    assert due(device, ten) == []
