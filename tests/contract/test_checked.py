"""What an inspector's verdict does in the ERP: goods on hold or back, lots blocked, each once."""

from dataclasses import replace
from decimal import Decimal

import pytest

from sync.core.lifecycle import Outcome
from sync.core.operations import RecordCheck
from sync.core.page import Table
from sync.core.problems import Problem
from sync.core.quality import Answer, Checked, Disposition, Verdict
from sync.core.records import Line, Location, LocationKind, Lot
from tests.contract.conftest import ERPS
from tests.contract.device import Device
from tests.contract.erps import Erp
from tests.contract.test_received import all_applied, announced

LOT = "CHK-1"
KEEPS_VERDICTS = pytest.mark.parametrize(
    "erp", [one for one in ERPS if one.id != "odoo" and one.values != ("odoo",)], indirect=True
)


@pytest.fixture
def hold(erp: Erp, device: Device) -> Location:
    """The place for goods that failed."""
    places = device.mirror[Table.LOCATIONS].values()
    [place] = [
        one
        for one in places
        if one.kind is LocationKind.HOLD and one.warehouse == erp.scope.warehouse
    ]
    return place


def verdict(device: Device, name: str, code: str, place: Location | None, **over) -> RecordCheck:
    line = device.line(name, code)
    deed = RecordCheck(
        document=line.document,
        line=line.id,
        product=line.product,
        lot=LOT,
        quantity=sum((one.quantity for one in line.entries if one.lot == LOT), Decimal(0)),
        unit=line.unit,
        verdict=Verdict.FAILED,
        disposition=Disposition.QUARANTINE,
        inspector="Ines",
        second="",
        rules=(),
        answers=(Answer(0, "seal", 1, "no", good=False),),
        source=None,
        place=place.id if place else None,
        note="torn open",
    )
    return replace(deed, **over)


def good(device: Device, name: str, code: str, hold: Location, **over) -> RecordCheck:
    to = device.work(name).document.destination
    return replace(
        verdict(device, name, code, hold),
        verdict=Verdict.PASSED,
        disposition=None,
        answers=(),
        source=hold.id,
        place=to,
        **over,
    )


def received(device: Device, *, finished: bool, bin: Location | None = None) -> str:
    erp = device.erp
    name = announced(device, (erp.goods.lot, "5"))
    place = bin.name if bin else None
    all_applied(device, device.receive(name, erp.goods.lot, "5", LOT, bin=place))
    if finished:
        all_applied(device, device.finish(name))
    device.pull()
    return name


def known(device: Device, name: str) -> Line:
    return device.line(name, device.erp.goods.lot)


def lot(device: Device) -> Lot | None:
    product = device.product(device.erp.goods.lot).id
    found = device.mirror[Table.LOTS].values()
    return next((one for one in found if (one.product, one.name) == (product, LOT)), None)


def stock(device: Device, place: str) -> Decimal:
    return device.erp.office.stock(device.erp.goods.lot, place, LOT)


@KEEPS_VERDICTS
def test_a_verdict_comes_back_on_its_line(device: Device, hold: Location):
    name = received(device, finished=False)
    all_applied(device, verdict(device, name, device.erp.goods.lot, hold))
    for one in (device, device.another()):
        one.pull()
        assert known(one, name).checks == (
            Checked(LOT, Decimal(5), Verdict.FAILED, Disposition.QUARANTINE, "Ines", ""),
        )
        assert {entry.bin for entry in known(one, name).entries} == {hold.id}


@KEEPS_VERDICTS
def test_bad_goods_of_an_open_receipt_never_come_into_stock(device: Device, hold: Location):
    name = received(device, finished=False)
    all_applied(device, verdict(device, name, device.erp.goods.lot, hold), device.finish(name))
    assert stock(device, device.erp.scope.bin) == 0
    assert stock(device, hold.name) == 5
    device.pull()
    blocked = lot(device)
    assert blocked is not None
    assert blocked.blocked


