"""Read-outs: what waits, what a code stands for, one receipt bounded whatever its length."""

from datetime import timedelta

import pytest

from sync.core.apply import apply
from sync.core.records import (
    Company,
    DocumentKind,
    DocumentState,
    Warehouse,
)
from sync.core.slices import (
    DOCUMENTS_SHOWN_MAX,
    FOUND_MAX,
    Found,
    HomeSlice,
    Tile,
)
from tests.store.floor import (
    BIN,
    FAR_BIN,
    LOTTED,
    PLAIN,
    SCOPE,
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
from tests.store.reading import LAGS, both, home

YESTERDAY = TODAY - timedelta(days=1)


# ------------------------------------------------------------------ home and lists


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
