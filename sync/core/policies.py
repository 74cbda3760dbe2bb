"""THE TABLE: what can be wrong with a deed, what we do about it, and because of what.

`now` is for the moment before it is written: a refused deed has no effect and the person is told.
`later` is for a deed that is written already, when the ERP or a changed base speaks against it:
then it is a fact, and a fact is filed, redirected or put to a person, never erased.
"""

from dataclasses import dataclass
from enum import StrEnum

from sync.core.lifecycle import Outcome
from sync.core.operations import Kind
from sync.core.problems import Problem


class Now(StrEnum):
    """What happens before the deed is written."""

    REFUSE = "refuse"
    TELL = "tell"


@dataclass(frozen=True, slots=True)
class Policy:
    """One cell of the table."""

    now: Now
    later: Outcome
    because: str


P = Problem
_ALL = frozenset(Kind)
_GOODS = frozenset({Kind.RECEIVE_LINE, Kind.UNDO})

_REFUSE, _TELL = Now.REFUSE, Now.TELL
_FILE, _PARK, _TWICE = Outcome.APPLIED, Outcome.EXCEPTION, Outcome.DUPLICATE

_ROWS: tuple[tuple[P, frozenset[Kind], Now, Outcome, str], ...] = (
    (P.DOCUMENT_MISSING, _ALL, _REFUSE, _PARK, "goods came, but their order is gone: a person says where they belong"),
    (P.DOCUMENT_DONE, _GOODS, _REFUSE, _PARK, "the receipt was closed by someone else: extra goods need a person"),
    (P.DOCUMENT_DONE, _ALL - _GOODS, _REFUSE, _TWICE, "it is as it was meant to be: finished"),
    (P.DOCUMENT_CANCELLED, _ALL, _REFUSE, _PARK, "the goods are here and the order is not wanted: a person decides"),
    (P.LINE_MISSING, _ALL, _REFUSE, _PARK, "the line was taken off the order after the goods were counted"),
    (P.PRODUCT_NOT_ON_DOCUMENT, _ALL, _REFUSE, _PARK, "goods nobody ordered are set aside until a person decides"),
    (P.QUANTITY_UNREADABLE, _ALL, _REFUSE, _PARK, "an amount nobody can read cannot be filed"),
    (P.QUANTITY_NOT_POSITIVE, _ALL, _REFUSE, _PARK, "nothing was counted"),
    (P.QUANTITY_TOO_LARGE, _ALL, _REFUSE, _PARK, "most likely a barcode scanned into the amount"),
    (P.QUANTITY_TOO_FINE, _ALL, _REFUSE, _PARK, "the unit cannot hold that many decimals"),
    (P.QUANTITY_OVER, _ALL, _TELL, _FILE, "what came is a fact: more than ordered is counted and shown as over"),
    (P.UNIT_MISMATCH, _ALL, _REFUSE, _PARK, "the unit changed since it was counted: a person confirms the amount"),
    (P.LOT_MISSING, _ALL, _REFUSE, _PARK, "tracked goods cannot be filed without their lot"),
    (P.LOT_NOT_WANTED, _ALL, _REFUSE, _PARK, "tracking changed since it was counted"),
    (P.LOT_TOO_LONG, _ALL, _REFUSE, _PARK, "a name no label can carry is most likely two scans in one"),
    (P.LOT_UNPRINTABLE, _ALL, _REFUSE, _PARK, "a name with hidden characters cannot be found again"),
    (P.SERIAL_NOT_ONE, _ALL, _REFUSE, _PARK, "a serial number is one piece"),
    (P.SERIAL_TWICE, _ALL, _REFUSE, _PARK, "a serial is in one place only: a return, a wrong label or a recount"),
    (P.EXPIRY_MISSING, _ALL, _REFUSE, _PARK, "goods that expire cannot be filed without their date"),
    (P.EXPIRY_UNREADABLE, _ALL, _REFUSE, _PARK, "a date nobody can read cannot be filed"),
    (P.EXPIRY_PAST, _ALL, _REFUSE, _FILE, "it was in date when it was counted; the office sees the date"),
    (P.EXPIRY_NOT_WANTED, _ALL, _REFUSE, _PARK, "the product keeps no dates"),
    (P.BIN_MISSING, _ALL, _REFUSE, _PARK, "goods must be somewhere"),
    (P.BIN_ELSEWHERE, _ALL, _REFUSE, _PARK, "the bin is in another building than the goods"),
    (P.BIN_CLOSED, _ALL, _REFUSE, _PARK, "the bin was closed after the goods went in"),
    (P.COMPANY_MISMATCH, _ALL, _REFUSE, _PARK, "goods never cross companies by a scan"),
    (P.NOTHING_RECEIVED, _ALL, _REFUSE, _PARK, "finishing an untouched receipt would receive all of it"),
    (P.UNDO_TARGET_MISSING, _ALL, _REFUSE, _PARK, "only what is known can be taken back"),
    (P.ALREADY_UNDONE, _ALL, _REFUSE, _TWICE, "it is taken back already"),
    (P.NO_RIGHTS, _ALL, _REFUSE, _PARK, "the goods moved all the same: a supervisor decides"),
    (P.KIND_UNKNOWN, _ALL, _REFUSE, _PARK, "the other side is older than this app: kept until it is not"),
    (P.ERP_REFUSED, _ALL, _REFUSE, _PARK, "the ERP has a rule we do not know: the office looks at it"),
    (P.ERP_UNKNOWN, _ALL, _REFUSE, _PARK, "saved; the office is checking, and the work goes on"),
)  # fmt: skip


def _expand() -> dict[tuple[Kind, P], Policy]:
    table: dict[tuple[Kind, P], Policy] = {}
    for problem, kinds, now, later, because in _ROWS:
        for kind in kinds:
            assert (kind, problem) not in table, f"two rows for {kind}, {problem}"
            table[kind, problem] = Policy(now, later, because)
    return table


POLICIES: dict[tuple[Kind, P], Policy] = _expand()
"""Every (kind, problem) cell; a missing one fails the build."""


def policy(kind: Kind, problem: P) -> Policy:
    """Look a cell up."""
    return POLICIES[kind, problem]
