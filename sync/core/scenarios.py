"""The 23 ways in which work done offline meets a changed world, and how each one ends.

A scenario is what a person is told about; which deeds and problems it stands for is in `policies`.
The words are in `app/base`, by these names.
"""

from dataclasses import dataclass
from enum import StrEnum

from sync.core.lifecycle import Outcome
from sync.core.operations import Choice


class Scenario(StrEnum):
    """What happened meanwhile, in the order of their numbers."""

    CANCELLED = "cancelled"
    TWO_ON_ONE_LINE = "two_on_one_line"
    LOT_EXHAUSTED = "lot_exhausted"
    BARCODE_CHANGED = "barcode_changed"
    BIN_ARCHIVED = "bin_archived"
    OVER_RECEIPT = "over_receipt"
    CHECK_FAILED = "check_failed"
    VALIDATED_BY_OTHER = "validated_by_other"
    BIN_BLOCKED = "bin_blocked"
    RIGHTS_LOST = "rights_lost"
    CLOCK_WRONG = "clock_wrong"
    DUPLICATE_SERIAL = "duplicate_serial"
    COMPANY_MISMATCH = "company_mismatch"
    UNIT_CHANGED = "unit_changed"
    DEVICE_LOST = "device_lost"
    COUNTED_WHILE_MOVED = "counted_while_moved"
    PREDECESSOR_MISSING = "predecessor_missing"
    NUMBER_REUSED = "number_reused"
    LINE_MOVED = "line_moved"
    TRACKING_CHANGED = "tracking_changed"
    SAME_TWICE = "same_twice"
    UNKNOWN_TROUBLE = "unknown_trouble"
    NEEDS_APPROVAL = "needs_approval"


class Kept(StrEnum):
    """What stays to be looked up, whatever is decided."""

    OPERATION = "operation"
    """The deed, who, when, the raw scan, and the version of the document the person saw."""
    ANSWER = "answer"
    """The problem, and the document as the ERP named it."""
    DETAIL = "detail"
    """The ERP's own words, for support."""
    DECISION = "decision"
    """The operation by which a person settled it."""
    AMOUNTS = "amounts"
    """Each device's operation with its own amount, in the order the ERP took them."""
    CLOCKS = "clocks"
    """The three clocks of the device, which decide nothing."""
    HASHES = "hashes"
    """Both operations with their hashes."""
    UNIT = "unit"
    """The unit the line had when it was counted."""


@dataclass(frozen=True, slots=True)
class Row:
    """One scenario: how it may end by itself, what is kept, and what a person is offered."""

    number: int
    outcomes: frozenset[Outcome]
    kept: tuple[Kept, ...]
    choices: tuple[Choice, ...]


_FILED, _CHANGED, _TWICE = Outcome.APPLIED, Outcome.APPLIED_CHANGED, Outcome.DUPLICATE
_PARKED, _WAITS = Outcome.EXCEPTION, Outcome.WAITING
_OPERATION, _ANSWER, _DECISION = Kept.OPERATION, Kept.ANSWER, Kept.DECISION
_STORY = (_OPERATION, _ANSWER, _DECISION)
_FILE, _LET_GO, _OFFICE = Choice.FILE, Choice.LET_GO, Choice.OFFICE
_NOBODY: tuple[Choice, ...] = ()
S = Scenario

_ROWS: tuple[tuple[S, set[Outcome], tuple[Kept, ...], tuple[Choice, ...]], ...] = (
    (S.CANCELLED, {_PARKED}, _STORY, (_LET_GO, _FILE, _OFFICE)),
    (
        S.TWO_ON_ONE_LINE,
        {_FILED, _CHANGED, _PARKED},
        (*_STORY, Kept.AMOUNTS),
        (_LET_GO, _FILE, _OFFICE),
    ),
    (S.LOT_EXHAUSTED, {_FILED, _PARKED, _CHANGED}, _STORY, (_FILE, _LET_GO, _OFFICE)),
    (S.BARCODE_CHANGED, {_FILED}, (_OPERATION,), _NOBODY),
    (S.BIN_ARCHIVED, {_PARKED}, _STORY, (_FILE, _LET_GO, _OFFICE)),
    (S.OVER_RECEIPT, {_FILED, _PARKED}, _STORY, (_LET_GO, _FILE, _OFFICE)),
    (S.CHECK_FAILED, {_FILED, _PARKED}, _STORY, (_FILE, _LET_GO, _OFFICE)),
    (S.VALIDATED_BY_OTHER, {_PARKED, _TWICE}, _STORY, (_FILE, _LET_GO, _OFFICE)),
    (S.BIN_BLOCKED, {_PARKED}, _STORY, (_FILE, _LET_GO, _OFFICE)),
    (S.RIGHTS_LOST, {_PARKED}, _STORY, (_OFFICE, _FILE, _LET_GO)),
    (S.CLOCK_WRONG, {_FILED}, (_OPERATION, Kept.CLOCKS), _NOBODY),
    (S.DUPLICATE_SERIAL, {_PARKED}, _STORY, (_FILE, _LET_GO, _OFFICE)),
    (S.COMPANY_MISMATCH, {_PARKED}, _STORY, (_OFFICE, _LET_GO)),
    (S.UNIT_CHANGED, {_PARKED}, (*_STORY, Kept.UNIT), (_FILE, _LET_GO, _OFFICE)),
    (S.DEVICE_LOST, {_FILED, _PARKED}, (*_STORY, Kept.HASHES), (_OFFICE,)),
    (S.COUNTED_WHILE_MOVED, {_PARKED, _TWICE}, _STORY, (_LET_GO, _OFFICE)),
    (S.PREDECESSOR_MISSING, {_WAITS, _PARKED, _TWICE}, _STORY, (_LET_GO, _FILE, _OFFICE)),
    (S.NUMBER_REUSED, {_PARKED}, (*_STORY, Kept.HASHES), (_FILE, _LET_GO, _OFFICE)),
    (S.LINE_MOVED, {_PARKED}, _STORY, (_FILE, _LET_GO, _OFFICE)),
    (S.TRACKING_CHANGED, {_PARKED}, _STORY, (_FILE, _LET_GO, _OFFICE)),
    (S.SAME_TWICE, {_TWICE}, (_OPERATION,), _NOBODY),
    (S.UNKNOWN_TROUBLE, {_PARKED}, (*_STORY, Kept.DETAIL), (_OFFICE, _FILE, _LET_GO)),
    (S.NEEDS_APPROVAL, {_PARKED}, _STORY, (_FILE, _LET_GO, _OFFICE)),
)

SCENARIOS: dict[Scenario, Row] = {
    scenario: Row(number, frozenset(outcomes), kept, choices)
    for number, (scenario, outcomes, kept, choices) in enumerate(_ROWS, 1)
}
"""Every scenario, in the order of its number."""

NOT_BY_TODAYS_DEEDS: dict[Scenario, str] = {
    Scenario.BARCODE_CHANGED: "scan",
    Scenario.DEVICE_LOST: "lost",
}
"""What no (deed, problem) of today stands for, and what it waits for. A changed barcode never
speaks against a deed: the article was named when it was scanned, and is never looked up again."""
