"""What a flow decides: do a deed, or change only the session."""

from dataclasses import dataclass, field

from app.base.notice import Notice, Sound
from app.base.people import Likes, WorkerForm
from app.base.printing import LabelWanted, PrintDeed
from app.base.session import Hand, Place, Session
from app.base.wording import Text
from sync.core.numbering import PACKS, Purpose
from sync.core.operations import Deed


@dataclass(frozen=True, slots=True)
class Do:
    """Write this deed; `session` and `notice` hold if and only if it was written.

    `names` are for the words if it was not: the article, the document. `also` are written after
    it, each by itself; where one is not, those before it are, and the person is told. `labels` are
    printed once all is written; that one cannot be keeps no deed back.
    """

    deed: Deed
    session: Session
    notice: Notice
    raw: str = ""
    names: tuple[tuple[str, str], ...] = ()
    also: tuple[Deed, ...] = ()
    labels: tuple[LabelWanted, ...] = ()


@dataclass(frozen=True, slots=True)
class Ask:
    """Put a question in the card's place."""

    session: Session
    text: Text


@dataclass(frozen=True, slots=True)
class Refuse:
    """Nothing is done; say what is wrong and what to do."""

    session: Session
    text: Text


@dataclass(frozen=True, slots=True)
class Go:
    """Go somewhere with this in hand; `repeat` hands the same message on to the new place.

    Where that has nothing to say, `notice` stands.
    """

    place: Place
    notice: Notice | None = None
    repeat: bool = False
    hand: Hand | None = None


@dataclass(frozen=True, slots=True)
class Stay:
    """Only the session changes; `labels` go along with that, where the house wants them."""

    session: Session
    sound: Sound | None = None
    labels: tuple[LabelWanted, ...] = ()


@dataclass(frozen=True, slots=True)
class Agree:
    """Let the office take away, once, what it asked to; `session` and `notice` hold then."""

    session: Session
    notice: Notice


@dataclass(frozen=True, slots=True)
class TakeOver:
    """Tell the others that these documents are worked on here now.

    They never were in anybody's way.
    """

    document: int
    also: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Number:
    """Take the next number this device was given: open a pack under it, or answer with it.

    `receiver` is to whom the pack goes: its label says so, and may be theirs.
    """

    session: Session
    purpose: Purpose = PACKS
    receiver: str = ""


@dataclass(frozen=True, slots=True)
class AtPrinter:
    """Do this at the printer; what came of it is told when it is known."""

    session: Session
    deed: PrintDeed


@dataclass(frozen=True, slots=True)
class TryPin:
    """Look whether this is the PIN of `name`; if so, they are at work."""

    name: str
    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class KeepWorker:
    """Write somebody down as the form says; an empty PIN is the one that is kept."""

    form: WorkerForm
    pin: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class DropWorker:
    """Nobody of this name works here any more."""

    name: str


@dataclass(frozen=True, slots=True)
class Like:
    """From now on this person likes it so."""

    likes: Likes


PeopleDeed = TryPin | KeepWorker | DropWorker | Like
"""What is asked of the list of people; no operation comes of it."""


@dataclass(frozen=True, slots=True)
class OfPeople:
    """Ask this of the list of people; `session` holds where it went well."""

    session: Session
    deed: PeopleDeed


@dataclass(frozen=True, slots=True)
class MakeReport:
    """Write down for support what happened, by this note; and say where."""

    session: Session
    note: str


Decision = (
    Do | Ask | Refuse | Go | Stay | Agree | TakeOver | Number | AtPrinter | OfPeople | MakeReport
)
