"""Why an ERP could not be asked: a closed set, told apart by what to do next."""

from dataclasses import dataclass
from enum import StrEnum


class FailureKind(StrEnum):
    """What went wrong between the device and the ERP."""

    UNREACHABLE = "unreachable"
    """No connection. Nothing was sent."""
    ANSWER_LOST = "answer_lost"
    """Sent, and no answer came: it may have been done. Look before trying again."""
    BUSY = "busy"
    """The ERP says: later."""
    KEY_REFUSED = "key_refused"
    DATABASE_MISSING = "database_missing"
    NOT_AN_ERP = "not_an_erp"
    INVENTORY_MISSING = "inventory_missing"
    COMPANY_FORBIDDEN = "company_forbidden"
    NO_RIGHTS = "no_rights"
    VERSION_UNKNOWN = "version_unknown"
    ANSWER_UNREADABLE = "answer_unreadable"
    EPOCH_FENCED = "epoch_fenced"
    """This device's numbers stand for other operations there: it was restored or copied. A new
    epoch puts it right."""


TRANSIENT = frozenset({FailureKind.UNREACHABLE, FailureKind.ANSWER_LOST, FailureKind.BUSY})
"""Kinds that pass by themselves: try again, never show them as a failure."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A kind, and a detail for the log (no secrets, no screens).

    `retry_after_ms` is what the ERP itself asked for; 0 where it did not.
    """

    kind: FailureKind
    detail: str = ""
    retry_after_ms: int = 0
