"""stock.picking with its stock.move and stock.move.line: one whole document."""

import json
from dataclasses import replace
from decimal import Decimal
from hashlib import blake2b
from typing import Any

from sync.core.page import Table
from sync.core.quality import ANSWERS_KEPT_MAX, Answer, Checked, Disposition, Verdict
from sync.core.quantity import total
from sync.core.records import Document, DocumentKind, DocumentState, Entry, Line, Work
from sync.erp.odoo.api import Domain, Row
from sync.erp.odoo.translate.flat import Range, Reading
from sync.erp.odoo.translate.unit import factor
from sync.erp.odoo.translate.values import amount, day, must_ref, ref, text

MODEL = "stock.picking"
NEEDS = frozenset(Table) - {Table.DOCUMENTS}

KIND_OF_CODE = {
    "incoming": DocumentKind.RECEIPT,
    "outgoing": DocumentKind.DELIVERY,
    "internal": DocumentKind.TRANSFER,
}
STEP_OF_SERIES = {"PICK": DocumentKind.PICK, "PACK": DocumentKind.PACK}
"""What Odoo numbers the steps of a delivery by, in every language."""
STATE_OF = {
    "draft": DocumentState.DRAFT,
    "waiting": DocumentState.WAITING,
    "confirmed": DocumentState.WAITING,
    "assigned": DocumentState.READY,
    "done": DocumentState.DONE,
    "cancel": DocumentState.CANCELLED,
}
CLOSED = ("done", "cancel")

_NAMED: dict[str, Any] = {"fields": {"display_name": {}}}
_UNIT: dict[str, Any] = {"fields": {"factor": {}}}


def line_fields(*, has_expiry: bool) -> dict[str, Any]:
    """Say which fields of stock.move.line are asked for."""
    fields: dict[str, Any] = {
        "move_id": {},
        "product_id": {},
        "quantity": {},
        "picked": {},
        "product_uom_id": _UNIT,
        "lot_id": _NAMED,
        "lot_name": {},
        "location_id": {},
        "location_dest_id": {},
        "package_id": {},
        "result_package_id": {"fields": {"name": {}, "package_type_id": {}}},
        "create_uid": {},
    }
    return fields | ({"expiration_date": {}} if has_expiry else {})


MOVE_FIELDS: dict[str, Any] = {
    "product_id": {},
    "product_uom": _UNIT,
    "product_uom_qty": {},
    "state": {},
    "sequence": {},
}


ORDER = "purchase_id"
REFERENCES: dict[str, dict[str, Any]] = {
    "stockhand_reference": {},
    ORDER: {"fields": {"partner_ref": {}}},
}
"""What leads to the number that a supplier calls an order by, the best first: our add-on's field
asks for no right to read orders; Odoo has the other where Purchase is installed."""

CHECK_FIELDS: dict[str, Any] = {
    "lot_name": {},
    "quantity": {},
    "verdict": {},
    "disposition": {},
    "inspector": {},
    "answers": {},
    "second": {},
}


BATCH_FIELDS: dict[str, Any] = {"batch_id": {"fields": {"name": {}}}, "stockhand_batch": {}}
"""How a document names its batch: Odoo's own way, and our module's."""


def specification(
    *, has_expiry: bool, has_checks: bool = False, batch_field: str = "", reference: str = ""
) -> dict[str, Any]:
    """Say what of a document is asked for, nested, in one call.

    `reference` is the field that leads to the supplier's own number, where this Odoo has one.
    """
    verdicts: dict[str, Any] = {"stockhand_check_ids": {"fields": CHECK_FIELDS}}
    batch: dict[str, Any] = {batch_field: BATCH_FIELDS[batch_field]} if batch_field else {}
    named: dict[str, Any] = {reference: REFERENCES[reference]} if reference else {}
    return (
        batch
        | named
        | {
            "name": {},
            "origin": {},
            "state": {},
            "write_date": {},
            "scheduled_date": {},
            "company_id": {},
            "location_id": {},
            "location_dest_id": {},
            "backorder_id": {},
            "partner_id": _NAMED,
            "picking_type_id": {
                "fields": {"name": {}, "code": {}, "sequence_code": {}, "warehouse_id": {}}
            },
            "move_ids": {"fields": MOVE_FIELDS | (verdicts if has_checks else {})},
            "move_line_ids": {"fields": line_fields(has_expiry=has_expiry)},
        }
    )


def in_range(range_: Range, path: str = "") -> Domain:
    """Give the domain of documents, or of what hangs on them by `path`."""
    return [
        [f"{path}company_id", "in", list(range_.companies)],
        [f"{path}picking_type_id.warehouse_id", "in", list(range_.warehouses)],
        [f"{path}picking_type_id.code", "in", list(KIND_OF_CODE)],
    ]


def read_work(row: Row, reading: Reading) -> Work:
    """Read a document with its lines. Only picked lines are done; the others are a proposal.

    What a receipt proposes is only what was ordered, but for packs that were announced; elsewhere
    it is goods that are reserved.
    """
    kind = row["picking_type_id"]
    document = Document(
        id=row["id"],
        kind=_kind(kind),
        name=text(row["name"]),
        origin=text(row["origin"]),
        party=text(row["partner_id"]["display_name"]) if row["partner_id"] else "",
        company=must_ref(row["company_id"]),
        warehouse=must_ref(kind["warehouse_id"]),
        operation=text(kind["name"]),
        state=STATE_OF[row["state"]],
        due=day(row["scheduled_date"], reading.zone),
        source=must_ref(row["location_id"]),
        destination=must_ref(row["location_dest_id"]),
        backorder_of=ref(row["backorder_id"]),
        version="",
        batch=_batch(row),
        reference=_reference(row),
    )
    comes_in = document.kind is DocumentKind.RECEIPT
    entries = _entries_by_move(row, reading, picked=True)
    planned = _entries_by_move(row, reading, picked=False)
    if comes_in:
        planned = {move: _announced(proposed) for move, proposed in planned.items()}
    lines = [
        _line(move, row["id"], entries.get(move["id"], ()), planned.get(move["id"], ()))
        for move in row["move_ids"]
        # A line that was taken off an order stays in Odoo, cancelled.
        if move["state"] != "cancel" or document.state is DocumentState.CANCELLED
    ]
    return Work(replace(document, version=_version(row, lines)), tuple(lines))


