"""Deeds to and from JSON values: decimals as strings, days as ISO dates. Versioned by kind."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, assert_never

from sync.core.operations import (
    Choice,
    Deed,
    FinishReceipt,
    Kind,
    ReceiveLine,
    Rest,
    Settle,
    Undo,
    kind_of,
)
from sync.core.quantity import plain

Json = Mapping[str, Any]


def deed_to_json(deed: Deed) -> dict[str, object]:
    """Write a deed as JSON values."""
    match deed:
        case ReceiveLine():
            return _receive_to_json(deed)
        case FinishReceipt():
            return {"document": deed.document, "rest": str(deed.rest)}
        case Undo():
            return {
                "target": deed.target,
                "taken_back": _receive_to_json(deed.taken_back),
            }
        case Settle():
            return _settle_to_json(deed)
        case _:
            assert_never(deed)


def deed_from_json(kind: str, data: Json) -> Deed:
    """Read `deed_to_json`'s values; a kind this app does not know is a ValueError."""
    match Kind(kind):
        case Kind.RECEIVE_LINE:
            return _receive_from_json(data)
        case Kind.FINISH_RECEIPT:
            return FinishReceipt(data["document"], Rest(data["rest"]))
        case Kind.UNDO:
            return Undo(data["target"], _receive_from_json(data["taken_back"]))
        case Kind.SETTLE:
            return _settle_from_json(data)


def _settle_to_json(deed: Settle) -> dict[str, object]:
    inner = deed.deed
    return {
        "target": deed.target,
        "document": deed.document,
        "choice": str(deed.choice),
        "kind": str(kind_of(inner)) if inner else None,
        "deed": deed_to_json(inner) if inner else None,
    }


def _settle_from_json(data: Json) -> Settle:
    inner = deed_from_json(data["kind"], data["deed"]) if data["kind"] else None
    assert not isinstance(inner, Settle), "nobody settles by settling"
    return Settle(data["target"], data["document"], Choice(data["choice"]), inner)


def _receive_to_json(deed: ReceiveLine) -> dict[str, object]:
    # What the first app did not know is left out where it is not said: its operations are written
    # again as they were.
    known = {} if deed.unit is None else {"unit": deed.unit}
    return {
        **known,
        "document": deed.document,
        "line": deed.line,
        "product": deed.product,
        "quantity": plain(deed.quantity),
        "scanned": plain(deed.scanned),
        "packaging": deed.packaging,
        "lot": deed.lot,
        "expiry": deed.expiry.isoformat() if deed.expiry else None,
        "bin": deed.bin,
    }


def _receive_from_json(data: Json) -> ReceiveLine:
    return ReceiveLine(
        document=data["document"],
        line=data["line"],
        product=data["product"],
        quantity=Decimal(data["quantity"]),
        scanned=Decimal(data["scanned"]),
        packaging=data["packaging"],
        lot=data["lot"],
        expiry=date.fromisoformat(data["expiry"]) if data["expiry"] else None,
        bin=data["bin"],
        unit=data.get("unit"),
    )
