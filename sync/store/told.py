"""What the store is asked with and answers with, beside the slices."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sync.core.envelope import Envelope
from sync.core.lookup_slices import About
from sync.core.only import Only
from sync.core.page import Table
from sync.core.records import DocumentKind
from sync.core.touched import Touched


class OpenNoteKind(StrEnum):
    """What somebody should hear about after a store was opened."""

    MIRROR_REBUILT = "mirror_rebuilt"
    JOURNAL_SET_ASIDE = "journal_set_aside"
    """It was damaged; what was intact goes on in a new one."""
    JOURNAL_RESTORED = "journal_restored"
    """It numbered what was numbered before; all of its work goes on in a new one."""


UNREAD_NAMED_MAX = 100
"""Numbers of unreadable operations that are named; `lost` counts them all."""


@dataclass(frozen=True, slots=True)
class OpenNote:
    """A kind, the file that was set aside, and what became of the work in it.

    `kept` operations go on; `lost` ones could not be read and may not be in the ERP: `unread`
    are their numbers in the file that was set aside.
    """

    kind: OpenNoteKind
    path: str = ""
    kept: int = 0
    lost: int = 0
    unread: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Opened:
    """Which device and epoch this journal numbers its operations for."""

    device: str
    epoch: int
    notes: tuple[OpenNote, ...] = ()


@dataclass(frozen=True, slots=True)
class ReceiptsWanted:
    """What a list of receipts is asked for; `article` is one that a receipt is looked for."""

    keys: tuple[str, ...]
    today: date
    article: int | None = None
    only: Only = Only.ALL


@dataclass(frozen=True, slots=True)
class ReceiveWanted:
    """What a receive screen has in hand; `keys` and `lot` are looked up exactly as given."""

    document: int
    line: int | None
    bin: int | None
    lot: str | None
    keys: tuple[str, ...]
    today: date
    damaged: str = ""
    """The label of the bin for what comes damaged."""
    serials: tuple[str, ...] = ()
    """More lots or serials to look up, where several are named at once."""


@dataclass(frozen=True, slots=True)
class PutawayWanted:
    """What whoever puts away has in hand; `planned` is for all that transfers ask for.

    `full` are bins that somebody stood before and found full. `pack` is in the hand, by its number.
    """

    bin: int | None
    lot: str | None
    keys: tuple[str, ...]
    today: date
    planned: bool = False
    full: frozenset[int] = frozenset()
    pack: str | None = None


@dataclass(frozen=True, slots=True)
class MoveWanted:
    """What whoever moves goods has in hand: a bin, an article, perhaps a lot and another bin.

    Goods come back by the document that they were sent by, where it is known: the `delivery`.
    Where goods come in (`comes_in`) it is told what is to be checked, which `serials` are here.
    """

    source: int | None
    product: int | None
    lot: str | None
    bin: int | None
    keys: tuple[str, ...]
    today: date
    delivery: int | None = None
    comes_in: bool = False
    serials: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CountWanted:
    """What whoever counts has in hand: a bin, an article, and lots that a scan may stand for."""

    bin: int | None
    product: int | None
    lots: tuple[str, ...]
    keys: tuple[str, ...]
    today: date
    only: int | None = None
    """The one article that is counted, in all of its bins."""
    zone: str = ""
    done: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class PickWanted:
    """What whoever picks has in hand, and where they stand; `keys` and `lot` are looked up."""

    documents: tuple[int, ...]
    at: int | None
    skipped: tuple[str, ...]
    product: int | None
    lot: str | None
    keys: tuple[str, ...]
    today: date
    zone: str = ""
    """Only the stops in this part of the building."""


@dataclass(frozen=True, slots=True)
class PicksWanted:
    """What a list of what waits to be picked, or packed, is asked for."""

    keys: tuple[str, ...]
    today: date
    kinds: frozenset[DocumentKind]
    zone: str = ""
    only: Only = Only.ALL


@dataclass(frozen=True, slots=True)
class LookupWanted:
    """What is looked up: one thing, the keys of a scan, and the words of a search."""

    about: About | None
    keys: tuple[str, ...]
    words: str
    today: date
    now_ms: int = 0


@dataclass(frozen=True, slots=True)
class Committed:
    """A deed that is on disk."""

    envelope: Envelope
    touched: Touched


@dataclass(frozen=True, slots=True)
class PullState:
    """How far this device has pulled, up to which number it holds every answer, and its newest.

    Operations up to `taken_over` came from another journal when this epoch began. Without a cursor
    `remembered` is one that an answered operation was written at. `unsent_documents` and
    `unsent_bins` are where its newest unsent work was done. `stands` has a letter for each of the
    newest that are answered, the oldest first: what became of it, as far as is known here.
    """

    device: str
    epoch: int
    cursor: str
    answered_seq: int
    head_seq: int
    taken_over: int
    remembered: str
    head_hash: str
    answered_hash: str
    unsent_documents: tuple[int, ...]
    unsent_bins: tuple[int, ...]
    stands: str = ""
    asides: bool = False
    """Whether older journals are kept beside this one."""


@dataclass(frozen=True, slots=True)
class PageMisfit:
    """A page that does not go on where the mirror is: late, or a second time. Nothing changed."""

    stored: str
    given: str


@dataclass(frozen=True, slots=True)
class OtherNumbers:
    """A page that answers other operations than stand here under these numbers. Nothing changed.

    Somebody else numbers as this device does: it was restored, or copied.
    """


@dataclass(frozen=True, slots=True)
class TooManyGone:
    """A page that would take away `gone` of the `of` rows of a table. Nothing changed.

    It is taken in once a person agreed: what is really gone, and what a wrong right or a wrong
    filter in the ERP only hides, look the same from here.
    """

    table: Table
    gone: int
    of: int


Absorbed = Touched | PageMisfit | OtherNumbers | TooManyGone
"""What became of a page: taken in, or why not."""
