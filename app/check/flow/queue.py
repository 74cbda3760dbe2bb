"""The inspector's queue, decided: a tap or a scan of the goods opens their check."""

from dataclasses import replace
from typing import assert_never

from app.base.commands import action_of
from app.base.decision import Decision, Go, Refuse, Stay
from app.base.documents import CODE_SHOWN_MAX, said_or_refused
from app.base.inspection import key_of
from app.base.messages import Action, Answered, Message, Refreshed, Scanned, Tapped
from app.base.notice import Sound
from app.base.session import Check, Home, Outbox, Session, Settle
from app.base.wording import text
from app.check.flow.judge import withdraw
from scanners.codes.scan import Scan
from sync.core.check_slices import CheckKey, ChecksSlice


def decide_queue(session: Session, message: Message, slice_: ChecksSlice) -> Decision:
    """Decide what one message means where checks are chosen."""
    match message:
        case Scanned(scan=scan):
            action = action_of(scan)
            if action:
                return said_or_refused(session, _tapped(session, Tapped(action)))
            return _scanned(session, scan, slice_)
        case Tapped():
            return _tapped(session, message)
        case Answered() | Refreshed():
            return Stay(session)
        case _:
            assert_never(message)


def _tapped(session: Session, tap: Tapped) -> Decision:
    match tap.action:
        case Action.BACK | Action.GO_HOME:
            return Go(Home())
        case Action.OPEN_OUTBOX:
            return Go(Outbox())
        case Action.OPEN_SETTLE:
            return Go(Settle())
        case Action.OPEN_CHECK:
            key = key_of(tap.value)
            return _open(session, key) if key else Stay(session)
        case Action.UNDO:
            last = session.hand.inspection.last
            return withdraw(session, last) if last else Refuse(session, text("nothing_judged"))
        case Action.ACKNOWLEDGE:
            return Stay(replace(session, notice=None))
        case _:
            return Stay(session)


def _open(session: Session, key: CheckKey) -> Decision:
    # Who inspects goes on inspecting: the badge stays in the hand.
    return Stay(replace(session, place=Check(key), notice=None), Sound.BUSY)


def _scanned(session: Session, scan: Scan, slice_: ChecksSlice) -> Decision:
    """Find the check by the lot or serial, by the article, or by the paper."""
    message = scan.message
    named = (message.lot, message.serial) if message else ()
    names = {scan.text, *named}
    products = {one.product.id for one in slice_.found.products}
    documents = {one.id for one in slice_.found.documents}
    waiting = [(row.key, row.product.id) for row in slice_.rows]
    waiting += [
        (CheckKey(row.document.id, row.line, row.checked.lot), row.product.id)
        for row in slice_.blocked
    ]
    by_lot = [key for key, _ in waiting if key.lot in names]
    by_goods = [key for key, product in waiting if product in products]
    by_paper = [key for key, _ in waiting if key.document in documents]
    both = [key for key in by_lot if key in by_goods]
    for found in (both, by_lot, by_goods, by_paper):
        if found:
            # Of several alike the one that waits most stands first.
            return _open(session, found[0])
    return Refuse(session, text("nothing_to_check", code=scan.text[:CODE_SHOWN_MAX]))
