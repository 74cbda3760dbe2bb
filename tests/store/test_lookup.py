"""Where an article is and how much is free, with all that is not in the ERP yet."""

from decimal import Decimal

from sync.core.lookup_slices import About, LookupSlice, Subject, Sums
from sync.core.operations import Kind, Move
from sync.core.records import LocationKind, Lot, Stock
from sync.store.told import LookupWanted
from tests.store.floor import (
    BIN,
    FAR_BIN,
    LOTTED,
    OTHER_BIN,
    PLAIN,
    SCOPE,
    SERIAL,
    SUPPLIER,
    TODAY,
    Floor,
    goods,
    place,
    receipt,
    run,
    undo,
)

D = Decimal
ARTICLE, LOT = About(Subject.ARTICLE, PLAIN), About(Subject.LOT, LOTTED, "L1")
HOLD = place(15, kind=LocationKind.HOLD)


def stock(id: int, *spot: int, quantity: int, reserved: int = 0, lot=None) -> Stock:
    product, location = spot
    return Stock(id, 1, product, location, lot, D(quantity), D(reserved))


def looked(floor: Floor, about: About | None = None, *keys: str) -> LookupSlice:
    wanted = LookupWanted(about, keys, "", TODAY)
    return run(floor.store.looking.lookup(SCOPE, wanted))


def lies(slice_: LookupSlice) -> list[tuple]:
    return [(row.lying.place.id, row.lying.lot, row.lying.quantity) for row in slice_.rows]


def moved(product: int, quantity: int, source: int, to: int, lot: str | None = None) -> Move:
    return Move(product, D(quantity), D(quantity), None, lot, source, to, 1)


def test_free_reserved_held_and_expected(floor: Floor):
    floor.absorb(
        receipt(lines=1),
        locations=(HOLD,),
        stock=(
            stock(20, PLAIN, BIN, quantity=10, reserved=4),
            stock(21, PLAIN, OTHER_BIN, quantity=5, reserved=5),
            stock(22, PLAIN, HOLD.id, quantity=2),
            stock(23, PLAIN, FAR_BIN, quantity=90),
            stock(24, PLAIN, SUPPLIER, quantity=-50),
        ),
    )
    found = looked(floor, ARTICLE)
    assert found.sums == Sums(there=D(17), free=D(6), reserved=D(9), held=D(2), expected=D(10))
    # Where something is free comes first; what is on hold last, and what is elsewhere not at all.
    assert lies(found) == [(BIN, None, 10), (OTHER_BIN, None, 5), (HOLD.id, None, 2)]
    assert [row.held for row in found.rows] == [False, False, True]
    assert [one.document.name for one in found.expected] == ["WH/IN/00001"]


def test_what_is_here_only_is_in_the_amounts_and_marked(floor: Floor):
    floor.rests = False
    work = receipt(lines=1)
    floor.absorb(work, stock=(stock(20, PLAIN, BIN, quantity=10),))
    floor.did(goods(work, quantity=3))
    done = floor.did(moved(PLAIN, 4, BIN, OTHER_BIN))
    found = looked(floor, ARTICLE)
    assert lies(found) == [(BIN, None, 9), (OTHER_BIN, None, 4)]
    assert (found.sums.there, found.sums.expected) == (13, 7)
    assert [row.unsent for row in found.rows] == [True, True]
    assert [(one.kind, one.amount, one.source.id) for one in found.past if one.kind] == [
        (Kind.MOVE, 4, BIN)
    ]
    assert done.envelope.op_id


def test_a_bins_content_and_what_came_and_went(floor: Floor):
    floor.absorb(
        stock=(stock(20, PLAIN, BIN, quantity=10), stock(21, LOTTED, BIN, quantity=3, lot=1))
    )
    floor.did(moved(PLAIN, 10, BIN, OTHER_BIN))
    found = looked(floor, About(Subject.BIN, BIN))
    # The serial number was there before; all of the plain article is gone.
    assert lies(found) == [(BIN, "SN-STOCK", 1), (BIN, "L1", 3)] or lies(found) == [
        (BIN, "L1", 3),
        (BIN, "SN-STOCK", 1),
    ]
    assert [(one.source.id, one.bin.id) for one in found.past] == [(BIN, OTHER_BIN)]


