"""What the ERP says is so: companies, bins, products, lots, stock and the work to be done.

Ids are the ERP's own integers. Amounts are decimals in the unit named beside them.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from sync.core.pack_types import PackType
from sync.core.quality import Checked, CheckRule
from sync.core.quantity import ZERO, Unit
from sync.core.storage import PutawayRule, StorageCategory


class Tracking(StrEnum):
    """How single pieces of a product are told apart."""

    NONE = "none"
    LOT = "lot"
    SERIAL = "serial"


class LocationKind(StrEnum):
    """What a location stands for; goods are handled only in `BIN` locations.

    `SUSPENSE` holds what came in and waits for a person's decision: here, and not to be picked.
    `HOLD` holds what waits for a check or failed one: people put goods there, nobody picks them.
    """

    BIN = "bin"
    AREA = "area"
    SUSPENSE = "suspense"
    HOLD = "hold"
    SUPPLIER = "supplier"
    CUSTOMER = "customer"
    TRANSIT = "transit"
    LOSS = "loss"


class DocumentKind(StrEnum):
    """The kind of work a document asks for."""

    RECEIPT = "receipt"
    DELIVERY = "delivery"
    TRANSFER = "transfer"
    PICK = "pick"
    """A transfer that fetches what is to be sent, where a building sends in steps."""
    PACK = "pack"
    """A transfer that packs what was fetched, where it has a step of its own."""


class DocumentState(StrEnum):
    """How far the ERP says a document is."""

    DRAFT = "draft"
    WAITING = "waiting"
    READY = "ready"
    DONE = "done"
    CANCELLED = "cancelled"


PICKED_KINDS = frozenset({DocumentKind.DELIVERY, DocumentKind.PICK})
"""The kinds of document whose goods are fetched from their bins to be sent."""

PACKED_KINDS = frozenset({DocumentKind.DELIVERY, DocumentKind.PACK})
"""The kinds of document whose goods are packed."""

OPEN_STATES = frozenset({DocumentState.WAITING, DocumentState.READY})
"""States in which goods can be handled."""


@dataclass(frozen=True, slots=True)
class Company:
    """One legal entity of the group."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Warehouse:
    """A building of one company; `stock` is the area that holds its bins."""

    id: int
    company: int
    code: str
    name: str
    stock: int


@dataclass(frozen=True, slots=True)
class Location:
    """A place goods can be in; `name` is its full path, `label` the short human code.

    What it takes is said by the storage category `storage`, where it has one.
    """

    id: int
    company: int | None
    warehouse: int | None
    name: str
    label: str
    barcode: str | None
    kind: LocationKind
    parent: int | None
    zone: str
    aisle: str
    pick_order: int
    active: bool
    storage: int | None = None


@dataclass(frozen=True, slots=True)
class Product:
    """An article; `unit` is the unit its stock is kept in, `value` what one of it is worth.

    What comes in shall last `shelf_days`, where the ERP says so. One of it weighs `weight`, in the
    ERP's own unit of weight.
    """

    id: int
    company: int | None
    code: str
    name: str
    barcode: str | None
    tracking: Tracking
    has_expiry: bool
    needs_check: bool
    unit: int
    active: bool
    category: int = 0
    value: Decimal = ZERO
    shelf_days: int = 0
    weight: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Packaging:
    """A carton, case or pallet of a product: `quantity` in the product's unit."""

    id: int
    product: int
    name: str
    barcode: str | None
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class SupplierCode:
    """A number that a supplier calls an article by."""

    id: int
    company: int | None
    product: int
    code: str


@dataclass(frozen=True, slots=True)
class Lot:
    """A lot or a serial number of a product; nobody takes goods of one that is blocked."""

    id: int
    company: int | None
    product: int
    name: str
    expiry: date | None
    blocked: bool = False


@dataclass(frozen=True, slots=True)
class Stock:
    """How much of a product (and lot) the ERP says is in a location, in the product's unit.

    It is to be counted on the day `count_on`, where the ERP says one.
    """

    id: int
    company: int | None
    product: int
    location: int
    lot: int | None
    quantity: Decimal
    reserved: Decimal
    count_on: date | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A part of a line that was handled: how much of which lot, into which bin, in which pack.

    `source` is the bin it was taken from; what is received comes from outside, and has none.
    `pack_type` is what the pack is, where somebody said; it tells no two entries apart.
    """

    lot: str | None
    expiry: date | None
    bin: int
    quantity: Decimal
    source: int | None = None
    package: str | None = None
    pack_type: int | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """What tells it from the other parts of its line, but for the quantity."""
        # The lot alone tells lots apart; its expiry follows it, and the ERP keeps one per lot.
        expiry = None if self.lot else self.expiry
        return (self.lot, expiry, self.bin, self.source, self.package)


@dataclass(frozen=True, slots=True)
class Line:
    """One article of a document: `demand` and `done` in `unit`; `done` is the sum of entries.

    `planned` is what the ERP proposes for what is still to be done: reserved goods with the bin to
    take them from, and the bin to put them into; of a receipt, the packs that were announced.
    `checks` are the verdicts on what was received, one a lot.
    """

    id: int
    document: int
    sequence: int
    product: int
    unit: int
    demand: Decimal
    done: Decimal
    entries: tuple[Entry, ...]
    planned: tuple[Entry, ...] = ()
    checks: tuple[Checked, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A receipt, delivery or transfer, without its lines.

    `origin` is the paper's number (purchase order), `party` the supplier or customer,
    `due` the day it is expected, `version` the ERP's mark of its last change. Documents that the
    ERP wants worked together are of one `batch` (or wave), by its name. `reference` is what the
    supplier or customer calls it.
    """

    id: int
    kind: DocumentKind
    name: str
    origin: str
    party: str
    company: int
    warehouse: int
    operation: str
    state: DocumentState
    due: date | None
    source: int
    destination: int
    backorder_of: int | None
    version: str
    batch: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """A document with its lines, or with those of its lines that were read."""

    document: Document
    lines: tuple[Line, ...]


CatalogueRecord = (
    Company
    | Warehouse
    | Location
    | Unit
    | Product
    | Packaging
    | Lot
    | Stock
    | CheckRule
    | StorageCategory
    | PutawayRule
    | SupplierCode
    | PackType
)