def _batch(row: Row) -> str:
    batch = row.get("batch_id")
    return text(batch["name"]) if batch else text(row.get("stockhand_batch"))


def _announced(proposed: tuple[Entry, ...]) -> tuple[Entry, ...]:
    return tuple(one for one in proposed if one.package)


def _reference(row: Row) -> str:
    order = row.get("purchase_id")
    return text(row.get("stockhand_reference") or (order["partner_ref"] if order else "")).strip()


def _kind(operation: Row) -> DocumentKind:
    kind = KIND_OF_CODE[operation["code"]]
    step = STEP_OF_SERIES.get(operation.get("sequence_code") or "")
    return step if kind is DocumentKind.TRANSFER and step else kind


def _version(row: Row, lines: list[Line]) -> str:
    """Odoo's time is whole seconds, and says nothing of a line that was changed by itself."""
    digest = blake2b(repr(lines).encode(), digest_size=4).hexdigest()
    return f"{text(row['write_date'])} {digest}"


def _line(move: Row, document: int, entries: tuple[Entry, ...], planned: tuple[Entry, ...]) -> Line:
    return Line(
        id=move["id"],
        document=document,
        sequence=move["sequence"],
        product=must_ref(move["product_id"]),
        unit=must_ref(move["product_uom"]),
        demand=amount(move["product_uom_qty"]),
        done=total(entry.quantity for entry in entries),
        entries=entries,
        planned=planned,
        checks=tuple(sorted(map(_checked, _standing(move)), key=lambda one: one.lot or "")),
    )


def _standing(move: Row) -> list[Row]:
    verdicts: list[Row] = move.get("stockhand_check_ids", [])
    return verdicts


def _checked(row: Row) -> Checked:
    disposition = text(row["disposition"])
    return Checked(
        lot=text(row["lot_name"]) or None,
        quantity=amount(row["quantity"]),
        verdict=Verdict(row["verdict"]),
        disposition=Disposition(disposition) if disposition else None,
        inspector=text(row["inspector"]),
        second=text(row["second"]),
        answers=_answers(row) if row["verdict"] == Verdict.PAUSED else (),
    )


def _answers(row: Row) -> tuple[Answer, ...]:
    found = json.loads(text(row["answers"]) or "[]")
    return tuple(Answer(**one) for one in found[:ANSWERS_KEPT_MAX])


def _entries_by_move(row: Row, reading: Reading, *, picked: bool) -> dict[int, tuple[Entry, ...]]:
    units = {move["id"]: factor(move["product_uom"]["factor"]) for move in row["move_ids"]}
    comes_in = row["picking_type_id"]["code"] == "incoming"
    found: dict[int, dict[Any, Entry]] = {}
    for line in sorted(row["move_line_ids"], key=lambda row: int(row["id"])):
        move = ref(line["move_id"])
        if bool(line["picked"]) != picked or move is None or move not in units:
            continue
        entry = _entry(line, units[move], reading)
        if not comes_in:
            # What is taken from a bin is known by its lot, and that has its day already.
            source = must_ref(line["location_id"])
            package = packed_into(line) if picked else None
            type_ = ref(line["result_package_id"]["package_type_id"]) if package else None
            said = replace(entry, package=package, pack_type=type_)
            entry = replace(said, expiry=None, source=source)
        if entry.quantity:
            _add(found.setdefault(move, {}), entry)
    return {move: tuple(entries.values()) for move, entries in found.items()}


def _add(entries: dict[Any, Entry], entry: Entry) -> None:
    # Several people's lines of one lot in one bin and pack are one entry.
    day_ = None if entry.lot else entry.expiry
    key = (entry.lot, day_, entry.bin, entry.source, entry.package)
    known = entries.get(key)
    if known:
        entry = replace(known, quantity=known.quantity + entry.quantity)
    entries[key] = entry


def _entry(line: Row, unit: Decimal, reading: Reading) -> Entry:
    own = factor(line["product_uom_id"]["factor"])
    quantity = amount(line["quantity"])
    return Entry(
        lot=lot_name(line),
        expiry=day(line.get("expiration_date"), reading.zone),
        bin=must_ref(line["location_dest_id"]),
        quantity=quantity if own == unit else amount(quantity * own / unit),
        package=package_name(line),
    )


def package_name(line: Row) -> str | None:
    """Read the name of the pack that a move line's goods go into."""
    package = line["result_package_id"]
    return text(package["name"]) or None if package else None


def packed_into(line: Row) -> str | None:
    """Read the pack that goods from a bin are put into; one that only goes along is none."""
    package = line["result_package_id"]
    return package_name(line) if package and ref(package) != ref(line["package_id"]) else None


def lot_name(line: Row) -> str | None:
    """Read the lot of a move line: a real one, or the name of one still to be made."""
    lot = line["lot_id"]
    return text(lot["display_name"]) if lot else text(line["lot_name"]) or None
