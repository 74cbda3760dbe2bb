"""Deeds to and from JSON values: decimals as strings, days as ISO dates. Versioned by kind."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, assert_never

from sync.core.operations import (
    Approval,
    Choice,
    Count,
    Damage,
    Deed,
    FinishReceipt,
    Goods,
    Kind,
    Move,
    MoveLine,
    Occasion,
    ReceiveLine,
    RecordCheck,
    Rest,
    Settle,
    Stage,
    Undo,
    kind_of,
)
from sync.core.pack_types import weights_from_json, weights_to_json
from sync.core.quality import Answer, Disposition, Verdict
from sync.core.quantity import plain
from sync.core.returning import Fate, Grade, Reason
from sync.core.short import short_from_json, short_to_json

Json = Mapping[str, Any]


def deed_to_json(deed: Deed) -> dict[str, object]:
    """Write a deed as JSON values."""
    match deed:
        case ReceiveLine() | MoveLine() | Move() | Count():
            return _goods_to_json(deed)
        case FinishReceipt():
            said = short_to_json(deed.short) | weights_to_json(deed.packs)
            return {"document": deed.document, "rest": str(deed.rest)} | said
        case Undo():
            return _undo_to_json(deed)
        case Settle():
            return _settle_to_json(deed)
        case RecordCheck():
            return _check_to_json(deed)
        case _:
            assert_never(deed)


def deed_from_json(kind: str, data: Json) -> Deed:
    """Read `deed_to_json`'s values; a kind this app does not know is a ValueError."""
    match Kind(kind):
        case Kind.RECEIVE_LINE:
            return _receive_from_json(data)
        case Kind.FINISH_RECEIPT:
            said = short_from_json(data), weights_from_json(data)
            return FinishReceipt(data["document"], Rest(data["rest"]), *said)
        case Kind.MOVE_LINE:
            return _move_line_from_json(data)
        case Kind.MOVE:
            return _move_from_json(data)
        case Kind.UNDO:
            return _undo_from_json(data)
        case Kind.SETTLE:
            return _settle_from_json(data)
        case Kind.RECORD_CHECK:
            return _check_from_json(data)
        case Kind.COUNT:
            return _count_from_json(data)


def _goods_to_json(deed: Goods) -> dict[str, object]:
    match deed:
        case ReceiveLine():
            return _receive_to_json(deed)
        case MoveLine():
            paper = {"document": deed.document, "line": deed.line}
            # What is not said is left out, as it was before anybody could say it.
            said = ("approved_by", "package", "pallet", "pack_type")
            known = {name: value for name in said if (value := getattr(deed, name))}
            return paper | _moved_to_json(deed) | known
        case Move():
            return _move_to_json(deed)
        case Count():
            return _count_to_json(deed)


def _undo_to_json(deed: Undo) -> dict[str, object]:
    # At first only what was received could be taken back, and it went without saying.
    kind = kind_of(deed.taken_back)
    known = {} if kind is Kind.RECEIVE_LINE else {"kind": str(kind)}
    return {"target": deed.target, "taken_back": _goods_to_json(deed.taken_back), **known}


def _undo_from_json(data: Json) -> Undo:
    taken_back = deed_from_json(data.get("kind", Kind.RECEIVE_LINE), data["taken_back"])
    assert isinstance(taken_back, Goods), "only goods are taken back"
    return Undo(data["target"], taken_back)


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
    known = {name: value for name in _LATER if (value := getattr(deed, name)) not in {None, ""}}
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


_LATER = ("unit", "package", "pallet", "damage", "needs", "approved_by", "code", "pictures")


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
        package=data.get("package"),
        pallet=data.get("pallet"),
        damage=Damage(data["damage"]) if data.get("damage") else None,
        needs=Approval(data["needs"]) if data.get("needs") else None,
        approved_by=data.get("approved_by", ""),
        code=data.get("code"),
        pictures=data.get("pictures", ""),
    )


