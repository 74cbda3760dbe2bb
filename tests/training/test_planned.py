"""The training group as it is planned: the same each time, and all of it there."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from sync.core.records import (
    Company,
    Document,
    DocumentKind,
    DocumentState,
    Line,
    Location,
    LocationKind,
    Packaging,
    Product,
    Stock,
    Tracking,
    Warehouse,
)
from sync.erp.training.books import Books
from sync.erp.training.codes import with_check_digit
from sync.erp.training.opening import open_books

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Books:
    return open_books(tmp_path_factory.mktemp("planned"), TODAY)


def test_the_same_seed_and_day_give_the_same_bytes(planned: Books, tmp_path: Path):
    assert open_books(tmp_path, TODAY).file.dump() == planned.file.dump()


def test_another_seed_gives_another_warehouse(planned: Books, tmp_path: Path):
    assert open_books(tmp_path, TODAY, seed=7).file.dump() != planned.file.dump()


def test_the_group(planned: Books):
    companies = [company.name for company in planned.find(Company, "1")]
    assert len(companies) == 6
    assert sum("Holding" in name for name in companies) == 1
    assert sum("Import" in name for name in companies) == 2
    assert len(planned.find(Warehouse, "1")) == 4
    bins = Counter(bin.warehouse for bin in planned.find(Location, "zone <> ''"))
    assert set(bins) == {1, 2, 3, 4}
    assert all(100 <= count <= 300 for count in bins.values())


def test_bins_can_be_found_and_walked(planned: Books):
    bins = planned.find(Location, "zone <> ''")
    assert len({bin.barcode for bin in bins}) == len(bins)
    for warehouse in (1, 2, 3, 4):
        order = [bin.pick_order for bin in bins if bin.warehouse == warehouse]
        assert len(set(order)) == len(order)
    assert {bin.kind for bin in bins} == {LocationKind.BIN}
    assert all(bin.aisle and bin.label in bin.name for bin in bins)
    assert 0 < sum(not bin.active for bin in bins) < len(bins) // 20


def test_the_goods(planned: Books):
    products = planned.find(Product, "1")
    assert len(products) == 2000
    assert len({product.code for product in products}) == 2000
    assert len({product.name for product in products}) == 2000
    kinds = Counter((one.tracking, one.has_expiry, one.needs_check) for one in products)
    assert kinds[Tracking.LOT, True, False] > 200
    assert kinds[Tracking.LOT, False, False] > 20
    assert kinds[Tracking.SERIAL, False, False] > 50
    assert 80 <= kinds[Tracking.SERIAL, False, True] <= 120
    assert sum(product.unit == 3 for product in products) > 20


def test_barcodes_have_their_check_digit_and_are_nobody_elses(planned: Books):
    pieces = [one.barcode for one in planned.find(Product, "barcode IS NOT NULL")]
    boxes = [one.barcode for one in planned.find(Packaging, "1")]
    codes = [code for code in pieces + boxes if code]
    assert {len(code) for code in pieces if code} == {13}
    assert {len(code) for code in boxes if code} == {14}
    assert all(with_check_digit(code[:-1]) == code for code in codes)
    assert len(set(codes)) == len(codes)
    assert any(box.name.startswith("Pallet") for box in planned.find(Packaging, "1"))


@pytest.mark.parametrize("code", ["4006381333931", "5901234123457", "00012345600012"])
def test_check_digits_of_known_codes(code: str):
    assert with_check_digit(code[:-1]) == code


@pytest.mark.parametrize("warehouse", [1, 2, 3, 4])
def test_every_warehouse_has_work(planned: Books, warehouse: int):
    documents = planned.find(Document, "warehouse = ?", (warehouse,))
    kinds = Counter(document.kind for document in documents)
    # Nothing is sent in steps here, so nothing is picked or packed for another document.
    steps = {DocumentKind.PICK, DocumentKind.PACK}
    assert all(kinds[kind] >= 8 for kind in set(DocumentKind) - steps)
    due = {document.due for document in documents if document.kind is DocumentKind.RECEIPT}
    assert {"late", "today", "later"} == {
        "late" if day < TODAY else "today" if day == TODAY else "later" for day in due if day
    }
    assert any(document.state is DocumentState.WAITING for document in documents)
    lines = Counter(line.document for line in planned.find(Line, "1"))
    assert max(lines[document.id] for document in documents) >= 200
    owner = planned.must(Warehouse, warehouse).company
    for document in documents:
        assert document.company == owner
        for line in planned.find(Line, "document = ?", (document.id,)):
            assert planned.must(Product, line.product).company in {None, owner}


def test_the_first_receipt_is_small_and_has_one_of_each(planned: Books):
    work = planned.work(1)
    assert work is not None
    assert (work.document.name, work.document.origin) == ("CEN/IN/00001", "P00001")
    assert work.document.due == TODAY
    goods = [planned.must(Product, line.product) for line in work.lines]
    assert [(one.tracking, one.has_expiry) for one in goods] == [
        (Tracking.NONE, False),
        (Tracking.LOT, True),
        (Tracking.NONE, False),
        (Tracking.SERIAL, False),
    ]
    assert all(product.barcode for product in goods)
    [case] = planned.find(Packaging, "product = ?", (goods[0].id,))[:1]
    assert work.lines[0].demand % case.quantity == 0


def test_nothing_is_promised_that_is_not_there(planned: Books):
    for row in planned.find(Stock, "1"):
        assert row.quantity > 0
        assert 0 <= row.reserved <= row.quantity
        assert planned.must(Location, row.location).company == row.company


def test_what_was_done_is_there_after_opening_again(tmp_path: Path):
    books = open_books(tmp_path, TODAY)
    with books.file.transaction():
        books.next_number("documents")
    before = books.file.dump()
    books.file.close()
    assert open_books(tmp_path, TODAY + timedelta(3)).file.dump() == before


@pytest.mark.parametrize("content", [b"", b"not a database at all, but long enough" * 99])
def test_a_file_that_is_not_whole_is_begun_again(tmp_path: Path, content: bytes):
    (tmp_path / "training.db").write_bytes(content)
    books = open_books(tmp_path, TODAY)
    assert len(books.find(Company, "1")) == 6
