"""Lots on a walk: which stop a lot is for, and whether another one than promised is meant."""

from dataclasses import replace

from app.base.days import show_day
from app.base.decision import Ask, Decision, Refuse
from app.base.handling import lot_of
from app.base.notice import Notice, Sound
from app.base.picking import current, lot_named
from app.base.session import Hand, Session
from app.base.wording import Text, problem_text, text
from scanners.codes.scan import Scan
from sync.core.pick_slices import PickSlice, PickTask, shortest_lived
from sync.core.problems import Problem
from sync.core.records import Tracking


def wants_lot(task: PickTask, lot: str | None) -> bool:
    """Say whether the lot of what is taken is still to be named."""
    return task.product.tracking is not Tracking.NONE and not lot


def names_a_lot(session: Session, scan: Scan, slice_: PickSlice) -> PickTask | None:
    """The stop that a scanned lot or serial is for: promised to it, or of its article."""
    name, mine = lot_of(scan) or scan.text, current(session, slice_)
    promised = [one for one in slice_.tasks if one.lot == name]
    of_it = {one.product for one in slice_.lots if one.name == name}
    others = [one for one in slice_.tasks if one.product.id in of_it]
    found = promised or others
    return mine if mine in found else next(iter(found), None)


def confirmed(session: Session, task: PickTask, slice_: PickSlice) -> Decision | None:
    """Ask once more about a lot that was not promised, or that others expire before."""
    hand, product = session.hand, task.product
    lot = lot_named(slice_, product.id, hand.lot)
    if product.tracking is Tracking.NONE or hand.lot == task.lot:
        return None
    if lot is not None and lot.blocked:
        return Refuse(_put_down(session), problem_text(Problem.LOT_BLOCKED, lot=lot.name))
    first = shortest_lived(slice_.lots, slice_.lying, product.id)
    names = {"lot": hand.lot or "", "target": first.name if first else task.lot or ""}
    if first is not None and first.expiry and first.name != hand.lot:
        later = lot is None or lot.expiry is None or lot.expiry > first.expiry
        names["expiry"] = show_day(first.expiry)
        if later and session.rules.first_out(task.document, product):
            return Refuse(_put_down(session), text("pick_first_only", **names))
        if later and hand.asked_lot != hand.lot:
            return _ask(session, text("pick_other_first", **names))
    other = task.lot is not None and product.tracking is Tracking.LOT
    if other and hand.asked_lot != hand.lot:
        return _ask(session, text("pick_other_lot", lot=hand.lot or "", target=task.lot or ""))
    return None


def _put_down(session: Session) -> Session:
    hand = session.hand
    return replace(session, hand=Hand(row=hand.row, source=hand.source))


def _ask(session: Session, words: Text) -> Ask:
    hand = session.hand
    held = replace(hand, asked_lot=hand.lot, lot=None, question=None)
    notice = Notice(Sound.QUESTION, words, stays=True)
    return Ask(replace(session, hand=held, notice=notice), words)
