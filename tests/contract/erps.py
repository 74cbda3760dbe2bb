"""What the suite needs of an ERP: a way in for devices, and an office that shares no code with it.

To bring an ERP under the suite, write one context manager that yields an `Erp` on a fresh database
and name it in `conftest.py`. The tests know nothing else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from sync.core.records import DocumentState
from sync.wire.remote import Remote

Lines = Sequence[tuple[str, str]]
"""Article codes with amounts, in the article's own unit."""


@dataclass(frozen=True)
class Goods:
    """Codes of one article of each kind; none has stock with the lot names that tests use."""

    plain: str
    other: str
    boxed: str
    box_barcode: str
    box_quantity: Decimal
    weighed: str
    lot: str
    fresh: str
    serial: str


@dataclass(frozen=True)
class Scope:
    """Where the device works, and what it must never see: names of another company's receipts."""

    company: int
    warehouse: int
    bin: str
    other_bin: str
    foreign: tuple[str, ...]


class Office(Protocol):
    """Does and reads things in the ERP itself, by the names people use. Bins by full name."""

    def make_receipt(self, lines: Lines, origin: str = "PO-TEST") -> str:
        """Announce goods in the scope, ready to be received; returns the receipt's name."""
        ...

    def announce(self, name: str, code: str, pack: str) -> None:
        """Have the supplier say that all of an article on a receipt comes in this pack."""
        ...

    def call(self, code: str, number: str) -> None:
        """Have a supplier call an article by a number of its own."""
        ...

    def put(self, code: str, bin: str, amount: str, lot: str | None = None) -> None:
        """Have so much more of an article (of a lot, made where there is none) lie in a bin."""
        ...

    def make_transfer(self, lines: Lines, bin: str) -> str:
        """Ask for goods from stock to be brought to a bin; reserved as far as they are there."""
        ...

    def make_delivery(self, lines: Lines) -> str:
        """Ask for goods from stock to be sent to a customer; reserved as far as they are there."""
        ...

    def batch(self, *names: str) -> str:
        """Have documents worked together; returns the name of the batch."""
        ...

    def pack_type(self, name: str, barcode: str, most: str) -> None:
        """Have goods packed into such boxes, too, that may be so heavy."""
        ...

    def pack(self, name: str) -> tuple[str, Decimal]:
        """The type of a pack, and what it was weighed at: "" and nothing where nobody said."""
        ...

    def take_in_by(self, steps: int) -> tuple[str, ...]:
        """Have receipts come in so many steps; returns the places goods go through, by name."""
        ...

    def after(self, name: str) -> list[str]:
        """The documents that bring on what this one has brought."""
        ...

    def reserved(self, code: str, bin: str, lot: str | None = None) -> Decimal: ...

    def cancel(self, name: str) -> None: ...

    def remove(self, name: str) -> None:
        """Delete a cancelled document."""
        ...

    def validate(self, name: str) -> None:
        """Close a receipt of plain goods as all received."""
        ...

    def state(self, name: str) -> DocumentState: ...

    def demands(self, name: str) -> dict[str, Decimal]:
        """What a document still asks for (or asked for), by article code; cancelled lines not."""
        ...

    def backorders(self, name: str) -> list[str]: ...

    def stock(self, code: str, bin: str, lot: str | None = None) -> Decimal: ...

    def returned(self, name: str) -> dict[str, Decimal]:
        """What the ERP knows to have come back of what a document sent, by article code."""
        ...

    def scrapped(self, code: str) -> dict[tuple[str, str], Decimal]:
        """What was thrown away of an article, and not taken back: by lot and reason."""
        ...

    def number_packs(self, prefix: str) -> None:
        """Let devices be given numbers for packs that begin so; training gives its own."""
        ...

    def told(self, name: str) -> str:
        """All that people read beside the amounts of a document."""
        ...

    def picture(self, digest: str) -> bytes:
        """What shows on a check, by the SHA-256 of its bytes; nothing until it is whole."""
        ...

    def pictured(self, digest: str) -> int:
        """How many checks it shows on."""
        ...

    def lots(self, code: str) -> dict[str, date | None]:
        """An article's lots, with the day they expire."""
        ...


@dataclass(frozen=True)
class Erp:
    """One ERP with a fresh database."""

    remote: Remote
    office: Office
    goods: Goods
    scope: Scope
    today: date
