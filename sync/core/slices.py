"""Frozen read-outs of the store: all that one flow and one view may look at, in one snapshot."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sync.core.dock import DockPart
from sync.core.envelope import Envelope
from sync.core.lifecycle import Life, Result
from sync.core.operations import Choice, Goods, ReceiveLine
from sync.core.policies import Amend
from sync.core.problems import Problem
from sync.core.quantity import Unit
from sync.core.records import (
    Company,
    Document,
    DocumentKind,
    Entry,
    Line,
    Location,
    LocationKind,
    Lot,
    Packaging,
    Product,
    Warehouse,
)
from sync.core.scenarios import Scenario

LINES_SHOWN_MAX = 30
"""Rows of one document that a screen is given, some screenfuls: each costs every scan a little. The
rest is reached by scanning, and comes up as those before it are done."""
DOCUMENTS_SHOWN_MAX = 100
FOUND_MAX = 20
OFFERS_MAX = 20
"""Open lines that an article is offered, wherever it is expected."""
PLACES_SHOWN_MAX = 10
"""Lines that parked goods could be filed on."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The company and warehouse a person works in."""

    company: int
    warehouse: int


@dataclass(frozen=True, slots=True)
class FoundProduct:
    """A product that a code stands for; `packaging` where the code is a carton's."""

    product: Product
    packaging: Packaging | None


@dataclass(frozen=True, slots=True)
class Offer:
    """An open line that waits for an article, and the receipt that asks for it."""

    document: Document
    line: Line
    product: Product
    unit: Unit


@dataclass(frozen=True, slots=True)
class Found:
    """What the keys of a scan stand for, within the scope.

    `offers` are the open lines of receipts that wait for its products, oldest first: of all
    receipts where one is chosen, and on one receipt of the others of its supplier.
    """

    products: tuple[FoundProduct, ...] = ()
    bins: tuple[Location, ...] = ()
    documents: tuple[Document, ...] = ()
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True)
class Tile:
    """Work of one operation type: how many documents wait, are begun, are late."""

    kind: DocumentKind
    operation: str
    waiting: int
    begun: int
    late: int


@dataclass(frozen=True, slots=True)
class Unsent:
    """What the badge needs: operations not yet in the ERP, the age of the oldest, the parked."""

    waiting: int
    oldest_wall_ms: int | None
    parked: int


@dataclass(frozen=True, slots=True)
class HomeSlice:
    """What waits in the scope, and what a scan on the home screen stands for.

    `checks` are lots that wait for an inspector.
    Without `has_room` on the disk no new work may be begun; what was begun goes on.
    """

    company: Company | None
    warehouse: Warehouse | None
    tiles: tuple[Tile, ...]
    found: Found
    has_room: bool = True
    checks: int = 0
    standing: int = 0
    """Goods on the docks that are in no bin yet: so many lots of articles."""
    counts: int = 0
    """Bins that shall be counted."""


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document of a list, with how many of its lines are complete.

    What a receipt brings `comes` from a place of this kind, where that is known.
    """

    document: Document
    lines: int
    lines_done: int
    begun: bool
    comes: LocationKind | None = None


@dataclass(frozen=True, slots=True)
class ReceiptsSlice:
    """Open receipts, those in work first, then by the day; `total` may be more than the rows.

    `dock` counts them all by what they are today. `offers` are the open lines of the one article
    that was asked for, oldest first.
    Without `has_room` on the disk only those that were begun may be worked on.
    """

    rows: tuple[DocumentRow, ...]
    total: int
    found: Found
    today: date
    has_room: bool = True
    dock: Mapping[DockPart, int] = field(default_factory=dict)
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line with its product, its own unit, and the unit the product's stock is kept in.

    It is `unsent` while some of its operations are on this device only.
    """

    line: Line
    product: Product
    unit: Unit
    stock_unit: Unit
    unsent: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a document is: lines in all, lines complete, sums of demand and done."""

    lines: int
    lines_done: int
    demand: Decimal
    done: Decimal


@dataclass(frozen=True, slots=True)
class Undoable:
    """The newest operation of a document that can be taken back from this device."""

    op_id: str
    deed: ReceiveLine


@dataclass(frozen=True, slots=True)
class Announced:
    """A pack that the supplier announced, by its number: what of it is still to come, by line."""

    name: str
    parts: tuple[tuple[int, Entry], ...]


@dataclass(frozen=True, slots=True)
class ReceiveSlice:
    """One receipt: its open lines first, what the scan stands for, where goods go.

    `rows` holds up to LINES_SHOWN_MAX lines, and always those of the products in `found` and
    the line in hand. `serials` are those of the products in `rows` that are here already and
    start with nothing else than the scanned or typed lot (`lots` likewise): exact matches only.
    `parked` of its operations wait for a person at the settle desk. What comes damaged goes to
    `damaged`, where the house has a bin for it. Articles that an inspector has to look at are
    `to_check`: they go on `hold`, where the building has such a place. `announced` is the pack of
    this receipt that was scanned; its lines are among the rows.
    Without `has_room` this receipt was not begun, and the disk has no room to begin it.
    """

    document: Document | None
    rows: tuple[LineRow, ...]
    progress: Progress
    destination: Location | None
    bin: Location | None
    found: Found
    lots: tuple[Lot, ...]
    serials: frozenset[tuple[int, str]]
    undoable: Undoable | None
    advice: tuple[Problem, ...]
    today: date
    parked: int = 0
    has_room: bool = True
    damaged: Location | None = None
    hold: Location | None = None
    to_check: frozenset[int] = frozenset()
    announced: Announced | None = None


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One operation, where it stands and what the ERP said."""

    envelope: Envelope
    life: Life
    result: Result | None


@dataclass(frozen=True, slots=True)
class OutboxSlice:
    """Operations that are not settled: parked first, then oldest first."""

    rows: tuple[OutboxRow, ...]
    unsent: Unsent
    now_ms: int


@dataclass(frozen=True, slots=True)
class Did:
    """What the person did, with what is known of it today; nothing is known of what went."""

    goods: Goods | None
    product: Product | None
    unit: Unit | None
    bin: Location | None


@dataclass(frozen=True, slots=True)
class Place:
    """A line that parked goods could be filed on: of their article, on an open document."""

    document: Document
    line: Line
    unit: Unit


@dataclass(frozen=True, slots=True)
class SettleRow:
    """One operation that the ERP set aside: its story, and what can be chosen.

    `envelope` holds who did it, when, and the document's name as it was seen; `result` what the ERP
    said. `document` and `line` are what they are now, None where they are gone. `choices` are in
    the order to offer them; to file, `amend` is to be put right, and `places` are the lines for it,
    the oldest document first. `unit` is the line's as it is now. `handed` where the office has it:
    then nothing is to choose here.
    """

    envelope: Envelope
    result: Result
    problem: Problem
    scenario: Scenario
    choices: tuple[Choice, ...]
    amend: Amend
    did: Did
    document: Document | None
    line: Line | None
    places: tuple[Place, ...]
    handed: bool
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class SettleSlice:
    """What waits for a decision, oldest first, then what the office has.

    `total` and `handed` count all of the one and of the other; `rows` may hold fewer.
    """

    rows: tuple[SettleRow, ...]
    total: int
    handed: int
    now_ms: int
