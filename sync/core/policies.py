"""THE TABLE: what can be wrong with a deed, what we do about it, and because of what.

`now` is for the moment before it is written: a refused deed has no effect and the person is told.
`later` is for a deed that is written already, when the ERP or a changed base speaks against it:
then it is a fact, and a fact is filed, redirected or put to a person, never erased. Where it is put
to a person, `choices` are offered, the likely one first; to file it, `amend` is to be put right.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sync.core.lifecycle import Outcome
from sync.core.operations import Choice, Deed, Kind, effect_of, kind_of
from sync.core.problems import Problem
from sync.core.scenarios import SCENARIOS, Scenario


class Now(StrEnum):
    """What happens before the deed is written."""

    REFUSE = "refuse"
    TELL = "tell"


class Amend(StrEnum):
    """What has to be put right before a parked deed can be filed."""

    NOTHING = "nothing"
    """The same once more: what stood in its way may be gone."""
    DOCUMENT = "document"
    """Another line of goods, on this document or another."""
    BIN = "bin"
    LOT = "lot"
    EXPIRY = "expiry"
    AMOUNT = "amount"
    APPROVAL = "approval"
    """A supervisor's yes."""


@dataclass(frozen=True, slots=True)
class Policy:
    """One cell of the table."""

    now: Now
    later: Outcome
    scenario: Scenario
    choices: tuple[Choice, ...]
    amend: Amend
    because: str


P = Problem
S = Scenario
A = Amend
_ALL = frozenset(Kind)
_FINISH = frozenset({Kind.FINISH_RECEIPT})
_GOODS = _ALL - _FINISH
_SETTLE = frozenset({Kind.SETTLE})
_MOVES = frozenset({Kind.MOVE_LINE, Kind.MOVE})
_ASKED_MOVES = frozenset({Kind.MOVE_LINE})
_OF_ONE_DOCUMENT = _MOVES | {Kind.UNDO, Kind.FINISH_RECEIPT}

_REFUSE, _TELL = Now.REFUSE, Now.TELL
_FILE, _PARK, _TWICE = Outcome.APPLIED, Outcome.EXCEPTION, Outcome.DUPLICATE

