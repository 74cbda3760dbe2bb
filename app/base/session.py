"""Where one person is and what they hold in hand: the state of one Flet session, frozen."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from app.base.inspection import NOTHING_SAID, Inspection
from app.base.notice import Notice
from app.base.people import Role
from app.base.places import (
    Design,
    Held,
    Labels,
    Left,
    Lookup,
    Mine,
    Move,
    Pack,
    Packs,
    PackStep,
    People,
    Pick,
    Picks,
    Report,
    Returns,
    SignOn,
    Tote,
)
from app.base.receiving import NO_RULES, Receiving
from scanners.codes.scan import Weighed
from sync.core.check_slices import CheckKey
from sync.core.only import Only
from sync.core.operations import Approval, Damage
from sync.core.pack_types import PackWeight
from sync.core.short import Short
from sync.core.slices import Scope

__all__ = [
    "Design",
    "Held",
    "Labels",
    "Left",
    "Lookup",
    "Mine",
    "Move",
    "Pack",
    "PackStep",
    "Packs",
    "People",
    "Pick",
    "Picks",
    "Report",
    "Returns",
    "Short",
    "SignOn",
    "Tote",
]

PUTAWAY, MOVE, COUNT = "putaway", "move", "count"
"""What tiles of work that no document asks for are called."""


@dataclass(frozen=True, slots=True)
class Home:
    """What is waiting."""


@dataclass(frozen=True, slots=True)
class Receipts:
    """The list of open receipts; only those that wait for `article`, where one was scanned."""

    article: int | None = None
    only: Only = Only.ALL


@dataclass(frozen=True, slots=True)
class Receive:
    """One receipt being received."""

    document: int


@dataclass(frozen=True, slots=True)
class Putaway:
    """What stands on the docks, to be brought to its bins; or what transfers ask for.

    `full` are bins that the person stood before and found full.
    """

    planned: bool = False
    full: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Arrive:
    """Goods from a supplier that nobody ordered; they came with a delivery note, the `paper`."""

    paper: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """A bin, and what is in it; only of one article, or of one zone, bin after bin until `done`."""

    product: int | None = None
    zone: str = ""
    done: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Outbox:
    """What is not in the ERP yet, and what waits for a person."""


@dataclass(frozen=True, slots=True)
class Settle:
    """The settle desk: only one receipt's stories, where it was come from; `story` is open.

    A story goes by the `op_id` of its first operation; "" is the oldest.
    """

    document: int | None = None
    story: str = ""


@dataclass(frozen=True, slots=True)
class Setup:
    """Which ERP, which company and warehouse; `given` is a code that was scanned, and says it."""

    given: str = ""


@dataclass(frozen=True, slots=True)
class Checks:
    """The inspector's queue."""


@dataclass(frozen=True, slots=True)
class Check:
    """One check."""

    key: CheckKey


Place = (
    Lookup
    | Home
    | Receipts
    | Receive
    | Putaway
    | Arrive
    | Returns
    | Move
    | Count
    | Picks
    | Packs
    | Pack
    | Pick
    | Outbox
    | Labels
    | Design
    | Settle
    | Setup
    | Checks
    | Check
    | SignOn
    | Mine
    | People
    | Report
)


class Question(StrEnum):
    """What the screen asks in the place of the card; answered by scan, key or tap."""

    LOT = "lot"
    SERIAL = "serial"
    EXPIRY = "expiry"
    QUANTITY = "quantity"
    BIN = "bin"
    FINISH = "finish"
    ORDER = "order"
    OVER = "over"
    APPROVAL = "approval"
    DAMAGE = "damage"
    DAMAGED_BIN = "damaged_bin"
    PALLET = "pallet"
    LINK = "link"
    VALUE = "value"
    MISSING = "missing"
    SHORT = "short"
    ZONE = "zone"
    ZERO = "zero"
    WEIGHT = "weight"


@dataclass(frozen=True, slots=True)
class Amendment:
    """What was put right so far of goods that shall be filed after all; None is as it was."""

    document: int | None = None
    bin: int | None = None
    lot: str | None = None
    expiry: date | None = None
    amount: Decimal | None = None
    approved_by: str = ""


@dataclass(frozen=True, slots=True)
class Hand:
    """What is in the receiver's hand: an article of a line, and what is known of it so far.

    `amount` is in the line's unit; `scanned` as it was counted, in `packaging` if there is one.
    `lot` and `expiry` stay for the next scan of the same article; `bin` for the whole receipt, and
    so do the `package` that goods go into, of a `pack_type`, and the `pallet` it stands on.
    `damage` is said of the next piece alone, and `pictures` show it; it goes to `damaged_bin`. A
    supervisor is asked for what it `needs`, and `agreed` by name, or nobody did and it is set
    aside. With `is_unit` it is all of its pack. `code` is one that nobody knew before; `numbered`
    is a lot or serial that we made up. At the settle desk the hand holds what was put right:
    `amended`; and who inspects has an `inspection`.
    Of goods that are moved, `source` is the bin they are taken from, `row` the place in the list
    that they are, and `asked` a bin that was scanned once and is to be confirmed; `whole` takes all
    that lies there. A lot is confirmed likewise: `asked_lot`. Serials before `lot` are `pieces`.
    """

    line: int | None = None
    product: int | None = None
    amount: Decimal = Decimal(1)
    scanned: Decimal = Decimal(1)
    packaging: int | None = None
    lot: str | None = None
    expiry: date | None = None
    bin: int | None = None
    package: str | None = None
    pallet: str | None = None
    pack_type: int | None = None
    damage: Damage | None = None
    damaged_bin: int | None = None
    pictures: str = ""
    needs: Approval | None = None
    agreed: Approval | None = None
    approved_by: str = ""
    is_unit: bool = False
    code: str | None = None
    numbered: str = ""
    raw: str = ""
    question: Question | None = None
    typed: str = ""
    source: int | None = None
    row: str = ""
    asked: int | None = None
    whole: bool = False
    asked_lot: str | None = None
    pieces: tuple[str, ...] = ()
    amended: Amendment = Amendment()
    inspection: Inspection = NOTHING_SAID


def kept(hand: Hand) -> Hand:
    """What stays in the hand when the article is put down: where things go."""
    return Hand(
        bin=hand.bin, package=hand.package, pallet=hand.pallet, damaged_bin=hand.damaged_bin
    )


@dataclass(frozen=True, slots=True)
class Session:
    """One person at a place. `notice` is the last outcome, until it is acknowledged or passes.

    `training` says that nothing here is real, and every screen that counts says so too. `rules` are
    the house's, for receiving. `held` says who else is there; labels come out of `printer`.
    Where nobody is listed, whoever is here may do everything: the `role` is the widest. Packs that
    are `weighed` are told of when their document is finished; something may lie `on_scale`.
    """

    place: Place
    scope: Scope | None
    user: str
    hand: Hand = Hand()
    notice: Notice | None = None
    training: bool = False
    rules: Receiving = NO_RULES
    held: Held | None = None
    printer: str = ""
    role: Role = Role.ADMINISTRATOR
    hands_free: bool = False
    left: Left | None = None
    weighed: tuple[PackWeight, ...] = ()
    on_scale: Weighed | None = None

    @property
    def is_blind(self) -> bool:
        """Say whether what was ordered is hidden here."""
        return self.rules.is_blind(self.scope)
