"""What came in and could not be filed lies in suspense until somebody decides."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from sync.core.lifecycle import Outcome
from sync.core.operations import Choice, Deed, Filing, Kind, Settle
from sync.core.problems import Problem
from sync.core.records import (
    Document,
    Line,
    Location,
    LocationKind,
    Lot,
    Product,
    Stock,
    Warehouse,
)
from sync.erp.training.books import Books
from tests.contract import training_office as office
from tests.contract.answers import said
from tests.contract.device import Device

FIRST = "CEN/IN/00001"
DATE = date(2027, 6, 30)
APPLIED = (Outcome.APPLIED, None)


def parked(problem: Problem) -> tuple[Outcome, Problem]:
    return (Outcome.EXCEPTION, problem)


def suspended(books: Books) -> dict[tuple[str, str | None], Decimal]:
    """What lies in suspense, anywhere, by article and lot."""
    rows = books.find(
        Stock, "location IN (SELECT id FROM locations WHERE kind = ?)", (LocationKind.SUSPENSE,)
    )
    lots = {lot.id: lot.name for lot in books.find(Lot, "1")}
    return {
        (books.must(Product, row.product).code, lots.get(row.lot or 0)): row.quantity
        for row in rows
    }


def about(device: Device, number: int, choice: Choice, deed: Filing | None = None) -> Settle:
    """Decide about what was filed under a number."""
    target = device.filed[number - 1]
    document = deed.document if deed else target.deed.document
    return Settle(target.op_id, document, choice, deed)


def closed_bin(books: Books) -> int:
    return next(one for one in books.find(Location, "warehouse = 1") if not one.active).id


@pytest.fixture
def nowhere(device: Device, books: Books) -> Deed:
    """Three hammers into a bin that is closed."""
    return replace(device.receive(FIRST, "TL-0001", "3"), bin=closed_bin(books))


def test_every_warehouse_has_one_place_for_it(books: Books):
    places = books.find(Location, "kind = ?", (LocationKind.SUSPENSE,))
    assert [(one.warehouse, one.label) for one in places] == [
        (one.id, "Exceptions") for one in books.find(Warehouse, "1")
    ]


def test_goods_wait_in_suspense(device: Device, books: Books, nowhere: Deed):
    assert said(device.push(nowhere, nowhere)) == [parked(Problem.BIN_CLOSED)] * 2
    assert suspended(books) == {("TL-0001", None): 6}
    assert len(device.send(device.filed)) == 2
    assert suspended(books) == {("TL-0001", None): 6}, "sent again, it is there once"
    device.pull()
    assert device.amount("TL-0001", "CEN/Exceptions") == 6


def test_filed_elsewhere_they_leave_it(device: Device, books: Books, nowhere: Deed):
    device.push(nowhere)
    good = device.receive(FIRST, "TL-0001", "3")
    assert said(device.push(about(device, 1, Choice.FILE, good))) == [APPLIED]
    assert suspended(books) == {}
    device.pull()
    assert device.line(FIRST, "TL-0001").done == 3
    device.push(device.finish(FIRST))
    assert suspended(books) == {}


def test_let_go_they_go_back(device: Device, books: Books, nowhere: Deed):
    device.push(nowhere, nowhere)
    assert said(device.push(about(device, 1, Choice.LET_GO))) == [APPLIED]
    assert suspended(books) == {("TL-0001", None): 3}
    device.pull()
    assert device.line(FIRST, "TL-0001").done == 0


def test_with_the_office_they_stay(device: Device, books: Books, nowhere: Deed):
    device.push(nowhere)
    assert said(device.push(about(device, 1, Choice.OFFICE))) == [APPLIED]
    assert suspended(books) == {("TL-0001", None): 3}


def test_decided_once(device: Device, books: Books, nowhere: Deed):
    device.push(nowhere)
    good = device.receive(FIRST, "TL-0001", "3")
    first = about(device, 1, Choice.FILE, good)
    results = device.push(first, about(device, 1, Choice.LET_GO), first)
    twice = (Outcome.DUPLICATE, Problem.ALREADY_SETTLED)
    assert said(results) == [APPLIED, twice, twice]
    device.pull()
    assert device.line(FIRST, "TL-0001").done == 3
    assert suspended(books) == {}


def test_what_was_filed_is_not_settled(device: Device, books: Books):
    device.push(device.receive(FIRST, "TL-0001", "3"))
    [result] = device.push(about(device, 1, Choice.LET_GO))
    assert (result.outcome, result.problem) == (Outcome.DUPLICATE, Problem.ALREADY_SETTLED)
    device.pull()
    assert device.line(FIRST, "TL-0001").done == 3


def test_books_made_anew_file_what_they_never_saw(device: Device, books: Books):
    good = device.receive(FIRST, "TL-0001", "3")
    results = device.push(
        Settle("01890000-0000-7000-8000-000000000009", good.document, Choice.LET_GO, None),
        Settle("01890000-0000-7000-8000-000000000009", good.document, Choice.FILE, good),
    )
    assert said(results) == [(Outcome.DUPLICATE, Problem.SETTLE_TARGET_MISSING), APPLIED]
    device.pull()
    assert device.line(FIRST, "TL-0001").done == 3


def test_a_decision_that_is_set_aside_leaves_them_there_once(
    device: Device, books: Books, nowhere: Deed
):
    device.push(nowhere)
    assert said(device.push(about(device, 1, Choice.FILE, nowhere))) == [parked(Problem.BIN_CLOSED)]
    assert suspended(books) == {("TL-0001", None): 3}
    good = device.receive(FIRST, "TL-0001", "3")
    assert said(device.push(about(device, 2, Choice.FILE, good))) == [APPLIED]
    assert suspended(books) == {}
    device.pull()
    assert device.line(FIRST, "TL-0001").done == 3


def test_a_first_decision_of_books_made_anew_holds_them_too(
    device: Device, books: Books, nowhere: Deed
):
    lost = Settle("01890000-0000-7000-8000-000000000009", nowhere.document, Choice.FILE, nowhere)
    assert said(device.push(lost)) == [parked(Problem.BIN_CLOSED)]
    assert suspended(books) == {("TL-0001", None): 3}
    assert said(device.push(about(device, 1, Choice.LET_GO))) == [APPLIED]
    assert suspended(books) == {}


def test_a_receipt_that_was_closed_by_another_takes_them_on_its_backorder(
    device: Device, books: Books
):
    device.push(device.receive(FIRST, "TL-0001", "1"), device.finish(FIRST))
    late = device.receive(FIRST, "TL-0001", "2")
    assert said(device.push(late)) == [parked(Problem.DOCUMENT_DONE)]
    assert suspended(books) == {("TL-0001", None): 2}
    device.pull()
    [backorder] = office.backorders(books, FIRST)
    there = device.receive(backorder, "TL-0001", "2")
    assert said(device.push(about(device, 3, Choice.FILE, there))) == [APPLIED]
    device.pull()
    assert device.line(backorder, "TL-0001").done == 2
    assert suspended(books) == {}


def test_goods_bought_by_the_dozen_wait_by_the_piece(device: Device, books: Books):
    line = next(one for one in books.find(Line, "unit = 2"))
    document = books.must(Document, line.document)
    device.erp = replace(
        device.erp,
        scope=replace(device.erp.scope, company=document.company, warehouse=document.warehouse),
    )
    device.pull()
    code = books.must(Product, line.product).code
    home = books.must(Location, document.destination).name
    deed = replace(device.receive(document.name, code, "2", bin=home), bin=99_999)
    assert said(device.push(deed)) == [parked(Problem.BIN_MISSING)]
    assert suspended(books) == {(code, None): 24}
    by_the_box = replace(deed, unit=1)
    assert said(device.push(by_the_box)) == [parked(Problem.UNIT_MISMATCH)]
    assert suspended(books) == {(code, None): 26}


# What is changed about one of an article of the first receipt, and what may then be booked.
CERTAIN = {
    "a lot nobody wants": ("TL-0001", {"lot": "L"}, Problem.LOT_NOT_WANTED, {("TL-0001", None): 1}),
    "no line, and so no unit": ("TL-0001", {"line": 99_999}, Problem.LINE_MISSING, {}),
    "no line, and a unit": (
        "TL-0001", {"line": 99_999, "unit": 1}, Problem.LINE_MISSING, {("TL-0001", None): 1},
    ),
    "another article than the line's": (
        "TL-0001", {"product": 2}, Problem.PRODUCT_NOT_ON_DOCUMENT, {},
    ),
    "no such article": ("TL-0001", {"product": 99_999}, Problem.LINE_MISSING, {}),
    "nothing": ("TL-0001", {"quantity": Decimal(0)}, Problem.QUANTITY_NOT_POSITIVE, {}),
    "a splinter": ("TL-0001", {"quantity": Decimal("0.5")}, Problem.QUANTITY_TOO_FINE, {}),
    "no serial": ("PW-0001", {"lot": None}, Problem.LOT_MISSING, {}),
    "a serial nowhere": (
        "PW-0001", {"lot": "SN-1", "bin": 99_999}, Problem.BIN_MISSING, {("PW-0001", "SN-1"): 1},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CERTAIN.values(), ids=CERTAIN)
def test_only_what_is_certain_is_booked(device: Device, books: Books, case: tuple):
    code, changes, problem, held = case
    deed = replace(device.receive(FIRST, code, "1", None), **changes)
    assert said(device.push(deed)) == [parked(problem)]
    assert suspended(books) == held


def test_a_serial_is_never_in_two_places(device: Device, books: Books):
    one = device.receive(FIRST, "PW-0001", "1", "SN-1")
    away = replace(one, bin=99_999)
    results = device.push(away, away, one)
    assert said(results) == [
        parked(Problem.BIN_MISSING),
        parked(Problem.SERIAL_TWICE),
        parked(Problem.SERIAL_TWICE),
    ]
    assert suspended(books) == {("PW-0001", "SN-1"): 1}
    assert said(device.push(about(device, 1, Choice.FILE, one))) == [APPLIED]
    assert suspended(books) == {}
    second = office.make_receipt(
        books, office.Order("PO", "Supplies", "CEN", DATE, [("PW-0001", Decimal(1))])
    )
    device.pull()
    [result] = device.push(replace(device.receive(second, "PW-0001", "1", "SN-1"), bin=99_999))
    assert result.problem is Problem.BIN_MISSING
    assert suspended(books) == {}, "it was counted on the first receipt"


def test_an_older_server_sets_aside_what_it_does_not_know(device: Device, books: Books):
    remote = device.erp.remote
    older = replace(remote.books, kinds=frozenset(Kind) - {Kind.SETTLE, Kind.UNDO})
    newer, device.erp = device.erp, replace(device.erp, remote=replace(remote, books=older))
    nowhere = replace(device.receive(FIRST, "TL-0001", "3"), bin=closed_bin(books))
    good = device.receive(FIRST, "TL-0001", "3")
    device.push(nowhere)
    results = device.push(about(device, 1, Choice.FILE, good), good)
    assert said(results) == [parked(Problem.KIND_UNKNOWN), APPLIED]
    assert suspended(books) == {("TL-0001", None): 3}
    device.erp = newer
    assert said(device.push(about(device, 2, Choice.FILE, good))) == [APPLIED]
    assert suspended(books) == {}
    device.pull()
    assert device.line(FIRST, "TL-0001").done == 6
