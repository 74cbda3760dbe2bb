"""Numbers without gaps, hashes that fit, and what the books do that no other ERP is asked for."""

from dataclasses import replace
from decimal import Decimal

import pytest

from sync.core.envelope import Envelope, sealed
from sync.core.lifecycle import Outcome
from sync.core.operations import Rest
from sync.core.problems import Problem
from sync.core.quantity import Unit
from sync.core.records import Document, DocumentState, Line, Location, Product
from sync.erp.training.books import Books
from sync.erp.training.facts import is_in_stock
from sync.wire.failures import Failure, FailureKind
from sync.wire.messages import PushReply, PushRequest
from tests.contract import training_office as office
from tests.contract.device import Device
from tests.contract.training_erp import TrainingOffice

FIRST = "CEN/IN/00001"


def plain(device: Device, amount: str = "1") -> Envelope:
    return device.write(device.receive(FIRST, "TL-0001", amount))


def received(device: Device) -> Decimal:
    device.pull()
    return device.line(FIRST, "TL-0001").done


def test_after_a_gap_nothing_is_filed(device: Device):
    one, two, three, four = (plain(device) for _ in range(4))
    assert [result.seq for result in device.send([one, three, four])] == [1]
    assert received(device) == 1
    assert device.send([three]) == ()
    assert [result.seq for result in device.send([two, three, four])] == [2, 3, 4]
    assert received(device) == 4


def test_whom_the_books_never_saw_begins_anywhere(device: Device):
    """The training warehouse was made anew, and the device kept its journal."""
    device.name, device.cursor = "OLDER", ""
    lost = [plain(device) for _ in range(5)]
    device.answered_seq = 4
    assert received(device) == 0
    assert device.applied_seq == 4, "what the books before these answered waits for nothing"
    six, seven, eight = (plain(device) for _ in range(3))
    assert [result.seq for result in device.send([lost[4], six, eight])] == [5, 6]
    assert device.send([eight]) == ()
    assert [result.seq for result in device.send([six, seven, eight])] == [6, 7, 8]
    assert received(device) == 4
    assert device.applied_seq == 8
    assert fenced(device, lost[0])


def fenced(device: Device, *operations: Envelope) -> bool:
    request = PushRequest(device=device.name, epoch=device.epoch, operations=operations)
    reply = device.runner.run(device.erp.remote.push(request))
    return isinstance(reply, Failure) and reply.kind is FailureKind.EPOCH_FENCED


@pytest.mark.parametrize(
    "other", [{"op_id": "01890000-0000-7000-8000-000000000001"}, {"raw_scan": "another scan"}]
)
def test_a_used_number_fences_the_device_and_both_are_kept(device: Device, other: dict):
    one, two = plain(device), plain(device)
    device.send([one, two])
    restored = sealed(replace(two, **other))
    assert fenced(device, restored)
    assert [result.seq for result in device.send([one, restored])] == [1], "what is certain first"
    assert received(device) == 2
    # The device goes on under a new epoch; what was filed before is known by its id.
    device.epoch = 2
    again = sealed(replace(restored, epoch=2, seq=1))
    [result] = device.send([again])
    assert (result.seq, result.outcome) == (1, Outcome.APPLIED)
    assert received(device) == (2 if restored.op_id == two.op_id else 3)
    device.answered_seq = 1
    device.pull()
    assert device.applied_seq == 1
    assert [one.seq for one in device.send([again])] == [1], "and asked twice, it says the same"


def test_issued_again_in_a_new_epoch_the_effect_is_the_old_one(device: Device):
    old = [plain(device) for _ in range(3)]
    device.send(old[:2])
    device.epoch = 2
    new = [sealed(replace(one, epoch=2, seq=one.seq)) for one in old]
    assert [result.outcome for result in device.send(new)] == [Outcome.APPLIED] * 3
    assert received(device) == 3
    assert device.applied_seq == 0, "nothing is claimed whose answer the device lacks"
    device.answered_seq = 2
    device.pull()
    assert device.applied_seq == 3, "the third is new in this epoch, and its answer is on the page"


def test_what_is_missing_before_a_push_is_named(device: Device):
    """Books that were put back to an older day say from where on they lack operations."""
    operations = [plain(device) for _ in range(6)]
    device.send(operations[:2])
    request = PushRequest(device=device.name, epoch=1, operations=tuple(operations[4:]))
    reply = device.runner.run(device.erp.remote.push(request))
    assert isinstance(reply, PushReply)
    assert (reply.results, reply.resend_from, reply.refuses_gaps) == ((), 3, True)


def test_a_used_id_with_other_content_is_parked_and_stops_nothing(device: Device):
    first = plain(device)
    device.send([first])
    deed = device.receive(FIRST, "TL-0001", "20")
    other = sealed(replace(first, seq=2, prev_hash=first.hash, deed=deed))
    [result] = device.send([other])
    assert (result.outcome, result.problem) == (Outcome.EXCEPTION, Problem.NUMBER_REUSED)
    device.filed.append(other)
    assert [one.outcome for one in device.send([plain(device)])] == [Outcome.APPLIED]
    assert received(device) == 2


def test_what_does_not_fit_its_hash_is_parked(device: Device):
    envelope = replace(plain(device), deed=device.receive(FIRST, "TL-0001", "20"))
    [result] = device.send([envelope])
    assert (result.outcome, result.problem) == (Outcome.EXCEPTION, Problem.ERP_REFUSED)
    device.filed[0] = envelope
    assert [one.outcome for one in device.send([envelope, plain(device)])][1] is Outcome.APPLIED
    assert received(device) == 1


