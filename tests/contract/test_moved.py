"""Goods from bin to bin, for a document and without one: stock, reservations, each once."""

from dataclasses import replace
from decimal import Decimal

import pytest

from sync.core.lifecycle import Outcome
from sync.core.operations import Choice, MoveLine, Rest, Settle, Undo
from sync.core.problems import Problem
from sync.core.quantity import total
from sync.core.records import DocumentKind, DocumentState
from tests.contract.answers import FILED, said
from tests.contract.device import Device
from tests.contract.erps import Erp

D = Decimal


def all_applied(device: Device, *deeds) -> None:
    assert said(device.push(*deeds)) == [FILED] * len(deeds)


def asked(device: Device, *lines: tuple[str, str]) -> str:
    """A delivery of goods that lie in the bin, as the device sees it."""
    bin = device.erp.scope.bin
    for code, amount in lines:
        device.erp.office.put(code, bin, amount)
    name = device.erp.office.make_delivery(lines)
    device.pull()
    return name


def picks(device: Device, name: str, code: str) -> list[MoveLine]:
    """What is planned of a line, as it is planned."""
    line = device.line(name, code)
    return [
        MoveLine(
            *(line.document, line.id, line.product, one.quantity, one.quantity),
            *(None, one.lot, one.source or 0, one.bin, line.unit),
        )
        for one in line.planned
    ]


def test_what_is_reserved_is_picked_and_sent(erp: Erp, device: Device):
    code, office = erp.goods.boxed, erp.office
    name = asked(device, (code, "6"))
    line, place = device.line(name, code), device.work(name).document
    assert place.kind is DocumentKind.DELIVERY
    assert total(one.quantity for one in line.planned) == line.demand == 6
    sources = {one.source: device.mirror["locations"][one.source].name for one in line.planned}
    before = {bin: office.stock(code, bin) for bin in sources.values()}
    held = {bin: office.reserved(code, bin) for bin in sources.values()}
    first, *rest = picks(device, name, code)
    two = replace(first, quantity=D(2))
    four = replace(first, quantity=first.quantity - 2)
    all_applied(device, two, four, *rest)
    assert {bin: office.stock(code, bin) for bin in before} == before, "in stock until it is sent"
    assert {bin: office.reserved(code, bin) for bin in held} == held, "and still for this one"
    device.pull()
    line = device.line(name, code)
    assert (line.done, line.planned) == (6, ())
    assert {one.source for one in line.entries} == set(sources)
    all_applied(device, device.finish(name))
    assert office.state(name) is DocumentState.DONE
    assert sum(before.values()) - sum(office.stock(code, bin) for bin in before) == 6
    assert sum(held.values()) - sum(office.reserved(code, bin) for bin in before) == 6


@pytest.mark.parametrize("rest", Rest)
def test_what_is_short_stays_open_or_is_dropped(erp: Erp, device: Device, rest: Rest):
    code, office = erp.goods.boxed, erp.office
    name = asked(device, (code, "6"))
    first = picks(device, name, code)[0]
    bins = {device.mirror["locations"][one.source].name for one in picks(device, name, code)}
    held = sum(office.reserved(code, bin) for bin in bins)
    all_applied(device, replace(first, quantity=D(2)), device.finish(name, rest))
    assert office.state(name) is DocumentState.DONE
    assert [office.demands(one) for one in office.backorders(name)] == (
        [{code: D(4)}] if rest is Rest.STAYS_OPEN else []
    )
    left = 4 if rest is Rest.STAYS_OPEN else 0
    assert sum(office.reserved(code, bin) for bin in bins) == held - 6 + left
    device.pull()
    if rest is Rest.STAYS_OPEN:
        [backorder] = office.backorders(name)
        assert total(one.quantity for one in device.line(backorder, code).planned) == 4


