"""What a device is told: whole, right, in its own scope, in bounded pages, and again if it asks."""

import pytest

from sync.core.page import Page, Table
from sync.core.quantity import check_amount
from sync.core.records import DocumentKind, DocumentState, LocationKind, Tracking
from sync.wire.messages import Hello
from tests.contract.device import Device
from tests.contract.erps import Erp


def rows(page: Page) -> int:
    catalogue = sum(len(getattr(page, table)) for table in Table if table is not Table.DOCUMENTS)
    return catalogue + sum(1 + len(work.lines) for work in page.works)


def test_hello_names_the_scope(erp: Erp, device: Device):
    hello = device.runner.run(erp.remote.hello())
    assert isinstance(hello, Hello)
    assert erp.scope.company in {company.id for company in hello.companies}
    warehouse = next(one for one in hello.warehouses if one.id == erp.scope.warehouse)
    assert warehouse.company == erp.scope.company
    assert device.runner.run(erp.remote.hello()) == hello


def test_a_receipt_is_whole(erp: Erp, device: Device):
    goods = erp.goods
    wanted = {goods.plain: "10", goods.weighed: "2.5", goods.fresh: "40"}
    name = erp.office.make_receipt(list(wanted.items()), origin="PO-4711")
    device.pull()
    work = device.work(name)
    document = work.document
    assert document.kind is DocumentKind.RECEIPT
    assert document.state is DocumentState.READY
    assert (document.company, document.warehouse) == (erp.scope.company, erp.scope.warehouse)
    assert document.origin == "PO-4711"
    assert document.operation
    assert document.version
    assert document.backorder_of is None
    assert document.destination in device.mirror[Table.LOCATIONS]
    assert document.source in device.mirror[Table.LOCATIONS]
    codes = {product.id: code for code in wanted for product in [device.product(code)]}
    assert [codes[line.product] for line in work.lines] == list(wanted)
    for line in work.lines:
        assert str(line.demand.normalize()) == str(
            type(line.demand)(wanted[codes[line.product]]).normalize()
        )
        assert (line.done, line.entries, line.document) == (0, (), document.id)
        unit = device.mirror[Table.UNITS][line.unit]
        assert check_amount(line.demand, unit) is None


@pytest.mark.parametrize(
    ("kind", "tracking", "has_expiry"),
    [
        ("plain", Tracking.NONE, False),
        ("weighed", Tracking.NONE, False),
        ("lot", Tracking.LOT, False),
        ("fresh", Tracking.LOT, True),
        ("serial", Tracking.SERIAL, False),
    ],
)
def test_products_say_how_they_are_told_apart(
    erp: Erp, device: Device, kind: str, tracking: Tracking, has_expiry: bool
):
    product = device.product(getattr(erp.goods, kind))
    assert (product.tracking, product.has_expiry) == (tracking, has_expiry)
    assert product.active
    assert product.name
    assert product.barcode
    assert product.unit in device.mirror[Table.UNITS]


def test_a_box_holds_its_pieces(erp: Erp, device: Device):
    box = device.packaging(erp.goods.box_barcode)
    assert box.product == device.product(erp.goods.boxed).id
    assert box.quantity == erp.goods.box_quantity


def test_bins_are_where_goods_go(erp: Erp, device: Device):
    for name in (erp.scope.bin, erp.scope.other_bin):
        bin = device.place(name)
        assert (bin.kind, bin.warehouse, bin.active) == (
            LocationKind.BIN,
            erp.scope.warehouse,
            True,
        )
        assert bin.barcode
        assert bin.label in name
    warehouse = device.mirror[Table.WAREHOUSES][erp.scope.warehouse]
    assert warehouse.stock in device.mirror[Table.LOCATIONS]


def test_only_the_scope_is_seen(erp: Erp, device: Device):
    assert erp.scope.foreign
    known = {work.document.name for work in device.mirror[Table.DOCUMENTS].values()}
    assert known.isdisjoint(erp.scope.foreign)
    assert known
    ours = {None, erp.scope.company}
    for table in (Table.LOCATIONS, Table.PRODUCTS, Table.LOTS, Table.STOCK):
        assert {row.company for row in device.mirror[table].values()} <= ours, table
    for work in device.mirror[Table.DOCUMENTS].values():
        assert work.document.warehouse == erp.scope.warehouse


def test_everything_referred_to_is_there(device: Device):
    mirror = device.mirror
    for product in mirror[Table.PRODUCTS].values():
        assert product.unit in mirror[Table.UNITS]
    for box in mirror[Table.PACKAGINGS].values():
        assert box.product in mirror[Table.PRODUCTS]
    for lot in mirror[Table.LOTS].values():
        assert lot.product in mirror[Table.PRODUCTS]
    for row in mirror[Table.STOCK].values():
        assert row.product in mirror[Table.PRODUCTS]
        assert row.location in mirror[Table.LOCATIONS]
        assert row.lot is None or row.lot in mirror[Table.LOTS]
    for work in mirror[Table.DOCUMENTS].values():
        assert {line.product for line in work.lines} <= set(mirror[Table.PRODUCTS])
        assert {line.unit for line in work.lines} <= set(mirror[Table.UNITS])


def test_small_pages_hold_the_same_as_large_ones(device: Device):
    slow = device.another()
    pages = slow.pull(rows_max=50)
    assert len(pages) > 1
    assert all(rows(page) <= 50 or len(page.works) == 1 for page in pages)
    assert slow.mirror == device.mirror


def test_the_same_question_gets_the_same_answer(device: Device):
    twin = device.another()
    first, again = twin.ask(), twin.ask()
    twin.absorb(first)
    once = {table: dict(rows) for table, rows in twin.mirror.items()}
    twin.cursor = ""
    twin.absorb(again)
    assert twin.mirror == once


def test_what_is_lost_on_the_device_is_healed(device: Device):
    device.pull()  # what is so new that it comes twice, comes now
    before = {table: dict(rows) for table, rows in device.mirror.items()}
    for table in (Table.PRODUCTS, Table.DOCUMENTS, Table.STOCK):
        device.mirror[table].pop(min(device.mirror[table]))
    pages = device.pull(sums=True)
    assert device.mirror == before
    assert not any(page.locations for page in pages), "what is right is not sent again"