_ROWS: tuple[tuple[P, frozenset[Kind], Now, Outcome, S, A, str], ...] = (
    (P.DOCUMENT_MISSING, _ALL, _REFUSE, _PARK, S.LINE_MOVED, A.DOCUMENT, "goods came, but their order is gone: a person says where they belong"),
    (P.DOCUMENT_DONE, _GOODS, _REFUSE, _PARK, S.VALIDATED_BY_OTHER, A.DOCUMENT, "the receipt was closed by someone else: extra goods need a person"),
    (P.DOCUMENT_DONE, _FINISH, _REFUSE, _TWICE, S.VALIDATED_BY_OTHER, A.NOTHING, "it is as it was meant to be: finished"),
    (P.DOCUMENT_CANCELLED, _ALL, _REFUSE, _PARK, S.CANCELLED, A.DOCUMENT, "the goods are here and the order is not wanted: a person decides"),
    (P.LINE_MISSING, _ALL, _REFUSE, _PARK, S.LINE_MOVED, A.DOCUMENT, "the line was taken off the order after the goods were counted"),
    (P.PRODUCT_NOT_ON_DOCUMENT, _ALL, _REFUSE, _PARK, S.OVER_RECEIPT, A.DOCUMENT, "goods nobody ordered are set aside until a person decides"),
    (P.QUANTITY_UNREADABLE, _ALL, _REFUSE, _PARK, S.UNKNOWN_TROUBLE, A.AMOUNT, "an amount nobody can read cannot be filed"),
    (P.QUANTITY_NOT_POSITIVE, _ALL, _REFUSE, _PARK, S.UNKNOWN_TROUBLE, A.AMOUNT, "nothing was counted"),
    (P.QUANTITY_TOO_LARGE, _ALL, _REFUSE, _PARK, S.OVER_RECEIPT, A.AMOUNT, "most likely a barcode scanned into the amount"),
    (P.QUANTITY_TOO_FINE, _ALL, _REFUSE, _PARK, S.UNIT_CHANGED, A.AMOUNT, "the unit cannot hold that many decimals"),
    (P.QUANTITY_OVER, _ALL - _SETTLE - _MOVES, _TELL, _FILE, S.OVER_RECEIPT, A.NOTHING, "what came is a fact: more than ordered is counted and shown as over"),
    (P.QUANTITY_OVER, _SETTLE, _TELL, _FILE, S.TWO_ON_ONE_LINE, A.NOTHING, "somebody else filled the line meanwhile: both came, and both are counted"),
    (P.QUANTITY_OVER, _MOVES, _REFUSE, _PARK, S.TWO_ON_ONE_LINE, A.AMOUNT, "nobody asked for more: goods that left their bin too many go back, or a person agrees"),
    (P.UNIT_MISMATCH, _ALL, _REFUSE, _PARK, S.UNIT_CHANGED, A.AMOUNT, "the unit changed since it was counted: a person confirms the amount"),
    (P.LOT_MISSING, _ALL, _REFUSE, _PARK, S.TRACKING_CHANGED, A.LOT, "tracked goods cannot be filed without their lot"),
    (P.LOT_NOT_WANTED, _ALL, _REFUSE, _PARK, S.TRACKING_CHANGED, A.LOT, "tracking changed since it was counted"),
    (P.LOT_TOO_LONG, _ALL, _REFUSE, _PARK, S.TRACKING_CHANGED, A.LOT, "a name no label can carry is most likely two scans in one"),
    (P.LOT_UNPRINTABLE, _ALL, _REFUSE, _PARK, S.TRACKING_CHANGED, A.LOT, "a name with hidden characters cannot be found again"),
    (P.SERIAL_NOT_ONE, _ALL, _REFUSE, _PARK, S.TRACKING_CHANGED, A.AMOUNT, "a serial number is one piece"),
    (P.SERIAL_TWICE, _ALL, _REFUSE, _PARK, S.DUPLICATE_SERIAL, A.LOT, "a serial is in one place only: a return, a wrong label or a recount"),
    (P.EXPIRY_MISSING, _ALL, _REFUSE, _PARK, S.TRACKING_CHANGED, A.EXPIRY, "goods that expire cannot be filed without their date"),
    (P.EXPIRY_UNREADABLE, _ALL, _REFUSE, _PARK, S.TRACKING_CHANGED, A.EXPIRY, "a date nobody can read cannot be filed"),
    (P.EXPIRY_PAST, _ALL, _REFUSE, _FILE, S.CLOCK_WRONG, A.NOTHING, "it was in date when it was counted; the office sees the date"),
    (P.EXPIRY_NOT_WANTED, _ALL, _REFUSE, _PARK, S.TRACKING_CHANGED, A.EXPIRY, "the product keeps no dates"),
    (P.SHELF_LIFE_SHORT, _ALL, _TELL, _PARK, S.NEEDS_APPROVAL, A.APPROVAL, "goods that last too short are not to be sold: a supervisor decides"),
    (P.OVER_TOLERANCE, _ALL, _TELL, _PARK, S.NEEDS_APPROVAL, A.APPROVAL, "more than the house pays for: a supervisor decides"),
    (P.PACKAGE_UNREADABLE, _ALL, _REFUSE, _PARK, S.UNKNOWN_TROUBLE, A.NOTHING, "a pack with a name that no label carries is never found again"),
    (P.BIN_MISSING, _ALL, _REFUSE, _PARK, S.BIN_ARCHIVED, A.BIN, "goods must be somewhere"),
    (P.BIN_ELSEWHERE, _ALL, _REFUSE, _PARK, S.BIN_BLOCKED, A.BIN, "the bin is in another building than the goods, or takes none"),
    (P.BIN_CLOSED, _ALL, _REFUSE, _PARK, S.BIN_ARCHIVED, A.BIN, "the bin was closed after the goods went in"),
    (P.SOURCE_MISSING, _ALL, _REFUSE, _PARK, S.BIN_ARCHIVED, A.NOTHING, "goods come from somewhere"),
    (P.SOURCE_ELSEWHERE, _ALL, _REFUSE, _PARK, S.BIN_BLOCKED, A.NOTHING, "what lies there is not to be taken: another building's, or not goods of ours"),
    (P.SOURCE_SHORT, _ALL - _ASKED_MOVES, _TELL, _FILE, S.LOT_EXHAUSTED, A.NOTHING, "the goods were in the hand: the books are wrong, and a count puts them right"),
    (P.SOURCE_SHORT, _ASKED_MOVES, _TELL, _PARK, S.LOT_EXHAUSTED, A.NOTHING, "what is sent must be in the books first: nothing falls below zero, and a count of the bin decides"),
    (P.MORE_THAN_THERE, _ALL, _REFUSE, _PARK, S.LOT_EXHAUSTED, A.AMOUNT, "nobody throws away, or sends back, what the books do not have: a count comes first"),
    (P.MORE_THAN_PAPER, _ALL, _REFUSE, _PARK, S.OVER_RECEIPT, A.AMOUNT, "no more comes back, or goes back, by a paper than went by it: the rest needs another paper, or none"),
    (P.LOT_NOT_ON_PAPER, _ALL, _REFUSE, _PARK, S.OVER_RECEIPT, A.LOT, "what did not go by a paper does not come back by it: a wrong label, or another paper"),
    (P.REASON_MISSING, _ALL, _REFUSE, _PARK, S.UNKNOWN_TROUBLE, A.NOTHING, "goods leave for a reason, and come back for a purpose: nobody knows it but who was there"),
    (P.SAME_PLACE, _ALL, _REFUSE, _PARK, S.UNKNOWN_TROUBLE, A.BIN, "nothing moves from a place to itself"),
    (P.RESERVED_ELSEWHERE, _ALL, _TELL, _FILE, S.TWO_ON_ONE_LINE, A.NOTHING, "somebody else counts on them: the ERP reserves again, where they are now"),
    (P.MOVED_MEANWHILE, _ALL, _REFUSE, _PARK, S.COUNTED_WHILE_MOVED, A.NOTHING, "goods moved while they were counted: nobody knows which of them were counted"),
    (P.VARIANCE_LARGE, _ALL, _TELL, _PARK, S.NEEDS_APPROVAL, A.APPROVAL, "so far from the books that another person looks before they follow"),
    (P.COUNTED_SINCE, _ALL, _REFUSE, _TWICE, S.COUNTED_WHILE_MOVED, A.NOTHING, "somebody counted it again: the last count stands, and nothing of this one is left"),
    (P.SERIAL_ELSEWHERE, _ALL, _REFUSE, _PARK, S.DUPLICATE_SERIAL, A.LOT, "a serial is in one place only, and the books have it in another"),
    (P.LOT_UNKNOWN, _ALL, _REFUSE, _PARK, S.TRACKING_CHANGED, A.LOT, "goods of a lot that nobody ever had cannot be moved"),
    (P.OTHER_WORK, _ALL, _REFUSE, _PARK, S.LINE_MOVED, A.DOCUMENT, "the document asks for other work than this"),
    (P.COMPANY_MISMATCH, _ALL, _REFUSE, _PARK, S.COMPANY_MISMATCH, A.NOTHING, "goods never cross companies by a scan"),
    (P.NOTHING_RECEIVED, _ALL, _REFUSE, _PARK, S.LINE_MOVED, A.NOTHING, "finishing an untouched receipt would receive all of it"),
    (P.UNDO_TARGET_MISSING, _ALL, _REFUSE, _PARK, S.PREDECESSOR_MISSING, A.NOTHING, "only what is known can be taken back"),
    (P.ALREADY_UNDONE, _ALL, _REFUSE, _TWICE, S.SAME_TWICE, A.NOTHING, "it is taken back already"),
    (P.TAKEN_IN, _ALL, _REFUSE, _PARK, S.VALIDATED_BY_OTHER, A.NOTHING, "the other house has the goods: who wants them back has them sent back"),
    (P.SETTLE_TARGET_MISSING, _ALL, _REFUSE, _TWICE, S.PREDECESSOR_MISSING, A.NOTHING, "nothing of it is set aside, so there is nothing to let go of"),
    (P.ALREADY_SETTLED, _ALL, _REFUSE, _TWICE, S.SAME_TWICE, A.NOTHING, "somebody decided already: goods are filed once"),
    (P.LOT_BLOCKED, _ALL, _REFUSE, _PARK, S.CHECK_FAILED, A.NOTHING, "goods that failed a check go nowhere until somebody decides"),
    (P.CHECK_NOTHING_THERE, _ALL, _REFUSE, _PARK, S.LINE_MOVED, A.NOTHING, "what was judged was taken back meanwhile: a person says what it was"),
    (P.CHECK_TWICE, _ALL, _REFUSE, _TWICE, S.SAME_TWICE, A.NOTHING, "two inspectors said the same: one verdict stands"),
    (P.CHECK_FAILED_BEFORE, _ALL, _REFUSE, _PARK, S.CHECK_FAILED, A.NOTHING, "bad for one and good for another: it stays blocked until a person decides"),
    (P.CHECK_UNANSWERED, _ALL, _REFUSE, _FILE, S.CHECK_FAILED, A.NOTHING, "the rule asks more now than when the goods were judged: the verdict is a fact"),
    (P.DISPOSITION_MISSING, _ALL, _REFUSE, _PARK, S.CHECK_FAILED, A.NOTHING, "somebody has to say what becomes of bad goods"),
    (P.SECOND_MISSING, _ALL, _REFUSE, _PARK, S.CHECK_FAILED, A.NOTHING, "one person alone may not let this pass"),
    (P.NUMBER_REUSED, _ALL, _REFUSE, _PARK, S.NUMBER_REUSED, A.NOTHING, "a restored or copied device counts from where it was: a person looks at both"),
    (P.NO_RIGHTS, _ALL, _REFUSE, _PARK, S.RIGHTS_LOST, A.NOTHING, "the goods moved all the same: a supervisor decides"),
    (P.KIND_UNKNOWN, _ALL, _REFUSE, _PARK, S.UNKNOWN_TROUBLE, A.NOTHING, "the other side is older than this app: kept until it is not"),
    (P.ERP_REFUSED, _ALL, _REFUSE, _PARK, S.UNKNOWN_TROUBLE, A.NOTHING, "the ERP has a rule we do not know: the office looks at it"),
    (P.ERP_UNKNOWN, _ALL, _REFUSE, _PARK, S.UNKNOWN_TROUBLE, A.NOTHING, "saved; the office is checking, and the work goes on"),
)  # fmt: skip