def test_a_new_epoch_counts_from_one(device: Device):
    plain(device)
    device.send(device.filed)
    device.epoch, device.filed = 2, []
    again = sealed(replace(plain(device), op_id="01890000-0000-7000-8000-000000000002"))
    assert [result.outcome for result in device.send([again])] == [Outcome.APPLIED]
    assert received(device) == 2


def test_operations_of_another_device_are_not_taken(device: Device):
    request = PushRequest(device="OTHER", epoch=1, operations=(plain(device),))
    assert isinstance(device.runner.run(device.erp.remote.push(request)), Failure)
    assert received(device) == 0


@pytest.mark.parametrize(
    ("problem", "changes"),
    [
        (Problem.QUANTITY_NOT_POSITIVE, {"quantity": Decimal(0)}),
        (Problem.QUANTITY_TOO_FINE, {"quantity": Decimal("1.5")}),
        (Problem.QUANTITY_TOO_LARGE, {"quantity": Decimal("1e9")}),
        (Problem.LOT_NOT_WANTED, {"lot": "L"}),
        (Problem.BIN_MISSING, {"bin": 99_999}),
        (Problem.PRODUCT_NOT_ON_DOCUMENT, {"product": 2}),
        (Problem.LINE_MISSING, {"line": 99_999}),
        (Problem.DOCUMENT_MISSING, {"document": 99_999}),
    ],
)
def test_bad_deeds_are_parked_and_change_no_document(
    device: Device, books: Books, problem: Problem, changes: dict
):
    before = books.find(Document, "1"), books.find(Line, "1")
    deed = replace(device.receive(FIRST, "TL-0001", "1"), **changes)
    [result] = device.push(deed)
    assert (result.outcome, result.problem) == (Outcome.EXCEPTION, problem)
    assert (books.find(Document, "1"), books.find(Line, "1")) == before


def test_goods_for_closed_and_for_other_bins_are_parked(device: Device, books: Books):
    closed = next(one for one in books.find(Location, "warehouse = 1") if not one.active)
    elsewhere = next(iter(books.find(Location, "warehouse = 2 AND zone <> ''")))
    results = device.push(
        replace(device.receive(FIRST, "TL-0001", "1"), bin=closed.id),
        replace(device.receive(FIRST, "TL-0001", "1"), bin=elsewhere.id),
    )
    assert [result.problem for result in results] == [
        Problem.BIN_CLOSED,
        Problem.COMPANY_MISMATCH,
    ]


def test_goods_bought_by_the_dozen_are_kept_by_the_piece(device: Device, books: Books):
    line = next(one for one in books.find(Line, "unit = 2") if books.must(Unit, one.unit))
    work = books.work(line.document)
    assert work is not None
    product = books.must(Product, line.product)
    device.erp = replace(
        device.erp,
        scope=replace(
            device.erp.scope, company=work.document.company, warehouse=work.document.warehouse
        ),
    )
    device.pull()
    name = work.document.name
    bin = books.must(Location, work.document.destination).name
    device.push(device.receive(name, product.code, "2", bin=bin), device.finish(name, Rest.DROPPED))
    assert device.erp.office.stock(product.code, bin) == 24


def test_a_line_that_was_taken_off(device: Device, books: Books):
    deed = device.receive(FIRST, "TL-0001", "2")
    device.push(deed)
    office.take_off(books, FIRST, "TL-0001")
    results = device.push(device.undo(1), deed)
    assert [result.problem for result in results] == [Problem.LINE_MISSING] * 2


def test_only_what_was_received_is_taken_back(device: Device):
    device.push(device.receive(FIRST, "TL-0001", "2"))
    undo = device.undo(1)
    more = replace(undo, taken_back=replace(undo.taken_back, quantity=Decimal(20)))
    assert [result.problem for result in device.push(more)] == [Problem.UNDO_TARGET_MISSING]
    assert received(device) == 2


def test_two_receipts_cannot_bring_in_one_serial(device: Device, books: Books):
    drill = device.line(FIRST, "PW-0001").product
    second = device.erp.office.make_receipt([("PW-0001", "1")])
    device.pull()
    results = device.push(
        device.receive(FIRST, "PW-0001", "1", "SN-X"),
        device.receive(second, "PW-0001", "1", "SN-X"),
        device.finish(FIRST),
        device.finish(second),
    )
    assert [result.problem for result in results] == [None, None, None, Problem.SERIAL_TWICE]
    assert is_in_stock(books, drill, 2, "SN-X")
    assert office.state(books, second) is DocumentState.READY


def test_a_backorder_is_named_like_any_receipt(device: Device):
    [_, result] = device.push(device.receive(FIRST, "TL-0001", "20"), device.finish(FIRST))
    assert device.erp.office.backorders(FIRST) == [result.reference]
    assert result.reference == "CEN/IN/00016"
    assert device.erp.office.demands(FIRST) == {"TL-0001": Decimal(20)}
    assert device.erp.office.demands(result.reference)["TL-0001"] == 4


def test_books_that_are_written_by_another_ask_for_time(device: Device, books: Books):
    """The setup desk has the same books open, and a slow disk can hold its transaction up."""
    assert isinstance(device.erp.office, TrainingOffice)
    books.file.do("PRAGMA busy_timeout = 20")
    request = PushRequest(device=device.name, epoch=device.epoch, operations=(plain(device),))
    with device.erp.office.books.file.transaction():
        reply = device.runner.run(device.erp.remote.push(request))
        assert reply == Failure(FailureKind.BUSY)
        assert received(device) == 0, "reading waits for nobody"
    assert [result.seq for result in device.send(request.operations)] == [1]
    assert received(device) == 1
