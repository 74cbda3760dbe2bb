"""How the training warehouse checks goods: its rules, its hold places, and what waits already."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sync.core.quality import CheckRule
from sync.core.records import (
    Document,
    DocumentKind,
    DocumentState,
    Entry,
    Line,
    Location,
    LocationKind,
    Product,
    Tracking,
    Work,
)
from sync.erp.training.books import Books, Owner
from sync.erp.training.group import PLANS, SUPPLIERS_PLACE
from sync.erp.training.names import FAMILIES, SUPPLIERS
from sync.erp.training.orders import operation, series
from sync.erp.training.stocking import Spot, add_stock, lot_for

CATEGORY = {family.code: number for number, family in enumerate(FAMILIES, 1)}
"""The number of each family of goods, by the letters its articles' numbers begin with."""

_WORTH = {
    "TL": "14",
    "FX": "6",
    "LN": "3",
    "PT": "19",
    "PY": "4",
    "DL": "5",
    "CM": "8",
    "HH": "4",
    "CB": "12",
    "PW": "160",
    "HV": "780",
}
DEAR = "1500"
"""From this value on two people look."""

BETWEEN_BOXES = "e2ff95e17e30446c5feb2860cbe9dade551dcfc8ef38bb97b9488942932b1d2c"
"""The picture `pictures/between_boxes.png`, by the SHA-256 of its bytes."""

_RULES: tuple[dict[str, Any], ...] = (
    {
        "name": "High value",
        "instructions": "Open the box. Compare the serial number. Switch it on.",
        "when": {"marked": True},
        "asks": [
            {"key": "seal", "kind": "yes_no", "text": "Is the seal unbroken?"},
            {
                "key": "serial",
                "kind": "scan",
                "text": "Scan the serial number on the device",
                "expect": "lot",
            },
            {
                "key": "looks",
                "kind": "choice",
                "text": "How does it look?",
                "options": [["As new", True], ["Box dented", True], ["Damaged", False]],
            },
        ],
        "dispositions": ["quarantine", "return", "accept"],
    },
    {
        "name": "Two people from 1,500 on",
        "when": {"value_min": DEAR},
        "asks": [{"key": "runs", "kind": "yes_no", "text": "Does it switch on?"}],
        "second": True,
        "dispositions": ["quarantine", "return", "accept"],
    },
    {
        "name": "Cold chain",
        "instructions": "Measure between two boxes in the middle of the pallet.",
        "picture": BETWEEN_BOXES,
        "when": {"categories": [CATEGORY["DL"]]},
        "asks": [
            {
                "key": "temperature",
                "kind": "number",
                "text": "How warm is it?",
                "unit": "°C",
                "low": "0",
                "high": "7",
            },
            {"key": "shown", "kind": "photo", "text": "Photograph the thermometer"},
            {"key": "smell", "kind": "yes_no", "text": "Is the smell all right?"},
            {"key": "driver", "kind": "drawn", "text": "The driver signs"},
        ],
        "dispositions": ["scrap", "return", "quarantine", "accept"],
    },
    {
        "name": "Cosmetics, by sample",
        "instructions": "Take the pieces from different boxes.",
        "when": {"categories": [CATEGORY["CM"]], "one_in": 3},
        "per": "sample",
        "samples": [["15", 1], ["50", 2], ["150", 3], ["500", 5]],
        "asks": [{"key": "tight", "kind": "yes_no", "text": "Is the cap tight?"}],
    },
    {
        "name": "First delivery of paint",
        "when": {"categories": [CATEGORY["PT"]], "first_delivery": True},
        "asks": [
            {"key": "label", "kind": "yes_no", "text": "Is the hazard label readable?"},
            {"key": "made", "kind": "date", "text": "When was it filled?"},
            {"key": "batch", "kind": "text", "text": "Which batch is on the lid?"},
            {"key": "sign", "kind": "signature", "text": "Sign with your badge"},
        ],
    },
)