@KEEPS_VERDICTS
def test_bad_goods_are_taken_out_of_their_bin_and_blocked_for_everybody(
    device: Device, hold: Location
):
    name = received(device, finished=True)
    assert stock(device, device.erp.scope.bin) == 5
    all_applied(device, verdict(device, name, device.erp.goods.lot, hold))
    assert (stock(device, device.erp.scope.bin), stock(device, hold.name)) == (0, 5)
    other = device.another()
    other.pull()
    found = lot(other)
    assert found is not None
    assert found.blocked


@KEEPS_VERDICTS
def test_sent_twice_it_is_done_once(device: Device, hold: Location):
    name = received(device, finished=True)
    written = device.write(verdict(device, name, device.erp.goods.lot, hold))
    first, second = device.send([written]), device.send([written])
    assert first == second
    assert (stock(device, device.erp.scope.bin), stock(device, hold.name)) == (0, 5)


@KEEPS_VERDICTS
def test_good_goods_leave_the_hold_place(device: Device, hold: Location):
    name = received(device, finished=True, bin=hold)
    assert stock(device, hold.name) == 5
    all_applied(device, good(device, name, device.erp.goods.lot, hold))
    assert stock(device, hold.name) == 0
    device.pull()
    assert [one.verdict for one in known(device, name).checks] == [Verdict.PASSED]
    free = lot(device)
    assert free is not None
    assert not free.blocked


@KEEPS_VERDICTS
def test_a_deviation_takes_two_and_lets_go(device: Device, hold: Location):
    name = received(device, finished=True)
    code = device.erp.goods.lot
    all_applied(device, verdict(device, name, code, hold))
    to = device.work(name).document.destination
    accept = replace(
        verdict(device, name, code, hold),
        disposition=Disposition.ACCEPT,
        source=hold.id,
        place=to,
    )
    [alone] = device.push(accept)
    assert (alone.outcome, alone.problem) == (Outcome.EXCEPTION, Problem.SECOND_MISSING)
    assert stock(device, hold.name) == 5
    all_applied(device, replace(accept, second="Leo"))
    assert stock(device, hold.name) == 0
    device.pull()
    free = lot(device)
    assert free is not None
    assert not free.blocked


@KEEPS_VERDICTS
def test_two_inspectors(device: Device, hold: Location):
    name = received(device, finished=True, bin=hold)
    code = device.erp.goods.lot
    bad, fine = verdict(device, name, code, hold), good(device, name, code, hold)
    assert [(one.outcome, one.problem) for one in device.push(fine, fine, bad, bad, fine)] == [
        (Outcome.APPLIED, None),
        (Outcome.DUPLICATE, Problem.CHECK_TWICE),
        # Bad after good is a fact that blocks.
        (Outcome.APPLIED, None),
        (Outcome.DUPLICATE, Problem.CHECK_TWICE),
        (Outcome.EXCEPTION, Problem.CHECK_FAILED_BEFORE),
    ]
    assert stock(device, hold.name) == 5


@KEEPS_VERDICTS
def test_goods_that_are_not_there(device: Device, hold: Location):
    name = received(device, finished=False)
    code = device.erp.goods.lot
    other = replace(verdict(device, name, code, hold), lot="NOT-HERE")
    [result] = device.push(other)
    assert (result.outcome, result.problem) == (
        Outcome.EXCEPTION,
        Problem.CHECK_NOTHING_THERE,
    )


@KEEPS_VERDICTS
def test_who_was_unsure_leaves_it_to_somebody_else(device: Device, hold: Location):
    name = received(device, finished=False)
    code = device.erp.goods.lot
    unsure = replace(
        good(device, name, code, hold), verdict=Verdict.UNSURE, source=None, place=None
    )
    fine = good(device, name, code, hold)
    alone, other = device.push(unsure, fine)[1], device.push(replace(fine, inspector="Leo"))[0]
    assert (alone.outcome, alone.problem) == (Outcome.EXCEPTION, Problem.SECOND_MISSING)
    assert (other.outcome, other.problem) == (Outcome.APPLIED, None)


