"""The closed set of deeds, as they are stored and sent.

A deed is an intention with what was seen, never the state of a row: "+3 of this, lot L, into
bin B, for line 17". Each is self-contained: it can be applied without looking at another.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from sync.core.approval import Approval
from sync.core.pack_types import PackWeight
from sync.core.paperless import NO_DOCUMENT, Count, Move, Occasion, Stage
from sync.core.quality import Answer, Disposition, Verdict, blocks
from sync.core.short import ShortLine

__all__ = [
    "NO_DOCUMENT",
    "Approval",
    "Choice",
    "Count",
    "Damage",
    "Deed",
    "Filing",
    "FinishReceipt",
    "Goods",
    "Kind",
    "Move",
    "MoveLine",
    "Occasion",
    "ReceiveLine",
    "RecordCheck",
    "Rest",
    "Settle",
    "Stage",
    "Undo",
    "effect_of",
    "goods_of",
    "kind_of",
    "line_of",
    "package_of",
    "place_of",
    "source_of",
]


class Kind(StrEnum):
    """The name a deed is stored and sent under."""

    RECEIVE_LINE = "receive_line"
    FINISH_RECEIPT = "finish_receipt"
    """Of any document; the word is the one journals have kept from the start."""
    MOVE_LINE = "move_line"
    MOVE = "move"
    UNDO = "undo"
    SETTLE = "settle"
    RECORD_CHECK = "record_check"
    COUNT = "count"


class Rest(StrEnum):
    """What becomes of what did not arrive."""

    STAYS_OPEN = "stays_open"
    DROPPED = "dropped"


class Choice(StrEnum):
    """What a person decides about an operation that the ERP set aside."""

    FILE = "file"
    """File it, as it was or amended."""
    LET_GO = "let_go"
    """It shall have no effect: the goods go back where they came from, or it was nothing."""
    OFFICE = "office"
    """The office decides; the goods stay set aside."""


class Damage(StrEnum):
    """Why goods are set apart from the good ones."""

    BROKEN = "broken"
    WET = "wet"
    CRUSHED = "crushed"
    OPENED = "opened"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ReceiveLine:
    """+`quantity` (in the line's unit) of a product, with lot and expiry, into a bin.

    `scanned` is the amount as it was counted, in `packaging` where one was scanned. `unit` is the
    line's as the person saw it; operations of the first app did not say it. They are packed into
    `package`, by its name, which stands on `pallet`. With `damage` they came so. What a supervisor
    `needs` to say yes to is filed where `approved_by` says who did, and set aside where nobody.
    `code` is on the goods, and was known to nobody: a person says that it is this product's.
    `pictures` show them, by the names that `sync.core.evidence` gives.
    """

    document: int
    line: int
    product: int
    quantity: Decimal
    scanned: Decimal
    packaging: int | None
    lot: str | None
    expiry: date | None
    bin: int
    unit: int | None = None
    package: str | None = None
    pallet: str | None = None
    damage: Damage | None = None
    needs: Approval | None = None
    approved_by: str = ""
    code: str | None = None
    pictures: str = ""


@dataclass(frozen=True, slots=True)
class MoveLine:
    """+`quantity` (in the line's unit) for a line of a transfer or delivery, from bin to bin.

    Picking takes it from `source` and brings it to where the document says; putting away takes it
    from the dock to `bin`. `scanned` and `packaging` are as with receiving. More than is asked for
    is filed where `approved_by` names the supervisor who agreed. It is packed into `package`, by
    its name, which stands on `pallet`, and is of the `pack_type`, where somebody said.
    """

    document: int
    line: int
    product: int
    quantity: Decimal
    scanned: Decimal
    packaging: int | None
    lot: str | None
    source: int
    bin: int
    unit: int
    approved_by: str = ""
    package: str | None = None
    pallet: str | None = None
    pack_type: int | None = None

    @property
    def expiry(self) -> date | None:
        """A lot has its day already."""
        return None


Goods = ReceiveLine | MoveLine | Move | Count
"""Deeds that put goods somewhere, or find them there."""


@dataclass(frozen=True, slots=True)
class FinishReceipt:
    """All that came, or was to go, has been handled; `rest` says what becomes of what was not.

    `short` says why, where somebody did: it changes nothing, and the office reads it. `packs` are
    those that were weighed.
    """

    document: int
    rest: Rest
    short: tuple[ShortLine, ...] = ()
    packs: tuple[PackWeight, ...] = ()


@dataclass(frozen=True, slots=True)
class Undo:
    """Takes back one earlier operation: the same amount, lot and bins, the other way."""

    target: str
    taken_back: Goods

    @property
    def document(self) -> int:
        """The document of the operation that is taken back."""
        return self.taken_back.document


@dataclass(frozen=True, slots=True)
class RecordCheck:
    """An inspector's verdict on what was received of a lot on a line, with the evidence.

    `quantity` is all of it that was there. Goods that lie in `source` (anywhere, where it is None)
    go to `place` by it: bad ones out of reach, good ones back. `second` is the other person whose
    badge stands for it.
    """

    document: int
    line: int
    product: int
    lot: str | None
    quantity: Decimal
    unit: int
    verdict: Verdict
    disposition: Disposition | None
    inspector: str
    second: str
    rules: tuple[int, ...]
    answers: tuple[Answer, ...]
    source: int | None
    place: int | None
    note: str = ""

    @property
    def blocks(self) -> bool:
        """Say whether nobody may take the goods after it."""
        return blocks(self.verdict, self.disposition)


Filing = Goods | FinishReceipt | Undo | RecordCheck
"""Deeds that do something; one of them can be filed in place of one that was set aside."""


@dataclass(frozen=True, slots=True)
class Settle:
    """What a person chose to do about `target`, an operation that the ERP set aside.

    `deed` is what is filed in its place, for `Choice.FILE` and for nothing else. `document` is
    the one that is worked on: the deed's, or else the target's.
    """

    target: str
    document: int
    choice: Choice
    deed: Filing | None

    def __post_init__(self) -> None:
        """Hold together what belongs together."""
        assert (self.deed is not None) == (self.choice is Choice.FILE), "only filing has a deed"
        assert self.deed is None or self.deed.document == self.document


Deed = Filing | Settle


def kind_of(deed: Deed) -> Kind:
    """Name the kind of a deed."""
    match deed:
        case ReceiveLine():
            return Kind.RECEIVE_LINE
        case FinishReceipt():
            return Kind.FINISH_RECEIPT
        case MoveLine():
            return Kind.MOVE_LINE
        case Move():
            return Kind.MOVE
        case Count():
            return Kind.COUNT
        case Undo():
            return Kind.UNDO
        case Settle():
            return Kind.SETTLE
        case RecordCheck():
            return Kind.RECORD_CHECK


def goods_of(deed: Deed) -> Goods | None:
    """Name the goods that a deed puts somewhere or takes back, if it is about goods at all."""
    match deed:
        case ReceiveLine() | MoveLine() | Move() | Count():
            return deed
        case Undo(taken_back=taken_back):
            return taken_back
        case Settle(deed=inner):
            return goods_of(inner) if inner else None
        case FinishReceipt() | RecordCheck():
            return None


def source_of(goods: Goods) -> int | None:
    """Name the bin that goods were taken from; what is received, or found, comes from outside."""
    return goods.source if isinstance(goods, MoveLine | Move) else None


def place_of(goods: Goods) -> int | None:
    """Name the bin whose stock speaks for goods or against them."""
    return goods.bin if isinstance(goods, Count) else source_of(goods)


def package_of(goods: Goods) -> str | None:
    """Name the pack that goods are put into, if they are."""
    return goods.package if isinstance(goods, ReceiveLine | MoveLine) else None


def line_of(deed: Deed) -> int | None:
    """Name the one line that a deed changes, if it changes one."""
    effect = effect_of(deed)
    if isinstance(effect, RecordCheck):
        return effect.line
    goods = goods_of(deed)
    return goods.line if goods else None


def effect_of(deed: Deed) -> Filing | None:
    """Name what a deed does to its document: a settled one does what is filed in its place."""
    return deed.deed if isinstance(deed, Settle) else deed
