"""How operations are filed: each once, in order, and a bad one never blocks the others."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from sync.core.envelope import GENESIS, sealed
from sync.core.lifecycle import STEP_OF, Outcome
from sync.core.operations import Kind, Rest
from sync.core.policies import policy
from sync.core.problems import Problem
from sync.core.records import DocumentState
from tests.contract.answers import said
from tests.contract.device import Device
from tests.contract.erps import Erp

NO_LINE = 99_999_999
NOWHERE = 99_999_999


def announced(device: Device, *lines: tuple[str, str]) -> str:
    name = device.erp.office.make_receipt(lines)
    device.pull()
    return name


def parked(problem: Problem) -> tuple[Outcome, Problem]:
    return (Outcome.EXCEPTION, problem)


APPLIED = (Outcome.APPLIED, None)


def test_sent_again_is_done_once(erp: Erp, device: Device):
    lot, bin = erp.goods.lot, erp.scope.bin
    name = announced(device, (lot, "20"))
    first = device.push(device.receive(name, lot, "5", "LOT-A"))
    again = device.send(device.filed)
    assert [STEP_OF[result.outcome] for result in again] == [STEP_OF[first[0].outcome]]
    more = device.push(device.receive(name, lot, "6", "LOT-A"), device.finish(name))
    repeated = device.send(device.filed)
    steps = [STEP_OF[result.outcome] for result in (*first, *more)]
    assert [STEP_OF[result.outcome] for result in repeated] == steps
    assert erp.office.stock(lot, bin, "LOT-A") == 11
    assert len(erp.office.backorders(name)) == 1


def test_issued_again_in_a_new_epoch_it_is_done_once(erp: Erp, device: Device):
    """Its answer was lost, and then the device was: another number, and the same operation."""
    plain = erp.goods.plain
    name = announced(device, (plain, "20"))
    first = device.write(device.receive(name, plain, "5"))
    device.send([first])
    device.epoch, device.filed = 2, []
    again = sealed(replace(first, epoch=2, seq=1, prev_hash=GENESIS))
    device.filed.append(again)
    more = device.write(device.receive(name, plain, "3"))
    assert said(device.send([again, more])) == [APPLIED] * 2
    device.answered_seq = 2
    device.pull()
    assert device.line(name, plain).done == 8


def test_an_answer_that_was_lost_half_way_does_not_double(erp: Erp, device: Device):
    plain, bin = erp.goods.plain, erp.scope.bin
    before = erp.office.stock(plain, bin)
    name = announced(device, (plain, "10"))
    one, two = (device.write(device.receive(name, plain, amount)) for amount in ("2", "3"))
    three = device.write(device.finish(name, Rest.DROPPED))
    device.send([one, two])
    assert len(device.send([one, two, three])) == 3
    assert erp.office.stock(plain, bin) == before + 5


def test_two_devices_on_one_receipt(erp: Erp, device: Device):
    plain, bin = erp.goods.plain, erp.scope.bin
    before = erp.office.stock(plain, bin)
    name = announced(device, (plain, "10"))
    other = device.another()
    other.pull()
    assert said(device.push(device.receive(name, plain, "4"))) == [APPLIED]
    assert said(other.push(other.receive(name, plain, "6"))) == [APPLIED]
    device.pull()
    assert device.line(name, plain).done == 10
    assert said(device.push(device.finish(name))) == [APPLIED]
    assert erp.office.stock(plain, bin) == before + 10
    assert erp.office.backorders(name) == []


def test_a_bad_one_does_not_block_the_others(erp: Erp, device: Device):
    plain, bin = erp.goods.plain, erp.scope.bin
    before = erp.office.stock(plain, bin)
    name = announced(device, (plain, "10"))
    bad = replace(device.receive(name, plain, "1"), line=NO_LINE)
    results = device.push(
        device.receive(name, plain, "2"),
        bad,
        device.receive(name, plain, "3"),
        device.finish(name, Rest.DROPPED),
    )
    assert said(results) == [APPLIED, parked(Problem.LINE_MISSING), APPLIED, APPLIED]
    assert erp.office.stock(plain, bin) == before + 5
    device.pull()
    assert device.applied_seq == results[-1].seq


def test_a_receipt_that_was_closed_meanwhile(erp: Erp, device: Device):
    plain = erp.goods.plain
    name = announced(device, (plain, "10"))
    erp.office.validate(name)
    before = erp.office.stock(plain, erp.scope.bin)
    results = device.push(device.receive(name, plain, "3"), device.finish(name))
    assert said(results) == [
        parked(Problem.DOCUMENT_DONE),
        (Outcome.DUPLICATE, Problem.DOCUMENT_DONE),
    ]
    assert erp.office.stock(plain, erp.scope.bin) == before
    assert erp.office.state(name) is DocumentState.DONE


def test_a_receipt_that_was_cancelled_meanwhile(erp: Erp, device: Device):
    plain = erp.goods.plain
    name = announced(device, (plain, "10"))
    erp.office.cancel(name)
    results = device.push(device.receive(name, plain, "3"), device.finish(name))
    assert said(results) == [parked(Problem.DOCUMENT_CANCELLED)] * 2
    assert erp.office.state(name) is DocumentState.CANCELLED


def test_a_receipt_that_was_deleted_meanwhile(erp: Erp, device: Device):
    plain = erp.goods.plain
    name = announced(device, (plain, "10"))
    erp.office.cancel(name)
    erp.office.remove(name)
    results = device.push(device.receive(name, plain, "3"), device.finish(name))
    assert said(results) == [parked(Problem.DOCUMENT_MISSING)] * 2


def test_nothing_received_is_not_finished(erp: Erp, device: Device):
    plain, bin = erp.goods.plain, erp.scope.bin
    before = erp.office.stock(plain, bin)
    name = announced(device, (plain, "10"))
    assert said(device.push(device.finish(name))) == [parked(Problem.NOTHING_RECEIVED)]
    assert erp.office.state(name) is DocumentState.READY
    assert erp.office.stock(plain, bin) == before


def test_a_serial_is_in_one_place_only(erp: Erp, device: Device):
    serial, bin, other = erp.goods.serial, erp.scope.bin, erp.scope.other_bin
    name = announced(device, (serial, "1"))
    device.push(device.receive(name, serial, "1", "TEST-SN-1"), device.finish(name))
    second = announced(device, (serial, "1"))
    results = device.push(
        device.receive(second, serial, "1", "TEST-SN-1", bin=other), device.finish(second)
    )
    # Whether the scan or the closing is parked is the ERP's way; that it is said is not.
    assert parked(Problem.SERIAL_TWICE) in said(results)
    assert erp.office.stock(serial, bin, "TEST-SN-1") == 1
    assert erp.office.stock(serial, other, "TEST-SN-1") == 0
    assert erp.office.state(second) is DocumentState.READY


def test_taken_back_twice_is_taken_back_once(erp: Erp, device: Device):
    plain, bin = erp.goods.plain, erp.scope.bin
    before = erp.office.stock(plain, bin)
    name = announced(device, (plain, "10"))
    device.push(device.receive(name, plain, "4"), device.receive(name, plain, "5"))
    results = device.push(device.undo(1), device.undo(1), device.finish(name))
    assert said(results) == [APPLIED, (Outcome.DUPLICATE, Problem.ALREADY_UNDONE), APPLIED]
    assert erp.office.stock(plain, bin) == before + 5


def test_what_is_not_known_cannot_be_taken_back(erp: Erp, device: Device):
    plain = erp.goods.plain
    name = announced(device, (plain, "10"))
    device.push(device.receive(name, plain, "4"))
    unknown = replace(device.undo(1), target="01890000-0000-7000-8000-000000000000")
    assert said(device.push(unknown)) == [parked(Problem.UNDO_TARGET_MISSING)]
    device.pull()
    assert device.line(name, plain).done == 4


def test_after_the_receipt_is_done_nothing_is_taken_back(erp: Erp, device: Device):
    plain, bin = erp.goods.plain, erp.scope.bin
    before = erp.office.stock(plain, bin)
    name = announced(device, (plain, "4"))
    device.push(device.receive(name, plain, "4"), device.finish(name))
    assert said(device.push(device.undo(1))) == [parked(Problem.DOCUMENT_DONE)]
    assert erp.office.stock(plain, bin) == before + 4


def test_goods_that_expired_on_the_way_are_filed(erp: Erp, device: Device):
    """They were in date when they were counted, and are in the bin now: a fact."""
    fresh, bin = erp.goods.fresh, erp.scope.bin
    past = erp.today - timedelta(3)
    name = announced(device, (fresh, "12"))
    results = device.push(
        device.receive(name, fresh, "5", "FRESH-OLD", past),
        device.receive(name, fresh, "4", "FRESH-OLD", past),
    )
    assert said(results) == [APPLIED] * 2
    assert said(device.push(device.undo(2), device.finish(name))) == [APPLIED] * 2
    assert erp.office.stock(fresh, bin, "FRESH-OLD") == 5
    assert erp.office.lots(fresh)["FRESH-OLD"] == past
    assert erp.office.state(name) is DocumentState.DONE


def test_an_expired_date_hides_nothing_else(erp: Erp, device: Device):
    fresh, past = erp.goods.fresh, erp.today - timedelta(3)
    name = announced(device, (fresh, "12"))
    old = device.receive(name, fresh, "5", "FRESH-OLD", past)
    nowhere = replace(old, bin=NOWHERE)
    assert said(device.push(nowhere)) == [parked(Problem.BIN_MISSING)]
    device.pull()
    assert device.line(name, fresh).done == 0


# What can be wrong with counted goods by the time they are filed, whatever the device thought:
# the article's kind, what is changed about five of it, and what must be said.
WRONG = {
    "nothing": ("plain", {"quantity": Decimal(0)}, Problem.QUANTITY_NOT_POSITIVE),
    "less than nothing": ("plain", {"quantity": Decimal(-1)}, Problem.QUANTITY_NOT_POSITIVE),
    "1e9": ("plain", {"quantity": Decimal("1e9")}, Problem.QUANTITY_TOO_LARGE),
    # Half a piece is for the ERP to know: an Odoo counts all its units in steps of 0.01.
    "a splinter": ("plain", {"quantity": Decimal("1.0005")}, Problem.QUANTITY_TOO_FINE),
    "a speck": ("weighed", {"quantity": Decimal("0.0001")}, Problem.QUANTITY_TOO_FINE),
    "a lot nobody wants": ("plain", {"lot": "L"}, Problem.LOT_NOT_WANTED),
    "no lot": ("lot", {"lot": None}, Problem.LOT_MISSING),
    "a blank lot": ("lot", {"lot": "  "}, Problem.LOT_MISSING),
    "a lot too long": ("lot", {"lot": "x" * 300}, Problem.LOT_TOO_LONG),
    "a lot of two lines": ("lot", {"lot": "A\nB"}, Problem.LOT_UNPRINTABLE),
    "five of a serial": ("serial", {}, Problem.SERIAL_NOT_ONE),
    "no date": ("fresh", {"expiry": None}, Problem.EXPIRY_MISSING),
    "a date nobody wants": ("plain", {"expiry": True}, Problem.EXPIRY_NOT_WANTED),
    "no bin": ("plain", {"bin": NOWHERE}, Problem.BIN_MISSING),
    "no line": ("plain", {"line": NO_LINE}, Problem.LINE_MISSING),
    "no document": ("plain", {"document": NO_LINE}, Problem.DOCUMENT_MISSING),
}


def test_what_is_wrong_is_dealt_with_by_the_table(erp: Erp, device: Device):
    goods, day = erp.goods, erp.today + timedelta(90)
    codes = {
        "plain": goods.plain,
        "weighed": goods.weighed,
        "lot": goods.lot,
        "fresh": goods.fresh,
        "serial": goods.serial,
    }
    name = announced(device, *((code, "10") for code in codes.values()))
    good = {
        "plain": device.receive(name, goods.plain, "5"),
        "weighed": device.receive(name, goods.weighed, "5"),
        "lot": device.receive(name, goods.lot, "5", "LOT-A"),
        "fresh": device.receive(name, goods.fresh, "5", "LOT-A", day),
        "serial": device.receive(name, goods.serial, "5", "TEST-SN-1"),
    }
    deeds = [
        replace(good[article], **{key: day if it is True else it for key, it in changes.items()})
        for article, changes, _ in WRONG.values()
    ]
    results = device.push(*deeds)
    table = [(policy(Kind.RECEIVE_LINE, it).later, it) for _, _, it in WRONG.values()]
    assert dict(zip(WRONG, said(results), strict=True)) == dict(zip(WRONG, table, strict=True))
    device.pull()
    assert {line.done for line in device.work(name).lines} == {Decimal(0)}
    assert device.applied_seq == results[-1].seq


def test_the_wrong_article_and_the_wrong_bin(erp: Erp, device: Device):
    plain, other = erp.goods.plain, erp.goods.other
    name = announced(device, (plain, "10"), (other, "5"))
    work = device.work(name).document
    good = device.receive(name, plain, "5")
    mixed = replace(good, product=device.product(other).id)
    area = replace(good, bin=work.source)
    results = device.push(mixed, area)
    assert said(results) == [
        parked(Problem.PRODUCT_NOT_ON_DOCUMENT),
        parked(Problem.BIN_ELSEWHERE),
    ]
    device.pull()
    assert device.line(name, plain).done == 0


def test_set_aside_and_the_answer_lost_it_is_told_again(erp: Erp, device: Device):
    """It is in no document: no page may claim its number without bringing the answer.

    Stock Odoo keeps no answers: there the document is held back until it is sent again, and judged
    again.
    """
    plain = erp.goods.plain
    name = announced(device, (plain, "10"))
    good = device.write(device.receive(name, plain, "2"))
    nowhere = device.write(replace(device.receive(name, plain, "5"), bin=10**6))
    lost = device.send([good, nowhere])
    assert said(lost) == [APPLIED, parked(Problem.BIN_MISSING)]
    told = {one.seq: one for page in device.pull() for one in page.answers}
    assert device.applied_seq == max(told, default=0)
    assert device.line(name, plain).done == (2 if told else 0)
    assert all(told[number].outcome is lost[number - 1].outcome for number in told)
    assert said(device.send([good, nowhere])) == said(lost)


def test_more_than_ordered_is_filed(erp: Erp, device: Device):
    plain = erp.goods.plain
    name = announced(device, (plain, "10"))
    results = device.push(device.receive(name, plain, "8"), device.receive(name, plain, "8"))
    assert {result.outcome for result in results} == {
        policy(Kind.RECEIVE_LINE, Problem.QUANTITY_OVER).later
    }
    device.pull()
    assert device.line(name, plain).done == 16
