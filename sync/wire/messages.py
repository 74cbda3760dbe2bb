"""Requests and answers between a device and an ERP, guarded by pydantic. Versioned."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from sync.core.envelope import Envelope
from sync.core.lifecycle import Result
from sync.core.page import Sum, Table
from sync.core.records import Company, Warehouse

WIRE_VERSION = 1
PUSH_OPERATIONS_MAX = 500
PAGE_ROWS_MAX = 1_000


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


class PullRequest(Message):
    """What a device has, and how far: `cursor` is opaque, empty at first.

    `answered_seq` is the highest number of this device's operations whose answer it holds, and
    `head_seq` the highest it ever gave (None where it does not say).
    `sums` is sent when the device wants drift found, by table and bucket; the page then names
    buckets in doubt, and `doubt` sends the number of each of their rows. See `sync.core.sums`.
    """

    device: str
    epoch: int
    companies: tuple[int, ...]
    warehouses: tuple[int, ...]
    cursor: str = ""
    answered_seq: int = 0
    head_seq: int | None = None
    sums: dict[Table, dict[int, Sum]] = {}
    doubt: dict[Table, dict[int, dict[int, int]]] = {}
    rows_max: int = PAGE_ROWS_MAX


class PushRequest(Message):
    """Operations of one device in order, without gaps."""

    device: str
    epoch: int
    operations: tuple[Envelope, ...]


class PushReply(Message):
    """One result for each operation that was dealt with, in order; later ones were not.

    `refuses_gaps` says that an operation is never dealt with before the one numbered before it,
    so that several pushes may be on their way at once. Where what is missing lies before the
    push, `resend_from` is the number to go on from: this ERP was put back to an older day.
    """

    results: tuple[Result, ...]
    refuses_gaps: bool = False
    resend_from: int = 0