def test_from_another_bin_than_planned_and_back(erp: Erp, device: Device):
    code, office, other = erp.goods.boxed, erp.office, erp.scope.other_bin
    name = asked(device, (code, "6"))
    office.put(code, other, "9")
    device.pull()
    where, held = device.work(name).document.destination, office.reserved(code, other)
    first = picks(device, name, code)[0]
    elsewhere = replace(first, quantity=D(5), source=device.place(other).id)
    all_applied(device, elsewhere)
    assert office.reserved(code, other) == held + 5
    device.pull()
    line = device.line(name, code)
    assert (line.done, total(one.quantity for one in line.planned)) == (5, 1)
    assert [(one.source, one.bin) for one in line.entries] == [(elsewhere.source, where)]
    all_applied(device, device.undo(1))
    device.pull()
    line = device.line(name, code)
    assert (line.done, line.entries) == (0, ())
    assert total(one.quantity for one in line.planned) == 6
    # What was put back is reserved where it lies now.
    assert office.reserved(code, other) == held + 5
    assert said(device.push(device.undo(1))) == [(Outcome.DUPLICATE, Problem.ALREADY_UNDONE)]


def test_lots_and_serials_of_a_delivery(erp: Erp, device: Device):
    lot, serial, bin, office = erp.goods.lot, erp.goods.serial, erp.scope.bin, erp.office
    office.put(lot, bin, "5", "LOT-A")
    office.put(lot, bin, "5", "LOT-B")
    for name in ("SN-1", "SN-2"):
        office.put(serial, bin, "1", name)
    name = office.make_delivery([(lot, "4"), (serial, "2")])
    device.pull()
    where = device.mirror["locations"][device.work(name).document.destination].name
    lots = office.stock(lot, bin, "LOT-A"), office.stock(lot, bin, "LOT-B")
    one = device.move_line(name, serial, "1", (bin, where), "SN-1")
    results = device.push(
        device.move_line(name, lot, "1", (bin, where), "LOT-A"),
        device.move_line(name, lot, "3", (bin, where), "LOT-B"),
        one,
        one,
        device.move_line(name, serial, "1", (bin, where), "SN-9"),
        device.move_line(name, serial, "1", (erp.scope.other_bin, where), "SN-2"),
        device.move_line(name, lot, "1", (bin, where), "LOT-B"),
        device.move_line(name, serial, "1", (bin, where), "SN-2"),
        device.finish(name),
    )
    assert said(results) == [
        FILED,
        FILED,
        FILED,
        (Outcome.EXCEPTION, Problem.SERIAL_TWICE),
        (Outcome.EXCEPTION, Problem.LOT_UNKNOWN),
        (Outcome.EXCEPTION, Problem.SERIAL_ELSEWHERE),
        (Outcome.EXCEPTION, Problem.QUANTITY_OVER),
        FILED,
        FILED,
    ]
    assert office.stock(lot, bin, "LOT-A") == lots[0] - 1
    assert office.stock(lot, bin, "LOT-B") == lots[1] - 3
    assert office.stock(serial, bin, "SN-1") == office.stock(serial, bin, "SN-2") == 0


@pytest.mark.parametrize("steps", [2, 3])
def test_what_comes_in_by_steps_is_put_away(erp: Erp, device: Device, steps: int):
    plain, lot, bin, office = erp.goods.boxed, erp.goods.lot, erp.scope.bin, erp.office
    places = office.take_in_by(steps)
    name = office.make_receipt([(plain, "10"), (lot, "4")])
    device.pull()
    dock, stock = places[0], places[-1]
    before = office.stock(plain, bin), office.stock(lot, bin, "NEW")
    all_applied(
        device,
        device.receive(name, plain, "10", bin=dock),
        device.receive(name, lot, "4", "NEW", bin=dock),
        device.finish(name),
    )
    assert (office.stock(plain, dock), office.stock(lot, dock, "NEW")) == (10, 4)
    for here, there in zip(places, (*places[1:-1], bin), strict=False):
        [name] = office.after(name)
        device.pull()
        work = device.work(name)
        assert work.document.kind is DocumentKind.TRANSFER
        assert {one.source for line in work.lines for one in line.planned} == {
            device.place(here).id
        }
        all_applied(
            device,
            device.move_line(name, plain, "4", (here, there)),
            device.move_line(name, plain, "6", (here, there)),
            device.move_line(name, lot, "4", (here, there), "NEW"),
            device.finish(name),
        )
        assert (office.stock(plain, here), office.stock(lot, here, "NEW")) == (0, 0)
    assert office.stock(plain, bin) == before[0] + 10
    assert office.stock(lot, bin, "NEW") == before[1] + 4
    assert office.state(name) is DocumentState.DONE
    assert stock.startswith(bin.split("/", maxsplit=1)[0])


