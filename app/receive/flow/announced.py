"""A pack that its supplier announced: one scan counts all that is said to be in it, or none."""

from dataclasses import replace

from app.base.decision import Decision, Do, Refuse
from app.base.notice import Notice, Sound
from app.base.session import Session, kept
from app.base.wording import text
from app.receive.flow.count import count
from app.receive.flow.pack import take_pack
from app.receive.flow.several import after_deed
from sync.core.operations import Deed
from sync.core.slices import Announced, ReceiveSlice


def take_announced(session: Session, pack: Announced, slice_: ReceiveSlice) -> Decision:
    """Count what of the pack is still to come; what speaks against a part speaks against all.

    Who counts blind, or found something damaged, is told nothing: the pack is opened and counted.
    """
    if session.is_blind or session.hand.damage or session.hand.package == pack.name:
        return take_pack(session, pack.name)
    if not pack.parts:
        return Refuse(session, text("pack_counted", package=pack.name))
    rows = {row.line.id: row for row in slice_.rows}
    at, seen, deeds, last = session, slice_, list[Deed](), Notice(Sound.COUNTED)
    for line, entry in pack.parts:
        if line not in rows:
            return _by_hand(session, pack)
        hand = replace(
            kept(session.hand), line=line, product=rows[line].product.id, amount=entry.quantity,
            scanned=entry.quantity, lot=entry.lot, expiry=entry.expiry, package=pack.name,
            is_unit=True, raw=pack.name,
        )  # fmt: skip
        decision = count(replace(at, hand=hand), seen)
        if not isinstance(decision, Do):
            return _by_hand(session, pack)
        deeds.append(decision.deed)
        at, seen, last = decision.session, after_deed(seen, decision), decision.notice
    after = replace(at, hand=kept(session.hand))
    notice = replace(last, text=text("pack_came", package=pack.name, count=len(deeds)))
    return Do(deeds[0], after, notice, pack.name, also=tuple(deeds[1:]))


def _by_hand(session: Session, pack: Announced) -> Refuse:
    """A lot, a number or a day is missing, or the house wants to be asked: then it is counted."""
    opened = replace(session, hand=replace(session.hand, package=pack.name))
    return Refuse(opened, text("pack_by_hand", package=pack.name))
