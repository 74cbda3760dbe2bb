"""A bin that runs low is asked for by a picker: one transfer fills it, and it is filled once."""

from dataclasses import replace
from decimal import Decimal

import pytest

from sync.core.counting import filling
from sync.core.lifecycle import Outcome, Result
from sync.core.operations import Count, Move, Undo
from sync.core.page import Table
from sync.core.records import OPEN_STATES, DocumentKind, DocumentState, Work
from tests.contract.device import Device
from tests.contract.erps import Erp

D = Decimal


@pytest.fixture
def picker(device: Device) -> Device:
    device.pull()
    return device


def low(device: Device, code: str, there: str, wanted: str) -> Count:
    """In the bin so much of an article is left, and so much is to lie there."""
    face, product = device.place(device.erp.scope.bin), device.product(code)
    return filling((product.id, face.id), product.unit, (D(there), D(wanted)))


def filled(results: tuple[Result, ...]) -> str:
    """The transfer that was made of it."""
    [one] = results
    assert (one.outcome, one.problem) == (Outcome.APPLIED, None)
    return one.reference


def transfers(device: Device, code: str) -> list[Work]:
    """Open transfers that bring an article into the bin."""
    device.pull()
    face, product = device.place(device.erp.scope.bin).id, device.product(code).id
    works = device.mirror[Table.DOCUMENTS].values()
    return [
        one
        for one in works
        if one.document.kind is DocumentKind.TRANSFER
        and one.document.state in OPEN_STATES
        and one.document.destination == face
        and any(line.product == product for line in one.lines)
    ]


def test_what_runs_low_becomes_one_transfer_whoever_asks_and_however_often(
    erp: Erp, picker: Device
):
    code, other = erp.goods.plain, erp.scope.other_bin
    # Where the most lies is where it is filled from.
    erp.office.put(code, other, "3000")
    before = erp.office.stock(code, erp.scope.bin)
    envelope = picker.write(low(picker, code, "2", "14"))
    first, again = picker.send([envelope]), picker.send([envelope])
    assert filled(first) == filled(again) != ""
    colleague = picker.another()
    colleague.pull()
    assert filled(colleague.push(low(colleague, code, "1", "14"))) == filled(first)
    [work] = transfers(picker, code)
    assert work.document.name == filled(first)
    assert work.document.state is DocumentState.READY
    assert sum(line.demand for line in work.lines) == 12
    entries = [entry for line in work.lines for entry in line.planned]
    assert picker.place(other).id in {one.source for one in entries}
    assert {one.bin for one in entries} == {work.document.destination}
    assert picker.place(erp.scope.bin).id not in {one.source for one in entries}
    assert erp.office.stock(code, erp.scope.bin) == before, "to ask for it moves nothing"


def test_it_is_brought_by_its_transfer_and_then_it_can_be_asked_for_again(erp: Erp, picker: Device):
    code = erp.goods.plain
    erp.office.put(code, erp.scope.other_bin, "30")
    name = filled(picker.push(low(picker, code, "0", "5")))
    [work] = transfers(picker, code)
    was = erp.office.stock(code, erp.scope.bin)
    places = {one.id: one.name for one in picker.mirror[Table.LOCATIONS].values()}
    for line in work.lines:
        for entry in line.planned:
            way = (places[entry.source], places[entry.bin])
            moved = picker.move_line(name, code, str(entry.quantity), way)
            [one] = picker.push(replace(moved, line=line.id))
            assert one.outcome is Outcome.APPLIED, one
    [done] = picker.push(picker.finish(name))
    assert done.outcome is Outcome.APPLIED
    assert erp.office.stock(code, erp.scope.bin) == was + 5
    assert transfers(picker, code) == []
    assert filled(picker.push(low(picker, code, "0", "5"))) not in {"", name}


def test_who_fills_it_by_hand_takes_the_wish_back_and_nobody_does_it_twice(
    erp: Erp, picker: Device
):
    code, other = erp.goods.plain, erp.scope.other_bin
    erp.office.put(code, other, "30")
    asked = low(picker, code, "0", "6")
    face, product = picker.place(erp.scope.bin).id, picker.product(code)
    by_hand = Move(
        *(product.id, D(6), D(6), None, None, picker.place(other).id, face, product.unit)
    )
    assert filled(picker.push(asked))
    back = Undo(picker.filed[-1].op_id, asked)
    results = picker.push(by_hand, back)
    assert [one.outcome for one in results] == [Outcome.APPLIED] * 2
    assert transfers(picker, code) == []
    # The device and a copy of it may both have it.
    [twice] = picker.another().push(back)
    assert twice.outcome in {Outcome.APPLIED, Outcome.DUPLICATE}


def test_what_nobody_knows_is_not_filled_and_blocks_nobody(erp: Erp, picker: Device):
    code = erp.goods.lot
    assert filled(picker.push(replace(low(picker, code, "0", "5"), product=2_000_000_000))) == ""
    assert filled(picker.push(replace(low(picker, code, "0", "5"), bin=2_000_000_000))) == ""