def test_without_a_document_goods_move_once(erp: Erp, device: Device):
    code, office, places = erp.goods.boxed, erp.office, (erp.scope.bin, erp.scope.other_bin)
    bin, other = places
    office.put(code, bin, "9")
    device.pull()
    before = office.stock(code, bin), office.stock(code, other)
    one = device.write(device.move(code, "4", places))
    first, again = device.send([one]), device.send([one])
    assert said(first) == said(again) == [FILED]
    device.answered_seq = 1
    assert (office.stock(code, bin), office.stock(code, other)) == (before[0] - 4, before[1] + 4)
    back = device.write(Undo(one.op_id, one.deed))
    assert said(device.send([back])) == said(device.send([back])) == [FILED]
    device.answered_seq = 2
    assert (office.stock(code, bin), office.stock(code, other)) == before
    assert said(device.push(device.undo(1))) == [(Outcome.DUPLICATE, Problem.ALREADY_UNDONE)]
    device.pull()
    assert device.amount(code, bin) == before[0]
    # More than the books have was in somebody's hand all the same.
    all_applied(device, device.move(code, str(before[0] + 3), places))
    assert (office.stock(code, bin), office.stock(code, other)) == (-3, sum(before) + 3)


def test_lots_and_serials_without_a_document(erp: Erp, device: Device):
    lot, serial, office = erp.goods.lot, erp.goods.serial, erp.office
    bin, other = places = (erp.scope.bin, erp.scope.other_bin)
    office.put(lot, bin, "5", "LOT-A")
    office.put(serial, bin, "1", "SN-1")
    device.pull()
    unknown = device.move(lot, "1", places, "LOT-Z")
    results = device.push(
        device.move(lot, "2", places, "LOT-A"),
        device.move(serial, "1", places, "SN-1"),
        device.move(serial, "1", places, "SN-1"),
        unknown,
        device.move(lot, "1", places),
    )
    assert said(results) == [
        FILED,
        FILED,
        (Outcome.EXCEPTION, Problem.SERIAL_ELSEWHERE),
        (Outcome.EXCEPTION, Problem.LOT_UNKNOWN),
        (Outcome.EXCEPTION, Problem.LOT_MISSING),
    ]
    assert (office.stock(lot, bin, "LOT-A"), office.stock(lot, other, "LOT-A")) == (3, 2)
    assert (office.stock(serial, bin, "SN-1"), office.stock(serial, other, "SN-1")) == (0, 1)
    target = device.filed[3].op_id
    right = replace(unknown, lot="LOT-A")
    decided = device.push(Settle(target, 0, Choice.FILE, right))
    assert said(decided) == [FILED]
    assert (office.stock(lot, bin, "LOT-A"), office.stock(lot, other, "LOT-A")) == (2, 3)
    let_go = Settle(device.filed[4].op_id, 0, Choice.LET_GO, None)
    assert said(device.push(let_go)) == [FILED]
    assert (office.stock(lot, bin, "LOT-A"), office.stock(lot, other, "LOT-A")) == (2, 3)


def test_what_came_in_just_now_moves_on_in_the_same_breath(erp: Erp, device: Device):
    lot, office = erp.goods.lot, erp.office
    bin, other = erp.scope.bin, erp.scope.other_bin
    name = office.make_receipt([(lot, "4")])
    device.pull()
    all_applied(
        device,
        device.receive(name, lot, "4", "NEW-2", bin=bin),
        device.finish(name),
        device.move(lot, "3", (bin, other), "NEW-2"),
    )
    assert (office.stock(lot, bin, "NEW-2"), office.stock(lot, other, "NEW-2")) == (1, 3)
