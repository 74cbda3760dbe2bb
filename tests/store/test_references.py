"""Work found by what others call it: a supplier's order, an article's number, an announced pack."""

from dataclasses import replace
from decimal import Decimal

from sync.core.page import Gone, Table
from sync.core.records import Entry, SupplierCode, Work
from tests.store.floor import AREA, PLAIN, SCOPE, TODAY, Floor, goods, receipt, run
from tests.store.older import set_back

PACK, OTHER = "376123450000000013", "376123450000000020"


def said(work: Work, *packs: tuple[int, str, int]) -> Work:
    """A receipt of which so many of a line come in a pack."""
    lines = list(work.lines)
    for place, pack, amount in packs:
        entry = Entry(None, None, AREA, Decimal(amount), package=pack)
        lines[place] = replace(lines[place], planned=(*lines[place].planned, entry))
    return replace(work, lines=tuple(lines))


def home(floor: Floor, key: str) -> list[int]:
    return [one.id for one in run(floor.store.home(SCOPE, (key,), TODAY)).found.documents]


def test_a_receipt_is_found_by_what_its_supplier_calls_it(floor: Floor):
    floor.absorb(receipt(1, reference="AB-26001"), receipt(2), receipt(3, company=2))
    assert home(floor, "AB-26001") == [1]
    assert home(floor, "") == [], "no reference is no number"
    floor.absorb(receipt(1, reference="AB-26009"))
    assert (home(floor, "AB-26001"), home(floor, "AB-26009")) == ([], [1])


def test_an_article_is_found_by_a_suppliers_number_where_nothing_of_ours_is(floor: Floor):
    floor.absorb(
        receipt(1),
        supplier_codes=(
            SupplierCode(1, None, PLAIN, "V-77"),
            SupplierCode(2, 2, PLAIN, "V-78"),
            SupplierCode(3, None, 0, "V-79"),
            SupplierCode(4, None, PLAIN, "ART-102"),
        ),
    )
    found = floor.receive(1, keys=("V-77",)).found
    assert [one.product.id for one in found.products] == [PLAIN]
    for other in ("V-78", "V-79"):
        assert not floor.receive(1, keys=(other,)).found.products, "not ours, or of no one article"
    ours = floor.receive(1, keys=("ART-102",)).found
    assert [one.product.id for one in ours.products] == [102], "our own numbers come first"
    floor.absorb(gone=(Gone(Table.SUPPLIER_CODES, (1,)),))
    assert not floor.receive(1, keys=("V-77",)).found.products


def test_a_receipt_is_found_by_a_pack_that_is_announced_on_it(floor: Floor):
    floor.absorb(said(receipt(1), (0, PACK, 6), (1, PACK, 4)), said(receipt(2), (0, OTHER, 1)))
    assert (home(floor, PACK), home(floor, OTHER)) == ([1], [2])
    floor.absorb(receipt(2))
    assert home(floor, OTHER) == [], "it is announced no more"
    floor.absorb(gone=(Gone(Table.DOCUMENTS, (1,)),))
    assert home(floor, PACK) == []


def parts(floor: Floor, key: str = PACK) -> dict[int, int] | None:
    pack = floor.receive(1, keys=(key,)).announced
    return None if pack is None else {line: int(one.quantity) for line, one in pack.parts}


def test_on_the_receipt_it_says_what_of_the_pack_is_still_to_come(floor: Floor):
    work = said(receipt(1, lines=150), (0, PACK, 6), (140, PACK, 4))
    floor.absorb(work)
    first, last = work.lines[0].id, work.lines[140].id
    assert parts(floor) == {first: 6, last: 4}
    assert last in {row.line.id for row in floor.receive(1, keys=(PACK,)).rows}, "however far down"
    floor.did(goods(work, 0, 2, package=PACK))
    floor.did(goods(work, 0, 1))
    assert parts(floor) == {first: 4, last: 4}, "loose ones are others"
    floor.did(goods(work, 0, 4, package=PACK))
    floor.did(goods(work, 140, 4, package=PACK))
    assert parts(floor) == {}
    assert parts(floor, OTHER) is None


def test_an_older_mirror_gets_it_with_the_next_pull(floor: Floor):
    work = said(receipt(1, reference="AB-1"), (0, PACK, 6))
    floor.absorb(receipt(1))
    floor.store.close()
    set_back(floor.folder / "mirror.db", "0016_references")
    floor.open()
    assert run(floor.store.pull_state()).cursor == "", "all of it comes once more"
    floor.absorb(work, supplier_codes=(SupplierCode(1, None, PLAIN, "V-77"),))
    assert (home(floor, PACK), home(floor, "AB-1")) == ([1], [1])
    assert floor.receive(1, keys=("V-77",)).found.products
