"""All that the rules may look at when they are asked about a deed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from sync.core.check_rules import Rule
from sync.core.places import There
from sync.core.quantity import Unit
from sync.core.records import Document, Line, Location, Product


class TargetState(StrEnum):
    """What the operation that an undo names is, at this moment."""

    STANDING = "standing"
    UNDONE = "undone"
    MISSING = "missing"


class Parked(StrEnum):
    """What the operation that a person settles is, at this moment."""

    WAITING = "waiting"
    SETTLED = "settled"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Facts:
    """All a rule may look at, read in one snapshot.

    `serials` are the serial numbers of the product that are here already: in stock, or on the
    document; of goods that are taken from stock only those on the document. `received` is the sum
    of what was handled on the whole document. `parked` is asked only of one who settles; all else
    is then about what is filed in the place of the parked. `source` is asked only of goods that are
    taken from a bin, `there` of those and of what is counted in one.
    A count is taken back only where nobody has `counted_since`.
    `by_paper` is how much of each lot can come back (or go back) still by the line that a deed says
    it was `returned` of; nothing is known of one that never was, or is not done. Of goods that were
    sent to another house and are taken back, `on_way` is how much lies between the houses still.
    `rules` are those that a verdict was asked by, as far as they are still there.
    """

    today: date
    company: int
    document: Document | None
    line: Line | None
    product: Product | None
    unit: Unit | None
    bin: Location | None
    serials: frozenset[str]
    received: Decimal
    target: TargetState
    parked: Parked = Parked.MISSING
    source: Location | None = None
    there: There | None = None
    stock_unit: Unit | None = None
    rules: tuple[Rule, ...] = ()
    counted_since: bool = False
    by_paper: Mapping[str | None, Decimal] | None = None
    on_way: Decimal | None = None
