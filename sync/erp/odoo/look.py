"""The look before every write: the marker first, then the document with all its lines."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import reduce
from typing import Any

from sync.core.records import OPEN_STATES, Work
from sync.erp.odoo.answers import ACCESS, MISSING, Refusal, Said
from sync.erp.odoo.api import Api, Row, as_failure
from sync.erp.odoo.marker import NOTES, Marker, is_kept, is_replaced, read_marker
from sync.erp.odoo.session import Session
from sync.erp.odoo.translate import document
from sync.erp.odoo.translate.flat import Reading
from sync.erp.odoo.translate.values import UNREADABLE, ref, text
from sync.wire.failures import Failure, FailureKind

ID_MAX = 2**31 - 1
"""Odoo's ids are that large at most; beyond it the database itself protests."""

_PLACES: dict[str, Any] = {
    "code": {},
    "name": {},
    "warehouse_id": {},
    "move_type": {},
    "default_location_src_id": {"fields": {"usage": {}}},
    "default_location_dest_id": {},
}


@dataclass(frozen=True, slots=True)
class Notes:
    """Our notes on a document: those a write must replace, what all say, and what is kept."""

    replaced: tuple[int, ...]
    marker: Marker
    kept: Marker


class NoLook(Enum):
    """Why there is nothing to look at."""

    MISSING = "missing"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True)
class Look:
    """A document at one moment."""

    work: Work
    row: Row
    notes: "Notes"

    @property
    def is_open(self) -> bool:
        """Goods can still be handled."""
        return self.work.document.state in OPEN_STATES

    @property
    def reference(self) -> str:
        """What to call it in an answer: its backorder if there is one, else itself."""
        made = self.row["backorder_ids"]
        return text(made[-1]["name"]) if made else self.work.document.name

    @property
    def guard(self) -> Mapping[str, Any]:
        """Values that change nothing on an open document, and that Odoo refuses on a closed one.

        Odoo then also sets the places again from the operation type, so where a document's are
        others, there is no guard but the look itself.
        """
        kind = self.row["picking_type_id"]
        return {"picking_type_id": kind["id"]} if _as_its_type(self.row, kind) else {}


async def look(
    api: Api, session: Session, picking: int, context: Mapping[str, Any]
) -> Look | NoLook | Failure:
    """Look at a document. The order matters: a write in between makes our marker an old one."""
    if not 0 < picking <= ID_MAX:
        return NoLook.MISSING
    notes = await read_notes(api, picking, context)
    row = await _row(api, session, picking, context) if isinstance(notes, Notes) else notes
    match row:
        case Refusal(name=name) if name == MISSING:
            return NoLook.MISSING
        case Refusal(name=name) if name == ACCESS:
            return await _forbidden(api, row)
        case Refusal():
            return as_failure(document.MODEL, row)
        case Failure():
            return row
        case Said(value=rows):
            assert isinstance(notes, Notes)
            return _readable(session, rows[0], notes) if rows else NoLook.MISSING


async def read_notes(
    api: Api, picking: int, context: Mapping[str, Any]
) -> Notes | Refusal | Failure:
    """Read our notes alone: that goes where the document itself cannot be read."""
    domain = [["model", "=", document.MODEL], ["res_id", "=", picking]]
    named = {
        "domain": [*domain, ["message_id", "=like", NOTES]],
        "fields": ["body", "message_id"],
        "order": "id",
        "context": context,
    }
    said = await api.call("mail.message", "search_read", named)
    if not isinstance(said, Said):
        return said
    head = [note for note in said.value if is_replaced(note["message_id"])]
    kept = reduce(
        Marker.__or__,
        (read_marker(note["body"]) for note in said.value if is_kept(note["message_id"])),
        Marker(),
    )
    marker = reduce(Marker.__or__, (read_marker(note["body"]) for note in head), kept)
    return Notes(tuple(note["id"] for note in head), marker, kept)


async def _row(
    api: Api, session: Session, picking: int, context: Mapping[str, Any]
) -> Said | Refusal | Failure:
    specification = document.specification(has_expiry=session.has_expiry) | {
        "return_id": {},
        "move_type": {},
        "partner_id": {"fields": {"display_name": {}, "property_stock_supplier": {}}},
        "picking_type_id": {"fields": _PLACES},
        "backorder_ids": {"fields": {"name": {}}},
    }
    # Which packs goods are taken out of matters only to who writes lines that take goods.
    taken: dict[str, Any] = {"quantity_product_uom": {}}
    specification["move_line_ids"]["fields"] |= taken
    named = {"ids": [picking], "specification": specification, "context": context}
    return await api.call(document.MODEL, "web_read", named)


async def _forbidden(api: Api, refusal: Refusal) -> NoLook | Failure:
    """Tell one forbidden document from a user without any rights in Inventory."""
    asked = await api.call(document.MODEL, "has_access", {"operation": "write"})
    if isinstance(asked, Failure):
        return asked
    if isinstance(asked, Said) and asked.value:
        return NoLook.FORBIDDEN
    return Failure(FailureKind.NO_RIGHTS, refusal.name)


def _readable(session: Session, row: Row, notes: Notes) -> Look | NoLook | Failure:
    """Read it; a document that makes no sense is that document's trouble, not the lane's."""
    try:
        return _look(session, row, notes)
    except UNREADABLE as error:
        return Failure(FailureKind.ANSWER_UNREADABLE, f"{document.MODEL}: {error!r}")


def _look(session: Session, row: Row, notes: Notes) -> Look | NoLook:
    kind = row["picking_type_id"]
    if kind["code"] not in document.KIND_OF_CODE or not kind["warehouse_id"]:
        return NoLook.MISSING
    return Look(document.read_work(row, Reading({}, session.zone)), row, notes)


def _as_its_type(row: Row, kind: Row) -> bool:
    if row["return_id"]:
        return True
    source = kind["default_location_src_id"]
    if source and source["usage"] == "supplier" and row["partner_id"]:
        source = row["partner_id"]["property_stock_supplier"]
    return (
        ref(row["location_id"]) == ref(source)
        and ref(row["location_dest_id"]) == ref(kind["default_location_dest_id"])
        and row["move_type"] == kind["move_type"]
    )
