"""Places of the session that hold more than which document is worked on."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from app.base.people import WorkerForm
from sync.core.lookup_slices import About
from sync.core.only import Only
from sync.core.returning import Fate, Grade
from sync.core.short import Short


class PackStep(StrEnum):
    """What a scan of a pack is for."""

    FILL = "fill"
    CHECK = "check"
    LOAD = "load"


@dataclass(frozen=True, slots=True)
class SignOn:
    """Who is working? `name` is asked for a PIN; `leaving` asks before somebody signs off."""

    name: str = ""
    leaving: bool = False


@dataclass(frozen=True, slots=True)
class Mine:
    """What a person likes: sound, motor, dress, hand."""


@dataclass(frozen=True, slots=True)
class Report:
    """What went wrong, for support."""


@dataclass(frozen=True, slots=True)
class People:
    """Everybody who works here, for an administrator; `form` is the person that is open."""

    form: WorkerForm | None = None
    opened: int = 0


@dataclass(frozen=True, slots=True)
class Packs:
    """The list of what is to be packed."""


@dataclass(frozen=True, slots=True)
class Pack:
    """One document that is packed. `checked` is what was seen again: article, lot, how much.

    `loaded` are the packs that were scanned at the door.
    """

    document: int
    step: PackStep = PackStep.FILL
    checked: tuple[tuple[int, str | None, Decimal], ...] = ()
    loaded: tuple[str, ...] = ()


class Leaving(StrEnum):
    """What is asked of goods that leave for good: which way, or why."""

    WAY = "way"
    SCRAP = "scrap"
    SUPPLIER = "supplier"
    HOUSE = "house"
    """To another house of the company."""
    COMPANY = "company"
    """To a house of another company."""


@dataclass(frozen=True, slots=True)
class Move:
    """Goods from bin to bin, without any paper; or out of a bin for good, when `leaving` is asked.

    What goes back to a supplier goes back by the `receipt` that it came by, where that is known.
    """

    leaving: Leaving | None = None
    receipt: int | None = None
    paper: str = ""


class BackAsk(StrEnum):
    """What is asked of goods that came back: how they are, or what becomes of them."""

    GRADE = "grade"
    FATE = "fate"


@dataclass(frozen=True, slots=True)
class Returns:
    """Goods that a customer sends back, by a `paper`, by the `delivery` that sent them, or by none.

    Those in the hand are of a `grade`, and have a `fate`.
    """

    paper: str = ""
    delivery: int | None = None
    grade: Grade | None = None
    fate: Fate | None = None
    asks: BackAsk | None = None


@dataclass(frozen=True, slots=True)
class Lookup:
    """Something looked up; or a search, by the words typed so far. `before` is where to go back."""

    about: About | None = None
    words: str = ""
    before: "Lookup | None" = None


@dataclass(frozen=True, slots=True)
class Picks:
    """The list of what is to be picked; with `cart` several are chosen, to be walked together.

    With a `zone` only what lies in that part of the building.
    """

    cart: bool = False
    chosen: tuple[int, ...] = ()
    zone: str = ""
    only: Only = Only.ALL


@dataclass(frozen=True, slots=True)
class Tote:
    """An order's tote on the cart: what its label says, and how many before it are `full`."""

    document: int
    code: str = ""
    full: int = 0


@dataclass(frozen=True, slots=True)
class Pick:
    """One walk through the bins, for one document or for several together on a cart.

    The person stands `at` a bin. What was `skipped` comes last; of what is `short` no more is
    looked for, and each is named with its reason. In a `zone` only its stops are made. What was
    taken last is to be put `into` the tote of that document, and nobody has said that it is.
    """

    documents: tuple[int, ...]
    at: int | None = None
    skipped: tuple[str, ...] = ()
    short: tuple[tuple[str, Short], ...] = ()
    zone: str = ""
    totes: tuple[Tote, ...] = ()
    into: int = 0


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels desk; `job` is the label that is open."""

    job: str = ""


@dataclass(frozen=True, slots=True)
class Design:
    """The designer: a label, what was put into its fields, and how its parts were moved, in mm.

    `field` is asked for; `element` is the part in hand.
    """

    label: str = ""
    values: tuple[tuple[str, str | None], ...] = ()
    field: str = ""
    element: int | None = None
    moves: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """Somebody at another device works on the same document, for so long."""

    person: str
    age: str


@dataclass(frozen=True, slots=True)
class Left:
    """Where somebody was when the app ended: the way back ("receive:12"), and its title."""

    way: str
    title: str
