"""Frozen read-outs for whoever looks something up: an article, a bin, a lot, a pack, a search."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from sync.core.lifecycle import Life
from sync.core.moved_slices import LyingRow
from sync.core.operations import Kind
from sync.core.quality import Checked
from sync.core.quantity import ZERO, Unit
from sync.core.records import Document, Location, Lot, Product
from sync.core.slices import Found, Offer

HITS_MAX = 30
"""What a search shows; who wants less types more."""
PAST_MAX = 10


class Subject(StrEnum):
    """What can be looked up."""

    ARTICLE = "article"
    BIN = "bin"
    LOT = "lot"
    PACK = "pack"


@dataclass(frozen=True, slots=True)
class About:
    """One thing to look up: `id` is an article's (of a lot, too) or a bin's.

    `name` is a lot's or a pack's.
    """

    subject: Subject
    id: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that a search came upon."""

    about: About
    title: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class KeptRow:
    """Goods in a place.

    They are `held` where nobody may take them, and `unsent` where this device did something to
    them that is not in the ERP yet.
    """

    lying: LyingRow
    held: bool
    unsent: bool


@dataclass(frozen=True, slots=True)
class PastRow:
    """Goods that were handled: so much (in `unit`) of a lot, from one place to another.

    Without a `life` the ERP says so; with one, an operation of this device does. Without `amount`
    it is a verdict: `checked`.
    """

    product: Product
    unit: Unit
    amount: Decimal | None
    lot: str | None
    source: Location | None
    bin: Location | None
    document: Document | None
    kind: Kind | None = None
    life: Life | None = None
    who: str = ""
    wall_ms: int = 0
    package: str | None = None
    checked: Checked | None = None


@dataclass(frozen=True, slots=True)
class Sums:
    """An article in a building: what is there, what of it is free, and what is still expected.

    What is `between` houses is in none of them.
    """

    there: Decimal = ZERO
    free: Decimal = ZERO
    reserved: Decimal = ZERO
    held: Decimal = ZERO
    expected: Decimal = ZERO
    between: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class LookupSlice:
    """What is looked up, and what the keys of a scan or the words of a search stand for.

    `leads` are things that the keys name exactly, `hits` those that the words may mean. While
    `is_reading` the search does not know everything yet.
    """

    about: About | None
    found: Found
    leads: tuple[About, ...]
    hits: tuple[Hit, ...]
    is_reading: bool
    today: date
    now_ms: int = 0
    product: Product | None = None
    unit: Unit | None = None
    bin: Location | None = None
    lot: Lot | None = None
    rows: tuple[KeptRow, ...] = ()
    sums: Sums = Sums()
    expected: tuple[Offer, ...] = ()
    past: tuple[PastRow, ...] = ()
    blocked: bool = False
