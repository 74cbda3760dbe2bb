"""Operations as devices send them: read once, checked against their hash, then plain."""

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import blake2b

ENVELOPE_VERSION = 1
ID_MAX = 2**31 - 1
STAGES = ("tally", "counted", "asked", "low")
VERDICTS = ("passed", "failed", "unsure", "withdrawn", "paused")
LATER = ("package", "pallet", "damage", "needs", "approved_by", "code")
"""What the first apps did not say of goods."""


@dataclass(frozen=True)
class Goods:
    """So much of a product (in its line's unit), with lot and expiry, into a bin.

    They are packed into `package`, of a `pack_type`, which stands on `pallet`. What somebody
    `needs` to agree to is filed where `approved_by` says who did. `code` is on them, and was known
    to nobody.
    What was moved was taken from the bin that is its `source`; without a line nobody asked for it.
    From the suppliers' place it is what nobody ordered, and came with a `paper`. From a customer
    it comes back, of a `grade`, with a `fate`; to the suppliers' place, or where losses are, it
    leaves for a `reason`. `returned` is the line that it went out by, or came in by.
    A count has a `stage`: so much was `counted`, where the books had the `expected`.
    """

    document: int
    line: int
    product: int
    quantity: Decimal
    lot: str
    expiry: date | None
    bin: int
    unit: int
    package: str = ""
    pallet: str = ""
    pack_type: int = 0
    damage: str = ""
    needs: str = ""
    approved_by: str = ""
    code: str = ""
    source: int = 0
    moved: bool = False
    paper: str = ""
    grade: str = ""
    fate: str = ""
    reason: str = ""
    returned: int = 0
    stage: str = ""
    expected: Decimal = Decimal()
    counted: Decimal = Decimal()


@dataclass(frozen=True)
class Check:
    """A verdict on what was received of a lot on a line, with the evidence."""

    document: int
    line: int
    product: int
    lot: str
    quantity: Decimal
    unit: int
    verdict: str
    disposition: str
    inspector: str
    second: str
    rules: list
    answers: list
    source: int
    place: int
    note: str


@dataclass(frozen=True)
class Op:
    """One operation. `goods` are what it adds, or what it takes back where there is a `target`.

    `effect` is the deed that changes the document: the operation's own, or what a person who
    settles (`settles`, by a `choice`) wants filed in place of what was set aside.
    """

    op_id: str
    seq: int
    hash: str
    kind: str
    company: int
    warehouse: int
    document: int
    deed: dict
    name: str = ""
    user: str = ""
    goods: Goods | None = None
    check: Check | None = None
    target: str = ""
    rest: str = ""
    short: tuple = ()
    packs: tuple = ()
    """Names of packs, and what they were weighed at."""
    effect: dict | None = None
    effect_kind: str = ""
    settles: str = ""
    choice: str = ""
    problem: str = ""
    """What is wrong with it as it came; then nothing else of it counts."""

    @property
    def unasked(self):
        """It moves or counts goods, or takes that back, without any document."""
        return bool(self.goods and self.goods.moved and not self.document)

    @property
    def judged_as(self):
        """A decision to file is judged as what it files."""
        return self.effect_kind or self.kind


def read_op(raw):
    """Read one envelope; what cannot be read of the deed becomes the operation's problem."""
    who, seen = raw.get("who", {}), raw.get("seen", {})
    head = {
        "op_id": _text(raw["op_id"]),
        "seq": int(raw["seq"]),
        "hash": _text(raw["hash"]),
        "kind": _text(raw["kind"]),
        "company": _id(who.get("company")),
        "warehouse": _id(who.get("warehouse")),
        "deed": raw.get("deed"),
        "user": _text(who.get("user", "")),
        "name": _text(seen.get("document_name", "")),
        "document": 0,
    }
    if raw["version"] > ENVELOPE_VERSION or raw["kind"] not in _READ:
        return Op(**head, problem="kind_unknown")
    if raw["hash"] != digest(raw):
        return Op(**head, problem="erp_refused")
    try:
        return Op(**{**head, **_READ[raw["kind"]](raw["deed"])})
    except (ArithmeticError, LookupError, TypeError, ValueError):
        return Op(**head, problem="erp_refused")


def digest(raw):
    """Give the hash that fits the content, whatever a newer app may have added to it."""
    content = {name: value for name, value in raw.items() if name != "hash"}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return blake2b(text.encode(), digest_size=16).hexdigest()


