"""Goods picked for customers: never more than is asked for, and never more than there is."""

from dataclasses import replace
from decimal import Decimal

from sync.core.lifecycle import Outcome
from sync.core.operations import Choice, Count, Occasion, Settle, Stage
from sync.core.problems import Problem
from sync.core.records import DocumentState
from sync.core.short import Short, ShortLine
from tests.contract.answers import FILED, said
from tests.contract.device import Device
from tests.contract.erps import Erp

D = Decimal


def test_two_orders_and_the_last_pieces_of_a_lot(erp: Erp, device: Device):
    """Whoever is filed first has them; the other waits for a count, and no stock is below zero."""
    code, bin_, office = erp.goods.lot, erp.scope.bin, erp.office
    office.put(code, bin_, "5", "LAST")
    one, other = (office.make_delivery([(code, "4")]) for _ in range(2))
    device.pull()
    where = device.mirror["locations"][device.work(one).document.destination].name
    first = device.move_line(one, code, "4", (bin_, where), "LAST")
    second = device.move_line(other, code, "4", (bin_, where), "LAST")
    results = device.push(first, second, replace(second, quantity=D(1)), device.finish(one))
    short = (Outcome.EXCEPTION, Problem.SOURCE_SHORT)
    assert said(results) == [FILED, short, FILED, FILED]
    assert office.stock(code, bin_, "LAST") == 1
    device.pull()
    assert device.line(other, code).done == 1
    # Somebody counts the bin, and finds what was in the hand all the time.
    target = device.filed[1].op_id
    again = Settle(target, second.document, Choice.FILE, replace(second, quantity=D(3)))
    assert said(device.push(again)) == [short]
    office.put(code, bin_, "3", "LAST")
    newer = Settle(device.filed[-1].op_id, second.document, Choice.FILE, again.deed)
    assert said(device.push(newer, device.finish(other))) == [FILED, FILED]
    assert office.stock(code, bin_, "LAST") == 0
    assert office.state(other) is DocumentState.DONE


def test_what_was_taken_back_can_be_taken_by_another(erp: Erp, device: Device):
    code, bin_, office = erp.goods.lot, erp.scope.bin, erp.office
    office.put(code, bin_, "2", "LAST")
    one, other = (office.make_delivery([(code, "2")]) for _ in range(2))
    device.pull()
    where = device.mirror["locations"][device.work(one).document.destination].name
    first = device.move_line(one, code, "2", (bin_, where), "LAST")
    second = device.move_line(other, code, "2", (bin_, where), "LAST")
    assert said(device.push(first)) == [FILED]
    short = (Outcome.EXCEPTION, Problem.SOURCE_SHORT)
    assert said(device.push(second, device.undo(1), second)) == [short, FILED, FILED]


def test_more_than_is_asked_for_takes_a_supervisor(erp: Erp, device: Device):
    code, bin_, office = erp.goods.boxed, erp.scope.bin, erp.office
    office.put(code, bin_, "9")
    name = office.make_delivery([(code, "4")])
    device.pull()
    where = device.mirror["locations"][device.work(name).document.destination].name
    before = office.stock(code, bin_)
    many = device.move_line(name, code, "6", (bin_, where))
    agreed = replace(many, approved_by="Ida")
    over = (Outcome.EXCEPTION, Problem.QUANTITY_OVER)
    assert said(device.push(many, agreed)) == [over, FILED]
    device.pull()
    assert device.line(name, code).done == 6
    assert said(device.push(device.finish(name))) == [FILED]
    assert office.stock(code, bin_) == before - 6


def test_a_bin_that_was_found_empty_lets_the_order_go_on_elsewhere(erp: Erp, device: Device):
    """The books promised what was not there: they follow, and it is taken from another bin."""
    code, office = erp.goods.lot, erp.office
    bin_, other = erp.scope.bin, erp.scope.other_bin
    office.put(code, bin_, "4", "GONE")
    name = office.make_delivery([(code, "4")])
    office.put(code, other, "4", "HERE")
    device.pull()
    where = device.mirror["locations"][device.work(name).document.destination].name
    line = device.line(name, code)
    one = device.move_line(name, code, "1", (bin_, where), "GONE")
    empty = Count(
        *(line.product, D(0), D(3), None, "GONE", device.place(bin_).id),
        *(device.product(code).unit, Stage.COUNTED, Occasion.ASKED),
    )
    rest = device.move_line(name, code, "3", (other, where), "HERE")
    results = device.push(one, empty, rest, device.finish(name))
    assert said(results) == [FILED, FILED, FILED, FILED]
    assert office.state(name) is DocumentState.DONE
    assert (office.stock(code, bin_, "GONE"), office.stock(code, other, "HERE")) == (0, 1)
    assert office.reserved(code, bin_, "GONE") == 0


def test_why_it_was_short_is_told_once(erp: Erp, device: Device):
    code, bin_, office = erp.goods.boxed, erp.scope.bin, erp.office
    office.put(code, bin_, "9")
    name = office.make_delivery([(code, "4")])
    device.pull()
    line, where = device.line(name, code), device.work(name).document.destination
    taken = device.move_line(name, code, "3", (bin_, device.mirror["locations"][where].name))
    why = (ShortLine(line.id, line.product, Short.DAMAGED),)
    finish = replace(device.finish(name), short=why)
    assert said(device.push(taken, finish)) == [FILED, FILED]
    # Its answer was lost, and it is sent once more.
    assert said(device.send(device.filed[-1:])) in ([FILED], [(Outcome.DUPLICATE, None)])
    assert office.told(name).count("damaged") == 1
    [rest] = office.backorders(name)
    assert "damaged" not in office.told(rest)