def test_serial_numbers_are_counted_by_place(floor: Floor):
    lots = tuple(Lot(30 + n, None, SERIAL, f"S{n}", None) for n in range(3))
    floor.absorb(
        lots=lots,
        stock=tuple(
            stock(40 + n, SERIAL, BIN, quantity=1, reserved=n % 2, lot=30 + n) for n in range(3)
        ),
    )
    found = looked(floor, About(Subject.ARTICLE, SERIAL))
    assert [(row.lying.lot, row.lying.quantity, row.lying.free) for row in found.rows] == [
        (None, 4, 3)
    ]


def test_a_lots_story(floor: Floor):
    floor.rests = False
    work = receipt(lines=2)
    floor.absorb(work, stock=(stock(20, LOTTED, BIN, quantity=3, lot=1),))
    floor.did(goods(work, 1, 2, lot="L1"))
    floor.store._following.catch_up()
    found = looked(floor, LOT)
    assert lies(found) == [(BIN, "L1", 5)]
    assert [(one.document.name, one.amount, one.lot) for one in found.past] == [
        ("WH/IN/00001", 2, "L1")
    ]
    assert not found.blocked


def test_a_blocked_lot_is_held_wherever_it_lies(floor: Floor):
    floor.absorb(
        lots=(Lot(1, None, LOTTED, "L1", None, blocked=True),),
        stock=(stock(20, LOTTED, BIN, quantity=3, lot=1),),
    )
    found = looked(floor, LOT)
    assert found.blocked
    assert (found.sums.free, found.sums.held) == (0, 3)
    assert [row.held for row in looked(floor, About(Subject.BIN, BIN)).rows] == [False, True]


def test_what_was_taken_back_is_told_and_not_counted(floor: Floor):
    work = receipt(lines=1)
    floor.absorb(work)
    done = floor.did(goods(work, quantity=3))
    floor.did(undo(done))
    found = looked(floor, ARTICLE)
    assert (lies(found), found.sums.expected) == ([], 10)


def test_a_packs_content(floor: Floor):
    work = receipt(lines=2)
    floor.absorb(work)
    floor.did(goods(work, 0, 3, package="PACK-7"))
    floor.did(goods(work, 1, 2, lot="L9", package="PACK-7"))
    floor.did(goods(work, 0, 1, package="PACK-70"))
    found = looked(floor, None, "PACK-7")
    assert found.leads == (About(Subject.PACK, name="PACK-7"),)
    rows = looked(floor, found.leads[0]).rows
    assert [(row.lying.product.id, row.lying.quantity) for row in rows] == [(PLAIN, 3), (LOTTED, 2)]


def test_a_code_leads_to_what_it_is_on(floor: Floor):
    work = receipt(lines=2)
    floor.absorb(work)
    assert looked(floor, None, "LOC11").leads == (About(Subject.BIN, BIN),)
    assert looked(floor, None, "CARTON-12").leads == (ARTICLE,)
    assert looked(floor, None, "L1").leads == (LOT,)
    assert looked(floor, None, "NEW-LOT").leads == ()
    floor.did(goods(work, 1, 2, lot="NEW-LOT"))
    # One that came in here is known before the ERP has made it.
    assert looked(floor, None, "NEW-LOT").leads == (About(Subject.LOT, LOTTED, "NEW-LOT"),)


def test_what_went_meanwhile_says_nothing(floor: Floor):
    assert looked(floor, About(Subject.ARTICLE, 999)).product is None
    assert looked(floor, About(Subject.BIN, 999)).bin is None
    assert looked(floor, About(Subject.PACK, name="none")).rows == ()