def read_goods(deed):
    """Read what was received."""
    return Goods(
        document=_id(deed["document"]),
        line=_id(deed["line"]),
        product=_id(deed["product"]),
        quantity=Decimal(deed["quantity"]),
        lot=deed["lot"] or "",
        expiry=date.fromisoformat(deed["expiry"]) if deed["expiry"] else None,
        bin=_id(deed["bin"]),
        unit=_id(deed.get("unit")),
        **{name: _text(deed.get(name) or "") for name in LATER},
    )


_SAID = ("paper", "approved_by", "package", "pallet", "grade", "fate", "reason")


def read_moved(deed):
    """Read what was moved, for a line of a document or for none."""
    asked = {name: _id(deed[name]) if name in deed else 0 for name in ("document", "line")}
    return Goods(
        **asked,
        product=_id(deed["product"]),
        quantity=Decimal(deed["quantity"]),
        lot=deed["lot"] or "",
        expiry=date.fromisoformat(deed["expiry"]) if deed.get("expiry") else None,
        bin=_id(deed["bin"]),
        unit=_id(deed["unit"]),
        source=_id(deed["source"]),
        returned=_id(deed.get("returned")),
        pack_type=_id(deed.get("pack_type")),
        moved=True,
        **{name: _text(deed.get(name) or "") for name in _SAID},
    )


def read_count(deed):
    """Read what was counted; its quantity is how much more there is than was expected."""
    counted, expected = Decimal(deed["counted"]), Decimal(deed["expected"])
    if deed["stage"] not in STAGES:
        raise ValueError(deed["stage"])
    return Goods(
        document=0,
        line=0,
        product=_id(deed["product"]),
        quantity=counted - expected,
        lot=deed["lot"] or "",
        expiry=None,
        bin=_id(deed["bin"]),
        unit=_id(deed["unit"]),
        needs=_text(deed["needs"] or ""),
        approved_by=_text(deed["approved_by"]),
        moved=True,
        stage=deed["stage"],
        expected=expected,
        counted=counted,
    )


def _receive(deed):
    goods = read_goods(deed)
    return {"document": goods.document, "goods": goods, "effect": deed}


def _move(deed):
    goods = read_moved(deed)
    return {"document": goods.document, "goods": goods, "effect": deed}


def _count(deed):
    return {"goods": read_count(deed), "effect": deed}


def _finish(deed):
    told = deed.get("short", ())
    short = tuple((_id(line), _id(product), _text(why)) for line, product, why in told)
    packs = tuple((_text(name), Decimal(weight)) for name, weight in deed.get("packs", ()))
    rest = {"rest": deed["rest"], "short": short, "packs": packs}
    return {"document": _id(deed["document"]), **rest, "effect": deed}


def _undo(deed):
    goods = _GOODS[deed.get("kind", "receive_line")](deed["taken_back"])
    target = {"target": _text(deed["target"])}
    return {"document": goods.document, "goods": goods, "effect": deed, **target}


def _check(deed):
    if deed["verdict"] not in VERDICTS:
        raise ValueError(deed["verdict"])
    check = Check(
        document=_id(deed["document"]),
        line=_id(deed["line"]),
        product=_id(deed["product"]),
        lot=_text(deed["lot"] or ""),
        quantity=Decimal(deed["quantity"]),
        unit=_id(deed["unit"]),
        verdict=deed["verdict"],
        disposition=_text(deed["disposition"] or ""),
        inspector=_text(deed["inspector"]),
        second=_text(deed["second"]),
        rules=[_id(one) for one in deed["rules"]],
        answers=[{**one, "value": _text(one["value"])} for one in deed["answers"]],
        source=_id(deed["source"]),
        place=_id(deed["place"]),
        note=_text(deed["note"]),
    )
    return {"document": check.document, "check": check, "effect": deed}


def _settle(deed):
    inner = _FILED[deed["kind"]](deed["deed"]) if deed["kind"] else {}
    choice = {"settles": _text(deed["target"]), "choice": deed["choice"]}
    return {"document": _id(deed["document"]), **inner, **choice, "effect_kind": deed["kind"] or ""}


_GOODS = {
    "receive_line": read_goods,
    "move_line": read_moved,
    "move": read_moved,
    "count": read_count,
}
_FILED = {
    "receive_line": _receive,
    "move_line": _move,
    "move": _move,
    "finish_receipt": _finish,
    "undo": _undo,
    "record_check": _check,
    "count": _count,
}
_READ = {**_FILED, "settle": _settle}


def _id(value):
    # An id that no record can have must not reach the database, which would protest.
    return value if isinstance(value, int) and 0 < value <= ID_MAX else 0


def _text(value):
    return str(value).replace("\0", "")
