"""The commands that take goods out of packs: each pack gives what it holds, and once."""

from datetime import UTC, date
from decimal import Decimal
from typing import Any

import pytest

from sync.core.records import (
    Document,
    DocumentKind,
    DocumentState,
    Line,
    Product,
    Tracking,
    Work,
)
from sync.erp.odoo.goods import Goods
from sync.erp.odoo.look import Look, Notes
from sync.erp.odoo.marker import Marker
from sync.erp.odoo.on_the_way import Out
from sync.erp.odoo.ownlines import Key, line_commands, own_lines
from sync.erp.odoo.packed import Part
from sync.erp.odoo.rest import rest_of

ME, DOCUMENT, MOVE, PRODUCT, UNIT = 5, 40, 41, 3, 1
OTHER_DOCUMENT = 50
SOURCE, BIN, OTHER_BIN = 8, 20, 21
PACK, NEXT_PACK, BOX = 7, 9, 77
D = Decimal
PIECES = Product(
    id=PRODUCT,
    company=None,
    code="P",
    name="P",
    barcode=None,
    tracking=Tracking.NONE,
    has_expiry=False,
    needs_check=False,
    unit=UNIT,
    active=True,
)
LOOSE, TEN, SIX = Part(None, D(3)), Part(PACK, D(10), True), Part(NEXT_PACK, D(6), True)


def key(bin: int = BIN) -> Key:
    return Key(MOVE, PRODUCT, None, None, bin, SOURCE)


def row(id: int, quantity: float, package: int = 0, into: int = 0, **more: Any) -> dict[str, Any]:
    """A move line as it is read: picked, and made by this user."""
    return {
        "id": id,
        "move_id": MOVE,
        "product_id": PRODUCT,
        "quantity": quantity,
        "quantity_product_uom": quantity,
        "picked": True,
        "product_uom_id": UNIT,
        "lot_id": False,
        "lot_name": False,
        "location_id": SOURCE,
        "location_dest_id": BIN,
        "package_id": package or False,
        "result_package_id": {"id": into, "name": str(into)} if into else False,
        "create_uid": ME,
    } | more


def commands(
    rows: list[dict[str, Any]],
    net: dict[Key, int],
    *held: Part,
    unit: int = UNIT,
    elsewhere: Out | None = None,
) -> list[tuple[Any, ...]]:
    """What is written: the line (0 for a new one), its pack, where that goes, and how much."""
    document = Document(
        *(DOCUMENT, DocumentKind.TRANSFER, "INT/1", "", "", 1, 1, "", DocumentState.READY, None),
        *(SOURCE, BIN, None, ""),
    )
    line = Line(MOVE, DOCUMENT, 1, PRODUCT, unit, D(20), D(0), ())
    moves = [{"id": MOVE, "product_uom": UNIT}]
    read = {"id": DOCUMENT, "move_ids": moves, "move_line_ids": rows}
    look = Look(Work(document, (line,)), read, Notes((), Marker(), Marker()))
    goods = Goods(
        *(date(2026, 3, 2), {PRODUCT: PIECES}, {}, {}, frozenset()),
        packed={(PRODUCT, None, SOURCE): held},
        out={OTHER_DOCUMENT: elsewhere or {}, DOCUMENT: {((PRODUCT, None, SOURCE), PACK): D(99)}},
    )
    rest = rest_of(read, (line,), goods)
    changes = {one: D(change) for one, change in net.items()}
    found = line_commands(look, changes, own_lines(look, (ME, UTC)), ({}, rest, UTC))
    return [
        (id, "gone")
        if kind == 2
        else (id, vals.get("package_id"), vals.get("result_package_id"), vals["quantity"])
        for kind, id, vals in found
    ]


def test_a_loose_line_is_raised_to_what_lies_loose_and_the_rest_comes_out_of_the_pack():
    assert commands([row(1, 2)], {key(): 6}, LOOSE, TEN) == [
        (1, None, None, 3),
        (0, PACK, None, 5),
    ]


def test_what_another_document_took_out_of_a_pack_is_not_there_any_more():
    """Of its own lines the document itself says it, whatever else is told of it."""
    spot = (PRODUCT, None, SOURCE)
    taken = {(spot, None): D(3), (spot, PACK): D(4)}
    assert commands([], {key(): 8}, LOOSE, TEN, elsewhere=taken) == [
        (0, PACK, None, 6),
        (0, None, None, 2),
    ]


def test_two_bins_use_up_the_same_goods_in_turn():
    assert commands([], {key(): 3, key(OTHER_BIN): 4}, LOOSE, TEN) == [
        (0, None, None, 3),
        (0, PACK, None, 4),
    ]


def test_what_others_picked_is_not_taken_again():
    others = row(1, 3, create_uid=ME + 1)
    assert commands([others], {key(): 4}, LOOSE, TEN) == [(0, PACK, None, 4)]
    planned = row(1, 3, picked=False)
    assert commands([planned], {key(): 3}, LOOSE, TEN) == [(0, None, None, 3)]


def test_a_line_of_a_whole_pack_is_not_raised():
    whole = row(1, 10, PACK, PACK)
    assert commands([whole], {key(): 2}, TEN, SIX) == [(0, NEXT_PACK, None, 2)]
    assert commands([whole], {key(): 8}, TEN, SIX) == [
        (0, NEXT_PACK, NEXT_PACK, 6),
        (0, None, None, 2),
    ], "more than the books have is loose"


def test_the_last_of_a_pack_takes_it_along_and_taking_back_leaves_it():
    assert commands([row(1, 4, PACK)], {key(): 6}, TEN) == [(1, None, PACK, 10)]
    assert commands([row(1, 10, PACK, PACK)], {key(): -6}, TEN) == [(1, None, False, 4)]
    elsewhere = row(1, 4, PACK, location_dest_id=OTHER_BIN)
    assert commands([elsewhere], {key(): 6}, TEN) == [(0, PACK, None, 6)], "some goes elsewhere"


def test_what_somebody_put_into_another_pack_stays_there():
    assert commands([row(1, 4, PACK, BOX)], {key(): -3}, TEN) == [(1, None, None, 1)]
    # More of it is not put there by us: nobody said that it went into that pack.
    assert [one[0] for one in commands([row(1, 4, PACK, BOX)], {key(): 6}, TEN)] == [0]


def test_what_came_out_of_a_pack_goes_back_first_and_can_be_taken_again():
    rows = [row(1, 3), row(2, 5, PACK)]
    assert commands(rows, {key(): -6}, LOOSE, TEN) == [(2, "gone"), (1, None, None, 2)]
    assert commands([row(1, 3)], {key(OTHER_BIN): 3, key(): -3}, LOOSE, TEN) == [
        (1, "gone"),
        (0, None, None, 3),
    ]


@pytest.mark.parametrize("held", [(), (LOOSE, TEN)])
def test_in_another_unit_packs_are_not_asked(held: tuple[Part, ...]):
    assert commands([row(1, 3)], {key(): 9}, *held, unit=UNIT + 1) == [(1, None, None, 12)]
