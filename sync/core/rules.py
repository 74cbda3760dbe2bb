"""May this happen now? Asked before a deed is written, and by the training server again."""

from typing import assert_never

from sync.core.arriving import check_arrived, comes_in
from sync.core.counting import check_counted, is_found_elsewhere
from sync.core.crossing import check_crossing, is_between, is_taken_in
from sync.core.facts import Facts, Parked, TargetState
from sync.core.judging import check_judged
from sync.core.leaving import check_left, is_here_again, leaves
from sync.core.lots import LOT_LENGTH_MAX, check_dated, check_expiry, check_lot, check_tracked
from sync.core.operations import (
    Approval,
    Count,
    Deed,
    Filing,
    FinishReceipt,
    Goods,
    Move,
    MoveLine,
    ReceiveLine,
    RecordCheck,
    Settle,
    Undo,
    goods_of,
)
from sync.core.places import check_between, check_source, check_there
from sync.core.problems import Problem
from sync.core.quantity import check_amount, convert, total
from sync.core.records import (
    OPEN_STATES,
    Document,
    DocumentKind,
    DocumentState,
    Line,
    Location,
    LocationKind,
    Product,
    Tracking,
)

__all__ = [
    "HANDLED",
    "LOT_LENGTH_MAX",
    "Facts",
    "Parked",
    "TargetState",
    "check",
    "check_bin",
    "check_expiry",
    "check_lot",
]

HANDLED = frozenset({LocationKind.BIN, LocationKind.HOLD})
"""Places that people put received goods into."""


def check(deed: Deed, facts: Facts) -> Problem | None:
    """Name the first thing that speaks against the deed, or nothing."""
    return _check_settle(deed, facts) if isinstance(deed, Settle) else _check_filing(deed, facts)


def _check_filing(deed: Filing, facts: Facts) -> Problem | None:
    if isinstance(deed, RecordCheck):
        return check_judged(deed, facts)
    goods = goods_of(deed)
    problem = None if isinstance(goods, Move | Count) else _check_document(facts)
    if problem:
        return problem
    match deed:
        case ReceiveLine():
            return _check_receive(deed, facts)
        case MoveLine():
            return _check_move_line(deed, facts)
        case Move():
            return _check_move(deed, facts)
        case Count():
            return check_counted(deed, facts)
        case FinishReceipt():
            return None if facts.received > 0 else Problem.NOTHING_RECEIVED
        case Undo():
            return _check_undo(deed, facts)
        case _:
            assert_never(deed)


def check_package(name: str) -> Problem | None:
    """Say what is wrong with the name of a pack: a label of ours must be able to carry it."""
    fits = name.strip() and len(name) <= LOT_LENGTH_MAX and name.isprintable()
    return None if fits else Problem.PACKAGE_UNREADABLE


def check_bin(bin: Location | None, document: Document) -> Problem | None:
    """Say why goods of a document may not go into a bin; goods that wait for a check go on hold."""
    if bin is None:
        return Problem.BIN_MISSING
    if bin.company not in {None, document.company}:
        return Problem.COMPANY_MISMATCH
    if bin.warehouse != document.warehouse or bin.kind not in HANDLED:
        return Problem.BIN_ELSEWHERE
    if not bin.active:
        return Problem.BIN_CLOSED
    return None


def _check_document(facts: Facts) -> Problem | None:
    document = facts.document
    if document is None:
        return Problem.DOCUMENT_MISSING
    if document.company != facts.company:
        return Problem.COMPANY_MISMATCH
    if document.state is DocumentState.CANCELLED:
        return Problem.DOCUMENT_CANCELLED
    if document.state not in OPEN_STATES:
        return Problem.DOCUMENT_DONE
    return None


def _check_line(deed: ReceiveLine | MoveLine, facts: Facts) -> Problem | None:
    if facts.line is None or facts.product is None or facts.unit is None:
        return Problem.LINE_MISSING
    if facts.line.product != deed.product:
        return Problem.PRODUCT_NOT_ON_DOCUMENT
    return Problem.UNIT_MISMATCH if deed.unit not in {None, facts.line.unit} else None


def _check_receive(deed: ReceiveLine, facts: Facts) -> Problem | None:
    problem = _check_line(deed, facts)
    if problem:
        return problem
    assert facts.document is not None
    assert facts.product is not None
    assert facts.unit is not None
    return (
        check_amount(deed.quantity, facts.unit)
        or _check_tracking(deed, facts.product, facts)
        or check_bin(facts.bin, facts.document)
        or check_packs(deed)
        # Behind all that is refused, because goods that expired on the way to the ERP are filed
        # all the same. What is only told comes last of all.
        or check_dated(deed.expiry, facts.product, facts.today)
        or _check_approval(deed)
    )


def check_packs(deed: ReceiveLine | MoveLine) -> Problem | None:
    """Say what is wrong with the packs that goods go into."""
    named = [name for name in (deed.package, deed.pallet) if name is not None]
    if deed.pallet is not None and deed.package in {None, deed.pallet}:
        return Problem.PACKAGE_UNREADABLE
    return next((problem for name in named if (problem := check_package(name))), None)


