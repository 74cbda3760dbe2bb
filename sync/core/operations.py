"""The closed set of deeds, as they are stored and sent.

A deed is an intention with what was seen, never the state of a row: "+3 of this, lot L, into
bin B, for line 17". Each is self-contained: it can be applied without looking at another.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """The name a deed is stored and sent under."""

    RECEIVE_LINE = "receive_line"
    FINISH_RECEIPT = "finish_receipt"
    UNDO = "undo"


class Rest(StrEnum):
    """What becomes of what did not arrive."""

    STAYS_OPEN = "stays_open"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class ReceiveLine:
    """+`quantity` (in the line's unit) of a product, with lot and expiry, into a bin.

    `scanned` is the amount as it was counted, in `packaging` where one was scanned.
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


@dataclass(frozen=True, slots=True)
class FinishReceipt:
    """All that came has been received; `rest` says what becomes of what did not."""

    document: int
    rest: Rest


@dataclass(frozen=True, slots=True)
class Undo:
    """Takes back one earlier operation: the same amount, lot and bin, the other way."""

    target: str
    taken_back: ReceiveLine

    @property
    def document(self) -> int:
        """The document of the operation that is taken back."""
        return self.taken_back.document


Deed = ReceiveLine | FinishReceipt | Undo


def kind_of(deed: Deed) -> Kind:
    """Name the kind of a deed."""
    match deed:
        case ReceiveLine():
            return Kind.RECEIVE_LINE
        case FinishReceipt():
            return Kind.FINISH_RECEIPT
        case Undo():
            return Kind.UNDO