@KEEPS_VERDICTS
def test_a_verdict_is_taken_back_by_who_gave_it_and_the_goods_wait_again(
    device: Device, hold: Location
):
    name = received(device, finished=True)
    code = device.erp.goods.lot
    bad = verdict(device, name, code, hold)
    back = replace(bad, verdict=Verdict.WITHDRAWN, place=None, answers=(), note="")
    all_applied(device, bad)
    other = replace(back, inspector="Leo")
    said = device.push(other, back, back)
    assert [(one.outcome, one.problem) for one in said] == [
        (Outcome.DUPLICATE, Problem.CHECK_TWICE),
        (Outcome.APPLIED, None),
        (Outcome.DUPLICATE, Problem.CHECK_TWICE),
    ]
    device.pull()
    free = lot(device)
    assert free is not None
    assert not free.blocked
    [known_] = known(device, name).checks
    assert (known_.verdict, known_.disposition) == (Verdict.WITHDRAWN, Disposition.QUARANTINE)
    # Where bad was said once, one person alone does not let it pass; goods are where they were put.
    assert stock(device, hold.name) == 5
    fine = good(device, name, code, hold)
    alone = device.push(fine)[0]
    assert (alone.outcome, alone.problem) == (Outcome.EXCEPTION, Problem.SECOND_MISSING)
    all_applied(device, replace(fine, second="Leo"))
    assert stock(device, hold.name) == 0


@KEEPS_VERDICTS
def test_a_check_that_was_begun_goes_on_at_another_device(device: Device, hold: Location):
    name = received(device, finished=True, bin=hold)
    code = device.erp.goods.lot
    said = (Answer(0, "seal", 1, "yes", good=True), Answer(0, "warm", 1, "4.5", good=True))
    begun = replace(
        good(device, name, code, hold),
        verdict=Verdict.PAUSED,
        answers=said,
        source=None,
        place=None,
    )
    all_applied(device, begun)
    other = device.another()
    other.pull()
    assert known(other, name).checks == (
        Checked(LOT, Decimal(5), Verdict.PAUSED, None, "Ines", "", said),
    )
    free = lot(other)
    assert free is not None
    assert not free.blocked
    assert stock(device, hold.name) == 5
    device.pull(sums=True)
    assert device.drift == ()
    # Who was slower with half of it has nothing to add to a verdict.
    fine = replace(good(device, name, code, hold), inspector="Leo")
    results = device.push(fine, begun)
    assert [(one.outcome, one.problem) for one in results] == [
        (Outcome.APPLIED, None),
        (Outcome.DUPLICATE, Problem.CHECK_TWICE),
    ]
    assert stock(device, hold.name) == 0
    device.pull()
    assert [(one.verdict, one.answers) for one in known(device, name).checks] == [
        (Verdict.PASSED, ())
    ]


@KEEPS_VERDICTS
@pytest.mark.parametrize("steps", [2, 3])
@pytest.mark.parametrize("finished", [False, True], ids=["open", "closed"])
def test_bad_goods_of_a_receipt_in_steps_never_come_into_stock(
    device: Device, hold: Location, steps: int, finished: bool
):
    office, code = device.erp.office, device.erp.goods.lot
    dock, *_, shelf = office.take_in_by(steps)
    name = announced(device, (code, "5"))
    all_applied(device, device.receive(name, code, "5", LOT, bin=dock))
    deeds = [verdict(device, name, code, hold, quantity=Decimal(5)), device.finish(name)]
    all_applied(device, *(reversed(deeds) if finished else deeds))
    device.pull()
    assert (stock(device, hold.name), stock(device, dock), stock(device, shelf)) == (5, 0, 0)
    # What was to bring them on finds nothing there.
    assert [office.reserved(code, place, LOT) for place in (dock, hold.name)] == [0, 0]