def _check_approval(deed: ReceiveLine) -> Problem | None:
    if deed.needs is None or deed.approved_by:
        return None
    short = deed.needs is Approval.SHELF_LIFE
    return Problem.SHELF_LIFE_SHORT if short else Problem.OVER_TOLERANCE


def _check_tracking(deed: ReceiveLine, product: Product, facts: Facts) -> Problem | None:
    problem = check_tracked(deed.lot, deed.quantity, product)
    is_serial = problem is None and product.tracking is Tracking.SERIAL
    return Problem.SERIAL_TWICE if is_serial and deed.lot in facts.serials else problem


def _check_move_line(deed: MoveLine, facts: Facts) -> Problem | None:
    document = facts.document
    assert document is not None
    if document.kind is DocumentKind.RECEIPT:
        return Problem.OTHER_WORK
    problem = _check_line(deed, facts)
    if problem:
        return problem
    assert facts.line is not None
    assert facts.product is not None
    over = not deed.approved_by and facts.line.done + deed.quantity > facts.line.demand
    twice = facts.product.tracking is Tracking.SERIAL and deed.lot in facts.serials
    # Where a document sends goods to, they may go, though it is no bin: a customer's.
    meant = facts.bin is not None and facts.bin.id == document.destination
    return (
        _check_moved(deed, facts)
        or (Problem.SERIAL_TWICE if twice else None)
        or (Problem.QUANTITY_OVER if over else None)
        or check_packs(deed)
        or (None if meant else check_bin(facts.bin, document))
        or _check_there(deed, facts)
    )


def _check_move(deed: Move, facts: Facts) -> Problem | None:
    product, source, bin = facts.product, facts.source, facts.bin
    if product is None or facts.unit is None:
        return Problem.LINE_MISSING
    if product.company not in {None, facts.company}:
        return Problem.COMPANY_MISMATCH
    if deed.unit != product.unit:
        return Problem.UNIT_MISMATCH
    if comes_in(source):
        return check_arrived(deed, facts)
    if leaves(bin):
        return check_left(deed, facts)
    if is_between(source) or is_between(bin):
        return check_crossing(deed, facts)
    return (
        _check_moved(deed, facts)
        or (Problem.BIN_MISSING if bin is None else None)
        or (bin and source and check_between(bin, source, facts.company))
        or _check_there(deed, facts)
    )


def _check_moved(deed: MoveLine | Move, facts: Facts) -> Problem | None:
    assert facts.product is not None
    assert facts.unit is not None
    return (
        check_amount(deed.quantity, facts.unit)
        or check_tracked(deed.lot, deed.quantity, facts.product)
        or check_source(facts.source, facts.company)
        or (Problem.SAME_PLACE if deed.source == deed.bin else None)
    )


def _check_there(deed: MoveLine | Move, facts: Facts) -> Problem | None:
    if facts.there is None or facts.unit is None or facts.stock_unit is None:
        return None
    wanted = convert(deed.quantity, facts.unit, facts.stock_unit)
    if isinstance(wanted, Problem):
        return wanted
    assert facts.product is not None
    # Its last answers are only told, so nothing else may stand behind them.
    is_unasked = isinstance(deed, Move)
    return check_there(facts.there, wanted, facts.product.tracking, is_unasked=is_unasked)


def _check_undo(deed: Undo, facts: Facts) -> Problem | None:
    match facts.target:
        case TargetState.MISSING:
            return Problem.UNDO_TARGET_MISSING
        case TargetState.UNDONE:
            return Problem.ALREADY_UNDONE
        case TargetState.STANDING:
            # A check may have sent the goods elsewhere; from there nobody takes them back.
            goods = deed.taken_back
            if facts.counted_since:
                return Problem.COUNTED_SINCE
            if isinstance(goods, Count) and is_found_elsewhere(goods, facts.serials):
                return Problem.SERIAL_TWICE
            if isinstance(goods, Move) and is_taken_in(goods, facts):
                return Problem.TAKEN_IN
            if isinstance(goods, Move) and is_here_again(goods, facts):
                return Problem.SERIAL_TWICE
            enough = facts.line is None or _still_there(facts.line, goods)
            return None if enough else Problem.UNDO_TARGET_MISSING


def _still_there(line: Line, goods: Goods) -> bool:
    entries = (one for one in line.entries if (one.lot, one.bin) == (goods.lot, goods.bin))
    return not line.checks or total(one.quantity for one in entries) >= goods.quantity


def _check_settle(deed: Settle, facts: Facts) -> Problem | None:
    match facts.parked:
        case Parked.MISSING:
            return Problem.SETTLE_TARGET_MISSING
        case Parked.SETTLED:
            return Problem.ALREADY_SETTLED
        case Parked.WAITING:
            # To let go of goods, or to hand them on, nothing of their order need be there.
            return _check_filing(deed.deed, facts) if deed.deed else None