_CHOICES: Mapping[P, tuple[Choice, ...]] = {
    # Goods do not enter another company's books by a tap, whatever is amended about them.
    P.COMPANY_MISMATCH: (Choice.OFFICE, Choice.LET_GO),
    # Most likely it was finished by mistake; and later there may be something to finish.
    P.NOTHING_RECEIVED: (Choice.LET_GO, Choice.FILE, Choice.OFFICE),
    # They are there: until they are given out of the books there, nothing can be taken back.
    P.TAKEN_IN: (Choice.LET_GO, Choice.FILE, Choice.OFFICE),
    P.KIND_UNKNOWN: (Choice.FILE, Choice.OFFICE, Choice.LET_GO),
    # The same once more would meet the same verdict: to let it pass takes a check with approval.
    P.CHECK_FAILED_BEFORE: (Choice.LET_GO, Choice.OFFICE),
    P.DISPOSITION_MISSING: (Choice.LET_GO, Choice.OFFICE),
    P.SECOND_MISSING: (Choice.LET_GO, Choice.OFFICE),
}
"""Where a problem is better offered otherwise than its scenario is."""


def _expand() -> dict[tuple[Kind, P], Policy]:
    table: dict[tuple[Kind, P], Policy] = {}
    for problem, kinds, now, later, scenario, amend, because in _ROWS:
        for kind in kinds:
            assert (kind, problem) not in table, f"two rows for {kind}, {problem}"
            choices = _offered(problem, scenario, kind, amend) if later is _PARK else ()
            table[kind, problem] = Policy(now, later, scenario, choices, amend, because)
    return table


def _offered(problem: P, scenario: S, kind: Kind, amend: A) -> tuple[Choice, ...]:
    if amend is A.DOCUMENT and kind in _OF_ONE_DOCUMENT:
        # It was about this one document; only goods that came in can go to another.
        return (Choice.OFFICE, Choice.LET_GO)
    if kind is Kind.COUNT and amend not in {A.NOTHING, A.APPROVAL}:
        # What is wrong with a count is put right by counting again.
        return (Choice.LET_GO, Choice.OFFICE)
    if kind is Kind.RECORD_CHECK and amend is not A.NOTHING:
        # What an inspector saw is not put right at a desk: it is checked again, or it stands.
        return (Choice.LET_GO, Choice.OFFICE)
    return _CHOICES.get(problem, SCENARIOS[scenario].choices)


POLICIES: dict[tuple[Kind, P], Policy] = _expand()
"""Every (kind, problem) cell; a missing one fails the build."""


def policy(kind: Kind, problem: P) -> Policy:
    """Look a cell up."""
    return POLICIES[kind, problem]


def policy_of(deed: Deed, problem: P) -> Policy:
    """Look up the cell of a deed; a decision to file is judged as what it files."""
    return POLICIES[kind_of(effect_of(deed) or deed), problem]
