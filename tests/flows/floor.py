"""A small floor to decide on: one receipt with an article of every kind."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from app.base.session import Hand, Receive, Session
from scanners.codes.parse import parse
from scanners.frame import Frame
from sync.core.quantity import Unit, total
from sync.core.records import (
    Document,
    DocumentKind,
    DocumentState,
    Entry,
    Line,
    Location,
    LocationKind,
    Lot,
    Packaging,
    Product,
    Tracking,
)
from sync.core.slices import Found, FoundProduct, LineRow, Progress, ReceiveSlice, Scope

TODAY = date(2026, 11, 23)
SCOPE = Scope(company=1, warehouse=1)
PIECES = Unit(1, "pcs", 1, Decimal(1), Decimal(1))
KILOS = Unit(2, "kg", 2, Decimal(1), Decimal("0.001"))
DOCK = Location(8, 1, 1, "WH/Stock", "Stock", None, LocationKind.BIN, None, "", "", 0, True)
BIN = replace(DOCK, id=9, name="WH/Stock/A-01-02", label="A-01-02", barcode="A-01-02")
FAR_BIN = replace(DOCK, id=10, warehouse=2, name="EAST/B-01", label="B-01")
SHUT_BIN = replace(DOCK, id=11, name="WH/C-01", label="C-01", active=False)

RECEIPT = Document(
    id=100,
    kind=DocumentKind.RECEIPT,
    name="WH/IN/00007",
    origin="P00012",
    party="Azure Interior",
    company=1,
    warehouse=1,
    operation="Receipts",
    state=DocumentState.READY,
    due=TODAY,
    source=4,
    destination=DOCK.id,
    backorder_of=None,
    version="1",
)

DRILL = Product(
    1, None, "DRILL", "Drill 18 V", "4006381333931", Tracking.NONE, False, False, 1, True
)
MILK = Product(2, None, "MILK", "Milk powder", "4012345678901", Tracking.LOT, True, False, 1, True)
SAW = Product(3, None, "SAW", "Chain saw", "4000539059100", Tracking.SERIAL, False, True, 1, True)
NAILS = Product(4, None, "NAILS", "Nails", "4000001000005", Tracking.NONE, False, False, 2, True)
PAINT = Product(5, None, "PAINT", "Paint", "4000002000004", Tracking.LOT, False, False, 1, True)
STRANGER = Product(
    6, None, "ODD", "Odd thing", "4000003000003", Tracking.NONE, False, False, 1, True
)
CASE = Packaging(50, DRILL.id, "Case of 6", "14006381333938", Decimal(6))
NOTHING = Found()
UNITS = {1: PIECES, 2: KILOS}
ARTICLES = (DRILL, MILK, SAW, NAILS, PAINT)
DEMANDS = {DRILL.id: 10, MILK.id: 6, SAW.id: 2, NAILS.id: 5, PAINT.id: 4}


def line(product: Product, *entries: Entry) -> Line:
    """The line of a product; its id is ten times the product's."""
    demand = Decimal(DEMANDS.get(product.id, 1))
    done = total(entry.quantity for entry in entries)
    return Line(
        product.id * 10, RECEIPT.id, product.id, product.id, product.unit, demand, done, entries
    )


def slice_of(
    *lines: Line, found: Found = NOTHING, document: Document | None = RECEIPT, **more: object
) -> ReceiveSlice:
    """The receipt with these lines done, and every other one untouched."""
    given = {one.product: one for one in lines}
    rows = tuple(_row(given.get(product.id) or line(product), product) for product in ARTICLES)
    first = ReceiveSlice(
        document=document,
        rows=rows,
        progress=_progress(rows),
        destination=DOCK,
        bin=None,
        found=found,
        lots=(),
        serials=frozenset(),
        undoable=None,
        advice=(),
        today=TODAY,
    )
    return replace(first, **more)


def found(product: Product, packaging: Packaging | None = None) -> Found:
    """What the store finds for the code of a product."""
    return Found(products=(FoundProduct(product, packaging),))


def known_lot(product: Product, name: str, expiry: date | None = None) -> Lot:
    """A lot the store knows."""
    return Lot(70, 1, product.id, name, expiry)


def session_with(**hand: object) -> Session:
    """A clerk at the receipt, with this in hand."""
    return Session(Receive(RECEIPT.id), SCOPE, "Ana", replace(Hand(), **hand))


def scan(text: str, device: str = "wedge"):
    """A scan as the device plane hands it over."""
    return parse(Frame(text, device=device), TODAY.year)


def _row(one: Line, product: Product) -> LineRow:
    unit = UNITS[product.unit]
    return LineRow(one, product, unit, unit, unsent=False)


def _progress(rows: tuple[LineRow, ...]) -> Progress:
    done = [row for row in rows if row.line.done >= row.line.demand]
    return Progress(
        len(rows),
        len(done),
        total(row.line.demand for row in rows),
        total(row.line.done for row in rows),
    )
