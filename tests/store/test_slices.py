"""Read-outs: what waits, what a code stands for, one receipt bounded whatever its length."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from sync.core.apply import apply
from sync.core.lifecycle import Outcome, Result
from sync.core.records import (
    Company,
    DocumentKind,
    DocumentState,
    Lot,
    Packaging,
    Stock,
    Tracking,
    Warehouse,
    Work,
)
from sync.core.slices import (
    DOCUMENTS_SHOWN_MAX,
    FOUND_MAX,
    LINES_SHOWN_MAX,
    Found,
    HomeSlice,
    Scope,
    Tile,
)
from tests.store.floor import (
    BIN,
    FAR_BIN,
    LOTTED,
    PIECE,
    PLAIN,
    SCOPE,
    SERIAL,
    TODAY,
    Floor,
    article,
    finish,
    goods,
    place,
    receipt,
    run,
    undo,
)

WORK = receipt(lines=4)
YESTERDAY = TODAY - timedelta(days=1)


def both(floor: Floor, lags: bool) -> Floor:
    floor.mirror_lane.holding = lags
    return floor


LAGS = pytest.mark.parametrize("lags", [False, True], ids=["replayed", "not replayed yet"])


# ------------------------------------------------------------------ home and lists


def home(floor: Floor, *keys: str, scope: Scope = SCOPE) -> HomeSlice:
    return run(floor.store.home(scope, keys, TODAY))


@LAGS
def test_tiles_count_open_work_of_the_scope(floor: Floor, lags: bool):
    delivery = {"kind": DocumentKind.DELIVERY, "operation": "Deliveries"}
    floor.absorb(
        *(receipt(id) for id in (1, 2, 3)),
        receipt(4, due=YESTERDAY),
        receipt(5, due=None, state=DocumentState.WAITING),
        receipt(6, state=DocumentState.DONE),
        receipt(7, state=DocumentState.DRAFT),
        receipt(8, warehouse=2),
        receipt(9, company=2),
        receipt(10, **delivery, due=YESTERDAY),
        apply(receipt(11), goods(receipt(11))),
    )
    both(floor, lags)
    floor.did(goods(receipt(1)))
    floor.did(goods(receipt(2)))
    floor.did(finish(receipt(2)))
    floor.did(goods(receipt(4)))
    floor.did(finish(receipt(4)))
    undone = floor.did(goods(receipt(3)))
    floor.did(undo(undone))
    now = home(floor)
    assert now.company == Company(1, "North")
    assert now.warehouse == Warehouse(1, 1, "NO", "North hall", 10)
    assert now.tiles == (
        Tile(DocumentKind.DELIVERY, "Deliveries", 1, 0, 1),
        # 1, 3, 5 and 11 wait; 3 is begun as long as its undo is not in the ERP.
        Tile(DocumentKind.RECEIPT, "Receipts", 4, 3, 0),
    )


def test_an_empty_mirror_has_an_empty_home(floor: Floor):
    run(floor.store.forget_mirror())
    assert home(floor) == HomeSlice(None, None, (), Found())


@LAGS
def test_receipts_come_earliest_first(floor: Floor, lags: bool):
    works = [receipt(id, due=TODAY + timedelta(days=id)) for id in range(1, 121)]
    floor.absorb(*works, receipt(200, due=None), receipt(201, kind=DocumentKind.DELIVERY))
    both(floor, lags)
    for work in works[:3]:
        floor.did(goods(work, quantity=10))
    floor.did(finish(works[0]))
    found = run(floor.store.receipts(SCOPE, (), TODAY))
    assert found.total == 120
    assert [row.document.id for row in found.rows] == [*range(2, DOCUMENTS_SHOWN_MAX + 2)]
    assert [(row.lines, row.lines_done, row.begun) for row in found.rows[:3]] == [
        (3, 1, True),
        (3, 1, True),
        (3, 0, False),
    ]


def test_companies_and_warehouses_are_listed(floor: Floor):
    assert run(floor.store.companies()) == (Company(1, "North"), Company(2, "South"))
    assert [one.code for one in run(floor.store.warehouses())] == ["NO", "FA"]


# ------------------------------------------------------------------ what a code stands for


def ids(found: Found) -> dict[str, list]:
    given = {
        "products": [
            (one.product.id, one.packaging and one.packaging.id) for one in found.products
        ],
        "bins": [one.id for one in found.bins],
        "documents": [one.id for one in found.documents],
    }
    return {name: values for name, values in given.items() if values}


CODES = {
    "nothing": ((), {}),
    "an empty code": (("",), {}),
    "unknown": (("4999",), {}),
    "part of a code": ((article(PLAIN).barcode[:-1],), {}),
    "an article": ((article(PLAIN).barcode,), {"products": [(PLAIN, None)]}),
    "several forms": (("0000", article(PLAIN).barcode), {"products": [(PLAIN, None)]}),
    "a carton": (("CARTON-12",), {"products": [(PLAIN, 1)]}),
    "an article number": ((f"ART-{LOTTED}",), {"products": [(LOTTED, None)]}),
    "another company's article": (("SOUTH",), {}),
    "a bin": ((f"LOC{BIN}",), {"bins": [BIN]}),
    "a bin by its label": ((f"A-{BIN}",), {"bins": [BIN]}),
    "a bin of another building": ((f"LOC{FAR_BIN}",), {"bins": [FAR_BIN]}),
    "a receipt": (("WH/IN/00001",), {"documents": [1]}),
    "a closed receipt": (("WH/IN/00002",), {"documents": [2]}),
    "an order": (("P-BOTH",), {"documents": [1, 2]}),
    "a receipt of another building": (("WH/IN/00003",), {}),
}


@pytest.mark.parametrize(("keys", "expected"), CODES.values(), ids=CODES)
def test_what_a_code_stands_for(floor: Floor, keys: tuple[str, ...], expected: dict):
    floor.absorb(
        receipt(1, origin="P-BOTH"),
        receipt(2, origin="P-BOTH", state=DocumentState.DONE, due=YESTERDAY),
        receipt(3, warehouse=2),
    )
    assert ids(home(floor, *keys).found) == expected
    assert ids(floor.receive(keys=keys).found) == expected
    assert ids(run(floor.store.receipts(SCOPE, keys, TODAY)).found) == expected


def test_a_code_that_stands_for_much_is_bounded(floor: Floor):
    floor.absorb(
        *(receipt(id, origin="SAME") for id in range(1, 50)),
        products=tuple(article(id, barcode="SAME") for id in range(500, 550)),
        locations=tuple(place(id, barcode="SAME") for id in range(500, 550)),
    )
    found = home(floor, "SAME").found
    assert {len(found.products), len(found.bins), len(found.documents)} == {FOUND_MAX}


def test_an_archived_article_is_found_only_where_no_other_is(floor: Floor):
    floor.absorb(products=(article(500, barcode="X", active=False),))
    assert ids(home(floor, "X").found) == {"products": [(500, None)]}
    floor.absorb(products=(article(501, barcode="X"),))
    assert ids(home(floor, "X").found) == {"products": [(501, None)]}


# ------------------------------------------------------------------ one receipt


@LAGS
def test_open_lines_first_then_by_sequence(floor: Floor, lags: bool):
    floor.absorb(WORK)
    both(floor, lags)
    floor.did(goods(WORK, 0, 10))
    floor.did(goods(WORK, 1, 4, lot="L1"))
    now = floor.receive(bin=BIN)
    assert [row.line.sequence for row in now.rows] == [1, 2, 3, 0]
    assert [row.unsent for row in now.rows] == [True, False, False, True]
    assert (now.progress.lines, now.progress.lines_done) == (4, 1)
    assert (now.progress.demand, now.progress.done) == (40, 14)
    assert now.destination.id == WORK.document.destination
    assert now.bin.id == BIN
    assert now.rows[0].unit == now.rows[0].stock_unit == PIECE
    assert now.today == TODAY


@LAGS
def test_the_newest_that_stands_can_be_taken_back(floor: Floor, lags: bool):
    floor.absorb(WORK, receipt(2))
    both(floor, lags)
    first, second = floor.did(goods(WORK)), floor.did(goods(WORK, 1, lot="L1"))
    floor.did(goods(receipt(2)))
    for done in (second, first):
        undoable = floor.receive().undoable
        assert (undoable.op_id, undoable.deed) == (done.envelope.op_id, done.envelope.deed)
        floor.did(undo(done))
    assert floor.receive().undoable is None
    assert floor.done() == {0: 0, 1: 0, 2: 0, 3: 0}


def test_what_the_erp_refused_cannot_be_taken_back(floor: Floor):
    floor.absorb(WORK)
    first, second = floor.did(goods(WORK)), floor.did(goods(WORK))
    refusal = Result(second.envelope.op_id, second.envelope.seq, Outcome.REJECTED)
    run(floor.store.record((refusal,)))
    assert floor.receive().undoable.op_id == first.envelope.op_id


def test_a_refused_undo_leaves_its_target_to_be_taken_back(floor: Floor):
    floor.absorb(WORK)
    done = floor.did(goods(WORK))
    back = floor.did(undo(done))
    run(floor.store.record((Result(back.envelope.op_id, 2, Outcome.REJECTED),)))
    assert floor.done()[0] == 1
    assert floor.receive().undoable.op_id == done.envelope.op_id
    floor.did(undo(done))
    assert floor.done()[0] == 0


@LAGS
def test_lots_and_serials_that_are_here(floor: Floor, lags: bool):
    floor.absorb(
        WORK,
        lots=(
            Lot(5, 2, LOTTED, "L1", None),
            Lot(6, 1, LOTTED, "L2", None),
            Lot(7, None, SERIAL, "SN-GONE", None),
        ),
        stock=(Stock(9, 1, SERIAL, 20, 7, Decimal(1), Decimal(0)),),
    )
    both(floor, lags)
    floor.did(goods(WORK, 2, lot="SN-NEW"))
    assert [lot.id for lot in floor.receive(lot="L1").lots] == [1]
    assert [lot.id for lot in floor.receive(keys=("L2",)).lots] == [6]
    for name, here in {"SN-STOCK": True, "SN-NEW": True, "SN-GONE": False, "SN": False}.items():
        assert floor.receive(lot=name).serials == ({(SERIAL, name)} if here else frozenset())


def test_a_receipt_out_of_scope_is_not_shown(floor: Floor):
    floor.absorb(receipt(1, company=2), receipt(2, warehouse=2))
    assert floor.receive(1).document is None
    assert floor.receive(2).document is None
    assert floor.receive(3).document is None


@LAGS
def test_a_receipt_of_2000_lines_is_bounded(floor: Floor, lags: bool):
    work = receipt(lines=2_000)
    other = replace(work.lines[1_990], product=500)
    work = replace(work, lines=(*work.lines[:1_990], other, *work.lines[1_991:]))
    floor.absorb(work, products=(article(500),))
    both(floor, lags)
    for line in (0, 4, 8):
        floor.did(goods(work, line, 10))
    floor.did(goods(work, 1_996, 10))
    now = floor.receive(keys=(article(500).barcode,), line=work.lines[0].id)
    assert len(now.rows) == LINES_SHOWN_MAX
    assert now.rows[0].line.sequence == 1
    shown = [row.line.sequence for row in now.rows]
    assert shown[-2:] == [1_990, 0]
    assert (now.progress.lines, now.progress.lines_done, now.progress.done) == (2_000, 4, 40)
    # A product on 500 lines: those that are open come first.
    many = floor.receive(keys=(article(PLAIN).barcode,))
    assert len(many.rows) == LINES_SHOWN_MAX
    assert {row.product.id for row in many.rows} == {PLAIN}
    assert all(row.line.done == 0 for row in many.rows)


def test_a_line_whose_article_is_not_here_yet_is_counted_and_not_shown(floor: Floor):
    line = replace(WORK.lines[0], product=999)
    floor.absorb(Work(WORK.document, (line, WORK.lines[1])))
    now = floor.receive()
    assert [row.line.sequence for row in now.rows] == [1]
    assert now.progress.lines == 2


def test_an_article_keeps_all_it_is(floor: Floor):
    pack = Packaging(9, 500, "Pallet", "P9", Decimal("0.125"))
    kept = article(500, tracking=Tracking.SERIAL, has_expiry=True, needs_check=True, company=1)
    floor.absorb(products=(kept,), packagings=(pack,))
    found = home(floor, "P9").found.products[0]
    assert (found.product, found.packaging) == (kept, pack)
