"""Requests and answers between a device and an ERP, guarded by pydantic. Versioned."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from sync.core.barcodes import BarcodeRules
from sync.core.envelope import Envelope
from sync.core.evidence import Media
from sync.core.lifecycle import Result
from sync.core.numbering import NumberKind
from sync.core.page import Sum, Table
from sync.core.records import Company, Warehouse

PUSH_OPERATIONS_MAX = 500
PAGE_ROWS_MAX = 1_000
EVIDENCE_PART_BYTES_MAX = 64 * 1024
"""So much of a picture goes in one request: what is cut off is little, and scans pass between."""
CLAIM_SECONDS = 15 * 60
"""So long a claim holds that is not prolonged: then the device is out of reach, or forgot it."""


class Message(BaseModel):
    """Frozen, and strict about what it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Tier(StrEnum):
    """How an ERP is spoken to, which decides what can be promised."""

    TRAINING = "training"
    STOCK = "stock"
    ADDON = "addon"


class Hello(Message):
    """Who answered, as whom we are known there, and what that person may see."""

    server: str
    tier: Tier
    user: str
    companies: tuple[Company, ...]
    warehouses: tuple[Warehouse, ...]
    barcodes: tuple[BarcodeRules, ...] = ()


class PullRequest(Message):
    """What a device has, and how far: `cursor` is opaque, empty at first.

    `answered_seq` is the highest number of this device's operations whose answer it holds, with
    its hash, and `head_seq` the highest it ever gave (None where it does not say), with its hash.
    `unsent_documents` and `unsent_bins` are where its newest unsent work was done: by these it is
    known what a device has that is lost and never comes back.
    Without a cursor `remembered` is one that it had once: it says with which ERP it worked.
    `stands` has a letter for each of the newest that are answered: what became of it, as it heard.
    `sums` is sent when the device wants drift found, by table and bucket; the page then names
    buckets in doubt, and `doubt` sends the number of each of their rows. See `sync.core.sums`.
    """

    device: str
    epoch: int
    companies: tuple[int, ...]
    warehouses: tuple[int, ...]
    cursor: str = ""
    remembered: str = ""
    answered_seq: int = 0
    head_seq: int | None = None
    head_hash: str = ""
    answered_hash: str = ""
    stands: str = ""
    unsent_documents: tuple[int, ...] = ()
    unsent_bins: tuple[int, ...] = ()
    sums: dict[Table, dict[int, Sum]] = {}
    doubt: dict[Table, dict[int, dict[int, int]]] = {}
    rows_max: int = PAGE_ROWS_MAX


class ClaimRequest(Message):
    """Somebody works on a document, or still does; `take_over` although another has it.

    Taken over is from the holder under the token `seen`: where it is another's by now, a request
    that comes late takes nothing. 0 is whoever holds it.
    """

    device: str
    person: str
    document: int
    take_over: bool = False
    seen: int = 0


class Claim(Message):
    """Who works on a document, by the ERP's own clock; `token` grows with every new holder.

    Where nobody keeps claims, or there is no such document, nobody holds it: an empty `device`.
    Never more than a courtesy: what was counted is filed, whoever holds what.
    """

    granted: bool
    token: int = 0
    device: str = ""
    person: str = ""
    since_s: int = 0
    """So many seconds ago it became theirs."""
    left_s: int = 0


class ReleaseRequest(Message):
    """The work on a document is over; an old token lets go of nothing."""

    document: int
    token: int


class NumbersRequest(Message):
    """A device tells which blocks of numbers it `holds`, and asks for one more under a new id.

    `now` is a word for this telling, and `was` the one of the last that was answered: of two
    copies of a device the second to ask knows neither, and loses them. Without `asked` it only
    tells.
    """

    device: str
    epoch: int
    company: int
    warehouse: int
    was: str
    now: str
    holds: tuple[str, ...]
    asked: str
    kind: NumberKind
    product: int = 0


class Numbers(Message):
    """Names that nobody else is given; none where this ERP gives none. `void` are not theirs."""

    names: tuple[str, ...] = ()
    void: tuple[str, ...] = ()


class EvidencePart(Message):
    """A part of a picture that verdicts rest on; without `data` it asks how far the ERP is.

    `ops` are the operations that name it: who knows none of them takes nothing.
    """

    device: str
    ops: tuple[str, ...]
    digest: str
    media: Media
    size: int
    offset: int = 0
    data: bytes = b""


class EvidenceHeld(Message):
    """So many bytes of a picture are there; all of them mean that it is whole, and proven so.

    Not `wanted` where none of its operations is known, or nobody keeps pictures there: later.
    """

    wanted: bool
    offset: int = 0


class PictureRequest(Message):
    """A picture of a rule's instructions, by the SHA-256 of its bytes."""

    rule: int
    digest: str


class Picture(Message):
    """Its bytes; none where it is another one by now."""

    data: bytes = b""


class PushRequest(Message):
    """Operations of one device in order, without gaps."""

    device: str
    epoch: int
    operations: tuple[Envelope, ...]


class PushReply(Message):
    """One result for each operation that was dealt with, in order; later ones were not.

    `refuses_gaps` says that an operation is never dealt with before the one numbered before it,
    so that several pushes may be on their way at once. Where what is missing lies before the
    push, `resend_from` is the number to go on from: this ERP was put back to an older day. It is
    `strange` where the number before the push stands for another operation here.
    """

    results: tuple[Result, ...]
    refuses_gaps: bool = False
    resend_from: int = 0
    strange: bool = False