def _moved_to_json(deed: MoveLine | Move) -> dict[str, object]:
    return {
        "product": deed.product,
        "quantity": plain(deed.quantity),
        "scanned": plain(deed.scanned),
        "packaging": deed.packaging,
        "lot": deed.lot,
        "source": deed.source,
        "bin": deed.bin,
        "unit": deed.unit,
    }


def _move_line_from_json(data: Json) -> MoveLine:
    return MoveLine(
        data["document"],
        data["line"],
        **_moved_from_json(data),
        approved_by=data.get("approved_by", ""),
        package=data.get("package"),
        pallet=data.get("pallet"),
        pack_type=data.get("pack_type"),
    )


def _move_to_json(deed: Move) -> dict[str, object]:
    # At first nothing came in without a document, or left; and none of it was said.
    day = {"expiry": deed.expiry.isoformat()} if deed.expiry else {}
    known = {name: value for name in _BACK if (value := getattr(deed, name))}
    return _moved_to_json(deed) | day | known


_BACK = ("paper", "grade", "fate", "reason", "returned", "approved_by")


def _move_from_json(data: Json) -> Move:
    day = data.get("expiry")
    return Move(
        **_moved_from_json(data),
        expiry=date.fromisoformat(day) if day else None,
        **{name: data.get(name, "") for name in ("paper", "approved_by")},
        grade=Grade(data["grade"]) if data.get("grade") else None,
        fate=Fate(data["fate"]) if data.get("fate") else None,
        reason=Reason(data["reason"]) if data.get("reason") else None,
        returned=data.get("returned"),
    )


def _moved_from_json(data: Json) -> dict[str, Any]:
    amounts = {name: Decimal(data[name]) for name in ("quantity", "scanned")}
    others = ("product", "packaging", "lot", "source", "bin", "unit")
    return amounts | {name: data[name] for name in others}


def _count_to_json(deed: Count) -> dict[str, object]:
    return {
        "product": deed.product,
        "counted": plain(deed.counted),
        "expected": plain(deed.expected),
        "packaging": deed.packaging,
        "lot": deed.lot,
        "bin": deed.bin,
        "unit": deed.unit,
        "stage": str(deed.stage),
        "occasion": str(deed.occasion),
        "blind": deed.blind,
        "needs": str(deed.needs) if deed.needs else None,
        "approved_by": deed.approved_by,
    }


def _count_from_json(data: Json) -> Count:
    return Count(
        product=data["product"],
        counted=Decimal(data["counted"]),
        expected=Decimal(data["expected"]),
        packaging=data["packaging"],
        lot=data["lot"],
        bin=data["bin"],
        unit=data["unit"],
        stage=Stage(data["stage"]),
        occasion=Occasion(data["occasion"]),
        blind=data["blind"],
        needs=Approval(data["needs"]) if data["needs"] else None,
        approved_by=data["approved_by"],
    )


def _check_to_json(deed: RecordCheck) -> dict[str, object]:
    return {
        "document": deed.document,
        "line": deed.line,
        "product": deed.product,
        "lot": deed.lot,
        "quantity": plain(deed.quantity),
        "unit": deed.unit,
        "verdict": str(deed.verdict),
        "disposition": str(deed.disposition) if deed.disposition else None,
        "inspector": deed.inspector,
        "second": deed.second,
        "rules": list(deed.rules),
        "answers": [
            {
                "rule": one.rule,
                "ask": one.ask,
                "piece": one.piece,
                "value": one.value,
                "good": one.good,
            }
            for one in deed.answers
        ],
        "source": deed.source,
        "place": deed.place,
        "note": deed.note,
    }


def _check_from_json(data: Json) -> RecordCheck:
    return RecordCheck(
        document=data["document"],
        line=data["line"],
        product=data["product"],
        lot=data["lot"],
        quantity=Decimal(data["quantity"]),
        unit=data["unit"],
        verdict=Verdict(data["verdict"]),
        disposition=Disposition(data["disposition"]) if data["disposition"] else None,
        inspector=data["inspector"],
        second=data["second"],
        rules=tuple(data["rules"]),
        answers=tuple(Answer(**one) for one in data["answers"]),
        source=data["source"],
        place=data["place"],
        note=data["note"],
    )