def with_worth(product: Product) -> Product:
    """Say of an article which family it is of, and what it is worth."""
    family, _, place = product.code.partition("-")
    worth = Decimal(_WORTH.get(family, "0"))
    if family == "HV":
        worth += Decimal(int(place or 0) % 10 * 160)
    return replace(product, category=CATEGORY.get(family, 0), value=worth)


def hold_places(first: int) -> Iterator[Location]:
    """The place of each building where goods wait for a check, numbered from `first` on."""
    for number, plan in enumerate(PLANS, 1):
        yield Location(
            id=first + number - 1,
            company=plan.company,
            warehouse=number,
            name=f"{plan.code}/Hold",
            label="Hold",
            barcode=f"{plan.code}-HOLD",
            kind=LocationKind.HOLD,
            parent=None,
            zone="",
            aisle="",
            pick_order=0,
            active=True,
        )


def write_checks(books: Books, today: date) -> None:
    """Write the rules, and a receipt in each building that waits for an inspector."""
    books.put(
        (CheckRule(id, None, json.dumps(rule, ensure_ascii=False)), Owner())
        for id, rule in enumerate(_RULES, 1)
    )
    for hold in books.find(Location, "kind = ?", (LocationKind.HOLD,)):
        assert hold.warehouse is not None
        _receive(books, hold, today)


def _receive(books: Books, hold: Location, today: date) -> None:
    company, warehouse = hold.company, hold.warehouse
    assert company is not None
    assert warehouse is not None
    plan = PLANS[warehouse - 1]
    row = series(plan.code, DocumentKind.RECEIPT)
    document = Document(
        id=books.next_number("documents"),
        kind=DocumentKind.RECEIPT,
        name=f"{row}/{books.next_number(row):05d}",
        origin=f"P{books.next_number('P'):05d}",
        party=SUPPLIERS[(5 + warehouse) % len(SUPPLIERS)],
        company=company,
        warehouse=warehouse,
        operation=operation(DocumentKind.RECEIPT),
        state=DocumentState.DONE,
        due=today - timedelta(1),
        source=SUPPLIERS_PLACE,
        destination=_stock_of(books, plan.code),
        backorder_of=None,
        version="",
    )
    lines = tuple(_lines(books, document, hold, today))
    books.put_works([Work(document, lines)])


def _stock_of(books: Books, code: str) -> int:
    found = books.first(Location, "name = ?", (f"{code}/Stock",))
    assert found is not None
    return found.id


def _lines(books: Books, document: Document, hold: Location, today: date) -> Iterator[Line]:
    for place, (product, pieces) in enumerate(_goods(books, document.company), 1):
        entries = tuple(_entries(product, document, (hold.id, pieces), today))
        id = books.next_number("lines")
        amount = sum((one.quantity for one in entries), Decimal(0))
        yield Line(id, document.id, 10 * place, product.id, product.unit, amount, amount, entries)
        for one in entries:
            lot = lot_for(books, document.company, product.id, (one.lot, one.expiry))
            add_stock(books, Spot(document.company, product.id, hold.id, lot), one.quantity)


def _goods(books: Books, company: int) -> Sequence[tuple[Product, int]]:
    def first(code: str, place: int) -> Product:
        found = books.find(
            Product,
            "code LIKE ? AND barcode IS NOT NULL AND (company IS NULL OR company = ?)",
            (f"{code}-%", company),
        )
        return found[place % len(found)]

    return (first("HV", company), 2), (first("HV", company + 17), 1), (first("DL", company), 24)


def _entries(
    product: Product, document: Document, where: tuple[int, int], today: date
) -> Iterable[Entry]:
    hold, pieces = where
    if product.tracking is Tracking.SERIAL:
        for number in range(1, pieces + 1):
            name = f"SN{product.id:04d}9{document.id:03d}{number:02d}"
            yield Entry(name, None, hold, Decimal(1))
        return
    expiry = today + timedelta(40) if product.has_expiry else None
    yield Entry(f"K{today:%y%j}-{document.id:03d}", expiry, hold, Decimal(pieces))
