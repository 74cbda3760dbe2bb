"""The rules: each one thing that speaks against a deed has its name."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from sync.core.operations import Approval, Damage, Deed, Stage, Undo
from sync.core.places import There
from sync.core.problems import Problem
from sync.core.records import DocumentKind, DocumentState, LocationKind, Tracking
from sync.core.rules import LOT_LENGTH_MAX, Facts, Parked, TargetState, check
from tests.core.given import (
    BACK,
    BIN,
    COUNTED,
    DOCUMENT,
    FACTS,
    FILED,
    FINISH,
    GOODS,
    LET_GO,
    LINES,
    MOVED,
    MOVED_LINE,
    PRODUCT,
    TODAY,
)

LOTTED = replace(FACTS, product=replace(PRODUCT, tracking=Tracking.LOT))
SERIAL = replace(
    FACTS, product=replace(PRODUCT, tracking=Tracking.SERIAL), serials=frozenset({"S1"})
)
DATED = replace(FACTS, product=replace(PRODUCT, has_expiry=True))
PARKED = replace(FACTS, parked=Parked.WAITING)
MOVING = replace(
    FACTS,
    document=replace(DOCUMENT, kind=DocumentKind.TRANSFER),
    source=replace(BIN, id=12),
    there=There(Decimal(20), Decimal(20)),
    stock_unit=FACTS.unit,
)
COUNTING = replace(FACTS, document=None, there=There(Decimal(10), Decimal(10)))
FAR = replace(COUNTED, needs=Approval.VARIANCE)
PIECES = replace(
    COUNTING, product=SERIAL.product, serials=SERIAL.serials, there=There(Decimal(0), Decimal(0))
)
PIECE = replace(COUNTED, lot="S1", counted=Decimal(1), expected=Decimal(0))
ONE = replace(GOODS, quantity=Decimal(1))


def of_document(**over) -> Facts:
    return replace(FACTS, document=replace(DOCUMENT, **over))


def of_bin(**over) -> Facts:
    return replace(FACTS, bin=replace(BIN, **over))


def amount(text: str) -> Deed:
    return replace(GOODS, quantity=Decimal(text))


CASES: dict[str, tuple[Deed, Facts, Problem | None]] = {
    "a count": (COUNTED, COUNTING, None),
    "nothing is there": (replace(COUNTED, counted=Decimal(0)), COUNTING, None),
    "counted in an archived bin": (
        COUNTED,
        replace(COUNTING, bin=replace(BIN, active=False)),
        None,
    ),
    "goods moved meanwhile": (
        COUNTED,
        replace(COUNTING, there=There(Decimal(9), Decimal(9))),
        Problem.MOVED_MEANWHILE,
    ),
    "so far nothing is said of it": (
        replace(COUNTED, stage=Stage.TALLY),
        replace(COUNTING, there=There(Decimal(9), Decimal(9))),
        None,
    ),
    "far from the books": (FAR, COUNTING, Problem.VARIANCE_LARGE),
    "far, and another looked": (replace(FAR, approved_by="Ida"), COUNTING, None),
    "far, and goods moved": (
        FAR,
        replace(COUNTING, there=There(Decimal(9), Decimal(9))),
        Problem.MOVED_MEANWHILE,
    ),
    "less than nothing is there": (
        replace(COUNTED, counted=Decimal(-1)),
        COUNTING,
        Problem.QUANTITY_NOT_POSITIVE,
    ),
    "half a piece is there": (
        replace(COUNTED, counted=Decimal("0.5")),
        COUNTING,
        Problem.QUANTITY_TOO_FINE,
    ),
    "counted in another unit": (replace(COUNTED, unit=9), COUNTING, Problem.UNIT_MISMATCH),
    "counted in no bin": (COUNTED, replace(COUNTING, bin=None), Problem.BIN_MISSING),
    "counted at a customer's": (
        COUNTED,
        replace(COUNTING, bin=replace(BIN, kind=LocationKind.CUSTOMER)),
        Problem.BIN_ELSEWHERE,
    ),
    "another company's bin": (
        COUNTED,
        replace(COUNTING, bin=replace(BIN, company=2)),
        Problem.COMPANY_MISMATCH,
    ),
    "a count without its lot": (
        COUNTED,
        replace(COUNTING, product=LOTTED.product),
        Problem.LOT_MISSING,
    ),
    "none without its lot": (
        replace(COUNTED, counted=Decimal(0)),
        replace(COUNTING, product=LOTTED.product),
        None,
    ),
    "none of a lot it should not have": (
        replace(COUNTED, counted=Decimal(0), lot="L"),
        COUNTING,
        None,
    ),
    "a serial that is elsewhere": (PIECE, PIECES, Problem.SERIAL_TWICE),
    "a serial that was found": (PIECE, replace(PIECES, serials=frozenset()), None),
    "a serial that is missing": (
        replace(PIECE, counted=Decimal(0), expected=Decimal(1)),
        replace(PIECES, there=There(Decimal(1), Decimal(1))),
        None,
    ),
    "two of a serial": (replace(PIECE, counted=Decimal(2)), PIECES, Problem.SERIAL_NOT_ONE),
    "a count taken back": (Undo("op", COUNTED), COUNTING, None),
    "a count taken back behind another": (
        Undo("op", COUNTED),
        replace(COUNTING, counted_since=True),
        Problem.COUNTED_SINCE,
    ),
    "goods": (GOODS, FACTS, None),
    "waiting takes goods too": (GOODS, of_document(state=DocumentState.WAITING), None),
    "more than ordered": (amount("11"), FACTS, None),
    "no document": (GOODS, replace(FACTS, document=None), Problem.DOCUMENT_MISSING),
    "another company": (GOODS, replace(FACTS, company=2), Problem.COMPANY_MISMATCH),
    "done": (GOODS, of_document(state=DocumentState.DONE), Problem.DOCUMENT_DONE),
    "draft": (GOODS, of_document(state=DocumentState.DRAFT), Problem.DOCUMENT_DONE),
    "cancelled": (GOODS, of_document(state=DocumentState.CANCELLED), Problem.DOCUMENT_CANCELLED),
    "no line": (GOODS, replace(FACTS, line=None), Problem.LINE_MISSING),
    "no product": (GOODS, replace(FACTS, product=None), Problem.LINE_MISSING),
    "no unit": (GOODS, replace(FACTS, unit=None), Problem.LINE_MISSING),
    "another article": (GOODS, replace(FACTS, line=LINES[2]), Problem.PRODUCT_NOT_ON_DOCUMENT),
    "zero": (amount("0"), FACTS, Problem.QUANTITY_NOT_POSITIVE),
    "less than nothing": (amount("-1"), FACTS, Problem.QUANTITY_NOT_POSITIVE),
    "1e9": (amount("1e9"), FACTS, Problem.QUANTITY_TOO_LARGE),
    "half a piece": (amount("0.5"), FACTS, Problem.QUANTITY_TOO_FINE),
    "a lot": (replace(GOODS, lot="L1"), LOTTED, None),
    "no lot": (GOODS, LOTTED, Problem.LOT_MISSING),
    "a blank lot": (replace(GOODS, lot="  "), LOTTED, Problem.LOT_MISSING),
    "the longest lot": (replace(GOODS, lot="x" * LOT_LENGTH_MAX), LOTTED, None),
    "a lot too long": (replace(GOODS, lot="x" * 300), LOTTED, Problem.LOT_TOO_LONG),
    "a line break": (replace(GOODS, lot="a\nb"), LOTTED, Problem.LOT_UNPRINTABLE),
    "a lot nobody wants": (replace(GOODS, lot="L1"), FACTS, Problem.LOT_NOT_WANTED),
    "a serial": (replace(ONE, lot="S2"), SERIAL, None),
    "three of a serial": (replace(GOODS, lot="S2"), SERIAL, Problem.SERIAL_NOT_ONE),
    "a serial twice": (replace(ONE, lot="S1"), SERIAL, Problem.SERIAL_TWICE),
    "a date": (replace(GOODS, expiry=TODAY), DATED, None),
    "no date": (GOODS, DATED, Problem.EXPIRY_MISSING),
    "past": (replace(GOODS, expiry=TODAY - timedelta(days=1)), DATED, Problem.EXPIRY_PAST),
    "a date nobody wants": (replace(GOODS, expiry=TODAY), FACTS, Problem.EXPIRY_NOT_WANTED),
    "no bin": (GOODS, replace(FACTS, bin=None), Problem.BIN_MISSING),
    "a bin of nobody's": (GOODS, of_bin(company=None), None),
    "a bin of another company": (GOODS, of_bin(company=2), Problem.COMPANY_MISMATCH),
    "a bin of another building": (GOODS, of_bin(warehouse=2), Problem.BIN_ELSEWHERE),
    "an area": (GOODS, of_bin(kind=LocationKind.AREA), Problem.BIN_ELSEWHERE),
    "a closed bin": (GOODS, of_bin(active=False), Problem.BIN_CLOSED),
    "into a pack": (replace(GOODS, package="P1"), FACTS, None),
    "on a pallet": (replace(GOODS, package="P1", pallet="P2"), FACTS, None),
    "a pack on itself": (
        replace(GOODS, package="P1", pallet="P1"),
        FACTS,
        Problem.PACKAGE_UNREADABLE,
    ),
    "a pallet without a pack": (replace(GOODS, pallet="P1"), FACTS, Problem.PACKAGE_UNREADABLE),
    "a pack without a name": (replace(GOODS, package=" "), FACTS, Problem.PACKAGE_UNREADABLE),
    "a pack's name in two lines": (
        replace(GOODS, package="a\nb"),
        FACTS,
        Problem.PACKAGE_UNREADABLE,
    ),
    "a pack's name too long": (
        replace(GOODS, package="x" * 65),
        FACTS,
        Problem.PACKAGE_UNREADABLE,
    ),
    "damaged": (replace(GOODS, damage=Damage.WET), FACTS, None),
    "too much": (replace(GOODS, needs=Approval.OVER), FACTS, Problem.OVER_TOLERANCE),
    "too much, agreed": (replace(GOODS, needs=Approval.OVER, approved_by="Ida"), FACTS, None),
    "too old": (replace(GOODS, needs=Approval.SHELF_LIFE), FACTS, Problem.SHELF_LIFE_SHORT),
    "too much into no bin": (
        replace(GOODS, needs=Approval.OVER),
        replace(FACTS, bin=None),
        Problem.BIN_MISSING,
    ),
    "finish": (FINISH, FACTS, None),
    "finish untouched": (FINISH, replace(FACTS, received=Decimal(0)), Problem.NOTHING_RECEIVED),
    "finish what is done": (FINISH, of_document(state=DocumentState.DONE), Problem.DOCUMENT_DONE),
    "the unit it was counted in": (replace(GOODS, unit=1), FACTS, None),
    "another unit than it was counted in": (replace(GOODS, unit=2), FACTS, Problem.UNIT_MISMATCH),
    "settle": (FILED, PARKED, None),
    "settle against a rule": (FILED, replace(PARKED, line=None), Problem.LINE_MISSING),
    "settle nothing": (FILED, FACTS, Problem.SETTLE_TARGET_MISSING),
    "settle twice": (FILED, replace(FACTS, parked=Parked.SETTLED), Problem.ALREADY_SETTLED),
    "let go without its document": (LET_GO, replace(PARKED, document=None), None),
    "let go of nothing": (LET_GO, FACTS, Problem.SETTLE_TARGET_MISSING),
    "a pick": (MOVED_LINE, MOVING, None),
    "a pick on a receipt": (MOVED_LINE, replace(MOVING, document=DOCUMENT), Problem.OTHER_WORK),
    "a pick of more than is wanted": (
        replace(MOVED_LINE, quantity=Decimal(11)),
        MOVING,
        Problem.QUANTITY_OVER,
    ),
    "a pick to where the document goes": (
        replace(MOVED_LINE, bin=10),
        replace(MOVING, bin=replace(BIN, id=10, kind=LocationKind.CUSTOMER)),
        None,
    ),
    "a pick to any customer": (
        MOVED_LINE,
        replace(MOVING, bin=replace(BIN, kind=LocationKind.CUSTOMER)),
        Problem.BIN_ELSEWHERE,
    ),
    "a move": (MOVED, MOVING, None),
    "a move needs no document": (MOVED, replace(MOVING, document=None), None),
    "more than lies there": (
        MOVED,
        replace(MOVING, there=There(Decimal(2), Decimal(2))),
        Problem.SOURCE_SHORT,
    ),
    "more than is free": (
        MOVED,
        replace(MOVING, there=There(Decimal(3), Decimal(2))),
        Problem.RESERVED_ELSEWHERE,
    ),
    "a pick of what is reserved": (
        MOVED_LINE,
        replace(MOVING, there=There(Decimal(3), Decimal(0))),
        None,
    ),
    "from an area": (
        MOVED,
        replace(MOVING, source=replace(BIN, kind=LocationKind.AREA)),
        Problem.SOURCE_ELSEWHERE,
    ),
    "from a closed bin": (MOVED, replace(MOVING, source=replace(BIN, active=False)), None),
    "from another company": (
        MOVED,
        replace(MOVING, source=replace(BIN, company=2)),
        Problem.COMPANY_MISMATCH,
    ),
    "to another building": (
        MOVED,
        replace(MOVING, bin=replace(BIN, warehouse=2)),
        Problem.BIN_ELSEWHERE,
    ),
    "undo": (BACK, FACTS, None),
    "undo twice": (BACK, replace(FACTS, target=TargetState.UNDONE), Problem.ALREADY_UNDONE),
    "undo nothing": (BACK, replace(FACTS, target=TargetState.MISSING), Problem.UNDO_TARGET_MISSING),
}


@pytest.mark.parametrize(("deed", "facts", "problem"), CASES.values(), ids=CASES)
def test_check(deed: Deed, facts: Facts, problem: Problem | None):
    assert check(deed, facts) is problem
